"""POST /v1/embeddings: what reaches SGLang, and what is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from asgi import JSON, App, Response, Server, chunk, exchange, http, post
from embedding_operator import front

BODY = b'{"input": "a", "unknown": 1}'
CONVERTED = b'{"input":"a"}'


def test_app_gets_the_converted_body_with_its_length() -> None:
    app = App()
    assert post(BODY, (b"x-trace", b"1"), app=app).status == 200
    assert app.bodies == [CONVERTED]
    assert sorted(app.scopes[0]["headers"]) == [(b"content-length", b"13"), JSON, (b"x-trace", b"1")]


def test_app_learns_that_the_client_has_gone() -> None:
    app = App()
    post(BODY, app=app)
    assert app.after == [{"type": "http.disconnect"}]


@pytest.mark.parametrize("size", [1, 5, 27, 28])
def test_chunked_body(size: int) -> None:
    parts = [BODY[start : start + size] for start in range(0, len(BODY), size)]
    chunks = [chunk(part, index + 1 < len(parts)) for index, part in enumerate(parts)]
    app = App()
    scope = http("POST", front.EMBEDDINGS, JSON, (b"transfer-encoding", b"chunked"))
    assert Response(exchange(scope, chunks, None, app)).status == 200
    assert app.bodies == [CONVERTED]
    assert sorted(app.scopes[0]["headers"]) == [(b"content-length", b"13"), JSON]


def test_empty_chunks_are_no_end() -> None:
    app = App()
    exchange(http("POST", front.EMBEDDINGS, JSON), [chunk(b"", True), chunk(BODY, True), chunk(b"")], None, app)
    assert app.bodies == [CONVERTED]


def test_prompt_is_applied() -> None:
    app = App()
    post(b'{"input": "a", "prompt_name": "query"}', app=app)
    assert app.bodies == [b'{"input":"query: a"}']


@pytest.mark.parametrize("fingerprint", ["0011223344556677", None])
def test_answer_has_the_fingerprint_once_it_is_known(fingerprint: str | None) -> None:
    response = post(BODY, server=Server(known_fingerprint=fingerprint))
    assert response.header(front.FINGERPRINT_HEADER) == (fingerprint.encode() if fingerprint else None)
    assert response.body == b'{"data": []}'
    assert response.header(b"content-type") == b"application/json"


def test_long_answers_are_not_collected() -> None:
    sent = exchange(http("POST", front.EMBEDDINGS, JSON), [chunk(BODY)], None, App(parts=(b"{", b"}"), headers=(JSON,)))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body", "http.response.body"]


def test_refused_body_names_its_field() -> None:
    app = App()
    response = post(b'{"input": ["a", ""]}', app=app)
    assert (response.status, app.scopes) == (400, [])
    assert response.header(b"content-type") == b"application/json"
    assert response.header(b"connection") is None
    assert response.json()["error"] == {
        "message": "input[1] is empty: send a text, or leave it out",
        "type": "invalid_request_error",
        "param": "input[1]",
        "code": None,
    }


@pytest.mark.parametrize(
    ("status", "given", "message"),
    [
        (400, {"object": "error", "message": "too long", "type": "BadRequestError", "code": 400}, "too long"),
        (400, {"error": {"message": "too long"}}, "too long"),
        (422, {"detail": [{"loc": ["body"]}]}, '{"detail": [{"loc": ["body"]}]}'),
        (500, b"Internal Server Error", "Internal Server Error"),
        (503, b"", "no answer"),
        (500, b"\xff" * 1000, "\ufffd" * 200),
        (500, [1], "[1]"),
    ],
)
def test_errors_of_sglang_get_the_same_format(status: int, given: Any, message: str) -> None:
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    headers = ((b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode()), (b"retry-after", b"1"))
    response = post(BODY, app=App(status, (body[:5], body[5:]), headers))
    assert response.status == status
    assert response.json()["error"]["message"] == response.json()["message"] == message
    assert response.json()["code"] == status
    assert response.header(b"retry-after") == b"1"
    assert response.header(b"content-type") == b"application/json"
    assert response.header(front.FINGERPRINT_HEADER) is None


@pytest.mark.parametrize("wrap", [lambda error: error, lambda error: {"error": error}])
@pytest.mark.parametrize(("given", "param"), [("input[3]", "input[3]"), (None, None), (1, None)])
def test_errors_of_sglang_keep_their_field(wrap: Callable[[dict[str, Any]], Any], given: Any, param: str | None) -> None:
    body = json.dumps(wrap({"message": "too long", "param": given})).encode()
    assert post(BODY, app=App(400, (body,), (JSON,))).json()["error"] == {
        "message": "too long",
        "type": "invalid_request_error",
        "param": param,
        "code": None,
    }
