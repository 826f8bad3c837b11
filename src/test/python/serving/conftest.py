"""Tests of a running server: pytest src/test/python/serving --url URL --model DIRECTORY"""

from __future__ import annotations

import pytest
from client import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--url", required=True, help="base URL of the server")
    parser.addoption("--model", required=True, help="the model's directory on this machine")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    return Server(request.config.getoption("--url"))


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--model"))
