"""What identifies the vectors: digests of the model's files."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading

from .directory import TOKENIZERS, weight_files
from .modules import Dense, Modules, Texts
from .refusal import Refusal

BLOCK = 1024 * 1024
log = logging.getLogger(__name__)


class Digests:
    """Computes digests in the background, since large weights take a while to read."""

    def __init__(self, path: str, modules: Modules | None, texts: Texts):
        self.weights: str | None = None
        self.fingerprint: str | None = None
        self._inputs = (path, modules, texts)

    def start(self) -> None:
        threading.Thread(target=self._compute, name="embedding-operator-digests", daemon=True).start()

    def _compute(self) -> None:
        path, modules, texts = self._inputs
        try:
            weights = weights_digest(path)
            self.fingerprint = fingerprint(path, weights, modules, texts)
            self.weights = weights
        except (OSError, Refusal) as e:
            log.warning("the digest of the weights in %s could not be computed: %s", path, e)


def weights_digest(path: str) -> str:
    """``sha256:`` and the SHA-256 of the output of ``sha256sum`` for the weights' files in the order of their names."""
    lines = "".join(f"{file_digest(os.path.join(path, name))}  {name}\n" for name in weight_files(path))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def fingerprint(path: str, weights: str, modules: Modules | None, texts: Texts) -> str:
    """16 hex digits that change when anything changes that decides a text's vector."""
    files = sorted({"config.json", "tokenizer_config.json", *(name for names in TOKENIZERS for name in names)})
    parts = {
        "weights": weights,
        "files": {name: file_digest(os.path.join(path, name)) for name in files if os.path.exists(os.path.join(path, name))},
        "modules": modules.names() if modules else None,
        "dense": [weights_digest(step.directory) for step in modules.steps if isinstance(step, Dense)] if modules else [],
        "lower_case": texts.lower_case,
        "default_prompt": texts.prompts.get(texts.default_prompt or ""),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def file_digest(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
