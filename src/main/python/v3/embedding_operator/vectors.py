"""Makes a loaded model pool as its modules say. Runs in the processes that hold the model."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import hooks as targets
from . import refusal
from .attention import Whole
from .modules import NORMALIZE, Modules
from .refusal import Refusal

if TYPE_CHECKING:
    from .plugin import Plugin

log = logging.getLogger(__name__)

# Names of SGLang's PoolingType.
ENGINE_POOLINGS = {"LAST": "last_token", "CLS": "cls", "MEAN": "mean"}


def hooks(plugin: Plugin, whole: Whole) -> dict[str, tuple[str, Callable[..., Any]]]:
    modules = plugin.modules

    def after_load(result: Any, runner: Any, *args: Any, **kwargs: Any) -> None:
        try:
            replaced = modules is not None and replace_poolers(runner, modules)
            needed = replaced or is_encoder(runner.model)
            cached = not runner.server_args.disable_radix_cache
            whole.texts = needed or (runner.device == "cpu" and not cached)
            if needed and cached:
                raise Refusal(
                    "ServerUnsupported",
                    "this model needs all tokens of a text, of which the prefix cache leaves out some: set spec.server.prefixCache: false",
                )
        except Refusal as e:
            refusal.end(e)

    def after_init_chunks(result: Any, scheduler: Any) -> None:
        # Otherwise a text at the end of a batch is split: a pooling would see its last part only, and an encoder, whose
        # tokens attend to later ones, would compute something else.
        if whole.texts:
            scheduler.chunked_prefill_size = None

    return {targets.LOAD_MODEL: ("AFTER", after_load), targets.INIT_CHUNKS: ("AFTER", after_init_chunks)}


def replace_poolers(runner: Any, modules: Modules) -> bool:
    """Replaces the pooling of the model's poolers that differ. Returns whether there were such.

    Raises:
        Refusal: ModelUnsupported.
    """
    from sglang.srt.layers.pooler import Pooler

    model = runner.model
    architecture = type(model).__name__
    if architecture == "EmbeddingGemmaModel" and modules.poolings == ("mean",):
        return True  # SGLang reads modules.json of this architecture itself
    poolers = [module for module in model.modules() if isinstance(module, Pooler)]
    if not poolers:
        raise Refusal(
            "ModelUnsupported",
            f"SGLang's {architecture} has a pooling of its own, which cannot be replaced: set spec.model.pooling: Engine",
        )
    different = [pooler for pooler in poolers if not is_same(pooler, modules)]
    for pooler in different:
        _replace(pooler, modules, runner.device)
        log.info("pooling of %s: %s", architecture, ", ".join(modules.names()))
    return bool(different)


def is_encoder(model: Any) -> bool:
    """Whether tokens attend to later ones, as in BERT."""
    from sglang.srt.layers.radix_attention import AttentionType

    return any(getattr(module, "attn_type", None) == AttentionType.ENCODER_ONLY for module in model.modules())


def is_same(pooler: Any, modules: Modules) -> bool:
    """Whether SGLang's own pooler does the same. Its mean is not, since it sums over the whole batch."""
    own = ENGINE_POOLINGS.get(pooler.pooling_type.name)
    return own != "mean" and (own,) == modules.poolings and modules.steps == ((NORMALIZE,) if pooler.normalize else ())


def _replace(pooler: Any, modules: Modules, device: Any) -> None:
    import torch
    from sglang.srt.layers.pooler import EmbeddingPoolerOutput

    from .pooling import Pipeline

    pipeline = Pipeline(modules, device)

    def forward(hidden_states: Any, forward_batch: Any) -> Any:
        if hidden_states.is_cuda and torch.cuda.is_current_stream_capturing():
            # a graph would repeat the lengths of the texts that it was captured with
            refusal.end(
                Refusal(
                    "ServerUnsupported",
                    f"SGLang {targets.sglang_version()} puts pooling into CUDA graphs: add --disable-cuda-graph to spec.server.extraArgs",
                )
            )
        lengths = forward_batch.extend_seq_lens_cpu
        if lengths is None:
            lengths = forward_batch.extend_seq_lens.tolist()
        vectors = pipeline(hidden_states, [int(length) for length in lengths])
        if forward_batch.dimensions is not None:
            sizes = [size or vectors.shape[-1] for size in forward_batch.dimensions]
            vectors = pipeline.shortened(vectors, sizes)
        return EmbeddingPoolerOutput(embeddings=vectors)

    pooler.forward = forward
