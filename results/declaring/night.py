"""What the night has taught so far, kept in this process and brought up to date from numbered events.

Owns when what was learnt still holds. New declarations are added in the order of their events; whatever
changed figures that were learnt already, and whatever is not understood, makes the night be learnt anew
from the rows. Refuses to trust a number alone: event 12 of another database, of a desk that was loaded
afresh or of a transaction that was rolled back has another time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from threading import Lock
from typing import NamedTuple

from results.declaring.lessons import Lesson, lessons
from results.models import DeskEvent
from results.psephology.tonight import Tonight

Kind = DeskEvent.Kind
# These change no figures that count. A confirmation that brings figures into force is a declaration.
UNTAUGHT = frozenset({Kind.STATUS, Kind.OVERRIDE, Kind.WAITING, Kind.REJECTED, Kind.CONFIRMED})


class _Event(NamedTuple):
    seq: int
    at: datetime
    kind: str
    contest_id: int | None
    declaration_id: int | None


@dataclass(frozen=True, slots=True)
class _Night:
    """What was learnt up to event `seq`, which was numbered `at` (None before the first).

    `without` keeps the night as it would be without one contest's own result, for those who asked.
    """

    seq: int
    at: datetime | None
    learnt: tuple[Lesson, ...]
    tonight: Tonight
    without: dict[int, Tonight] = field(default_factory=dict)


_nights: dict[int, _Night] = {}
# Held while rows are read: who asks meanwhile waits for the answer instead of reading the same rows.
_reading = Lock()


def night_of(election_id: int, *, without: int | None = None) -> Tonight:
    """What the declarations in force have taught; `without` a contest's own, which must not speak for itself.

    One query where nothing is new; a fixed few otherwise, however many declarations are.
    """
    with _reading:
        night = _nights[election_id] = _now(election_id, _nights.get(election_id))
        if without is None or not any(lesson.contest_id == without for lesson in night.learnt):
            return night.tonight
        if without not in night.without:
            others = (lesson for lesson in night.learnt if lesson.contest_id != without)
            night.without[without] = _taught(Tonight(), others)
        return night.without[without]


def _now(election_id: int, night: _Night | None) -> _Night:
    if night is None:
        return _anew(election_id)
    news = _news(election_id, night)
    if news is None:
        return _anew(election_id)
    if not news:
        return night
    return _followed(election_id, night, news) or _anew(election_id)


def _news(election_id: int, night: _Night) -> list[_Event] | None:
    """Events after the last one that was learnt; None where that one is not what it was."""
    rows = DeskEvent.objects.filter(election=election_id, seq__gte=night.seq).order_by("seq")
    events = [_Event(*row) for row in rows.values_list("seq", "at", "kind", "contest", "declaration")]
    if night.seq == 0:
        return events
    if not events or (events[0].seq, events[0].at) != (night.seq, night.at):
        return None
    return events[1:]


def _followed(election_id: int, night: _Night, news: list[_Event]) -> _Night | None:
    """The night with what came since; None where it has to be learnt anew."""
    fresh = _fresh(night, news)
    if fresh is None:
        return None
    more = lessons(election_id=election_id, declarations=fresh) if fresh else ()
    return _Night(
        seq=news[-1].seq,
        at=news[-1].at,
        learnt=(*night.learnt, *more),
        tonight=_taught(night.tonight, more),
    )


def _fresh(night: _Night, news: list[_Event]) -> set[int] | None:
    """Declarations that are news; None where one is not the first of its contest, or is something else."""
    known = {lesson.contest_id: lesson.declaration_id for lesson in night.learnt}
    told = [event for event in news if _teaches(event)]
    for event in told:
        if event.kind != Kind.DECLARED or event.contest_id is None or event.declaration_id is None:
            return None
        if known.setdefault(event.contest_id, event.declaration_id) != event.declaration_id:
            return None
    # Rows are read after the last event, so they may have held some of these already.
    learnt = {lesson.declaration_id for lesson in night.learnt}
    return {event.declaration_id for event in told if event.declaration_id is not None} - learnt


def _teaches(event: _Event) -> bool:
    if event.kind in UNTAUGHT and event.declaration_id is None:
        return False
    # A council's total has no votes.
    return event.contest_id is not None or event.kind == Kind.REFERENCE


def _anew(election_id: int) -> _Night:
    # The event first: a declaration that comes in between is then among the rows, and known again as news.
    last = DeskEvent.objects.filter(election=election_id).order_by("-seq").values_list("seq", "at").first()
    seq, at = last or (0, None)
    learnt = lessons(election_id=election_id)
    return _Night(seq=seq, at=at, learnt=learnt, tonight=_taught(Tonight(), learnt))


def _taught(tonight: Tonight, more: Iterable[Lesson]) -> Tonight:
    return reduce(lambda night, lesson: lesson.learnt(night), more, tonight)
