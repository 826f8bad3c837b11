"""Faster attention on a CPU without AMX, where SGLang uses its backend ``torch_native``.

SGLang copies each text's keys and values into the KV cache and out again, in every layer. A server that computes each text in
one piece and keeps no prefix cache never needs them a second time. The result is the same: the same kernel gets the same
numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import hooks as targets


class Whole:
    """Whether every text is computed in one piece; set when the model has been loaded."""

    def __init__(self) -> None:
        self.texts = False


def hooks(whole: Whole) -> dict[str, tuple[str, Callable[..., Any]]]:
    def around_extend(
        original: Callable[..., Any],
        self: Any,
        q: Any,
        k: Any,
        v: Any,
        layer: Any,
        forward_batch: Any,
        save_kv_cache: bool = True,
        **kwargs: Any,
    ) -> Any:
        if whole.texts and q.device.type == "cpu" and _is_plain(layer, forward_batch) and k is not None and v is not None:
            return attend(q, k, v, layer, [int(length) for length in forward_batch.extend_seq_lens_cpu])
        return original(self, q, k, v, layer, forward_batch, save_kv_cache, **kwargs)

    return {targets.EXTEND: ("AROUND", around_extend)}


def attend(q: Any, k: Any, v: Any, layer: Any, lengths: list[int]) -> Any:
    """Attention within each text.

    Args:
        q: shape (tokens of all texts, query heads * head size); k and v likewise.
        layer: SGLang's RadixAttention.
        lengths: number of tokens of each text.

    Returns:
        shape (tokens of all texts, query heads * size of a value).
    """
    import torch
    from sglang.srt.layers.radix_attention import AttentionType
    from torch.nn.functional import scaled_dot_product_attention

    total = sum(lengths)
    queries = q[:total].view(total, layer.tp_q_head_num, layer.qk_head_dim).transpose(0, 1)
    keys = k[:total].view(total, layer.tp_k_head_num, layer.qk_head_dim).transpose(0, 1)
    values = v[:total].view(total, layer.tp_v_head_num, layer.v_head_dim).transpose(0, 1)
    result = torch.empty((q.shape[0], layer.tp_q_head_num, layer.v_head_dim), dtype=q.dtype)
    begin = 0
    for length in lengths:
        end = begin + length
        result[begin:end] = scaled_dot_product_attention(
            queries[None, :, begin:end],
            keys[None, :, begin:end],
            values[None, :, begin:end],
            scale=layer.scaling,
            is_causal=layer.attn_type != AttentionType.ENCODER_ONLY,
            enable_gqa=layer.tp_q_head_num != layer.tp_k_head_num,
        )[0].transpose(0, 1)
        begin = end
    return result.view(q.shape[0], -1)


def _is_plain(layer: Any, forward_batch: Any) -> bool:
    """Whether the texts of the batch have no prefix in the cache, and all tokens (or all earlier ones) are attended to."""
    window = layer.sliding_window_size
    lengths = forward_batch.extend_seq_lens_cpu
    return (
        lengths is not None
        and not layer.is_cross_attention
        and (window is None or window < 0)
        and forward_batch.encoder_lens is None
        and not any(forward_batch.extend_prefix_lens_cpu or ())
    )
