"""A directory that Kubernetes mounts from a Secret: its entries are replaced all at once, by another target of ``..data``."""

from __future__ import annotations

import os

DATA = "..data"
# Name, inode, time of the last change and size of each file, with the directory that they are in.
State = tuple[str, tuple[tuple[str, int, int, int], ...]]


def state(directory: str) -> State:
    """What differs after a change. A directory that is missing has no files."""
    current = os.path.join(directory, DATA)
    resolved = os.path.realpath(current if os.path.lexists(current) else directory)
    files = []
    try:
        with os.scandir(resolved) as entries:
            for entry in entries:
                if entry.is_file():
                    found = entry.stat()
                    files.append((entry.name, found.st_ino, found.st_mtime_ns, found.st_size))
    except FileNotFoundError:
        pass
    return resolved, tuple(sorted(files))
