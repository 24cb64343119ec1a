"""Which drawing a topic has, and which topics a change touches.

Knows cards and drawings, and neither sockets nor numbers.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from results.boards.contest import contest_card
from results.boards.corrections import corrected_contests, corrected_councils, corrections
from results.boards.councils import council_board, council_card
from results.boards.desk import desk
from results.boards.heads import has_councils
from results.boards.key_contests import key_board
from results.boards.pictures import region_so_far
from results.boards.scoreboard import scoreboard
from results.graphics.frames import preview_frame, program_frame
from results.graphics.panels import panel_content
from results.live.topics import (
    Kind,
    Topic,
    contest_topic,
    corrections_topic,
    council_topic,
    pictures_topic,
    region_topic,
)
from results.models import Contest, Council, Region
from results.rendering import board as board_drawing
from results.rendering import contest as contest_drawing
from results.rendering import corrections as corrections_drawing
from results.rendering import council as council_drawing
from results.rendering import councils as councils_drawing
from results.rendering import desk as desk_drawing
from results.rendering import key_contests as key_drawing
from results.rendering.pictures import page as pictures_drawing

WHOLE: Mapping[Kind, Callable[[int], str]] = {
    Kind.CONTEST: lambda contest: contest_drawing.fragments(contest_card(contest_id=contest)),
    Kind.COUNCIL: lambda council: council_drawing.fragments(council_card(council_id=council)),
    Kind.CORRECTIONS: lambda election: corrections_drawing.fragments(corrections(election_id=election)),
    Kind.PICTURES: lambda region: pictures_drawing.fragments(region_so_far(region_id=region)),
    Kind.DESK: lambda election: _desk(election, keeps=True),
    Kind.DESK_SEEN: lambda election: _desk(election, keeps=False),
    Kind.REGION_DESK: lambda region: _region_desk(region, keeps=True),
    Kind.REGION_DESK_SEEN: lambda region: _region_desk(region, keeps=False),
    Kind.KEYS: lambda election: key_drawing.fragments(key_board(election_id=election)),
}

# An output may be given another election: whoever listens to the one that it had is told to come back.
OF_OUTPUT: Mapping[Kind, Callable[[Topic], str]] = {
    Kind.PROGRAM: lambda topic: program_frame(topic.id, election_id=topic.election),
    Kind.PREVIEW: lambda topic: preview_frame(topic.id, election_id=topic.election),
    Kind.PANEL: lambda topic: panel_content(topic.id, election_id=topic.election),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """The contests and councils that a change touched, by row id."""

    contests: set[int] = field(default_factory=set)
    councils: set[int] = field(default_factory=set)


def draw(topic: Topic, changed: Changed | None = None) -> str:
    """A topic's content: fragments, all of them or those that a change touches; an output's whole frame."""
    if topic.kind in OF_OUTPUT:
        return OF_OUTPUT[topic.kind](topic)
    if topic.kind is not Kind.REGION:
        return WHOLE[topic.kind](topic.id)
    if has_councils(topic.id):
        councils = changed.councils if changed else None
        return councils_drawing.fragments(council_board(region_id=topic.id, councils=councils))
    contests = changed.contests if changed else None
    return board_drawing.fragments(scoreboard(region_id=topic.id, contests=contests))


def _desk(election: int, *, keeps: bool, region: int | None = None) -> str:
    return desk_drawing.fragments(desk(election_id=election, region_id=region, keeps=keeps))


def _region_desk(region: int, *, keeps: bool) -> str:
    election = Region.objects.values_list("election", flat=True).get(pk=region)
    return _desk(election, keeps=keeps, region=region)


def touched(
    *, election: int, contests: set[int], councils: set[int], topics: Collection[Topic]
) -> dict[Topic, Changed]:
    """Which of these topics a change of contests and councils touches, and with what.

    Three queries, and two more where somebody follows the corrections.
    """
    wanted, found = set(topics), dict[Topic, Changed]()
    if (listed := corrections_topic(election=election)) in wanted and _corrected(contests, councils):
        found[listed] = Changed(contests, councils)
    for topic, contest, council in _pairs(election, contests, councils):
        if topic in wanted:
            changed = found.setdefault(topic, Changed())
            changed.contests.update({contest} if contest else ())
            changed.councils.update({council} if council else ())
    return found


def _corrected(contests: set[int], councils: set[int]) -> bool:
    """Whether any of these stands in the list of corrections: what happens to it may change its line."""
    of_contests = corrected_contests().filter(contest__in=contests)
    return of_contests.exists() or corrected_councils().filter(council__in=councils).exists()


def _pairs(
    election: int, contests: set[int], councils: set[int]
) -> Iterator[tuple[Topic, int | None, int | None]]:
    own = dict(Contest.objects.filter(pk__in=contests).values_list("pk", "council"))
    for contest, council in own.items():
        yield contest_topic(election=election, contest=contest), contest, council
        if council:
            yield council_topic(election=election, council=council), contest, council
    in_regions = Contest.regions.through.objects.filter(contest__in=contests)
    for contest, region in in_regions.values_list("contest", "region"):
        yield region_topic(election=election, region=region), contest, own.get(contest)
        yield pictures_topic(election=election, region=region), contest, None
    for council in councils:
        yield council_topic(election=election, council=council), None, council
    # A council may be on boards that its wards are not on.
    whole = councils | {council for council in own.values() if council}
    in_regions_too = Council.regions.through.objects.filter(council__in=whole)
    for council, region in in_regions_too.values_list("council", "region"):
        yield region_topic(election=election, region=region), None, council
