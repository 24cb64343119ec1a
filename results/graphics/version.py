"""Which scripts the desk serves to its output pages, as one short word.

A page carries the word it was loaded with, and each frame the word of now: so a page that is out of date
knows it, and says so. It is for a person to reload it, never for the page.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

# In the order in which they are loaded.
SCRIPTS = (
    *("values", "text", "motion", "paper", "pieces", "core"),
    *("lower-third", "contest", "scoreboard", "seat-change", "council", "head-to-head", "hex-map"),
    *("ticker", "bug", "swing-dial", "test-card"),
    *("layers", "link", "output-page"),
)


@cache
def scripts_version() -> str:
    """Twelve hex digits over every script of an output page."""
    whole = hashlib.sha256()
    for name in SCRIPTS:
        whole.update(Path(str(finders.find(f"graphics/{name}.js"))).read_bytes())
    return whole.hexdigest()[:12]
