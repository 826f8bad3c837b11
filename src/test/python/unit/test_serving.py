"""What the server's arguments may be, and what is counted of an answer."""

from __future__ import annotations

import types
from typing import Any

import pytest
from embedding_operator import settings
from embedding_operator.keys import Keys
from embedding_operator.refusal import Refusal
from embedding_operator.serving import Guard
from embedding_operator.usage import SCOPE_KEY


def guard(**given: Any) -> Guard:
    plugin: Any = types.SimpleNamespace(settings=settings.Settings("/models/x", **given))
    return Guard(plugin)


def arguments(http2: bool, workers: int = 1) -> Any:
    return types.SimpleNamespace(enable_http2=http2, tokenizer_worker_num=workers)


@pytest.mark.parametrize(("certificate", "given"), [("/tls", arguments(False, 2)), (None, arguments(True)), (None, arguments(False))])
def test_arguments_that_are_accepted(certificate: str | None, given: Any) -> None:
    guard(certificate=certificate).check_arguments(given)


@pytest.mark.parametrize(
    ("certificate", "given", "other"),
    [("/tls", arguments(True), "spec.access.tls"), (None, arguments(True, 2), "--tokenizer-worker-num")],
)
def test_arguments_that_are_refused(certificate: str | None, given: Any, other: str) -> None:
    with pytest.raises(Refusal, match=r"remove .* from spec\.server\.extraArgs") as error:
        guard(certificate=certificate).check_arguments(given)
    assert error.value.reason == "ServerUnsupported"
    assert f"--enable-http2 together with {other}" in error.value.sentence


def test_keys_are_checked_only_with_a_directory() -> None:
    assert guard().keys() is None
    assert isinstance(guard(api_keys="").keys(), Keys)


class TestCount:
    RESPONSE = types.SimpleNamespace(data=[1, 2, 3], usage=types.SimpleNamespace(prompt_tokens=20))

    def counted(self, monkeypatch: pytest.MonkeyPatch, response: Any, scope: dict[str, Any] | None) -> list[tuple[str, int, int]]:
        given = guard()
        counted: list[tuple[str, int, int]] = []
        monkeypatch.setattr(given.usage(), "embedded", lambda *values: counted.append(values))
        given.count(response, None if scope is None else types.SimpleNamespace(scope=scope))
        return counted

    @pytest.mark.parametrize("api_key", ["search", ""])
    def test_texts_and_tokens(self, monkeypatch: pytest.MonkeyPatch, api_key: str) -> None:
        assert self.counted(monkeypatch, self.RESPONSE, {SCOPE_KEY: api_key}) == [(api_key, 3, 20)]

    @pytest.mark.parametrize("scope", [{}, None])
    def test_requests_of_the_server_itself(self, monkeypatch: pytest.MonkeyPatch, scope: dict[str, Any] | None) -> None:
        assert self.counted(monkeypatch, self.RESPONSE, scope) == []

    def test_errors(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.counted(monkeypatch, types.SimpleNamespace(status_code=400), {SCOPE_KEY: "search"}) == []
