"""Only what embeds answers, whatever the server's application has."""

from __future__ import annotations

import json
import os
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from client import Server

OPEN = {("POST", "/v1/embeddings")} | {
    ("GET", path) for path in ("/v1/models", "/health", "/health_generate", "/ready", "/metrics", "/model_info")
}
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


def routes() -> list[tuple[str, str]]:
    """Taken from the application itself."""
    from sglang.srt.entrypoints.http_server import app

    found: set[tuple[str, str]] = set()

    def collect(given: Any, prefix: str) -> None:
        for route in given:
            path = prefix + getattr(route, "path", "")
            methods = getattr(route, "methods", None)
            found.update((method, path) for method in methods or ())
            if methods is None and not hasattr(route, "routes"):
                found.add(("WEBSOCKET" if "WebSocket" in type(route).__name__ else "GET", path))
            collect(getattr(route, "routes", None) or (), path)

    collect(app.routes, "")
    return sorted(found)


def test_all_others_are_closed(server: Server) -> None:
    listed = routes()
    assert len(listed) > 60, listed
    print(f"{len(listed)} endpoints")
    for method, path in listed:
        concrete = path.replace("{", "").replace("}", "").replace(":path", "")
        if method == "WEBSOCKET" or (method, path) in OPEN:
            continue
        answer = server.request(method, concrete, b"{}")
        assert answer.status == 404, (method, path, answer)
        if method != "HEAD":
            assert "POST /v1/embeddings" in answer.json()["error"]["message"], (method, path)


@pytest.mark.parametrize("path", ["/v1/embeddings/", "//v1/embeddings", "/v1/models/m", "/encode", "/V1/embeddings", "/docs", "/openapi.json", "/metrics/x"])
def test_variants_are_closed(server: Server, path: str) -> None:
    for method in METHODS:
        assert server.request(method, path, b"{}").status == 404, (method, path)


def test_other_methods_are_closed(server: Server) -> None:
    for method in METHODS:
        for _, path in OPEN:
            if (method, path) not in OPEN:
                assert server.request(method, path, b"{}").status == 404, (method, path)


def test_open_endpoints_answer(server: Server) -> None:
    for path in ("/v1/models", "/health", "/health_generate", "/ready", "/model_info"):
        assert server.request("GET", path).status == 200, path


def test_websockets_are_refused(server: Server) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(
            b"GET /v1/realtime HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        status = int(connection.recv(4096).split()[1])
    assert 400 <= status < 500


def test_weights_cannot_be_replaced(server: Server, model: str) -> None:
    before = server.embed(["a text"])
    other = os.path.join(os.path.dirname(model), "tiny-qwen3-other")
    for method, path, body in (
        ("POST", "/update_weights_from_disk", {"model_path": other}),
        ("POST", "/pause_generation", {}),
        ("POST", "/release_memory_occupation", {}),
        ("POST", "/abort_request", {"abort_all": True}),
        ("POST", "/configure_logging", {"log_requests": True, "log_requests_level": 3}),
    ):
        assert server.request(method, path, json.dumps(body).encode()).status == 404, path
    assert server.request("GET", "/health").status == 200
    assert server.embed(["a text"]) == before
