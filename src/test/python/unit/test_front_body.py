"""Bodies that are too large, too slow, of another kind, or never complete."""

from __future__ import annotations

import asyncio
import time

import pytest
from asgi import JSON, App, Response, Server, chunk, exchange, http
from embedding_operator import front
from embedding_operator.front import Message

TEXT = b'{"input":"%s"}'
LIMIT = 1000


def body(size: int) -> bytes:
    return TEXT % (b"a" * (size - len(TEXT) + 2))


def sent(*chunks: Message, length: bytes | None = None, app: App | None = None) -> Response:
    headers = [JSON] if length is None else [JSON, (b"content-length", length)]
    return Response(exchange(http("POST", front.EMBEDDINGS, *headers), chunks, Server(most=LIMIT), app))


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413)])
def test_size_of_a_body_in_one_piece(size: int, status: int) -> None:
    assert len(body(size)) == size
    assert sent(chunk(body(size))).status == status
    assert sent(chunk(body(size)), length=str(size).encode()).status == status


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413)])
def test_size_of_a_chunked_body(size: int, status: int) -> None:
    assert sent(chunk(body(size)[:999], True), chunk(body(size)[999:])).status == status


def test_declared_size_is_refused_before_the_body_is_read() -> None:
    app = App()
    response = sent(length=str(LIMIT + 1).encode(), app=app)
    assert (response.status, app.scopes) == (413, [])
    message = f"the body is larger than {LIMIT} bytes: send several requests, or raise spec.server.maxRequestBytes"
    assert response.json()["error"]["message"] == message
    assert response.header(b"connection") == b"close"


def test_endless_body_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "DISCARDED_BYTES", 5000)
    received: list[Message] = []
    statuses: list[int] = []

    async def receive() -> Message:
        received.append(chunk(b"a" * 300, True))
        return received[-1]

    async def send(message: Message) -> None:
        statuses.append(message.get("status", 0))

    asyncio.run(front.Front(App(), Server(most=LIMIT))(http("POST", front.EMBEDDINGS, JSON), receive, send))
    assert statuses[0] == 413
    # 4 exceed the limit, 17 are discarded
    assert len(received) == 21


@pytest.mark.parametrize("length", [b"1", b"-5", b"x", b"", b"\xb2"])
def test_wrong_declared_size_is_not_trusted(length: bytes) -> None:
    assert sent(chunk(body(LIMIT + 1)), length=length).status == 413
    assert sent(chunk(body(LIMIT)), length=length).status == 200


@pytest.mark.parametrize("media", [b"application/json", b"application/json; charset=utf-8", b"Application/JSON ;x=1"])
def test_media_type_of_json(media: bytes) -> None:
    messages = exchange(http("POST", front.EMBEDDINGS, (b"content-type", media)), [chunk(body(20))])
    assert Response(messages).status == 200


@pytest.mark.parametrize(
    "media", [None, b"", b"text/plain", b"application/x-www-form-urlencoded", b"multipart/form-data", b"application/jsonl"]
)
def test_other_media_types(media: bytes | None) -> None:
    headers = [] if media is None else [(b"content-type", media)]
    app = App()
    response = Response(exchange(http("POST", front.EMBEDDINGS, *headers), [chunk(body(20))], None, app))
    assert (response.status, app.scopes) == (415, [])
    assert "set the header Content-Type: application/json" in response.json()["message"]
    assert response.header(b"connection") == b"close"


@pytest.mark.parametrize(
    ("encoding", "status"), [(b"identity", 200), (b"Identity", 200), (b"gzip", 415), (b"br", 415), (b"deflate, gzip", 415)]
)
def test_compressed_bodies(encoding: bytes, status: int) -> None:
    scope = http("POST", front.EMBEDDINGS, JSON, (b"content-encoding", encoding))
    assert Response(exchange(scope, [chunk(body(20))])).status == status


class TestTime:
    SCOPE = http("POST", front.EMBEDDINGS, JSON)

    def test_client_that_stops(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(front, "IDLE_SECONDS", 0.05)
        given = [chunk(b'{"inp', True)]

        async def wait() -> None:
            if not given:
                await asyncio.sleep(60)
            given.clear()

        begin = time.monotonic()
        app = App()
        response = Response(exchange(self.SCOPE, list(given), None, app, wait))
        assert (response.status, app.scopes) == (408, [])
        assert time.monotonic() - begin < 10
        assert response.json()["message"] == "the body was not complete: after 5 bytes nothing more was received in time"
        assert response.header(b"connection") == b"close"

    def test_client_that_sends_slowly_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(front, "TOTAL_SECONDS", 0.2)
        begin = time.monotonic()
        response = Response(exchange(self.SCOPE, [chunk(b" ", True)] * 900, delay=lambda: asyncio.sleep(0.02)))
        assert response.status == 408
        assert time.monotonic() - begin < 10

    def test_pauses_shorter_than_the_limit_pass(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(front, "IDLE_SECONDS", 5.0)
        chunks = [chunk(bytes([byte]), True) for byte in body(20)]
        assert Response(exchange(self.SCOPE, [*chunks, chunk(b"")], delay=lambda: asyncio.sleep(0.001))).status == 200

    def test_limits(self) -> None:
        assert (front.IDLE_SECONDS, front.TOTAL_SECONDS) == (5.0, 60.0)


@pytest.mark.parametrize("chunks", [[], [chunk(b'{"input":', True)]])
def test_client_that_has_gone_gets_no_answer(chunks: list[Message]) -> None:
    app = App()
    assert exchange(http("POST", front.EMBEDDINGS, JSON), chunks, None, app) == []
    assert app.scopes == []
