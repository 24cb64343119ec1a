"""A contest's page by the desk's own commands: its state, who stands behind it, what is fixed for air."""

import pytest

from results.boards.cards import ContestState
from results.boards.contest import contest_card
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.evidence import Evidence
from results.declaring.keys import bypass, confirm
from results.declaring.overriding import lift, override
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Candidacy, Policy, PreviousTally
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.ward_counts import a_ward_count
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
State = ContestState
PA = Evidence(source="agency", source_note="PA flash")


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def contest():
    return a_contest(name="Leicester East")


def card_of(contest):
    return contest_card(contest_id=contest.pk)


def declared(contest, by, count=None, **more):
    return enter(contest_id=contest.pk, count=count or a_count(), by=by, **more)


@pytest.mark.parametrize("status", ["counting", "countermanded", "deferred"])
def test_a_status_is_the_state_of_a_contest_without_a_result(contest, priya, status):
    moved = set_status(contest_id=contest.pk, status=status, by=priya)
    card = card_of(contest)
    assert (card.state, card.figures) == (status, None)
    assert abs((card.since - moved.at).total_seconds()) < 1


def test_a_second_recount_is_counted_and_shows_no_figures(contest, priya):
    for _ in range(2):
        set_status(contest_id=contest.pk, status="recount", by=priya)
    card = card_of(contest)
    assert (card.state, card.recounts, card.figures) == (State.RECOUNT, 2, None)


def test_a_called_winner_is_elected_in_the_order_of_the_ballot_paper(contest, priya):
    call_winner(contest_id=contest.pk, winner=2, by=priya, evidence=PA)
    card = card_of(contest)
    assert (card.state, card.figures.outcome.phrase) == (State.WINNER_ONLY, "Con gain from Lab")
    assert [row.elected for row in card.candidates] == [False, True, False, False, False]
    assert [row.number for row in card.candidates] == [1, 2, 3, 4, 5]
    assert {row.votes for row in card.candidates} == {None}
    assert card.figures.electorate is None


def test_figures_after_a_right_call_are_no_correction(contest, priya):
    call_winner(contest_id=contest.pk, winner=2, by=priya)
    declared(contest, priya)
    card = card_of(contest)
    assert (card.state, card.figures.outcome.corrected) == (State.DECLARED, False)
    assert [row.outcome.state for row in card.revisions] == [State.DECLARED, State.WINNER_ONLY]


def test_whoever_stands_alone_is_elected_unopposed(contest, priya):
    Candidacy.objects.filter(contest=contest).exclude(number=1).delete()
    declare_uncontested(contest_id=contest.pk, by=priya)
    card = card_of(contest)
    assert (card.state, card.figures.outcome.phrase) == (State.UNCONTESTED, "Lab unopposed")
    assert [(row.elected, row.votes) for row in card.candidates] == [(True, None)]


def test_a_withdrawal_leaves_the_contest_without_a_result_and_says_what_it_was(contest, priya):
    first = declared(contest, priya)
    withdraw(contest_id=contest.pk, by=priya, based_on=first.revision, reason="The wrong contest")
    card = card_of(contest)
    assert (card.state, card.figures) == (State.WITHDRAWN, None)
    assert not any(row.elected for row in card.candidates)
    gone = card.standing
    assert (gone.outcome, gone.was, gone.reason) == (
        None,
        "was Con gain from Lab, majority 4,426",
        "The wrong contest",
    )
    assert gone.provenance.by == "Priya Nair"


def test_a_contest_that_was_withdrawn_can_be_declared_again_and_is_no_correction(contest, priya):
    first = declared(contest, priya)
    withdraw(contest_id=contest.pk, by=priya, based_on=first.revision, reason="Too early")
    declared(contest, priya)
    card = card_of(contest)
    assert (card.state, card.figures.outcome.corrected) == (State.DECLARED, False)
    assert [row.outcome is None for row in card.revisions] == [False, True, False]


def test_a_correction_says_what_it_put_right(contest, priya):
    first = declared(contest, priya, a_count(10_180, 14_426, 3_000, 2_000, 394))
    correct(contest_id=contest.pk, count=a_count(), by=priya, based_on=first.revision, reason="Swapped")
    row = card_of(contest).standing
    assert (row.was, row.reason) == ("majority was 4,246", "Swapped")


def test_a_revision_says_where_it_is_from_and_who_confirmed_it():
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = declared(contest, alice, evidence=PA)
    confirm(declaration_id=sent.declaration_id, by=bob)
    told = card_of(contest).standing.provenance
    assert (told.by, told.confirmed_by, told.source, told.source_note) == (
        "Alice Okafor",
        "Bob Hussain",
        "agency",
        "PA flash",
    )
    assert told.confirmed_at
    assert not told.single_source


def test_a_single_source_is_one_until_somebody_confirms_it():
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice, edda = a_reporter(contest), an_editor()
    sent = declared(contest, alice)
    bypass(declaration_id=sent.declaration_id, by=edda, reason="No line to the hall")
    card = card_of(contest)
    assert card.figures.outcome.single_source
    told = card.standing.provenance
    assert (told.single_source, told.bypassed_by, told.bypass_reason) == (
        True,
        "Edda Lindqvist",
        "No line to the hall",
    )
    confirm(declaration_id=sent.declaration_id, by=a_second_reporter(contest))
    card = card_of(contest)
    assert not card.figures.outcome.single_source
    assert not card.standing.provenance.single_source


@pytest.mark.parametrize(
    ("name", "votes", "figures_say"),
    [
        ("a gain", (), "Con gain from Lab"),
        ("a hold", (15_000, 10_000, 3_000, 2_000, 500), "Lab hold"),
    ],
)
def test_a_call_that_is_fixed_says_who_why_and_what_the_figures_say(contest, priya, name, votes, figures_say):
    sent = declared(contest, priya, a_count(*votes))
    override(
        declaration_id=sent.declaration_id, by=priya, reason="By-election", word="gain", previous_party="LD"
    )
    card = card_of(contest)
    assert card.figures.outcome.phrase.endswith("gain from LD"), name
    fixed = card.standing.fixed
    assert (fixed.by, fixed.reason, fixed.figures_say) == ("Priya Nair", "By-election", figures_say)


def test_a_call_that_is_fixed_in_a_new_seat_says_win_beside_it(priya):
    contest = a_contest(new_seat=True)
    sent = declared(contest, priya)
    override(declaration_id=sent.declaration_id, by=priya, reason="As the house has it", word="hold")
    assert card_of(contest).standing.fixed.figures_say == "Con win (new seat)"


def test_a_call_that_is_fixed_in_a_ward_without_a_last_time_says_elected_beside_it(priya):
    ward = a_council(wards=(1,)).contests.get()
    sent = declared(ward, priya, a_ward_count(ward, Lab=1))
    override(
        declaration_id=sent.declaration_id, by=priya, reason="By-election", word="gain", previous_party="Con"
    )
    card = card_of(ward)
    assert card.figures.outcome.phrase == "Lab gain from Con"
    assert card.standing.fixed.figures_say == "Lab elected"


def test_an_independent_who_is_another_person_gained_whatever_is_fixed(contest, priya):
    PreviousTally.objects.filter(contest=contest, winner=True).delete()
    independent = contest.election.parties.get(code="Ind")
    PreviousTally.objects.create(
        contest=contest, party=independent, person="Bo Lund", votes=30_000, winner=True
    )
    sent = declared(contest, priya, a_count(1_000, 2_000, 3_000, 4_000, 9_000))
    override(declaration_id=sent.declaration_id, by=priya, reason="One group", word="hold")
    card = card_of(contest)
    assert card.figures.outcome.phrase == "Ind hold"
    assert card.standing.fixed.figures_say == "Ind gain from Ind"


def test_a_label_that_is_fixed_leaves_the_call_to_the_figures(contest, priya):
    sent = declared(contest, priya)
    override(declaration_id=sent.declaration_id, by=priya, reason="As on the paper", label="Con & U")
    card = card_of(contest)
    assert card.figures.outcome.phrase == "Con & U gain from Lab"
    assert card.standing.fixed.label == "Con & U"
    assert card.standing.fixed.figures_say == "Con gain from Lab"


def test_a_fix_that_is_lifted_leaves_no_word_of_it(contest, priya):
    sent = declared(contest, priya)
    fix = override(
        declaration_id=sent.declaration_id, by=priya, reason="Mistaken", word="gain", previous_party="LD"
    )
    lift(override_id=fix.override_id, by=priya)
    card = card_of(contest)
    assert (card.standing.fixed, card.figures.outcome.phrase) == (None, "Con gain from Lab")
    assert not card.figures.outcome.overridden


def test_a_correction_has_no_fix_and_the_revision_before_keeps_its_own(contest, priya):
    sent = declared(contest, priya)
    override(declaration_id=sent.declaration_id, by=priya, reason="By-election", word="hold")
    count = a_count(10_000, 14_526, 3_000, 2_000, 474)
    correct(contest_id=contest.pk, count=count, by=priya, based_on=1, reason="Read again")
    newest, before = card_of(contest).revisions
    assert newest.fixed is None
    assert before.fixed.reason == "By-election"


def test_one_who_is_put_on_the_ballot_paper_after_the_declaration_has_no_figures(contest, priya):
    declared(contest, priya)
    green = contest.election.parties.get(code="Green")
    Candidacy.objects.create(contest=contest, number=6, name="Late Comer", party=green)
    late = next(row for row in card_of(contest).candidates if row.number == 6)
    assert (late.votes, late.elected, late.lost_deposit) == (None, False, False)


@pytest.mark.parametrize("revisions", [1, 5])
def test_a_page_costs_the_same_whatever_was_corrected_and_fixed(
    contest, priya, django_assert_num_queries, revisions
):
    for number in range(revisions):
        count = a_count(10_000 + number, 14_426, 3_000, 2_000, 500)
        if number:
            correct(contest_id=contest.pk, count=count, by=priya, based_on=number, reason="Read again")
        else:
            declared(contest, priya, count)
        pk = contest.declarations.latest("revision").pk
        override(declaration_id=pk, by=priya, reason="By-election", word="hold")
    with django_assert_num_queries(7):
        card_of(contest)
