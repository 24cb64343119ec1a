"""What the night has taught so far, kept in this process and brought up to date from numbered events.

Owns when what was learnt still holds. Contests that declared, were corrected or withdrawn are read again,
in the order of their events; a change of reference data, and whatever is not understood, makes the night be
learnt anew from the rows. Refuses to tell what boards hide, figures that came in while polls are open: a
question asked elsewhere would let out how people voted. Refuses to trust a number alone: event 12 of another
database, of a desk that was loaded afresh or of a transaction that was rolled back has another time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from threading import Lock
from typing import NamedTuple

from django.utils import timezone

from results.declaring.lessons import Lesson, lessons
from results.models import DeskEvent
from results.psephology.tonight import Tonight

Kind = DeskEvent.Kind
# These change no figures that count. A confirmation that brings figures into force is a declaration.
UNTAUGHT = frozenset(
    {Kind.STATUS, Kind.OVERRIDE, Kind.WAITING, Kind.REJECTED, Kind.CONFIRMED, Kind.ON_AIR, Kind.NOTED}
)


class _Event(NamedTuple):
    seq: int
    at: datetime
    kind: str
    contest_id: int | None
    council_id: int | None
    declaration_id: int | None

    @property
    def teaches(self) -> bool:
        """Whether votes that count may have changed; a council's total has none."""
        return self.council_id is None and (self.kind not in UNTAUGHT or self.declaration_id is not None)


@dataclass(frozen=True, slots=True)
class _Night:
    """What was learnt up to event `seq`, which was numbered `at` (None before the first).

    `learnt` is by contest, in the order of events, and grows in place: what a declaration costs must not grow
    with the night. `closing` is when the last of their polls close. `without` keeps the night as it would be
    without one contest's own result, for those who asked.
    """

    seq: int
    at: datetime | None
    learnt: dict[int, Lesson]
    closing: datetime | None
    tonight: Tonight
    without: dict[int, Tonight] = field(default_factory=dict)


_nights: dict[int, _Night] = {}
# Held while rows are read: who asks meanwhile waits for the answer instead of reading the same rows.
_reading = Lock()


def night_of(election_id: int, *, without: int | None = None) -> Tonight:
    """What declarations in force and on boards taught; `without` a contest's own, which must not testify.

    One query where nothing is new; a fixed few otherwise, however many declarations are.
    """
    with _reading:
        night = _nights[election_id] = _now(election_id, _nights.get(election_id))
        now = timezone.now()
        if night.closing is not None and night.closing > now:
            # Not kept: when polls close no event says so.
            open_to_all = (lesson for lesson in night.learnt.values() if lesson.closing <= now)
            return _taught(Tonight(), (lesson for lesson in open_to_all if lesson.contest_id != without))
        if without is None or without not in night.learnt:
            return night.tonight
        if without not in night.without:
            others = (lesson for lesson in night.learnt.values() if lesson.contest_id != without)
            night.without[without] = _taught(Tonight(), others)
        return night.without[without]


def _now(election_id: int, night: _Night | None) -> _Night:
    if night is None:
        return _anew(election_id)
    news = _news(election_id, night)
    if news is None:
        return _anew(election_id)
    touched = {event.contest_id for event in news if event.teaches}
    if None in touched:
        return _anew(election_id)
    return _followed(election_id, night, news[-1], touched) if news else night


def _news(election_id: int, night: _Night) -> list[_Event] | None:
    """Events after the last one that was learnt; None where that one is not what it was."""
    rows = DeskEvent.objects.filter(election=election_id, seq__gte=night.seq).order_by("seq")
    events = [_Event(*row) for row in rows.values_list(*_Event._fields)]
    if night.seq == 0:
        return events
    if not events or (events[0].seq, events[0].at) != (night.seq, night.at):
        return None
    return events[1:]


def _followed(election_id: int, night: _Night, last: _Event, touched: set[int | None]) -> _Night:
    """The night up to `last`, with these contests as they are now."""
    more = lessons(election_id=election_id, contests=touched) if touched else ()
    learnt, tonight = night.learnt, night.tonight
    if not touched.isdisjoint(learnt):
        # What was learnt cannot be taken out of sums, only left out of new ones.
        learnt = {contest: lesson for contest, lesson in learnt.items() if contest not in touched}
        tonight = _taught(Tonight(), learnt.values())
    tonight = _taught(tonight, more)
    learnt |= {lesson.contest_id: lesson for lesson in more}
    closing = _last((night.closing, *(lesson.closing for lesson in more)))
    return _Night(last.seq, last.at, learnt=learnt, closing=closing, tonight=tonight)


def _anew(election_id: int) -> _Night:
    # The event first: a declaration that comes in between is among the rows, and read again as news.
    last = DeskEvent.objects.filter(election=election_id).order_by("-seq").values_list("seq", "at").first()
    seq, at = last or (0, None)
    learnt = {lesson.contest_id: lesson for lesson in lessons(election_id=election_id)}
    closing = _last(lesson.closing for lesson in learnt.values())
    return _Night(seq=seq, at=at, learnt=learnt, closing=closing, tonight=_taught(Tonight(), learnt.values()))


def _last(closings: Iterable[datetime | None]) -> datetime | None:
    return max((closing for closing in closings if closing is not None), default=None)


def _taught(tonight: Tonight, more: Iterable[Lesson]) -> Tonight:
    return reduce(lambda night, lesson: lesson.learnt(night), more, tonight)
