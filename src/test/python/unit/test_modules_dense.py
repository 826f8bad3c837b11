from __future__ import annotations

from typing import Any

import pytest
from embedding_operator import modules
from embedding_operator.modules import ACTIVATIONS, NORMALIZE, Dense, Modules
from embedding_operator.refusal import Refusal
from model_directory import LFS_POINTER, ModelDirectory

POOLING = {"pooling_mode": "mean"}


@pytest.fixture
def dense(model: ModelDirectory) -> ModelDirectory:
    model.modules("Transformer", "Pooling", "Dense", NORMALIZE, pooling=POOLING)
    model.dense("2_Dense")
    return model


def refused(model: ModelDirectory, reason: str) -> str:
    with pytest.raises(Refusal) as found:
        modules.read(str(model))
    assert found.value.reason == reason
    return found.value.sentence


def test_dense_with_its_activation(dense: ModelDirectory) -> None:
    layer = Dense(dense.file("2_Dense"), 8, 4, True, "Tanh")
    found = modules.read(str(dense))
    assert found == Modules(("mean",), (layer, NORMALIZE))
    assert found.names() == ["Transformer", "Pooling(mean)", "Dense(8 to 4, Tanh)", "Normalize"]
    assert found.dimensions(8) == 4
    assert found.normalize


def test_steps_keep_their_order(model: ModelDirectory) -> None:
    model.modules("Transformer", "Pooling", NORMALIZE, "Dense", "Dense", pooling=POOLING)
    model.dense("3_Dense", 8, 4)
    model.dense("4_Dense", 4, 6, bias=False, activation_function="torch.nn.modules.linear.Identity")
    found = modules.read(str(model))
    assert found is not None
    assert [str(step) for step in found.steps] == [NORMALIZE, "Dense(8 to 4, Tanh)", "Dense(4 to 6, Identity)"]
    assert [step.bias for step in found.steps if isinstance(step, Dense)] == [True, False]
    assert found.dimensions(8) == 6
    assert not found.normalize


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_activation(dense: ModelDirectory, name: str) -> None:
    dense.dense("2_Dense", activation_function=f"torch.nn.modules.activation.{name}")
    found = modules.read(str(dense))
    assert found is not None and found.names()[2] == f"Dense(8 to 4, {name})"


@pytest.mark.parametrize("name", ["torch.nn.modules.activation.Softmax", "my.Tanh", "torch.nnTanh", "os.system", 1])
def test_unsupported_activation_is_named(dense: ModelDirectory, name: Any) -> None:
    dense.dense("2_Dense", activation_function=name)
    assert f"the activation function {name} of Dense is not supported" in refused(dense, "ModelUnsupported")


def test_activation_is_tanh_by_default(dense: ModelDirectory) -> None:
    dense.json("2_Dense/config.json", {"in_features": 8, "out_features": 4})
    assert modules.read(str(dense)) == Modules(("mean",), (Dense(dense.file("2_Dense"), 8, 4, True, "Tanh"), NORMALIZE))


@pytest.mark.parametrize(
    ("config", "what"),
    [
        ({"use_residual": True}, "use_residual"),
        ({"module_input_name": "token_embeddings"}, "module_input_name token_embeddings"),
        ({"module_output_name": "other"}, "module_output_name other"),
    ],
)
def test_unsupported_option_is_named(dense: ModelDirectory, config: dict[str, Any], what: str) -> None:
    dense.dense("2_Dense", **config)
    assert f"{dense.file('2_Dense/config.json')}: {what} of Dense is not supported" in refused(dense, "ModelUnsupported")


def test_default_options_pass(dense: ModelDirectory) -> None:
    dense.dense("2_Dense", use_residual=False, module_input_name="sentence_embedding", module_output_name=None)
    assert modules.read(str(dense)) is not None


@pytest.mark.parametrize("key", ["in_features", "out_features"])
@pytest.mark.parametrize("value", [None, "8", 0, -1, True, 8.0])
def test_size_must_be_a_number(dense: ModelDirectory, key: str, value: Any) -> None:
    dense.json("2_Dense/config.json", {"in_features": 8, "out_features": 4, key: value})
    assert f"{dense.file('2_Dense/config.json')}: {key} of Dense must be a number above 0" in refused(dense, "ModelUnsupported")


def test_size_must_fit_to_the_pooling(dense: ModelDirectory) -> None:
    dense.modules("Transformer", "Pooling", "Dense", pooling={"pooling_mode": ["cls", "mean"]})
    assert "Dense takes 8 dimensions, but gets 16" in refused(dense, "ModelUnsupported")


def test_missing_weights_are_named(dense: ModelDirectory) -> None:
    dense.remove("2_Dense/model.safetensors")
    assert refused(dense, "ModelIncomplete").startswith(f"{dense.file('2_Dense/model.safetensors')} is missing")


def test_weights_of_torch_pass(dense: ModelDirectory) -> None:
    dense.remove("2_Dense/model.safetensors")
    dense.pickle("2_Dense/pytorch_model.bin")
    assert modules.read(str(dense)) is not None


@pytest.mark.parametrize("name", ["model.safetensors", "pytorch_model.bin"])
@pytest.mark.parametrize("damage", ["byte", "half", "pointer"])
def test_damaged_weights_are_named(dense: ModelDirectory, name: str, damage: str) -> None:
    file = f"2_Dense/{name}"
    if name.endswith(".bin"):
        dense.remove("2_Dense/model.safetensors")
        dense.pickle(file)
    if damage == "pointer":
        dense.text(file, LFS_POINTER)
    else:
        dense.cut(file, dense.size(file) - 1 if damage == "byte" else dense.size(file) // 2)
    assert refused(dense, "ModelIncomplete").startswith(f"{dense.file(file)} is ")
