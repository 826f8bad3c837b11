"""API keys: which are valid, and when a change is seen."""

from __future__ import annotations

import hmac
import logging
import os
from pathlib import Path

import pytest
from embedding_operator import keys, mounted
from embedding_operator.errors import BadRequest
from embedding_operator.keys import Keys
from mounted_secret import MountedSecret

VALUES = {"search": b"key-of-search", "bulk": b" key-of-bulk\n", "blank": b" \n", "empty": b""}


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def secret(tmp_path: Path) -> MountedSecret:
    return MountedSecret(tmp_path / "keys", VALUES)


def code(given: Keys, header: bytes | None) -> str | None:
    with pytest.raises(BadRequest) as error:
        given.name(header)
    assert error.value.status == 401
    assert "key-of" not in str(error.value)
    return error.value.code


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"Bearer key-of-search", "search"),
        (b"Bearer key-of-bulk", "bulk"),
        (b"bearer key-of-bulk", "bulk"),
        (b"BEARER  key-of-bulk ", "bulk"),
    ],
)
def test_valid_key(secret: MountedSecret, header: bytes, name: str) -> None:
    assert Keys(str(secret)).name(header) == name


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"Bearer",
        b"Bearer ",
        b"Bearer key-of-searc",
        b"Bearer key-of-search2",
        b"Bearer KEY-OF-SEARCH",
        b"Bearer key-of-search key-of-bulk",
        b"Bearer search",
        b"Bearer \xff",
        b"Basic key-of-search",
        b"Basic OmtleS1vZi1zZWFyY2g=",
        b"key-of-search",
        b"Bearerkey-of-search",
    ],
)
def test_invalid_key(secret: MountedSecret, header: bytes | None) -> None:
    assert code(Keys(str(secret)), header) == "invalid_api_key"


@pytest.mark.parametrize("values", [{}, {"blank": b" \n", "empty": b""}])
def test_secret_without_a_usable_value(tmp_path: Path, values: dict[str, bytes]) -> None:
    given = Keys(str(MountedSecret(tmp_path / "keys", values)))
    for header in (None, b"Bearer", b"Bearer ", b"Bearer x"):
        assert code(given, header) == "no_api_keys"


def test_missing_directory_has_no_keys(tmp_path: Path) -> None:
    assert code(Keys(str(tmp_path / "absent")), b"Bearer x") == "no_api_keys"


def test_message_without_keys_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"the Secret of spec\.access\.apiKeySecret is missing or empty: add a key") as error:
        Keys(str(tmp_path)).name(None)
    assert str(tmp_path) not in str(error.value)


@pytest.mark.parametrize("key", [b"key-of-a", b"key-of-c", b"wrong"])
def test_all_keys_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: bytes) -> None:
    given = Keys(str(MountedSecret(tmp_path / "keys", {name: b"key-of-" + name.encode() for name in "abc"})))
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", compare)
    try:
        given.name(b"Bearer " + key)
    except BadRequest:
        assert key == b"wrong"
    assert len(compared) == 3
    assert {(len(a), len(b)) for a, b in compared} == {(32, 32)}


def test_changes_are_seen_within_a_second(secret: MountedSecret) -> None:
    clock = Clock()
    given = Keys(str(secret), clock)
    assert given.name(b"Bearer key-of-search") == "search"
    secret.write({"other": b"key-of-other"})
    clock.seconds += keys.LOOK_SECONDS - 0.01
    assert given.name(b"Bearer key-of-search") == "search"
    clock.seconds += 0.01
    assert code(given, b"Bearer key-of-search") == "invalid_api_key"
    assert given.name(b"Bearer key-of-other") == "other"
    secret.write({})
    clock.seconds += keys.LOOK_SECONDS
    assert code(given, b"Bearer key-of-other") == "no_api_keys"
    secret.write(VALUES)
    clock.seconds += keys.LOOK_SECONDS
    assert given.name(b"Bearer key-of-search") == "search"


def test_plain_files_are_read_again_too(tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "a").write_bytes(b"first")
    given = Keys(str(tmp_path), clock)
    assert given.name(b"Bearer first") == "a"
    (tmp_path / "a").write_bytes(b"other")
    os.utime(tmp_path / "a", (1, 1))
    clock.seconds += keys.LOOK_SECONDS
    assert given.name(b"Bearer other") == "a"


def test_unchanged_directory_is_not_read_again(secret: MountedSecret, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    given = Keys(str(secret), clock)
    given.name(b"Bearer key-of-search")
    monkeypatch.setattr(keys, "_read", lambda state: pytest.fail("read again"))
    clock.seconds += keys.LOOK_SECONDS
    assert given.name(b"Bearer key-of-search") == "search"


def test_change_while_the_files_are_read(secret: MountedSecret, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = mounted.state

    def replaced_afterwards(directory: str) -> mounted.State:
        state = seen(directory)
        monkeypatch.setattr(mounted, "state", seen)
        secret.write({"new": b"key-of-new"})
        return state

    monkeypatch.setattr(mounted, "state", replaced_afterwards)
    given = Keys(str(secret))
    assert given.name(b"Bearer key-of-new") == "new"
    assert code(given, b"Bearer key-of-search") == "invalid_api_key"


def test_log_names_no_key(secret: MountedSecret, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Keys(str(secret)).name(b"Bearer key-of-search")
    assert caplog.messages == ["valid API keys: 2"]
