"""Listening on IPv4 and IPv6, and NO_PROXY."""

from __future__ import annotations

import asyncio
import socket
from types import SimpleNamespace
from typing import Any

import pytest
from embedding_operator import hooks, network

PROXY = "http://proxy.example.com:3128"
OWN = ["localhost", "127.0.0.1", "::1"]
CLUSTER = [".svc", ".cluster.local"]


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_any_proxy_is_bypassed(name: str) -> None:
    environ = {name: PROXY}
    network.bypass_proxy(environ)
    assert environ["no_proxy"].split(",") == environ["NO_PROXY"].split(",") == [*OWN, *CLUSTER]


@pytest.mark.parametrize("environ", [{}, {"HTTP_PROXY": ""}, {"NO_PROXY": "a"}, {"EMBEDDING_OPERATOR_POD_IPS": "10.0.0.7"}])
def test_without_a_proxy_nothing_changes(environ: dict[str, str]) -> None:
    before = dict(environ)
    network.bypass_proxy(environ)
    assert environ == before


def test_addresses_of_the_pod_and_the_api_server_are_bypassed() -> None:
    environ = {"HTTP_PROXY": PROXY, "EMBEDDING_OPERATOR_POD_IPS": "10.0.0.7,fd00::7", "KUBERNETES_SERVICE_HOST": "10.96.0.1"}
    network.bypass_proxy(environ)
    assert environ["NO_PROXY"].split(",") == [*OWN, "10.0.0.7", "fd00::7", "10.96.0.1", *CLUSTER]


def test_hosts_of_the_user_are_kept() -> None:
    environ = {"HTTP_PROXY": PROXY, "no_proxy": "a.test, localhost", "NO_PROXY": "b.test,a.test"}
    network.bypass_proxy(environ)
    assert environ["no_proxy"].split(",") == ["a.test", "localhost", "b.test", "127.0.0.1", "::1", *CLUSTER]
    again = dict(environ)
    network.bypass_proxy(again)
    assert again == environ


def test_all_hosts_stay_all_hosts() -> None:
    # "*" counts only if nothing else is listed
    environ = {"HTTP_PROXY": PROXY, "NO_PROXY": "*"}
    network.bypass_proxy(environ)
    assert environ["no_proxy"] == environ["NO_PROXY"] == "*"


def config(**given: Any) -> SimpleNamespace:
    return SimpleNamespace(**{"host": "0.0.0.0", "port": 0, "uds": None, "fd": None, **given})


def bound(given: SimpleNamespace) -> socket.socket | str:
    result: socket.socket | str = network.hooks()[hooks.UVICORN_BIND][1](lambda self: "original", given)
    return result


def has_ipv6() -> bool:
    try:
        network.listener(0).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this machine")
def test_one_socket_accepts_both_versions() -> None:
    opened = bound(config())
    assert isinstance(opened, socket.socket)
    with opened:
        opened.listen()
        assert opened.get_inheritable()
        for host in ("127.0.0.1", "::1"):
            socket.create_connection((host, opened.getsockname()[1]), timeout=5).close()


def test_without_ipv6_the_original_binds(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(port: int) -> socket.socket:
        raise OSError(97, "Address family not supported by protocol")

    monkeypatch.setattr(network, "listener", unsupported)
    assert bound(config()) == "original"


@pytest.mark.parametrize("given", [{"host": "127.0.0.1"}, {"host": "::"}, {"uds": "/tmp/socket"}, {"fd": 3}])
def test_other_listeners_are_left_alone(given: dict[str, Any]) -> None:
    assert bound(config(**given)) == "original"
    assert served(config(**given), None) is None


def test_a_port_in_use_is_reported_by_the_original() -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        assert bound(config(port=taken.getsockname()[1])) == "original"


def test_the_server_gets_the_socket() -> None:
    given = config()
    given.bind_socket = lambda: "bound"
    assert served(given, None) == ["bound"]


def test_sockets_of_a_parent_process_are_kept() -> None:
    assert served(config(), ["given"]) == ["given"]


def served(given: SimpleNamespace, sockets: Any) -> Any:
    async def original(self: Any, sockets: Any) -> Any:
        return sockets

    return asyncio.run(network.hooks()[hooks.UVICORN_SERVE][1](original, SimpleNamespace(config=given), sockets))
