"""A model in a process of its own, without HTTP. Reads one task per line, writes one result per line, both as JSON."""
import json
import os
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy

from load import Embed, Shape, measure

CORES = len(os.sched_getaffinity(0))


def transformers_model(directory: Path) -> Any:
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(CORES)
    model = AutoModel.from_pretrained(directory, dtype=torch.float32).eval()

    def run(inputs: dict[str, numpy.ndarray]) -> numpy.ndarray:
        with torch.inference_mode():
            tensors = {name: torch.from_numpy(value) for name, value in inputs.items()}
            return model(**tensors).last_hidden_state.numpy()

    return run


def onnx_model(directory: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = CORES
    session = onnxruntime.InferenceSession(directory / "model.onnx", options, providers=["CPUExecutionProvider"])
    names = [each.name for each in session.get_inputs()]

    def run(inputs: dict[str, numpy.ndarray]) -> numpy.ndarray:
        return session.run(["last_hidden_state"], {name: inputs[name] for name in names})[0]

    return run


def embedder(kind: str, directory: Path) -> Embed:
    """Mean pooling and vectors of length 1. Callers tokenize in parallel and use the model one after the other."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.enable_truncation(512)
    tokenizer.enable_padding()
    run = {"transformers": transformers_model, "onnxruntime": onnx_model}[kind](directory)
    lock = threading.Lock()

    def embed(texts: list[str]) -> numpy.ndarray:
        encodings = tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": numpy.array([each.ids for each in encodings]),
            "attention_mask": numpy.array([each.attention_mask for each in encodings]),
            "token_type_ids": numpy.array([each.type_ids for each in encodings]),
        }
        with lock:
            states = run(inputs)
        mask = inputs["attention_mask"][:, :, None].astype(numpy.float32)
        vectors = (states * mask).sum(1) / mask.sum(1)
        return vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)

    return embed


def main(kind: str, directory: Path, texts_file: Path) -> None:
    embed = embedder(kind, directory)
    texts = json.loads(texts_file.read_text())
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        if "embed" in task:
            result: Any = embed(task["embed"]).tolist()
        else:
            shape = Shape(task["texts"], task["clients"])
            result = asdict(measure(lambda: embed, texts[task["length"]], shape, task["seconds"]))
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
