"""The night's headlines, kept in this process for an election and for each region, and brought up to date
from numbered events.

Owns when what was worked out still holds. Contests and councils that events name are read again; a change of
reference data, an hour at which polls close, and whatever is not understood make the night be told anew from
the rows, revision by revision, so that what was told and taken back comes out the same in every process.
Refuses to trust a number alone: event 12 of a desk that was loaded afresh has another time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from django.db.models import Q, QuerySet

from results.boards.badges import badge
from results.boards.cards import PartyBadge
from results.boards.embargo import closings_ahead, is_embargoed
from results.boards.headline_chambers import chambers
from results.boards.headline_seats import Step, group_of, steps, told_contests
from results.models import Contest, Council, DeskEvent, Election, Party, Region
from results.psephology.headlines.facts import Gone, Headline
from results.psephology.headlines.facts import Party as Named
from results.psephology.headlines.running import Running

Kind = DeskEvent.Kind
# These change nothing that is published.
UNTOLD = frozenset({Kind.WAITING, Kind.REJECTED, Kind.ON_AIR, Kind.NOTED})
# Two seats that go one way are no sweep.
SMALLEST_GROUP = 3


class Place(NamedTuple):
    """A contest or a council that a line is about: its row id and its name."""

    id: int
    name: str
    polls_open: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is told now, strongest first, and what was told and is not true any more, newest first.

    `contests`, `councils` and `badges` are by code. `polls_open`: somewhere in the election they are.
    """

    lines: tuple[Headline, ...]
    gone: tuple[Gone, ...]
    contests: Mapping[str, Place]
    councils: Mapping[str, Place]
    badges: Mapping[str, PartyBadge]
    polls_open: bool


class _At(NamedTuple):
    seq: int
    at: datetime | None
    closings: int


class _Event(NamedTuple):
    seq: int
    at: datetime
    kind: str
    contest_id: int | None
    council_id: int | None


@dataclass(slots=True)
class _Night:
    stands: _At
    running: Running
    contests: dict[str, Place]
    councils: dict[str, Place]
    badges: dict[str, PartyBadge]
    groups: frozenset[str]
    fed: dict[int, int] = field(default_factory=dict)

    def feed(self, told: Iterable[Step]) -> None:
        """Revisions that are new, and the one in force again: its call may have been fixed since."""
        for step in told:
            if step.revision <= self.fed.get(step.contest, 0) and not step.in_force:
                continue
            self.fed[step.contest] = max(step.revision, self.fed.get(step.contest, 0))
            if step.seat is None:
                self.running.withdraw(step.code, at=step.at)
            else:
                self.running.declare(step.seat, at=step.at)

    def tell(self, limit: int) -> Told:
        return Told(
            lines=self.running.lines(limit=limit),
            gone=self.running.gone(),
            contests=self.contests,
            councils=self.councils,
            badges=self.badges,
            polls_open=self.stands.closings > 0,
        )


_nights: dict[tuple[int, int | None], _Night] = {}
# Held while rows are read: who asks meanwhile waits for the answer instead of reading the same rows.
_reading = Lock()


def told(*, election_id: int, region_id: int | None = None, limit: int = 40) -> Told:
    """The headlines of an election or of one of its regions, from the snapshot that the caller reads.

    One query where nothing is new; a fixed few for what is. Raises Election.DoesNotExist.
    """
    with _reading:
        key = (election_id, region_id)
        night = _nights[key] = _now(election_id, region_id, _nights.get(key))
        return night.tell(limit)


def forget() -> None:
    """Let go of all that is kept."""
    with _reading:
        _nights.clear()


def _now(election_id: int, region_id: int | None, night: _Night | None) -> _Night:
    row = Election.objects.values_list("seq", "seq_at", closings_ahead()).get(pk=election_id)
    now = _At(*row)
    if night is not None and night.stands == now:
        return night
    news = _news(election_id, night.stands, now) if night else None
    if night is None or news is None:
        return _anew(election_id, region_id, now)
    _follow(election_id, region_id, night, news)
    night.stands = now
    return night


def _news(election_id: int, was: _At, now: _At) -> list[_Event] | None:
    """The events since; None where the night is to be told anew."""
    if was.closings != now.closings or was.seq >= now.seq:
        return None
    rows = DeskEvent.objects.filter(election=election_id, seq__gte=was.seq, seq__lte=now.seq).order_by("seq")
    events = [_Event(*row) for row in rows.values_list(*_Event._fields)]
    if was.seq and (not events or (events[0].seq, events[0].at) != (was.seq, was.at)):
        return None
    news = [event for event in events if event.seq > was.seq and event.kind not in UNTOLD]
    return None if any(not (event.contest_id or event.council_id) for event in news) else news


def _follow(election_id: int, region_id: int | None, night: _Night, news: list[_Event]) -> None:
    contests = {event.contest_id for event in news if event.contest_id}
    councils = {event.council_id for event in news if event.council_id}
    if contests:
        own = told_contests(election_id=election_id, region_id=region_id).filter(pk__in=contests)
        night.feed(steps(own, groups=night.groups))
    if night.councils and (contests or councils):
        wards = Contest.objects.filter(pk__in=contests, kind=Contest.Kind.WARD).values("council")
        touched = Q(pk__in=councils) | Q(pk__in=wards)
        for chamber in chambers(_councils(election_id, region_id).filter(touched)):
            night.running.chamber(chamber)


def _anew(election_id: int, region_id: int | None, now: _At) -> _Night:
    contests = list(told_contests(election_id=election_id, region_id=region_id).select_related("election"))
    seats = Counter(group_of(row.name) for row in contests if row.kind == Contest.Kind.CONSTITUENCY)
    groups = {name: many for name, many in seats.items() if name and many >= SMALLEST_GROUP}
    parties = list(Party.objects.filter(election=election_id, counts_as=None))
    region = Region.objects.filter(pk=region_id).values_list("name", flat=True) if region_id else ()
    councils = _councils(election_id, region_id).values_list("code", "pk", "name")
    night = _Night(
        stands=now,
        running=Running(
            parties={party.code: _named(party) for party in parties},
            groups=groups,
            total=len(contests),
            region_name="".join(region),
        ),
        contests={row.code: Place(row.pk, row.name, is_embargoed(row.closing)) for row in contests},
        councils={code: Place(pk, name) for code, pk, name in councils},
        badges={party.code: badge(party) for party in parties},
        groups=frozenset(groups),
    )
    night.feed(steps(told_contests(election_id=election_id, region_id=region_id), groups=night.groups))
    for chamber in chambers(_councils(election_id, region_id)) if night.councils else ():
        night.running.chamber(chamber)
    return night


def _councils(election_id: int, region_id: int | None) -> QuerySet[Council]:
    councils = Council.objects.filter(election=election_id)
    return councils if region_id is None else councils.filter(regions=region_id)


def _named(party: Party) -> Named:
    return Named(code=party.code, abbr=party.code, name=party.name, independent=party.independent)
