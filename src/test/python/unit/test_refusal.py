from __future__ import annotations

from pathlib import Path

import pytest
from embedding_operator import refusal
from embedding_operator.refusal import Refusal

LINE = "embedding-operator: ModelIncomplete: /models/x/config.json is missing: copy it\n"


def refused() -> Refusal:
    return Refusal("ModelIncomplete", "/models/x/config.json is missing: copy it")


def test_process_ends_with_code_1_and_a_line_on_stderr(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(refusal, "TERMINATION_LOG", str(tmp_path / "missing"))
    with pytest.raises(SystemExit) as ended:
        refusal.end(refused())
    assert ended.value.code == 1
    assert capsys.readouterr().err == LINE


def test_exit_is_not_caught_as_an_exception() -> None:
    # SGLang catches the Exceptions of a plugin, logs them and serves without it
    with pytest.raises(SystemExit):
        try:
            refusal.end(refused())
        except Exception:
            pytest.fail("the refusal would be logged only")


def test_termination_log_has_this_line_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "termination-log"
    log.write_text("a much longer line of an earlier start of this container\n" * 10)
    monkeypatch.setattr(refusal, "TERMINATION_LOG", str(log))
    with pytest.raises(SystemExit):
        refusal.end(refused())
    assert log.read_text() == LINE


def test_termination_log_is_not_created(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(refusal, "TERMINATION_LOG", str(tmp_path / "missing"))
    with pytest.raises(SystemExit):
        refusal.end(refused())
    assert not (tmp_path / "missing").exists()
