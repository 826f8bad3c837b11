"""3,000 seeded hostile bodies: the server answers each within 10 seconds, lives, and still gives the same vectors."""

from __future__ import annotations

import json
import os
import random
import socket
import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from client import EMBEDDINGS, Server

COUNT = int(os.environ.get("HOSTILE_BODIES", "3000"))
SEED = int(os.environ.get("HOSTILE_SEED", "20261129"))
SECONDS = 10
PROBE = "a probe text"
NUMBERS: tuple[Any, ...] = (0, 1, -1, 511, 512, 30521, 30522, 151_936, 999_999, 2**31, 2**32, 2**63, 2**64, -(2**63), 10**30, 0.5, 1e308, True, False, None)
STRINGS = ("", " ", "\n\t", "a", "\u0000", "\u200b", "\ud800", "é" * 100, "a" * 5000, "word " * 3000, "🦊" * 700, "[PAD]", "<s></s>", "<|im_end|>" * 5, "\x1b[31m", "{{7*7}}", "../../etc/passwd", "%s%n", "$(id)")
FIELDS = (
    "input", "model", "encoding_format", "dimensions", "user", "rid", "priority", "lora_path", "embed_overrides", "embed_override_token_id",
    "instruction", "prompt_name", "image_data", "input_ids", "text", "sampling_params", "stream", "return_hidden_states", "routed_dp_rank", "bootstrap_host", "x",
)  # fmt: skip


class Bodies:
    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def value(self, depth: int = 0) -> Any:
        kind = self.random.randrange(8 if depth < 4 else 4)
        if kind < 2:
            return self.random.choice(NUMBERS)
        if kind < 4:
            return self.random.choice(STRINGS)
        if kind < 6:
            return [self.value(depth + 1) for _ in range(self.random.choice((0, 1, 2, 5, 30)))]
        if kind == 6:
            return {self.random.choice(FIELDS): self.value(depth + 1) for _ in range(self.random.randrange(3))}
        return [self.random.choice(NUMBERS) for _ in range(self.random.choice((1, 3, 600)))]

    def input(self) -> Any:
        kind = self.random.randrange(7)
        if kind == 0:
            return [self.random.choice(NUMBERS[:12]) for _ in range(self.random.randrange(1, 40))]
        if kind == 1:
            return [[self.random.choice(NUMBERS) for _ in range(self.random.randrange(4))] for _ in range(self.random.randrange(1, 6))]
        if kind == 2:
            return [self.random.choice(STRINGS) for _ in range(self.random.randrange(1, 6))]
        if kind == 3:
            return ["a"] * self.random.choice((2049, 3000, 10_000))
        if kind == 4:
            return [{"text": "a", "image": "http://127.0.0.1:1/x", "video": None}]
        if kind == 5:
            return self.random.choice(STRINGS)
        return self.value()

    def document(self) -> bytes:
        body = {"input": self.input(), "model": "m"}
        for _ in range(self.random.randrange(4)):
            body[self.random.choice(FIELDS)] = self.value()
        if self.random.random() < 0.05:
            del body["input"]
        text = json.dumps(body, ensure_ascii=self.random.random() < 0.5)
        return self.spoiled(text.encode(errors="surrogatepass"))

    def spoiled(self, content: bytes) -> bytes:
        kind = self.random.randrange(24)
        position = self.random.randrange(len(content))
        if kind == 0:
            return content[:position]
        if kind == 1:
            return content[:position] + bytes([self.random.randrange(256)]) + content[position + 1 :]
        if kind == 2:
            return content.decode(errors="replace").encode("utf-16")
        if kind == 3:
            return b"\xef\xbb\xbf" + content
        if kind == 4:
            return b"[" * 100_000
        if kind == 5:
            return b'{"input": ' + b"[" * 3000 + b"]" * 3000 + b"}"
        if kind == 6:
            return b'{"input": "' + b"a" * self.random.choice((100_000, 1_000_000)) + b'"}'
        if kind == 7:
            return self.random.choice((b"", b"null", b"NaN", b"{}", b"[]", b'"x"', b"\x1f\x8b\x08", b'{"input":NaN}', b'{"input":"a","input":[999999]}'))
        return content


def test_hostile_bodies(server: Server) -> None:
    bodies = Bodies(SEED)
    before = server.post(input=PROBE).json()["data"][0]["embedding"]
    started = server.request("GET", "/model_info").json()["embedding_operator"]
    found: Counter[int] = Counter()
    for number in range(COUNT):
        content = bodies.document()
        headers = {}
        if bodies.random.random() < 0.05:
            headers = {bodies.random.choice(("Content-Type", "Content-Encoding", "X_Data_Parallel_Rank", "X_Smg_Routing_Key")): bodies.random.choice(("text/plain", "gzip", "x", "application/json; charset=utf-7", "999"))}
        begin = time.monotonic()
        answer = server.request("POST", EMBEDDINGS, content, SECONDS, **headers)
        assert time.monotonic() - begin < SECONDS
        assert 200 <= answer.status < 300 or 400 <= answer.status < 500, (number, answer, content[:500])
        found[answer.status] += 1
        if number % 500 == 499:
            assert server.post(input=PROBE).json()["data"][0]["embedding"] == before
            print(f"{number + 1} bodies: {dict(found)}", flush=True)
    assert server.post(input=PROBE).json()["data"][0]["embedding"] == before
    assert server.request("GET", "/model_info").json()["embedding_operator"] == started
    assert found[200] > COUNT // 50 and found[400] > COUNT // 2, found


def exchange(server: Server, parts: list[bytes], pause: float) -> int:
    """Sends the parts with a pause before each but the first; returns the status."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=SECONDS) as connection:
        connection.sendall(parts[0])
        for part in parts[1:]:
            time.sleep(pause)
            connection.sendall(part)
        return int(connection.recv(4096).split()[1])


def head(length: int) -> bytes:
    return f"POST {EMBEDDINGS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode()


def test_half_sent_body_is_answered(server: Server) -> None:
    begin = time.monotonic()
    assert exchange(server, [head(1000) + b'{"input": "a'], 0) == 408
    assert time.monotonic() - begin < SECONDS


def test_slow_body_is_embedded(server: Server) -> None:
    body = b'{"input": "a text that arrives slowly"}'
    parts = [head(len(body)), *(body[i : i + 10] for i in range(0, len(body), 10))]
    assert exchange(server, parts, 1) == 200


def test_client_that_leaves_harms_nobody(server: Server) -> None:
    address = urlsplit(server.url)
    for _ in range(50):
        with socket.create_connection((address.hostname, address.port), timeout=SECONDS) as connection:
            connection.sendall(head(1000) + b'{"input": ["a",')
    assert server.post(input=PROBE).status == 200
