"""What the plugin hooks into and uses of SGLang exists in these versions. A version that moves it is noticed here."""

from __future__ import annotations

import ast

import pytest
import sources
from embedding_operator import hooks
from sources import Sources

# The first version with plugins, some in between, and the one that the operator deploys by default.
VERSIONS = ("0.5.12", "0.5.15", "0.5.19", "0.5.23")
WITHOUT_PLUGINS = "0.5.10"
PLUGINS = "sglang.srt.plugins"
REGISTRY = f"{PLUGINS}.hook_registry.HookRegistry"


@pytest.fixture(params=VERSIONS, scope="module")
def sglang(request: pytest.FixtureRequest) -> Sources:
    return sources.of(request.param)


@pytest.mark.parametrize("target", hooks.TARGETS)
def test_target_has_its_parameters(sglang: Sources, target: str) -> None:
    found = sglang.parameters(target)
    assert found is not None, f"there is no function {target}"
    assert set(hooks.TARGETS[target]) <= set(found), f"{target}({', '.join(found)})"


@pytest.mark.parametrize("target", hooks.TARGETS)
def test_asynchronous_hooks_have_asynchronous_targets(sglang: Sources, target: str) -> None:
    awaited = target in (hooks.HANDLE, hooks.TOKENIZE)
    assert isinstance(sglang.find(target), ast.AsyncFunctionDef) is awaited


def test_hooks_can_be_registered(sglang: Sources) -> None:
    assert (sglang.parameters(f"{REGISTRY}.register") or [])[:4] == ["cls", "target", "hook", "hook_type"]
    for kind in ("BEFORE", "AFTER", "AROUND"):
        assert sglang.find(f"{PLUGINS}.hook_registry.HookType.{kind}") is not None


@pytest.mark.parametrize("name", ["_patched", "_hooks"])
def test_applied_hooks_can_be_seen(sglang: Sources, name: str) -> None:
    assert sglang.find(f"{REGISTRY}.{name}") is not None


def test_plugins_are_found_by_their_entry_point(sglang: Sources) -> None:
    assert sglang.find(f"{PLUGINS}.load_plugins") is not None
    assert '"sglang.srt.plugins"' in sglang.text(PLUGINS)


def test_warm_up_calls_requests_through_the_module(sglang: Sources) -> None:
    module = sglang.module(hooks.HTTP_SERVER)
    imported = [alias for node in module.body if isinstance(node, ast.Import) for alias in node.names if alias.name == "requests"]
    assert [alias.asname for alias in imported] == [None]
    attributes = [node for node in ast.walk(module) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    called = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "requests"}
    assert {"get", "post"} <= called
    assert called <= {"get", "post", "exceptions"}, "calls that the plugin does not mark as the server's own"
    elsewhere = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("requests")]
    assert elsewhere == []


@pytest.mark.parametrize(
    "target",
    [
        f"{hooks.HTTP_SERVER}.app",
        f"{hooks.HTTP_SERVER}.get_global_state",
        "sglang.srt.layers.pooler.Pooler",
        "sglang.srt.layers.pooler.EmbeddingPoolerOutput",
        "sglang.srt.layers.pooler.PoolingType.LAST",
        "sglang.srt.layers.pooler.PoolingType.CLS",
        "sglang.srt.layers.radix_attention.AttentionType.ENCODER_ONLY",
        "sglang.srt.model_executor.forward_batch_info.ForwardBatch.extend_seq_lens_cpu",
        "sglang.srt.model_executor.forward_batch_info.ForwardBatch.extend_seq_lens",
        "sglang.srt.model_executor.forward_batch_info.ForwardBatch.dimensions",
        "sglang.srt.managers.io_struct.EmbeddingReqInput.contains_mm_input",
        "sglang.srt.managers.io_struct.GenerateReqInput",
        "sglang.srt.managers.io_struct.EmbeddingReqInput.priority",
        "sglang.srt.entrypoints.openai.protocol.EmbeddingRequest.priority",
        "sglang.srt.entrypoints.openai.protocol.EmbeddingResponse.data",
        "sglang.srt.entrypoints.openai.protocol.EmbeddingResponse.usage",
        "sglang.srt.entrypoints.openai.protocol.UsageInfo.prompt_tokens",
        "sglang.srt.utils.common.set_prometheus_multiproc_dir",
    ],
)
def test_what_the_plugin_uses_exists(sglang: Sources, target: str) -> None:
    assert sglang.find(target) is not None


def test_errors_can_name_their_field(sglang: Sources) -> None:
    found = sglang.parameters("sglang.srt.entrypoints.openai.serving_base.OpenAIServingBase.create_error_response")
    assert found is not None and {"message", "param"} <= set(found)


def test_tokenizer_workers_import_the_application_by_its_name(sglang: Sources) -> None:
    # Replaced by the plugin: the name itself, or where it is read from.
    text = sglang.text(hooks.HTTP_SERVER)
    assert f'"{hooks.HTTP_SERVER}:app"' in text or "SGLANG_HTTP_SERVER_APP_PATH" in text


def test_version_without_plugins_is_recognised() -> None:
    old = sources.of(WITHOUT_PLUGINS)
    assert old.exists(hooks.HTTP_SERVER)
    assert not old.exists(PLUGINS)
