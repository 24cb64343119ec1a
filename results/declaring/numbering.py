"""Numbering events in commit order.

The number comes from the election's row, under its lock, inside the command's transaction: number 6
cannot be seen before 5, and a number whose transaction rolled back is given again.
"""

from datetime import datetime

from django.utils import timezone

from results.declaring.announce import announce
from results.declaring.refusals import ElectionClosed
from results.models import DeskEvent, Election


def locked(election_id: int) -> Election:
    """The election's row, held until the transaction ends. Take it last: it is what all wait for."""
    return Election.objects.select_for_update().get(pk=election_id)


def number_event(
    *,
    election: Election,
    kind: str,
    contest_id: int | None = None,
    council_id: int | None = None,
    declaration_id: int | None = None,
    output_id: int | None = None,
) -> DeskEvent:
    """Write the next event of a `locked` election and announce it on commit."""
    at = _later(election.seq_at)
    election.seq += 1
    election.seq_at = at
    election.save(update_fields=["seq", "seq_at"])
    event = DeskEvent.objects.create(
        election=election,
        seq=election.seq,
        kind=kind,
        contest_id=contest_id,
        council_id=council_id,
        declaration_id=declaration_id,
        output_id=output_id,
        at=at,
    )
    announce(election_id=election.pk, seq=event.seq)
    return event


def refuse_if_closed(election: Election) -> None:
    """Raise ElectionClosed where no declaration is accepted any more."""
    if election.closed_at is not None:
        raise ElectionClosed(f"{election.name} is closed: a producer can open it again.")


def _later(last: datetime | None) -> datetime:
    # A clock that was stepped back must not make a newer event look older than the last.
    now = timezone.now()
    return now if last is None else max(now, last)
