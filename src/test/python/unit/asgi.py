"""A server and an application behind the middleware, without HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from embedding_operator import front
from embedding_operator.front import Message, Receive, Scope, Send
from embedding_operator.keys import Keys
from embedding_operator.prompts import Prompts
from embedding_operator.requests import Limits
from embedding_operator.usage import Usage

TOKEN = b"0123456789abcdef"
JSON = (b"content-type", b"application/json")


@dataclass
class Recorded(Usage):
    """What was counted."""

    answers: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(lambda: False)

    def answered(self, api_key: str, status: int) -> None:
        self.answers.append((api_key, status))


@dataclass
class Server:
    """What the middleware asks."""

    is_closed: bool = True
    most: int = 1000
    known_fingerprint: str | None = "0011223344556677"
    known_keys: Keys | None = None
    recorded: Recorded = field(default_factory=Recorded)
    known_facts: dict[str, Any] = field(default_factory=lambda: {"pooling": "mean", "plugin_version": "3"})

    def closed(self, scope: Scope) -> str | None:
        is_open = scope["type"] == "http" and (scope["method"], scope["path"]) in front.OPEN
        return "this server only embeds" if self.is_closed and not is_open else None

    def token(self) -> bytes:
        return TOKEN

    def keys(self) -> Keys | None:
        return self.known_keys

    def usage(self) -> Usage:
        return self.recorded

    def limits(self) -> Limits:
        return Limits(max_texts=3, vocabulary=100, max_tokens=4, dimensions=8)

    def prompts(self) -> Prompts:
        return Prompts({"query": "query: "})

    def max_bytes(self) -> int:
        return self.most

    def facts(self) -> dict[str, Any]:
        return dict(self.known_facts)

    def fingerprint(self) -> str | None:
        return self.known_fingerprint


@dataclass
class App:
    """Records what reaches it, and answers."""

    status: int = 200
    parts: Sequence[bytes] = (b'{"data": []}',)
    headers: Sequence[tuple[bytes, bytes]] = (JSON, (b"content-length", b"12"))
    scopes: list[Scope] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    after: list[Message] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.bodies.append(body)
        self.after.append(await receive())
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        for index, part in enumerate(self.parts):
            await send({"type": "http.response.body", "body": part, "more_body": index + 1 < len(self.parts)})


class Response:
    def __init__(self, messages: list[Message]):
        assert [message["type"] for message in messages[:1]] == ["http.response.start"]
        self.status: int = messages[0]["status"]
        self.headers: list[tuple[bytes, bytes]] = messages[0]["headers"]
        self.body = b"".join(message["body"] for message in messages[1:])
        length = self.header(b"content-length")
        assert length is None or int(length) == len(self.body)

    def header(self, name: bytes) -> bytes | None:
        found = [value for key, value in self.headers if key.lower() == name]
        assert len(found) <= 1
        return found[0] if found else None

    def json(self) -> Any:
        return json.loads(self.body)


def chunk(body: bytes, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def http(method: str, path: str, *headers: tuple[bytes, bytes], **more: Any) -> Scope:
    return {"type": "http", "method": method, "path": path, "headers": list(headers), **more}


def exchange(
    scope: Scope,
    chunks: Sequence[Message] = (),
    server: Server | None = None,
    app: Any = None,
    delay: Callable[[], Awaitable[None]] | None = None,
) -> list[Message]:
    """What is sent to a client that sends these chunks, each after a delay, and then only waits."""
    sent: list[Message] = []
    given = list(chunks)

    async def receive() -> Message:
        if delay is not None:
            await delay()
        return given.pop(0) if given else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(front.Front(app or App(), server or Server())(scope, receive, send))
    return sent


def post(
    body: bytes, *headers: tuple[bytes, bytes], server: Server | None = None, app: Any = None, path: str = front.EMBEDDINGS
) -> Response:
    """A POST with its body in one piece."""
    length = (b"content-length", str(len(body)).encode())
    return Response(exchange(http("POST", path, JSON, length, *headers), [chunk(body)], server, app))
