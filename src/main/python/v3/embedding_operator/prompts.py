"""Prefixes of texts: ``prompt_name`` and ``instruction`` of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import BadRequest

PLACEHOLDER = "{instruction}"
# Prompts that contain an instruction, such as Qwen3-Embedding's "Instruct: Given a web search query, ...\nQuery:".
INSTRUCT = re.compile(r"\AInstruct: .*?(\nQuery: ?)\Z", re.DOTALL)
QWEN3 = f"Instruct: {PLACEHOLDER}\nQuery:"
REMEDY = "add a prompt to spec.model.prompts of the EmbeddingService, or remove the field from the request"


@dataclass(frozen=True)
class Prompts:
    """The prefixes of a service.

    Attributes:
        named: prefixes by name.
        instruct: a prefix with PLACEHOLDER; None if the model has none.
        default: name of the prefix of requests that name none; None for no prefix.
        pooled: whether a prefix takes part in the pooling; otherwise prefixes are refused.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    instruct: str | None = None
    default: str | None = None
    pooled: bool = True

    def prefix(self, prompt_name: object, instruction: object) -> str:
        """The prefix of a request's texts; empty for none.

        Raises:
            BadRequest: 400 with the remedy.
        """
        if prompt_name is not None and not isinstance(prompt_name, str):
            raise BadRequest("prompt_name", f"prompt_name must be a string, not {_kind(prompt_name)}")
        if instruction is not None and not isinstance(instruction, str):
            raise BadRequest("instruction", f"instruction must be a string, not {_kind(instruction)}")
        if prompt_name is None and instruction is None:
            prompt_name = self.default
        if prompt_name is None and instruction is None:
            return ""
        text = self._template(prompt_name, instruction)
        if text and not self.pooled:
            raise BadRequest(
                "prompt_name",
                "this model leaves prompts out of its pooling, which this server does not support: remove prompt_name and instruction",
            )
        return text

    def _template(self, name: str | None, instruction: str | None) -> str:
        if name is None:
            if self.instruct is None:
                raise BadRequest("instruction", f"this model has no prompt with an instruction: {REMEDY}, with {PLACEHOLDER} in its text")
            return self.instruct.replace(PLACEHOLDER, instruction or "")
        if name not in self.named:
            known = ", ".join(sorted(self.named))
            raise BadRequest("prompt_name", f"there is no prompt {name[:64]!r}" + (f"; prompts: {known}" if known else f": {REMEDY}"))
        text = self.named[name]
        if instruction is None and PLACEHOLDER in text:
            raise BadRequest("instruction", f"the prompt {name!r} needs the field instruction")
        if instruction is not None:
            text = text if PLACEHOLDER in text else template(text) or ""
            if not text:
                raise BadRequest("instruction", f"the prompt {name!r} has no place for an instruction: {REMEDY}")
        return text.replace(PLACEHOLDER, instruction or "")


def template(prompt: str) -> str | None:
    """A prompt with its instruction replaced by PLACEHOLDER; None if it does not contain one."""
    match = INSTRUCT.match(prompt)
    return f"Instruct: {PLACEHOLDER}{match.group(1)}" if match else None


def of(model: Mapping[str, str], spec: Mapping[str, str], default: str | None, model_type: str | None, pooled: bool) -> Prompts:
    """The prompts of a service: those of the spec in addition to the model's, of which they replace those of the same name.

    Args:
        model: prompts of config_sentence_transformers.json.
        spec: spec.model.prompts.
        default: default_prompt_name of the model.
        model_type: of config.json; the format of qwen3 is known.
        pooled: whether prompts take part in the pooling.
    """
    named = {**model, **spec}
    # "query" first: an instruction describes how queries are searched for
    order = sorted(named, key=lambda name: (name not in spec, name != "query", name))
    found = [named[name] if PLACEHOLDER in named[name] else template(named[name]) for name in order]
    instruct = next((text for text in found if text), QWEN3 if model_type == "qwen3" else None)
    return Prompts(named, instruct, default if default in named else None, pooled)


def _kind(value: object) -> str:
    return {"bool": "a boolean", "int": "a number", "float": "a number", "list": "an array", "dict": "an object"}.get(
        type(value).__name__, "null"
    )
