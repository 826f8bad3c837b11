from __future__ import annotations

import json

import pytest
from embedding_operator import errors


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (404, "not_found_error"),
        (408, "invalid_request_error"),
        (413, "invalid_request_error"),
        (429, "rate_limit_error"),
        (500, "server_error"),
        (503, "server_error"),
    ],
)
def test_body_has_the_keys_of_openai_and_of_sglang(status: int, kind: str) -> None:
    assert json.loads(errors.body(status, "too long", "input[3]")) == {
        "error": {"message": "too long", "type": kind, "param": "input[3]", "code": None},
        "object": "error",
        "message": "too long",
        "type": kind,
        "param": "input[3]",
        "code": status,
    }


def test_message_may_contain_anything() -> None:
    message = 'quotes " and \\ and é and \ud800'
    assert json.loads(errors.body(400, message))["message"] == message


def test_bad_request_is_400_by_default() -> None:
    error = errors.BadRequest("input", "empty")
    assert (error.status, error.param, str(error)) == (400, "input", "empty")
