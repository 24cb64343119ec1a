"""Headlines as a desk shows them: what the night's rules tell, with what producers pinned and put aside.

Owns the order (pinned ones first, in the order in which they were pinned, then by strength) and what becomes
of a pinned line that is not true any more: it stays, as withdrawn, until somebody takes the pin off. Refuses
the words that were kept with a pin while polls they may tell of are open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from results.boards.cards import PartyBadge
from results.boards.headline_night import Told, told
from results.boards.names import name_of
from results.boards.snapshot import one_snapshot
from results.models import HeadlineMark
from results.psephology.headlines.facts import Headline, Kind

LIMIT = 40
GONE = 5
# A line may be pinned and weak: looked for among all of them.
ALL = 1_000_000
# What the keys of a region's own lines begin with.
REGION = "region-"


class Mark(StrEnum):
    """What a producer made of a line."""

    NONE = ""
    PINNED = "pinned"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class About:
    """What a line is about: `kind` is contest or council, as addresses name them."""

    kind: str
    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class HeadlineCard:
    """A line. `key` is what a mark is kept under; `figures` prove it, by name, as they are printed.

    `withdrawn`: it was pinned, and is not true any more; its sentence is as it was when it was pinned.
    """

    key: str
    kind: str
    strength: int
    sentence: str
    figures: tuple[tuple[str, str], ...]
    since: datetime
    parties: tuple[PartyBadge, ...] = ()
    about: About | None = None
    mark: Mark = Mark.NONE
    marked_by: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class GoneCard:
    """A line that was told, until a correction or a withdrawal took it away `at`; `now` stands for it."""

    key: str
    sentence: str
    at: datetime
    now: str
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Headlines:
    """All that is told of an election or a region. `aside` are lines that were put aside."""

    lines: tuple[HeadlineCard, ...]
    aside: tuple[HeadlineCard, ...]
    gone: tuple[GoneCard, ...]


def headlines(*, election_id: int, region_id: int | None = None, limit: int = LIMIT) -> Headlines:
    """The headlines of an election, or of one of its regions.

    Two queries where nothing is new since they were asked for last. Raises Election.DoesNotExist.
    """
    with one_snapshot():
        marks = list(HeadlineMark.objects.filter(election=election_id).select_related("by"))
        night = told(election_id=election_id, region_id=region_id, limit=limit + len(marks))
        if {mark.key for mark in marks} - _keys(night, region_id):
            # Where a pinned line stands is not known: far down, or nowhere.
            night = told(election_id=election_id, region_id=region_id, limit=ALL)
        return _headlines(night, marks, region_id, limit)


def line_called(*, election_id: int, key: str, region_id: int | None = None) -> HeadlineCard | None:
    """The line with this key, as it is now or as it was pinned; None where there is none."""
    found = headlines(election_id=election_id, region_id=region_id, limit=ALL)
    return next((card for card in (*found.lines, *found.aside) if card.key == key), None)


def _headlines(night: Told, marks: list[HeadlineMark], region_id: int | None, limit: int) -> Headlines:
    of_key = {mark.key: mark for mark in marks}
    cards = [_card(line, night, of_key, region_id) for line in night.lines]
    pinned = {card.key: card for card in cards if card.mark is Mark.PINNED}
    lost = {card.key: card for card in _lost(night, marks, region_id)}
    kept = [{**pinned, **lost}[mark.key] for mark in marks if mark.key in pinned or mark.key in lost]
    return Headlines(
        lines=(*kept, *[card for card in cards if card.mark is Mark.NONE][:limit]),
        aside=tuple(card for card in cards if card.mark is Mark.DISMISSED),
        gone=tuple(_gone(night, region_id)),
    )


def _keys(night: Told, region_id: int | None) -> set[str]:
    return {_key(line, region_id) for line in night.lines}


def _key(line: Headline, region_id: int | None) -> str:
    """A line about one contest is the same line on every desk; one about a region is that region's own."""
    whole = _code(line.key) and _code(line.key) == (line.contest or line.council)
    return line.key if whole or region_id is None else f"{REGION}{region_id}/{line.key}"


def _code(key: str) -> str:
    """What a line is about by its key: the contest of "gain:E14001330"."""
    return key.partition(":")[2].partition(":")[0]


def _card(line: Headline, night: Told, marks: dict[str, HeadlineMark], region_id: int | None) -> HeadlineCard:
    key = _key(line, region_id)
    mark = marks.get(key)
    return HeadlineCard(
        key=key,
        kind=line.kind,
        strength=line.strength,
        sentence=line.sentence,
        figures=tuple(line.figures.items()),
        since=line.since,
        parties=tuple(night.badges[code] for code in line.parties if code in night.badges),
        about=_about(line, night),
        mark=Mark(mark.mark) if mark else Mark.NONE,
        marked_by=name_of(mark.by) if mark else "",
    )


def _about(line: Headline, night: Told) -> About | None:
    return _contest(line.contest, night) or _council(line.council, night)


def _contest(code: str, night: Told) -> About | None:
    place = night.contests.get(code)
    return About("contest", place.id, code, place.name) if place else None


def _council(code: str, night: Told) -> About | None:
    place = night.councils.get(code)
    return About("council", place.id, code, place.name) if place else None


def _lost(night: Told, marks: list[HeadlineMark], region_id: int | None) -> Iterator[HeadlineCard]:
    """Pinned lines of this desk that are told no more."""
    told_now = _keys(night, region_id)
    for mark in marks:
        if mark.mark == Mark.PINNED and mark.key not in told_now and _is_here(mark.key, night, region_id):
            code = _code(mark.key)
            if _may_not_be_seen(code, night):
                continue
            yield HeadlineCard(
                key=mark.key,
                kind=_kind(mark.key),
                strength=0,
                sentence=mark.words,
                figures=(),
                since=mark.at,
                about=_contest(code, night) or _council(code, night),
                mark=Mark.PINNED,
                marked_by=name_of(mark.by),
                withdrawn=True,
            )


def _may_not_be_seen(code: str, night: Told) -> bool:
    """Whether words that were kept may tell of polls that are open: an hour was put right since."""
    place = night.contests.get(code)
    return place.polls_open if place else night.polls_open


def _is_here(key: str, night: Told, region_id: int | None) -> bool:
    if key.startswith(REGION):
        return key.startswith(f"{REGION}{region_id}/")
    return region_id is None or _code(key) in {*night.contests, *night.councils}


def _kind(key: str) -> str:
    name = key.rpartition("/")[2].partition(":")[0]
    return name if name in set(Kind) else ""


def _gone(night: Told, region_id: int | None) -> Iterator[GoneCard]:
    for line in night.gone[:GONE]:
        yield GoneCard(
            key=_key(line.was, region_id),
            sentence=line.was.sentence,
            at=line.at,
            now=line.now.sentence if line.now else "",
            about=_about(line.was, night),
        )
