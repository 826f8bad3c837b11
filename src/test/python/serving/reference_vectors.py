"""Writes the vectors that sentence-transformers makes of texts: reference_vectors.py OUT TEXTS MODEL...

TEXTS is a JSON file with a list of texts. OUT becomes a JSON file with a list of vectors for each model's directory.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import modules


def reference(directory: Path) -> SentenceTransformer:
    """The model as its files say; without modules.json, as Qwen3-Embedding: the vector of the last token, with length 1."""
    if (directory / "modules.json").exists():
        return SentenceTransformer(str(directory), device="cpu")
    transformer = modules.Transformer(str(directory), model_kwargs={"dtype": "float32"})
    pooling = modules.Pooling(transformer.get_embedding_dimension(), pooling_mode="lasttoken")
    return SentenceTransformer(modules=[transformer, pooling, modules.Normalize()], device="cpu")


def main(out: str, texts: str, *models: str) -> None:
    given = json.loads(Path(texts).read_text())
    found = {model: reference(Path(model)).encode(given, show_progress_bar=False).tolist() for model in models}
    Path(out).write_text(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
