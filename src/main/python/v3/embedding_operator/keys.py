"""API keys: the files of a directory, one key in each, as Kubernetes mounts a Secret."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import time
from collections.abc import Callable

from . import mounted
from .errors import BadRequest

LOOK_SECONDS = 1.0
ATTEMPTS = 3
SCHEME = b"bearer"
log = logging.getLogger(__name__)


class Keys:
    """The valid keys.

    Args:
        directory: every file with more than white space is a key. A missing directory has none.
        clock: seconds.
    """

    def __init__(self, directory: str, clock: Callable[[], float] = time.monotonic):
        self.directory = directory
        self._clock = clock
        self._looked: float | None = None
        self._state: mounted.State | None = None
        self._digests: dict[str, bytes] = {}

    def name(self, authorization: bytes | None) -> str:
        """The name of the key that a request was sent with.

        Args:
            authorization: the header, if there is one.

        Raises:
            BadRequest: 401. The message repeats nothing of the request.
        """
        self._look()
        if not self._digests:
            message = "no API key is valid: the Secret of spec.access.apiKeySecret is missing or empty: add a key"
            raise BadRequest(None, message, 401, "no_api_keys")
        scheme, _, key = (authorization or b"").strip().partition(b" ")
        given = _digest(key.strip()) if scheme.lower() == SCHEME else b""
        found: str | None = None
        # all are compared, so that the time does not depend on which one matches
        for name, digest in self._digests.items():
            if hmac.compare_digest(digest, given):
                found = name
        if found is None:
            message = "the API key is missing or not valid: send the header Authorization: Bearer KEY with a valid key"
            raise BadRequest(None, message, 401, "invalid_api_key")
        return found

    def _look(self) -> None:
        now = self._clock()
        if self._looked is not None and now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        error: OSError | None = None
        for _ in range(ATTEMPTS):  # the files can be replaced while they are read
            try:
                state = mounted.state(self.directory)
                if state != self._state:
                    self._digests = _read(state)
                    self._state = state
                    log.info("valid API keys: %d", len(self._digests))
                return
            except OSError as e:
                error = e
        log.error("the API keys in %s cannot be read, the previous ones stay valid: %s", self.directory, error)


def _read(state: mounted.State) -> dict[str, bytes]:
    directory, files = state
    digests = {}
    for name, *_ in files:
        with open(os.path.join(directory, name), "rb") as file:
            key = file.read().strip()
        if key:
            digests[name] = _digest(key)
    return digests


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()
