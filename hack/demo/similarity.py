#!/usr/bin/env python3
"""Prints a request for embeddings (--request MODEL), or reads the response and prints the similarity of its texts."""
import json
import sys

TEXTS = [
    "How do I reset my password?",
    "I forgot my password, how can I change it?",
    "Bees make honey.",
]


def cosine(a, b):
    norm = lambda vector: sum(x * x for x in vector) ** 0.5
    return sum(x * y for x, y in zip(a, b)) / (norm(a) * norm(b))


if sys.argv[1:2] == ["--request"]:
    json.dump({"model": sys.argv[2], "input": TEXTS}, sys.stdout)
    sys.exit()

vectors = [item["embedding"] for item in json.load(sys.stdin)["data"]]
print(f"\n{len(vectors)} vectors of {len(vectors[0])} numbers; the first begins with {vectors[0][:3]}")
print("cosine")
for i, j in [(0, 1), (0, 2), (1, 2)]:
    print(f"  {cosine(vectors[i], vectors[j]):.3f}   {TEXTS[i]}  -  {TEXTS[j]}")
