"""Counts what each API key is used for, in SGLang's own metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .front import Message, Send

NO_KEY = ""
# Where a request carries the name of its key on the way to the handler.
SCOPE_KEY = "embedding_operator.api_key"


class Usage:
    """Counters.

    Args:
        enabled: whether the server has metrics; nothing is counted without.
    """

    def __init__(self, enabled: Callable[[], bool]):
        self._enabled = enabled
        self._counters: tuple[Any, Any, Any] | None = None

    def answered(self, api_key: str, status: int) -> None:
        """Counts a request to /v1/embeddings."""
        if (counters := self._existing()) is not None:
            counters[0].labels(api_key, str(status)).inc()

    def embedded(self, api_key: str, texts: int, tokens: int) -> None:
        if (counters := self._existing()) is not None:
            counters[1].labels(api_key).inc(texts)
            counters[2].labels(api_key).inc(tokens)

    def _existing(self) -> tuple[Any, Any, Any] | None:
        if self._counters is None and self._enabled():
            # imported late: SGLang first sets PROMETHEUS_MULTIPROC_DIR, which prometheus_client reads when it is imported
            from prometheus_client import Counter

            self._counters = (
                Counter("embedding_operator_requests", "Requests to /v1/embeddings.", ["api_key", "status"]),
                Counter("embedding_operator_texts", "Texts that were embedded.", ["api_key"]),
                Counter("embedding_operator_tokens", "Tokens of the texts that were embedded.", ["api_key"]),
            )
        return self._counters


class Counted:
    """Counts the response when it begins."""

    def __init__(self, send: Send, usage: Usage, api_key: str):
        self.send = send
        self.usage = usage
        self.api_key = api_key

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.usage.answered(self.api_key, message["status"])
        await self.send(message)
