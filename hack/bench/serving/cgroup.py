"""A cgroup with a CPU quota, as the kubelet makes it for a pod with a CPU limit."""
import os
import sys
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PERIOD = 100_000


class CpuQuota:
    def __init__(self, directory: Path, unified: bool) -> None:
        self.directory = directory
        self.unified = unified

    def limit(self, cores: float) -> None:
        quota = int(cores * PERIOD)
        if self.unified:
            (self.directory / "cpu.max").write_text(f"{quota} {PERIOD}")
        else:
            (self.directory / "cpu.cfs_period_us").write_text(str(PERIOD))
            (self.directory / "cpu.cfs_quota_us").write_text(str(quota))

    def remove(self) -> None:
        """Its processes must have been killed. The cgroup stays busy until they are gone, which a quota delays."""
        for _ in range(100):
            try:
                return self.directory.rmdir()
            except OSError:
                time.sleep(0.1)
        print(f"warning: {self.directory} is still busy and has not been removed", file=sys.stderr)


def make(name: str) -> CpuQuota | str:
    """The cgroup, or the reason why there can be none."""
    if os.geteuid() != 0:
        return "requires root"
    unified = (ROOT / "cgroup.controllers").exists()
    parent = ROOT if unified else ROOT / "cpu"
    directory = parent / name
    try:
        if unified:
            (ROOT / "cgroup.subtree_control").write_text("+cpu")
        elif not parent.is_dir():
            return "there is no cgroup controller cpu"
        directory.mkdir()
    except OSError as error:
        return f"no cgroup can be made: {error}"
    return CpuQuota(directory, unified)
