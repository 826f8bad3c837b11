"""Calls a function from several threads for some seconds, and measures texts per second and latency."""
import itertools
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Embed = Callable[[list[str]], Any]


@dataclass(frozen=True)
class Shape:
    """How texts arrive: the number of texts in a request, and of clients that each wait for their answer."""

    texts: int
    clients: int

    def __str__(self) -> str:
        return f"{count(self.texts, 'text')}, {count(self.clients, 'client')}"


SHAPES = [Shape(1, 1), Shape(1, 32), Shape(32, 1), Shape(32, 4)]


@dataclass(frozen=True)
class Sample:
    rate: float  # texts per second
    p50: float  # seconds for a request
    seconds: float  # how long it was measured
    client_cpu: float  # share of a core that the clients took, and in process the model as well


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def measure(connect: Callable[[], Embed], texts: list[str], shape: Shape, seconds: float) -> Sample:
    """Each client sends at least one request, and waits for the answer of its last one."""
    batches = itertools.cycle(
        [[texts[(start + i) % len(texts)] for i in range(shape.texts)] for start in range(0, len(texts), shape.texts)]
    )
    latencies: list[float] = []
    errors: list[Exception] = []
    lock = threading.Lock()
    begin, cpu = time.perf_counter(), time.process_time()

    def client() -> None:
        try:
            embed = connect()
            while not errors:
                with lock:
                    batch = next(batches)
                sent = time.perf_counter()
                embed(batch)
                received = time.perf_counter()
                latencies.append(received - sent)
                if received - begin >= seconds:
                    return
        except Exception as error:  # noqa: BLE001: reported by the main thread
            errors.append(error)

    threads = [threading.Thread(target=client) for _ in range(shape.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    elapsed = time.perf_counter() - begin
    return Sample(
        rate=len(latencies) * shape.texts / elapsed,
        p50=statistics.median(latencies),
        seconds=elapsed,
        client_cpu=(time.process_time() - cpu) / elapsed,
    )
