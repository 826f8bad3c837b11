"""Entry point of the plugin: reads the settings, checks the model's directory, and sets the hooks."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import sys
from dataclasses import dataclass

from . import directory, facts, hooks, modules, network, prompts, refusal, settings
from .directory import read_json
from .modules import SPEC_POOLINGS, Modules, Texts
from .refusal import Refusal
from .settings import Settings

# Marks requests of the server to itself; inherited by its processes.
TOKEN_VARIABLE = "EMBEDDING_OPERATOR_START_TOKEN"
# Load formats that read the files that directory.py checks.
CHECKED_FORMATS = (None, "auto", "safetensors", "pt")


@dataclass(frozen=True)
class Plugin:
    """What is to be served.

    Attributes:
        modules: what happens to token vectors; None for SGLang's own pooling.
        of_model: what the model's files say; None if they say nothing.
        texts: how texts are prepared.
        config: the model's config.json.
    """

    settings: Settings
    modules: Modules | None
    of_model: Modules | None
    texts: Texts
    prompts: prompts.Prompts
    config: dict[str, object]
    digests: facts.Digests
    token: bytes


def install() -> None:
    """Called by SGLang in each of its processes. Ends the process rather than serving otherwise than asked for."""
    try:
        network.bypass_proxy(os.environ)
        given = settings.read(os.environ)
        is_main = multiprocessing.parent_process() is None
        if is_main:
            os.environ[TOKEN_VARIABLE] = secrets.token_hex(16)
            directory.check(given.model_path, weights=_load_format(sys.argv) in CHECKED_FORMATS)
        plugin = prepare(given, os.environ.get(TOKEN_VARIABLE, secrets.token_hex(16)))
        hooks.check()
        _hook(plugin)
        if is_main:
            plugin.digests.start()
    except Refusal as e:
        refusal.end(e)
    except Exception as e:
        refusal.end(Refusal("ServerUnsupported", f"the plugin failed to start with SGLang {hooks.sglang_version()}: {e!r}"))


def prepare(given: Settings, token: str) -> Plugin:
    """Reads the model's files.

    Raises:
        Refusal: the model cannot be served as its files or the spec say.
    """
    config = read_json(os.path.join(given.model_path, "config.json"))
    wanted = given.pooling
    of_model = None if wanted == "Engine" else modules.read(given.model_path)
    served = of_model
    if wanted in SPEC_POOLINGS:
        steps = of_model.steps if of_model else (modules.NORMALIZE,)
        served = Modules((SPEC_POOLINGS[wanted],), steps, of_model.include_prompt if of_model else True)
    texts = modules.read_texts(given.model_path)
    pooled = served is None or served.include_prompt
    if not pooled and texts.prompts.get(texts.default_prompt or ""):
        what = "leaves its default prompt out of the pooling"
        raise Refusal("ModelUnsupported", f"the model in {given.model_path} {what}, which is not supported: {modules.ENGINE}")
    named = prompts.of(texts.prompts, given.prompts, texts.default_prompt, config.get("model_type"), pooled)
    return Plugin(
        settings=given,
        modules=served,
        of_model=of_model,
        texts=texts,
        prompts=named,
        config=config,
        digests=facts.Digests(given.model_path, served, texts),
        token=token.encode(),
    )


def _hook(plugin: Plugin) -> None:
    from . import attention, serving, tls, vectors

    whole = attention.Whole()
    hooks.install(
        {
            **serving.hooks(plugin),
            **network.hooks(),
            **tls.hooks(plugin.settings.certificate),
            **vectors.hooks(plugin, whole),
            **attention.hooks(whole),
        }
    )


def _load_format(arguments: list[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument == "--load-format" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--load-format="):
            return argument.split("=", 1)[1]
    return None
