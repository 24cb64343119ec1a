"""What graphics say of a result that is held, embargoed, called early, put right, fixed or made up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.keys import bypass
from results.declaring.overriding import override
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.graphics.newer import newer
from results.graphics.values import NothingToShow, snapshot_of, step_count
from results.models import Declaration, Election, Hold, Policy
from results.onair.cues import prepare
from results.onair.holds import hold, release
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.people import a_producer, a_reporter, an_editor, an_operator
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB_WINS = a_count(16_000, 14_426, 3_000, 2_000, 574)


@pytest.fixture
def contest():
    return a_small_election(contests=1).contests.get()


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


def snapshot(contest, graphic="lower-third", **options):
    subject = Subject(contest_id=contest.pk, options=options)
    return snapshot_of(graphic=graphic, election_id=contest.election_id, subject=subject)


def of_region(contest, graphic):
    subject = Subject(region_id=contest.regions.get(code="MID").pk)
    return snapshot_of(graphic=graphic, election_id=contest.election_id, subject=subject).values


def a_lower_third(contest, by):
    return prepare(output_id=an_output(contest.election).pk, snapshot=snapshot(contest), by=by)


def put_right(contest, by):
    correct(contest_id=contest.pk, count=LAB_WINS, by=by, based_on=1, reason="Bundles were swapped")


def words(changes):
    return [change.words for change in changes]


@pytest.mark.parametrize("graphic", ["lower-third", "contest", "head-to-head", "swing-dial"])
def test_a_contest_without_a_result_is_refused_with_its_state(contest, priya, graphic):
    set_status(contest_id=contest.pk, status="recount", by=priya)
    with pytest.raises(NothingToShow) as refused:
        snapshot(contest, graphic)
    assert refused.value.sentence == "Leicester East has no result to show yet: recount 1."


def test_nothing_is_shown_before_polls_close_not_even_that_there_is_something(contest, priya):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    Election.objects.update(polls_close=timezone.now() + timedelta(hours=1))
    with pytest.raises(NothingToShow, match="Leicester East has no result to show yet: expected"):
        snapshot(contest)
    board, ticker, bug = (of_region(contest, graphic) for graphic in ("scoreboard", "ticker", "bug"))
    assert (board["declared"], ticker["items"], bug["leader"]) == (0, [], "")
    assert not any(row["seats"] or row["share_txt"] for row in board["rows"])
    assert {hexagon["colour"] for hexagon in of_region(contest, "hex-map")["hexes"]} == {""}


def test_a_rehearsal_says_so_on_every_graphic(priya):
    contest = a_small_election(contests=1, rehearsal=True).contests.get()
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    assert snapshot(contest).values["rehearsal"] is True
    assert of_region(contest, "bug")["rehearsal"] is True


def test_a_winner_called_before_the_figures_has_no_figures(contest, priya):
    call_winner(contest_id=contest.pk, winner=2, by=priya)
    values = snapshot(contest).values
    told = [values[name] for name in ("phrase", "winner", "margin", "turnout", "swing", "majority_txt")]
    assert told == ["Con gain from Lab", "Margaret Holt", "figures to follow", "", "", ""]
    assert (values["pages"], step_count("lower-third", values)) == ([], 1)
    with pytest.raises(NothingToShow, match="Leicester East has no votes to show: figures to follow"):
        snapshot(contest, "head-to-head")


def test_a_seat_nobody_else_stood_for_had_no_poll(contest, priya):
    contest.candidacies.exclude(number=1).delete()
    declare_uncontested(contest_id=contest.pk, by=priya)
    values = snapshot(contest).values
    assert (values["phrase"], values["margin"], values["pages"]) == ("Lab unopposed", "no poll", [])


def test_a_tie_is_by_lot_and_never_a_majority_of_nought(contest, priya):
    count = a_count(14_000, 14_000, 3_000, 2_000, 574, elected=[2], by_lot=True)
    enter(contest_id=contest.pk, count=count, by=priya)
    values = snapshot(contest).values
    assert (values["margin"], values["majority_txt"]) == ("tie decided by lot", "")


def test_a_correction_carries_its_flag_and_its_revision(contest, priya):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    assert (snapshot(contest).values["corrected"], snapshot(contest).values["revision"]) == (False, 1)
    put_right(contest, priya)
    assert (snapshot(contest).values["corrected"], snapshot(contest).values["revision"]) == (True, 2)


def test_a_single_source_says_so():
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    sent = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    bypass(declaration_id=sent.declaration_id, by=an_editor(), reason="The line to the hall is dead")
    assert snapshot(contest).values["single_source"] is True
    assert of_region(contest, "ticker")["items"][0]["text"].endswith("single source")


def test_a_label_that_is_fixed_for_air_stands_in_every_place_of_the_winner(contest, priya):
    sent = enter(contest_id=contest.pk, count=a_count(), by=priya)
    override(declaration_id=sent.declaration_id, by=priya, reason="The Speaker", label="Speaker")
    values = snapshot(contest).values
    assert (values["phrase"], values["party"]["abbr"]) == ("Speaker gain from Lab", "Speaker")
    assert [row["party"]["abbr"] for row in values["pages"]][:2] == ["Speaker", "Lab"]


def test_a_ward_with_several_seats_prints_votes_and_no_shares(priya):
    ward = a_council(wards=(3,)).contests.get()
    enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=2, Con=1), by=priya)
    values = snapshot(ward, "contest").values
    assert (values["phrase"], values["party"]["abbr"]) == ("Lab 2, Con 1", "Oth")
    assert values["winner"].count(", ") == 2
    assert {(row["share_txt"], row["change_txt"]) for row in values["rows"]} == {("", "")}
    assert values["rows"][0]["share"] > values["rows"][-1]["share"] > 0


def test_while_a_contest_is_held_graphics_show_what_it_had_and_afterwards_what_is_in_force(
    contest, priya, gwen
):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    output = an_output(contest.election)
    hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="The agent disputes it")
    put_right(contest, priya)
    assert (snapshot(contest).values["phrase"], snapshot(contest).values["revision"]) == (
        "Con gain from Lab",
        1,
    )
    assert of_region(contest, "ticker")["items"][0]["text"] == "Con gain from Lab, majority 4,426"
    assert of_region(contest, "bug")["leader"]["party"]["abbr"] == "Con"
    release(output_id=output.pk, hold_id=Hold.objects.get().pk, by=gwen)
    assert of_region(contest, "bug")["leader"]["party"]["abbr"] == "Lab"
    assert of_region(contest, "ticker")["items"][0]["text"] == (
        "Lab hold, majority 1,574, corrected: was Con gain from Lab, majority 4,426"
    )


def test_the_ticker_gives_a_correction_as_another_item(contest, priya):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    before = of_region(contest, "ticker")["items"][0]["id"]
    put_right(contest, priya)
    (item,) = of_region(contest, "ticker")["items"]
    assert (item["id"] != before, item["corrected"]) == (True, True)


def test_an_act_on_an_output_makes_no_values_newer(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    region = Subject(region_id=contest.regions.get(code="MID").pk)
    Declaration.objects.update(published_at=timezone.now() - timedelta(hours=1))
    contest.election.events.update(at=timezone.now() - timedelta(hours=1))
    before = snapshot(contest)
    board = snapshot_of(graphic="scoreboard", election_id=contest.election_id, subject=region)
    hold(output_id=an_output(contest.election).pk, by=gwen, reason="Wait")
    assert snapshot(contest).digest == before.digest
    again = snapshot_of(graphic="scoreboard", election_id=contest.election_id, subject=region)
    assert (again.digest, again.seq) == (board.digest, board.seq + 1)


def test_what_is_newer_than_a_cue_is_told_before_and_after(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    cue = a_lower_third(contest, gwen)
    assert newer(cue).changes == ()
    count = a_count(10_000, 14_246, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=count, by=priya, based_on=1, reason="Read again")
    found = newer(cue)
    assert "majority 4,426 → 4,246" in words(found.changes)
    assert "Margaret Holt votes 14,426 → 14,246" in words(found.changes)
    assert "corrected nothing → yes" in words(found.changes)
    assert found.now.values["majority_txt"] == "4,246"
    assert cue.values["majority_txt"] == "4,426"


def test_where_nothing_is_left_to_show_the_cue_is_told_why(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    cue = a_lower_third(contest, gwen)
    withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="Read out for another seat")
    found = newer(cue)
    assert (found.changes, found.now) == ((), None)
    assert found.gone == "Leicester East has no result to show yet: result withdrawn."


def test_newer_than_what_is_on_air_is_asked_of_what_is_on_air(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    cue = a_lower_third(contest, gwen)
    assert words(newer(cue, shown={**cue.values, "winner": "Nobody"}).changes) == [
        "winner Nobody → Margaret Holt"
    ]
