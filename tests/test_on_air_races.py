"""Two operators, or an operator and a count, at the same moment, on PostgreSQL: one outcome, no deadlock."""

import pytest

from results.boards.contest import contest_card
from results.boards.councils import council_card
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.graphics.frames import program_frame
from results.graphics.newer import now_of_all
from results.graphics.releasing import release_preview
from results.graphics.values import snapshot_of
from results.models import AlertDone, AsRun, Cue, DeskEvent, Hold, OnAir
from results.onair.air import clear, take
from results.onair.alerts import Revision, Stands, settle
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold, release
from results.onair.refusals import Changed
from results.onair.snapshot import Subject
from tests.at_once import at_once, names_of
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, an_operator
from tests.services import on_postgres
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_count, a_small_election

pytestmark = [on_postgres, pytest.mark.django_db(transaction=True)]
LAB_WINS = a_count(16_000, 14_426, 3_000, 2_000, 574)
AGAIN = pytest.mark.parametrize("attempt", range(4))


def a_result():
    """An output, its election's contest with a result, an operator and a producer."""
    output, gwen, priya = an_output(a_small_election(contests=1)), an_operator(), a_producer()
    contest = output.election.contests.get()
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    return output, contest, gwen, priya


def acts():
    return list(AsRun.objects.order_by("number").values_list("act", flat=True))


def on_screen(output):
    return '"declared":1' in program_frame(output.pk)


@AGAIN
def test_a_hold_and_a_correction_at_once_keep_on_air_what_was_there_before_the_hold(attempt):
    output, contest, gwen, priya = a_result()
    held, put_right = at_once(
        lambda: hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="Wait"),
        lambda: correct(contest_id=contest.pk, count=LAB_WINS, by=priya, based_on=1, reason="Swapped"),
    )
    on_air = contest_card(contest_id=contest.pk, for_air=True).figures.outcome.phrase
    assert on_air == ("Lab hold" if put_right.seq < held.number else "Con gain from Lab")


@AGAIN
def test_a_hold_of_a_council_and_its_ward_and_its_total_at_once(attempt):
    council = a_council(wards=(3, 2, 1))
    output, gwen, priya = an_output(council.election), an_operator(), a_producer()
    ward = council.contests.order_by("code")[0]
    enter_council(council_id=council.pk, seats={"Lab": 1}, complete=False, by=priya)
    answers = at_once(
        lambda: hold(output_id=output.pk, council_id=council.pk, by=gwen, reason="Wait"),
        lambda: enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=2, Con=1), by=priya),
        lambda: correct_council(
            council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya, based_on=1
        ),
    )
    assert names_of(answers) == ["Acted", "Entered", "EnteredCouncil"]
    number = answers[0].number
    state = council_card(council_id=council.pk, for_air=True).state
    assert state.wards_declared == (answers[1].seq < number)
    if answers[1].seq > number:
        assert state.declared == (2 if answers[2].seq < number else 1)


@AGAIN
def test_two_operators_hold_one_contest_from_two_outputs_and_one_of_them_does(attempt):
    output, contest, gwen, _ = a_result()
    other = an_output(output.election)
    answers = at_once(
        *(
            lambda one=one: hold(output_id=one.pk, contest_id=contest.pk, by=gwen, reason="Wait")
            for one in (output, other)
        )
    )
    assert names_of(answers) == ["Acted", "Held"]
    assert Hold.objects.holding().count() == 1


@AGAIN
def test_a_release_and_a_hold_of_the_same_at_once(attempt):
    output, contest, gwen, _ = a_result()
    hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="Wait")
    row = Hold.objects.get()
    answers = at_once(
        lambda: release(output_id=output.pk, hold_id=row.pk, by=gwen),
        lambda: hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="Again"),
    )
    assert names_of(answers) in (["Acted", "Held"], ["Acted", "Acted"])
    holding = Hold.objects.holding().values_list("reason", flat=True)
    assert list(holding) == ([] if "Held" in names_of(answers) else ["Again"])


@AGAIN
def test_two_releases_of_one_hold_at_once_release_it_once(attempt):
    output, contest, gwen, _ = a_result()
    other = an_output(output.election)
    hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="Wait")
    row = Hold.objects.get()
    answers = at_once(
        *(lambda one=one: release(output_id=one.pk, hold_id=row.pk, by=gwen) for one in (output, other))
    )
    assert names_of(answers) == ["Acted", "NothingThere"]


@AGAIN
def test_a_release_is_of_what_was_seen_or_refused_though_a_result_comes_at_once(attempt):
    output, contest, gwen, priya = a_result()
    hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="Wait")
    row = Hold.objects.get()

    def preview():
        return release_preview(hold=Hold.objects.get(pk=row.pk), output=output).digest

    seen = preview()
    done, put_right = at_once(
        lambda: release(output_id=output.pk, hold_id=row.pk, by=gwen, digest=seen, preview=preview),
        lambda: correct(contest_id=contest.pk, count=LAB_WINS, by=priya, based_on=1, reason="Swapped"),
    )
    assert isinstance(done, Changed) or done.number < put_right.seq
    assert Hold.objects.holding().exists() == isinstance(done, Changed)


@AGAIN
def test_what_follows_and_is_held_as_a_result_comes_in_stays_as_it_was_at_the_hold(attempt):
    output, gwen, priya = an_output(a_small_election(contests=1)), an_operator(), a_producer()
    contest = output.election.contests.get()
    subject = Subject(region_id=output.election.regions.get(code="MID").pk)
    snapshot = snapshot_of(graphic="scoreboard", election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen, mode=Cue.Mode.FOLLOW)
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    held, entered = at_once(
        lambda: hold(output_id=output.pk, by=gwen, reason="Wait", now=now_of_all),
        lambda: enter(contest_id=contest.pk, count=a_count(), by=priya),
    )
    assert on_screen(output) == (entered.seq < held.number)


@AGAIN
def test_an_alert_that_two_settle_at_once_is_settled_and_logged_once(attempt):
    output, contest, gwen, _ = a_result()
    revision = Revision(declaration=contest.declarations.get().pk)

    def stands():
        return Stands.NONE if AlertDone.objects.exists() else Stands.OFF

    def settled():
        return settle(output_id=output.pk, revision=revision, name="Leicester East", stands=stands, by=gwen)

    answers = at_once(settled, settled)
    assert names_of(answers) == ["Acted", "NoneType"]
    assert (acts(), AlertDone.objects.count()) == (["settle"], 1)


@AGAIN
def test_a_take_and_a_clear_at_once_end_as_the_log_says(attempt):
    output, gwen = an_output(), an_operator()
    cue = a_cue(output, gwen)
    answers = at_once(
        lambda: take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen),
        lambda: clear(output_id=output.pk, by=gwen),
    )
    assert names_of(answers) == ["Acted", "Acted"]
    assert OnAir.objects.exists() == (acts()[-1] == "take")
    numbers = list(DeskEvent.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
