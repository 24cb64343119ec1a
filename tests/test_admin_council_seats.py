"""Seats that a producer types fit into their council, by whichever page: a board of more is never drawn."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client

from results.boards.chambers import council_states
from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.models import Contest, Council, CouncilSeats, Party
from tests.admin_pages import filled, page_of
from tests.people import a_producer
from tests.worlds import a_contest, a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya() -> User:
    return a_producer()


@pytest.fixture
def producer(client: Client, priya: User) -> Client:
    client.force_login(priya)
    return client


def told(page, field: str) -> str:
    """What the page says at a field of its own."""
    assert page.status_code == HTTPStatus.OK
    return " ".join(page.context["adminform"].form.errors.get(field, []))


def told_at_lines(page, line: int | None = None) -> str:
    """What the page says at the seats of a line, or above all lines."""
    assert page.status_code == HTTPStatus.OK
    (lines,) = (own.formset for own in page.context["inline_admin_formsets"])
    return " ".join(lines.non_form_errors() if line is None else lines.forms[line].errors.get("seats", []))


def seats_of(council: Council) -> list[tuple[str, str, int]]:
    return sorted(council.seats.values_list("party__code", "basis", "seats"))


def lines_of(sent: dict[str, object], basis: str) -> list[str]:
    """The prefixes of the lines of a basis."""
    return [name[: -len("-basis")] for name, value in sent.items() if value == basis]


@pytest.fixture
def council() -> Council:
    """Six of ten seats are up."""
    return a_council(not_up={"Con": 3, "Lab": 1}, eve_of_poll={"Con": 6, "Lab": 4})


def test_drawn_while_everything_fits(council: Council) -> None:
    (state,) = council_states(Council.objects.all())
    assert (state.total, state.seats_up, state.not_up) == (10, 6, 4)


@pytest.mark.parametrize("basis", ["not_up", "eve_of_poll"])
def test_a_party_with_too_many_on_a_page_of_its_own(producer: Client, council: Council, basis: str) -> None:
    party = Party.objects.filter(election=council.election).exclude(council_seats__council=council).first()
    typed = {"council": council.pk, "party": party.pk, "basis": basis, "seats": "1"}
    page = producer.post("/admin/results/councilseats/add/", typed)
    assert "other parties have" in told(page, "seats")
    assert not CouncilSeats.objects.filter(party=party).exists()


def test_last_fought_may_have_been_a_larger_council(producer: Client, council: Council) -> None:
    party = Party.objects.filter(election=council.election).exclude(council_seats__council=council).first()
    typed = {"council": council.pk, "party": party.pk, "basis": "last_fought", "seats": "90"}
    assert producer.post("/admin/results/councilseats/add/", typed).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(("basis", "most"), [("not_up", "4 that are not up"), ("eve_of_poll", "10 in all")])
def test_a_line_with_too_many_on_the_councils_page(
    producer: Client, council: Council, basis: str, most: str
) -> None:
    sent, before = filled(producer, council), seats_of(council)
    line = lines_of(sent, basis)[0]
    page = producer.post(page_of(council), {**sent, f"{line}-seats": "9"})
    assert f"there are {most}." in told_at_lines(page, int(line.split("-")[1]))
    assert seats_of(council) == before


def test_two_lines_are_exchanged(producer: Client, council: Council) -> None:
    sent = filled(producer, council)
    one, two = lines_of(sent, "eve_of_poll")
    typed = {f"{one}-seats": sent[f"{two}-seats"], f"{two}-seats": sent[f"{one}-seats"]}
    assert producer.post(page_of(council), {**sent, **typed}).status_code == HTTPStatus.FOUND
    eve = {party: seats for party, basis, seats in seats_of(council) if basis == "eve_of_poll"}
    assert eve == {"Con": 4, "Lab": 6}


def test_a_line_that_goes_makes_room_for_another(producer: Client, council: Council) -> None:
    sent = filled(producer, council)
    one, two = lines_of(sent, "not_up")
    typed = {f"{one}-seats": "4", f"{two}-DELETE": "on"}
    assert producer.post(page_of(council), {**sent, **typed}).status_code == HTTPStatus.FOUND
    assert sum(seats for _, basis, seats in seats_of(council) if basis == "not_up") == 4


def test_a_council_that_gets_smaller_than_its_lines(producer: Client, council: Council) -> None:
    page = producer.post(page_of(council), {**filled(producer, council), "seats_total": "9"})
    words = told_at_lines(page)
    assert "Not up: 4 seats together, and there are 3 that are not up." in words
    assert "Eve of poll: 10 seats together, and there are 9 in all." in words
    council.refresh_from_db()
    assert council.seats_total == 10


def test_a_council_with_fewer_seats_up_than_its_wards_fill(producer: Client, council: Council) -> None:
    page = producer.post(page_of(council), {**filled(producer, council), "seats_up": "5"})
    assert told(page, "seats_up") == "Its wards fill 6 seats: correct the wards first."
    council.refresh_from_db()
    assert council.seats_up == 6


def test_a_council_of_which_more_is_up_than_there_is_says_so_of_itself_alone(
    producer: Client, council: Council
) -> None:
    page = producer.post(page_of(council), {**filled(producer, council), "seats_total": "5"})
    assert page.context["adminform"].form.errors
    assert "-1" not in told_at_lines(page)


def test_a_council_with_fewer_seats_up_than_were_declared(producer: Client, priya: User) -> None:
    council = a_council(wards=())
    Council.objects.filter(pk=council.pk).update(seats_total=10, seats_up=10)
    enter_council(council_id=council.pk, seats={"Lab": 4, "Con": 3}, complete=False, by=priya)
    page = producer.post(page_of(council), {**filled(producer, council), "seats_up": "6"})
    assert told(page, "seats_up") == "A total of 7 was declared: correct or withdraw it first."
    kept = producer.post(page_of(council), {**filled(producer, council), "seats_up": "7"})
    assert kept.status_code == HTTPStatus.FOUND


def test_a_new_council_with_more_seats_than_it_has(producer: Client) -> None:
    election = a_council_election()
    party = election.parties.first()
    typed = {
        "election": election.pk,
        "code": "K1",
        "name": "Rutland",
        "regions": [election.regions.first().pk],
        "seats_total": "10",
        "seats_up": "4",
        "seats-TOTAL_FORMS": "1",
        "seats-INITIAL_FORMS": "0",
        "seats-0-party": party.pk,
        "seats-0-basis": "not_up",
        "seats-0-seats": "7",
    }
    page = producer.post("/admin/results/council/add/", typed)
    assert "7 seats together, and there are 6 that are not up." in told_at_lines(page, 0)
    assert not Council.objects.exists()
    assert producer.post("/admin/results/council/add/", {**typed, "seats-0-seats": "6"}).status_code == 302


def test_a_ward_with_more_seats_than_are_left(producer: Client, council: Council) -> None:
    ward = council.contests.order_by("code").first()
    page = producer.post(page_of(ward), {**filled(producer, ward), "seats": "4"})
    assert told(page, "seats") == f"{council} has 6 seats up, and its other wards fill 3."
    ward.refresh_from_db()
    assert ward.seats == 3


def test_a_contest_that_becomes_a_ward_where_no_seat_is_left(producer: Client, council: Council) -> None:
    other = a_contest(election=council.election)
    Contest.objects.filter(pk=other.pk).update(kind="ward")
    page = producer.post(page_of(other), {**filled(producer, other), "council": council.pk})
    assert told(page, "seats") == f"{council} has 6 seats up, and its other wards fill 6."


def test_a_contest_that_is_in_keeps_its_number_of_seats(producer: Client, priya: User) -> None:
    contest = a_small_election().contests.first()
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    page = producer.post(page_of(contest), {**filled(producer, contest), "seats": "2"})
    assert "withdraw it first" in told(page, "seats")
    kept = producer.post(page_of(contest), {**filled(producer, contest), "name": "Stoke"})
    assert kept.status_code == HTTPStatus.FOUND
