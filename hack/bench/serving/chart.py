"""Texts per second as grouped bars, one panel for each length of the texts, as SVG."""
from figures import Figures, shapes_of
from texts import TITLES

COLOURS = ["#1b6ca8", "#d1495b", "#66a182", "#edae49"]
WIDTH, PANEL, TOP, BOTTOM, LEFT = 860, 190, 62, 44, 16
BAR, GAP = 42, 34


def chart(figures: Figures) -> str:
    lengths, subjects = figures.lengths(), figures.subjects()
    height = TOP + PANEL * len(lengths)
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{LEFT}" y="24" font-size="14">Texts per second (more is better)</text>',
    ]
    for i, subject in enumerate(subjects):
        x = LEFT + 200 * i
        svg.append(f'<rect x="{x}" y="36" width="12" height="12" fill="{COLOURS[i]}"/>')
        svg.append(f'<text x="{x + 18}" y="46">{subject}</text>')
    for i, length in enumerate(lengths):
        svg += _panel(figures, length, TOP + PANEL * i)
    return "\n".join([*svg, "</svg>"]) + "\n"


def _panel(figures: Figures, length: str, top: int) -> list[str]:
    shapes, subjects = shapes_of(figures), figures.subjects()
    medians = {(s, shape): figures.median(s, length, shape) for s in subjects for shape in shapes}
    highest = max(sample.rate for sample in medians.values() if sample)
    base, full = top + PANEL - BOTTOM, PANEL - BOTTOM - 42
    right = LEFT + len(shapes) * (len(subjects) * BAR + GAP)
    svg = [
        f'<text x="{LEFT}" y="{top + 18}" font-weight="bold">{TITLES[length]}</text>',
        f'<line x1="{LEFT}" y1="{base}" x2="{right}" y2="{base}" stroke="#999"/>',
    ]
    for group, shape in enumerate(shapes):
        left = LEFT + group * (len(subjects) * BAR + GAP)
        middle = left + len(subjects) * BAR / 2
        svg.append(f'<text x="{middle:.0f}" y="{base + 18}" text-anchor="middle">{shape}</text>')
        for i, subject in enumerate(subjects):
            sample = medians[subject, shape]
            x = left + i * BAR
            if sample is None:
                svg.append(f'<text x="{x + BAR / 2:.0f}" y="{base - 5}" text-anchor="middle" fill="#999">–</text>')
                continue
            size = sample.rate / highest * full
            value = f"{sample.rate:.0f}" if sample.rate >= 10 else f"{sample.rate:.1f}"
            svg.append(f'<rect x="{x + 2}" y="{base - size:.1f}" width="{BAR - 4}" height="{size:.1f}" fill="{COLOURS[i]}"/>')
            svg.append(f'<text x="{x + BAR / 2:.0f}" y="{base - size - 4:.1f}" text-anchor="middle">{value}</text>')
    return svg
