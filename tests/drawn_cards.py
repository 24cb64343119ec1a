"""Cards for drawing, made up without a database: a board with any mix of declared, open and corrected."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from results.boards.cards import (
    ContestState,
    ElectionHead,
    Happened,
    Newest,
    OutcomeCard,
    PartyBadge,
    RegionHead,
    Scoreboard,
    TallyRow,
    Tile,
    Totals,
)

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2024, 7, 5, 0, 30, tzinfo=LONDON)
PLACES = ("Amber Valley", "Bassetlaw", "Corby & East Northants", "Derby South", "Erewash", "Stoke <Central>")
PARTIES = tuple(
    PartyBadge(code, code, f"The {code} party", colour, "#ffffff")
    for code, colour in (
        ("Lab", "#e4003b"),
        ("Con", "#006db8"),
        ("LD", "#8a5a00"),
        ("Ind", "#59626e"),
        ("RUK", "#0a7485"),
        ("Green", "#0b6b37"),
        ("WPB", "#780021"),
        ("SDP", "#a03040"),
        ("TUSC", "#b0006a"),
        ("Yorks", "#00566e"),
        ("EDP", "#6b4a50"),
    )
)
LAB, CON = PARTIES[:2]
REGION = RegionHead(id=4, code="EM", name="East Midlands", kind="official")


def a_head(*, seq: int = 12, rehearsal: bool = False) -> ElectionHead:
    """An election at a number, one event a minute."""
    return ElectionHead(
        id=1,
        slug="ge2024",
        name="General election 2024",
        date=date(2024, 7, 4),
        polls_close=datetime(2024, 7, 4, 22, 0, tzinfo=LONDON),
        baseline="2019 notional",
        rehearsal=rehearsal,
        closed=False,
        credits=(),
        seq=seq,
        as_at=NIGHT + timedelta(minutes=seq) if seq else None,
    )


def an_outcome(
    party: PartyBadge = LAB,
    before: PartyBadge = CON,
    *,
    majority: int = 979,
    by_lot: bool = False,
    was: str = "",
    at: datetime = NIGHT,
) -> OutcomeCard:
    """A gain, or a hold where the party is the one before; a correction where it says what `was`."""
    word = "hold" if party == before else "gain"
    return OutcomeCard(
        party=party,
        winner="Aoife Byrne",
        word=word,
        phrase=f"{party.abbr} hold" if word == "hold" else f"{party.abbr} gain from {before.abbr}",
        previous_party=before,
        majority=majority,
        majority_pct=Decimal("2.31"),
        by_lot=by_lot,
        declared_at=at,
        revision=2 if was else 1,
        was=was,
    )


def a_tile(
    number: int,
    outcome: OutcomeCard | None = None,
    *,
    place: tuple[int, int] | None = (0, 0),
    state: ContestState = ContestState.EXPECTED,
    recounts: int = 0,
    since: datetime | None = None,
) -> Tile:
    """A tile on the map at `place`, or in the list where it is None; its `state` is the outcome's own."""
    return Tile(
        contest=number,
        code=f"C{number:04}",
        name=PLACES[number % len(PLACES)],
        column=place[0] if place else None,
        row=place[1] if place else None,
        defending=CON,
        expected_at=NIGHT + timedelta(hours=2),
        state=outcome.state if outcome else state,
        recounts=recounts,
        since=since,
        outcome=outcome,
    )


def a_row(party: PartyBadge, *, votes: int, seats: int = 0, gains: int = 0, losses: int = 0) -> TallyRow:
    """A party's row of a tally."""
    return TallyRow(
        party=party,
        seats=seats,
        gains=gains,
        losses=losses,
        net=gains - losses,
        votes=votes,
        share_pct=Decimal("10.00"),
        change_pts=Decimal("-1.25"),
    )


def a_board(seed: int = 1, *, contests: int = 40, declared: int = 20, hexes: bool = True) -> Scoreboard:
    """A board whose winners, majorities and corrections are drawn by `seed`."""
    random = Random(seed)
    outcomes = [_some_outcome(random, minute) if minute < declared else None for minute in range(contests)]
    tiles = tuple(
        a_tile(number, outcome, place=(number % 7, number // 7) if hexes else None)
        for number, outcome in enumerate(outcomes, start=1)
    )
    return Scoreboard(
        election=a_head(seq=declared),
        region=REGION,
        totals=Totals(declared, contests, declared * 75_000, declared * 45_000, 0, Decimal("60.00")),
        rows=_rows(random, declared),
        tiles=tiles,
        newest=_newest(tiles),
        grid=(7, contests // 7 + 1) if hexes else None,
    )


def _some_outcome(random: Random, minute: int) -> OutcomeCard:
    return an_outcome(
        random.choice(PARTIES),
        random.choice(PARTIES[:4]),
        majority=random.randint(1, 20_000),
        by_lot=random.random() < 0.05,
        was=random.choice(("", "", "", "majority was 4,246")),
        at=NIGHT + timedelta(minutes=minute),
    )


def _rows(random: Random, declared: int) -> tuple[TallyRow, ...]:
    seats = [0] * len(PARTIES)
    for _ in range(declared):
        seats[random.randrange(len(PARTIES))] += 1
    rows = [
        a_row(party, votes=random.randint(0, 90_000), seats=won, gains=won // 2, losses=random.randint(0, 2))
        for party, won in zip(PARTIES, seats, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seats, -row.votes)))


def _newest(tiles: tuple[Tile, ...]) -> tuple[Newest, ...]:
    declared = [(tile, tile.outcome) for tile in reversed(tiles) if tile.outcome]
    return tuple(
        a_line(tile.contest, tile.code, outcome=outcome, name=tile.name) for tile, outcome in declared[:8]
    )


def a_line(
    contest: int,
    code: str,
    *,
    outcome: OutcomeCard | None = None,
    name: str = PLACES[0],
    happened: Happened = Happened.STATE,
    words: str = "",
) -> Newest:
    """A line of the newest: of an outcome, or of what happened without one."""
    if outcome is not None:
        happened = Happened.CORRECTED if outcome.corrected else Happened.DECLARED
    return Newest(
        contest=contest,
        code=code,
        name=name,
        at=outcome.declared_at if outcome else NIGHT,
        happened=happened,
        words=outcome.was if outcome else words,
        outcome=outcome,
    )
