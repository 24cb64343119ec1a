"""Who follows a panel by its socket, and what happens to her screens when she may no longer."""

from http import HTTPStatus

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session

from results.live import hub
from results.people import give_role
from results.people.links import issue_output_link
from results.people.passes import Pass, withdrawn
from results.people.roles import OUTPUTS, ROLES
from tests.onair_rows import an_output
from tests.panels import taken
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider
from tests.screens import a_screen, code_after, code_of, on_the_loop

pytestmark = pytest.mark.django_db(transaction=True)
PANEL = "/ws/outputs/pgm/panel/"
SOCKETS = [PANEL, "/ws/outputs/pgm/program/", "/ws/outputs/pgm/preview/"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    monkeypatch.setattr(hub, "CHECK_S", 0.05)


@pytest.fixture
def output():
    return an_output(slug="pgm", name="PGM 1")


def a_superuser():
    return User.objects.create_superuser("root")


@pytest.mark.parametrize("person", [an_operator, a_producer, an_editor, a_superuser])
def test_graphics_and_producers_are_sent_a_panel_whole_and_then_nothing_until_it_changes(output, person):
    someone = person()

    async def night():
        async with a_screen(PANEL, person=someone) as screen:
            message = await screen.hears()
            assert message["snapshot"]
            assert 'id="panel-rundown"' in message["content"]
            await screen.beat()

    on_the_loop(night)


@pytest.mark.parametrize(
    ("person", "code"),
    [(a_reporter, 4403), (an_outsider, 4403), (None, 4401)],
    ids=["reporter", "no role", "signed out"],
)
def test_nobody_else_is(output, person, code):
    assert code_of(PANEL, person and person())[0] == code


def test_no_link_opens_a_panel(output):
    _, token = issue_output_link(name="OBS", output=output, by=a_producer())
    assert code_of(f"{PANEL}?token={token}")[0] == 4401
    assert code_of(f"{PANEL}?token={token}", a_reporter())[0] == 4403


def test_an_output_that_is_not_there_has_no_panel():
    assert code_of("/ws/outputs/nowhere/panel/", an_operator())[0] == 4404


@pytest.mark.parametrize("address", SOCKETS)
@pytest.mark.parametrize(
    "withdraw",
    [
        pytest.param(lambda gwen: Session.objects.all().delete(), id="signed out"),
        pytest.param(lambda gwen: gwen.groups.clear(), id="no role"),
        pytest.param(lambda gwen: gwen.groups.set([Group.objects.get(name="reporter")]), id="reporter now"),
        pytest.param(lambda gwen: User.objects.filter(pk=gwen.pk).update(is_active=False), id="gone"),
    ],
)
def test_an_operators_screens_close_when_she_may_see_them_no_longer(output, address, withdraw):
    gwen = an_operator()
    assert code_after(lambda: withdraw(gwen), address, gwen) == 4401


@pytest.mark.parametrize(
    ("roles", "lets_in", "keeps"),
    [
        (["producer"], OUTPUTS, True),
        (["graphics", "reporter"], OUTPUTS, True),
        (["reporter"], OUTPUTS, False),
        (["editor"], OUTPUTS, False),
        (["reporter"], ROLES, True),
        ([], ROLES, False),
    ],
)
def test_a_screen_is_kept_while_any_of_the_roles_that_open_it_is_left(
    roles, lets_in, keeps, django_assert_num_queries
):
    oscar = an_outsider()
    for role in roles:
        give_role(user=oscar, role=role)
    held = Pass(user=oscar.pk, roles=lets_in)
    with django_assert_num_queries(1):
        assert withdrawn([held]) == (frozenset() if keeps else {held})


def test_without_a_hint_a_panel_follows_by_looking(output, monkeypatch):
    """As with Redis away: nothing is told to anybody, and every process looks by itself."""
    monkeypatch.setattr("results.declaring.announce._send", lambda election_id, seq: None)
    gwen = an_operator()

    async def night():
        async with a_screen(PANEL, person=gwen) as screen:
            assert "On air" not in (await screen.next())["content"]
            await sync_to_async(taken)(output, gwen)
            messages = await screen.until(2)
            assert "On air" in messages[-1]["content"]

    on_the_loop(night)


@pytest.mark.parametrize("page", ["/graphics/pgm/control/", "/graphics/"])
def test_no_page_frames_a_panel(client, output, page):
    client.force_login(an_operator())
    answer = client.get(page)
    assert answer.status_code == HTTPStatus.OK
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
