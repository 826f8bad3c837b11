"""Directories that pass, and those that lack something as a whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from embedding_operator import directory
from embedding_operator.refusal import Refusal
from model_directory import LFS_POINTER, ModelDirectory


def refusal_of(path: object) -> str:
    with pytest.raises(Refusal) as refused:
        directory.check(str(path))
    assert refused.value.reason == "ModelIncomplete"
    return refused.value.sentence


def test_complete_directory_passes(model: ModelDirectory) -> None:
    directory.check(str(model))


def test_extra_files_pass(model: ModelDirectory) -> None:
    model.text("README.md", "# model")
    model.text("notes.txt", "")
    model.bytes("onnx/model.onnx", b"\0")
    model.bytes("training_args.bin", b"\0")
    model.bytes("model.zip", b"PK")
    model.json("special_tokens_map.json", {})
    (model.path / "configs.json").mkdir()
    directory.check(str(model))


@pytest.mark.parametrize("files", directory.TOKENIZERS, ids=" ".join)
def test_each_kind_of_tokenizer_passes(model: ModelDirectory, files: tuple[str, ...]) -> None:
    model.remove("tokenizer.json")
    for name in files:
        model.json(name, {})
    directory.check(str(model))


@pytest.mark.parametrize("left", [(), ("merges.txt",), ("tokenizer_config.json",)])
def test_missing_tokenizer(model: ModelDirectory, left: tuple[str, ...]) -> None:
    model.remove("tokenizer.json")
    for name in left:
        model.json(name, {})
    assert refusal_of(model) == f"{model} has no tokenizer, such as tokenizer.json: copy the complete model directory again"


def test_missing_directory(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "x") == f"{tmp_path}/x does not exist: check spec.model.path and spec.model.source"


@pytest.mark.parametrize(("name", "what"), [("m.zip", "is an archive"), ("m.tar.gz", "is an archive"), ("m.safetensors", "is a file")])
def test_file_instead_of_a_directory(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    assert refusal_of(tmp_path / name) == f"{tmp_path / name} {what}, not a directory: unpack the model"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("model.zip", "unpack model.zip"),
        ("model.tar.gz", "unpack model.tar.gz"),
        ("model.safetensors.incomplete", "the download of model.safetensors.incomplete is not finished"),
        ("notes.txt", "copy the complete model directory again"),
    ],
)
def test_archive_or_download_inside(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    assert refusal_of(tmp_path) == f"{tmp_path}/config.json is missing: {hint}"


def test_unreadable_directory(model: ModelDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert refusal_of(model) == f"{model} cannot be read by user {os.getuid()}: Permission denied"


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors", "notes.txt"])
def test_unreadable_file(model: ModelDirectory, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model.text("notes.txt", "")

    def open_others(file: Any, *args: Any, **kwargs: Any) -> Any:
        if str(file) == model.file(name):
            raise PermissionError(errno.EACCES, "Permission denied", file)
        return open(file, *args, **kwargs)

    monkeypatch.setattr(directory, "open", open_others, raising=False)
    assert refusal_of(model) == f"{model.file(name)} cannot be read: Permission denied: copy the complete model directory again"


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "vocab.txt", "modules.json", "tokenizer_config.json", "spiece.model"])
def test_git_lfs_pointer(model: ModelDirectory, name: str) -> None:
    model.text(name, LFS_POINTER)
    assert refusal_of(model).startswith(f"{model.file(name)} is a Git LFS pointer, not the file: run 'git lfs pull'")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b'{"a": ', "is damaged or cut short (6 bytes): it is not JSON"),
        (b"\xff\xfe{}", "is damaged or cut short (4 bytes): it is not JSON"),
        (b"[" * 200_000, "is damaged or cut short (200000 bytes): it is not JSON"),
        (b"[]", "is not a JSON object"),
    ],
    ids=["empty", "cut", "not UTF-8", "deep", "array"],
)
def test_damaged_json(model: ModelDirectory, name: str, content: bytes, what: str) -> None:
    model.bytes(name, content)
    assert refusal_of(model) == f"{model.file(name)} {what}: copy the complete model directory again"


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_link_to_a_missing_file(model: ModelDirectory, name: str) -> None:
    # a cache of the Hugging Face hub that was copied without its blobs
    model.remove(name)
    (model.path / name).symlink_to("../../blobs/0123")
    assert refusal_of(model) == f"{model.file(name)} cannot be read: No such file or directory: copy the complete model directory again"


def test_link_of_a_vocabulary_to_a_missing_file(model: ModelDirectory) -> None:
    model.remove("tokenizer.json")
    (model.path / "vocab.txt").symlink_to("../../blobs/0123")
    assert "has no tokenizer" in refusal_of(model)
