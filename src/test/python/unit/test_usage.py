"""Counters of SGLang's metrics."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest
from embedding_operator.usage import Usage


class Counter:
    def __init__(self, name: str, description: str, labels: list[str]):
        assert description.endswith(".")
        self.name = name
        self.labelled = labels
        self.values: dict[tuple[str, ...], int] = {}
        created.append(self)

    def labels(self, *values: str) -> Any:
        assert len(values) == len(self.labelled)
        return types.SimpleNamespace(inc=lambda amount=1: self.values.update({values: self.values.get(values, 0) + amount}))


created: list[Counter] = []


@pytest.fixture(autouse=True)
def client(monkeypatch: pytest.MonkeyPatch) -> None:
    created.clear()
    module = types.ModuleType("prometheus_client")
    module.Counter = Counter  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "prometheus_client", module)


def used(usage: Usage) -> dict[str, dict[tuple[str, ...], int]]:
    usage.answered("search", 200)
    usage.answered("search", 200)
    usage.answered("", 401)
    usage.embedded("search", 3, 20)
    usage.embedded("bulk", 1, 5)
    return {counter.name: counter.values for counter in created}


def test_counters() -> None:
    assert used(Usage(lambda: True)) == {
        "embedding_operator_requests": {("search", "200"): 2, ("", "401"): 1},
        "embedding_operator_texts": {("search",): 3, ("bulk",): 1},
        "embedding_operator_tokens": {("search",): 20, ("bulk",): 5},
    }
    assert [counter.labelled for counter in created] == [["api_key", "status"], ["api_key"], ["api_key"]]


def test_nothing_is_counted_without_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    assert used(Usage(lambda: False)) == {}
