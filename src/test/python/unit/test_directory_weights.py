"""Weights that are missing, cut short or damaged."""

from __future__ import annotations

import json
import random
import struct
from typing import Any

import pytest
from embedding_operator import directory
from embedding_operator.refusal import Refusal
from model_directory import LFS_POINTER, ModelDirectory, safetensors
from test_directory import refusal_of

AGAIN = "copy the complete model directory again"
SHARDS = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")


@pytest.fixture
def sharded(model: ModelDirectory) -> ModelDirectory:
    model.remove("model.safetensors")
    model.tensors(SHARDS[0], {"a": [1.0, 2.0], "b": [3.0]})
    model.tensors(SHARDS[1], {"c": [4.0] * 1000})
    model.index({"a": SHARDS[0], "b": SHARDS[0], "c": SHARDS[1]})
    return model


def test_shards_pass(sharded: ModelDirectory) -> None:
    directory.check(str(sharded))
    assert directory.weight_files(str(sharded)) == list(SHARDS)


@pytest.mark.parametrize("shard", SHARDS)
def test_missing_shard(sharded: ModelDirectory, shard: str) -> None:
    sharded.remove(shard)
    assert refusal_of(sharded) == f"{sharded.file(shard)} is missing, but named in model.safetensors.index.json: {AGAIN}"


@pytest.mark.parametrize("shard", SHARDS)
@pytest.mark.parametrize("cut", [lambda size: size - 1, lambda size: size // 2, lambda size: 8, lambda size: 5, lambda size: 0])
def test_shard_cut_short(sharded: ModelDirectory, shard: str, cut: Any) -> None:
    sharded.cut(shard, cut(sharded.size(shard)))
    assert refusal_of(sharded).startswith(f"{sharded.file(shard)} is cut short")


def test_tensor_that_is_not_in_its_shard(sharded: ModelDirectory) -> None:
    sharded.index({"a": SHARDS[0], "d": SHARDS[1]})
    assert refusal_of(sharded) == f"{sharded.file(SHARDS[1])} does not contain d, as model.safetensors.index.json says: {AGAIN}"


@pytest.mark.parametrize("content", [{}, [], {"weight_map": {}}, {"weight_map": []}, {"weight_map": {"a": 1}}], ids=json.dumps)
def test_index_without_a_map(sharded: ModelDirectory, content: Any) -> None:
    sharded.json("model.safetensors.index.json", content)
    assert refusal_of(sharded) == f"{sharded.file('model.safetensors.index.json')} has no weight_map: {AGAIN}"


@pytest.mark.parametrize("name", ["model.safetensors.index.json", SHARDS[0]])
def test_pointer_among_shards(sharded: ModelDirectory, name: str) -> None:
    sharded.text(name, LFS_POINTER)
    assert refusal_of(sharded).startswith(f"{sharded.file(name)} is a Git LFS pointer")


def test_size_is_compared_to_the_byte(model: ModelDirectory) -> None:
    whole = safetensors({"a": [1.0] * 100})
    for content, what in ((whole[:-1], "is cut short"), (whole + b"\0", "is damaged")):
        model.bytes("model.safetensors", content)
        sentence = f"{model.file('model.safetensors')} {what}: it has {len(content)} of {len(whole)} bytes: {AGAIN}"
        assert refusal_of(model) == sentence


def test_pointer_as_weights(model: ModelDirectory) -> None:
    model.text("model.safetensors", LFS_POINTER)
    assert refusal_of(model).startswith(f"{model.file('model.safetensors')} is a Git LFS pointer")


@pytest.mark.parametrize(
    "header",
    [
        b"{",
        b"[]",
        b'"a"',
        b'{"a": 1}',
        b'{"a": {}}',
        b'{"a": {"data_offsets": [0]}}',
        b'{"a": {"data_offsets": [0, "4"]}}',
        b'{"a": {"data_offsets": [0, 4.0]}}',
        b'{"a": {"data_offsets": [0, Infinity]}}',
    ],
)
def test_header_that_cannot_be_read(model: ModelDirectory, header: bytes) -> None:
    model.bytes("model.safetensors", struct.pack("<Q", len(header)) + header + bytes(4))
    assert refusal_of(model) == f"{model.file('model.safetensors')} is damaged: its header cannot be read: {AGAIN}"


@pytest.mark.parametrize("length", [0, 2**63, 2**64 - 1, 100_000_001])
def test_length_of_the_header_is_not_trusted(model: ModelDirectory, length: int) -> None:
    model.bytes("model.safetensors", struct.pack("<Q", length) + b"{}")
    assert refusal_of(model).startswith(f"{model.file('model.safetensors')} is ")


def test_header_that_is_cut_by_one_byte(model: ModelDirectory) -> None:
    whole = safetensors({})
    model.bytes("model.safetensors", whole[:-1])
    size = len(whole) - 1
    sentence = f"{model.file('model.safetensors')} is cut short or damaged ({size} bytes): its header is incomplete: {AGAIN}"
    assert refusal_of(model) == sentence


def test_header_above_the_limit_of_the_format(model: ModelDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = safetensors({"a": [1.0]})
    model.bytes("model.safetensors", whole)
    length = struct.unpack("<Q", whole[:8])[0]
    monkeypatch.setattr(directory, "MAX_HEADER", length)
    directory.check(str(model))
    monkeypatch.setattr(directory, "MAX_HEADER", length - 1)
    assert "its header is incomplete" in refusal_of(model)


def test_any_damage_of_the_header_ends_in_a_refusal_or_passes(model: ModelDirectory) -> None:
    whole = safetensors({"a": [1.0], "b": [2.0]})
    chance = random.Random(7)
    for _ in range(500):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(whole) - 8)] = chance.randrange(256)
        model.bytes("model.safetensors", bytes(content))
        try:
            directory.check(str(model))
        except Refusal as refused:
            assert refused.sentence.startswith(model.file("model.safetensors"))


def test_no_weights(model: ModelDirectory) -> None:
    model.remove("model.safetensors")
    assert refusal_of(model) == f"{model} has no weights, such as model.safetensors: {AGAIN}"
    model.bytes("weights.tar.gz", b"")
    assert refusal_of(model) == f"{model} has no weights, such as model.safetensors: unpack weights.tar.gz"


def test_weights_are_not_checked_for_other_load_formats(model: ModelDirectory) -> None:
    model.remove("model.safetensors")
    directory.check(str(model), weights=False)


class TestPickles:
    @pytest.fixture
    def pickled(self, model: ModelDirectory) -> ModelDirectory:
        model.remove("model.safetensors")
        model.pickle("pytorch_model.bin")
        return model

    def test_whole_file_passes(self, pickled: ModelDirectory) -> None:
        directory.check(str(pickled))

    def test_old_format_passes(self, pickled: ModelDirectory) -> None:
        pickled.bytes("pytorch_model.bin", b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.")
        directory.check(str(pickled))

    @pytest.mark.parametrize("cut", [lambda size: size - 1, lambda size: size // 2, lambda size: 2, lambda size: 0])
    def test_cut_short(self, pickled: ModelDirectory, cut: Any) -> None:
        size = cut(pickled.size("pytorch_model.bin"))
        pickled.cut("pytorch_model.bin", size)
        assert refusal_of(pickled) == f"{pickled.file('pytorch_model.bin')} is damaged or cut short ({size} bytes): {AGAIN}"

    def test_pointer(self, pickled: ModelDirectory) -> None:
        pickled.text("pytorch_model.bin", LFS_POINTER)
        assert refusal_of(pickled).startswith(f"{pickled.file('pytorch_model.bin')} is a Git LFS pointer")

    def test_missing_shard(self, pickled: ModelDirectory) -> None:
        pickled.index({"a": "pytorch_model.bin", "b": "pytorch_model-2.bin"}, "pytorch_model.bin.index.json")
        sentence = f"{pickled.file('pytorch_model-2.bin')} is missing, but named in pytorch_model.bin.index.json: {AGAIN}"
        assert refusal_of(pickled) == sentence

    def test_file_beside_safetensors_is_not_read(self, pickled: ModelDirectory) -> None:
        pickled.tensors("model.safetensors", {"a": [1.0]})
        pickled.cut("pytorch_model.bin", 5)
        pickled.index({"a": "missing.bin"}, "pytorch_model.bin.index.json")
        directory.check(str(pickled))
        assert directory.weight_files(str(pickled)) == ["model.safetensors"]
