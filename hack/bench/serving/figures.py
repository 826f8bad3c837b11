"""All samples, and their medians."""
import statistics
from dataclasses import asdict, dataclass, field
from typing import Any

from load import SHAPES, Sample, Shape


@dataclass(frozen=True)
class Idle:
    cpu: float  # share of a core
    memory_mib: float
    start_seconds: float
    cosine: float  # smallest cosine to the same texts of transformers


@dataclass
class Figures:
    machine: str = ""
    samples: dict[tuple[str, str, Shape], list[Sample]] = field(default_factory=dict)
    idle: dict[str, Idle] = field(default_factory=dict)

    def add(self, subject: str, length: str, shape: Shape, sample: Sample) -> None:
        self.samples.setdefault((subject, length, shape), []).append(sample)

    def subjects(self) -> list[str]:
        return list(dict.fromkeys(subject for subject, _, _ in self.samples))

    def lengths(self) -> list[str]:
        return list(dict.fromkeys(length for _, length, _ in self.samples))

    def median(self, subject: str, length: str, shape: Shape) -> Sample | None:
        found = self.samples.get((subject, length, shape))
        if not found:
            return None
        return Sample(*(statistics.median(values) for values in zip(*(asdict(each).values() for each in found))))

    def ratio(self, subject: str, other: str, length: str, shape: Shape) -> float | None:
        """The median of the rounds' ratios: both were measured one after the other in each."""
        pairs = list(zip(self.samples.get((subject, length, shape), []), self.samples.get((other, length, shape), [])))
        return statistics.median(one.rate / two.rate for one, two in pairs) if pairs else None

    def to_json(self) -> dict[str, Any]:
        return {
            "machine": self.machine,
            "idle": {name: asdict(each) for name, each in self.idle.items()},
            "samples": [
                {"subject": subject, "length": length, "shape": str(shape), "samples": [asdict(each) for each in samples]}
                for (subject, length, shape), samples in self.samples.items()
            ],
        }


def shapes_of(figures: Figures) -> list[Shape]:
    return [each for each in SHAPES if any(shape == each for _, _, shape in figures.samples)]
