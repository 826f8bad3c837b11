"""Sends requests to a server: open loop at a seeded Poisson rate, or closed loop with clients that wait for their answers."""

import asyncio
import json
import random
import time
from dataclasses import dataclass, field

import aiohttp

ANSWER_SECONDS = 120
BODIES = 200
WORDS = """a the of and to in is was for on that with as it by from at river winter market engine letter garden doctor
music window travel history number science village paper morning light water question answer power city company report
system early small large green open quiet several every common modern local public""".split()


@dataclass
class Result:
    sent: int = 0
    late: list[float] = field(default_factory=list)  # seconds by which requests were sent after they were due
    begin: float = field(default_factory=time.monotonic)
    answers: list[tuple[float, float]] = field(default_factory=list)  # when, after how many seconds
    failures: list[str] = field(default_factory=list)

    def answered_by(self, end: float) -> int:
        return sum(when <= end for when, _ in self.answers)

    def latency(self, share: float) -> float:
        """In seconds, with failures left out."""
        ordered = sorted(seconds for _, seconds in self.answers)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Clients:
    def __init__(self, http: aiohttp.ClientSession, url: str, words: int, batch: int, seed: int) -> None:
        self.http = http
        self.url = url
        self.generator = random.Random(seed)
        self.bodies = [self._body(words, batch) for _ in range(BODIES)]

    def _body(self, words: int, batch: int) -> bytes:
        texts = [" ".join(self.generator.choices(WORDS, k=words)) for _ in range(batch)]
        return json.dumps({"model": "any", "input": texts if batch > 1 else texts[0]}).encode()

    async def at_rate(self, rate: float, seconds: float) -> Result:
        """Sends requests at that rate, whatever the answers do, and waits for all answers."""
        result, pending = Result(), set()
        due = result.begin
        while rate and (due := due + self.generator.expovariate(rate)) < result.begin + seconds:
            await asyncio.sleep(max(0, due - time.monotonic()))
            result.late.append(time.monotonic() - due)
            pending.add(asyncio.create_task(self._send(result, due)))
        await asyncio.sleep(max(0, result.begin + seconds - time.monotonic()))
        if pending:
            await asyncio.wait(pending)
        return result

    async def waiting(self, clients: int, seconds: float) -> Result:
        """Each client sends its next request when it has an answer."""
        result = Result()

        async def client() -> None:
            while time.monotonic() < result.begin + seconds and not result.failures:
                await self._send(result, time.monotonic())

        await asyncio.gather(*(client() for _ in range(clients)))
        return result

    async def _send(self, result: Result, begin: float) -> None:
        """Latency counts from begin, so that a late client does not make the server look faster."""
        result.sent += 1
        body = self.bodies[result.sent % BODIES]
        try:
            async with self.http.post(self.url, data=body, headers={"Content-Type": "application/json"}) as response:
                answer = await response.read()
                if response.status == 200:
                    result.answers.append((time.monotonic(), time.monotonic() - begin))
                else:
                    result.failures.append(f"{response.status} {answer[:200].decode(errors='replace')}")
        except (aiohttp.ClientError, TimeoutError) as error:
            result.failures.append(repr(error))
