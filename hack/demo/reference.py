#!/usr/bin/env python3
"""Compares served vectors with those of sentence-transformers, for the texts with which the operator verifies servers.

--request MODEL prints a request for embeddings. With the directory of the model, reads the response and prints the cosines.
"""
import json
import sys
from pathlib import Path

PAIRS = json.loads(Path(__file__).with_name("pairs.json").read_text(encoding="utf-8"))
TEXTS: list[str] = PAIRS["texts"]


def cosine(a: list[float], b: list[float]) -> float:
    norm = sum(x * x for x in a) ** 0.5 * sum(x * x for x in b) ** 0.5
    return sum(x * y for x, y in zip(a, b)) / norm


def reference(model: str) -> list[list[float]]:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    vectors: list[list[float]] = SentenceTransformer(model, device="cpu").encode(TEXTS).tolist()
    return vectors


def main() -> None:
    if sys.argv[1] == "--request":
        json.dump({"model": sys.argv[2], "input": TEXTS}, sys.stdout)
        return
    served = [item["embedding"] for item in json.load(sys.stdin)["data"]]
    expected = reference(sys.argv[1])
    print("      served   reference")
    for kind in ("near", "far"):
        for i, j in PAIRS[kind]:
            values = f"{cosine(served[i], served[j]):6.3f}      {cosine(expected[i], expected[j]):6.3f}"
            print(f"{kind:4}  {values}   {TEXTS[i]}  -  {TEXTS[j]}")
    smallest = min(cosine(one, two) for one, two in zip(served, expected))
    print(f"\nsmallest cosine of a served vector to that of the reference: {smallest:.4f}")


main()
