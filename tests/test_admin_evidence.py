"""What comes with the figures on the form: the source, the photograph of the sheet, the majority, the key."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from results.models import Contest, Declaration, Sheet, Source
from tests.declaring_form import declare_address, posted
from tests.people import a_reporter, a_second_reporter
from tests.photographs import a_photograph
from tests.worlds import a_contest

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef" * 2


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def sent_with(photograph: bytes, **changes: str) -> dict[str, object]:
    """A whole form with a photograph."""
    return {**posted(**changes), "photograph": SimpleUploadedFile("sheet.jpg", photograph, "image/jpeg")}


def sheet_in(page: str) -> str:
    """The photograph that the form has, by its hidden field."""
    return re.search(r'name="sheet" value="(\d*)"', page)[1]


def test_the_returning_officer_in_the_hall_is_taken_for_granted(reporter: Client, contest: Contest) -> None:
    page = reporter.get(declare_address(contest)).content.decode()
    assert "<strong>Where from:</strong> returning officer, in the hall <span" in page
    reporter.post(declare_address(contest), posted())
    assert Declaration.objects.get().source == Source.RETURNING_OFFICER


def test_another_source_and_what_was_said_of_it_are_kept(reporter: Client, contest: Contest) -> None:
    told = {"source": "agency", "source_note": "PA, corrected at 03:10", "majority_read": "4,426"}
    reporter.post(declare_address(contest), posted(**told))
    kept = Declaration.objects.get()
    assert (kept.source, kept.source_note, kept.majority_read) == ("agency", "PA, corrected at 03:10", 4_426)


REFUSED = {
    "other without a word": (
        {"source": "other"},
        {"source_note": ["Say where the figures are from: it is kept with them."]},
    ),
    "a source that there is not": (
        {"source": "hearsay"},
        {"source": ["Choose where the figures are from."]},
    ),
    "a majority that nobody can read": (
        {"majority_read": "4.246"},
        {
            "majority_read": [
                "Majority as read out: 4.246 has a point in it. Write a whole number, like 12,345."
            ]
        },
    ),
}


@pytest.mark.parametrize(("changes", "errors"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_with_it_is_told_at_its_field(
    reporter: Client, contest: Contest, changes: dict[str, str], errors: dict[str, list[str]]
) -> None:
    response = reporter.post(declare_address(contest), posted(**changes))
    assert response.context["form"].errors == errors
    assert not Declaration.objects.exists()


def test_a_photograph_goes_with_the_figures(reporter: Client, contest: Contest) -> None:
    reporter.post(declare_address(contest), sent_with(a_photograph()))
    assert Declaration.objects.get().sheet == Sheet.objects.get()


def test_a_photograph_that_came_with_a_refused_form_is_kept_and_goes_with_the_next_try(
    reporter: Client, contest: Contest
) -> None:
    refused = reporter.post(declare_address(contest), sent_with(a_photograph(), electorate=""))
    page = refused.content.decode()
    sheet = Sheet.objects.get()
    assert "Photograph kept." in page
    assert sheet_in(page) == str(sheet.pk)
    reporter.post(declare_address(contest), posted(sheet=sheet_in(page)))
    assert Declaration.objects.get().sheet == sheet


def test_another_photograph_takes_the_place_of_the_first(reporter: Client, contest: Contest) -> None:
    page = reporter.post(declare_address(contest), sent_with(a_photograph(), electorate="")).content.decode()
    reporter.post(declare_address(contest), sent_with(a_photograph(width=400), sheet=sheet_in(page)))
    assert Declaration.objects.get().sheet == Sheet.objects.latest("pk") != Sheet.objects.earliest("pk")


def test_what_is_no_photograph_is_told_at_its_field_and_loses_nothing(
    reporter: Client, contest: Contest
) -> None:
    response = reporter.post(declare_address(contest), sent_with(b"a text"))
    form = response.context["form"]
    assert form.errors == {
        "photograph": [
            "That is no photograph the desk can read. Send a JPEG, PNG or WebP picture of the sheet. "
            "Save again to send the figures without it."
        ]
    }
    assert form["votes-2"].value() == "14,426"
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("sheet", ["", "x", "0", "9" * 40, "-1"])
def test_a_photograph_that_there_is_not_goes_with_nothing(
    reporter: Client, contest: Contest, sheet: str
) -> None:
    reporter.post(declare_address(contest), posted(sheet=sheet))
    assert not Declaration.objects.filter(sheet__isnull=False).exists()


def test_somebody_elses_photograph_cannot_be_named(
    reporter: Client, contest: Contest, client: Client
) -> None:
    other = a_contest(election=contest.election)
    bob = Client()
    bob.force_login(a_second_reporter(other))
    bob.post(declare_address(other), sent_with(a_photograph(), electorate=""))
    response = reporter.post(declare_address(contest), posted(sheet=str(Sheet.objects.get().pk)))
    assert response.context["form"].errors == {
        "photograph": [
            "That photograph is not one of this contest. Save again to send the figures without it."
        ]
    }
    assert sheet_in(response.content.decode()) == ""
    assert not Declaration.objects.exists()


def test_a_fresh_form_has_a_key_of_its_own_that_it_keeps_while_it_is_refused(
    reporter: Client, contest: Contest
) -> None:
    one, other = (reporter.get(declare_address(contest)).context["form"].key for _ in range(2))
    assert re.fullmatch("[0-9a-f]{32}", one)
    assert one != other
    refused = reporter.post(declare_address(contest), posted(key=one, electorate=""))
    assert refused.context["form"].key == one
    assert f'name="key" value="{one}"' in refused.content.decode()
    reporter.post(declare_address(contest), posted(key=one))
    assert Declaration.objects.get().key == one


def test_a_form_that_is_sent_again_under_its_key_is_known(reporter: Client, contest: Contest) -> None:
    for _ in range(2):
        reporter.post(declare_address(contest), posted(key=KEY))
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "A" * 32, "0" * 41])
def test_a_key_that_no_form_has_is_replaced(reporter: Client, contest: Contest, key: str) -> None:
    reporter.post(declare_address(contest), posted(key=key))
    assert re.fullmatch("[0-9a-f]{32}", Declaration.objects.get().key)


def test_a_correction_is_from_the_hall_again_and_without_the_first_ones_photograph(
    reporter: Client, contest: Contest
) -> None:
    reporter.post(declare_address(contest), sent_with(a_photograph(), source="agency"))
    form = reporter.get(declare_address(contest)).context["form"]
    assert (form["source"].value(), form.kept.sheet_id) == (Source.RETURNING_OFFICER, None)
