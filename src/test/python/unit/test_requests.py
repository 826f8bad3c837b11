"""Every rule for the body of a request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from embedding_operator import requests
from embedding_operator.errors import BadRequest
from embedding_operator.prompts import Prompts
from embedding_operator.requests import Limits

LIMITS = Limits(max_texts=3, vocabulary=100, max_tokens=4, dimensions=8, priorities=True)
PROMPTS = Prompts({"query": "query: "}, "Instruct: {instruction}\nQuery:")
SECRET = "Xq7private"


def convert(given: Any, limits: Limits = LIMITS, prompts: Prompts = PROMPTS) -> Any:
    return json.loads(requests.convert(json.dumps(given).encode(), limits, prompts))


def refused(given: Any, limits: Limits = LIMITS) -> tuple[str | None, str]:
    content = given if isinstance(given, bytes) else json.dumps(given).encode()
    with pytest.raises(BadRequest) as error:
        requests.convert(content, limits, PROMPTS)
    assert error.value.status == 400
    return error.value.param, str(error.value)


@pytest.mark.parametrize("value", ["a", ["a"], ["a", "b", "c"], [0], [0, 99, 5, 7], [[0], [99, 1, 2, 3]], ["é\n\u0000😀"], " a "])
def test_input_that_passes_is_not_changed(value: Any) -> None:
    assert convert({"input": value}) == {"input": value}


@pytest.mark.parametrize(
    ("value", "param", "message"),
    [
        (None, "input", "input must be a string or an array, not null"),
        (1, "input", "input must be a string or an array, not 1"),
        (True, "input", "input must be a string or an array, not true"),
        ({"text": SECRET}, "input", "input must be a string or an array, not an object"),
        ("", "input", "input is empty: send a text, or leave it out"),
        (" \n\t", "input", "input is blank: send a text, or leave it out"),
        ([], "input", "input is an empty array: send at least one text"),
        (["a", ""], "input[1]", "input[1] is empty: send a text, or leave it out"),
        (["a", "b", "\u3000"], "input[2]", "input[2] is blank: send a text, or leave it out"),
        ([None], "input[0]", "input[0] must be a string or an array of token ids, not null"),
        ([True], "input[0]", "input[0] must be a string or an array of token ids, not true"),
        ([1.0], "input[0]", "input[0] must be a string or an array of token ids, not 1.0"),
        ([SECRET, 1], "input[1]", "input[1] is 1, but input[0] is a string: all must be of one type"),
        ([SECRET, None], "input[1]", "input[1] is null, but input[0] is a string: all must be of one type"),
        ([[1], SECRET], "input[1]", "input[1] is a string, but input[0] is an array: all must be of one type"),
        ([1, SECRET], "input[1]", "input[1] must be a token id from 0 to 99, not a string"),
        ([1, False], "input[1]", "input[1] must be a token id from 0 to 99, not false"),
        ([1, 2.0], "input[1]", "input[1] must be a token id from 0 to 99, not 2.0"),
        ([1, [2]], "input[1]", "input[1] must be a token id from 0 to 99, not an array"),
        ([-1], "input[0]", "input[0] must be a token id from 0 to 99, not -1"),
        ([99, 100], "input[1]", "input[1] must be a token id from 0 to 99, not 100"),
        ([[1], [2, 100]], "input[1][1]", "input[1][1] must be a token id from 0 to 99, not 100"),
        ([[1], [-5]], "input[1][0]", "input[1][0] must be a token id from 0 to 99, not -5"),
        ([[1], []], "input[1]", "input[1] is an empty array: send at least one token id"),
        ([[True]], "input[0][0]", "input[0][0] must be a token id from 0 to 99, not true"),
        ([{"text": SECRET}], "input[0]", "input[0] is an object, but the model embeds only texts: send a string"),
        ([1, 2, 3, 4, 5], "input", "input has 5 token ids, but the model takes at most 4: send fewer"),
        ([[1], [1, 2, 3, 4, 5]], "input[1]", "input[1] has 5 token ids, but the model takes at most 4: send fewer"),
    ],
)
def test_input_that_is_refused(value: Any, param: str, message: str) -> None:
    assert refused({"input": value}) == (param, message)


@pytest.mark.parametrize("text", ["a", [1]])
def test_number_of_texts(text: Any) -> None:
    assert convert({"input": [text] * 3}) == {"input": [text] * 3}
    param, message = refused({"input": [text] * 4})
    assert param == "input"
    assert message.startswith("input has 4 texts, but at most 3 are allowed in a request: send several requests")
    assert message.endswith("raise spec.server.maxTextsPerRequest")


def test_missing_input() -> None:
    assert refused({}) == ("input", "input is required: a string, or an array of strings")


@pytest.mark.parametrize(("content", "what"), [([], "an array"), ("x", "a string"), (1, "1"), (None, "null"), (True, "true")])
def test_body_that_is_not_an_object(content: Any, what: str) -> None:
    assert refused(content) == (None, f"the body must be a JSON object, not {what}")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"input": "%s' % SECRET.encode(),
        b'{"input": %s}' % SECRET.encode(),
        b'{"input": "%s\xff"}' % SECRET.encode(),
        b'{"input": "%s\\ud800"}' % SECRET.encode(),
        b'{"input": NaN}',
        b"[" * 100_000,
        b'{"input": "%s"} %s' % (SECRET.encode(), SECRET.encode()),
    ],
    ids=range(9),
)
def test_body_that_is_not_json(body: bytes) -> None:
    param, message = refused(body)
    assert param is None
    assert message.startswith("the body is not valid JSON: ")
    assert SECRET not in message and len(message) < 250


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("model", 1, "model must be a string, not 1"),
        ("encoding_format", "hex", "encoding_format must be float or base64, not a string"),
        ("encoding_format", 1, "encoding_format must be float or base64, not 1"),
        ("encoding_format", [], "encoding_format must be float or base64, not an array"),
        ("dimensions", 0, "dimensions must be a number from 1 to 8, not 0"),
        ("dimensions", 9, "dimensions must be a number from 1 to 8, not 9"),
        ("dimensions", -1, "dimensions must be a number from 1 to 8, not -1"),
        ("dimensions", True, "dimensions must be a number from 1 to 8, not true"),
        ("dimensions", 2.0, "dimensions must be a number from 1 to 8, not 2.0"),
        ("dimensions", "2", "dimensions must be a number from 1 to 8, not a string"),
        ("user", 1, "user must be a string, not 1"),
        ("priority", 101, "priority must be a whole number from -100 to 100, not 101"),
        ("priority", True, "priority must be a whole number from -100 to 100, not true"),
        ("priority", 1.5, "priority must be a whole number from -100 to 100, not 1.5"),
        ("lora_path", "x", "lora_path is not accepted, since this server has no LoRA adapters: remove it"),
        ("embed_overrides", [[1.0]], "embed_overrides is not accepted: remove it"),
        ("embed_override_token_id", 0, "embed_override_token_id is not accepted: remove it"),
        ("rid", "x", "rid is not accepted: remove it"),
    ],
)
def test_field_that_is_refused(field: str, value: Any, message: str) -> None:
    assert refused({"input": "a", field: value}) == (field, message)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("encoding_format", "float"),
        ("encoding_format", "base64"),
        ("dimensions", 1),
        ("dimensions", 7),
        ("priority", 100),
        ("priority", -100),
    ],
)
def test_field_that_is_passed_on(field: str, value: Any) -> None:
    assert convert({"input": "a", field: value}) == {"input": "a", field: value}


def test_the_models_own_size_is_what_is_served_anyway() -> None:
    assert convert({"input": "a", "dimensions": 8}) == {"input": "a"}


@pytest.mark.parametrize(
    "field", ["model", "encoding_format", "dimensions", "user", "priority", "lora_path", *requests.REFUSED, "prompt_name", "instruction"]
)
def test_null_is_the_same_as_absent(field: str) -> None:
    assert convert({"input": "a", field: None}) == {"input": "a"}


@pytest.mark.parametrize(
    "field", ["user", "return_hidden_states", "bootstrap_host", "log_metrics", "model", "__class__", "is_cross_encoder_request"]
)
def test_other_fields_are_left_out(field: str) -> None:
    assert convert({"input": "a", field: "x"}) == {"input": "a"}


def test_last_of_equal_keys_is_the_only_one_that_counts() -> None:
    assert json.loads(requests.convert(b'{"input": [100000], "input": "a"}', LIMITS, PROMPTS)) == {"input": "a"}
    assert refused(b'{"input": "a", "input": [100000]}')[0] == "input[0]"


@pytest.mark.parametrize("priority", [0, 1, -1, True, "high"])
def test_priorities_only_where_the_spec_allows_them(priority: Any) -> None:
    limits = Limits(3, 100, 4, 8)
    message = "priority is not accepted: remove it, or set spec.server.priorityScheduling"
    assert refused({"input": "a", "priority": priority}, limits) == ("priority", message)
    assert convert({"input": "a", "priority": None}, limits) == {"input": "a"}


def test_adapters_only_where_the_server_has_some() -> None:
    limits = Limits(3, 100, 4, 8, adapters=True)
    given = {"input": "a", "model": "m:adapter", "lora_path": "adapter"}
    assert convert(given, limits) == given


@pytest.mark.parametrize(
    ("item", "param"),
    [
        ({"text": 1}, "input[0].text"),
        ({"image": []}, "input[0].image"),
        ({"video": {}}, "input[0].video"),
        ({"image": "http://169.254.169.254/"}, "input[0].image"),
        ({"image": "/etc/passwd"}, "input[0].image"),
        ({"video": "file:///etc/passwd"}, "input[0].video"),
        ({"text": "a", "path": "x"}, "input[0]"),
    ],
)
def test_images(item: dict[str, Any], param: str) -> None:
    limits = Limits(3, 100, 4, 8, images=True)
    whole = [{"text": "a", "image": "data:image/png;base64,AAAA"}, {"video": "data:video/mp4;base64,AAAA"}]
    assert convert({"input": whole}, limits) == {"input": whole}
    with pytest.raises(BadRequest) as error:
        convert({"input": [item]}, limits)
    assert error.value.param == param


class TestPrompts:
    @pytest.mark.parametrize(("value", "expected"), [("a", "query: a"), (["a", "b"], ["query: a", "query: b"])])
    def test_prefix_is_applied_to_each_text(self, value: Any, expected: Any) -> None:
        assert convert({"input": value, "prompt_name": "query"}) == {"input": expected}

    def test_instruction(self) -> None:
        assert convert({"input": "a", "instruction": "Do"}) == {"input": "Instruct: Do\nQuery:a"}

    @pytest.mark.parametrize("field", ["prompt_name", "instruction"])
    @pytest.mark.parametrize("ids", [[1], [[1], [2]]])
    def test_token_ids_cannot_have_a_prefix(self, field: str, ids: Any) -> None:
        message = "instruction and prompt_name need texts, not token ids: send strings"
        assert refused({"input": ids, field: "query"}) == ("input", message)

    @pytest.mark.parametrize("pooled", [True, False])
    def test_default_prompt_leaves_token_ids_alone(self, pooled: bool) -> None:
        prompts = Prompts({"query": "Do {instruction}: "}, default="query", pooled=pooled)
        assert convert({"input": [1, 2]}, prompts=prompts) == {"input": [1, 2]}

    def test_error_of_a_prompt_reaches_the_caller(self) -> None:
        assert refused({"input": "a", "prompt_name": "x"})[0] == "prompt_name"

    def test_text_is_checked_without_its_prefix(self) -> None:
        assert refused({"input": "", "prompt_name": "query"})[0] == "input"


def test_no_message_repeats_a_text() -> None:
    bad: list[Any] = [SECRET, [SECRET], {SECRET: SECRET}, [[SECRET]], {"text": SECRET}, [1, SECRET], [SECRET, ""]]
    fields = ["input", "model", "encoding_format", "dimensions", "user", "priority", "lora_path", "rid", "embed_overrides", "instruction"]
    for field in fields:
        for value in bad:
            try:
                requests.convert(json.dumps({"input": [SECRET, " "], field: value}).encode(), LIMITS, Prompts())
            except BadRequest as e:
                assert SECRET not in str(e) and SECRET not in (e.param or "")
            else:
                assert field == "input" and value in (SECRET, [SECRET])
