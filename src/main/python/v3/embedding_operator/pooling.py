"""Pools a model's token vectors as its modules say, in float32, one text at a time.

A text's vector depends on its own tokens only, so it is the same alone and in a batch. Runs after the model's body, outside
CUDA graphs, and needs no synchronization with the device: the lengths are known on the CPU.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from .modules import Dense, Modules


def pool(mode: str, tokens: Tensor) -> Tensor:
    """The vector of one text.

    Args:
        mode: name of the pooling, see ``modules``.
        tokens: float32, shape (tokens, size); at least one token.

    Returns:
        float32, shape (size,).
    """
    if mode == "cls":
        return tokens[0]
    if mode == "last_token":
        return tokens[-1]
    if mode == "max":
        return tokens.amax(dim=0)
    if mode == "mean":
        return tokens.mean(dim=0)
    if mode == "mean_sqrt_len":
        return tokens.sum(dim=0) / tokens.shape[0] ** 0.5
    if mode == "weighted_mean":
        weights = torch.arange(1, tokens.shape[0] + 1, dtype=torch.float32, device=tokens.device)
        return (tokens * weights.unsqueeze(1)).sum(dim=0) / weights.sum()
    raise ValueError(f"unknown pooling {mode}")


class Pipeline:
    """Pooling and the modules after it.

    Args:
        modules: what the model's files say.
        device: where the model is.
    """

    def __init__(self, modules: Modules, device: torch.device):
        self.poolings = modules.poolings
        self.normalize = modules.normalize
        self.steps: list[Callable[[Tensor], Tensor]] = [
            load_dense(step, device) if isinstance(step, Dense) else normalized for step in modules.steps
        ]

    def __call__(self, hidden_states: Tensor, lengths: list[int]) -> Tensor:
        """The vectors of a batch.

        Args:
            hidden_states: shape (tokens of all texts, size); rows after the last text are ignored.
            lengths: number of tokens of each text.

        Returns:
            float32, shape (texts, dimensions).
        """
        parts = hidden_states[: sum(lengths)].float().split(lengths)
        vectors = [torch.cat([pool(mode, part) for mode in self.poolings]) for part in parts]
        # one by one: the last bits of a product of matrices depend on the number of rows
        for step in self.steps:
            vectors = [step(vector) for vector in vectors]
        return torch.stack(vectors)

    def shortened(self, vectors: Tensor, dimensions: list[int]) -> Tensor | list[Tensor]:
        """The first dimensions of each vector, normalized again if the model normalizes."""
        short = [vector[:size] for vector, size in zip(vectors, dimensions)]
        if self.normalize:
            short = [normalized(vector) for vector in short]
        return torch.stack(short) if len(set(dimensions)) == 1 else short


def normalized(vectors: Tensor) -> Tensor:
    return nn.functional.normalize(vectors, p=2, dim=-1)


def load_dense(dense: Dense, device: torch.device) -> nn.Module:
    """The layer with its weights, float32."""
    linear = nn.Linear(dense.in_features, dense.out_features, bias=dense.bias, dtype=torch.float32)
    state = _weights(dense.directory)
    linear.load_state_dict({name.removeprefix("linear."): tensor.float() for name, tensor in state.items()})
    return nn.Sequential(linear, getattr(nn, dense.activation)()).to(device).requires_grad_(False)


def _weights(directory: str) -> dict[str, Any]:
    file = os.path.join(directory, "model.safetensors")
    if os.path.exists(file):
        from safetensors.torch import load_file

        state: dict[str, Any] = load_file(file)
    else:
        state = torch.load(os.path.join(directory, "pytorch_model.bin"), map_location="cpu", weights_only=True)
    return state
