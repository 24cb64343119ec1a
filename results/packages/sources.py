"""The files that packages are made of, read from where the desk ships them.

Owns reading and order of loading. Refuses to change a file: what is packed is what the desk's own
outputs draw with.
"""

from functools import cache
from importlib.metadata import version
from pathlib import Path

import fontpkg_inter

STATIC = Path(__file__).resolve().parent.parent.parent / "static" / "graphics"
FONTS = Path(fontpkg_inter.ROOT)
CORE = ("values", "text", "motion", "paper", "pieces", "core")
TYPEFACE = "Inter.ttf"
TYPEFACE_LICENCE = "Inter-LICENSE.txt"


def desk_version() -> str:
    """The version of the desk that the packages come from."""
    return version("resultsdesk")


@cache
def script(name: str) -> bytes:
    """One of the desk's graphics scripts, by its name without `.js`."""
    return (STATIC / f"{name}.js").read_bytes()


@cache
def shell(file: str) -> bytes:
    """One of the shells, by its file name."""
    return (STATIC / "shells" / file).read_bytes()


@cache
def typeface() -> bytes:
    """The variable typeface, tabular figures included."""
    return (FONTS / "files" / "Inter[opsz,wght].ttf").read_bytes()


@cache
def typeface_licence() -> bytes:
    """The typeface's licence, which travels with it."""
    return (FONTS / "LICENSE").read_bytes()


def scripts_of(graphic: str) -> tuple[str, ...]:
    """The names of a graphic's scripts in the order they load."""
    return (*CORE, graphic)
