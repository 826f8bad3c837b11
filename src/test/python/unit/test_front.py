"""Endpoints: open, closed, the server's own requests, /model_info."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from asgi import JSON, TOKEN, App, Response, Server, chunk, exchange, http, post
from embedding_operator import front, serving

BODY = b'{"input":"a"}'
OWN = (front.TOKEN_HEADER, TOKEN)
OPEN = {
    ("POST", "/v1/embeddings"),
    ("GET", "/v1/models"),
    ("GET", "/health"),
    ("GET", "/health_generate"),
    ("GET", "/ready"),
    ("GET", "/metrics"),
    ("GET", "/model_info"),
}


def call(method: str, path: str, *headers: tuple[bytes, bytes], server: Server | None = None) -> tuple[Response, App]:
    app = App()
    return Response(exchange(http(method, path, JSON, *headers), [chunk(BODY)], server, app)), app


def test_list_of_open_endpoints() -> None:
    assert front.OPEN == OPEN


@pytest.mark.parametrize(("method", "path"), sorted(OPEN))
def test_open_endpoint(method: str, path: str) -> None:
    response, app = call(method, path)
    assert response.status == 200 and len(app.scopes) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/update_weights_from_disk"),
        ("GET", "/v1/embeddings"),
        ("PUT", "/v1/embeddings"),
        ("POST", "/health"),
        ("HEAD", "/health"),
        ("OPTIONS", "/v1/embeddings"),
        ("POST", "/v1/embeddings/"),
        ("POST", "//v1/embeddings"),
        ("POST", "/V1/embeddings"),
        ("POST", "/v1/completions"),
        ("GET", "/"),
        ("GET", ""),
        ("GET", "/docs"),
    ],
)
def test_closed_endpoint(method: str, path: str) -> None:
    response, app = call(method, path)
    assert response.status == 404 and app.scopes == []
    assert response.header(b"content-type") == b"application/json"
    assert response.json()["error"]["message"] == response.json()["message"] == "this server only embeds"
    assert response.json()["code"] == 404


def test_all_endpoints() -> None:
    response, app = call("POST", "/v1/completions", server=Server(is_closed=False))
    assert response.body == b'{"data": []}' and app.bodies == [BODY]
    assert response.header(front.FINGERPRINT_HEADER) is None


def test_embeddings_are_guarded_with_all_endpoints_too() -> None:
    app = App()
    assert post(b'{"input":[100]}', server=Server(is_closed=False), app=app).status == 400
    assert app.scopes == []


def test_embeddings_are_guarded_below_a_root_path() -> None:
    # uvicorn puts the value of --fastapi-root-path in front of the path
    app = App()
    scope = http("POST", "/root/v1/embeddings", JSON, root_path="/root")
    messages = exchange(scope, [chunk(b'{"input":[100]}')], Server(is_closed=False), app)
    assert Response(messages).status == 400 and app.scopes == []


@pytest.mark.parametrize("is_closed", [True, False])
def test_websocket(is_closed: bool) -> None:
    app = App()
    sent = exchange({"type": "websocket", "path": "/v1/embeddings", "headers": []}, (), Server(is_closed), app)
    if is_closed:
        assert sent == [{"type": "websocket.close", "code": 1008, "reason": "this server only embeds"}]
    assert len(app.scopes) == (0 if is_closed else 1)


def test_lifespan_passes() -> None:
    app = App()
    assert exchange({"type": "lifespan"}, (), None, app) == []
    assert app.scopes == [{"type": "lifespan"}]


class TestOwnRequests:
    """The server's warm-up uses other endpoints, and fields that clients may not use."""

    def test_pass(self) -> None:
        response, app = call("POST", "/generate", OWN)
        assert response.status == 200 and app.bodies == [BODY]

    def test_pass_unchanged(self) -> None:
        app = App()
        response = post(b'{"input":[[1, 500]], "rid": "x"}', OWN, app=app)
        assert app.bodies == [b'{"input":[[1, 500]], "rid": "x"}']
        assert response.header(front.FINGERPRINT_HEADER) is None

    @pytest.mark.parametrize("token", [b"", b"0", TOKEN[:-1], TOKEN + b"0", TOKEN.upper() + b" ", b"\xff" * 16])
    def test_another_token_is_no_token(self, token: bytes) -> None:
        response, app = call("POST", "/generate", (front.TOKEN_HEADER, token))
        assert response.status == 404 and app.scopes == []


class TestWarmUp:
    """SGLang waits for the thread of its warm-up before it ends."""

    def test_requests_are_marked(self) -> None:
        module = SimpleNamespace(get=lambda url, **kwargs: (url, kwargs))
        own = serving.OwnRequests(module, TOKEN, lambda: False)
        headers = {"X-Embedding-Operator-Start": TOKEN.decode()}
        assert own.get("/model_info", timeout=5) == ("/model_info", {"timeout": 5, "headers": headers})

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_ends_when_the_server_stops(self, method: str) -> None:
        own = serving.OwnRequests(SimpleNamespace(get=None, post=None), TOKEN, lambda: True)
        with pytest.raises(SystemExit):
            getattr(own, method)("/model_info")


class TestModelInfo:
    def info(self, given: Any, server: Server | None = None, status: int = 200) -> Response:
        body = given if isinstance(given, bytes) else json.dumps(given).encode()
        half = len(body) // 2
        headers = (JSON, (b"Content-Length", str(len(body)).encode()), (b"x-other", b"1"))
        app = App(status, (body[:half], body[half:]), headers)
        return Response(exchange(http("GET", "/model_info"), [chunk(b"")], server, app))

    def test_facts_are_added(self) -> None:
        response = self.info({"model_path": "/models/x", "embedding": {"pooling": "last", "normalize": True}})
        assert response.json() == {
            "model_path": "/models/x",
            "embedding": {"pooling": "mean", "normalize": True},
            "embedding_operator": {"pooling": "mean", "plugin_version": "3"},
        }
        assert response.header(b"x-other") == b"1"

    @pytest.mark.parametrize("embedding", [{}, {"embedding": None}, {"embedding": "x"}])
    def test_version_that_does_not_name_its_pooling(self, embedding: dict[str, Any]) -> None:
        assert self.info(embedding).json() == {**embedding, "embedding_operator": {"pooling": "mean", "plugin_version": "3"}}

    def test_pooling_of_the_engine(self) -> None:
        facts = self.info({"embedding": {"pooling": "cls"}}, Server(known_facts={"pooling": None})).json()
        assert facts == {"embedding": {"pooling": "cls"}, "embedding_operator": {"pooling": "cls"}}

    def test_error_is_not_changed(self) -> None:
        response = self.info(b"not ready", status=503)
        assert (response.status, response.body) == (503, b"not ready")
