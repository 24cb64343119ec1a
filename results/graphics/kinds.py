"""Every kind of graphic there is: what it is called, where it stands, what it is about.

The one list that panels, feeds and shells go by.
"""

from collections.abc import Callable
from dataclasses import dataclass

from results.graphics.drawn import Drawn
from results.graphics.full_contest import full_contest
from results.graphics.full_council import full_council
from results.graphics.head_to_head import head_to_head
from results.graphics.hex_map import hex_map
from results.graphics.lower_third import lower_third
from results.graphics.swing_dial import swing_dial
from results.graphics.tallies import bug, scoreboard, seat_change
from results.graphics.ticker import ticker
from results.models import Layer
from results.onair.snapshot import Subject

CONTEST, COUNCIL, REGION = "contest", "council", "region"


@dataclass(frozen=True, slots=True)
class Graphic:
    """A kind of graphic. `subjects` are what it may be about: contest, council or region.

    `may_follow`: it may follow the results on air. `has_steps`: it has more than one page.
    """

    name: str
    title: str
    layer: Layer
    subjects: tuple[str, ...]
    draw: Callable[[Subject], Drawn]
    may_follow: bool = False
    has_steps: bool = False


ALL = (
    Graphic("lower-third", "Lower third", Layer.LOWER_THIRD, (CONTEST,), lower_third, has_steps=True),
    Graphic("contest", "Contest result", Layer.FULL, (CONTEST,), full_contest),
    Graphic("head-to-head", "Head to head", Layer.FULL, (CONTEST,), head_to_head),
    Graphic("swing-dial", "Swing", Layer.FULL, (CONTEST, REGION), swing_dial),
    Graphic("scoreboard", "Scoreboard", Layer.FULL, (REGION,), scoreboard, may_follow=True),
    Graphic("seat-change", "Seat change", Layer.FULL, (REGION,), seat_change, may_follow=True),
    Graphic("hex-map", "Hex map", Layer.FULL, (REGION,), hex_map),
    Graphic("council", "Council", Layer.FULL, (COUNCIL,), full_council),
    Graphic("ticker", "Ticker", Layer.TICKER, (REGION,), ticker, may_follow=True),
    Graphic("bug", "Bug", Layer.BUG, (REGION,), bug, may_follow=True),
)
GRAPHICS = {graphic.name: graphic for graphic in ALL}
