"""Whatever is pushed leaves a page exactly as a fresh fetch would find it, in any order of events."""

from contextlib import suppress

import pytest
from django.test import Client
from django.test.html import Element
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.refusals import Refused
from results.live.news import news
from results.live.topics import contest_topic, region_topic
from tests.fragments import lasting, pushed_onto
from tests.nights import ACTS, Night, NothingThere
from tests.services import examples
from tests.worlds import a_small_election

CONTESTS = 6

votes = st.lists(st.integers(0, 14_000), min_size=5, max_size=5).filter(
    lambda figures: sum(figures) > 0 and figures.count(max(figures)) == 1
)
places = st.integers(0, CONTESTS - 1)
figures = st.tuples(st.just("figures"), places, votes)
acts = st.tuples(st.sampled_from(sorted(ACTS)), places, votes)
# What happens before the hub looks again: often one thing, sometimes several.
nights = st.lists(st.lists(figures | acts | acts, min_size=1, max_size=3), min_size=1, max_size=10)


@pytest.mark.long
class PushedEqualsFetched(TestCase):
    """Boards of two regions and a patch, and one contest's page, followed through random nights."""

    @settings(max_examples=examples(20), deadline=None)
    @given(nights)
    def test_pages_that_were_pushed_to_equal_pages_that_are_fetched(self, nights_acts):
        pages = Pages(Night(a_small_election(contests=CONTESTS)))
        for happened in nights_acts:
            for act, place, given_votes in happened:
                with suppress(Refused, NothingThere):
                    pages.night.happens(act, place, given_votes)
            pages.are_pushed_to()
            pages.equal_those_that_are_fetched()

    def test_they_are_after_every_command_one_by_one(self):
        pages = Pages(Night(a_small_election(contests=CONTESTS)))
        for act, place in EVERY_COMMAND:
            pages.night.happens(act, place, [15_000, 10_000 + pages.seen, 3_000, 2_000, 500])
            assert pages.are_pushed_to(), f"nothing was numbered by: {act}"
            pages.equal_those_that_are_fetched()


# Contests from the fourth on need a second key.
EVERY_COMMAND = [
    ("counting", 0),
    ("recount", 0),
    ("recount", 0),
    ("winner only", 0),
    ("figures", 0),
    ("figures", 0),
    ("fix the call", 0),
    ("lift the fix", 0),
    ("fix the label", 0),
    ("withdraw", 0),
    ("recount", 0),
    ("figures", 0),
    ("countermand", 1),
    ("defer", 2),
    ("back to expected", 1),
    ("back to expected", 2),
    ("uncontested", 2),
    ("rename", 2),
    ("figures", 3),
    ("confirm", 3),
    ("figures", 4),
    ("reject", 4),
    ("figures", 4),
    ("take back", 4),
    ("figures", 4),
    ("bypass", 4),
    ("confirm", 4),
]


class Pages:
    """Every board of an election and the page of its first contest, as screens have them open."""

    def __init__(self, night: Night) -> None:
        self.night = night
        self.seen = 0
        self.client = Client()
        self.client.force_login(night.editor, backend="django.contrib.auth.backends.ModelBackend")
        self.addresses = _addresses(night.election, night.contests[0])
        self.pages = {topic: fetched(self.client, address) for topic, address in self.addresses.items()}

    def are_pushed_to(self) -> bool:
        """Push what happened since, and say whether anything did."""
        told = news(election=self.night.election.pk, since=self.seen, topics=list(self.pages))
        before, self.seen = self.seen, told.standing.seq
        for topic, content in told.content.items():
            pushed_onto(self.pages[topic], content)
        return self.seen > before

    def equal_those_that_are_fetched(self) -> None:
        """Compare them."""
        for topic, address in self.addresses.items():
            assert str(self.pages[topic]) == str(fetched(self.client, address))


def _addresses(election, contest):
    regions = {region.code: region.pk for region in election.regions.all()}
    boards = {
        region_topic(election=election.pk, region=pk): f"/boards/{election.slug}/{code}/"
        for code, pk in regions.items()
    }
    page = contest_topic(election=election.pk, contest=contest.pk)
    return boards | {page: f"/contests/{election.slug}/{contest.code}/"}


def fetched(client: Client, address: str) -> Element:
    """A page as a screen finds it, without what is about the moment of fetching."""
    return lasting(client.get(address).content.decode())
