"""The graphics that are packed, in the order of their layers.

Owns the list alone. What each is given agrees with its class in static/graphics.
"""

from results.packages.fields import (
    BUG,
    CANDIDATE,
    COMMON,
    CONTEST,
    FULL,
    LOWER_THIRD,
    NET,
    OUTCOME,
    REGION,
    SEATS,
    TICKER,
    Field,
    Graphic,
    Kind,
    number,
    party,
    rows,
)

PAGES = 40
ROWS = 8
HEXES = 700
ITEMS = 60
A_PAGE = 4

_CHANGES = (
    Field("gains_txt", "gains"),
    Field("losses_txt", "losses"),
    *NET,
    Field("seats_txt", "seats"),
)
_SHARES = (Field("share_txt", "share"), Field("change_txt", "change"))
_OTHERS = Field("others", "Others", Kind.MAP, (Field("votes_txt", "votes"), Field("share_txt", "share")))
_COUNCIL = (
    Field("council", "Council"),
    Field("phrase", "Control in words"),
    Field("needed_txt", "Seats for a majority"),
    Field("total_txt", "Seats in all"),
    rows("rows", "Parties", ROWS, party(), *SEATS, *NET),
    Field("to_come_txt", "Seats to come"),
    Field("not_up", "Seats not up", Kind.WHOLE),
    Field("vacant", "Vacant seats", Kind.WHOLE),
    Field("called_off", "Seats whose poll was called off", Kind.WHOLE),
    number("needed", "Seats for a majority, as a number"),
    number("total", "Seats in all, as a number"),
    number("to_come", "Seats to come, as a number"),
)
_HEX = (
    Field("q", "column", Kind.WHOLE),
    Field("r", "row", Kind.WHOLE),
    Field("name", "name"),
    Field("abbr", "party"),
    # Empty where nothing is declared: a colour picker could not leave it so.
    Field("colour", "colour"),
    Field("state", "state"),
    Field("ink", "ink on the colour", machine=True),
)
_ITEM = (
    Field("id", "number"),
    Field("head", "head"),
    Field("text", "text"),
    party(),
    Field("kind", "kind"),
    Field("corrected", "corrected", Kind.TRUTH),
)
_DIAL = (
    CONTEST,
    Field("region", "Region"),
    Field("points_txt", "Swing, as 9.1%"),
    number("points", "Swing in points", Kind.NUMBER),
    party("loser", "Party that lost"),
    party("gainer", "Party that gained"),
    Field("words", "Swing in words"),
)
_CARD = (Field("name", "Output"), Field("format", "Format"), Field("rehearsal", "Rehearsal", Kind.TRUTH))
_LEADER = Field("leader", "Leader", Kind.MAP, (party(), Field("seats_txt", "seats")))

GRAPHICS = (
    Graphic(
        "contest",
        "Contest result",
        "The result of one contest, full frame.",
        FULL,
        (*OUTCOME, rows("rows", "Candidates", ROWS, *CANDIDATE), _OTHERS, *COMMON),
    ),
    Graphic(
        "head-to-head",
        "Head to head",
        "Two candidates of one contest, full frame.",
        FULL,
        (
            CONTEST,
            Field("one", "First", Kind.MAP, CANDIDATE),
            Field("other", "Second", Kind.MAP, CANDIDATE),
            Field("margin", "Majority in words"),
            *COMMON,
        ),
    ),
    Graphic(
        "scoreboard",
        "Scoreboard",
        "Seats by party in a region, full frame.",
        FULL,
        (*REGION, rows("rows", "Parties", ROWS + 1, party(), *SEATS, *NET, *_SHARES), *COMMON),
    ),
    Graphic(
        "seat-change",
        "Seat change",
        "Gains and losses by party in a region, full frame.",
        FULL,
        (*REGION, rows("rows", "Parties", ROWS + 1, party(), *_CHANGES), *COMMON),
    ),
    Graphic(
        "council",
        "Council",
        "Seats and control of one council, full frame.",
        FULL,
        (*_COUNCIL, *COMMON),
    ),
    Graphic(
        "hex-map",
        "Hex map",
        "Every constituency of a region as a hexagon, full frame.",
        FULL,
        (
            *REGION,
            rows("hexes", "Hexagons", HEXES, *_HEX),
            rows("legend", "Legend", ROWS + 1, party(), *SEATS),
            *COMMON,
        ),
    ),
    Graphic("swing-dial", "Swing", "The swing between two parties, full frame.", FULL, (*_DIAL, *COMMON)),
    Graphic(
        "test-card",
        "Test card",
        "Safe areas, a moving bar, a ramp of alpha and a clock.",
        FULL,
        _CARD,
    ),
    Graphic(
        "lower-third",
        "Lower third",
        "The outcome of one contest, then its candidates four at a time.",
        LOWER_THIRD,
        (
            *OUTCOME,
            rows("pages", "Candidates", PAGES, *CANDIDATE),
            Field("majority_txt", "Majority", machine=True),
            *COMMON,
        ),
        steps=-1,
        most_steps=1 + PAGES // A_PAGE,
    ),
    Graphic(
        "ticker",
        "Ticker",
        "Items one at a time, in a loop; new ones enter at the tail.",
        TICKER,
        (Field("label", "Label"), rows("items", "Items", ITEMS, *_ITEM), *COMMON),
        actions=(("correct-now", "Put right what is on screen"),),
    ),
    Graphic(
        "bug",
        "Bug",
        "A corner plate with how far the night is and who leads.",
        BUG,
        (Field("label", "Label"), Field("declared_txt", "Declared, as 84 of 106"), _LEADER, *COMMON),
    ),
)


def graphic_called(name: str) -> Graphic | None:
    """The graphic of that name, or None."""
    return next((one for one in GRAPHICS if one.name == name), None)
