"""The first thing that sees a request: lets through what embeds, checks it, and says what it was embedded with.

An ASGI middleware, in every process that serves HTTP.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from . import errors, requests
from .errors import BadRequest
from .keys import Keys
from .prompts import Prompts
from .usage import NO_KEY, SCOPE_KEY, Counted, Usage

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

EMBEDDINGS = "/v1/embeddings"
MODEL_INFO = "/model_info"
# For the kubelet and Prometheus, which have no API key.
WITHOUT_KEY = frozenset(("GET", path) for path in ("/health", "/health_generate", "/ready", "/metrics"))
OPEN = WITHOUT_KEY | {("POST", EMBEDDINGS), ("GET", "/v1/models"), ("GET", MODEL_INFO)}
TOKEN_HEADER = b"x-embedding-operator-start"
FINGERPRINT_HEADER = b"x-embedding-fingerprint"
IDLE_SECONDS = 5.0
TOTAL_SECONDS = 60.0
DISCARDED_BYTES = 64 * 1024 * 1024


class Server(Protocol):
    """What the middleware asks the server that it is in front of."""

    def closed(self, scope: Scope) -> str | None:
        """Why that endpoint is not served; None if it is."""

    def token(self) -> bytes:
        """Marks the requests that the server sends to itself while it starts."""

    def keys(self) -> Keys | None:
        """The valid API keys; None if requests need no key."""

    def usage(self) -> Usage: ...

    def limits(self) -> requests.Limits: ...

    def prompts(self) -> Prompts: ...

    def max_bytes(self) -> int: ...

    def facts(self) -> dict[str, Any]:
        """What is served, for /model_info."""

    def fingerprint(self) -> str | None: ...


class Front:
    """Wraps an application."""

    def __init__(self, app: App, server: Server):
        self.app = app
        self.server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._is_own(scope):
            await self.app(scope, receive, send)
            return
        endpoint = (scope["method"], path_of(scope)) if scope["type"] == "http" else None
        try:
            keys = None if endpoint in WITHOUT_KEY else self.server.keys()
            api_key = NO_KEY if keys is None else keys.name(_header(scope, b"authorization"))
        except BadRequest as e:
            await _refuse(scope, self._counted(endpoint, send, NO_KEY), e)
            return
        send = self._counted(endpoint, send, api_key)
        reason = self.server.closed(scope)
        if reason is not None:
            await _refuse(scope, send, BadRequest(None, reason, 404))
        elif endpoint == ("POST", EMBEDDINGS):
            await self._embeddings({**scope, SCOPE_KEY: api_key}, receive, send)
        elif endpoint == ("GET", MODEL_INFO):
            await self.app(scope, receive, Rewritten(send, self._with_facts))
        else:
            await self.app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        given = _header(scope, TOKEN_HEADER)
        return given is not None and hmac.compare_digest(given, self.server.token())

    def _counted(self, endpoint: tuple[str, str] | None, send: Send, api_key: str) -> Send:
        return Counted(send, self.server.usage(), api_key) if endpoint == ("POST", EMBEDDINGS) else send

    async def _embeddings(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            content = await read_body(scope, receive, self.server.max_bytes())
            if content is None:
                return
            body = requests.convert(content, self.server.limits(), self.server.prompts())
        except BadRequest as e:
            await answer(send, e)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in (b"content-length", b"transfer-encoding")]
        headers.append((b"content-length", str(len(body)).encode()))
        await self.app({**scope, "headers": headers}, _once(body, receive), Marked(send, self.server.fingerprint()))

    def _with_facts(self, status: int, content: bytes) -> bytes:
        if status != 200:
            return content
        info = json.loads(content)
        engine = info.get("embedding") if isinstance(info.get("embedding"), dict) else {}
        facts = self.server.facts()
        facts["pooling"] = facts["pooling"] or engine.get("pooling")
        if engine:
            engine["pooling"] = facts["pooling"]
        info["embedding_operator"] = facts
        return json.dumps(info).encode()


class Marked:
    """Adds the fingerprint to answers, and gives errors of SGLang the format of all others."""

    def __init__(self, send: Send, fingerprint: str | None):
        self.send = send
        self.fingerprint = fingerprint
        self.errors: Rewritten | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if message["status"] >= 400:
                self.errors = Rewritten(self.send, _as_error)
                headers = [(name, value) for name, value in message.get("headers", []) if name.lower() != b"content-type"]
                message["headers"] = [*headers, (b"content-type", b"application/json")]
            elif self.fingerprint is not None:
                message["headers"] = [*message.get("headers", []), (FINGERPRINT_HEADER, self.fingerprint.encode())]
        await (self.errors or self.send)(message)


class Rewritten:
    """Collects a small response and sends it with another body."""

    def __init__(self, send: Send, rewrite: Callable[[int, bytes], bytes]):
        self.send = send
        self.rewrite = rewrite
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [(name, value) for name, value in message.get("headers", []) if name.lower() != b"content-length"]
            return
        self.parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = self.rewrite(self.status, b"".join(self.parts))
        headers = [*self.headers, (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": self.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


async def read_body(scope: Scope, receive: Receive, max_bytes: int) -> bytes | None:
    """The body of a request; None if the client has gone.

    Raises:
        BadRequest: 408 if the client stops sending, 413 if the body is too large, 415 if it is not plain JSON.
    """
    wrong_kind = _wrong_kind(scope)
    if wrong_kind is not None:
        await _discard(receive)
        raise BadRequest(None, wrong_kind, 415)
    too_large = BadRequest(
        None, f"the body is larger than {max_bytes} bytes: send several requests, or raise spec.server.maxRequestBytes", 413
    )
    declared = _header(scope, b"content-length")
    if declared is not None and declared.isdigit() and int(declared) > max_bytes:
        await _discard(receive)
        raise too_large
    deadline = time.monotonic() + TOTAL_SECONDS
    parts: list[bytes] = []
    size = 0
    while True:
        try:
            message = await asyncio.wait_for(receive(), min(IDLE_SECONDS, deadline - time.monotonic()))
        except (asyncio.TimeoutError, TimeoutError):
            raise BadRequest(None, f"the body was not complete: after {size} bytes nothing more was received in time", 408) from None
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > max_bytes:
            await _discard(receive)
            raise too_large
        if not message.get("more_body"):
            return b"".join(parts)


def _wrong_kind(scope: Scope) -> str | None:
    media = (_header(scope, b"content-type") or b"").split(b";")[0].strip().lower()
    if media != b"application/json":
        return "the body must be JSON: set the header Content-Type: application/json"
    if (_header(scope, b"content-encoding") or b"identity").lower() != b"identity":
        return "the body must not be compressed: remove the header Content-Encoding"
    return None


async def _discard(receive: Receive) -> None:
    """Receives the rest of a body for a while: a client that is cut off while it sends does not see the answer."""
    deadline = time.monotonic() + IDLE_SECONDS
    bytes_left = DISCARDED_BYTES
    while (seconds := deadline - time.monotonic()) > 0 and bytes_left > 0:
        try:
            message = await asyncio.wait_for(receive(), seconds)
        except (asyncio.TimeoutError, TimeoutError):
            return
        bytes_left -= len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


async def answer(send: Send, error: BadRequest) -> None:
    body = errors.body(error.status, str(error), error.param, error.code)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if error.status in (408, 413, 415):
        headers.append((b"connection", b"close"))  # the rest of the body is not read
    if error.status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _refuse(scope: Scope, send: Send, error: BadRequest) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": str(error)})
    else:
        await answer(send, error)


def _as_error(status: int, content: bytes) -> bytes:
    try:
        given = json.loads(content)
        error = given if given.get("message") else given["error"]
        message, param = str(error["message"]), error.get("param")
    except (ValueError, KeyError, TypeError, AttributeError):
        message, param = content[:200].decode(errors="replace") or "no answer", None
    return errors.body(status, message, param if isinstance(param, str) else None)


def _once(body: bytes, receive: Receive) -> Receive:
    """Delivers the body once, then what the client does."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def path_of(scope: Scope) -> str:
    """The path without the value of --fastapi-root-path, which uvicorn puts in front of it."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if path.startswith(root + "/") else path


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope.get("headers", []) if key == name), None)
