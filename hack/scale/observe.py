"""What can be observed of a server: its metrics, and the CPU time and throttling of its cgroup."""

import asyncio
import re
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

import processes

IDLE = "sglang:scheduler_idle_seconds_total"
LINE = re.compile(r"^([a-zA-Z_:]+)(\{[^}]*\})? (\S+)")
PROBE_SECONDS = 5  # the kubelet's readiness and liveness probe, each every 10 s


@dataclass(frozen=True)
class Sample:
    time: float
    idle: float  # seconds
    queue: float  # texts
    running: float
    utilization: float
    active: float  # requests in flight
    cpu: float  # seconds
    throttled: float  # seconds
    text: str


class Observer:
    def __init__(self, http: aiohttp.ClientSession, url: str, pid: int, cgroup: Path, period: float) -> None:
        self.http, self.url, self.pid, self.cgroup, self.period = http, url, pid, cgroup, period

    async def sample(self) -> Sample:
        async with self.http.get(self.url + "/metrics") as response:
            text = await response.text()
        values: dict[str, float] = {}
        for name, labels, value in (match.groups() for match in map(LINE.match, text.splitlines()) if match):
            if name != "sglang:http_requests_active" or '"/v1/embeddings"' in labels:
                values[name] = values.get(name, 0) + float(value)
        return Sample(
            time.monotonic(),
            values.get(IDLE, 0),
            values.get("sglang:num_queue_reqs", 0),
            values.get("sglang:num_running_reqs", 0),
            values.get("sglang:utilization", 0),
            values.get("sglang:http_requests_active", 0),
            processes.cpu_seconds(self.pid),
            self._throttled(),
            text,
        )

    async def watch(self, samples: list[Sample]) -> None:
        """Until it is cancelled."""
        while True:
            samples.append(await self.sample())
            await asyncio.sleep(self.period)

    async def probe(self) -> None:
        """As the kubelet does. Until it is cancelled."""
        while True:
            async with self.http.get(self.url + "/health") as response:
                await response.read()
            await asyncio.sleep(PROBE_SECONDS)

    def _throttled(self) -> float:
        fields = dict(line.split() for line in (self.cgroup / "cpu.stat").read_text().splitlines())
        return float(fields["throttled_usec"]) / 1e6 if "throttled_usec" in fields else float(fields["throttled_time"]) / 1e9
