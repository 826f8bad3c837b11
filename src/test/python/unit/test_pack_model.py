import hashlib
import importlib.util
import json
import os
import tarfile
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def packing() -> ModuleType:
    path = Path(__file__).parents[4] / "hack" / "pack-model.py"
    spec = importlib.util.spec_from_file_location("pack_model", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def model(tmp_path: Path) -> Path:
    directory = tmp_path / "model"
    (directory / "1_Pooling").mkdir(parents=True)
    (directory / ".cache").mkdir()
    (directory / "config.json").write_text("{}")
    (directory / "weights with a space é.safetensors").write_bytes(os.urandom(2_000_000))
    (directory / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    (directory / ".cache" / "leftover").write_text("x")
    return directory


def blob(layout: Path, descriptor: dict[str, str]) -> bytes:
    data = (layout / "blobs" / "sha256" / descriptor["digest"].removeprefix("sha256:")).read_bytes()
    assert "sha256:" + hashlib.sha256(data).hexdigest() == descriptor["digest"]
    return data


def test_each_file_is_a_layer_with_the_same_content(packing: ModuleType, model: Path, tmp_path: Path) -> None:
    layout = tmp_path / "layout"
    digest = packing.pack(model, layout)
    index = json.loads((layout / "index.json").read_bytes())
    assert digest == "sha256:" + hashlib.sha256((layout / "index.json").read_bytes()).hexdigest()
    assert [manifest["platform"]["architecture"] for manifest in index["manifests"]] == ["amd64", "arm64"]
    manifest = json.loads(blob(layout, index["manifests"][0]))
    assert len(manifest["layers"]) == 3
    found = {}
    for number, layer in enumerate(manifest["layers"]):
        path = tmp_path / f"layer{number}"
        path.write_bytes(blob(layout, layer))
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                assert member.mode == (0o755 if member.isdir() else 0o644)
                if member.isfile():
                    content = archive.extractfile(member)
                    assert content is not None
                    found[member.name] = content.read()
    assert found == {
        "config.json": b"{}",
        "1_Pooling/config.json": (model / "1_Pooling" / "config.json").read_bytes(),
        "weights with a space é.safetensors": (model / "weights with a space é.safetensors").read_bytes(),
    }


def test_same_files_have_the_same_digest_whatever_their_times_and_modes(packing: ModuleType, model: Path, tmp_path: Path) -> None:
    first = packing.pack(model, tmp_path / "first")
    os.utime(model / "config.json", (1, 1))
    (model / "config.json").chmod(0o600)
    assert packing.pack(model, tmp_path / "second") == first
    (model / "config.json").write_text("{ }")
    assert packing.pack(model, tmp_path / "third") != first


def test_many_small_files_share_a_layer(packing: ModuleType, model: Path, tmp_path: Path) -> None:
    for number in range(150):
        (model / f"{number}.txt").write_text(str(number))
    packing.pack(model, tmp_path / "layout")
    index = json.loads((tmp_path / "layout" / "index.json").read_bytes())
    assert len(json.loads(blob(tmp_path / "layout", index["manifests"][0]))["layers"]) == packing.MAX_LAYERS


def test_other_directories_are_refused(packing: ModuleType, model: Path, tmp_path: Path) -> None:
    with pytest.raises(packing.PackError, match=r"no config\.json"):
        packing.pack(tmp_path, tmp_path / "a")
    with pytest.raises(packing.PackError, match="not empty"):
        packing.pack(model, model)
    (model / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    with pytest.raises(packing.PackError, match="Git LFS pointer: run git lfs pull"):
        packing.pack(model, tmp_path / "b")
