"""Who keeps the desk, and what every act there leaves behind: a numbered event that no board changes by.

The election's row is locked first: whoever pins, marks and moves in one election queues up there, and the
second acts on what the first left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from results.declaring.numbering import locked, number_event
from results.models import DeskEvent, Election
from results.producing.refusals import NotAProducer, NothingThere


@dataclass(frozen=True, slots=True)
class Noted:
    """An act that was done: its number among the election's events, and when.

    `silent`: it was so already and nothing was written; the number is the election's last then.
    """

    election_id: int
    number: int
    at: datetime | None
    silent: bool = False


@contextmanager
def kept_desk(election_id: int, by: User) -> Iterator[Election]:
    """The election under its lock until the block ends. Raises NotAProducer or NothingThere."""
    refuse_others(by)
    with transaction.atomic():
        try:
            yield locked(election_id)
        except Election.DoesNotExist:
            raise NothingThere("There is no such election.") from None


def refuse_others(by: User) -> None:
    """Raise NotAProducer where this person does not keep the desk."""
    if not by.has_perm("results.keep_desk"):
        raise NotAProducer("Only a producer keeps the desk. Ask one.")


def noted(election: Election, contest_id: int | None = None) -> Noted:
    """Number an act in an election that is locked, and tell the desk of it."""
    event = number_event(election=election, kind=DeskEvent.Kind.NOTED, contest_id=contest_id)
    return Noted(election_id=election.pk, number=event.seq, at=event.at)


def silent(election: Election) -> Noted:
    """The answer where it was so already."""
    return Noted(election_id=election.pk, number=election.seq, at=election.seq_at, silent=True)
