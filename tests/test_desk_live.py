"""The producers' desk is live: a declaration's headline is in its next frame, and pushed equals fetched."""

from contextlib import suppress

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.test.html import parse_html
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.boards import headline_night
from results.declaring.commands import enter
from results.declaring.refusals import Refused
from results.live import hub
from results.live.news import news
from results.live.topics import desk_topic
from results.models import DeskEvent, Policy
from results.producing.keys import mark_key, move_key, unmark_key
from results.producing.marks import bring_back, dismiss, pin
from tests.fragments import by_id, elements, pushed_onto
from tests.nights import ACTS, Night, NothingThere
from tests.people import a_producer, a_reporter, an_operator
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

CONTESTS = 5
OF_THE_MOMENT = {"data-seq", "data-as-at", "ws-connect"}


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    headline_night.forget()


def socket(election, region="", since=0):
    return f"/ws/desk/{election.slug}/?{f'region={region}&' if region else ''}since={since}"


def declare(election, code, by):
    return enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=by)


@pytest.mark.django_db(transaction=True)
class TestTheSocket:
    """What desks are sent."""

    @pytest.mark.parametrize("region", ["", "EM"])
    def test_a_declaration_brings_its_headline_in_the_next_frame(self, region):
        election, priya = a_small_election(contests=3), a_producer()

        async def night():
            async with a_screen(socket(election, region), person=priya) as screen:
                await screen.beat()
                await sync_to_async(declare)(election, "C0001", priya)
                message = await screen.next()
            assert message["seq"] == 1
            assert 'data-key="gain:C0001"' in message["content"]

        on_the_loop(night)

    def test_a_pinned_line_and_an_entry_that_waits_are_pushed_to_producers(self):
        election, priya = a_small_election(contests=3, policy=Policy.SECOND_KEY), a_producer()

        async def night():
            async with a_screen(socket(election), person=priya) as screen:
                await screen.beat()
                await sync_to_async(declare)(election, "C0001", priya)
                assert "Priya Nair" in (await screen.next())["content"]
                await sync_to_async(pin)(
                    election_id=election.pk, key="gain:C0002", words="Rugby: gain", by=priya
                )
                assert "Pinned by Priya Nair" in (await screen.next())["content"]

        on_the_loop(night)

    def test_graphics_are_not_told_what_waits(self):
        election, gwen = a_small_election(contests=3, policy=Policy.SECOND_KEY), an_operator()
        priya = a_producer()

        async def night():
            async with a_screen(socket(election), person=gwen) as screen:
                await screen.beat()
                await sync_to_async(declare)(election, "C0001", priya)
                content = (await screen.next())["content"]
            assert "Priya Nair" not in content
            assert "Con gain" not in content
            assert "acts/pin/" not in content

        on_the_loop(night)

    @pytest.mark.parametrize(
        ("who", "address", "code"),
        [
            (a_reporter, "/ws/desk/{slug}/", 4403),
            (None, "/ws/desk/{slug}/", 4401),
            (a_producer, "/ws/desk/nowhere/", 4404),
            (a_producer, "/ws/desk/{slug}/?region=ZZ", 4404),
        ],
        ids=["a reporter", "signed out", "no election", "no region"],
    )
    def test_others_are_turned_away(self, who, address, code):
        election = a_small_election(contests=1)
        person = who() if who else None

        async def night():
            async with a_screen(address.format(slug=election.slug), person=person) as screen:
                assert (await screen.closed())[0] == code

        on_the_loop(night)


votes = st.lists(st.integers(0, 14_000), min_size=5, max_size=5).filter(
    lambda figures: sum(figures) > 0 and figures.count(max(figures)) == 1
)
places = st.integers(0, CONTESTS - 1)


def _key(night, place):
    return f"gain:{night.contests[place].code}"


def _pins(night, place):
    pin(election_id=night.election.pk, key=_key(night, place), words="A line", by=night.producer)


def _dismisses(night, place):
    dismiss(election_id=night.election.pk, key=_key(night, place), words="A line", by=night.producer)


def _brings_back(night, place):
    bring_back(election_id=night.election.pk, key=_key(night, place), by=night.producer)


def _marks(night, place):
    mark_key(contest_id=night.contests[place].pk, reason=f"Reason {place}", by=night.producer)


def _unmarks(night, place):
    unmark_key(contest_id=night.contests[place].pk, by=night.producer)


def _moves(night, place):
    mark_key(contest_id=night.contests[place].pk, reason="To be moved", by=night.producer)
    move_key(contest_id=night.contests[place].pk, places=-1, by=night.producer)


PRODUCERS = {
    "pin": _pins,
    "dismiss": _dismisses,
    "bring back": _brings_back,
    "mark key": _marks,
    "unmark key": _unmarks,
    "move key": _moves,
}
figures = st.tuples(st.just("figures"), places, votes)
acts = st.tuples(st.sampled_from(sorted([*ACTS, *PRODUCERS])), places, votes)
nights = st.lists(st.lists(figures | acts | acts, min_size=1, max_size=3), min_size=1, max_size=5)


# Contests from the fourth on need a second key.
A_NIGHT = [
    ("recount", 0),
    ("winner only", 0),
    ("figures", 0),
    ("pin", 0),
    ("figures", 0),
    ("dismiss", 0),
    ("mark key", 1),
    ("figures", 1),
    ("pin", 1),
    ("withdraw", 1),
    ("figures", 3),
    ("confirm", 3),
    ("figures", 4),
    ("reject", 4),
    ("move key", 2),
    ("rename", 2),
    ("countermand", 2),
    ("bring back", 0),
]


class PushedEqualsFetched(TestCase):
    """Desks of an election and of a region, as producers and as others see them, through random nights."""

    def setUp(self):
        headline_night.forget()

    @settings(max_examples=6, deadline=None)
    @given(nights)
    def test_desks_that_were_pushed_to_equal_desks_that_are_fetched(self, nights_acts):
        desks = Desks(Night(a_small_election(contests=CONTESTS)))
        for happened in nights_acts:
            for act, place, given_votes in happened:
                desks.happens(act, place, given_votes)
            desks.are_pushed_to()
            desks.equal_those_that_are_fetched()

    def test_they_are_after_every_act_one_by_one(self):
        desks = Desks(Night(a_small_election(contests=CONTESTS)))
        for more, (act, place) in enumerate(A_NIGHT):
            desks.happens(act, place, [15_000, 10_000 + more, 3_000, 2_000, 500])
            desks.are_pushed_to()
            desks.equal_those_that_are_fetched()
        kinds = set(DeskEvent.objects.values_list("kind", flat=True))
        assert kinds >= {"declared", "corrected", "withdrawn", "noted", "waiting", "rejected", "status"}


class Desks:
    """Every desk of an election, as it is open."""

    def __init__(self, night: Night) -> None:
        self.night = night
        self.seen = 0
        self.desks = {}
        east = night.election.regions.get(code="EM")
        for person, region, keeps in (
            (night.editor, None, True),
            (night.editor, east, True),
            (an_operator(), None, False),
        ):
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            topic = desk_topic(election=night.election.pk, region=region and region.pk, keeps=keeps)
            query = f"?region={region.code}" if region else ""
            self.desks[topic] = (client, f"/desk/{night.election.slug}/{query}")
        self.pages = {topic: fetched(*desk) for topic, desk in self.desks.items()}

    def happens(self, act, place, given_votes) -> None:
        """Let it happen; what the desk refuses did not."""
        with suppress(Refused, NothingThere):
            if act in PRODUCERS:
                PRODUCERS[act](self.night, place)
            else:
                self.night.happens(act, place, given_votes)

    def are_pushed_to(self) -> None:
        """Push what happened since."""
        told = news(election=self.night.election.pk, since=self.seen, topics=list(self.pages))
        self.seen = told.standing.seq
        assert not told.lost
        for topic, content in told.content.items():
            pushed_onto(self.pages[topic], content)

    def equal_those_that_are_fetched(self) -> None:
        """Compare them."""
        for topic, desk in self.desks.items():
            assert str(self.pages[topic]) == str(fetched(*desk))


def fetched(client: Client, address: str):
    """A desk as a screen finds it, without what is about the moment of fetching."""
    page = parse_html(client.get(address).content.decode())
    live = by_id(page, "live")
    live.attributes = [(name, value) for name, value in live.attributes if name not in OF_THE_MOMENT]
    # What moves with no event is fetched by the page itself.
    for name in ("lamp", "desk-lately", "desk-stopwatch"):
        part = by_id(page, name)
        part.attributes, part.children = [("id", name)], []
    for element in elements(page):
        if ("name", "csrfmiddlewaretoken") in element.attributes:
            element.attributes = []
    return page
