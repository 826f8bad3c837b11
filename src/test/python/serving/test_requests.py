"""Instructions, prompts, limits, and the calls of OpenAI's client."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from client import EMBEDDINGS, Server


@pytest.fixture(scope="module")
def info(server: Server) -> dict[str, Any]:
    return dict(server.request("GET", "/model_info").json())


def is_qwen3(info: dict[str, Any]) -> bool:
    return bool(info["model_type"] == "qwen3")


def message(answer: Any) -> str:
    """The message of an error, which has OpenAI's form and SGLang's."""
    body = answer.json()
    assert body["error"]["message"] == body["message"]
    assert body["error"]["type"] == "invalid_request_error" and body["code"] == answer.status
    return str(body["message"])


def test_instruction_is_a_prefix(server: Server, info: dict[str, Any]) -> None:
    if is_qwen3(info):
        task = "Given a web search query, retrieve relevant passages that answer the query"
        text = "How do I pay my bill?"
        with_instruction = server.embed([text], instruction=task)
        assert with_instruction == server.embed([f"Instruct: {task}\nQuery:{text}"])
        assert with_instruction != server.embed([text])
    else:
        answer = server.post(input="a text", instruction="find it")
        assert answer.status == 400 and "spec.model.prompts" in message(answer)


def test_unknown_prompt_is_refused(server: Server) -> None:
    answer = server.post(input="a text", prompt_name="no-such-prompt")
    assert answer.status == 400 and "no-such-prompt" in message(answer)


def test_token_ids_outside_the_vocabulary(server: Server) -> None:
    for given, name in (([[5, 6], [7, 999_999]], "input[1][1]"), ([999_999], "input[0]"), ([[-1]], "input[0][0]"), ([[1.5]], "input[0][0]")):
        answer = server.post(input=given)
        assert answer.status == 400 and name in message(answer), answer


def test_too_many_texts(server: Server) -> None:
    answer = server.post(input=["a"] * 2049)
    assert answer.status == 400 and "2049" in message(answer) and "2048" in message(answer)


def test_too_large_body(server: Server) -> None:
    answer = server.request("POST", EMBEDDINGS, json.dumps({"input": "a" * (17 * 1024 * 1024)}).encode())
    assert answer.status == 413 and "spec.server.maxRequestBytes" in message(answer)


def test_too_long_text(server: Server, info: dict[str, Any]) -> None:
    most = info["embedding_operator"]["max_input_tokens"]
    answer = server.post(input=["fine", "word " * (most + 10)])
    assert answer.status == 400 and "input[1]" in message(answer) and str(most) in message(answer)


def test_the_articles_calls_with_openais_client(server: Server, info: dict[str, Any]) -> None:
    from openai import OpenAI

    client = OpenAI(base_url=f"{server.url}/v1", api_key="EMPTY")
    name = client.models.list().data[0].id
    size = info["embedding_operator"]["dimensions"]
    one = client.embeddings.create(model=name, input="How do I pay my bill?")
    assert len(one.data[0].embedding) == size
    assert len(client.embeddings.create(model=name, input="How do I pay my bill?", dimensions=size).data[0].embedding) == size
    batch = client.embeddings.create(model=name, input=["first text", "second text", "third text"])
    assert [item.index for item in batch.data] == [0, 1, 2]
    if info["embedding"]["supports_dimensions"]:
        short = client.embeddings.create(model=name, input="How do I pay my bill?", dimensions=size // 2)
        assert len(short.data[0].embedding) == size // 2
        assert math.isclose(sum(x * x for x in short.data[0].embedding), 1, rel_tol=1e-3)
    if is_qwen3(info):
        task = "Given a web search query, retrieve relevant passages that answer the query"
        query = client.embeddings.create(model=name, input=["How do I pay my bill?"], extra_body={"instruction": task})
        assert len(query.data[0].embedding) == size
