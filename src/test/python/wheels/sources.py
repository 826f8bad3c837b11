"""The sources of a version of SGLang, from its wheel: downloaded once, parsed, and never imported."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PART = "sglang/srt/"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Sources:
    """The sources of a version.

    Attributes:
        directory: contains ``sglang/srt``.
    """

    directory: Path

    def exists(self, module: str) -> bool:
        return self._file(module) is not None

    def text(self, module: str) -> str:
        file = self._file(module)
        assert file is not None, f"{self.directory.name} has no module {module}"
        return file.read_text(encoding="utf-8")

    def module(self, name: str) -> ast.Module:
        return _parsed(self.text(name))

    def find(self, target: str) -> ast.stmt | None:
        """The definition of ``package.module.name`` or ``package.module.Class.name``, also if a base class in the same module has it."""
        parts = target.split(".")
        for length in range(len(parts) - 1, 0, -1):
            if self.exists(".".join(parts[:length])):
                return self._within(".".join(parts[:length]), parts[length:])
        return None

    def parameters(self, target: str) -> list[str] | None:
        """The names of a function's parameters; None if there is no such function."""
        found = self.find(target)
        if not isinstance(found, Function):
            return None
        given = found.args
        return [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]

    def _within(self, module: str, names: list[str]) -> ast.stmt | None:
        body: list[ast.stmt] = self.module(module).body
        found: ast.stmt | None = None
        for name in names:
            found = next((node for node in _defined(body) if name in _names(node)), None)
            if found is None:
                return None
            body = found.body if isinstance(found, ast.ClassDef) else []
        return found

    def _file(self, module: str) -> Path | None:
        path = self.directory / module.replace(".", "/")
        return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _defined(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body, also those within ``if`` and ``try``."""
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            yield from _defined([*node.body, *node.orelse])


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def of(version: str) -> Sources:
    """The sources of a version, downloaded into $EMBEDDING_OPERATOR_WHEELS unless they are there."""
    wheels = Path(os.environ["EMBEDDING_OPERATOR_WHEELS"])
    directory = wheels / version
    if not directory.is_dir():
        wheels.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=wheels, prefix=f"{version}.part-") as part:
            _extract(_download(version, Path(part)), Path(part) / "sources")
            if not directory.is_dir():
                shutil.move(Path(part) / "sources", directory)
    return Sources(directory)


def _download(version: str, directory: Path) -> Path:
    print(f"downloading the sources of SGLang {version}, once", file=sys.stderr, flush=True)
    platform = [
        "--python-version",
        "3.11",
        "--implementation",
        "cp",
        "--abi",
        "cp311",
        "--abi",
        "none",
        "--platform",
        "manylinux_2_34_x86_64",
    ]
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, *platform, "-d", str(directory), f"sglang=={version}"], check=True)
    (wheel,) = directory.glob("*.whl")
    return wheel


def _extract(wheel: Path, directory: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith(PART) and name.endswith(".py")]
        archive.extractall(directory, names)
