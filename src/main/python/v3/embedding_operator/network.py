"""The server's network: it listens on IPv4 and IPv6, and reaches itself and its cluster without a proxy."""

from __future__ import annotations

import socket
from collections.abc import Callable, MutableMapping
from typing import Any

from . import hooks as targets

# Addresses of the pod, separated by commas; the operator sets the variable.
POD_ADDRESSES = "EMBEDDING_OPERATOR_POD_IPS"
API_SERVER = "KUBERNETES_SERVICE_HOST"
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
CLUSTER = (".svc", ".cluster.local")
ANY_IPV4 = "0.0.0.0"
ANY_IPV6 = "::"


def bypass_proxy(environ: MutableMapping[str, str]) -> None:
    """Adds loopback, the pod and the cluster to NO_PROXY if a proxy is set: SGLang calls itself to warm up, and ends if that fails."""
    if not any(environ.get(name) or environ.get(name.upper()) for name in PROXIES):
        return
    given = [*_words(environ.get("no_proxy", "")), *_words(environ.get("NO_PROXY", ""))]
    if "*" in given:
        hosts = ["*"]
    else:
        pod = _words(environ.get(POD_ADDRESSES, ""))
        hosts = list(dict.fromkeys([*given, *LOOPBACK, *pod, *_words(environ.get(API_SERVER, "")), *CLUSTER]))
    environ["no_proxy"] = environ["NO_PROXY"] = ",".join(hosts)


def hooks() -> dict[str, tuple[str, Callable[..., Any]]]:
    def around_bind(original: Callable[..., socket.socket], self: Any) -> socket.socket:
        if self.host != ANY_IPV4 or self.uds is not None or self.fd is not None:
            return original(self)
        try:
            return listener(self.port)
        except OSError:
            # no IPv6 on this machine, or an error that the original reports
            return original(self)

    async def around_serve(original: Callable[..., Any], self: Any, sockets: list[socket.socket] | None = None) -> Any:
        # without a socket, uvicorn would open one of its own for the host, for one IP version only
        own = sockets is None and self.config.host == ANY_IPV4 and self.config.uds is None and self.config.fd is None
        return await original(self, [self.config.bind_socket()] if own else sockets)

    return {targets.UVICORN_BIND: ("AROUND", around_bind), targets.UVICORN_SERVE: ("AROUND", around_serve)}


def listener(port: int) -> socket.socket:
    """A bound socket for connections over IPv4 and IPv6.

    Raises:
        OSError: there is no IPv6, or the port is in use.
    """
    opened = socket.socket(socket.AF_INET6)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        opened.bind((ANY_IPV6, port))
        opened.set_inheritable(True)
    except OSError:
        opened.close()
        raise
    return opened


def _words(text: str) -> list[str]:
    return [word for word in text.replace(" ", "").split(",") if word]
