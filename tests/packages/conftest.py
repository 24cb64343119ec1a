"""One browser for the tests of a file of packages, and one folder of npm packages for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import a_browser
from tests.packages.node import PACKAGES, node


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A Chromium."""
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages in it; skips, with what npm said, where they cannot be had."""
    folder = tmp_path_factory.mktemp("node")
    fetched = node(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES)
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch the packages: {fetched.stderr.strip()[-300:]}")
    return folder
