"""What is served equals what sentence-transformers makes of the model's own files."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from client import Server
from texts import texts

MIN_COSINE = 0.9995
MAX_TOKENS = 510


@pytest.fixture(scope="module")
def reference(model: str) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(model, device="cpu")


@pytest.fixture(scope="module")
def samples(reference: Any, server: Server) -> list[str]:
    longest = server.request("GET", "/model_info").json()["embedding_operator"]["max_input_tokens"]
    tokenizer = reference.tokenizer
    special = len(tokenizer("")["input_ids"])

    def tokens(text: str) -> int:
        return len(tokenizer(text, add_special_tokens=False)["input_ids"])

    return texts(200, min(MAX_TOKENS, longest, reference.max_seq_length or MAX_TOKENS) - special, tokens)


@pytest.fixture(scope="module")
def expected(reference: Any, samples: list[str]) -> numpy.ndarray:
    return numpy.array(reference.encode(samples, batch_size=8, show_progress_bar=False), dtype=numpy.float64)


@pytest.mark.parametrize("size", [1, 2, 7, 32])
def test_equal_to_reference(server: Server, samples: list[str], expected: numpy.ndarray, size: int) -> None:
    found = []
    for begin in range(0, len(samples), size):
        found += server.embed(samples[begin : begin + size])
    vectors = numpy.array(found, dtype=numpy.float64)
    lengths, expected_lengths = numpy.linalg.norm(vectors, axis=1), numpy.linalg.norm(expected, axis=1)
    cosines = (vectors * expected).sum(axis=1) / lengths / expected_lengths
    worst = int(cosines.argmin())
    print(f"batches of {size}: smallest cosine {cosines[worst]:.6f}, lengths differ by {abs(lengths / expected_lengths - 1).max():.1e}")
    assert cosines[worst] >= MIN_COSINE, f"cosine {cosines[worst]} for text {worst}: {samples[worst]!r}"
    assert abs(lengths / expected_lengths - 1).max() < 0.01, "the vectors' lengths differ"


def test_fingerprint_is_sent(server: Server) -> None:
    facts = server.request("GET", "/model_info").json()["embedding_operator"]
    assert server.post(input="a text").headers["x-embedding-fingerprint"] == facts["fingerprint"]
