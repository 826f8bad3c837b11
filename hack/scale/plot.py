"""Draws docs/images/autoscaling-signal.svg from the CSV file of measure.py: plot.py CSV IMAGE"""

import csv
import sys
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot, ticker

WORKLOADS = {
    ("minilm", "short", "1"): "MiniLM, short texts",
    ("minilm", "long", "1"): "MiniLM, long texts",
    ("tiny-qwen3", "short", "1"): "tiny model, short texts",
}
LINES = {
    "busy": ("busy share", "#1b6ca8", "o"),
    "cpu": ("CPU, share of the limit", "#d1495b", "s"),
    "queue": ("num_queue_reqs", "#888888", "x"),
}


def read(path: str) -> dict[tuple[str, ...], list[dict[str, str]]]:
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    with open(path) as file:
        for row in csv.DictReader(file):
            if row["loop"] == "open" and float(row["cores"]) < 1:
                found.setdefault((row["model"], row["texts"], row["batch"]), []).append(row)
    return found


def draw(rows: list[dict[str, str]], title: str, axes: Any) -> None:
    signals, amounts = axes
    rows = sorted(rows, key=lambda row: float(row["offered"]))
    load = [100 * float(row["offered"]) / float(row["capacity"]) for row in rows]
    for name, (label, colour, marker) in LINES.items():
        signals.plot(load, [float(row[name]) for row in rows], color=colour, marker=marker, markersize=4, label=label)
    signals.axhline(0.7, color="#444444", linewidth=0.8, linestyle=":", label="target 70 %")
    signals.set(title=title, ylim=(-0.04, 1.08))
    flying = [(at, float(row["active"])) for at, row in zip(load, rows) if float(row["active"])]
    amounts.plot(*zip(*flying), color="#2a7f4f", marker="^", markersize=4, label="requests in flight")
    amounts.axhline(16, color="#444444", linewidth=0.8, linestyle=":", label="16 in flight")
    for name, style in (("p50", "-"), ("p95", "--")):
        latency = [(at, 1000 * float(row[name])) for at, row in zip(load, rows) if row["sent"] != "0"]
        amounts.plot(*zip(*latency), color="#8a5a9e", linestyle=style, label=f"latency {name} in ms")
    amounts.set(yscale="log", ylim=(0.05, 100_000), xlabel="offered load in % of the capacity")
    amounts.yaxis.set_minor_locator(ticker.NullLocator())
    amounts.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))


def main(source: str, image: str) -> None:
    pyplot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "signal", "font.family": "sans-serif", "font.size": 9})
    found = read(source)
    shown = [each for each in WORKLOADS if each in found]
    figure, axes = pyplot.subplots(2, len(shown), figsize=(3.4 * len(shown), 5.2), sharex=True, sharey="row", squeeze=False)
    for column, workload in enumerate(shown):
        draw(found[workload], WORKLOADS[workload], axes[:, column])
    for each in axes.flat:
        each.axvline(100, color="#bbbbbb", linewidth=0.8)
        each.set_xticks([0, 25, 50, 75, 100, 125, 150])
        each.grid(axis="y", color="#eeeeee")
        each.tick_params(length=0)
    for row in axes[:, 0]:
        row.legend(fontsize=7.5, loc="best", framealpha=0.9)
    figure.patch.set_facecolor("white")
    figure.tight_layout()
    figure.savefig(image, metadata={"Date": None} if image.endswith(".svg") else None, dpi=110)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
