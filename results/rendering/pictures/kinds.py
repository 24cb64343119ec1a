"""Which pictures there are of a region and of a contest, by their names in addresses."""

from collections.abc import Callable, Mapping
from functools import partial

from results.boards.contest_cards import ContestCard
from results.boards.pictures import RegionPictures
from results.rendering.pictures.changes import changes
from results.rendering.pictures.compare import compare
from results.rendering.pictures.gain import GAIN
from results.rendering.pictures.ladder import FOR_A_WALL, ladder
from results.rendering.pictures.lead import LEAD
from results.rendering.pictures.maps import Map, declared_words, draw_map
from results.rendering.pictures.night import night
from results.rendering.pictures.shares import shares
from results.rendering.pictures.sheet import Heading, Picture
from results.rendering.pictures.svg import Palette
from results.rendering.pictures.swing import SWING
from results.rendering.pictures.swing_dial import swing_dial
from results.rendering.pictures.turnout import TURNOUT
from results.rendering.pictures.winner import WINNER

MAPS: Mapping[str, Map] = {kind.name: kind for kind in (WINNER, GAIN, LEAD, TURNOUT, SWING)}
OF_A_REGION: Mapping[str, Callable[[RegionPictures, Palette], Picture]] = {
    **{name: partial(draw_map, kind) for name, kind in MAPS.items()},
    "compare": compare,
    "night": night,
    "ladder": ladder,
}
# Those that a wall has otherwise than a page.
ON_A_WALL: Mapping[str, Callable[[RegionPictures, Palette], Picture]] = {
    "ladder": partial(ladder, ends=FOR_A_WALL),
}
# None where a contest has no figures to draw it from.
OF_A_CONTEST: Mapping[str, Callable[[ContestCard, Palette], Picture | None]] = {
    "shares": shares,
    "changes": changes,
    "dial": swing_dial,
}


def heading_of_region(pictures: RegionPictures) -> Heading:
    """What a region's pictures say of themselves."""
    board = pictures.board
    return Heading(board.election, board.region.name, declared_words(pictures))


def heading_of_contest(card: ContestCard) -> Heading:
    """What a contest's pictures say of themselves."""
    outcome = card.figures.outcome if card.figures else None
    return Heading(card.election, card.name, outcome.phrase if outcome else "Not declared")
