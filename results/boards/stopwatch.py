"""How long a declaration takes from the hall to the wall and on to air, leg by leg.

Owns what a leg is and which declarations have it. Refuses to guess: a leg whose beginning or end nobody
knows is left out, and how many are known stands beside every figure. Withdrawals are no declarations.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from results.boards.embargo import may_be_seen
from results.boards.people_tallies import percentile
from results.boards.snapshot import one_snapshot
from results.models import PUBLISHED, AsRun, Declaration, Policy, Told

LAST = 10
# What puts values on air, or changes those that are.
SHOWING = (AsRun.Act.TAKE, AsRun.Act.UPDATE, AsRun.Act.CORRECT, AsRun.Act.FOLLOW)


class Leg(StrEnum):
    """A part of the way, or all of it up to the boards."""

    HALL = "read out to entered"
    SECOND = "entered to in force"
    BOARDS = "in force to boards"
    AIR = "boards to air"
    WHOLE = "read out to boards"


@dataclass(frozen=True, slots=True)
class Times:
    """p50 and p95 of the `known` times; of so many declarations (`of`) that have this leg at all.

    Both are times that were measured, and None where none was.
    """

    p50: timedelta | None
    p95: timedelta | None
    known: int
    of: int


@dataclass(frozen=True, slots=True)
class LegTimes:
    """A leg over the whole night, and over the last ten declarations."""

    leg: Leg
    night: Times
    last: Times


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one declaration. `second`: it needed a second person. `waited`: for polls to close."""

    read_out_at: datetime | None
    entered_at: datetime
    published_at: datetime
    told_at: datetime | None
    aired_at: datetime | None
    second: bool
    waited: bool


def stopwatch(*, election_id: int, region_id: int | None = None) -> tuple[LegTimes, ...]:
    """The times of an election, or of one region of it. Three queries.

    On air is a declaration from the first act that showed a graphic of its contest with its revision or a
    later one, on any output.
    """
    with one_snapshot():
        ways = _ways(election_id, region_id)
    return tuple(LegTimes(leg, _times(leg, ways), _times(leg, ways[-LAST:])) for leg in Leg)


def _times(leg: Leg, ways: Sequence[Way]) -> Times:
    those = [way for way in ways if _has(leg, way)]
    known = [time for way in those if (time := taken(leg, way)) is not None]
    return Times(percentile(known, 50), percentile(known, 95), known=len(known), of=len(those))


def _has(leg: Leg, way: Way) -> bool:
    if leg is Leg.SECOND:
        return way.second
    # What came in while polls were open waited for the hour: that is no work of anybody's.
    return leg is Leg.HALL or not way.waited


def taken(leg: Leg, way: Way) -> timedelta | None:
    """How long this leg took; None where an end of it is not known. Pure."""
    start, end = {
        Leg.HALL: (way.read_out_at, way.entered_at),
        Leg.SECOND: (way.entered_at, way.published_at),
        Leg.BOARDS: (way.published_at, way.told_at),
        Leg.AIR: (way.told_at, way.aired_at),
        Leg.WHOLE: (way.read_out_at, way.told_at),
    }[leg]
    if start is None or end is None:
        return None
    # A phone's clock, and a server's beside it, may be a little off.
    return max(end - start, timedelta(0))


def _ways(election_id: int, region_id: int | None) -> list[Way]:
    rows = Declaration.objects.filter(
        may_be_seen(), state__in=PUBLISHED, contest__election=election_id
    ).exclude(kind=Declaration.Kind.WITHDRAWAL)
    if region_id is not None:
        rows = rows.filter(contest__regions=region_id)
    told, aired = _told(election_id), _aired(election_id)
    closing = Coalesce(F("contest__polls_close"), F("contest__election__polls_close"))
    found = rows.annotate(closing=closing).order_by("published_at", "pk")
    return [
        Way(
            read_out_at=read_out_at,
            entered_at=entered_at,
            published_at=published_at or entered_at,
            told_at=told.get(pk),
            aired_at=_first(aired.get(contest, ()), revision),
            second=policy != Policy.DIRECT,
            waited=(published_at or entered_at) < closes,
        )
        for pk, contest, revision, policy, read_out_at, entered_at, published_at, closes in found.values_list(
            "pk", "contest", "revision", "policy", "read_out_at", "entered_at", "published_at", "closing"
        )
    ]


def _told(election_id: int) -> Mapping[int | None, datetime]:
    rows = Told.objects.filter(event__election=election_id, event__declaration__isnull=False)
    return dict(rows.values_list("event__declaration", "at"))


def _aired(election_id: int) -> Mapping[int | None, list[tuple[int, datetime]]]:
    """When graphics of each contest went on air, with the revision they showed."""
    found: dict[int | None, list[tuple[int, datetime]]] = {}
    rows = AsRun.objects.filter(
        act__in=SHOWING,
        output__election=election_id,
        cue__contest__isnull=False,
        values__revision__isnull=False,
    )
    shown = rows.annotate(shown=KT("values__revision")).order_by("number")
    for contest, revision, at in shown.values_list("cue__contest", "shown", "at"):
        found.setdefault(contest, []).append((int(revision), at))
    return found


def _first(aired: Iterable[tuple[int, datetime]], revision: int) -> datetime | None:
    return next((at for shown, at in aired if shown >= revision), None)
