"""The councils and mayors of the Midlands in May 2023: control won, lost and kept, and a tide."""

from datetime import UTC, datetime

import pytest

from results.psephology.headlines.facts import Chamber, Kind
from results.psephology.headlines.running import Running
from tests.psephology.headline_nights import MAY_2023, after, chambers, everything, of_kind, parties, seats
from tests.psephology.real_councils import COUNCILS

CODES = {"Boston Ind": "BosInd", "Ashfield Ind": "Ash"}
CONTROL = {
    "Stoke-on-Trent": "Labour gained control from no overall control, 29 of 44 seats",
    "North West Leicestershire": "The Conservatives lost control, with 12 of the 20 seats needed",
    "Boston": "Boston Independents gained control from no overall control, 18 of 30 seats",
    "North Kesteven": "The Conservatives gained control from no overall control, 25 of 43 seats",
    "South Kesteven": "The Conservatives lost control, with 24 of the 29 seats needed",
    "Bassetlaw": "Labour kept control, 38 of 48 seats",
    "Sandwell": "Labour kept control, 60 of 72 seats",
    "Dudley": "The Conservatives kept control, 44 of 72 seats",
    "Redditch": "The Conservatives kept control, 16 of 29 seats",
    "Erewash": "Labour gained control from the Conservatives, 28 of 47 seats",
    "Derby": "Still no overall control",
    "Ashfield": "Ashfield Independents kept control, 32 of 35 seats",
    "Mansfield": "Labour gained control from no overall control, 25 of 36 seats",
    "Leicester": "Labour kept control, 31 of 54 seats",
}


def as_published(name: str) -> Chamber:
    """A council with all its seats as they were published."""
    own = next(council for council in COUNCILS if council.name == name)
    seats = {CODES.get(party, party): number for party, number in own.seats.items()}
    needed = own.total // 2 + 1
    holders = [party for party, number in seats.items() if number >= needed and party != "Ind"]
    return Chamber(
        code=name,
        name=name,
        at=datetime(2023, 5, 5, 4, tzinfo=UTC),
        control=holders[0] if holders else "NOC",
        control_before=CODES.get(own.before, own.before),
        outcome=own.outcome,
        certain=True,
        complete=True,
        needed=needed,
        total=own.total,
        declared=own.total,
        seats=seats,
    )


@pytest.mark.parametrize("name", CONTROL)
def test_control_is_told_with_the_seats_that_prove_it(name: str) -> None:
    night = Running(parties=parties(MAY_2023))
    night.chamber(as_published(name))
    (line,) = of_kind(night, Kind.CONTROL)
    assert line.sentence == f"{name}: {CONTROL[name]}"
    assert (line.council, line.contest) == (name, "")


def test_control_that_changes_comes_before_control_that_stays() -> None:
    night = Running(parties=parties(MAY_2023))
    for name in CONTROL:
        night.chamber(as_published(name))
    changed = ("gained control", "lost control")
    said = [any(word in line.sentence for word in changed) for line in night.lines()]
    assert said == sorted(said, reverse=True)
    assert sum(said) == 7


def test_labour_lost_leicester_seats_against_the_tide_once_it_was_up_elsewhere() -> None:
    night, leicester = Running(parties=parties(MAY_2023)), "E06000016"
    told: dict[str, bool] = {}
    for chamber in chambers():
        night.chamber(chamber)
        told[chamber.code] = f"against_the_tide:{leicester}:Lab" in everything(night)
    # Leicester declared last of these.
    assert [code for code, there in told.items() if there] == [leicester]
    line = everything(night)[f"against_the_tide:{leicester}:Lab"]
    assert line.figures == {"lost": "22", "net": "+6"}
    assert line.sentence == "Labour, up 6 seats on the 7 complete councils, lost 22 in Leicester"


@pytest.mark.parametrize(
    ("contest", "majority"), [("E06000016-mayor", "8,580"), ("E07000174-mayor", "4,155")]
)
def test_mayors_who_are_back_are_told_as_names_that_are_known(contest: str, majority: str) -> None:
    night = seats(MAY_2023)
    place = next(place for place, seat in enumerate(night) if seat.code == contest)
    before, now = (
        of_kind(after(MAY_2023, night[:number]), Kind.BIG_NAME_SAFE) for number in (place, place + 1)
    )
    assert contest not in {line.contest for line in before}
    (line,) = [line for line in now if line.contest == contest]
    assert line.figures == {"majority": majority}


def test_single_wards_make_no_tide_and_no_firsts_but_a_closest() -> None:
    lines = after(MAY_2023, seats(MAY_2023)).lines(limit=1000)
    kinds = {line.kind for line in lines}
    assert not kinds & {Kind.AGAINST_THE_TIDE, Kind.FIRST_SEAT, Kind.LOST_DEPOSITS, Kind.GAIN}
    (closest,) = [line for line in lines if line.key == "closest:votes:ward"]
    assert closest.sentence == (
        "Closest so far: Broom Leys, the Liberal Democrats by 4 votes (0.53%), of 137 single-seat wards"
    )
