"""Tables in Markdown, and the generated part of docs/performance.md."""
from pathlib import Path

from figures import Figures, shapes_of
from load import Sample
from names import BEFORE, ONNXRUNTIME
from texts import TITLES

BEGIN, END = "<!-- serving:begin -->", "<!-- serving:end -->"


def report(figures: Figures, limited: Figures | None) -> str:
    parts = [figures.machine]
    parts += [_table(figures, length, [BEFORE, ONNXRUNTIME]) for length in figures.lengths()]
    parts.append(_idle_table(figures))
    if limited:
        parts.append("With a CPU limit of 1:")
        parts += [_table(limited, length, limited.subjects()[1:]) for length in limited.lengths()]
    return "\n\n".join(parts) + "\n"


def update(page: Path, text: str) -> None:
    before, begin, rest = page.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"error: {page} has no lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{text}{END}{after}")


def _table(figures: Figures, length: str, compared: list[str]) -> str:
    """One row for each subject, and one for each that the first is compared with."""
    shapes = shapes_of(figures)
    rows = [[TITLES[length], *map(str, shapes)], ["---"] * (len(shapes) + 1)]
    for subject in figures.subjects():
        rows.append([subject, *(_cell(figures.median(subject, length, shape)) for shape in shapes)])
    first = figures.subjects()[0]
    for other in compared:
        ratios = [figures.ratio(first, other, length, shape) for shape in shapes]
        rows.append([f"{first}, relative to {other}", *("–" if each is None else f"{each:.2f}" for each in ratios)])
    return _markdown(rows)


def _idle_table(figures: Figures) -> str:
    rows = [["", "CPU while idle", "memory", "start until healthy", "smallest cosine to transformers"], ["---"] * 5]
    for name, idle in figures.idle.items():
        rows.append([
            name,
            f"{idle.cpu * 100:.1f} % of a core",
            f"{idle.memory_mib:.0f} MiB",
            f"{idle.start_seconds:.0f} s",
            f"{idle.cosine:.4f}",
        ])
    return _markdown(rows)


def _cell(sample: Sample | None) -> str:
    if sample is None:
        return "–"
    milliseconds = sample.p50 * 1000
    latency = f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{sample.p50:.1f} s"
    rate = f"{sample.rate:.0f}" if sample.rate >= 10 else f"{sample.rate:.1f}"
    return f"{rate} ({latency})"


def _markdown(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
