"""Which templates, scripts and styles this process draws live pages with, as one short word.

A page carries the word it was drawn by, and each beat the word of now: so one that outlived a version of the
desk knows it. Read once, when the process starts: what lies on the disk later is not what it draws with.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

OF_PAGES = frozenset({".html", ".js", ".css"})


def version_of(*folders: Path) -> str:
    """Twelve hex digits over every template, script and style in these folders."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in OF_PAGES):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:12]


def _folders() -> list[Path]:
    scripts = finders.find("desk")
    return [Path(settings.BASE_DIR) / "templates", *([Path(str(scripts))] if scripts else [])]


PAGES = version_of(*_folders())
