"""A disk of a test's own that is small, and can be filled and given room again. Needs root and mount."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MB = 1024 * 1024


class SmallDisk:
    """A file system at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Not a byte is left."""
        with self._filling.open("ab") as filling:
            while free := shutil.disk_usage(self.folder).free:
                os.posix_fallocate(filling.fileno(), filling.tell(), free)
                filling.seek(0, os.SEEK_END)

    def give_room(self) -> None:
        """As it was before."""
        self._filling.unlink()


@contextmanager
def a_small_disk(folder: Path, *, mb: int) -> Iterator[SmallDisk]:
    """One of so many megabytes at this folder; skips the test where nobody may mount one."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={mb}m", "drill", str(folder)]
    if not shutil.which("mount") or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
