"""Requests to a server that has API keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from asgi import JSON, TOKEN, App, Response, Server, chunk, exchange, http, post
from embedding_operator import front
from embedding_operator.keys import Keys
from embedding_operator.usage import SCOPE_KEY
from mounted_secret import MountedSecret

BODY = b'{"input":"a"}'
GOOD = (b"authorization", b"Bearer key-of-search")
WRONG = (b"authorization", b"Bearer wrong")
OWN = (front.TOKEN_HEADER, TOKEN)
OPEN = {("GET", path) for path in ("/health", "/health_generate", "/ready", "/metrics")}


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(str(MountedSecret(tmp_path / "keys", {"search": b"key-of-search"})))


def call(server: Server, method: str, path: str, *headers: tuple[bytes, bytes]) -> tuple[Response, App]:
    app = App()
    return Response(exchange(http(method, path, JSON, *headers), [chunk(BODY)], server, app)), app


def test_list_of_endpoints_without_key() -> None:
    assert front.WITHOUT_KEY == OPEN


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize(("method", "path"), sorted(OPEN))
def test_endpoint_without_key(keys: Keys, closed: bool, method: str, path: str) -> None:
    assert call(Server(closed, known_keys=keys), method, path)[0].status == 200


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("headers", [(), (WRONG,)])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/embeddings"),
        ("GET", "/v1/models"),
        ("GET", "/model_info"),
        ("POST", "/health"),
        ("HEAD", "/health"),
        ("OPTIONS", "/v1/embeddings"),
        ("GET", "/health/"),
        ("GET", "/metrics/"),
        ("GET", "//health"),
        ("POST", "/generate"),
        ("GET", "/"),
    ],
)
def test_other_endpoint(keys: Keys, closed: bool, headers: tuple[tuple[bytes, bytes], ...], method: str, path: str) -> None:
    response, app = call(Server(closed, known_keys=keys), method, path, *headers)
    assert response.status == 401 and app.scopes == []
    assert response.header(b"www-authenticate") == b"Bearer"
    assert response.header(b"content-type") == b"application/json"
    error = response.json()["error"]
    assert (error["type"], error["code"], error["param"]) == ("authentication_error", "invalid_api_key", None)
    assert error["message"] == "the API key is missing or not valid: send the header Authorization: Bearer KEY with a valid key"


def test_valid_key(keys: Keys) -> None:
    server, app = Server(known_keys=keys), App()
    assert post(BODY, GOOD, server=server, app=app).status == 200
    assert app.scopes[0][SCOPE_KEY] == "search"
    assert call(server, "GET", "/v1/models", GOOD)[0].status == 200
    assert call(server, "POST", "/generate", GOOD)[0].status == 404


def test_server_without_valid_keys_answers_nobody(tmp_path: Path) -> None:
    server = Server(known_keys=Keys(str(tmp_path / "absent")))
    for headers in ((), (GOOD,), ((b"authorization", b"Bearer "),)):
        response, app = call(server, "POST", "/v1/embeddings", *headers)
        assert (response.status, response.json()["error"]["code"], app.scopes) == (401, "no_api_keys", [])
    assert call(server, "GET", "/health")[0].status == 200


def test_server_calls_itself_without_a_key(keys: Keys) -> None:
    server = Server(known_keys=keys)
    response, app = call(server, "POST", "/encode", OWN)
    assert response.status == 200 and SCOPE_KEY not in app.scopes[0]
    assert call(server, "POST", "/encode", (front.TOKEN_HEADER, b"wrong"))[0].status == 401


@pytest.mark.parametrize("closed", [True, False])
def test_websocket(keys: Keys, closed: bool) -> None:
    app = App()
    scope = {"type": "websocket", "path": "/health", "headers": [WRONG]}
    (message,) = exchange(scope, (), Server(closed, known_keys=keys), app)
    assert (message["type"], message["code"], app.scopes) == ("websocket.close", 1008, [])
    assert len(message["reason"].encode()) <= 123  # the longest that a close frame can hold


def test_requests_are_counted_by_key_and_status(keys: Keys) -> None:
    server = Server(known_keys=keys)
    post(BODY, GOOD, server=server)
    post(b'{"input":""}', GOOD, server=server)
    post(BODY, GOOD, server=server, app=App(503))
    post(BODY, WRONG, server=server)
    post(BODY, OWN, server=server)
    call(server, "GET", "/v1/models", GOOD)
    call(server, "GET", "/health")
    assert server.recorded.answers == [("search", 200), ("search", 400), ("search", 503), ("", 401)]


def test_requests_without_keys_are_counted_too() -> None:
    server, app = Server(), App()
    post(BODY, server=server, app=app)
    assert server.recorded.answers == [("", 200)] and app.scopes[0][SCOPE_KEY] == ""
