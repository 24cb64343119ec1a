"""Photographs of declaration sheets as files beside a pack: sheets/<digest>.jpg.

Refuses a photograph that is not the one whose digest was kept.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from results.models import Election, Sheet
from results.packs.complaints import Complaints
from results.packs.history.files import Lines

FOLDER = "sheets"


def write_photographs(election: Election, folder: Path) -> int:
    """Write them, one in memory at a time; how many there are."""
    sheets = Sheet.objects.filter(election=election).order_by("pk")
    number = sheets.count()
    if number:
        (folder / FOLDER).mkdir()
    for sheet in sheets.iterator(chunk_size=1):
        (folder / FOLDER / f"{sheet.sha256}.jpg").write_bytes(bytes(sheet.image))
    return number


def read_into(rows: Sequence[Any], lines: Lines, folder: Path, complaints: Complaints) -> None:
    """Give rows of sheets.csv their pictures. Raises PackError with everything that is missing or other."""
    for row, (place, _line) in zip(rows, lines, strict=True):
        path = folder / FOLDER / f"{row.sha256}.jpg"
        image = path.read_bytes() if row.sha256.isalnum() and path.is_file() else b""
        if hashlib.sha256(image).hexdigest() != row.sha256:
            complaints.add(place, f"the photograph {FOLDER}/{path.name} is missing, or is another")
        row.image = image
    complaints.raise_any()
