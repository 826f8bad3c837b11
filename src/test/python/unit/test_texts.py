"""How texts are prepared: sentence_bert_config.json and config_sentence_transformers.json."""

from __future__ import annotations

from typing import Any

import pytest
from embedding_operator import modules
from embedding_operator.modules import TRANSFORMER_CONFIGS, Texts
from embedding_operator.refusal import Refusal
from model_directory import ModelDirectory


def test_defaults_without_files(model: ModelDirectory) -> None:
    assert modules.read_texts(str(model)) == Texts(None, False, {}, None)


@pytest.mark.parametrize("name", TRANSFORMER_CONFIGS)
def test_length_and_case(model: ModelDirectory, name: str) -> None:
    model.json(name, {"max_seq_length": 256, "do_lower_case": True})
    assert modules.read_texts(str(model)) == Texts(256, True, {}, None)


def test_first_transformer_config_counts(model: ModelDirectory) -> None:
    for index, name in enumerate(TRANSFORMER_CONFIGS):
        model.json(name, {"max_seq_length": 100 + index})
    assert modules.read_texts(str(model)).max_tokens == 100


@pytest.mark.parametrize("value", [None, 0, -1, "256", 256.0, True])
def test_length_that_is_no_number_is_none(model: ModelDirectory, value: Any) -> None:
    model.json("sentence_bert_config.json", {"max_seq_length": value})
    assert modules.read_texts(str(model)).max_tokens is None


@pytest.mark.parametrize("value", [None, False, "true", 1])
def test_only_true_is_lower_case(model: ModelDirectory, value: Any) -> None:
    model.json("sentence_bert_config.json", {"do_lower_case": value})
    assert modules.read_texts(str(model)).lower_case is False


def test_prompts(model: ModelDirectory) -> None:
    named = {"query": "query: ", "document": "", "broken": 1}
    model.json("config_sentence_transformers.json", {"prompts": named, "default_prompt_name": "query"})
    assert modules.read_texts(str(model)) == Texts(None, False, {"query": "query: ", "document": ""}, "query")


@pytest.mark.parametrize("content", [[], 1, {}, {"prompts": None}, {"prompts": []}, {"default_prompt_name": 1}])
def test_prompts_of_another_form_are_none(model: ModelDirectory, content: Any) -> None:
    model.json("config_sentence_transformers.json", content)
    assert modules.read_texts(str(model)) == Texts()


@pytest.mark.parametrize("name", ["sentence_bert_config.json", "config_sentence_transformers.json"])
def test_damaged_file_is_refused(model: ModelDirectory, name: str) -> None:
    model.text(name, '{"max')
    with pytest.raises(Refusal, match=f"{name} is damaged or cut short"):
        modules.read_texts(str(model))
