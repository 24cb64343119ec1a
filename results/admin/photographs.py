"""The photograph of a sheet that comes with a form.

Owns the step from an upload to a kept sheet. A photograph is kept at once, whatever else is wrong with the
form: its number travels in a hidden field, since no browser sends a file again by itself.
"""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from results.declaring.sheets import MOST_BYTES, SheetRefused, keep_sheet, may_attach
from results.models import Contest

AGAIN = "Save again to send the figures without it."
NOT_OF_THIS = f"That photograph is not one of this contest. {AGAIN}"


@dataclass(frozen=True, slots=True)
class Photograph:
    """The sheet that a form has, and why the one that was sent could not be kept."""

    sheet_id: int | None = None
    refused: str = ""


NO_PHOTOGRAPH = Photograph()


def photograph_of(request: HttpRequest, contest: Contest) -> Photograph:
    """The photograph that came with a POST, or the one that an earlier POST of this form brought."""
    by = cast(User, request.user)
    sent = request.FILES.get("photograph")
    before = _before(request, contest, by)
    if not isinstance(sent, UploadedFile) or not sent.size:
        return before
    try:
        # Read no more than can be kept, whatever was sent.
        data = sent.read(MOST_BYTES + 1)
        return Photograph(sheet_id=keep_sheet(election_id=contest.election_id, data=data, by=by))
    except SheetRefused as refusal:
        return Photograph(before.sheet_id, refused=f"{refusal.sentence} {AGAIN}")


def _before(request: HttpRequest, contest: Contest, by: User) -> Photograph:
    given = request.POST.get("sheet", "")
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        return NO_PHOTOGRAPH
    if may_attach(sheet_id=int(given), contest_id=contest.pk, by=by):
        return Photograph(sheet_id=int(given))
    return Photograph(refused=NOT_OF_THIS)
