from __future__ import annotations

import logging
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from embedding_operator import facts
from embedding_operator.modules import NORMALIZE, Dense, Modules, Texts
from model_directory import ModelDirectory

SHARDS = ("b.safetensors", "a.safetensors")
TEXTS = Texts(prompts={"query": "q: ", "passage": "p: "}, default_prompt="query")


@pytest.fixture
def sharded(model: ModelDirectory) -> ModelDirectory:
    model.remove("model.safetensors")
    for index, name in enumerate(SHARDS):
        model.tensors(name, {name: [float(index)] * 500_000})  # more than one block
    model.index({name: name for name in SHARDS})
    model.dense("2_Dense")
    return model


def of(model: ModelDirectory, modules: Modules | None = None, texts: Texts = TEXTS) -> str:
    given = modules or Modules(("mean",), (Dense(model.file("2_Dense"), 8, 4, True, "Tanh"), NORMALIZE))
    return facts.fingerprint(str(model), facts.weights_digest(str(model)), given, texts)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is a program of GNU and of recent macOS")
def test_digest_is_that_of_sha256sum(sharded: ModelDirectory) -> None:
    command = "export LC_ALL=C; sha256sum *.safetensors | sha256sum"
    printed = subprocess.run(command, shell=True, cwd=sharded.path, check=True, capture_output=True, text=True).stdout
    assert facts.weights_digest(str(sharded)) == "sha256:" + printed.split()[0]


def test_digest_of_a_file(model: ModelDirectory) -> None:
    model.bytes("abc", b"abc")
    assert facts.file_digest(model.file("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_digest_changes_with_one_byte(sharded: ModelDirectory) -> None:
    before = facts.weights_digest(str(sharded))
    content = bytearray((sharded.path / SHARDS[0]).read_bytes())
    content[-1] ^= 1
    sharded.bytes(SHARDS[0], bytes(content))
    assert facts.weights_digest(str(sharded)) != before


def test_fingerprint_has_16_hex_digits_and_is_stable(sharded: ModelDirectory) -> None:
    assert len(of(sharded)) == 16 and int(of(sharded), 16) >= 0
    assert of(sharded) == of(sharded)
    assert of(sharded, texts=replace(TEXTS, prompts={"passage": "p: ", "query": "q: "})) == of(sharded)


def change_weights(model: ModelDirectory) -> None:
    model.tensors(SHARDS[0], {SHARDS[0]: [9.0]})


def change_dense(model: ModelDirectory) -> None:
    model.tensors("2_Dense/model.safetensors", {"linear.weight": [9.0] * 32, "linear.bias": [0.0] * 4})


@pytest.mark.parametrize(
    "change",
    [
        change_weights,
        change_dense,
        lambda model: model.json("tokenizer.json", {"version": "2.0"}),
        lambda model: model.text("vocab.txt", "a"),
        lambda model: model.text("sentencepiece.bpe.model", "a"),
    ],
    ids=["weights", "dense", "tokenizer", "vocabulary", "sentencepiece"],
)
def test_fingerprint_changes_with_each_file(sharded: ModelDirectory, change: Callable[[ModelDirectory], None]) -> None:
    before = of(sharded)
    change(sharded)
    assert of(sharded) != before


def test_fingerprint_changes_with_what_is_done(sharded: ModelDirectory) -> None:
    dense = Dense(sharded.file("2_Dense"), 8, 4, True, "Tanh")
    all_of_them = [
        of(sharded),
        facts.fingerprint(str(sharded), facts.weights_digest(str(sharded)), None, TEXTS),
        of(sharded, Modules(("cls",), (dense, NORMALIZE))),
        of(sharded, Modules(("mean",), (dense,))),
        of(sharded, Modules(("mean",), (NORMALIZE, dense))),
        of(sharded, Modules(("mean",), (NORMALIZE,))),
        of(sharded, Modules(("mean",), (replace(dense, activation="Identity"), NORMALIZE))),
        of(sharded, texts=replace(TEXTS, lower_case=True)),
        of(sharded, texts=replace(TEXTS, default_prompt="passage")),
        of(sharded, texts=replace(TEXTS, default_prompt=None)),
        of(sharded, texts=replace(TEXTS, prompts={"query": "other: "})),
    ]
    assert len(set(all_of_them)) == len(all_of_them)


def wait_for_digests() -> None:
    for thread in threading.enumerate():
        if thread.name == "embedding-operator-digests":
            thread.join(10)


def test_digests_are_computed_in_the_background(sharded: ModelDirectory) -> None:
    modules = Modules(("mean",), (NORMALIZE,))
    digests = facts.Digests(str(sharded), modules, TEXTS)
    assert (digests.weights, digests.fingerprint) == (None, None)
    digests.start()
    wait_for_digests()
    assert digests.weights == facts.weights_digest(str(sharded))
    assert digests.fingerprint == of(sharded, modules)


@pytest.mark.parametrize("damage", ["missing", "index"])
def test_digests_that_cannot_be_computed_are_none(sharded: ModelDirectory, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    if damage == "missing":
        sharded.remove(SHARDS[0])
    else:
        sharded.text("model.safetensors.index.json", "{")
    digests = facts.Digests(str(sharded), None, TEXTS)
    with caplog.at_level(logging.WARNING):
        digests.start()
        wait_for_digests()
    assert (digests.weights, digests.fingerprint) == (None, None)
    assert f"the digest of the weights in {sharded} could not be computed" in caplog.text
