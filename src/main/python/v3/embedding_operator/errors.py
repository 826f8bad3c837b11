"""Errors of a request, in the format of OpenAI's API and, beside it, that of SGLang."""

from __future__ import annotations

import json

TYPES = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error"}


class BadRequest(ValueError):
    """A request that cannot be answered.

    Args:
        param: the field, such as ``input[3]``.
        message: field, value and remedy.
        status: HTTP status, 400 to 499.
        code: name of the error for programs.
    """

    def __init__(self, param: str | None, message: str, status: int = 400, code: str | None = None):
        super().__init__(message)
        self.param = param
        self.status = status
        self.code = code


def body(status: int, message: str, param: str | None = None, code: str | None = None) -> bytes:
    """The body of an error: OpenAI's object ``error``, and the keys of SGLang's own errors."""
    kind = TYPES.get(status, "invalid_request_error" if status < 500 else "server_error")
    error = {"message": message, "type": kind, "param": param, "code": code}
    return json.dumps({"error": error, "object": "error", "message": message, "type": kind, "param": param, "code": status}).encode()
