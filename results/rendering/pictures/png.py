"""Pictures as PNG, by resvg, in the desk's own typeface with its tabular figures.

Owns the typeface that is handed to it: it draws the signs that a font has and none of its features, so the
figures that line up are made the font's ordinary ones, once a process. Refuses sizes out of bounds.
"""

import atexit
import tempfile
from functools import cache
from pathlib import Path

import fontpkg_inter
import resvg_py
from fontTools.ttLib import TTFont

NARROWEST, WIDEST = 300, 3840
USUAL = 1200
FACE = "Inter[opsz,wght].ttf"
# As the desk's pages ask for them: figures that line up, the plainer a, round quotation marks.
FEATURES = ("tnum", "cv11", "ss03")


def png(svg: str, *, width: int) -> bytes:
    """A picture so many pixels wide. Raises ValueError where that is out of bounds."""
    if not NARROWEST <= width <= WIDEST:
        raise ValueError(f"A picture is {NARROWEST} to {WIDEST} pixels wide.")
    return resvg_py.svg_to_bytes(
        svg_string=svg, width=width, skip_system_fonts=True, font_files=[_face()], font_family="Inter"
    )


@cache
def _face() -> str:
    """The path of the typeface with those features as its ordinary signs."""
    font = TTFont(Path(fontpkg_inter.ROOT) / "files" / FACE)
    instead = _instead(font)
    for table in font["cmap"].tables:
        table.cmap = {sign: instead.get(glyph, glyph) for sign, glyph in table.cmap.items()}
    with tempfile.NamedTemporaryFile(prefix="desk-inter-", suffix=".ttf", delete=False) as file:
        font.save(file)
    atexit.register(Path(file.name).unlink, missing_ok=True)
    return file.name


def _instead(font: TTFont) -> dict[str, str]:
    """Which glyph takes the place of which by the features, one for one."""
    table = font["GSUB"].table
    wanted = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag in FEATURES
        for number in record.Feature.LookupListIndex
    }
    found: dict[str, str] = {}
    for number in sorted(wanted):
        for sub in table.LookupList.Lookup[number].SubTable:
            single = getattr(sub, "ExtSubTable", sub)
            found.update(getattr(single, "mapping", {}))
    return found
