"""A Secret as the kubelet mounts it: files behind the link ``..data``, which is replaced as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


class MountedSecret:
    def __init__(self, directory: Path, values: Mapping[str, bytes]):
        directory.mkdir()
        self.directory = directory
        self._version = 0
        self.write(values)

    def __str__(self) -> str:
        return str(self.directory)

    def write(self, values: Mapping[str, bytes]) -> None:
        self._version += 1
        data = self.directory / f"..version_{self._version}"
        data.mkdir()
        for name, value in values.items():
            (data / name).write_bytes(value)
        link = self.directory / "..data"
        previous = link.resolve() if link.is_symlink() else None
        os.symlink(data.name, self.directory / "..data_tmp")
        os.replace(self.directory / "..data_tmp", link)
        for entry in self.directory.iterdir():
            if not entry.name.startswith("..") and entry.name not in values:
                entry.unlink()
        for name in values:
            if not (self.directory / name).is_symlink():
                os.symlink(f"..data/{name}", self.directory / name)
        if previous is not None:
            shutil.rmtree(previous)
