"""The state of a mounted Secret."""

from __future__ import annotations

from pathlib import Path

from embedding_operator import mounted
from mounted_secret import MountedSecret


def names(state: mounted.State) -> list[str]:
    return [name for name, *_ in state[1]]


def test_all_files_are_of_one_version(tmp_path: Path) -> None:
    secret = MountedSecret(tmp_path / "secret", {"b": b"1", "a": b"1", ".hidden": b"1"})
    state = mounted.state(str(secret))
    assert state[0] == str((secret.directory / "..data").resolve()) != str(secret)
    assert names(state) == [".hidden", "a", "b"]


def test_change_of_any_file_changes_the_state(tmp_path: Path) -> None:
    secret = MountedSecret(tmp_path / "secret", {"a": b"1"})
    states = [mounted.state(str(secret))]
    assert mounted.state(str(secret)) == states[0]
    for values in ({"a": b"2"}, {"a": b"2", "b": b""}, {}, {"a": b"1"}):
        secret.write(values)
        states.append(mounted.state(str(secret)))
    assert len(set(states)) == 5


def test_directories_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").mkdir()
    assert mounted.state(str(tmp_path))[0] == str(tmp_path.resolve())
    assert names(mounted.state(str(tmp_path))) == ["a"]


def test_missing_directory_is_empty(tmp_path: Path) -> None:
    assert mounted.state(str(tmp_path / "absent"))[1] == ()
