"""Reads what a model's files say about its vectors, in the format of sentence-transformers.

Files: ``modules.json``, the ``config.json`` of the modules Pooling and Dense, ``sentence_bert_config.json`` and
``config_sentence_transformers.json``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .directory import check_file, read_json, read_object
from .refusal import Refusal

# Keys of the file, in the order in which several poolings are concatenated, with the names used here.
POOLING_KEYS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len",
    "pooling_mode_weightedmean_tokens": "weighted_mean",
    "pooling_mode_lasttoken": "last_token",
}
POOLING_NAMES = {
    "cls": "cls",
    "max": "max",
    "mean": "mean",
    "mean_sqrt_len_tokens": "mean_sqrt_len",
    "weightedmean": "weighted_mean",
    "lasttoken": "last_token",
}
# Values of spec.model.pooling.
SPEC_POOLINGS = {
    "Cls": "cls",
    "Mean": "mean",
    "LastToken": "last_token",
    "Max": "max",
    "MeanSqrtLen": "mean_sqrt_len",
    "WeightedMean": "weighted_mean",
}
ACTIVATIONS = ("Identity", "Tanh", "ReLU", "GELU", "Sigmoid", "SiLU", "Mish", "ELU", "SELU", "LeakyReLU", "Softplus", "Hardtanh")
TRANSFORMER_CONFIGS = (
    "sentence_bert_config.json",
    "sentence_roberta_config.json",
    "sentence_distilbert_config.json",
    "sentence_camembert_config.json",
    "sentence_albert_config.json",
    "sentence_xlm-roberta_config.json",
    "sentence_xlnet_config.json",
)
UNLIMITED = 10**9  # tokenizers write a larger number for no limit
ENGINE = "set spec.model.pooling: Engine to serve the model with SGLang's own pooling, whose vectors are others"


@dataclass(frozen=True)
class Dense:
    """A linear layer after the pooling: ``activation(x @ weight.T + bias)``, float32.

    Attributes:
        directory: where its weights are.
        activation: name of the class in torch.nn.
    """

    directory: str
    in_features: int
    out_features: int
    bias: bool
    activation: str

    def __str__(self) -> str:
        return f"Dense({self.in_features} to {self.out_features}, {self.activation})"


NORMALIZE = "Normalize"


@dataclass(frozen=True)
class Modules:
    """How the vectors of tokens become the vector of a text.

    Attributes:
        poolings: poolings whose results are concatenated, at least one.
        steps: what follows, in order: Dense or NORMALIZE.
        include_prompt: whether the tokens of a prompt take part in the pooling.
    """

    poolings: tuple[str, ...]
    steps: tuple[Dense | str, ...] = (NORMALIZE,)
    include_prompt: bool = True

    @property
    def pooling(self) -> str:
        return "+".join(self.poolings)

    @property
    def normalize(self) -> bool:
        """Whether the vectors have the length 1."""
        return bool(self.steps) and self.steps[-1] == NORMALIZE

    def names(self) -> list[str]:
        return ["Transformer", f"Pooling({self.pooling})", *(str(step) for step in self.steps)]

    def dimensions(self, hidden_size: int) -> int:
        size = hidden_size * len(self.poolings)
        for step in self.steps:
            if isinstance(step, Dense):
                size = step.out_features
        return size


@dataclass(frozen=True)
class Texts:
    """How texts are prepared before the model sees them.

    Attributes:
        max_tokens: max. tokens of a text, special tokens included; None if the files do not say.
        lower_case: whether texts are converted to lower case.
        prompts: prefixes by name.
        default_prompt: name of the prompt of requests without one; None for no prefix.
    """

    max_tokens: int | None = None
    lower_case: bool = False
    prompts: Mapping[str, str] = field(default_factory=dict)
    default_prompt: str | None = None


def read(path: str) -> Modules | None:
    """The modules of the model directory; None if there is no ``modules.json``.

    Raises:
        Refusal: ModelUnsupported with the module's name, or ModelIncomplete.
    """
    file = os.path.join(path, "modules.json")
    if not os.path.exists(file):
        return None
    listed = read_json(file)
    if not isinstance(listed, list) or not all(isinstance(module, dict) for module in listed):
        raise Refusal("ModelUnsupported", f"{file} is not a list of modules: {ENGINE}")
    modules = [(str(module.get("type", "")), os.path.join(path, str(module.get("path", "")))) for module in listed]
    kinds = [_kind(name, file) for name, _ in modules]
    if kinds[:2] != ["Transformer", "Pooling"] or any(kind in ("Transformer", "Pooling") for kind in kinds[2:]):
        found = ", ".join(kinds) or "nothing"
        raise Refusal("ModelUnsupported", f"{file} must list Transformer and Pooling first, but lists {found}: {ENGINE}")
    poolings, include_prompt, size = _pooling(os.path.join(modules[1][1], "config.json"))
    steps: list[Dense | str] = []
    for kind, (_, directory) in list(zip(kinds, modules))[2:]:
        if kind == NORMALIZE:
            steps.append(NORMALIZE)
        else:
            dense = _dense(directory)
            if size is not None and dense.in_features != size:
                raise Refusal("ModelUnsupported", f"{directory}: Dense takes {dense.in_features} dimensions, but gets {size}: {ENGINE}")
            size = dense.out_features
            steps.append(dense)
    return Modules(poolings, tuple(steps), include_prompt)


def read_texts(path: str) -> Texts:
    """How the model's files say that texts are prepared; defaults where files are missing."""
    transformer = next((_object(path, name) for name in TRANSFORMER_CONFIGS if os.path.exists(os.path.join(path, name))), {})
    prompts = _object(path, "config_sentence_transformers.json")
    max_tokens = transformer.get("max_seq_length") or _object(path, "tokenizer_config.json").get("model_max_length")
    named = prompts.get("prompts")
    default = prompts.get("default_prompt_name")
    return Texts(
        max_tokens=max_tokens if type(max_tokens) is int and 0 < max_tokens < UNLIMITED else None,
        lower_case=transformer.get("do_lower_case") is True,
        prompts={k: v for k, v in named.items() if isinstance(v, str)} if isinstance(named, dict) else {},
        default_prompt=default if isinstance(default, str) else None,
    )


def _object(path: str, name: str) -> dict[str, Any]:
    file = os.path.join(path, name)
    content = read_json(file) if os.path.exists(file) else {}
    return content if isinstance(content, dict) else {}


def _kind(name: str, file: str) -> str:
    kind = name.rsplit(".", 1)[-1]
    if name.startswith("sentence_transformers.") and kind in ("Transformer", "Pooling", "Dense", NORMALIZE):
        return kind
    raise Refusal("ModelUnsupported", f"{file} lists the module {name}, which is not supported: {ENGINE}")


def _pooling(file: str) -> tuple[tuple[str, ...], bool, int | None]:
    config = read_object(file)
    given = config.get("pooling_mode")
    if given is None:
        poolings = [name for key, name in POOLING_KEYS.items() if config.get(key) is True] or ["mean"]
    else:
        poolings = []
        for mode in given if isinstance(given, list) and given else [given]:
            if not isinstance(mode, str) or mode not in POOLING_NAMES:
                raise Refusal("ModelUnsupported", f"{file} asks for the pooling {mode}, which is not supported: {ENGINE}")
            poolings.append(POOLING_NAMES[mode])
    unknown = next((key for key in config if key.startswith("pooling_mode_") and config[key] is True and key not in POOLING_KEYS), None)
    if unknown is not None:
        raise Refusal("ModelUnsupported", f"{file} asks for {unknown}, which is not supported: {ENGINE}")
    size = config.get("embedding_dimension", config.get("word_embedding_dimension"))
    return tuple(poolings), config.get("include_prompt") is not False, size * len(poolings) if isinstance(size, int) else None


def _dense(directory: str) -> Dense:
    file = os.path.join(directory, "config.json")
    config = read_object(file)
    activation = str(config.get("activation_function") or "torch.nn.modules.activation.Tanh")
    name = activation.rsplit(".", 1)[-1]
    if not activation.startswith("torch.nn.") or name not in ACTIVATIONS:
        raise Refusal("ModelUnsupported", f"{file}: the activation function {activation} of Dense is not supported: {ENGINE}")
    if config.get("use_residual") is True:
        raise Refusal("ModelUnsupported", f"{file}: use_residual of Dense is not supported: {ENGINE}")
    for key in ("module_input_name", "module_output_name"):
        if config.get(key) not in (None, "sentence_embedding"):
            raise Refusal("ModelUnsupported", f"{file}: {key} {config[key]} of Dense is not supported: {ENGINE}")
    for key in ("in_features", "out_features"):
        if type(config.get(key)) is not int or config[key] < 1:
            raise Refusal("ModelUnsupported", f"{file}: {key} of Dense must be a number above 0, not {config.get(key)}: {ENGINE}")
    files = [os.path.join(directory, weights) for weights in ("model.safetensors", "pytorch_model.bin")]
    weights = next((file for file in files if os.path.exists(file)), None)
    if weights is None:
        raise Refusal("ModelIncomplete", f"{files[0]} is missing: copy the complete model directory again")
    check_file(weights)
    return Dense(directory, config["in_features"], config["out_features"], config.get("bias") is not False, name)
