"""Seats that never were, for headlines: written down shortly, judged by the desk's own arithmetic."""

from datetime import UTC, datetime, timedelta

from results.psephology.contest import judge
from results.psephology.counts import Count, Previous, PreviousLine, Standing
from results.psephology.headlines.facts import Before, Party, Seat
from results.psephology.headlines.running import Running
from results.psephology.percent import pct
from tests.psephology.headline_nights import seat_of

TEN = datetime(2026, 5, 7, 22, 0, tzinfo=UTC)
PARTIES = {
    "Con": Party("Con", "Con", "Conservative"),
    "Lab": Party("Lab", "Lab", "Labour"),
    "LD": Party("LD", "LD", "Liberal Democrat"),
    "RUK": Party("RUK", "RUK", "Reform UK"),
    "Green": Party("Green", "Green", "Green"),
    "Ind": Party("Ind", "Ind", "Independent", independent=True),
}
NAMES = ("Ann Lee", "Bo Day", "Cy Fox", "Di Roe", "Ed Poe", "Flo Ray", "Gil May", "Hal Kay")


def a_night(**further: object) -> Running:
    """A night of these parties."""
    return Running(parties=PARTIES, **further)  # type: ignore[arg-type]


def a_seat(
    code: str,
    *now: tuple[str, int],
    then: dict[str, int] | None = None,
    minute: int = 0,
    elected: int = 0,
    notes: dict[int, tuple[bool, str]] | None = None,
    kind: str = "constituency",
    group: str = "",
    held_since: int | None = None,
    turnout_before: object = None,
) -> Seat:
    """A seat by party and votes, in ballot order; `then` by party, the most votes having won.

    `elected` is a place on the ballot paper, for ties; `minute` counts from ten o'clock.
    """
    standings = tuple(
        Standing(number, NAMES[number - 1], party, PARTIES[party].independent)
        for number, (party, _) in enumerate(now, start=1)
    )
    votes = {number: own for number, (_, own) in enumerate(now, start=1)}
    most = max(votes.values())
    judged = judge(
        standings=standings,
        count=Count(
            votes=votes,
            electorate=100_000,
            elected=frozenset({elected or next(number for number in votes if votes[number] == most)}),
            by_lot=sum(own == most for own in votes.values()) > 1,
        ),
        previous=_previous(then) if then else None,
        new_seat=False,
    )
    return seat_of(
        judged,
        code=code,
        name=code.title(),
        at=TEN + timedelta(minutes=minute),
        names={standing.number: (standing.name, standing.party) for standing in standings},
        notes=notes,
        before=_before(then or {}),
        turnout_before=turnout_before,
        held_since=held_since,
        year=2026,
        kind=kind,
        group=group,
    )


def _previous(then: dict[str, int]) -> Previous:
    return Previous(
        lines=tuple(PreviousLine(party, votes) for party, votes in then.items()),
        winner=max(then, key=lambda party: then[party]),
        catch_all=frozenset({"Oth"}),
    )


def _before(then: dict[str, int]) -> tuple[Before, ...]:
    valid = sum(then.values())
    return tuple(
        Before(
            party=party,
            votes=votes,
            share_pct=pct(votes, valid),
            rank=1 + sum(other > votes for other in then.values()),
            winner=party == max(then, key=lambda own: then[own]),
        )
        for party, votes in then.items()
    )
