"""Every topic a screen can listen to. Ids, not slugs: they never change and are plain ASCII."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a topic is about."""

    REGION = "region"
    CONTEST = "contest"
    COUNCIL = "council"
    CORRECTIONS = "corrections"
    PICTURES = "pictures"
    PROGRAM = "program"
    PREVIEW = "preview"
    PANEL = "panel"
    DESK = "desk"
    REGION_DESK = "region_desk"
    DESK_SEEN = "desk_seen"
    REGION_DESK_SEEN = "region_desk_seen"
    KEYS = "keys"


# What an operator's acts change too, beside what boards hear of.
OF_OUTPUTS = frozenset({Kind.PROGRAM, Kind.PREVIEW, Kind.PANEL})
# Producers' desks, and the same as those see them who do not keep them: without what waits.
OF_DESKS = frozenset(
    {Kind.DESK, Kind.REGION_DESK, Kind.DESK_SEEN, Kind.REGION_DESK_SEEN, Kind.KEYS},
)


@dataclass(frozen=True, slots=True)
class Topic:
    """The board of a region or a council, the page of a contest, an election's corrections, an output,
    or a producers' desk.

    `id` is the row's: the region's, the council's, the contest's, the election's, the output's.
    """

    election: int
    kind: Kind
    id: int


def region_topic(*, election: int, region: int) -> Topic:
    """The regional scoreboard."""
    return Topic(election=election, kind=Kind.REGION, id=region)


def contest_topic(*, election: int, contest: int) -> Topic:
    """The contest page."""
    return Topic(election=election, kind=Kind.CONTEST, id=contest)


def council_topic(*, election: int, council: int) -> Topic:
    """A council's own board."""
    return Topic(election=election, kind=Kind.COUNCIL, id=council)


def corrections_topic(*, election: int) -> Topic:
    """The list of an election's corrections."""
    return Topic(election=election, kind=Kind.CORRECTIONS, id=election)


def pictures_topic(*, election: int, region: int) -> Topic:
    """That the pictures of a region are not what they were: their page draws them anew."""
    return Topic(election=election, kind=Kind.PICTURES, id=region)


def program_topic(*, election: int, output: int) -> Topic:
    """What viewers see on an output."""
    return Topic(election=election, kind=Kind.PROGRAM, id=output)


def preview_topic(*, election: int, output: int) -> Topic:
    """What the next take on an output would show."""
    return Topic(election=election, kind=Kind.PREVIEW, id=output)


def panel_topic(*, election: int, output: int) -> Topic:
    """The panel from which an output is worked."""
    return Topic(election=election, kind=Kind.PANEL, id=output)


def desk_topic(*, election: int, region: int | None = None, keeps: bool) -> Topic:
    """The producers' desk of an election or of a region; `keeps`: as a producer has it."""
    if region is None:
        return Topic(election=election, kind=Kind.DESK if keeps else Kind.DESK_SEEN, id=election)
    kind = Kind.REGION_DESK if keeps else Kind.REGION_DESK_SEEN
    return Topic(election=election, kind=kind, id=region)


def keys_topic(*, election: int) -> Topic:
    """The key contests of an election."""
    return Topic(election=election, kind=Kind.KEYS, id=election)
