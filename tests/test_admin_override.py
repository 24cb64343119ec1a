"""Fixing a call or a label for air: what the figures say stands beneath, with a reason, until it lapses."""

from http import HTTPStatus

import pytest
from django.test import Client

from results.declaring.commands import correct, enter
from results.models import Contest, Declaration, Outcome, Override
from tests.admin_pages import page_of, said
from tests.declaring_form import declare_address
from tests.key_pages import override_address, sent_by, text, withdraw_address
from tests.people import a_producer, a_reporter, an_editor, an_operator
from tests.worlds import a_contest, a_council, a_count

pytestmark = pytest.mark.django_db
REASON = "Con won the seat in the by-election of 2023."


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def declared(contest: Contest) -> Declaration:
    return sent_by(a_reporter(contest), contest)


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


def form(declared: Declaration, **given: str) -> dict[str, str]:
    return {"act": "fix", "declaration": str(declared.pk), "reason": REASON, **given}


def call(declared: Declaration) -> tuple[str, str, bool]:
    outcome = Outcome.objects.get(declaration=declared)
    return outcome.word, outcome.label, outcome.overridden


def test_it_shows_what_the_figures_say_and_that_a_fix_lapses(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    page = text(producer.get(override_address(contest)))
    assert "Con gain from Lab" in page
    assert "Margaret Holt, majority 4,426" in page
    assert "it lapses when other figures come into force" in page
    assert "Lift the fix" not in page


def test_a_call_is_fixed_for_air_and_the_figures_stand_beneath_it(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    response = producer.post(override_address(contest), form(declared, word="hold"))
    assert said(response).startswith("Fixed for air: Leicester East is Con hold, majority 4,426.")
    assert call(declared) == ("hold", "", True)
    page = text(producer.get(override_address(contest)))
    assert "Fixed for air: Con hold, majority 4,426" in page
    assert "By Priya Nair at" in page
    assert REASON in page
    assert '<p class="verdict-headline">Con gain from Lab</p>' in page


def test_a_gain_is_from_whom_the_producer_says(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    producer.post(override_address(contest), form(declared, word="gain", previous_party="LD"))
    outcome = Outcome.objects.get(declaration=declared)
    assert (outcome.word, outcome.previous_party.code) == ("gain", "LD")


def test_a_label_stands_in_the_place_of_the_party(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    response = producer.post(override_address(contest), form(declared, label="Speaker"))
    assert "Leicester East is Speaker gain from Lab" in said(response)
    assert call(declared) == ("gain", "Speaker", True)


def test_a_fix_is_lifted_and_the_figures_speak_again(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    producer.post(override_address(contest), form(declared, word="hold"))
    fix = Override.objects.get()
    response = producer.post(override_address(contest), {"act": "lift", "override": str(fix.pk)})
    assert "Leicester East is Con gain from Lab, majority 4,426 again, as the figures say." in said(response)
    assert call(declared) == ("gain", "", False)
    again = producer.post(override_address(contest), {"act": "lift", "override": str(fix.pk)})
    assert "That fix does not hold any more." in said(again)


def test_the_form_opens_with_the_fix_that_holds(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    producer.post(override_address(contest), form(declared, word="gain", previous_party="LD", label="Spk"))
    opened = producer.get(override_address(contest)).context["form"]
    assert (opened["word"].value(), opened["previous_party"].value(), opened["label"].value()) == (
        "gain",
        "LD",
        "Spk",
    )


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({}, "word", "Choose the call, or give the label."),
        ({"word": "gain"}, "previous_party", "Say from whom the seat was gained."),
        (
            {"word": "gain", "previous_party": "Con"},
            "previous_party",
            "Choose a party that had the seat, and is not the winner's.",
        ),
        (
            {"word": "hold", "previous_party": "Lab"},
            "previous_party",
            "Only a gain is from a party: choose gain, or leave this blank.",
        ),
        ({"word": "landslide"}, "word", "Choose hold, gain or win."),
        ({"label": "x" * 31}, "label", "Keep the label under 30 letters."),
        ({"word": "hold", "reason": "x" * 301}, "reason", "Keep the reason under 300 letters."),
        (
            {"word": "hold", "reason": " "},
            "reason",
            "Say why the call or the label is fixed: boards show it, with your name.",
        ),
    ],
)
def test_half_a_fix_is_refused_at_the_field_that_lacks(
    producer: Client, declared: Declaration, given: dict[str, str], field: str, sentence: str
) -> None:
    response = producer.post(override_address(declared.contest), form(declared, **given))
    assert response.context["form"].errors == {field: [sentence]}
    assert call(declared) == ("gain", "", False)
    assert not Override.objects.exists()


def test_figures_that_came_in_meanwhile_are_looked_at_first(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    count = a_count(10_001, 14_426, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=count, by=a_reporter_again(), based_on=1, reason="A recount.")
    page = text(producer.post(override_address(contest), form(declared, word="hold")))
    assert "Other figures came into force since you opened this page" in page
    assert "majority 4,425" in page
    assert not Override.objects.exists()


def a_reporter_again():
    return Declaration.objects.earliest("pk").entered_by


def test_of_several_seats_only_the_label_can_be_fixed(producer: Client) -> None:
    ward = a_council(wards=(3,)).contests.get()
    votes = (1_400, 1_350, 1_300, 1_000, 980, 900, 300, 250, 200, 400)
    count = a_count(*votes, elected=(1, 2, 3), electorate=6_000)
    entered = enter(contest_id=ward.pk, count=count, by=a_reporter(ward))
    declared = Declaration.objects.get(pk=entered.declaration_id)
    page = text(producer.get(override_address(ward)))
    assert "only the label can be fixed" in page
    assert 'name="word"' not in page
    refused = producer.post(override_address(ward), form(declared, word="hold"))
    assert refused.status_code == HTTPStatus.OK
    assert not Override.objects.exists()


@pytest.mark.parametrize("person", [a_reporter, lambda contest: an_operator()], ids=["Alice", "Gwen"])
def test_whoever_is_no_producer_is_refused(client: Client, contest: Contest, person) -> None:
    declared = sent_by(a_producer(), contest)
    client.force_login(person(contest))
    assert client.get(override_address(contest)).status_code == HTTPStatus.FORBIDDEN
    response = client.post(override_address(contest), form(declared, word="hold"))
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert call(declared) == ("gain", "", False)


def test_a_fix_of_another_contests_declaration_is_refused(
    producer: Client, contest: Contest, declared: Declaration
) -> None:
    other = a_contest(election=contest.election)
    stray = sent_by(an_editor(), other)
    producer.post(override_address(contest), form(stray, word="hold"))
    assert not Override.objects.exists()


def test_where_nothing_is_declared_it_leads_to_the_form(producer: Client, contest: Contest) -> None:
    response = producer.get(override_address(contest))
    assert response["Location"] == declare_address(contest)
    assert "no declaration whose call could be fixed" in said(response)


def test_the_contests_page_leads_there(producer: Client, contest: Contest, declared: Declaration) -> None:
    page = text(producer.get(page_of(contest)))
    for address in (override_address(contest), withdraw_address(contest), declare_address(contest)):
        assert f'href="{address}"' in page
    undeclared = text(producer.get(page_of(a_contest(election=contest.election))))
    assert "Fix for air" not in undeclared
    assert "Withdraw" not in undeclared


def test_the_page_takes_a_fixed_number_of_queries(
    producer: Client, contest: Contest, declared: Declaration, django_assert_num_queries
) -> None:
    # Session and person, what she may (two), contest, facts (three), candidates, the outcome, the fix that
    # holds, parties to choose from, and the count.
    with django_assert_num_queries(13):
        producer.get(override_address(contest))
