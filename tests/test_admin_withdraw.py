"""Withdrawing from the desk: what goes, why, a second look, and one button."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from results.declaring.commands import correct
from results.models import Contest, Declaration, State
from tests.admin_pages import said
from tests.declaring_form import declare_address
from tests.key_pages import sent_by, text, withdraw_address
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db
REASON = "These are the figures of Leicester West."
KEY = "0" * 32


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def declared(contest: Contest) -> Declaration:
    return sent_by(a_reporter(contest), contest)


def form(button: str, *, based_on: int = 1, reason: str = REASON, key: str = KEY) -> dict[str, str]:
    return {button: "1", "based_on": str(based_on), "reason": reason, "key": key}


def in_force(contest: Contest) -> list[int]:
    return list(Declaration.objects.in_force().filter(contest=contest).values_list("revision", flat=True))


def test_it_says_what_is_withdrawn(client: Client, contest: Contest, declared: Declaration) -> None:
    client.force_login(a_producer())
    page = text(client.get(withdraw_address(contest)))
    assert "Con gain from Lab, majority 4,426" in page
    assert "Margaret Holt" in page
    assert "by Alice Okafor, revision 1" in page
    assert 'name="withdraw"' not in page


def test_the_form_of_a_declared_contest_leads_there(
    client: Client, contest: Contest, declared: Declaration
) -> None:
    client.force_login(a_producer())
    link = f'href="{withdraw_address(contest)}">Withdraw this declaration</a>'
    assert link in text(client.get(declare_address(contest)))
    undeclared = a_contest(election=contest.election)
    assert "Withdraw this declaration" not in text(client.get(declare_address(undeclared)))


def test_a_second_look_comes_before_the_button(
    client: Client, contest: Contest, declared: Declaration
) -> None:
    client.force_login(a_producer())
    page = text(client.post(withdraw_address(contest), form("look")))
    assert "This takes Con gain from Lab, majority 4,426 off every board" in page
    assert 'name="withdraw"' in page
    assert REASON in page
    assert in_force(contest) == [1]


def test_the_button_takes_it_off_every_board(client: Client, contest: Contest, declared: Declaration) -> None:
    client.force_login(a_producer())
    response = client.post(withdraw_address(contest), form("withdraw"))
    assert response["Location"] == reverse("admin:index")
    assert said(response).startswith("Leicester East is withdrawn: was Con gain from Lab, majority 4,426.")
    assert in_force(contest) == []
    gone = Declaration.objects.get(state=State.IN_FORCE)
    assert (gone.kind, gone.reason) == ("withdrawal", REASON)


def test_a_second_press_withdraws_nothing_more(
    client: Client, contest: Contest, declared: Declaration
) -> None:
    client.force_login(a_producer())
    client.post(withdraw_address(contest), form("withdraw"))
    response = client.post(withdraw_address(contest), form("withdraw"))
    assert "Leicester East is withdrawn already: nothing changed." in said(response)
    assert Declaration.objects.filter(kind="withdrawal").count() == 1


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (" ", "Say why it is withdrawn: it is told with the withdrawal."),
        ("x" * 301, "Keep the reason under 300 letters."),
    ],
    ids=["none", "a novel"],
)
def test_a_reason_is_asked_for_at_its_field(
    client: Client, contest: Contest, declared: Declaration, reason: str, sentence: str
) -> None:
    client.force_login(a_producer())
    for button in ("look", "withdraw"):
        response = client.post(withdraw_address(contest), form(button, reason=reason))
        assert response.context["form"].errors["reason"] == [sentence]
        assert 'name="withdraw"' not in text(response)
    assert in_force(contest) == [1]


@pytest.mark.parametrize("button", ["look", "withdraw"])
def test_whoever_was_overtaken_looks_again_before_anything_goes(
    client: Client, contest: Contest, declared: Declaration, button: str
) -> None:
    count = a_count(10_001, 14_426, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=count, by=a_producer(), based_on=1, reason="A recount.")
    client.force_login(a_second_reporter(contest))
    page = text(client.post(withdraw_address(contest), form(button)))
    assert "Other figures came into force since you opened this page" in page
    assert "majority 4,425" in page
    assert 'name="based_on" value="2"' in page
    assert REASON in page
    assert in_force(contest) == [2]


def test_where_there_is_nothing_to_withdraw_it_leads_to_the_form(client: Client, contest: Contest) -> None:
    client.force_login(a_producer())
    for response in (
        client.get(withdraw_address(contest)),
        client.post(withdraw_address(contest), form("look")),
    ):
        assert response["Location"] == declare_address(contest)
        assert "Leicester East has no declaration to withdraw." in said(response)


def test_whoever_may_not_declare_the_contest_withdraws_nothing(
    client: Client, contest: Contest, declared: Declaration
) -> None:
    for stranger in (an_operator(), a_second_reporter()):
        client.force_login(stranger)
        assert client.get(withdraw_address(contest)).status_code == HTTPStatus.FORBIDDEN
        assert client.post(withdraw_address(contest), form("withdraw")).status_code == HTTPStatus.FORBIDDEN
    assert in_force(contest) == [1]


def test_a_press_from_elsewhere_is_refused(contest: Contest, declared: Declaration) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_producer())
    assert strict.post(withdraw_address(contest), form("withdraw")).status_code == HTTPStatus.FORBIDDEN
    assert in_force(contest) == [1]


def test_the_page_takes_a_fixed_number_of_queries(
    client: Client, contest: Contest, declared: Declaration, django_assert_num_queries
) -> None:
    client.force_login(a_producer())
    # Session and person, what she may (two), contest, facts (three), candidates, what is in force and
    # its outcome.
    with django_assert_num_queries(11):
        client.get(withdraw_address(contest))
