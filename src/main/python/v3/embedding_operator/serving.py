"""Guards the HTTP server: endpoints, request bodies, and the tokens of texts. Runs in the processes that serve HTTP."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import VERSION, refusal
from . import hooks as targets
from .errors import BadRequest
from .front import OPEN, Front, Scope, path_of
from .keys import Keys
from .modules import SPEC_POOLINGS
from .prompts import Prompts
from .refusal import Refusal
from .requests import Limits
from .tokens import TokenLimit, checked_ids, max_positions
from .usage import SCOPE_KEY, Usage

if TYPE_CHECKING:
    from .plugin import Plugin

WORKER_APP = "embedding_operator.worker:app"
WORKER_APP_VARIABLE = "SGLANG_HTTP_SERVER_APP_PATH"


def hooks(plugin: Plugin) -> dict[str, tuple[str, Callable[..., Any]]]:
    guard = Guard(plugin)

    def before_run(*args: Any, **kwargs: Any) -> None:
        try:
            guard.protect()
            guard.check_arguments(kwargs.get("server_args", args[0] if args else None))
        except Refusal as e:
            refusal.end(e)

    def around_config(original: Callable[..., None], self: Any, app: Any, *args: Any, **kwargs: Any) -> None:
        # tokenizer workers are other processes, which import the application by its name
        original(self, WORKER_APP if app == f"{targets.HTTP_SERVER}:app" else app, *args, **kwargs)

    async def around_shutdown(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> None:
        guard.stopping = True
        await original(self, *args, **kwargs)

    async def around_handle(original: Callable[..., Any], self: Any, adapted_request: Any, request: Any, raw_request: Any) -> Any:
        try:
            await guard.token_limit(self.tokenizer_manager).apply(self.tokenizer_manager, adapted_request)
        except BadRequest as e:
            return self.create_error_response(str(e), param=e.param)
        response = await original(self, adapted_request, request, raw_request)
        guard.count(response, raw_request)
        return as_json(response)

    def around_validate(original: Callable[..., None], self: Any, obj: Any, input_ids: Any) -> None:
        original(self, obj, input_ids)
        checked_ids(obj, input_ids, self.model_config.vocab_size, self.is_generation)

    os.environ[WORKER_APP_VARIABLE] = WORKER_APP
    global current
    current = guard
    return {
        targets.RUN_SERVER: ("BEFORE", before_run),
        targets.UVICORN_CONFIG: ("AROUND", around_config),
        targets.UVICORN_SHUTDOWN: ("AROUND", around_shutdown),
        targets.HANDLE: ("AROUND", around_handle),
        targets.VALIDATE: ("AROUND", around_validate),
    }


class Guard:
    """What the middleware asks, see ``front.Server``."""

    def __init__(self, plugin: Plugin):
        self.plugin = plugin
        self.stopping = False
        self._limit: TokenLimit | None = None
        self._keys = Keys(plugin.settings.api_keys) if plugin.settings.api_keys is not None else None
        self._usage = Usage(lambda: bool(getattr(tokenizer_manager().server_args, "enable_metrics", False)))

    def protect(self) -> None:
        """Puts the middleware in front of SGLang's application, and marks the requests that SGLang sends to itself."""
        from sglang.srt.entrypoints import http_server

        http_server.app.add_middleware(Front, server=self)
        http_server.requests = OwnRequests(http_server.requests, self.plugin.token, lambda: self.stopping)

    def check_arguments(self, server_args: Any) -> None:
        if getattr(server_args, "enable_http2", False) and getattr(server_args, "tokenizer_worker_num", 1) > 1:
            raise Refusal(
                "ServerUnsupported",
                "--enable-http2 together with --tokenizer-worker-num starts servers that cannot be guarded:"
                " remove one from spec.server.extraArgs",
            )
        if getattr(server_args, "enable_http2", False) and self.plugin.settings.certificate is not None:
            raise Refusal(
                "ServerUnsupported",
                "--enable-http2 together with spec.access.tls starts a server that does not notice a renewed certificate:"
                " remove --enable-http2 from spec.server.extraArgs",
            )

    def token_limit(self, manager: Any) -> TokenLimit:
        if self._limit is None:
            # SGLang refuses a text that fills the whole context
            limits = [manager.context_len - 1, self.plugin.texts.max_tokens, max_positions(self.plugin.config)]
            given = self.plugin.settings
            self._limit = TokenLimit(min(limit for limit in limits if limit), given.long_input == "Truncate", self.plugin.texts.lower_case)
        return self._limit

    def closed(self, scope: Scope) -> str | None:
        if self.plugin.settings.closed:
            is_open = scope["type"] == "http" and (scope["method"], path_of(scope)) in OPEN
            return (
                None if is_open else "this server only embeds: POST /v1/embeddings. Set spec.server.endpoints: All to serve other endpoints"
            )
        return "administrative endpoints are not served" if is_administrative(scope) else None

    def token(self) -> bytes:
        return self.plugin.token

    def keys(self) -> Keys | None:
        return self._keys

    def usage(self) -> Usage:
        return self._usage

    def count(self, response: Any, request: Any) -> None:
        """Counts what was embedded, unless the server sent the request to itself."""
        api_key = request.scope.get(SCOPE_KEY) if request is not None else None
        if api_key is not None and hasattr(response, "usage"):
            self._usage.embedded(api_key, len(response.data), response.usage.prompt_tokens)

    def limits(self) -> Limits:
        manager = tokenizer_manager()
        config = manager.model_config
        return Limits(
            max_texts=self.plugin.settings.max_texts,
            vocabulary=config.vocab_size,
            max_tokens=self.token_limit(manager).max_tokens,
            dimensions=self.dimensions(),
            images=bool(getattr(config, "is_multimodal", False)),
            adapters=bool(getattr(manager.server_args, "enable_lora", False)),
            priorities=self.plugin.settings.priorities,
        )

    def prompts(self) -> Prompts:
        return self.plugin.prompts

    def max_bytes(self) -> int:
        return self.plugin.settings.max_bytes

    def fingerprint(self) -> str | None:
        return self.plugin.digests.fingerprint

    def dimensions(self) -> int:
        hidden = int(tokenizer_manager().model_config.hidden_size)
        return self.plugin.modules.dimensions(hidden) if self.plugin.modules else hidden

    def facts(self) -> dict[str, Any]:
        plugin = self.plugin
        manager = tokenizer_manager()
        config = manager.model_config
        architectures = getattr(config.hf_config, "architectures", None) or [None]
        return {
            "plugin_version": VERSION,
            "sglang_version": targets.sglang_version(),
            "endpoints": plugin.settings.endpoints,
            "architecture": architectures[0],
            "pooling": plugin.modules.pooling if plugin.modules else None,
            "pooling_of_model": plugin.of_model.pooling if plugin.of_model else None,
            "pooling_source": "Spec" if plugin.settings.pooling in SPEC_POOLINGS else "FromModel" if plugin.modules else "Engine",
            "modules": plugin.modules.names() if plugin.modules else [],
            "normalize": plugin.modules.normalize if plugin.modules else True,
            "dimensions": self.dimensions(),
            "max_input_tokens": self.token_limit(manager).max_tokens,
            "dtype": str(config.dtype).removeprefix("torch."),
            "weights_digest": plugin.digests.weights,
            "fingerprint": plugin.digests.fingerprint,
            "prompts": sorted(plugin.prompts.named),
        }


current: Guard | None = None


def as_json(response: Any) -> Any:
    """The response as JSON, instead of leaving it to FastAPI, which looks at each of the numbers in Python."""
    if not hasattr(response, "model_dump"):
        return response
    import orjson
    from starlette.responses import Response

    return Response(orjson.dumps(response.model_dump()), media_type="application/json")


class OwnRequests:
    """The module ``requests`` as SGLang's server uses it for its warm-up, with a header that the middleware knows.

    A server that is stopped before its warm-up waits for it, and the warm-up would try for two minutes to reach that server.
    """

    def __init__(self, module: Any, token: bytes, stopping: Callable[[], bool]):
        self._module = module
        self._stopping = stopping
        self._headers = {"X-Embedding-Operator-Start": token.decode()}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def get(self, url: str, **kwargs: Any) -> Any:
        return self._module.get(url, **self._marked(kwargs))

    def post(self, url: str, **kwargs: Any) -> Any:
        return self._module.post(url, **self._marked(kwargs))

    def _marked(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        if self._stopping():
            raise SystemExit  # ends the thread of the warm-up
        return {**kwargs, "headers": {**(kwargs.get("headers") or {}), **self._headers}}


def tokenizer_manager() -> Any:
    from sglang.srt.entrypoints import http_server

    return http_server.get_global_state().tokenizer_manager


def is_administrative(scope: Scope) -> bool:
    """Whether SGLang marks the endpoint as administrative, unless the server has an admin key, which SGLang checks."""
    if scope["type"] != "http" or getattr(tokenizer_manager().server_args, "admin_api_key", None):
        return False
    from starlette.routing import Match

    app = sys.modules[targets.HTTP_SERVER].app
    for route in app.routes:
        if route.matches(scope)[0] != Match.NONE and getattr(getattr(route, "endpoint", None), "_auth_level", None) is not None:
            return True
    return False
