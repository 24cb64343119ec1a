"""Which policy a result comes into force under, as a table of named cases."""

from decimal import Decimal

import pytest

from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.keys import bypass
from tests.people import a_producer, an_editor
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db

# Majority 14.8 % in the usual count; Lab held the contest numbered 0 last time.
NARROW = a_count(14_000, 14_426, 1_000, 500, 74)
HELD = a_count(14_426, 10_000, 3_000, 2_000, 574)
CASES = {
    "the election's": ({"policy": "second_key"}, "", a_count(), "waiting"),
    "a contest's own is stricter": ({}, "blind", a_count(), "waiting"),
    "a contest's own is looser": ({"policy": "second_key"}, "direct", a_count(), "in_force"),
    "a wide majority is not marginal": (
        {"marginal_policy": "second_key", "marginal_below_pct": Decimal(5)},
        "",
        a_count(),
        "in_force",
    ),
    "a narrow one is": (
        {"marginal_policy": "second_key", "marginal_below_pct": Decimal(5)},
        "",
        NARROW,
        "waiting",
    ),
    "a gain is marginal": (
        {"marginal_policy": "second_key", "gains_are_marginal": True},
        "",
        a_count(),
        "waiting",
    ),
    "a hold is not": (
        {"marginal_policy": "second_key", "gains_are_marginal": True},
        "",
        HELD,
        "in_force",
    ),
    "marginals are never loosened": (
        {"policy": "second_key", "marginal_policy": "direct", "gains_are_marginal": True},
        "",
        a_count(),
        "waiting",
    ),
}


@pytest.mark.parametrize(("election", "own", "count", "state"), CASES.values(), ids=CASES)
def test_a_declaration_comes_into_force_by_the_strictest_policy_that_applies(election, own, count, state):
    made = a_small_election(contests=1)
    type(made).objects.filter(pk=made.pk).update(**election)
    contest = made.contests.get()
    contest.policy = own
    contest.save()
    entered = enter(contest_id=contest.pk, count=count, by=a_producer())
    assert entered.state == state


MARGINALS = {
    "a gain": ({"gains_are_marginal": True}, a_count(), HELD),
    "a narrow majority": ({"marginal_below_pct": Decimal(5)}, NARROW, a_count()),
}


@pytest.mark.parametrize(("marginal", "before", "after"), MARGINALS.values(), ids=MARGINALS)
def test_nobody_corrects_a_marginal_result_away_alone(marginal, before, after):
    made = a_small_election(contests=1)
    type(made).objects.filter(pk=made.pk).update(marginal_policy="second_key", **marginal)
    contest, priya = made.contests.get(), a_producer()
    sent = enter(contest_id=contest.pk, count=before, by=priya)
    bypass(declaration_id=sent.declaration_id, by=an_editor(), reason="Nobody else is awake")
    put_right = correct(contest_id=contest.pk, count=after, by=priya, based_on=1, reason="Misread")
    assert put_right.state == "waiting"


def test_figures_after_a_call_are_marginal_by_their_own_majority():
    made = a_small_election(contests=1)
    marginal = {"marginal_policy": "second_key", "marginal_below_pct": Decimal(5)}
    type(made).objects.filter(pk=made.pk).update(**marginal)
    contest, priya = made.contests.get(), a_producer()
    called = call_winner(contest_id=contest.pk, winner=2, by=priya)
    bypass(declaration_id=called.declaration_id, by=an_editor(), reason="Nobody else is awake")
    assert enter(contest_id=contest.pk, count=a_count(), by=priya).state == "in_force"
