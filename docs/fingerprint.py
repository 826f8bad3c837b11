#!/usr/bin/env python3
"""Capture the vectors of the reference implementation, sentence-transformers, as a fingerprint.

Usage: python docs/fingerprint.py MODEL_DIR FILE

FILE has the format of `embedding-operator verify --save`, so `verify --golden FILE URL` compares a server with it, and a
ConfigMap with it can be named in spec.vectorSpace.configMapName. Needs Python 3.9 or later and sentence-transformers.
"""

import hashlib
import math
import os
import struct
import sys
import zlib
from typing import List, Sequence

# Version and order are those of the operator: do not change them.
VERSION = "1"
TEXTS = [
    "A cat is sleeping on the sofa",
    "On the couch a cat sleeps",
    "Der Zug nach Berlin ist zu spät",
    "Le train pour Berlin est en retard",
    "El banco subió los intereses",
    "The bank has raised its interest rates",
    "会议8点开始",
    "会議は8時から",
    "سعر الخبز 3 دولار",
    "रोटी 3 डॉलर की है",
]
MAX_COMPONENT = 32767


def quantised(vector: Sequence[float]) -> List[int]:
    """Scale a vector to length 1 and its components to 16 bits."""
    components = [float(component) for component in vector]
    length = math.sqrt(sum(component * component for component in components))
    if not math.isfinite(length) or length == 0:
        raise ValueError("the model returned a vector that is zero or not finite")
    return [math.floor(component / length * MAX_COMPONENT + 0.5) for component in components]


def encoded(vectors: Sequence[Sequence[float]]) -> bytes:
    """Encode vectors as a fingerprint, big-endian."""
    rows = [quantised(vector) for vector in vectors]
    version = VERSION.encode()
    head = b"EOVS" + struct.pack(f">BB{len(version)}sHI", 1, len(version), version, len(rows), len(rows[0]))
    body = head + b"".join(struct.pack(f">{len(row)}h", *row) for row in rows)
    return body + struct.pack(">I", zlib.crc32(body))


def identifier(fingerprint: bytes) -> str:
    """Return the id that the operator shows for a fingerprint."""
    return "vs-" + hashlib.sha256(fingerprint).hexdigest()[:12]


def embedded(directory: str) -> Sequence[Sequence[float]]:
    """Embed the texts in float32, without a prompt, as a server does that gets no instruction."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(directory, device="cpu").float()
    model.default_prompt_name = None
    return model.encode(TEXTS, show_progress_bar=False)


def main(arguments: List[str]) -> int:
    if len(arguments) != 2 or arguments[0].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    directory, file = arguments
    if not os.path.isfile(os.path.join(directory, "config.json")):
        print(f"{directory}: no config.json: MODEL_DIR must be an unpacked model directory", file=sys.stderr)
        return 1
    try:
        vectors = embedded(directory)
    except ImportError as error:
        print(f"{error}: install it with `pip install sentence-transformers`", file=sys.stderr)
        return 1
    fingerprint = encoded(vectors)
    with open(file, "wb") as output:
        output.write(fingerprint)
    print(f"{file}: {identifier(fingerprint)}, {len(vectors[0])} dimensions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
