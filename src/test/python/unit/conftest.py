from __future__ import annotations

from pathlib import Path

import pytest
from model_directory import ModelDirectory, complete


@pytest.fixture
def model(tmp_path: Path) -> ModelDirectory:
    return complete(tmp_path / "model")
