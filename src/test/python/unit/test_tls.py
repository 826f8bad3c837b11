"""Certificates that change while a server runs."""

from __future__ import annotations

import asyncio
import logging
import ssl
import subprocess
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from embedding_operator import hooks, tls
from embedding_operator.tls import Certificate
from mounted_secret import MountedSecret

Pair = dict[str, bytes]


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    directory = tmp_path_factory.mktemp("pairs")
    return [_pair(directory, serial) for serial in range(1, 4)]


def _pair(directory: Path, serial: int) -> Pair:
    key, certificate = directory / f"{serial}.key", directory / f"{serial}.crt"
    options = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x", "-set_serial", str(serial)]
    command = ["openssl", "req", *options, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return {"tls.crt": certificate.read_bytes(), "tls.key": key.read_bytes()}


def context(secret: MountedSecret) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(secret.directory / "tls.crt", secret.directory / "tls.key")
    return made


def served(server: ssl.SSLContext, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2) -> bytes:
    """The certificate that a new connection gets."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE
    client.minimum_version = client.maximum_version = version
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (client.wrap_bio(to_client, to_server), server.wrap_bio(to_server, to_client, server_side=True))
    for _ in range(5):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    found = ends[0].getpeercert(binary_form=True)
    assert found is not None
    return found


def der(pair: Pair) -> bytes:
    return ssl.PEM_cert_to_DER_cert(pair["tls.crt"].decode())


def test_changed_pair_is_served(tmp_path: Path, pairs: list[Pair], caplog: pytest.LogCaptureFixture) -> None:
    secret = MountedSecret(tmp_path / "tls", pairs[0])
    server = context(secret)
    certificate = Certificate(str(secret), server)
    with caplog.at_level(logging.INFO):
        certificate.look()
        assert served(server) == der(pairs[0])
        for pair in pairs[1:]:
            secret.write(pair)
            certificate.look()
            certificate.look()
            assert served(server) == der(pair)
    assert caplog.messages == [f"the renewed certificate in {secret} is served"] * 2


def test_pair_that_changed_before_the_first_look_is_served(tmp_path: Path, pairs: list[Pair]) -> None:
    secret = MountedSecret(tmp_path / "tls", pairs[0])
    server = context(secret)
    secret.write(pairs[1])
    Certificate(str(secret), server).look()
    assert served(server) == der(pairs[1])


BROKEN: list[Callable[[list[Pair]], Pair]] = [
    lambda pairs: {"tls.crt": pairs[1]["tls.crt"], "tls.key": pairs[0]["tls.key"]},
    lambda pairs: {"tls.crt": pairs[1]["tls.crt"][:200], "tls.key": pairs[1]["tls.key"]},
    lambda pairs: {"tls.crt": pairs[1]["tls.crt"], "tls.key": b""},
    lambda pairs: {"tls.crt": pairs[1]["tls.crt"]},
    lambda pairs: {},
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_broken_pair(tmp_path: Path, pairs: list[Pair], caplog: pytest.LogCaptureFixture, broken: Callable[[list[Pair]], Pair]) -> None:
    secret = MountedSecret(tmp_path / "tls", pairs[0])
    server = context(secret)
    certificate = Certificate(str(secret), server)
    certificate.look()
    secret.write(broken(pairs))
    certificate.look()
    certificate.look()
    assert served(server) == der(pairs[0])
    (message,) = caplog.messages
    assert message.startswith(f"the certificate in {secret} cannot be loaded, the previous one is served: ")
    secret.write(pairs[2])
    certificate.look()
    assert served(server) == der(pairs[2])


def test_encrypted_key_is_an_error_and_no_question(tmp_path: Path, pairs: list[Pair], caplog: pytest.LogCaptureFixture) -> None:
    secret = MountedSecret(tmp_path / "tls", pairs[0])
    certificate = Certificate(str(secret), context(secret))
    command = ["openssl", "ec", "-in", str(secret.directory / "tls.key"), "-aes256", "-passout", "pass:word"]
    encrypted = subprocess.run(command, check=True, capture_output=True).stdout
    secret.write({**pairs[0], "tls.key": encrypted})
    certificate.look()
    assert "cannot be loaded" in caplog.text


def test_server_without_a_certificate_has_no_hook() -> None:
    assert tls.hooks(None) == {}


def test_server_renews_while_it_runs(tmp_path: Path, pairs: list[Pair], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls, "LOOK_SECONDS", 0.01)
    secret = MountedSecret(tmp_path / "tls", pairs[0])
    server = types.SimpleNamespace(config=types.SimpleNamespace(ssl=context(secret)))
    kind, around = tls.hooks(str(secret))[hooks.UVICORN_STARTUP]
    assert kind == "AROUND"

    async def run() -> None:
        async def original(self: Any, sockets: Any = None) -> str:
            return f"started with {sockets}"

        assert await around(original, server, sockets=[1]) == "started with [1]"
        secret.write(pairs[1])
        for _ in range(500):
            await asyncio.sleep(0.01)
            if served(server.config.ssl) == der(pairs[1]):
                return
        pytest.fail("the new certificate is not served")

    asyncio.run(run())
    assert server.config.ssl.minimum_version == ssl.TLSVersion.TLSv1_2


def test_plain_http_is_left_alone() -> None:
    server = types.SimpleNamespace(config=types.SimpleNamespace(ssl=None))

    async def original(self: Any) -> str:
        return "started"

    assert asyncio.run(tls.hooks("/absent")[hooks.UVICORN_STARTUP][1](original, server)) == "started"
