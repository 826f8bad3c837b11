"""plugin-archive.py: writes src/main/python/v3.zip, the plugin for SGLang as it is delivered. The same files give the same bytes."""

import zipfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src/main/python/v3"
METADATA = "embedding_operator_sglang-3.dist-info"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a ZIP file can hold


def main() -> None:
    files = {f"embedding_operator/{file.name}": file for file in (SOURCE / "embedding_operator").glob("*.py")}
    files |= {f"{METADATA}/{name}": SOURCE / name for name in ("METADATA", "entry_points.txt")}
    with zipfile.ZipFile(SOURCE.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


main()
