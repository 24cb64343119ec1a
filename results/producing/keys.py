"""Key contests: which ones producers look out for, why, and in which order.

Owns the order, 1, 2, 3 without a gap, and that every one has a reason. Nothing of a contest changes by it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User

from results.models import Contest, Election, KeyContest
from results.producing.noting import Noted, kept_desk, noted, refuse_others, silent
from results.producing.refusals import NothingThere, ReasonWanted, TooLong

LONGEST_REASON = 200


def mark_key(*, contest_id: int, reason: str, by: User) -> Noted:
    """Make a contest a key contest, the last of them, or change the reason of one that is.

    Raises a `ProducingRefused`: NotAProducer, NothingThere, ReasonWanted, TooLong. The same again is quiet.
    """
    with _desk_of(contest_id, by) as election:
        said = _said(reason)
        found = KeyContest.objects.filter(contest=contest_id).first()
        if found is not None and found.reason == said:
            return silent(election)
        row = found or KeyContest(contest_id=contest_id, position=len(_rows(election)) + 1)
        row.reason, row.by = said, by
        row.save()
        return noted(election, contest_id)


def unmark_key(*, contest_id: int, by: User) -> Noted:
    """Let a contest be one like any other. One that is none is quiet. Raises a `ProducingRefused`."""
    with _desk_of(contest_id, by) as election:
        gone, _ = KeyContest.objects.filter(contest=contest_id).delete()
        if not gone:
            return silent(election)
        _number(_rows(election))
        return noted(election, contest_id)


def move_key(*, contest_id: int, places: int, by: User) -> Noted:
    """Move a key contest up (negative) or down by so many places; at either end it stays.

    Raises a `ProducingRefused`: NotAProducer, NothingThere.
    """
    with _desk_of(contest_id, by) as election:
        rows, at = _order(election, contest_id)
        return _placed(election, rows, at, at + places)


def place_key(*, contest_id: int, position: int, by: User) -> Noted:
    """Put a key contest at a position, counted from 1. Raises a `ProducingRefused` as `move_key` does."""
    with _desk_of(contest_id, by) as election:
        rows, at = _order(election, contest_id)
        return _placed(election, rows, at, position - 1)


@contextmanager
def _desk_of(contest_id: int, by: User) -> Iterator[Election]:
    refuse_others(by)
    election_id = Contest.objects.filter(pk=contest_id).values_list("election", flat=True).first()
    if election_id is None:
        raise NothingThere("There is no such contest.")
    with kept_desk(election_id, by) as election:
        yield election


def _said(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise ReasonWanted("Say why it is a key contest: number 4 target of the Greens.")
    if "\x00" in said:
        raise ReasonWanted("The reason holds a sign that cannot be kept: write it again.")
    if len(said) > LONGEST_REASON:
        raise TooLong(f"Keep the reason under {LONGEST_REASON} letters.")
    return said


def _rows(election: Election) -> list[KeyContest]:
    return list(KeyContest.objects.filter(contest__election=election).order_by("position", "pk"))


def _order(election: Election, contest_id: int) -> tuple[list[KeyContest], int]:
    rows = _rows(election)
    at = next((place for place, row in enumerate(rows) if row.contest_id == contest_id), None)
    if at is None:
        raise NothingThere("That is not a key contest any more.")
    return rows, at


def _placed(election: Election, rows: list[KeyContest], at: int, to: int) -> Noted:
    there = max(0, min(len(rows) - 1, to))
    if there == at:
        return silent(election)
    moved = rows.pop(at)
    rows.insert(there, moved)
    _number(rows)
    return noted(election, moved.contest_id)


def _number(rows: list[KeyContest]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    KeyContest.objects.bulk_update(rows, ["position"])
