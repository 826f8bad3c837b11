"""Draws the load and the servers over time, one row for each CSV file of hack/scale.sh: steps.py IMAGE TITLE=CSV ..."""

import csv
import sys
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot, ticker


def read(path: str) -> list[dict[str, float]]:
    with open(path) as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


def changes(rows: list[dict[str, float]]) -> list[dict[str, float]]:
    """The rows in which a line has a step, and the last one."""
    drawn = ("offered", "replicas", "ready")
    kept = [row for before, row in zip([{}, *rows], rows) if any(before.get(name) != row[name] for name in drawn)]
    return [*kept, rows[-1]]


def draw(all_rows: list[dict[str, float]], title: str, axes: Any) -> list[Any]:
    rows = changes(all_rows)
    minutes = [row["seconds"] / 60 for row in rows]
    servers, load = axes, axes.twinx()
    load.fill_between(minutes, [row["offered"] for row in rows], step="post", color="#dddddd", label="requests per second")
    servers.step(minutes, [row["replicas"] for row in rows], where="post", color="#1b6ca8", label="servers asked for")
    servers.step(minutes, [row["ready"] for row in rows], where="post", color="#2a7f4f", linestyle="--", label="servers ready")
    # the load in the background
    servers.set_zorder(load.get_zorder() + 1)
    servers.patch.set_visible(False)
    failed = sum(row["failed"] for row in all_rows)
    answered = sum(row["answered"] for row in all_rows)
    servers.set_title(f"{title}: {answered:.0f} requests answered, {failed:.0f} failed", loc="left")
    servers.set(ylim=(0, max(3, max(row["replicas"] for row in rows)) + 0.6), ylabel="servers", xlim=(0, max(minutes)))
    servers.yaxis.set_major_locator(ticker.MultipleLocator(1))
    load.set(ylim=(0, None), ylabel="requests per second")
    for each in (servers, load):
        each.tick_params(length=0)
    return [*servers.get_legend_handles_labels()[0], *load.get_legend_handles_labels()[0]]


def main(image: str, files: list[str]) -> None:
    pyplot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "steps", "font.family": "sans-serif", "font.size": 9})
    figure, axes = pyplot.subplots(len(files), 1, figsize=(9, 2.4 * len(files)), squeeze=False)
    for each, argument in zip(axes[:, 0], files, strict=True):
        title, path = argument.split("=", 1)
        handles = draw(read(path), title, each)
    axes[-1, 0].set_xlabel("minutes")
    figure.legend(handles=handles, ncol=3, loc="lower center", frameon=False)
    figure.patch.set_facecolor("white")
    figure.tight_layout(rect=(0, 0.1 / len(files), 1, 1))
    figure.savefig(image, metadata={"Date": None} if image.endswith(".svg") else None, dpi=110)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
