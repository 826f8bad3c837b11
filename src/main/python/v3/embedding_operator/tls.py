"""Renews the certificate of a running server. SGLang's own --enable-ssl-refresh does not notice how Kubernetes replaces files."""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
from collections.abc import Callable
from typing import Any

from . import hooks as targets
from . import mounted

LOOK_SECONDS = 2.0
CERTIFICATE = "tls.crt"
KEY = "tls.key"
log = logging.getLogger(__name__)


def hooks(directory: str | None) -> dict[str, tuple[str, Callable[..., Any]]]:
    if directory is None:
        return {}

    # startup, since a tokenizer worker has read its configuration before it loads the plugin
    async def around_startup(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.config.ssl is not None:
            self.config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
            # kept, since the loop has weak references only
            self.embedding_operator_renewal = asyncio.create_task(renew(Certificate(directory, self.config.ssl)))
        return await original(self, *args, **kwargs)

    return {targets.UVICORN_STARTUP: ("AROUND", around_startup)}


class Certificate:
    """A certificate and its key in a directory.

    Args:
        directory: contains tls.crt and tls.key.
        context: what the server accepts connections with.
    """

    def __init__(self, directory: str, context: ssl.SSLContext):
        self.directory = directory
        self.context = context
        self._state: mounted.State | None = None

    def look(self) -> None:
        """Loads the pair if it has changed. One that cannot be loaded is logged, and the previous one stays."""
        try:
            state = mounted.state(self.directory)
            if state == self._state:
                return
            first, self._state = self._state is None, state
            certificate, key = (os.path.join(state[0], name) for name in (CERTIFICATE, KEY))
            # tried first, since a context that fails to load a pair has lost its own
            for context in (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), self.context):
                context.load_cert_chain(certificate, key, password="")  # without a password, OpenSSL would ask for one
        except (OSError, ValueError) as e:
            log.error("the certificate in %s cannot be loaded, the previous one is served: %s", self.directory, e)
            return
        if not first:
            log.info("the renewed certificate in %s is served", self.directory)


async def renew(certificate: Certificate) -> None:
    while True:
        certificate.look()
        await asyncio.sleep(LOOK_SECONDS)
