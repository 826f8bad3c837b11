from __future__ import annotations

import json
from typing import Any

import pytest
from embedding_operator import settings

# As the operator writes it: all keys, sorted, compact.
WRITTEN = (
    '{"apiKeyDirectory":"/keys","certificateDirectory":"/tls","endpoints":"All","longInput":"Truncate","maxRequestBytes":1024,"maxTextsPerRequest":7,'
    '"modelPath":"/models/x","pooling":"Cls","priorities":true,"prompts":{"query":"q: "}}'
)
OPTIONAL = ("apiKeyDirectory", "certificateDirectory", "priorities")


def test_all_fields_are_read() -> None:
    assert settings.read({settings.VARIABLE: WRITTEN}) == settings.Settings(
        model_path="/models/x",
        endpoints="All",
        pooling="Cls",
        prompts={"query": "q: "},
        max_texts=7,
        max_bytes=1024,
        long_input="Truncate",
        api_keys="/keys",
        certificate="/tls",
        priorities=True,
    )


@pytest.mark.parametrize("value", [None, "absent"])
def test_optional_keys_are_unused_when_null_or_absent(value: str | None) -> None:
    given = json.loads(WRITTEN)
    for key in OPTIONAL:
        given[key] = None
        if value is not None:
            del given[key]
    read = settings.read({settings.VARIABLE: json.dumps(given)})
    assert (read.api_keys, read.certificate, read.priorities) == (None, None, False)


@pytest.mark.parametrize(("endpoints", "closed"), [("Embeddings", True), ("All", False)])
def test_only_all_opens_endpoints(endpoints: str, closed: bool) -> None:
    assert settings.read({settings.VARIABLE: json.dumps({**json.loads(WRITTEN), "endpoints": endpoints})}).closed is closed


@pytest.mark.parametrize("key", sorted(set(json.loads(WRITTEN)) - set(OPTIONAL)))
def test_missing_key_is_named(key: str) -> None:
    given = json.loads(WRITTEN)
    del given[key]
    with pytest.raises(ValueError, match=f"{settings.VARIABLE} cannot be read.*{key}"):
        settings.read({settings.VARIABLE: json.dumps(given)})


@pytest.mark.parametrize("value", ["", "{", "[]", "null", "1"])
def test_variable_that_is_not_an_object_is_named(value: str) -> None:
    with pytest.raises(ValueError, match=f"{settings.VARIABLE} cannot be read"):
        settings.read({settings.VARIABLE: value})


@pytest.mark.parametrize(("key", "value"), [("maxTextsPerRequest", "many"), ("maxRequestBytes", None), ("prompts", 1)])
def test_wrong_type_is_refused(key: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{settings.VARIABLE} cannot be read"):
        settings.read({settings.VARIABLE: json.dumps({**json.loads(WRITTEN), key: value})})


def test_missing_variable_is_named() -> None:
    with pytest.raises(ValueError, match=settings.VARIABLE):
        settings.read({})
