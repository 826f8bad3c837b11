"""Measures subjects in turn, so that changes of the machine's speed affect all of them alike."""
import time
from collections.abc import Callable

import processes
from figures import Figures, Idle
from load import SHAPES, Sample, Shape
from subjects import Server, Subject
from texts import LENGTHS

Log = Callable[[str], None]
SLOW = 4  # a figure that takes so many times longer than wanted is measured in the first round only
TOO_SLOW = 100  # seconds; a figure that is expected to take longer is left out


class Rounds:
    """All subjects must be paused."""

    def __init__(self, subjects: list[Subject], texts: dict[str, list[str]], seconds: float, deadline: float, log: Log):
        self.subjects = subjects
        self.texts = texts
        self.seconds = seconds
        self.deadline = deadline
        self.log = log
        self.figures = Figures()

    def run(self, rounds: int) -> Figures:
        """Ends at the deadline (time.monotonic), or shortly after it."""
        for number in range(1, rounds + 1):
            for length in self.texts:
                for shape in SHAPES:
                    if time.monotonic() > self.deadline:
                        self.log(f"out of time in round {number} of {rounds}: what is missing is left out")
                        return self.figures
                    # Every second round in reverse, so that nobody always has the first turn.
                    order = self.subjects if number % 2 else self.subjects[::-1]
                    rates = {subject: self._measure(number, subject, length, shape) for subject in order}
                    text = " / ".join(_rate(rates[each]) for each in self.subjects)
                    self.log(f"round {number}/{rounds}, {length}, {shape}: {text} texts per second")
        return self.figures

    def _measure(self, number: int, subject: Subject, length: str, shape: Shape) -> Sample | None:
        last = self.figures.median(subject.name, length, shape)
        if shape not in subject.shapes(SHAPES):
            return None
        if last.seconds > SLOW * self.seconds if last else number > 1 or self._expected(subject, length, shape) > TOO_SLOW:
            return None
        subject.resume()
        try:
            subject.embed(self.texts[length][:1])  # not counted: the first request after a pause takes longer
            sample = subject.measure(length, self.texts[length], shape, self.seconds)
        finally:
            subject.pause()
        self.figures.add(subject.name, length, shape, sample)
        return sample

    def _expected(self, subject: Subject, length: str, shape: Shape) -> float:
        """Seconds until each client has its first answer, by what has been measured already. 0 if nothing has."""
        same_shape = [(each, shape) for each in self.figures.lengths()]
        same_length = [(length, each) for each in SHAPES]
        for other in same_shape + same_length:
            sample = self.figures.median(subject.name, *other)
            if sample:
                tokens = LENGTHS[length][1] / LENGTHS[other[0]][1]
                return shape.texts * shape.clients / sample.rate * tokens
        return 0


def _rate(sample: Sample | None) -> str:
    return f"{sample.rate:.1f}" if sample else "–"


def measure_idle(server: Server, seconds: float, start_seconds: float, cosine: float) -> Idle:
    """The server must be running, and is paused at the end."""
    time.sleep(min(3, seconds))
    before, begin = processes.cpu_seconds(server.process.pid), time.monotonic()
    time.sleep(seconds)
    cpu = (processes.cpu_seconds(server.process.pid) - before) / (time.monotonic() - begin)
    memory = processes.memory_mib(server.process.pid)
    server.pause()
    return Idle(cpu, memory, start_seconds, cosine)
