"""What a correction or a withdrawal takes away is told as gone, and what was only overtaken is not."""

from dataclasses import replace
from datetime import timedelta

from results.psephology.headlines.facts import Gone, Kind
from results.psephology.headlines.running import Running
from tests.psephology.headline_nights import JULY_2024, after, everything, seats
from tests.psephology.made_up_seats import TEN, a_night, a_seat
from tests.psephology.test_headlines_rules import a_chamber

CON_BEFORE = {"Con": 20_000, "Lab": 15_000, "LD": 3_000}
LATER = TEN + timedelta(hours=1)


def gone(night: Running) -> dict[str, Gone]:
    return {entry.was.key: entry for entry in night.gone(limit=1000)}


def test_a_corrected_winner_takes_the_gain_away() -> None:
    night = a_night()
    night.declare(a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE))
    night.declare(a_seat("oak", ("Lab", 8000), ("Con", 9000), then=CON_BEFORE), at=LATER)
    entry = gone(night)["gain:oak"]
    assert (entry.was.sentence, entry.now, entry.at) == (
        "Oak: Lab gain from Con, majority 1,000",
        None,
        LATER,
    )
    assert "gain:oak" not in everything(night)


def test_a_corrected_majority_rewrites_the_line() -> None:
    night = a_night()
    night.declare(a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE))
    night.declare(a_seat("oak", ("Lab", 9000), ("Con", 8500), then=CON_BEFORE))
    entry = gone(night)["gain:oak"]
    assert entry.now is not None
    assert entry.now.sentence == "Oak: Lab gain from Con, majority 500"
    assert entry.now.sentence == everything(night)["gain:oak"].sentence


def test_a_correction_that_is_put_right_leaves_nothing_gone() -> None:
    night, right = a_night(), a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE)
    night.declare(right)
    night.declare(a_seat("oak", ("Lab", 8000), ("Con", 9000), then=CON_BEFORE))
    night.declare(right)
    assert "gain:oak" not in gone(night)
    assert "gain:oak" in everything(night)


def test_the_same_figures_again_take_nothing_away() -> None:
    night, seat = a_night(), a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE)
    night.declare(seat)
    night.declare(replace(seat))
    assert night.gone() == ()


def test_figures_that_follow_a_right_call_take_nothing_away() -> None:
    night, seat = a_night(), a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE)
    night.declare(replace(seat, figures=False, stood=(), valid=0, majority=0, swing_pts=None))
    night.declare(seat)
    assert night.gone() == ()
    assert everything(night)["gain:oak"].sentence == "Oak: Lab gain from Con, majority 1,000"


def test_figures_that_deny_a_call_take_it_away() -> None:
    night = a_night()
    called = a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE)
    night.declare(replace(called, figures=False, stood=(), valid=0, majority=0, swing_pts=None))
    night.declare(a_seat("oak", ("Lab", 8000), ("Con", 9000), then=CON_BEFORE))
    assert gone(night)["gain:oak"].now is None


def test_a_record_that_is_beaten_is_replaced_and_not_gone() -> None:
    night = a_night()
    for minute, more in enumerate([40, 50, 60, 20]):
        night.declare(a_seat(f"oak{minute}", ("Con", 5000 + more), ("Lab", 5000), minute=minute))
    assert night.gone() == ()
    assert everything(night)["closest:votes:constituency"].figures["majority"] == "20"


def test_a_record_that_is_withdrawn_is_gone_with_the_next_in_its_place() -> None:
    night = a_night()
    for minute, more in enumerate([40, 50, 60, 20]):
        night.declare(a_seat(f"oak{minute}", ("Con", 5000 + more), ("Lab", 5000), minute=minute))
    night.withdraw("oak3", at=LATER)
    entry = gone(night)["closest:votes:constituency"]
    assert entry.was.figures["majority"] == "20"
    assert entry.now is not None
    assert entry.now.figures["majority"] == "40"


def test_a_withdrawal_of_what_nobody_declared_is_nothing() -> None:
    night = a_night()
    night.withdraw("oak", at=LATER)
    assert night.lines() == night.gone() == ()


def test_a_correction_that_turns_the_tide_takes_the_lines_of_others_away() -> None:
    night = a_night()
    night.declare(a_seat("ash", ("Con", 900), ("Lab", 800), then={"Lab": 900, "Con": 800}))
    for minute, code in enumerate(["elm", "fir"], start=1):
        night.declare(a_seat(code, ("Lab", 900), ("Con", 800), then={"Con": 900, "Lab": 800}, minute=minute))
    assert "against_the_tide:ash" in everything(night)
    night.withdraw("fir", at=LATER)
    assert "against_the_tide:ash" not in everything(night)
    assert gone(night)["against_the_tide:ash"].now is None


def test_a_count_over_the_night_is_rewritten_by_a_withdrawal_and_not_by_what_comes_after() -> None:
    real = seats(JULY_2024)
    night = after(JULY_2024, real)
    assert night.gone() == ()
    nuneaton = next(seat for seat in real if seat.name == "Nuneaton")
    night.withdraw(nuneaton.code, at=real[-1].at)
    entry = gone(night)["third_party:Con:RUK"]
    assert entry.now is not None
    assert (entry.was.figures["counted"], entry.now.figures["counted"]) == ("39", "38")
    assert "first_seat:Green" not in gone(night)


def test_the_newest_come_first_and_no_more_than_asked_for() -> None:
    night = a_night()
    for minute, code in enumerate(["ash", "oak"]):
        night.declare(a_seat(code, ("Lab", 9000), ("Con", 8000), then=CON_BEFORE, minute=minute))
    night.withdraw("ash", at=LATER)
    night.withdraw("oak", at=LATER + timedelta(minutes=1))
    (newest,) = night.gone(limit=1)
    assert newest.was.contest == "oak"


def test_a_council_that_goes_on_takes_nothing_away_and_one_that_goes_back_does() -> None:
    night = a_night()
    night.chamber(a_chamber(complete=False, declared=40, seats={"Lab": 27, "Con": 13}))
    night.chamber(a_chamber(at=LATER))
    assert night.gone() == ()
    night.chamber(a_chamber(at=LATER, control="NOC", seats={"Lab": 26, "Con": 26}))
    entry = gone(night)[f"{Kind.CONTROL}:barton"]
    assert entry.was.sentence == "Barton: Labour kept control, 27 of 52 seats"
    assert entry.now is not None
    assert entry.now.sentence == "Barton: Labour lost control, with 26 of the 27 seats needed"
