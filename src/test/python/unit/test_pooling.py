"""Pooling and the modules after it, against plain formulas and against sentence-transformers. Only where torch is installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from embedding_operator.modules import ACTIVATIONS, NORMALIZE, POOLING_NAMES, Dense, Modules

torch: Any = pytest.importorskip("torch", reason="torch is in SGLang's environment only")

from embedding_operator.pooling import Pipeline, normalized, pool  # noqa: E402

SIZE = 24
LENGTHS = [1, 2, 7, 33, 128]
CPU = torch.device("cpu")

# One text's token vectors as lists of numbers -> its vector.
FORMULAS: dict[str, Callable[[list[list[float]]], list[float]]] = {
    "cls": lambda tokens: tokens[0],
    "last_token": lambda tokens: tokens[-1],
    "max": lambda tokens: [max(column) for column in zip(*tokens)],
    "mean": lambda tokens: [sum(column) / len(tokens) for column in zip(*tokens)],
    "mean_sqrt_len": lambda tokens: [sum(column) / len(tokens) ** 0.5 for column in zip(*tokens)],
    "weighted_mean": lambda tokens: [
        sum((index + 1) * value for index, value in enumerate(column)) / sum(range(1, len(tokens) + 1)) for column in zip(*tokens)
    ],
}


def hidden(lengths: list[int] = LENGTHS, dtype: Any = torch.float32, padding: int = 0) -> Any:
    return torch.randn(sum(lengths) + padding, SIZE, generator=torch.Generator().manual_seed(3)).to(dtype)


def dense_layer(directory: Path, in_features: int, out_features: int, activation: str = "Tanh", bias: bool = True) -> Dense:
    """A layer with random weights, as sentence-transformers saves it."""
    linear = torch.nn.Linear(in_features, out_features, bias=bias)
    directory.mkdir()
    torch.save({f"linear.{name}": tensor for name, tensor in linear.state_dict().items()}, directory / "pytorch_model.bin")
    return Dense(str(directory), in_features, out_features, bias, activation)


def test_each_pooling_has_a_formula() -> None:
    assert set(FORMULAS) == set(POOLING_NAMES.values())


@pytest.mark.parametrize("mode", FORMULAS)
@pytest.mark.parametrize("length", LENGTHS)
def test_pooling_is_its_formula(mode: str, length: int) -> None:
    tokens = hidden([length])
    expected = torch.tensor(FORMULAS[mode](tokens.double().tolist()))
    torch.testing.assert_close(pool(mode, tokens), expected, rtol=1e-5, atol=1e-6)


def test_unknown_pooling() -> None:
    with pytest.raises(ValueError, match="unknown pooling attention"):
        pool("attention", hidden([2]))


@pytest.mark.parametrize("mode", FORMULAS)
def test_each_text_has_its_own_tokens(mode: str) -> None:
    tokens = hidden(padding=5)
    vectors = Pipeline(Modules((mode,), ()), CPU)(tokens, LENGTHS)
    start = 0
    for index, length in enumerate(LENGTHS):
        assert torch.equal(vectors[index], pool(mode, tokens[start : start + length]))
        start += length


def test_poolings_are_concatenated_in_order() -> None:
    tokens = hidden([7])
    vectors = Pipeline(Modules(("max", "cls"), ()), CPU)(tokens, [7])
    assert torch.equal(vectors[0], torch.cat([pool("max", tokens), pool("cls", tokens)]))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_pooled_in_float32(dtype: Any) -> None:
    tokens = hidden(dtype=dtype)
    modules = Modules(("mean",), (NORMALIZE,))
    vectors = Pipeline(modules, CPU)(tokens, LENGTHS)
    assert vectors.dtype == torch.float32
    assert torch.equal(vectors, Pipeline(modules, CPU)(tokens.float(), LENGTHS))


@pytest.mark.parametrize("mode", [*FORMULAS, "cls+mean"])
@pytest.mark.parametrize("with_dense", [False, True])
def test_text_alone_equals_the_text_in_a_batch(mode: str, with_dense: bool, tmp_path: Path) -> None:
    poolings = tuple(mode.split("+"))
    layer = dense_layer(tmp_path / "2_Dense", SIZE * len(poolings), 16)
    pipeline = Pipeline(Modules(poolings, (layer, NORMALIZE) if with_dense else (NORMALIZE,)), CPU)
    lengths = LENGTHS * 7
    tokens = hidden(lengths)
    together = pipeline(tokens, lengths)
    alone = torch.cat([pipeline(part, [len(part)]) for part in tokens.split(lengths)])
    assert torch.equal(together, alone)  # bit by bit


def test_normalize_gives_the_length_1_and_keeps_zero() -> None:
    vectors = torch.tensor([[3.0, 4.0], [0.0, 0.0]])
    torch.testing.assert_close(normalized(vectors), torch.tensor([[0.6, 0.8], [0.0, 0.0]]))


def test_steps_are_applied_in_order(tmp_path: Path) -> None:
    layer = dense_layer(tmp_path / "2_Dense", SIZE, 8)
    tokens = hidden([5])
    last, first = (Pipeline(Modules(("mean",), steps), CPU)(tokens, [5]) for steps in ((layer, NORMALIZE), (NORMALIZE, layer)))
    assert torch.linalg.norm(last).item() == pytest.approx(1)
    assert torch.linalg.norm(first).item() != pytest.approx(1)


class TestShortened:
    def test_first_dimensions_have_the_length_1_again(self) -> None:
        pipeline = Pipeline(Modules(("mean",), (NORMALIZE,)), CPU)
        vectors = pipeline(hidden(), LENGTHS)
        short: Any = pipeline.shortened(vectors, [4] * len(LENGTHS))
        assert short.shape == (len(LENGTHS), 4)
        torch.testing.assert_close(short, normalized(vectors[:, :4]))

    def test_without_normalize_they_are_only_cut(self) -> None:
        pipeline = Pipeline(Modules(("mean",), ()), CPU)
        vectors = pipeline(hidden(), LENGTHS)
        assert torch.equal(pipeline.shortened(vectors, [4] * len(LENGTHS)), vectors[:, :4])

    def test_sizes_of_a_batch_may_differ(self) -> None:
        pipeline = Pipeline(Modules(("mean",), (NORMALIZE,)), CPU)
        vectors = pipeline(hidden([1, 2]), [1, 2])
        short = pipeline.shortened(vectors, [4, SIZE])
        assert [len(vector) for vector in short] == [4, SIZE]
        torch.testing.assert_close(short[1], vectors[1])


@pytest.fixture(scope="module")
def reference() -> Any:
    return pytest.importorskip("sentence_transformers.models", reason="sentence-transformers is in the reference environment only")


class TestSentenceTransformers:
    """The same numbers as the reference implementation."""

    def padded(self, tokens: Any) -> dict[str, Any]:
        parts = tokens.split(LENGTHS)
        mask = torch.nn.utils.rnn.pad_sequence([torch.ones(len(part), dtype=torch.int64) for part in parts], batch_first=True)
        return {"token_embeddings": torch.nn.utils.rnn.pad_sequence(parts, batch_first=True), "attention_mask": mask}

    @pytest.mark.parametrize("mode", POOLING_NAMES)
    def test_pooling(self, reference: Any, mode: str) -> None:
        tokens = hidden()
        expected = reference.Pooling(SIZE, pooling_mode=mode)(self.padded(tokens))["sentence_embedding"]
        torch.testing.assert_close(Pipeline(Modules((POOLING_NAMES[mode],), ()), CPU)(tokens, LENGTHS), expected)

    def test_concatenation(self, reference: Any) -> None:
        tokens = hidden()
        expected = reference.Pooling(SIZE, pooling_mode=tuple(POOLING_NAMES))(self.padded(tokens))["sentence_embedding"]
        torch.testing.assert_close(Pipeline(Modules(tuple(POOLING_NAMES.values()), ()), CPU)(tokens, LENGTHS), expected)

    @pytest.mark.parametrize("activation", ACTIVATIONS)
    @pytest.mark.parametrize("bias", [True, False])
    @pytest.mark.parametrize("safetensors", [True, False])
    def test_dense_that_it_saves(self, reference: Any, activation: str, bias: bool, safetensors: bool, tmp_path: Path) -> None:
        module = reference.Dense(SIZE, 8, bias=bias, activation_function=getattr(torch.nn, activation)())
        module.save(str(tmp_path), safe_serialization=safetensors)
        tokens = hidden()
        layer = Dense(str(tmp_path), SIZE, 8, bias, activation)
        pooled = Pipeline(Modules(("mean",), ()), CPU)(tokens, LENGTHS)
        expected = reference.Normalize()(module({"sentence_embedding": pooled}))["sentence_embedding"]
        torch.testing.assert_close(Pipeline(Modules(("mean",), (layer, NORMALIZE)), CPU)(tokens, LENGTHS), expected.detach())
