"""A council's total on its form: what arrives, what is said, what is refused, and who may."""

import re
from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.models import Contest, Council, CouncilDeclaration, DeskEvent, Election
from tests.admin_pages import said
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator, an_outsider
from tests.worlds import a_council, a_council_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    """Stoke-on-Trent: 12 seats, 9 of them up, 7 for control; Con 2 and Loc 1 are not up."""
    return a_council(wards=(3, 3, 3), not_up={"Con": 2, "Loc": 1})


@pytest.fixture
def reporter(council: Council, client: Client) -> Client:
    client.force_login(a_reporter(council.contests.get(name="Abbey")))
    return client


def address(council: Council) -> str:
    return reverse("admin:results_council_total", args=[council.pk])


def preview_address(council: Council) -> str:
    return reverse("admin:results_council_total_preview", args=[council.pk])


def sent(**changes: str) -> dict[str, str]:
    """A running total: Lab 4, Con 1 of 9."""
    blank = {"seats-Ind": "", "seats-LD": "", "seats-Loc": "", "another": "", "based_on": "0"}
    return {**blank, "seats-Lab": "4", "seats-Con": "1", **changes}


def in_force(council: Council) -> tuple[dict[str, int], bool]:
    total = CouncilDeclaration.objects.get(council=council, state="in_force")
    return dict(total.tallies.values_list("party__code", "seats")), total.complete


def test_a_reporter_of_one_ward_enters_a_running_total_and_reads_what_is_to_come(
    reporter: Client, council: Council
) -> None:
    response = reporter.post(address(council), sent())
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"] == reverse("admin:results_council_progress", args=[council.pk])
    assert re.fullmatch(
        r"Stoke-on-Trent: 5 of 9 seats, 4 to come\. Entered \d\d:\d\d:\d\d, event 1\.", said(response)
    )
    assert in_force(council) == ({"Lab": 4, "Con": 1}, False)
    assert LogEntry.objects.get().change_message == "5 of 9 seats, 4 to come, event 1."


def test_a_complete_total_is_told_as_such(reporter: Client, council: Council) -> None:
    response = reporter.post(address(council), sent(**{"seats-Lab": "8", "complete": "on"}))
    assert "Stoke-on-Trent: all 9 seats are in. Entered" in said(response)
    assert in_force(council) == ({"Lab": 8, "Con": 1}, True)


def test_the_same_total_sent_twice_is_silent_the_second_time(reporter: Client, council: Council) -> None:
    reporter.post(address(council), sent())
    again = reporter.post(address(council), sent())
    assert said(again).endswith("Stoke-on-Trent stands already at this total: nothing changed.")
    assert (CouncilDeclaration.objects.count(), DeskEvent.objects.count(), LogEntry.objects.count()) == (
        1,
        1,
        1,
    )


def test_the_form_has_a_field_for_every_party_that_stands_or_sits(reporter: Client, council: Council) -> None:
    page = reporter.get(address(council))
    assert [party.code for party, *_ in page.context["rows"]] == ["Con", "Lab", "Ind", "LD", "Loc"]
    assert page.context["form"]["another"].field.choices == [("", "Choose a party"), ("Green", "Green")]


def test_another_party_gets_a_row_and_what_was_typed_stays(reporter: Client, council: Council) -> None:
    page = reporter.post(address(council), sent(another="Green", add="1"))
    assert [party.code for party, *_ in page.context["rows"]][-1] == "Green"
    assert page.context["form"]["seats-Lab"].value() == "4"
    assert not page.context["summary"]
    assert not CouncilDeclaration.objects.exists()
    reporter.post(address(council), sent(**{"added": "Green", "seats-Green": "2"}))
    assert in_force(council) == ({"Lab": 4, "Con": 1, "Green": 2}, False)


def test_a_party_that_was_picked_without_seats_is_asked_about(reporter: Client, council: Council) -> None:
    page = reporter.post(address(council), sent(another="Green"))
    assert page.context["form"].errors == {
        "seats-Green": ["Give the seats of Green; write 0 if it has none."]
    }
    assert not CouncilDeclaration.objects.exists()


def test_a_party_of_another_election_gets_no_row(reporter: Client, council: Council) -> None:
    page = reporter.post(address(council), sent(another="SNP", add="1"))
    assert "SNP" not in [party.code for party, *_ in page.context["rows"]]


def test_a_total_that_only_grows_needs_no_reason(reporter: Client, council: Council) -> None:
    reporter.post(address(council), sent())
    page = reporter.get(address(council))
    assert page.context["form"]["seats-Lab"].value() == 4
    response = reporter.post(address(council), sent(**{"based_on": "1", "seats-Lab": "6", "reason": ""}))
    assert "Stoke-on-Trent: 7 of 9 seats, 2 to come. Revision 2 at" in said(response)
    assert CouncilDeclaration.objects.count() == 2


def test_a_total_that_takes_a_seat_away_says_why(reporter: Client, council: Council) -> None:
    reporter.post(address(council), sent())
    fewer = sent(**{"based_on": "1", "seats-Lab": "3", "reason": ""})
    page = reporter.post(address(council), fewer)
    assert page.context["form"].errors == {
        "reason": ["A party loses a seat against the total before: say why."]
    }
    reporter.post(address(council), fewer | {"reason": "Dell was read out twice."})
    assert in_force(council) == ({"Lab": 3, "Con": 1}, False)


def test_a_reporter_whom_someone_overtook_sees_both_totals_and_keeps_hers(
    reporter: Client, council: Council
) -> None:
    other = Client()
    other.force_login(a_second_reporter(*council.contests.all()))
    other.post(address(council), sent(**{"seats-Lab": "5"}))
    page = reporter.post(address(council), sent())
    assert page.context["overtaken"].by == "Bob Hussain"
    differing = [(line.label, line.mine, line.theirs) for line in page.context["comparison"] if line.differs]
    assert differing == [("Labour", "4", "5")]
    carried = reporter.post(address(council), sent(carry_over="1")).context["form"]
    assert (carried.based_on, carried["seats-Lab"].value()) == (1, "4")
    assert CouncilDeclaration.objects.count() == 1


REFUSED = {
    "letters": ({"seats-Lab": "four"}, "seats-Lab", "“four” is not a number"),
    "a negative": ({"seats-Lab": "-4"}, "seats-Lab", "-4 is below 0"),
    "nothing": ({"seats-Lab": "", "seats-Con": ""}, "__all__", "No seats are filled in."),
    "more seats than are up": ({"seats-Lab": "9"}, "__all__", "10 seats are more than the 9 that are up"),
    "complete and short": ({"complete": "on"}, "complete", "5 of 9 seats are filled in, and the total is"),
}


@pytest.mark.parametrize(("changes", "field", "sentence"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_a_total_that_cannot_be_right(
    reporter: Client, council: Council, changes: dict[str, str], field: str, sentence: str
) -> None:
    errors = reporter.post(address(council), sent(**changes)).context["form"].errors
    assert list(errors) == [field]
    assert sentence in errors[field][0]
    assert not CouncilDeclaration.objects.exists()
    assert not DeskEvent.objects.exists()


def test_a_closed_election_takes_no_total(reporter: Client, council: Council) -> None:
    Election.objects.update(closed_at=timezone.now())
    assert b"Local elections 2023 is closed" in reporter.get(address(council)).content
    page = reporter.post(address(council), sent())
    assert page.context["form"].errors == {
        "__all__": ["Local elections 2023 is closed: a producer can open it again."]
    }
    assert not CouncilDeclaration.objects.exists()


TOLD = {
    "nothing yet": (
        {"seats-Lab": "", "seats-Con": ""},
        "Type the seats: what they mean for control shows here.",
        (),
    ),
    "a running total": (
        {},
        "5 of 9 seats, 4 to come",
        ("Control open: 7 of 12 needed", "Lab needs 3 of the 4 left", "Con needs all 4 left"),
    ),
    "a majority ahead of the end": (
        {"seats-Lab": "7"},
        "8 of 9 seats, 1 to come",
        ("Lab gain from Con, certain already",),
    ),
    "nobody can win any more": (
        {"seats-Lab": "4", "seats-Con": "4"},
        "8 of 9 seats, 1 to come",
        ("Control open: 7 of 12 needed", "Con needs the one seat left"),
    ),
    "exactly half": (
        {"seats-Lab": "6", "seats-Con": "3"},
        "All 9 seats are in",
        ("Con loss to NOC",),
    ),
    "a hold with seats that were not up": (
        {"seats-Lab": "4", "seats-Con": "5", "complete": "on"},
        "All 9 seats are in",
        ("Con hold",),
    ),
    "independents never control": (
        {"seats-Lab": "", "seats-Con": "", "seats-Ind": "9"},
        "All 9 seats are in",
        ("Con loss to NOC",),
    ),
}


@pytest.mark.parametrize(("changes", "headline", "lines"), TOLD.values(), ids=TOLD)
def test_it_tells_what_the_total_means_for_control(
    reporter: Client, council: Council, changes: dict[str, str], headline: str, lines: tuple[str, ...]
) -> None:
    verdict = reporter.post(preview_address(council), sent(**changes)).context["verdict"]
    assert (verdict.headline, verdict.lines) == (headline, lines)
    assert not CouncilDeclaration.objects.exists()


def test_the_preview_says_what_saving_would_refuse(reporter: Client, council: Council) -> None:
    verdict = reporter.post(preview_address(council), sent(**{"seats-Lab": "9"})).context["verdict"]
    assert verdict.headline == "1 thing to put right"
    assert "10 seats are more than the 9 that are up" in verdict.wrong[0]


def test_the_total_can_be_checked_without_being_saved(reporter: Client, council: Council) -> None:
    page = reporter.post(address(council), sent(check="1"))
    assert page.context["verdict"].headline == "5 of 9 seats, 4 to come"
    assert not CouncilDeclaration.objects.exists()


def statuses(client: Client, council: Council) -> set[int]:
    return {
        client.get(address(council)).status_code,
        client.post(address(council), sent()).status_code,
        client.post(preview_address(council), sent()).status_code,
    }


STRANGERS = {
    "an outsider": an_outsider,
    "a graphics operator": an_operator,
    "a reporter of another council": lambda: a_second_reporter(a_council().contests.first()),
}


@pytest.mark.parametrize("person", STRANGERS.values(), ids=STRANGERS)
def test_it_refuses_whoever_has_no_part_in_the_council(client: Client, council: Council, person) -> None:
    client.force_login(person())
    assert statuses(client, council) == {HTTPStatus.FORBIDDEN}
    assert not CouncilDeclaration.objects.exists()


def test_a_producer_enters_the_total_of_a_council_without_wards(client: Client) -> None:
    council = a_council(wards=(9,))
    Contest.objects.filter(council=council).delete()
    client.force_login(a_producer())
    response = client.post(address(council), sent(**{"seats-Lab": "8", "complete": "on"}))
    assert response.status_code == HTTPStatus.FOUND
    assert in_force(council) == ({"Lab": 8, "Con": 1}, True)


def test_a_council_that_is_not_there_is_not_found(client: Client) -> None:
    client.force_login(a_producer())
    assert (
        client.get(reverse("admin:results_council_total", args=[4_711])).status_code == HTTPStatus.NOT_FOUND
    )


@pytest.mark.parametrize("wards", [2, 30])
def test_the_form_takes_the_same_queries_however_many_wards(
    client: Client, wards: int, django_assert_num_queries
) -> None:
    election = a_council_election()
    council = a_council(wards=(3,) * wards, election=election)
    a_council(wards=(3,) * wards, election=election)
    client.force_login(a_reporter(*council.contests.all()))
    # Session and person; three for what she may; the council; six of the sheet.
    with django_assert_num_queries(12):
        client.get(address(council))
    # The same again, and three: what the wards gave, what was called off, which parties there are.
    with django_assert_num_queries(15):
        client.post(preview_address(council), sent())
