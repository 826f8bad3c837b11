"""The places in SGLang that the plugin hooks into."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .refusal import Refusal

HTTP_SERVER = "sglang.srt.entrypoints.http_server"
RUN_SERVER = f"{HTTP_SERVER}._setup_and_run_http_server"
UVICORN_CONFIG = "uvicorn.config.Config.__init__"
UVICORN_BIND = "uvicorn.config.Config.bind_socket"
UVICORN_SERVE = "uvicorn.server.Server.serve"
UVICORN_STARTUP = "uvicorn.server.Server.startup"
UVICORN_SHUTDOWN = "uvicorn.server.Server.shutdown"
SERVING = "sglang.srt.entrypoints.openai.serving_embedding.OpenAIServingEmbedding"
HANDLE = f"{SERVING}._handle_non_streaming_request"
VALIDATE = "sglang.srt.managers.tokenizer_manager.TokenizerManager._validate_one_request"
LOAD_MODEL = "sglang.srt.model_executor.model_runner.ModelRunner.load_model"
INIT_CHUNKS = "sglang.srt.managers.scheduler.Scheduler.init_chunked_prefill"
POOLER = "sglang.srt.layers.pooler.Pooler.forward"
TOKENIZE = "sglang.srt.managers.tokenizer_manager.TokenizerManager._tokenize_texts"
EXTEND = "sglang.srt.layers.attention.torch_native_backend.TorchNativeAttnBackend.forward_extend"

# Parameters that the hooks rely on, by name. POOLER and TOKENIZE are called or replaced, not hooked.
TARGETS: Mapping[str, tuple[str, ...]] = {
    RUN_SERVER: ("server_args", "tokenizer_manager"),
    HANDLE: ("self", "adapted_request", "request", "raw_request"),
    VALIDATE: ("self", "obj", "input_ids"),
    LOAD_MODEL: ("self",),
    INIT_CHUNKS: ("self",),
    POOLER: ("self", "hidden_states", "forward_batch"),
    TOKENIZE: ("self", "texts"),
    EXTEND: ("self", "q", "k", "v", "layer", "forward_batch", "save_kv_cache"),
}


REMEDY = "set spec.server.image to a version of SGLang that the operator's documentation lists, or upgrade the operator"


def sglang_version() -> str:
    try:
        return version("sglang")
    except PackageNotFoundError:
        return "unknown"


def check() -> None:
    """Checks that all targets exist with the parameters that the hooks rely on.

    Raises:
        Refusal: ServerUnsupported. SGLang itself would log the problem and serve without the hook.
    """
    for target, parameters in TARGETS.items():
        try:
            found: tuple[str, ...] = tuple(inspect.signature(pkgutil.resolve_name(target)).parameters)
        except (ImportError, AttributeError, TypeError, ValueError):
            found = ()
        if not set(parameters) <= set(found):
            raise Refusal(
                "ServerUnsupported",
                f"SGLang {sglang_version()} has no {target}({', '.join(parameters)}), which the plugin of this operator needs: {REMEDY}",
            )


def install(hooks: Mapping[str, tuple[str, Callable[..., Any]]]) -> None:
    """Sets hooks: target -> (BEFORE, AFTER or AROUND, function), see SGLang's HookRegistry.

    Raises:
        Refusal: ServerUnsupported, if SGLang could not set one; it would only log that.
    """
    from sglang.srt.plugins.hook_registry import HookRegistry, HookType

    originals = {target: pkgutil.resolve_name(target) for target in hooks}
    for target, (kind, hook) in hooks.items():
        HookRegistry.register(target, hook, HookType[kind])
    HookRegistry.apply_hooks()
    unset = next((target for target in hooks if pkgutil.resolve_name(target) is originals[target]), None)
    if unset is not None:
        raise Refusal("ServerUnsupported", f"SGLang {sglang_version()} did not let the plugin of this operator hook into {unset}: {REMEDY}")
