"""Whole archives: every graphic's folder for one system, as one zip.

Owns their bytes, which are the same whenever and wherever they are made: a system that has an archive
already can tell by its tag.
"""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from results.packages.fields import Graphic
from results.packages.graphics import GRAPHICS
from results.packages.ograf import ograf_files
from results.packages.templates import caspar_files, spx_files

Files = dict[str, bytes]
SYSTEMS: dict[str, Callable[[Graphic], Files]] = {
    "ograf": ograf_files,
    "caspar": caspar_files,
    "spx": spx_files,
}
FOLDER = "results-desk"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


@cache
def archive(system: str) -> bytes:
    """The zip of a system, one of `SYSTEMS`. Raises KeyError for any other."""
    made = SYSTEMS[system]
    buffer = BytesIO()
    with ZipFile(buffer, "w") as zipped:
        for graphic in GRAPHICS:
            for path, content in made(graphic).items():
                zipped.writestr(_entry(f"{FOLDER}/{graphic.name}/{path}"), content)
    return buffer.getvalue()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, date_time=LONG_AGO)
    # Packing the typeface gains little and takes seconds.
    entry.compress_type = ZIP_STORED if path.endswith(".ttf") else ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
