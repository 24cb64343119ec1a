"""A producer fixes a call or a label for air: it holds while the figures beneath stand, and no longer."""

import pytest

from results.declaring.commands import correct, enter
from results.declaring.overriding import lift, override
from results.declaring.reference import reference_changed
from results.declaring.refusals import MayNot, NothingInForce, ReasonMissing, Unacceptable
from results.models import DeskEvent, Outcome, Override, PartyOutcome
from tests.people import a_producer, a_reporter
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db
OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)
HELD = {"word": "hold", "reason": "Con held it since the by-election"}


@pytest.fixture
def contest():
    return a_contest()


@pytest.fixture
def declared(contest):
    return enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest)).declaration_id


def call():
    outcome = Outcome.objects.get(declaration__state="in_force")
    moves = PartyOutcome.objects.filter(outcome=outcome)
    gains = {row.party.code: (row.gains, row.losses) for row in moves if row.gains or row.losses}
    return outcome.word, outcome.label, outcome.overridden, gains


AS_COUNTED = ("gain", "", False, {"Con": (1, 0), "Lab": (0, 1)})


def test_a_call_is_fixed_and_the_tally_of_gains_agrees_with_it(declared):
    assert call() == AS_COUNTED
    override(declaration_id=declared, by=a_producer(), **HELD)
    assert call() == ("hold", "", True, {})
    assert list(DeskEvent.objects.values_list("kind", flat=True)) == ["declared", "override"]


def test_it_lapses_with_the_next_figures(contest, declared):
    priya = a_producer()
    override(declaration_id=declared, by=priya, **HELD)
    correct(contest_id=contest.pk, count=OTHER, by=priya, based_on=1, reason="Misread")
    assert call() == AS_COUNTED
    assert not Override.objects.holding().exists()


def test_it_is_lifted_by_hand_and_the_figures_speak_again(declared):
    priya = a_producer()
    fixed = override(declaration_id=declared, by=priya, **HELD)
    lift(override_id=fixed.override_id, by=priya)
    assert call() == AS_COUNTED
    with pytest.raises(NothingInForce, match="does not hold any more"):
        lift(override_id=fixed.override_id, by=priya)


def test_it_holds_when_reference_data_is_mended_beneath_it(contest, declared):
    override(declaration_id=declared, by=a_producer(), label="Speaker", **HELD)
    reference_changed(election_id=contest.election_id, contests=[contest.pk])
    assert call() == ("hold", "Speaker", True, {})


def test_a_label_alone_leaves_the_call_as_it_is(declared):
    override(declaration_id=declared, by=a_producer(), label="Ind (ex-Con)", reason="Stood down in June")
    assert call() == ("gain", "Ind (ex-Con)", True, {"Con": (1, 0), "Lab": (0, 1)})


def test_a_gain_from_a_party_that_does_not_stand_here(contest, declared):
    contest.election.parties.create(code="Ref", name="Reform UK", short_name="Reform")
    override(
        declaration_id=declared, by=a_producer(), word="gain", previous_party="Ref", reason="Defected in May"
    )
    assert call()[3] == {"Con": (1, 0), "Ref": (0, 1)}


def test_a_second_fix_takes_the_place_of_the_first(declared):
    priya = a_producer()
    override(declaration_id=declared, by=priya, **HELD)
    override(declaration_id=declared, by=priya, label="Speaker", reason="Seeks re-election")
    assert call() == ("gain", "Speaker", True, {"Con": (1, 0), "Lab": (0, 1)})
    assert Override.objects.holding().count() == 1


def test_only_a_producer_fixes_what_goes_to_air(contest, declared):
    alice = contest.assignments.get().reporter
    with pytest.raises(MayNot, match="Only a producer"):
        override(declaration_id=declared, by=alice, **HELD)
    assert call() == AS_COUNTED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "word"),
        ({"word": "landslide"}, "word"),
        ({"word": "gain"}, "previous_party"),
        ({"word": "gain", "previous_party": "XX"}, "previous_party"),
        ({"label": "A label that is much too long for air"}, "label"),
    ],
    ids=["nothing", "no such call", "a gain from nobody", "no such party", "a long label"],
)
def test_what_cannot_be_said_is_refused_at_its_field(declared, given, field):
    with pytest.raises(Unacceptable) as refusal:
        override(declaration_id=declared, by=a_producer(), reason="Because", **given)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert call() == AS_COUNTED


def test_a_fix_says_why(declared):
    with pytest.raises(ReasonMissing):
        override(declaration_id=declared, by=a_producer(), word="hold", reason="")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"word": "hold", "previous_party": "Lab"},
            "Con can hold only what it had: a seat of Lab is a gain.",
        ),
        ({"word": "win", "previous_party": "Lab"}, "A win is from nobody"),
    ],
    ids=["a hold of another's", "a win from somebody"],
)
def test_a_call_that_says_two_things_is_refused_and_nothing_is_kept(declared, given, sentence):
    with pytest.raises(Unacceptable, match=sentence):
        override(declaration_id=declared, by=a_producer(), reason="By the book", **given)
    assert call() == AS_COUNTED
    assert not Override.objects.exists()
