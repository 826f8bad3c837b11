"""A client of the served API."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

EMBEDDINGS = "/v1/embeddings"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """A server at a base URL without /v1."""

    def __init__(self, url: str):
        self.url = url.rstrip("/").removesuffix("/v1")

    def request(self, method: str, path: str, body: bytes | None = None, timeout: float = 120, **headers: str) -> Answer:
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=timeout)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Content-Type": "application/json", **given})
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    def post(self, timeout: float = 120, **fields: Any) -> Answer:
        return self.request("POST", EMBEDDINGS, json.dumps({"model": "m", **fields}).encode(), timeout)

    def embed(self, texts: list[str], **fields: Any) -> list[list[float]]:
        answer = self.post(input=texts, **fields)
        assert answer.status == 200, answer.body[:500]
        return [item["embedding"] for item in answer.json()["data"]]
