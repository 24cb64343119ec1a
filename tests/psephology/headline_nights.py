"""The nights of July 2024 and May 2023 as seats and councils for headlines, from the shipped packs.

Owns reading the packs' files without a database, and the way from a judged contest to a seat. Wards of
several seats are left out; councils come from their totals.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from results.psephology.contest import judge
from results.psephology.council import Chamber as Control
from results.psephology.council import control, council_phrase
from results.psephology.counts import Count, Previous, PreviousLine, Result, Standing
from results.psephology.headlines.facts import Before, Chamber, Headline, Kind, Party, Seat, Stood
from results.psephology.headlines.running import Running
from results.psephology.percent import pct

SHIPPED = Path(__file__).parents[2] / "results" / "packs" / "shipped"
JULY_2024, MAY_2023 = "ge2024-midlands", "local2023-midlands"
Row = dict[str, str]


@cache
def rows(pack: str, name: str) -> tuple[Row, ...]:
    """The lines of one file of a pack; none where there is no such file."""
    path = SHIPPED / pack / f"{name}.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def parties(pack: str) -> dict[str, Party]:
    """Parties that tally, by code; short names as they are on screens."""
    return {
        row["code"]: Party(row["code"], row["code"], row["name"], bool(row["independent"]))
        for row in rows(pack, "parties")
    }


@cache
def seats(pack: str) -> tuple[Seat, ...]:
    """Contests for one seat, in the order of the night."""
    known = {row["code"]: row for row in rows(pack, "contests") if row.get("seats", "1") in {"", "1"}}
    results = sorted(rows(pack, "results"), key=lambda row: (row["recorded_at"], row["contest"]))
    return tuple(_seat(pack, known[row["contest"]], row) for row in results if row["contest"] in known)


def _seat(pack: str, contest: Row, result: Row) -> Seat:
    code = contest["code"]
    candidates = _of(pack, "candidates")[code]
    before = _of(pack, "previous").get(code, [])
    votes = _of(pack, "votes")[code]
    judged = judge(
        standings=tuple(_standing(pack, row) for row in candidates),
        count=_count(result, contest, votes),
        previous=_previous(pack, before),
        new_seat=False,
    )
    return seat_of(
        judged,
        code=code,
        name=contest["name"],
        at=datetime.fromisoformat(result["recorded_at"]),
        names={int(row["number"]): (row["name"], tally(pack, row["party"])) for row in candidates},
        notes={int(row["number"]): (bool(row["incumbent"]), row["note"]) for row in candidates},
        before=_before(pack, before),
        turnout_before=_turnout_before(before),
        held_since=int(contest.get("held_since") or 0) or None,
        year=int(result["recorded_at"][:4]),
        kind=contest["kind"],
        regions=tuple(contest["regions"].split(";")),
    )


def seat_of(
    judged: Result,
    *,
    code: str,
    name: str,
    at: datetime,
    names: dict[int, tuple[str, str]],
    notes: dict[int, tuple[bool, str]] | None = None,
    before: tuple[Before, ...] = (),
    turnout_before: object = None,
    held_since: int | None = None,
    year: int = 0,
    kind: str = "constituency",
    regions: tuple[str, ...] = (),
    group: str = "",
) -> Seat:
    """A judged contest as headlines see it."""
    told = notes or {}
    swing = judged.swing
    return Seat(
        code=code,
        name=name,
        at=at,
        party=judged.party,
        word=judged.word.value,
        previous_party=judged.previous_party,
        stood=tuple(
            Stood(
                number=line.number,
                name=names[line.number][0],
                party=names[line.number][1],
                votes=line.votes,
                share_pct=line.share_pct,
                change_pts=line.change_pts,
                rank=line.rank,
                elected=line.elected,
                lost_deposit=line.lost_deposit and kind != "ward",
                incumbent=told.get(line.number, (False, ""))[0],
                note=told.get(line.number, (False, ""))[1],
            )
            for line in judged.lines
        ),
        before=before,
        valid=judged.valid,
        majority=judged.majority,
        majority_pct=judged.majority_pct,
        turnout_pct=judged.turnout_valid_pct,
        turnout_before_pct=turnout_before,  # type: ignore[arg-type]
        swing_pts=swing.points if swing else None,
        swing_from=swing.loser if swing else None,
        swing_to=swing.gainer if swing else None,
        by_lot=judged.by_lot,
        held_since=held_since,
        year=year,
        kind=kind,
        regions=regions,
        group=group,
    )


@cache
def chambers() -> tuple[Chamber, ...]:
    """The councils of May 2023 whose totals are recorded, complete, in the order of the night."""
    totals: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in rows(MAY_2023, "council_results"):
        totals[row["recorded_at"], row["council"]][row["party"]] = int(row["seats"])
    councils = {row["code"]: row for row in rows(MAY_2023, "councils")}
    return tuple(
        chamber_of(councils[code], seats, datetime.fromisoformat(moment))
        for (moment, code), seats in sorted(totals.items())
    )


def chamber_of(council: Row, won: dict[str, int], at: datetime) -> Chamber:
    """A council as its seats stand after a total."""
    not_up, before = _council_seats(council["code"], "not_up"), _council_seats(council["code"], "last_fought")
    total, up = int(council["seats_total"]), int(council["seats_up"])
    may = frozenset(code for code, party in parties(MAY_2023).items() if not party.independent)
    to_come = up - sum(won.values())
    found = control(
        Control(
            total=total,
            not_up=not_up,
            won=won,
            to_come=to_come,
            ceilings=dict.fromkeys(may, to_come),
            may_control=may,
        )
    )
    return Chamber(
        code=council["code"],
        name=council["name"],
        at=at,
        control=found.holder,
        control_before=council["control_before"],
        outcome=council_phrase(before=council["control_before"], after=found.holder) if found.holder else "",
        certain=found.holder is not None,
        complete=found.complete,
        needed=found.needed,
        total=total,
        declared=sum(won.values()),
        seats={code: won.get(code, 0) + not_up.get(code, 0) for code in {*won, *not_up}},
        before=before,
        regions=tuple(council["regions"].split(";")),
    )


def running(pack: str, *, total: int = 0) -> Running:
    """A night of which nothing is declared."""
    return Running(parties=parties(pack), total=total)


def after(pack: str, declared: Iterable[Seat]) -> Running:
    """The night once these seats have declared."""
    night = running(pack)
    for seat in declared:
        night.declare(seat)
    return night


def everything(night: Running) -> dict[str, Headline]:
    """Every line that stands, by key."""
    return {line.key: line for line in night.lines(limit=100_000)}


def of_kind(night: Running, kind: Kind) -> tuple[Headline, ...]:
    """Every line of a kind, strongest first."""
    return night.lines(limit=100_000, kinds=frozenset({kind}))


def tally(pack: str, code: str) -> str:
    """The code of the party that a label's votes tally under."""
    row = next(row for row in rows(pack, "parties") if row["code"] == code)
    return row.get("counts_as", "") or code


@cache
def _of(pack: str, name: str) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(pack, name):
        found[row["contest"]].append(row)
    return dict(found)


@cache
def _council_seats(council: str, basis: str) -> dict[str, int]:
    files = ("council_seats", "council_seats_cc-by-sa")
    lines = (row for name in files for row in rows(MAY_2023, name))
    return {
        row["party"]: int(row["seats"]) for row in lines if (row["council"], row["basis"]) == (council, basis)
    }


def _standing(pack: str, row: Row) -> Standing:
    party = tally(pack, row["party"])
    return Standing(int(row["number"]), row["name"], party, parties(pack)[party].independent)


def _count(result: Row, contest: Row, votes: list[Row]) -> Count:
    return Count(
        votes={int(row["number"]): int(row["votes"]) for row in votes},
        electorate=int(result["electorate"] or contest["electorate"]),
        elected=frozenset(int(row["number"]) for row in votes if row["elected"]),
        by_lot=any(row.get("by_lot") for row in votes),
    )


def _previous(pack: str, lines: list[Row]) -> Previous | None:
    if not lines:
        return None
    return Previous(
        lines=tuple(PreviousLine(tally(pack, row["party"]), int(row["votes"])) for row in lines),
        winner=next((tally(pack, row["party"]) for row in lines if row["winner"]), None),
        catch_all=frozenset({"Oth"}),
    )


def _before(pack: str, lines: list[Row]) -> tuple[Before, ...]:
    valid = sum(int(row["votes"]) for row in lines)
    votes = [int(row["votes"]) for row in lines]
    return tuple(
        Before(
            party=tally(pack, row["party"]),
            votes=int(row["votes"]),
            share_pct=pct(int(row["votes"]), valid),
            rank=1 + sum(own > int(row["votes"]) for own in votes),
            winner=bool(row["winner"]),
        )
        for row in lines
    )


def _turnout_before(lines: list[Row]) -> object:
    electorate = int(lines[0].get("electorate") or 0) if lines else 0
    return pct(sum(int(row["votes"]) for row in lines), electorate) if electorate else None
