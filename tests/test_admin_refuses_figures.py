"""What the declaration form refuses: each slip with its sentence at its field, and nothing saved."""

import pytest
from django.test import Client
from django.utils import timezone

from results.models import Contest, Declaration, DeskEvent, Election
from tests.declaring_form import declare_address, posted
from tests.people import a_reporter
from tests.worlds import a_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def nothing_is_saved() -> bool:
    return not Declaration.objects.exists() and not DeskEvent.objects.exists()


UNREADABLE = {
    "letters": ("14a26", "“14a26” is not a number. Write digits only, like 12,345."),
    "words": ("about 14,000", "“about 14,000” is not a number. Write digits only, like 12,345."),
    "a negative": ("-14426", "-14426 is below 0. Write 0 or more."),
    "a decimal": ("14.426", "14.426 has a point in it. Write a whole number, like 12,345."),
    "a decimal after thousands": (
        "14,426.5",
        "14,426.5 has a point in it. Write a whole number, like 12,345.",
    ),
    "a digit too few": (
        "14,42",
        "14,42 has its commas or spaces in odd places. Is a digit missing or doubled?",
    ),
    "a digit too many": (
        "14,4266",
        "14,4266 has its commas or spaces in odd places. Is a digit missing or doubled?",
    ),
    "commas and spaces mixed": (
        "1 014,426",
        "1 014,426 has its commas or spaces in odd places. Is a digit missing or doubled?",
    ),
    "a key held down": (
        "144444444444",
        "144444444444 is more people than live in the country. Check the figure.",
    ),
    "digits of another script": ("١٢٣", "“١٢٣” is not a number. Write digits only, like 12,345."),
    "a power": ("1e5", "“1e5” is not a number. Write digits only, like 12,345."),
}


@pytest.mark.parametrize(("written", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_it_refuses_votes_it_cannot_read(
    reporter: Client, contest: Contest, written: str, sentence: str
) -> None:
    response = reporter.post(declare_address(contest), posted(**{"votes-2": written}))
    form = response.context["form"]
    assert form.errors == {"votes-2": [f"Votes for Margaret Holt: {sentence}"]}
    assert form["votes-2"].value() == written
    assert form["votes-1"].value() == "10,000"
    assert nothing_is_saved()


BLANKS = {
    "votes": ("votes-4", "Give the votes for Aoife Byrne; write 0 if there were none."),
    "the electorate": ("electorate", "Give the electorate of the contest."),
}


@pytest.mark.parametrize(("field", "sentence"), BLANKS.values(), ids=BLANKS)
@pytest.mark.parametrize("blank", ["", "   "], ids=["empty", "spaces"])
def test_it_refuses_a_blank(
    reporter: Client, contest: Contest, field: str, sentence: str, blank: str
) -> None:
    response = reporter.post(declare_address(contest), posted(**{field: blank}))
    assert response.context["form"].errors == {field: [sentence]}
    assert nothing_is_saved()


MISSING = {
    "a candidate": ("votes-5", "Give the votes for Keith Dunmore; write 0 if there were none."),
    "the mark": ("elected", "Mark the candidate who was declared elected."),
    "the electorate": ("electorate", "Give the electorate of the contest."),
}


@pytest.mark.parametrize(("field", "sentence"), MISSING.values(), ids=MISSING)
def test_it_refuses_a_form_from_which_something_is_missing(
    reporter: Client, contest: Contest, field: str, sentence: str
) -> None:
    response = reporter.post(declare_address(contest), posted(without=field))
    assert response.context["form"].errors == {field: [sentence]}
    assert nothing_is_saved()


IMPOSSIBLE = {
    "votes above the electorate": (
        {"votes-2": "80,000"},
        "votes-2",
        "Margaret Holt has 80,000 votes, more than the electorate of 75,000. Check both figures.",
    ),
    "a total above the electorate": (
        {"electorate": "29,000"},
        "__all__",
        "The votes add up to 30,000, more than the electorate of 29,000. "
        "Check each candidate's votes and the electorate.",
    ),
    "papers above the electorate": (
        {"electorate": "30,050"},
        "rejected",
        "30,000 votes and 100 rejected papers make 30,100, more than the electorate of 30,050. "
        "Check the rejected papers.",
    ),
    "an unsettled tie": (
        {"votes-1": "14,426"},
        "by_lot",
        "Rajinder Shah and Margaret Holt have 14,426 votes each. Record who was elected by lot.",
    ),
    "a lot without a tie": (
        {"by_lot": "on"},
        "by_lot",
        "By lot is ticked, but Margaret Holt leads alone with 14,426 votes. Untick it, or check the votes.",
    ),
    "a mark that contradicts the votes": (
        {"elected": "1"},
        "elected",
        "Rajinder Shah is marked as elected with 10,000 votes, but Margaret Holt has 14,426. "
        "Check the votes and who was declared elected.",
    ),
    "a mark on nobody": (
        {"elected": "9"},
        "elected",
        "Mark one of the candidates as declared elected.",
    ),
    "no electors": (
        {"electorate": "0"},
        "electorate",
        "The electorate cannot be 0. Enter how many people may vote here.",
    ),
}


@pytest.mark.parametrize(("changes", "field", "sentence"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_it_refuses_figures_that_cannot_be_right(
    reporter: Client, contest: Contest, changes: dict[str, str], field: str, sentence: str
) -> None:
    response = reporter.post(declare_address(contest), posted(**changes))
    assert response.context["form"].errors == {field: [sentence]}
    assert nothing_is_saved()


def test_every_problem_is_summed_up_at_the_top_with_a_link_to_its_field(
    reporter: Client, contest: Contest
) -> None:
    response = reporter.post(declare_address(contest), posted(**{"votes-2": "many", "electorate": ""}))
    page = response.content.decode()
    assert 'href="#id_votes-2"' in page
    assert 'id="id_votes-2"' in page
    assert 'href="#id_electorate"' in page
    assert 'id="id_votes-2_error"' in page
    assert "Not saved: 2 things to put right" in page


@pytest.mark.parametrize("revision", ["", "x", "-1", "1e9", "9" * 30])
def test_a_revision_that_nobody_can_read_is_taken_as_a_first_declaration(
    reporter: Client, contest: Contest, revision: str
) -> None:
    reporter.post(declare_address(contest), posted(based_on=revision))
    assert Declaration.objects.get().revision == 1


def test_a_correction_of_nothing_is_refused(reporter: Client, contest: Contest) -> None:
    response = reporter.post(declare_address(contest), posted(based_on="1", reason="A slip."))
    (sentence,) = response.context["form"].errors["__all__"]
    assert sentence.startswith("Leicester East has no declaration to correct")
    assert nothing_is_saved()


def test_a_closed_election_takes_no_figures_and_says_who_can_open_it(
    reporter: Client, contest: Contest
) -> None:
    Election.objects.update(closed_at=timezone.now())
    response = reporter.post(declare_address(contest), posted())
    assert response.context["form"].errors == {
        "__all__": ["General election 2024 is closed: a producer can open it again."]
    }
    assert response.context["form"]["votes-1"].value() == "10,000"
    assert nothing_is_saved()


def test_she_is_told_before_she_types_that_nothing_can_be_saved(reporter: Client, contest: Contest) -> None:
    Election.objects.update(closed_at=timezone.now())
    assert b"General election 2024 is closed" in reporter.get(declare_address(contest)).content
