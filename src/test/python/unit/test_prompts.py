from __future__ import annotations

from typing import Any

import pytest
from embedding_operator import prompts
from embedding_operator.errors import BadRequest
from embedding_operator.prompts import Prompts

QWEN3 = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
E5 = {"query": "query: ", "passage": "passage: "}


def of(
    model: dict[str, str] | None = None,
    spec: dict[str, str] | None = None,
    default: str | None = None,
    model_type: str | None = "bert",
    pooled: bool = True,
) -> Prompts:
    return prompts.of(model or {}, spec or {}, default, model_type, pooled)


def refused(given: Prompts, prompt_name: Any = None, instruction: Any = None) -> tuple[str | None, str]:
    with pytest.raises(BadRequest) as error:
        given.prefix(prompt_name, instruction)
    assert error.value.status == 400
    return error.value.param, str(error.value)


def test_without_fields_nothing_is_added() -> None:
    assert of(E5, {"x": "y"}).prefix(None, None) == ""


@pytest.mark.parametrize(("name", "prefix"), E5.items())
def test_prompt_of_the_model(name: str, prefix: str) -> None:
    assert of(E5).prefix(name, None) == prefix


def test_empty_prompt() -> None:
    assert of({"document": ""}).prefix("document", None) == ""


def test_prompt_of_the_spec_replaces_that_of_the_model() -> None:
    both = of(E5, {"query": "search: ", "other": "o: "})
    assert [both.prefix(name, None) for name in ("query", "passage", "other")] == ["search: ", "passage: ", "o: "]


def test_default_prompt_is_used_unless_another_is_named() -> None:
    given = of(E5, default="query")
    assert given.prefix(None, None) == "query: "
    assert given.prefix("passage", None) == "passage: "


def test_default_prompt_that_does_not_exist_is_none() -> None:
    assert of(E5, default="other").prefix(None, None) == ""


def test_default_prompt_does_not_replace_an_instruction() -> None:
    assert of({"query": QWEN3, "passage": "p: "}, default="passage").prefix(None, "Do") == "Instruct: Do\nQuery:"


class TestInstruction:
    def test_placeholder_of_the_spec(self) -> None:
        given = of(spec={"task": "Task: {instruction} | query: "})
        assert given.prefix(None, "find") == "Task: find | query: "
        assert given.prefix("task", "find") == "Task: find | query: "

    def test_placeholder_is_replaced_once(self) -> None:
        assert of(spec={"task": "{instruction}: "}).prefix(None, "a {instruction} b") == "a {instruction} b: "

    def test_each_placeholder_is_replaced(self) -> None:
        assert of(spec={"task": "{instruction}, {instruction}: "}).prefix(None, "x") == "x, x: "

    def test_instruction_of_the_model_is_replaced(self) -> None:
        given = of({"query": QWEN3, "document": ""})
        assert given.prefix("query", None) == QWEN3
        assert given.prefix(None, "Find code") == "Instruct: Find code\nQuery:"
        assert given.prefix("query", "Find code") == "Instruct: Find code\nQuery:"

    @pytest.mark.parametrize(
        ("prompt", "template"),
        [
            (QWEN3, "Instruct: {instruction}\nQuery:"),
            ("Instruct: a\nQuery: ", "Instruct: {instruction}\nQuery: "),
            ("Instruct: a\nb\nQuery:", "Instruct: {instruction}\nQuery:"),
            ("query: ", None),
            ("Instruct: a", None),
            ("Please\nInstruct: a\nQuery:", None),
            ("Instruct: a\nQuery: x", None),
        ],
    )
    def test_template(self, prompt: str, template: str | None) -> None:
        assert prompts.template(prompt) == template

    def test_qwen3_is_known_without_prompts(self) -> None:
        assert of(model_type="qwen3").prefix(None, "Find code") == "Instruct: Find code\nQuery:"

    def test_prompt_of_the_spec_comes_first(self) -> None:
        given = of({"query": QWEN3}, {"z": "Task {instruction}: "}, model_type="qwen3")
        assert given.prefix(None, "x") == "Task x: "

    def test_query_comes_before_other_prompts(self) -> None:
        given = of({"a": "A {instruction}: ", "query": "Q {instruction}: "})
        assert given.prefix(None, "x") == "Q x: "

    def test_empty_instruction(self) -> None:
        assert of(model_type="qwen3").prefix(None, "") == "Instruct: \nQuery:"

    def test_model_without_one(self) -> None:
        param, message = refused(of(E5), instruction="private words")
        assert param == "instruction"
        assert message.startswith("this model has no prompt with an instruction: add a prompt to spec.model.prompts")
        assert message.endswith("with {instruction} in its text")
        assert "private" not in message

    def test_prompt_without_a_place(self) -> None:
        param, message = refused(of({**E5, "task": "{instruction}: "}), "query", "private words")
        assert param == "instruction"
        assert message.startswith("the prompt 'query' has no place for an instruction: add a prompt")
        assert "private" not in message

    def test_prompt_that_needs_one(self) -> None:
        assert refused(of(spec={"task": "{instruction}: "}), "task") == ("instruction", "the prompt 'task' needs the field instruction")


def test_unknown_prompt_names_the_known_ones() -> None:
    assert refused(of(E5), "title") == ("prompt_name", "there is no prompt 'title'; prompts: passage, query")


def test_unknown_prompt_without_any_names_the_remedy() -> None:
    param, message = refused(of(), "title")
    assert (param, message) == ("prompt_name", f"there is no prompt 'title': {prompts.REMEDY}")


def test_long_name_is_not_repeated() -> None:
    assert "x" * 64 in refused(of(), "x" * 1000)[1]
    assert "x" * 65 not in refused(of(), "x" * 1000)[1]


@pytest.mark.parametrize("value", [1, 1.5, True, [], {}])
def test_wrong_types(value: Any) -> None:
    kind = {bool: "a boolean", int: "a number", float: "a number", list: "an array", dict: "an object"}[type(value)]
    assert refused(of(E5), value) == ("prompt_name", f"prompt_name must be a string, not {kind}")
    assert refused(of(E5), None, value) == ("instruction", f"instruction must be a string, not {kind}")


@pytest.mark.parametrize(("name", "instruction"), [("query", None), (None, "Do"), ("query", "Do")])
def test_prompts_that_are_not_pooled_are_refused(name: str | None, instruction: str | None) -> None:
    param, message = refused(of({"query": QWEN3}, pooled=False), name, instruction)
    assert param == "prompt_name" and message.startswith("this model leaves prompts out of its pooling")
    assert of({"query": QWEN3}, pooled=False).prefix(None, None) == ""
