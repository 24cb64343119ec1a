"""Who may open a socket: refused ones are told why, with a code that their page understands."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from results.live import hub
from results.models import AccessLink
from results.people.links import issue_link, revoke_link
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.screens import Refused, a_screen, code_after, code_of, on_the_loop
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def election():
    return a_small_election(contests=2)


def opened(address, person=None):
    async def night():
        async with a_screen(address, person=person) as screen:
            assert (await screen.beat())["seq"] == 0

    on_the_loop(night)


@pytest.mark.parametrize("person", [a_reporter, a_producer, an_operator])
def test_everyone_of_the_desk_opens_boards(election, person):
    opened(f"/ws/boards/{election.slug}/EM/?since=0", person())


@pytest.mark.parametrize("since", ["", "?since=", "?since=now", "?since=-3", "?since=9999999999999"])
def test_a_number_that_cannot_be_read_gets_everything(election, since):
    producer = a_producer()

    async def night():
        async with a_screen(f"/ws/boards/{election.slug}/EM/{since}", person=producer) as screen:
            assert (await screen.hears())["snapshot"]

    on_the_loop(night)


def test_a_signed_out_screen_is_told_to_sign_in(election):
    assert code_of(f"/ws/boards/{election.slug}/EM/?since=0") == (4401, "Sign in.")


def test_an_outsider_is_told_that_it_is_not_for_them(election):
    assert code_of(f"/ws/boards/{election.slug}/EM/?since=0", an_outsider())[0] == 4403


@pytest.mark.parametrize(
    "address", ["/ws/boards/{slug}/ZZ/?since=0", "/ws/boards/nowhere/EM/", "/ws/contests/{slug}/C9999/"]
)
def test_an_unknown_region_or_contest_is_told_apart(election, address):
    code, reason = code_of(address.format(slug=election.slug), a_producer())
    assert (code, reason) == (4404, "There is no such page.")


def test_a_foreign_origin_is_not_even_accepted(election):
    producer = a_producer()

    async def night():
        with pytest.raises(Refused):
            async with a_screen(
                f"/ws/boards/{election.slug}/EM/", person=producer, origin="https://evil.example"
            ):
                pass

    on_the_loop(night)


def test_a_link_opens_its_board_and_no_other_until_it_is_revoked(election):
    producer, region = a_producer(), election.regions.get(code="EM")
    link, token = issue_link(
        name="Gallery wall", scope=AccessLink.Scope.BOARD, election=election, region=region, by=producer
    )
    opened(f"/ws/boards/{election.slug}/EM/?since=0&token={token}")
    assert code_of(f"/ws/boards/{election.slug}/WM/?since=0&token={token}")[0] == 4403
    assert code_of(f"/ws/boards/{election.slug}/EM/?since=0&token={token}x")[0] == 4403
    revoke_link(link=link, by=producer)
    assert code_of(f"/ws/boards/{election.slug}/EM/?since=0&token={token}")[0] == 4403


def test_a_screen_that_shouts_is_not_listened_to(election):
    producer = a_producer()

    async def night():
        async with a_screen(f"/ws/boards/{election.slug}/EM/?since=0", person=producer) as screen:
            for text in ("", "{}", "<script>", "x" * 10_000):
                await screen.says(text)
            assert (await screen.beat())["seq"] == 0

    on_the_loop(night)


@pytest.fixture
def _quick_checks(monkeypatch):
    monkeypatch.setattr(hub, "CHECK_S", 0.05)


@pytest.mark.usefixtures("_quick_checks")
def test_a_wall_that_is_open_closes_when_its_link_is_revoked(election):
    producer, region = a_producer(), election.regions.get(code="EM")
    link, token = issue_link(
        name="Gallery wall", scope=AccessLink.Scope.BOARD, election=election, region=region, by=producer
    )
    address = f"/ws/boards/{election.slug}/EM/?since=0&token={token}"
    assert code_after(lambda: revoke_link(link=link, by=producer), address) == 4403


@pytest.mark.usefixtures("_quick_checks")
@pytest.mark.parametrize(
    "withdraw",
    [
        pytest.param(lambda operator: Session.objects.all().delete(), id="signed out"),
        pytest.param(lambda operator: operator.groups.clear(), id="role taken away"),
        pytest.param(lambda operator: User.objects.filter(pk=operator.pk).update(is_active=False), id="gone"),
    ],
)
def test_an_open_board_closes_when_its_person_may_see_it_no_longer(election, withdraw):
    operator = an_operator()
    address = f"/ws/boards/{election.slug}/EM/?since=0"
    assert code_after(lambda: withdraw(operator), address, operator) == 4401
