"""The number of tokens of texts, with a tokenizer of which each character is a token."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest
from embedding_operator import tokens
from embedding_operator.errors import BadRequest
from embedding_operator.tokens import TokenLimit

CLS, SEP, EOS = 1, 2, 3


@dataclass
class Manager:
    """SGLang's TokenizerManager: each character is a token, between a prefix and a suffix."""

    prefix: list[int] = field(default_factory=lambda: [CLS])
    suffix: list[int] = field(default_factory=lambda: [SEP])
    tokenizer: Any = "a tokenizer"
    texts: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    async def _tokenize_texts(self, texts: list[str]) -> tuple[list[list[int]], None]:
        self.texts += texts
        self.threads.add(threading.get_ident())
        await asyncio.sleep(0)
        return [[*self.prefix, *map(ord, text), *self.suffix] for text in texts], None


@dataclass
class Request:
    """SGLang's EmbeddingReqInput."""

    text: Any
    input_ids: Any = None
    images: bool = False

    def contains_mm_input(self) -> bool:
        return self.images


def applied(text: Any, truncate: bool = False, lower_case: bool = False, manager: Manager | None = None, max_tokens: int = 6) -> Request:
    request = Request(text)
    asyncio.run(TokenLimit(max_tokens, truncate, lower_case).apply(manager or Manager(), request))
    return request


def ids(text: str) -> list[int]:
    return [CLS, *map(ord, text), SEP]


def refused(text: Any, **options: Any) -> tuple[str | None, str]:
    with pytest.raises(BadRequest) as error:
        applied(text, **options)
    assert error.value.status == 400
    return error.value.param, str(error.value)


def test_text_becomes_its_ids() -> None:
    assert applied("abcd") == Request(None, ids("abcd"))
    assert applied(["ab", "abcd"]) == Request(None, [ids("ab"), ids("abcd")])
    assert applied(["ab"]) == Request(None, [ids("ab")])


@pytest.mark.parametrize(
    ("text", "name", "length"), [("abcde", "input", 7), (["a", "abcdefgh", "abcde"], "input[1]", 10), (["abcde"], "input[0]", 7)]
)
def test_text_that_is_too_long_is_named(text: Any, name: str, length: int) -> None:
    param, message = refused(text)
    assert param == name
    assert message == f"{name} has {length} tokens, but the model takes at most 6 tokens: shorten it, or set spec.model.longInput: Truncate"


def test_refused_request_keeps_its_text() -> None:
    request = Request("abcde")
    with pytest.raises(BadRequest):
        asyncio.run(TokenLimit(6, False, False).apply(Manager(), request))
    assert request == Request("abcde")


class TestTruncate:
    def test_suffix_stays(self) -> None:
        assert applied(["abcdefgh", "ab"], truncate=True).input_ids == [ids("abcd"), ids("ab")]

    def test_text_of_the_right_length_stays(self) -> None:
        assert applied("abcd", truncate=True).input_ids == ids("abcd")

    def test_several_tokens_at_the_end_stay(self) -> None:
        manager = Manager(suffix=[SEP, EOS])
        assert applied("abcdefgh", truncate=True, manager=manager).input_ids == [CLS, *map(ord, "abc"), SEP, EOS]

    def test_without_a_suffix(self) -> None:
        manager = Manager(prefix=[], suffix=[])
        assert applied("abcdefgh", truncate=True, manager=manager).input_ids == list(map(ord, "abcdef"))

    def test_suffix_is_looked_up_once(self) -> None:
        manager = Manager()
        limit = TokenLimit(6, True, False)
        for _ in range(3):
            asyncio.run(limit.apply(manager, Request(["abcdefgh", "hgfedcba"])))
        assert manager.texts.count("a") == 1

    def test_only_the_start_of_a_huge_text_is_tokenized(self) -> None:
        manager = Manager()
        assert applied("a" * 1_000_000, truncate=True, manager=manager).input_ids == ids("aaaa")
        assert max(map(len, manager.texts)) == 6 * tokens.MAX_CHARACTERS_PER_TOKEN


def test_huge_text_is_refused_without_tokenizing_it() -> None:
    manager = Manager()
    most = 6 * tokens.MAX_CHARACTERS_PER_TOKEN
    param, message = refused(["a", "a" * (most + 1)], manager=manager)
    assert param == "input[1]" and message.startswith(f"input[1] has {most + 1} characters, but the model takes at most 6 tokens")
    assert manager.texts == []
    assert "tokens, but" in refused("a" * most)[1]


def test_lower_case() -> None:
    assert applied(["ABc", "É"], lower_case=True).input_ids == [ids("abc"), ids("é")]
    assert applied(["ABc"]).input_ids == [ids("ABc")]


@pytest.mark.parametrize(("characters", "in_a_thread"), [(tokens.SMALL, False), (tokens.SMALL + 1, True)])
def test_large_texts_are_tokenized_in_a_thread(characters: int, in_a_thread: bool) -> None:
    manager = Manager()
    text = ["a" * (characters // 2), "b" * (characters - characters // 2)]
    assert applied(text, manager=manager, max_tokens=characters).input_ids == [ids(text[0]), ids(text[1])]
    assert (threading.get_ident() not in manager.threads) is in_a_thread


@pytest.mark.parametrize("request_", [Request(None, [1, 2]), Request(["abcdefgh"], images=True)])
def test_requests_without_texts_stay_as_they_are(request_: Request) -> None:
    text, given = request_.text, request_.input_ids
    asyncio.run(TokenLimit(6, False, False).apply(Manager(), request_))
    assert (request_.text, request_.input_ids) == (text, given)


def test_server_without_a_tokenizer() -> None:
    assert applied("abcdefgh", manager=Manager(tokenizer=None)).text == "abcdefgh"


class GenerateReqInput: ...


class EmbeddingReqInput: ...


class TestIds:
    @pytest.mark.parametrize("given", [[0], [99], [0, 50, 99], None])
    def test_known_ids_pass(self, given: Any) -> None:
        tokens.checked_ids(EmbeddingReqInput(), given, 100, False)

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ([100], r"the token id 100 is not in the model's vocabulary \(0 to 99\)"),
            ([0, -1, 100], r"the token id -1 is not in the model's vocabulary \(0 to 99\)"),
            ([0, -1], r"the token id -1 is not in the model's vocabulary \(0 to 99\)"),
            ([2**40], "the token id 1099511627776 is not"),
            ([], "the text has no tokens: send another text"),
            ([1, True], "token ids must be whole numbers"),
            ([1, 2.0], "token ids must be whole numbers"),
            ([[1]], "token ids must be whole numbers"),
            (["a"], "token ids must be whole numbers"),
            ([None], "token ids must be whole numbers"),
        ],
    )
    def test_others_are_refused(self, given: Any, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            tokens.checked_ids(EmbeddingReqInput(), given, 100, False)

    def test_nothing_is_generated(self) -> None:
        with pytest.raises(ValueError, match="this server only embeds: use /v1/embeddings"):
            tokens.checked_ids(GenerateReqInput(), [1], 100, False)
        tokens.checked_ids(GenerateReqInput(), [1], 100, True)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, None),
        ({"max_position_embeddings": "512"}, None),
        ({"max_position_embeddings": 512, "model_type": "bert"}, 512),
        ({"max_position_embeddings": 514, "model_type": "roberta", "pad_token_id": 1}, 512),
        ({"max_position_embeddings": 8194, "model_type": "xlm-roberta", "pad_token_id": 1}, 8192),
        ({"max_position_embeddings": 514, "model_type": "camembert"}, 512),
    ],
)
def test_max_positions(config: dict[str, Any], expected: int | None) -> None:
    assert tokens.max_positions(config) == expected
