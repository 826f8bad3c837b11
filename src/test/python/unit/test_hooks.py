"""Hooks that SGLang cannot set end the start, instead of being logged only."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from enum import Enum
from typing import Any, ClassVar

import pytest
from embedding_operator import hooks
from embedding_operator.refusal import Refusal

TARGET = "hooked_module.target"


class HookType(Enum):
    AFTER = "after"


def registry(applies: bool) -> type:
    class HookRegistry:
        registered: ClassVar[list[tuple[str, Callable[..., Any]]]] = []

        @classmethod
        def register(cls, target: str, hook: Callable[..., Any], kind: HookType) -> None:
            cls.registered.append((target, hook))

        @classmethod
        def apply_hooks(cls) -> None:
            for target, hook in cls.registered if applies else ():
                setattr(sys.modules[target.rsplit(".", 1)[0]], target.rsplit(".", 1)[1], hook)

    return HookRegistry


@pytest.fixture
def sglang(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    def provide(applies: bool) -> None:
        framework = types.ModuleType("sglang.srt.plugins.hook_registry")
        framework.HookRegistry = registry(applies)  # type: ignore[attr-defined]
        framework.HookType = HookType  # type: ignore[attr-defined]
        for name in ("sglang", "sglang.srt", "sglang.srt.plugins"):
            monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
        monkeypatch.setitem(sys.modules, framework.__name__, framework)
        module = types.ModuleType("hooked_module")
        module.target = lambda first: first  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "hooked_module", module)

    return provide


def test_hook_is_set(sglang: Callable[[bool], None]) -> None:
    sglang(True)
    hooks.install({TARGET: ("AFTER", lambda result: 7)})
    assert sys.modules["hooked_module"].target(1) == 7


def test_hook_that_is_not_set_ends_the_start(sglang: Callable[[bool], None]) -> None:
    sglang(False)
    with pytest.raises(Refusal, match=r"ServerUnsupported: SGLang .* into hooked_module.target: set spec.server.image"):
        hooks.install({TARGET: ("AFTER", lambda result: 7)})


@pytest.mark.parametrize("target", [TARGET, "hooked_module.absent", "absent_module.target"])
def test_target_that_has_changed_ends_the_start(target: str, sglang: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch) -> None:
    sglang(True)
    monkeypatch.setattr(hooks, "TARGETS", {TARGET: ("first",)})
    hooks.check()
    monkeypatch.setattr(hooks, "TARGETS", {target: ("first", "second")})
    with pytest.raises(Refusal) as error:
        hooks.check()
    assert error.value.reason == "ServerUnsupported"
    assert f"has no {target}(first, second)" in error.value.sentence
    assert "spec.server.image" in error.value.sentence
