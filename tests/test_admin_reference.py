"""Producers' reference data: flat lists, boards told of changes, and history that stays."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from results.declaring.commands import enter
from results.models import (
    Assignment,
    Candidacy,
    Contest,
    Council,
    CouncilSeats,
)
from tests.admin_pages import events, filled, list_of, page_of, said
from tests.people import a_producer, a_reporter
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
LISTS = (
    "election",
    "party",
    "region",
    "council",
    "councilseats",
    "contest",
    "candidacy",
    "previoustally",
    "assignment",
    "declaration",
    "deskevent",
)


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


def everything(*, contests: int) -> None:
    """An election whose every list has rows, and whose contests are all assigned and half declared."""
    election = a_small_election(contests=contests)
    rows = list(election.contests.all())
    reporter = a_reporter(*rows)
    party = election.parties.first()
    councils = Council.objects.bulk_create(
        Council(election=election, code=f"K{row.pk}", name=row.name, seats_total=9, seats_up=3)
        for row in rows
    )
    CouncilSeats.objects.bulk_create(
        CouncilSeats(council=council, party=party, basis="not_up", seats=6) for council in councils
    )
    for row in rows[:10]:
        enter(contest_id=row.pk, count=a_count(), by=reporter)


def queries_of_lists(client: Client) -> dict[str, int]:
    counted = {}
    for name in LISTS:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(list_of(name)).status_code == HTTPStatus.OK
        counted[name] = len(captured)
    return counted


def test_lists_take_as_many_queries_for_650_contests_as_for_20(producer: Client) -> None:
    everything(contests=20)
    few = queries_of_lists(producer)
    a_small_election(contests=630)
    rows = list(Contest.objects.filter(assignments=None))
    Assignment.objects.bulk_create(
        Assignment(reporter=Assignment.objects.first().reporter, contest=row) for row in rows
    )
    assert queries_of_lists(producer) == few


def test_a_changed_contest_numbers_one_event_for_its_boards(producer: Client) -> None:
    contest = a_contest()
    data = filled(producer, contest) | {"name": "Leicester Far East"}
    response = producer.post(page_of(contest), data)
    assert response.status_code == HTTPStatus.FOUND
    contest.refresh_from_db()
    assert contest.name == "Leicester Far East"
    assert events(contest.election) == ["reference"]


def test_a_page_that_is_saved_unchanged_tells_nobody(producer: Client) -> None:
    contest = a_contest()
    assert producer.post(page_of(contest), filled(producer, contest)).status_code == HTTPStatus.FOUND
    assert events(contest.election) == []


def test_a_candidate_changed_in_the_contest_numbers_one_event(producer: Client) -> None:
    contest = a_contest()
    data = filled(producer, contest) | {
        "candidacies-0-name": "Rajinder K. Shah",
        "candidacies-1-name": "M. Holt",
    }
    producer.post(page_of(contest), data)
    assert Candidacy.objects.filter(contest=contest, name="Rajinder K. Shah").exists()
    assert events(contest.election) == ["reference"]


def test_a_partys_colour_reaches_the_boards(producer: Client) -> None:
    party = a_contest().election.parties.get(code="Lab")
    producer.post(page_of(party), filled(producer, party) | {"colour": "#dc241f"})
    assert events(party.election) == ["reference"]


def test_a_colour_that_is_none_is_refused_in_words(producer: Client) -> None:
    party = a_contest().election.parties.get(code="Lab")
    response = producer.post(page_of(party), filled(producer, party) | {"colour": "red"})
    assert "Give a colour as #rrggbb" in response.content.decode()
    assert events(party.election) == []


def test_expected_times_changed_in_the_list_number_one_event(producer: Client) -> None:
    election = a_small_election(contests=2)
    rows = list(election.contests.order_by("name"))
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Save"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-id": str(row.pk), f"form-{number}-expected_at": "2024-07-05T04:15"}
    producer.post(list_of("contest"), data)
    expected = {f"{timezone.localtime(row.expected_at):%d %H:%M}" for row in election.contests.all()}
    assert expected == {"05 04:15"}
    assert events(election) == ["reference"]


def test_a_row_cannot_be_moved_to_another_election(producer: Client) -> None:
    contest, other = a_contest(), a_small_election()
    producer.post(page_of(contest), filled(producer, contest) | {"election": str(other.pk)})
    contest.refresh_from_db()
    assert contest.election != other


def test_a_candidate_cannot_be_moved_to_another_contest(producer: Client) -> None:
    contest = a_contest()
    other = a_contest(election=contest.election)
    candidate = contest.candidacies.get(number=3)
    producer.post(page_of(candidate), filled(producer, candidate) | {"contest": other.pk, "note": "Mayor"})
    candidate.refresh_from_db()
    assert (candidate.contest, candidate.note) == (contest, "Mayor")
    assert events(contest.election) == ["reference"]


def test_a_candidate_cannot_stand_for_another_elections_party(producer: Client) -> None:
    contest, other = a_contest(), a_small_election()
    stranger = other.parties.get(code="Lab")
    response = producer.post(
        page_of(contest), filled(producer, contest) | {"candidacies-0-party": str(stranger.pk)}
    )
    assert "This is of another election: choose one of the same." in response.content.decode()
    assert not Candidacy.objects.filter(contest=contest, party=stranger).exists()


def test_a_contest_cannot_lie_in_another_elections_region(producer: Client) -> None:
    contest, other = a_contest(), a_small_election()
    strange = other.regions.get(code="EM")
    response = producer.post(page_of(contest), filled(producer, contest) | {"regions": [strange.pk]})
    assert "This is of another election" in response.content.decode()


def test_a_search_for_a_party_says_which_election_it_is_of(producer: Client) -> None:
    a_contest()
    found = producer.get(
        reverse("admin:autocomplete"),
        {"term": "Labour", "app_label": "results", "model_name": "candidacy", "field_name": "party"},
    ).json()
    assert [result["text"] for result in found["results"]] == ["Labour · General election 2024"]


def test_nothing_is_deleted_by_the_hundred(producer: Client) -> None:
    a_contest()
    for name in LISTS:
        choices = producer.get(list_of(name)).context["action_form"]
        assert choices is None or "delete_selected" not in dict(choices.fields["action"].choices)


def test_an_election_is_closed_for_entry_and_opened_again(producer: Client) -> None:
    election = a_small_election()
    chosen = {"_selected_action": [election.pk]}
    closed = producer.post(list_of("election"), chosen | {"action": "close_for_entry"})
    election.refresh_from_db()
    assert election.closed_at is not None
    assert said(closed) == "General election 2024: closed for entry."
    producer.post(list_of("election"), chosen | {"action": "open_again"})
    election.refresh_from_db()
    assert election.closed_at is None
    assert events(election) == ["reference", "reference"]


def test_closing_a_closed_election_tells_nobody(producer: Client) -> None:
    election = a_small_election(closed_at=timezone.now())
    producer.post(list_of("election"), {"_selected_action": [election.pk], "action": "close_for_entry"})
    assert events(election) == []


def test_ticked_contests_go_to_a_reporter_in_one_act(producer: Client) -> None:
    contests = list(a_small_election().contests.all())
    reporter = a_reporter(contests[0])
    response = producer.post(
        list_of("contest"),
        {
            "_selected_action": [contest.pk for contest in contests],
            "action": "assign",
            "reporter": reporter.pk,
        },
    )
    assert said(response) == "3 counts assigned to Alice Okafor."
    assert reporter.assignments.count() == 3


def test_contests_without_a_reporter_to_go_to_ask_for_one(producer: Client) -> None:
    contest = a_contest()
    response = producer.post(list_of("contest"), {"_selected_action": [contest.pk], "action": "assign"})
    assert said(response) == "Choose the reporter to whom these contests go."
    assert not Assignment.objects.exists()


def test_contests_go_to_nobody_who_is_no_reporter(producer: Client, django_user_model) -> None:
    contest = a_contest()
    priya = django_user_model.objects.get(username="priya")
    producer.post(
        list_of("contest"), {"_selected_action": [contest.pk], "action": "assign", "reporter": priya.pk}
    )
    assert not Assignment.objects.exists()
