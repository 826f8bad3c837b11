"""Checks the body of ``POST /v1/embeddings`` before SGLang sees it, and applies prompts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from .errors import BadRequest
from .prompts import Prompts

# Fields that change what a text's vector is, or that another request's answer depends on.
REFUSED = ("embed_overrides", "embed_override_token_id", "rid")
# Each value that clients send is a label of metrics.
MAX_PRIORITY = 100
SHOWN = 40


@dataclass(frozen=True)
class Limits:
    """What a request may contain.

    Attributes:
        max_texts: max. number of texts.
        vocabulary: number of token ids, which are 0 to vocabulary - 1.
        max_tokens: max. number of token ids of a text.
        dimensions: size of the model's vectors.
        images: whether the model embeds images too.
        adapters: whether LoRA adapters can be selected.
        priorities: whether requests may have a priority.
    """

    max_texts: int
    vocabulary: int
    max_tokens: int
    dimensions: int
    images: bool = False
    adapters: bool = False
    priorities: bool = False


def convert(content: bytes, limits: Limits, prompts: Prompts) -> bytes:
    """The body that SGLang gets: only known fields, with prompts applied.

    Raises:
        BadRequest: the first error, with the field, its value and the remedy.
    """
    try:
        given = orjson.loads(content)
    except orjson.JSONDecodeError as e:
        raise BadRequest(None, f"the body is not valid JSON: {str(e)[:200]}") from None
    if not isinstance(given, dict):
        raise BadRequest(None, f"the body must be a JSON object, not {_show(given)}")
    for name in REFUSED:
        if given.get(name) is not None:
            raise BadRequest(name, f"{name} is not accepted: remove it")
    if "input" not in given:
        raise BadRequest("input", "input is required: a string, or an array of strings")
    result = _fields(given, limits)
    checked, texts = _input(given["input"], limits)
    if not texts and (given.get("prompt_name") is not None or given.get("instruction") is not None):
        raise BadRequest("input", "instruction and prompt_name need texts, not token ids: send strings")
    prefix = prompts.prefix(given.get("prompt_name"), given.get("instruction")) if texts else ""
    result["input"] = _prefixed(checked, prefix) if prefix else checked
    return orjson.dumps(result)


def _fields(given: dict[str, Any], limits: Limits) -> dict[str, Any]:
    result: dict[str, Any] = {}
    model = given.get("model")
    if model is not None:
        if not isinstance(model, str):
            raise BadRequest("model", f"model must be a string, not {_show(model)}")
        if limits.adapters:
            result["model"] = model
    encoding = given.get("encoding_format")
    if encoding is not None:
        if encoding not in ("float", "base64"):
            raise BadRequest("encoding_format", f"encoding_format must be float or base64, not {_show(encoding)}")
        result["encoding_format"] = encoding
    dimensions = given.get("dimensions")
    if dimensions is not None:
        if type(dimensions) is not int or not 1 <= dimensions <= limits.dimensions:
            raise BadRequest("dimensions", f"dimensions must be a number from 1 to {limits.dimensions}, not {_show(dimensions)}")
        if dimensions < limits.dimensions:  # SGLang refuses even the model's own size if the model has no other
            result["dimensions"] = dimensions
    user = given.get("user")
    if user is not None and not isinstance(user, str):
        raise BadRequest("user", f"user must be a string, not {_show(user)}")
    priority = given.get("priority")
    if priority is not None:
        if not limits.priorities:
            raise BadRequest("priority", "priority is not accepted: remove it, or set spec.server.priorityScheduling")
        if type(priority) is not int or abs(priority) > MAX_PRIORITY:
            raise BadRequest("priority", f"priority must be a whole number from -{MAX_PRIORITY} to {MAX_PRIORITY}, not {_show(priority)}")
        result["priority"] = priority
    adapter = given.get("lora_path")
    if adapter is not None:
        if not limits.adapters:
            raise BadRequest("lora_path", "lora_path is not accepted, since this server has no LoRA adapters: remove it")
        result["lora_path"] = adapter
    return result


def _input(given: Any, limits: Limits) -> tuple[Any, bool]:
    """The checked input, and whether it consists of texts."""
    if isinstance(given, str):
        _text(given, "input")
        return given, True
    if not isinstance(given, list):
        raise BadRequest("input", f"input must be a string or an array, not {_show(given)}")
    if not given:
        raise BadRequest("input", "input is an empty array: send at least one text")
    if type(given[0]) is int:
        _ids(given, "input", limits)
        return given, False
    if len(given) > limits.max_texts:
        raise BadRequest(
            "input",
            f"input has {len(given)} texts, but at most {limits.max_texts} are allowed in a request:"
            " send several requests, or raise spec.server.maxTextsPerRequest",
        )
    first = type(given[0])
    if first not in (str, list, dict):
        raise BadRequest("input[0]", f"input[0] must be a string or an array of token ids, not {_show(given[0])}")
    for index, item in enumerate(given):
        name = f"input[{index}]"
        if type(item) is not first:
            raise BadRequest(name, f"{name} is {_show(item)}, but input[0] is {_show(given[0])}: all must be of one type")
        if isinstance(item, str):
            _text(item, name)
        elif isinstance(item, list):
            _ids(item, name, limits)
        else:
            _object(item, name, limits)
    return given, first is str


def _text(text: str, name: str) -> None:
    if not text or text.isspace():
        raise BadRequest(name, f"{name} is {'empty' if not text else 'blank'}: send a text, or leave it out")


def _ids(ids: list[Any], name: str, limits: Limits) -> None:
    if not ids:
        raise BadRequest(name, f"{name} is an empty array: send at least one token id")
    if len(ids) > limits.max_tokens:
        raise BadRequest(name, f"{name} has {len(ids)} token ids, but the model takes at most {limits.max_tokens}: send fewer")
    for index, token in enumerate(ids):
        if type(token) is not int or not 0 <= token < limits.vocabulary:
            raise BadRequest(
                f"{name}[{index}]", f"{name}[{index}] must be a token id from 0 to {limits.vocabulary - 1}, not {_show(token)}"
            )


def _object(item: dict[str, Any], name: str, limits: Limits) -> None:
    if not limits.images:
        raise BadRequest(name, f"{name} is an object, but the model embeds only texts: send a string")
    for key in ("text", "image", "video"):
        if item.get(key) is not None and not isinstance(item[key], str):
            raise BadRequest(f"{name}.{key}", f"{name}.{key} must be a string, not {_show(item[key])}")
    for key in ("image", "video"):
        # SGLang would fetch an address, or read a file of the container
        if item.get(key) is not None and not item[key].startswith("data:"):
            raise BadRequest(f"{name}.{key}", f"{name}.{key} must be a data: URL with the content")
    unknown = next((key for key in item if key not in ("text", "image", "video")), None)
    if unknown is not None:
        raise BadRequest(name, f"{name} has an unknown field: allowed are text, image and video")


def _prefixed(texts: str | list[str], prefix: str) -> str | list[str]:
    return prefix + texts if isinstance(texts, str) else [prefix + text for text in texts]


def _show(value: Any) -> str:
    """A value for a message: kind and at most SHOWN characters, since texts can be private and long."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return str(value)[:SHOWN]
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"
