"""The door for those who change reference data: names, colours, contests, expected times."""

from django.db import transaction

from results.declaring.numbering import locked, number_event
from results.models import DeskEvent


def reference_changed(*, election_id: int) -> None:
    """Number a change that every board of the election must be drawn anew for, and announce it."""
    with transaction.atomic():
        number_event(election=locked(election_id), kind=DeskEvent.Kind.REFERENCE)
