"""Model directories for tests, as sentence-transformers and transformers save them."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LFS_POINTER = (
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
)
MODULE = "sentence_transformers.models."


class ModelDirectory:
    """A directory whose files a test adds and damages."""

    def __init__(self, path: Path):
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def __str__(self) -> str:
        return str(self.path)

    def file(self, name: str) -> str:
        return str(self.path / name)

    def json(self, name: str, content: Any) -> None:
        self.text(name, json.dumps(content))

    def text(self, name: str, content: str) -> None:
        self.bytes(name, content.encode())

    def bytes(self, name: str, content: bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def tensors(self, name: str, tensors: Mapping[str, Sequence[float]]) -> None:
        self.bytes(name, safetensors(tensors))

    def index(self, shards: Mapping[str, str], name: str = "model.safetensors.index.json") -> None:
        self.json(name, {"metadata": {}, "weight_map": dict(shards)})

    def pickle(self, name: str) -> None:
        """A file as torch.save writes it: a ZIP archive."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("archive/data.pkl", b"\x80\x02}q\x00.")
            archive.writestr("archive/data/0", bytes(4000))

    def cut(self, name: str, size: int) -> None:
        """Keeps the first bytes of a file."""
        file = self.path / name
        file.write_bytes(file.read_bytes()[:size])

    def size(self, name: str) -> int:
        return (self.path / name).stat().st_size

    def remove(self, name: str) -> None:
        (self.path / name).unlink()

    def modules(self, *kinds: str, pooling: Mapping[str, Any] | None = None) -> None:
        """Writes modules.json, with the directories that sentence-transformers gives them, and the pooling's config.json."""
        entries = [
            {"idx": index, "name": str(index), "path": f"{index}_{kind}" if index else "", "type": kind if "." in kind else MODULE + kind}
            for index, kind in enumerate(kinds)
        ]
        self.json("modules.json", entries)
        if pooling is not None:
            self.json("1_Pooling/config.json", {"word_embedding_dimension": 8, **pooling})

    def dense(self, directory: str, in_features: int = 8, out_features: int = 4, **config: Any) -> None:
        given = {
            "in_features": in_features,
            "out_features": out_features,
            "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh",
        }
        self.json(f"{directory}/config.json", {**given, **config})
        self.tensors(
            f"{directory}/model.safetensors", {"linear.weight": [0.0] * in_features * out_features, "linear.bias": [0.0] * out_features}
        )


def safetensors(tensors: Mapping[str, Sequence[float]]) -> bytes:
    """A safetensors file with one-dimensional float32 tensors."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, values in tensors.items():
        end = len(data) + 4 * len(values)
        header[name] = {"dtype": "F32", "shape": [len(values)], "data_offsets": [len(data), end]}
        data += struct.pack(f"<{len(values)}f", *values)
    encoded = json.dumps(header).encode()
    return struct.pack("<Q", len(encoded)) + encoded + data


def complete(path: Path) -> ModelDirectory:
    """A directory with everything that a model needs."""
    model = ModelDirectory(path)
    model.json("config.json", {"model_type": "bert", "architectures": ["BertModel"]})
    model.json("tokenizer.json", {"version": "1.0"})
    model.tensors("model.safetensors", {"a": [1.0, 2.0], "b": [3.0]})
    return model
