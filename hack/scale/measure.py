"""Measures possible scaling signals of one server against the offered load: see hack/scale/signal.sh, which starts it."""

import argparse
import asyncio
import csv
import json
import os
import signal
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import mean
from typing import Any

import aiohttp

import cgroup
from clients import ANSWER_SECONDS, Clients, Result
from manifest import read_command
from observe import Observer, Sample
from subjects import Server

WORDS = {"short": 8, "long": 240}  # 10 and about 242 tokens
CAPACITY_TEXTS = {"short": 64, "long": 16}  # in flight while the capacity is measured, in 4 requests at least
CAPACITY_SECONDS = 20
KEEP_ALIVE_SECONDS = 2  # the server closes unused connections after 5 s


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rendered", type=Path, required=True, help="the service's objects, as the operator renders them")
    parser.add_argument("--model", type=Path, required=True, help="directory of the model")
    parser.add_argument("--cores", type=float, default=0.5, help="CPU limit")
    parser.add_argument("--texts", choices=WORDS, default="short", help="length of the texts")
    parser.add_argument("--batch", type=int, default=1, help="texts in a request")
    parser.add_argument("--seconds", type=float, default=45, help="for each load")
    parser.add_argument("--shares", default="0,10,25,50,75,90,100,120,150", help="offered load in %% of the capacity")
    parser.add_argument("--clients", default="1,2,4,8,16,32,64", help="numbers of clients that wait for their answers")
    parser.add_argument("--period", type=float, default=1, help="seconds between two samples of the metrics")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True, help="CSV file that rows are appended to")
    return parser.parse_args()


def log(text: str) -> None:
    print(f"==> {time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


class Measurement:
    def __init__(self, options: argparse.Namespace, server: Server, quota: cgroup.CpuQuota, http: aiohttp.ClientSession) -> None:
        self.options = options
        url = f"http://127.0.0.1:{server.port}"
        self.clients = Clients(http, url + "/v1/embeddings", WORDS[options.texts], options.batch, options.seed)
        self.observer = Observer(http, url, server.process.pid, quota.directory, options.period)

    async def run(self) -> None:
        await self.clients.waiting(4, 5)
        found = await self.clients.waiting(max(4, CAPACITY_TEXTS[self.options.texts] // self.options.batch), CAPACITY_SECONDS)
        capacity = found.answered_by(found.begin + CAPACITY_SECONDS) / CAPACITY_SECONDS
        log(f"capacity {capacity * self.options.batch:.1f} texts per second")
        for share in map(int, self.options.shares.split(",")):
            await self.step("open", share, self.clients.at_rate(capacity * share / 100, self.options.seconds), capacity)
        for count in map(int, self.options.clients.split(",")):
            await self.step("closed", count, self.clients.waiting(count, self.options.seconds / 2), capacity)

    async def step(self, loop: str, load: int, sending: Any, capacity: float) -> None:
        samples: list[Sample] = [await self.observer.sample()]
        watching = [asyncio.create_task(each) for each in (self.observer.watch(samples), self.observer.probe())]
        seconds = self.options.seconds / (1 if loop == "open" else 2)
        result: Result = await sending
        for each in watching:
            each.cancel()
        samples = [each for each in samples if each.time <= result.begin + seconds + self.options.period]
        row = self.row(loop, load, result, samples, capacity, seconds)
        log(", ".join(f"{key} {value}" for key, value in row.items()))
        for failure in sorted(set(result.failures))[:3]:
            log(f"failed: {failure}")
        new = not self.options.output.exists()
        with self.options.output.open("a") as file:
            writer = csv.DictWriter(file, row)
            if new:
                writer.writeheader()
            writer.writerow(row)
        with self.options.output.with_suffix(".samples").open("a") as file:
            kept = [asdict(each) | ({"text": ""} if 0 < i < len(samples) - 1 else {}) for i, each in enumerate(samples)]
            file.write(json.dumps({"row": row, "samples": kept}) + "\n")

    def row(self, loop: str, load: int, result: Result, samples: list[Sample], capacity: float, seconds: float) -> dict[str, Any]:
        first, last = samples[0], samples[-1]
        elapsed = last.time - first.time
        return {
            "model": self.options.model.name,
            "cores": self.options.cores,
            "texts": self.options.texts,
            "batch": self.options.batch,
            "loop": loop,
            "load": load,
            "capacity": round(capacity * self.options.batch, 1),
            "offered": round(result.sent * self.options.batch / seconds, 1),
            "answered": round(result.answered_by(result.begin + seconds) * self.options.batch / seconds, 1),
            "sent": result.sent,
            "failed": len(result.failures),
            "lost": result.sent - len(result.answers) - len(result.failures),
            "late": round(sorted(result.late)[int(0.95 * len(result.late))] if result.late else 0, 4),
            "p50": round(result.latency(0.5), 4),
            "p95": round(result.latency(0.95), 4),
            "busy": round(1 - (last.idle - first.idle) / elapsed, 3),
            "cpu": round((last.cpu - first.cpu) / elapsed / self.options.cores, 3),
            "throttled": round((last.throttled - first.throttled) / elapsed, 3),
            "active": round(mean(each.active for each in samples), 2),
            "queue": round(mean(each.queue for each in samples), 2),
            "queue_max": max(each.queue for each in samples),
            "running_max": max(each.running for each in samples),
            "utilization_max": max(each.utilization for each in samples),
        }


async def measure(options: argparse.Namespace, server: Server, quota: cgroup.CpuQuota) -> None:
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS), timeout=timeout
    ) as http:
        await Measurement(options, server, quota, http).run()


def outrank_others(quota: cgroup.CpuQuota) -> None:
    """Its processes get their CPU time before other programs, as those of a pod whose CPU request is its limit."""
    name, weight = ("cpu.weight", 10_000) if quota.unified else ("cpu.shares", 262_144)
    (quota.directory / name).write_text(str(weight))


def main() -> None:
    options = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    quota, own = (cgroup.make(f"embedding-operator-signal-{name}-{os.getpid()}") for name in ("server", "clients"))
    if isinstance(quota, str) or isinstance(own, str):
        sys.exit(f"error: a cgroup with a CPU limit is required: {quota}")
    for each in (quota, own):
        outrank_others(each)
    with tempfile.TemporaryDirectory(prefix="signal-") as directory:
        command = read_command(options.rendered, options.model, Path(directory) / "pod")
        log(f"starting {' '.join(command.arguments)}, OMP_NUM_THREADS={command.environment.get('OMP_NUM_THREADS')}")
        server = Server(options.model.name, command, options.output.with_suffix(f".{os.getpid()}.log"), quota.directory)
        (own.directory / "cgroup.procs").write_text(str(os.getpid()))
        try:
            log(f"ready after {server.await_ready():.0f} s; limited to {options.cores} cores from now on")
            quota.limit(options.cores)
            asyncio.run(measure(options, server, quota))
        finally:
            (own.directory.parent / "cgroup.procs").write_text(str(os.getpid()))
            quota.limit(4)
            server.end()
            quota.remove()
            own.remove()


if __name__ == "__main__":
    main()
