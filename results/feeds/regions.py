"""Which feed a region has: seats of contests, or councils."""

from results.boards.councils import council_board
from results.boards.heads import has_councils
from results.boards.scoreboard import scoreboard
from results.feeds.scoreboard import councils_json, scoreboard_json
from results.feeds.text import councils_text, scoreboard_text


def region_json(region_id: int, *, for_air: bool = False) -> dict[str, object]:
    """A region's board as the JSON of the feed; `for_air` counts what a hold keeps."""
    if has_councils(region_id):
        return councils_json(council_board(region_id=region_id, for_air=for_air))
    return scoreboard_json(scoreboard(region_id=region_id, for_air=for_air))


def region_text(region_id: int) -> str:
    """A region's board as lines of text."""
    if has_councils(region_id):
        return councils_text(council_board(region_id=region_id))
    return scoreboard_text(scoreboard(region_id=region_id))
