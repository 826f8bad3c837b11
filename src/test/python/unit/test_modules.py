"""modules.json and the poolings that it leads to."""

from __future__ import annotations

from typing import Any

import pytest
from embedding_operator import modules
from embedding_operator.modules import NORMALIZE, Modules
from embedding_operator.refusal import Refusal
from model_directory import LFS_POINTER, MODULE, ModelDirectory

OLD_KEYS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len",
    "pooling_mode_weightedmean_tokens": "weighted_mean",
    "pooling_mode_lasttoken": "last_token",
}
NEW_NAMES = {
    "cls": "cls",
    "max": "max",
    "mean": "mean",
    "mean_sqrt_len_tokens": "mean_sqrt_len",
    "weightedmean": "weighted_mean",
    "lasttoken": "last_token",
}


def read(model: ModelDirectory, *kinds: str, pooling: dict[str, Any]) -> Modules | None:
    model.modules("Transformer", "Pooling", *kinds, pooling=pooling)
    return modules.read(str(model))


def unsupported(model: ModelDirectory) -> str:
    with pytest.raises(Refusal) as refused:
        modules.read(str(model))
    assert refused.value.reason == "ModelUnsupported"
    assert refused.value.sentence.endswith(modules.ENGINE)
    return refused.value.sentence


def incomplete(model: ModelDirectory) -> str:
    with pytest.raises(Refusal) as refused:
        modules.read(str(model))
    assert refused.value.reason == "ModelIncomplete"
    return refused.value.sentence


def test_without_modules_the_files_say_nothing(model: ModelDirectory) -> None:
    assert modules.read(str(model)) is None


@pytest.mark.parametrize(("key", "name"), OLD_KEYS.items())
def test_old_form(model: ModelDirectory, key: str, name: str) -> None:
    keys: dict[str, Any] = {other: other == key for other in OLD_KEYS}
    assert read(model, NORMALIZE, pooling=keys) == Modules((name,), (NORMALIZE,))
    assert read(model, NORMALIZE, pooling={key: True}) == Modules((name,), (NORMALIZE,))


@pytest.mark.parametrize(("mode", "name"), NEW_NAMES.items())
def test_new_form(model: ModelDirectory, mode: str, name: str) -> None:
    assert read(model, NORMALIZE, pooling={"embedding_dimension": 8, "pooling_mode": mode}) == Modules((name,), (NORMALIZE,))
    assert read(model, NORMALIZE, pooling={"pooling_mode": [mode]}) == Modules((name,), (NORMALIZE,))


def test_old_form_without_a_pooling_is_the_mean(model: ModelDirectory) -> None:
    assert read(model, pooling={key: False for key in OLD_KEYS}) == Modules(("mean",), ())


def test_new_form_counts_if_both_are_given(model: ModelDirectory) -> None:
    assert read(model, pooling={"pooling_mode": "cls", "pooling_mode_mean_tokens": True}) == Modules(("cls",), ())


def test_old_form_concatenates_in_a_fixed_order(model: ModelDirectory) -> None:
    expected = ("cls", "max", "mean", "mean_sqrt_len", "weighted_mean", "last_token")
    found = read(model, pooling={key: True for key in reversed(OLD_KEYS)})
    assert found == Modules(expected, ())
    assert found.pooling == "cls+max+mean+mean_sqrt_len+weighted_mean+last_token"
    assert found.dimensions(8) == 48


def test_new_form_concatenates_in_the_given_order(model: ModelDirectory) -> None:
    assert read(model, pooling={"pooling_mode": ["lasttoken", "cls"]}) == Modules(("last_token", "cls"), ())


@pytest.mark.parametrize(("given", "included"), [(None, True), (True, True), (False, False)])
def test_include_prompt(model: ModelDirectory, given: bool | None, included: bool) -> None:
    found = read(model, pooling={"pooling_mode": "mean", "include_prompt": given})
    assert found is not None and found.include_prompt is included


def test_unsupported_pooling_of_the_old_form_is_named(model: ModelDirectory) -> None:
    model.modules("Transformer", "Pooling", pooling={"pooling_mode_mean_tokens": True, "pooling_mode_attention": True})
    assert "asks for pooling_mode_attention, which is not supported" in unsupported(model)


@pytest.mark.parametrize("mode", ["attention", "", "weighted_mean", 1, ["mean", "attention"], [["mean"]], {}, []])
def test_unsupported_pooling_is_named(model: ModelDirectory, mode: Any) -> None:
    model.modules("Transformer", "Pooling", pooling={"pooling_mode": mode})
    wrong = mode[-1] if isinstance(mode, list) and mode else mode
    assert f"{model.file('1_Pooling/config.json')} asks for the pooling {wrong}, which is not supported" in unsupported(model)


@pytest.mark.parametrize(
    "module",
    [
        MODULE + "WeightedLayerPooling",
        MODULE + "LSTM",
        MODULE + "CLIPModel",
        "sentence_transformers.sparse_encoder.models.SpladePooling",
        "custom_st.Transformer",
        "my_models.Pooling",
        "",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_unsupported_module_is_named(model: ModelDirectory, module: str, place: int) -> None:
    kinds = [MODULE + kind for kind in ("Transformer", "Pooling", NORMALIZE)]
    kinds[place] = module
    model.modules(*kinds, pooling={"pooling_mode": "mean"})
    model.json("modules.json", [{"path": f"{index}_Pooling" if index == 1 else "", "type": kind} for index, kind in enumerate(kinds)])
    assert f"{model.file('modules.json')} lists the module {module}, which is not supported" in unsupported(model)


def test_names_of_newer_versions_are_known(model: ModelDirectory) -> None:
    types = (
        "sentence_transformers.base.modules.transformer.Transformer",
        "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
        "sentence_transformers.base.modules.normalize.Normalize",
    )
    model.json("modules.json", [{"path": "1_Pooling" if "Pooling" in kind else "", "type": kind} for kind in types])
    model.json("1_Pooling/config.json", {"embedding_dimension": 8, "pooling_mode": "cls"})
    assert modules.read(str(model)) == Modules(("cls",), (NORMALIZE,))


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ((), "nothing"),
        (("Transformer",), "Transformer"),
        (("Transformer", NORMALIZE), "Transformer, Normalize"),
        (("Pooling", "Transformer"), "Pooling, Transformer"),
        (("Transformer", NORMALIZE, "Pooling"), "Transformer, Normalize, Pooling"),
        (("Transformer", "Pooling", "Pooling"), "Transformer, Pooling, Pooling"),
        (("Transformer", "Pooling", "Transformer"), "Transformer, Pooling, Transformer"),
    ],
)
def test_order_of_modules(model: ModelDirectory, kinds: tuple[str, ...], found: str) -> None:
    model.modules(*kinds)
    assert f"must list Transformer and Pooling first, but lists {found}" in unsupported(model)


@pytest.mark.parametrize("content", [{}, "modules", 1, [1], [None]])
def test_file_that_is_not_a_list_of_modules(model: ModelDirectory, content: Any) -> None:
    model.json("modules.json", content)
    assert "is not a list of modules" in unsupported(model)


@pytest.mark.parametrize("name", ["modules.json", "1_Pooling/config.json"])
@pytest.mark.parametrize(("content", "what"), [(LFS_POINTER, "is a Git LFS pointer"), ("", "is empty"), ('{"a', "is damaged or cut short")])
def test_damaged_file_is_named(model: ModelDirectory, name: str, content: str, what: str) -> None:
    model.modules("Transformer", "Pooling", pooling={"pooling_mode": "mean"})
    model.text(name, content)
    assert incomplete(model).startswith(f"{model.file(name)} {what}")


def test_missing_pooling_is_named(model: ModelDirectory) -> None:
    model.modules("Transformer", "Pooling")
    assert incomplete(model).startswith(f"{model.file('1_Pooling/config.json')} cannot be read: No such file or directory")


def test_pooling_that_is_not_an_object(model: ModelDirectory) -> None:
    model.modules("Transformer", "Pooling")
    model.json("1_Pooling/config.json", [])
    assert incomplete(model).startswith(f"{model.file('1_Pooling/config.json')} is not a JSON object")


@pytest.mark.parametrize(("steps", "normalize"), [((), False), ((NORMALIZE,), True)])
def test_names_for_the_status(steps: tuple[str, ...], normalize: bool) -> None:
    found = Modules(("cls", "mean"), steps)
    assert found.names() == ["Transformer", "Pooling(cls+mean)", *steps]
    assert found.normalize is normalize
    assert found.dimensions(16) == 32
