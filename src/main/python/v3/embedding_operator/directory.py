"""Checks a model directory before it is loaded, so that an incomplete copy is reported by the name of the file."""

from __future__ import annotations

import json
import operator
import os
import struct
import zipfile
from typing import Any

from .refusal import Refusal

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
MAX_HEADER = 100_000_000  # the limit of the safetensors format
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".7z", ".rar")
TOKENIZERS = (
    ("tokenizer.json",),
    ("vocab.txt",),
    ("vocab.json", "merges.txt"),
    ("tokenizer.model",),
    ("sentencepiece.bpe.model",),
    ("spiece.model",),
    ("vocab.json",),
    ("tekken.json",),
)
COPY_AGAIN = "copy the complete model directory again"


def check(path: str, weights: bool = True) -> None:
    """Checks the directory.

    Args:
        path: the model directory.
        weights: whether to check the weights; not with load formats that read them in another way.

    Raises:
        Refusal: ModelIncomplete, with the file that is missing or damaged.
    """
    if not os.path.exists(path):
        raise _incomplete(path, "does not exist: check spec.model.path and spec.model.source")
    if not os.path.isdir(path):
        what = "is an archive" if path.endswith(ARCHIVES) else "is a file"
        raise _incomplete(path, f"{what}, not a directory: unpack the model")
    try:
        names = sorted(os.listdir(path))
    except OSError as e:
        raise _incomplete(path, f"cannot be read by user {os.getuid()}: {e.strerror}") from e
    if "config.json" not in names:
        raise _incomplete(os.path.join(path, "config.json"), "is missing" + _hint(names))
    for name in names:
        if name.endswith((".json", ".txt", ".model")) and os.path.isfile(os.path.join(path, name)):
            no_pointer(os.path.join(path, name))
    read_object(os.path.join(path, "config.json"))
    if "tokenizer.json" in names:
        read_object(os.path.join(path, "tokenizer.json"))
    if not any(all(os.path.exists(os.path.join(path, name)) for name in files) for files in TOKENIZERS):
        raise _incomplete(path, f"has no tokenizer, such as tokenizer.json: {COPY_AGAIN}")
    if weights:
        _check_weights(path, names)


def weight_files(path: str) -> list[str]:
    """The names of the files with the model's weights, sorted."""
    names = sorted(os.listdir(path))
    index = next((name for name in ("model.safetensors.index.json", "pytorch_model.bin.index.json") if name in names), None)
    if index is not None and not (index.startswith("pytorch") and "model.safetensors" in names):
        return sorted(set(_weight_map(os.path.join(path, index)).values()))
    tensors = [name for name in names if name.endswith(".safetensors")]
    return tensors or [name for name in names if name.endswith(".bin") and name.startswith("pytorch_model")]


def read_json(path: str) -> Any:
    """Reads a JSON file of the model.

    Raises:
        Refusal: ModelIncomplete, if it is missing, cut short or a Git LFS pointer.
    """
    no_pointer(path)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as e:
        raise _incomplete(path, f"cannot be read: {e.strerror}: {COPY_AGAIN}") from e
    except (ValueError, RecursionError) as e:
        size = os.path.getsize(path)
        what = "is empty" if size == 0 else f"is damaged or cut short ({size} bytes): it is not JSON"
        raise _incomplete(path, f"{what}: {COPY_AGAIN}") from e


def read_object(path: str) -> dict[str, Any]:
    """Like read_json, for a file that must contain an object."""
    content = read_json(path)
    if not isinstance(content, dict):
        raise _incomplete(path, f"is not a JSON object: {COPY_AGAIN}")
    return content


def no_pointer(path: str) -> None:
    """Raises a Refusal if the file cannot be read or is a Git LFS pointer."""
    try:
        with open(path, "rb") as file:
            start = file.read(len(LFS_POINTER))
    except OSError as e:
        raise _incomplete(path, f"cannot be read: {e.strerror}: {COPY_AGAIN}") from e
    if start == LFS_POINTER:
        raise _incomplete(path, "is a Git LFS pointer, not the file: run 'git lfs pull' where the model is copied from, and copy it again")


def safetensors_header(path: str) -> dict[str, Any]:
    """The header of a safetensors file, after comparing the file's size with what the header says.

    Raises:
        Refusal: ModelIncomplete.
    """
    no_pointer(path)
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        length = struct.unpack("<Q", (file.read(8) + b"\0" * 8)[:8])[0]
        if size < 8 or length > MAX_HEADER or length > size - 8:
            raise _incomplete(path, f"is cut short or damaged ({size} bytes): its header is incomplete: {COPY_AGAIN}")
        try:
            header: dict[str, Any] = json.loads(file.read(length))
            ends = [operator.index(tensor["data_offsets"][1]) for name, tensor in header.items() if name != "__metadata__"]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as e:
            raise _incomplete(path, f"is damaged: its header cannot be read: {COPY_AGAIN}") from e
    expected = 8 + length + max(ends, default=0)
    if size != expected:
        what = "is cut short" if size < expected else "is damaged"
        raise _incomplete(path, f"{what}: it has {size} of {expected} bytes: {COPY_AGAIN}")
    return header


def _check_weights(path: str, names: list[str]) -> None:
    index = os.path.join(path, "model.safetensors.index.json")
    if os.path.exists(index):
        _check_shards(path, index)
        return
    files = weight_files(path)
    if not files:
        raise _incomplete(path, "has no weights, such as model.safetensors" + _hint(names))
    for name in files:
        file = os.path.join(path, name)
        if not os.path.lexists(file):
            raise _incomplete(file, f"is missing, but named in pytorch_model.bin.index.json: {COPY_AGAIN}")
        check_file(file)


def check_file(path: str) -> None:
    """Checks that a file of weights is complete.

    Raises:
        Refusal: ModelIncomplete.
    """
    if path.endswith(".safetensors"):
        safetensors_header(path)
    else:
        _check_pickle(path)


def _check_shards(path: str, index: str) -> None:
    shards: dict[str, list[str]] = {}
    for tensor, shard in _weight_map(index).items():
        shards.setdefault(shard, []).append(tensor)
    for shard in sorted(shards):
        file = os.path.join(path, shard)
        if not os.path.exists(file):
            raise _incomplete(file, f"is missing, but named in {os.path.basename(index)}: {COPY_AGAIN}")
        header = safetensors_header(file)
        missing = next((tensor for tensor in shards[shard] if tensor not in header), None)
        if missing is not None:
            raise _incomplete(file, f"does not contain {missing}, as {os.path.basename(index)} says: {COPY_AGAIN}")


def _weight_map(index: str) -> dict[str, str]:
    content = read_json(index)
    shards = content.get("weight_map") if isinstance(content, dict) else None
    if not isinstance(shards, dict) or not shards or not all(isinstance(shard, str) for shard in shards.values()):
        raise _incomplete(index, f"has no weight_map: {COPY_AGAIN}")
    return shards


def _check_pickle(path: str) -> None:
    """A file of torch.save is a ZIP archive, whose directory is at its end, or an old pickle."""
    no_pointer(path)
    with open(path, "rb") as file:
        start = file.read(2)
    if (start == b"PK" and zipfile.is_zipfile(path)) or start[:1] == b"\x80":
        return
    raise _incomplete(path, f"is damaged or cut short ({os.path.getsize(path)} bytes): {COPY_AGAIN}")


def _hint(names: list[str]) -> str:
    archive = next((name for name in names if name.endswith(ARCHIVES)), None)
    partial = next((name for name in names if name.endswith((".incomplete", ".part", ".aria2", ".crdownload"))), None)
    if archive is not None:
        return f": unpack {archive}"
    if partial is not None:
        return f": the download of {partial} is not finished"
    return f": {COPY_AGAIN}"


def _incomplete(path: str, what: str) -> Refusal:
    return Refusal("ModelIncomplete", f"{path} {what}")
