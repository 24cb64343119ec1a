"""How declarations come into force, as producers set it; and where each contest is, in their list."""

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.keys import bypass, confirm
from results.declaring.status import set_status
from results.models import Contest, Declaration, Election, Policy
from tests.admin_pages import events, filled, list_of, page_of
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


def sent(client: Client, row: Election | Contest, **changes: str):
    """The page of a row with some fields changed, sent; an empty value leaves the field out."""
    data = filled(client, row) | changes
    return client.post(page_of(row), {name: value for name, value in data.items() if value != ""})


def faults(response) -> dict[str, list[str]]:
    """What the page refuses, field by field."""
    return dict(response.context["adminform"].form.errors)


def test_a_producer_sets_the_policy_of_an_election_and_of_its_marginals(producer: Client) -> None:
    election = a_small_election()
    response = sent(
        producer, election, policy="second_key", marginal_policy="blind", marginal_below_pct="2.5", asks="on"
    )
    assert response.status_code == HTTPStatus.FOUND
    election.refresh_from_db()
    assert (election.policy, election.marginal_policy) == (Policy.SECOND_KEY, Policy.BLIND)
    assert str(election.marginal_below_pct) == "2.50"
    assert election.asks
    assert events(election) == ["reference"]


def test_the_questions_about_doubtful_figures_are_switched_off(producer: Client) -> None:
    election = a_small_election(asks=True)
    sent(producer, election, asks="")
    election.refresh_from_db()
    assert not election.asks


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"marginal_policy": "blind"},
            "marginal_below_pct",
            "Say which contests are marginal: give a share here, or tick that every gain is.",
        ),
        (
            {"gains_are_marginal": "on"},
            "marginal_policy",
            "Choose what marginal contests need, or empty what makes them marginal.",
        ),
        (
            {"marginal_policy": "blind", "marginal_below_pct": "0"},
            "marginal_below_pct",
            "Give a share above 0 and up to 100 per cent, for example 2.5.",
        ),
        (
            {"marginal_policy": "blind", "marginal_below_pct": "250"},
            "marginal_below_pct",
            "Give a share above 0 and up to 100 per cent, for example 2.5.",
        ),
    ],
    ids=["needs what", "needs nothing", "nought", "above 100"],
)
def test_half_a_setting_is_refused_at_the_field_that_lacks(
    producer: Client, given: dict[str, str], field: str, sentence: str
) -> None:
    election = a_small_election()
    assert faults(sent(producer, election, **given)) == {field: [sentence]}
    election.refresh_from_db()
    assert election.marginal_policy == ""


def test_a_contest_has_a_policy_and_a_closing_time_of_its_own(producer: Client) -> None:
    contest = a_contest()
    sent(producer, contest, policy="blind", polls_close="2024-07-04T23:00")
    contest.refresh_from_db()
    assert contest.policy == Policy.BLIND
    assert f"{timezone.localtime(contest.closing):%H:%M}" == "23:00"
    sent(producer, contest, policy="", polls_close="")
    contest.refresh_from_db()
    assert (contest.policy, contest.closing) == ("", contest.election.polls_close)


def test_what_the_policies_mean_is_told_where_they_are_set(producer: Client) -> None:
    contest = a_contest()
    for row in (contest, contest.election):
        page = producer.get(page_of(row)).content.decode()
        assert "figures wait until somebody else reads and confirms them" in page
        assert "An entry that waits already keeps the policy it was keyed under." in page


def test_each_time_of_a_contest_is_told_by_its_own_name(producer: Client) -> None:
    page = producer.get(page_of(a_contest())).content.decode()
    assert 'aria-label="Expected"' in page
    assert 'aria-label="Polls close"' in page


def told(client: Client) -> dict[str, str]:
    """The state of each contest in the producers' list."""
    admin = client.get(list_of("contest")).context["cl"]
    return {contest.name: admin.model_admin.state(contest) for contest in admin.result_list}


def test_the_list_of_contests_tells_every_state(client: Client) -> None:
    election = a_small_election(contests=8)
    contests = list(election.contests.order_by("code"))
    alice, bob, edda = a_reporter(*contests), a_second_reporter(*contests), an_editor()
    expected, counting, recount, called, declared, corrected, single, waiting = contests
    set_status(contest_id=counting.pk, status="counting", by=alice)
    set_status(contest_id=recount.pk, status="recount", by=alice)
    set_status(contest_id=recount.pk, status="recount", by=alice)
    call_winner(contest_id=called.pk, winner=2, by=alice)
    enter(contest_id=declared.pk, count=a_count(), by=alice)
    enter(contest_id=corrected.pk, count=a_count(), by=alice)
    recounted = a_count(10_000, 14_430, 3_000, 2_000, 574)
    correct(contest_id=corrected.pk, count=recounted, by=alice, based_on=1, reason="A recount.")
    Contest.objects.filter(pk__in=[single.pk, waiting.pk]).update(policy=Policy.SECOND_KEY)
    kept = enter(contest_id=single.pk, count=a_count(), by=alice)
    bypass(declaration_id=kept.declaration_id, by=edda, reason="The hall is closing.")
    enter(contest_id=waiting.pk, count=a_count(), by=alice)
    # All of it at one moment: a minute may strike between two of them.
    moment = timezone.now()
    Contest.objects.filter(status_at__isnull=False).update(status_at=moment)
    Declaration.objects.filter(published_at__isnull=False).update(published_at=moment)
    now = f"{timezone.localtime(moment):%H:%M}"
    client.force_login(edda)
    assert told(client) == {
        expected.name: "expected",
        counting.name: f"counting since {now}",
        recount.name: f"recount 2 since {now}",
        called.name: f"winner only {now}",
        declared.name: f"declared {now}",
        corrected.name: f"corrected {now}",
        single.name: f"declared {now}, single source",
        waiting.name: "expected, waits for a second person",
    }
    confirm(declaration_id=kept.declaration_id, by=bob)
    assert told(client)[single.name] == f"declared {now}"


def test_the_list_says_from_when_boards_show_what_came_before_polls_closed(producer: Client) -> None:
    closing: datetime = timezone.now() + timedelta(hours=2)
    contest = a_contest(election=a_small_election(contests=0, polls_close=closing))
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    assert told(producer)[contest.name].endswith(f"waits for {timezone.localtime(closing):%H:%M}")
