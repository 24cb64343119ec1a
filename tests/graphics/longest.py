"""Values of every graphic with the longest names there are: real ones, of the packs the desk ships.

Figures are made up where only their length matters. Nothing is asked of the database.
"""

import csv
from pathlib import Path
from typing import Any

import results.packs
from results.boards.badges import NO_COLOUR, ink_on

Values = dict[str, Any]
SHIPPED = Path(results.packs.__file__).parent / "shipped"
MIDLANDS, LOCAL = SHIPPED / "ge2024-midlands", SHIPPED / "local2023-midlands"
COMMON: Values = {
    "election": "General election 2024: the Midlands",
    "baseline": "2019 notional",
    "seq": 1234,
    "as_at": "03:12",
    "rehearsal": False,
    "corrected": False,
    "single_source": False,
}
WORST_FIRST = {"corrected": True, "rehearsal": True, "single_source": True}


def rows(pack: Path, name: str) -> list[dict[str, str]]:
    """A table of a pack, a dictionary a row."""
    with (pack / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def longest(pack: Path, table: str, column: str, count: int = 1) -> list[str]:
    """The longest values of a column, the longest first."""
    return sorted({row[column] for row in rows(pack, table)}, key=lambda name: (-len(name), name))[:count]


def parties(*, longest_first: bool = False) -> list[Values]:
    """Every party as graphics get it; the commonest ones first, or the longest names."""
    found = [_party(row) for row in rows(MIDLANDS, "parties")]
    if longest_first:
        return sorted(found, key=lambda party: len(party["abbr"]) * 5 + len(party["name"]), reverse=True)
    order = ["Lab", "Con", "RUK", "LD", "Green", "WPB", "Ash", "Ind", "Oth"]
    return sorted(found, key=lambda party: order.index(party["abbr"]) if party["abbr"] in order else 99)


def _party(row: dict[str, str]) -> Values:
    colour = row["colour"] or NO_COLOUR
    return {"abbr": row["code"], "name": row["short_name"], "colour": colour, "ink": ink_on(colour)}


def candidates(count: int) -> list[Values]:
    """The candidates with the longest names, each for another party."""
    names, ballot = longest(MIDLANDS, "candidates", "name", count), parties(longest_first=True)
    return [
        {
            "name": name,
            "party": ballot[at % len(ballot)],
            "votes": 44321 - 4000 * at,
            "votes_txt": f"{44321 - 4000 * at:,}",
            "share": 54.2 - 5 * at,
            "share_txt": f"{54.2 - 5 * at:.1f}%",
            "change": -10.9,
            "change_txt": "−10.9",
            "elected": at == 0,
        }
        for at, name in enumerate(names)
    ]


def all_values(**changes: Any) -> dict[str, Values]:
    """The values of every graphic, by its name."""
    made = {**_of_contests(), **_of_regions(), **_of_councils(), **_of_layers()}
    return {name: {**COMMON, "graphic": name, **values, **changes} for name, values in made.items()}


def _of_contests() -> dict[str, Values]:
    contest = longest(MIDLANDS, "contests", "name")[0]
    first, second, *_ = field = candidates(8)
    con, lab = parties()[1], parties()[0]
    head = {
        "contest": contest,
        "phrase": "LabCoop gain from NONPOL",
        "kind": "gain",
        "party": first["party"],
        "winner": first["name"],
        "margin": "majority 24,426",
        "swing": "19.1% swing LabCoop to NONPOL",
        "turnout": "Turnout 59.1%",
    }
    return {
        "lower-third": {**head, "pages": candidates(12)},
        "contest": {**head, "rows": field, "others": {"votes_txt": "12,345", "share_txt": "12.1%"}},
        "head-to-head": {**head, "one": first, "other": second},
        "swing-dial": {
            "contest": contest,
            "points": 9.1,
            "points_txt": "19.1%",
            "loser": con,
            "gainer": lab,
            "words": "19.1% swing Conservative to Labour since 2019 notional",
        },
    }


def _of_regions() -> dict[str, Values]:
    region = longest(MIDLANDS, "regions", "name")[0]
    head = {"region": region, "declared": 84, "total": 106, "declared_txt": "84 of 106"}
    tally = [_tally(party, at) for at, party in enumerate([*parties()[:8], parties()[8]])]
    return {
        "scoreboard": {**head, "rows": tally},
        "seat-change": {**head, "rows": tally},
        "hex-map": {**head, "hexes": _hexes(), "legend": tally},
    }


def _tally(party: Values, at: int) -> Values:
    seats = [62, 20, 3, 2, 1, 1, 1, 0, 0][at]
    gains, losses = [36, 0, 3, 1, 1, 0, 1, 0, 0][at], [1, 39, 0, 0, 0, 0, 0, 1, 0][at]
    return {
        "party": party,
        "seats": seats,
        "seats_txt": str(seats),
        "net": gains - losses,
        "net_txt": f"{gains - losses:+d}".replace("-", "−") if gains != losses else "0",
        "gains_txt": f"+{gains}",
        "losses_txt": f"−{losses}",
        "share_txt": "44.2%",
        "change_txt": "−12.1",
    }


def _hexes() -> list[Values]:
    ballot, found = parties(), []
    for at, contest in enumerate(rows(MIDLANDS, "contests")):
        party = ballot[(at * at) % 5] if at % 5 else {"abbr": "", "name": "", "colour": "", "ink": ""}
        state = "gain" if at % 3 == 1 and party["abbr"] else "declared" if party["abbr"] else "waiting"
        place = {"q": int(contest["hex_q"]), "r": int(contest["hex_r"])}
        found.append({**place, "name": contest["name"], **party, "state": state})
    return found


def _of_councils() -> dict[str, Values]:
    held = zip(parties()[:8], (27, 18, 9, 6, 3, 2, 2, 2), strict=True)
    return {
        "council": {
            "council": longest(LOCAL, "councils", "name")[0],
            "phrase": "No overall control",
            "needed": 39,
            "needed_txt": "39",
            "total": 77,
            "total_txt": "77",
            "rows": [
                {"party": party, "seats": seats, "seats_txt": str(seats), "net_txt": "−12"}
                for party, seats in held
            ],
            "to_come": 6,
            "to_come_txt": "6",
            "not_up": 3,
            "vacant": 1,
            "called_off": 1,
        }
    }


def _of_layers() -> dict[str, Values]:
    contest, second = longest(MIDLANDS, "contests", "name", 2)
    first = candidates(1)[0]
    item = {
        "id": "1",
        "kind": "result",
        "head": contest,
        "text": f"LabCoop gain from NONPOL: {first['name']}, majority 24,426, turnout 59.1%",
        "party": first["party"],
    }
    return {
        "ticker": {
            "label": "Results",
            "items": [
                item,
                {"id": "2", "kind": "result", "head": second, "text": "Lab hold", "party": parties()[0]},
                {"id": "3", "kind": "news", "head": "", "text": "84 of 106 seats declared", "party": None},
            ],
        },
        "bug": {
            "label": COMMON["election"],
            "declared_txt": "84 of 106",
            "leader": {"party": first["party"], "seats_txt": "362"},
        },
        "test-card": {"name": "Studio 2, programme, Birmingham", "format": "1080i50"},
    }
