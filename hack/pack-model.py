#!/usr/bin/env python3
"""Packs a model directory into an OCI image, for spec.model.source.image.

The result is a directory in OCI image layout, which crane, skopeo and oras push to a registry. Each file is a layer of its own, so
that a registry stores a file once and a node pulls several at the same time. The same files always give the same digest. The image is
an index with the same layers for amd64 and arm64, since a model is for all processors.
"""

import argparse
import hashlib
import json
import os
import sys
import tarfile
from pathlib import Path
from typing import IO, Any

MAX_LAYERS = 100  # overlay file systems have a limit of about 128
CHUNK = 1 << 20
ARCHITECTURES = ("amd64", "arm64")
OCI = "application/vnd.oci.image"
POINTER = b"version https://git-lfs.github.com/spec/"


class PackError(Exception):
    """A directory that cannot be packed; the message is for the user."""


class HashingWriter:
    """A file that computes the digest of what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)


def model_files(directory: Path) -> list[Path]:
    """The files of a model, relative and sorted; hidden files and directories are left out."""
    if not (directory / "config.json").is_file():
        raise PackError(f"{directory} has no config.json: name the model's unpacked directory")
    files = []
    for path in sorted(directory.rglob("*")):
        relative = path.relative_to(directory)
        if any(part.startswith(".") for part in relative.parts) or path.is_dir():
            continue
        with path.open("rb") as file:
            if file.read(len(POINTER)) == POINTER:
                raise PackError(f"{path} is a Git LFS pointer: run git lfs pull first")
        files.append(relative)
    return files


def layers(directory: Path, files: list[Path]) -> list[list[Path]]:
    """The files of each layer: one, and if there are too many, the smallest share the last layer."""
    by_size = sorted(files, key=lambda file: (-(directory / file).stat().st_size, str(file)))
    own = sorted(by_size if len(by_size) <= MAX_LAYERS else by_size[: MAX_LAYERS - 1])
    rest = sorted(set(files) - set(own))
    return [[file] for file in own] + ([rest] if rest else [])


def entry(name: str, mode: int, kind: bytes, size: int = 0) -> tarfile.TarInfo:
    """An entry that depends on nothing but name and content."""
    info = tarfile.TarInfo(name)
    info.mode, info.type, info.size = mode, kind, size
    return info


def write_layer(directory: Path, files: list[Path], out: Any) -> None:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for parent in sorted({parent for file in files for parent in file.parents if parent != Path(".")}):
            archive.addfile(entry(parent.as_posix(), 0o755, tarfile.DIRTYPE))
        for file in files:
            path = directory / file
            with path.open("rb") as content:
                archive.addfile(entry(file.as_posix(), 0o644, tarfile.REGTYPE, path.stat().st_size), content)


class Layout:
    """A directory in OCI image layout."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.blobs = directory / "blobs" / "sha256"
        self.blobs.mkdir(parents=True)

    def layer(self, model: Path, files: list[Path]) -> dict[str, Any]:
        part = self.blobs / "part"
        with part.open("wb") as file:
            writer = HashingWriter(file)
            write_layer(model, files, writer)
        digest = writer.digest.hexdigest()
        part.rename(self.blobs / digest)
        return {"mediaType": f"{OCI}.layer.v1.tar", "digest": f"sha256:{digest}", "size": writer.size}

    def document(self, media_type: str, content: dict[str, Any]) -> dict[str, Any]:
        data = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
        digest = hashlib.sha256(data).hexdigest()
        (self.blobs / digest).write_bytes(data)
        return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(data)}

    def manifest(self, architecture: str, descriptors: list[dict[str, Any]]) -> dict[str, Any]:
        platform = {"architecture": architecture, "os": "linux"}
        diff_ids = [layer["digest"] for layer in descriptors]
        config = self.document(f"{OCI}.config.v1+json", platform | {"rootfs": {"type": "layers", "diff_ids": diff_ids}})
        manifest = {"schemaVersion": 2, "mediaType": f"{OCI}.manifest.v1+json", "config": config, "layers": descriptors}
        return self.document(f"{OCI}.manifest.v1+json", manifest) | {"platform": platform}

    def close(self, manifests: list[dict[str, Any]]) -> str:
        """Writes the index and returns the digest under which it is pushed."""
        index = {"schemaVersion": 2, "mediaType": f"{OCI}.index.v1+json", "manifests": manifests}
        data = json.dumps(index, sort_keys=True, separators=(",", ":")).encode()
        (self.directory / "index.json").write_bytes(data)
        (self.directory / "oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
        return "sha256:" + hashlib.sha256(data).hexdigest()


def pack(model: Path, out: Path) -> str:
    """Packs a model into a new directory and returns the image's digest."""
    if out.exists() and any(out.iterdir()):
        raise PackError(f"{out} is not empty: name a new directory")
    layout, descriptors = Layout(out), []
    for files in layers(model, model_files(model)):
        names = files[0].as_posix() if len(files) == 1 else f"{len(files)} small files"
        descriptor = layout.layer(model, files)
        print(f"{descriptor['digest']}  {descriptor['size']:>13}  {names}", file=sys.stderr)
        descriptors.append(descriptor)
    return layout.close([layout.manifest(architecture, descriptors) for architecture in ARCHITECTURES])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the model's unpacked directory, with config.json")
    parser.add_argument("out", type=Path, help="a new directory for the image; push it with: crane push --index OUT REGISTRY/NAME:TAG")
    arguments = parser.parse_args()
    try:
        print(pack(arguments.model, arguments.out))
    except (PackError, OSError) as error:
        print(f"{os.path.basename(sys.argv[0])}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
