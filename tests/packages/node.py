"""Published npm packages to test against, put into a folder of the test's own and never kept."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = ("ograf@1.2.0", "typescript@5.9", "casparcg-connection@6.3", "acorn@8.15")
needs_node = pytest.mark.skipif(
    not os.environ.get("CI") or not shutil.which("npm"),
    reason="needs npm, and CI to be set: it fetches packages",
)


def node(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of node's in that folder, for two minutes at the most."""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
