"""What sentence-transformers saves is read as it means it. Only where it is installed."""

from __future__ import annotations

from typing import Any

import pytest
from embedding_operator import modules
from embedding_operator.modules import NORMALIZE, POOLING_NAMES, Dense, Modules
from model_directory import ModelDirectory

reference: Any = pytest.importorskip("sentence_transformers.models", reason="sentence-transformers is in the reference environment only")


def save(model: ModelDirectory, *parts: Any) -> None:
    entries = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]
    for index, part in enumerate(parts, start=1):
        path = f"{index}_{type(part).__name__}"
        (model.path / path).mkdir()
        part.save(model.file(path))
        entries.append({"idx": index, "name": str(index), "path": path, "type": f"{type(part).__module__}.{type(part).__name__}"})
    model.json("modules.json", entries)


@pytest.mark.parametrize(("mode", "name"), POOLING_NAMES.items())
def test_pooling(model: ModelDirectory, mode: str, name: str) -> None:
    save(model, reference.Pooling(8, pooling_mode=mode), reference.Normalize())
    assert modules.read(str(model)) == Modules((name,), (NORMALIZE,))


def test_everything(model: ModelDirectory) -> None:
    pooling = reference.Pooling(8, pooling_mode=("lasttoken", "cls"), include_prompt=False)
    save(model, pooling, reference.Dense(16, 4), reference.Normalize())
    dense = Dense(model.file("2_Dense"), 16, 4, True, "Tanh")
    assert modules.read(str(model)) == Modules(("last_token", "cls"), (dense, NORMALIZE), False)
