"""Whatever is pushed leaves a page exactly as a fresh fetch would find it, in any order of events."""

from django.test import Client
from django.test.html import Element, parse_html
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.commands import correct, enter
from results.declaring.reference import reference_changed
from results.live.news import news
from results.live.topics import contest_topic, region_topic
from results.models import Candidacy, Contest, Declaration
from tests.fragments import by_id, elements, pushed_onto
from tests.people import a_producer
from tests.worlds import a_count, a_small_election

CONTESTS = 6
# What of a live page is about the moment of fetching, and is kept true by the page's own script.
OF_THE_MOMENT = {"data-seq", "data-as-at", "ws-connect"}

votes = st.lists(st.integers(0, 14_000), min_size=5, max_size=5).filter(
    lambda figures: sum(figures) > 0 and figures.count(max(figures)) == 1
)
declaring = st.tuples(st.integers(0, CONTESTS - 1), votes)
renaming = st.tuples(st.integers(0, CONTESTS - 1), st.just(None))
# What happens before the hub looks again: often one thing, sometimes several.
nights = st.lists(st.lists(declaring | declaring | renaming, min_size=1, max_size=3), min_size=1, max_size=8)


class PushedEqualsFetched(TestCase):
    """Boards of two regions and a patch, and one contest's page, followed through random nights."""

    @settings(max_examples=25, deadline=None)
    @given(nights)
    def test_pages_that_were_pushed_to_equal_pages_that_arefetched(self, night):
        producer, election = a_producer(), a_small_election(contests=CONTESTS)
        contests = list(election.contests.order_by("code"))
        client = Client()
        client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
        addresses = _addresses(election, contests[0])
        pages = {topic: fetched(client, address) for topic, address in addresses.items()}
        seen = 0
        for events in night:
            for place, figures in events:
                _happens(contests[place], figures, producer)
            told = news(election=election.pk, since=seen, topics=list(pages))
            seen = told.standing.seq
            for topic, content in told.content.items():
                pushed_onto(pages[topic], content)
            for topic, address in addresses.items():
                assert str(pages[topic]) == str(fetched(client, address))


def _addresses(election, contest):
    regions = {region.code: region.pk for region in election.regions.all()}
    boards = {
        region_topic(election=election.pk, region=pk): f"/boards/{election.slug}/{code}/"
        for code, pk in regions.items()
    }
    page = contest_topic(election=election.pk, contest=contest.pk)
    return boards | {page: f"/contests/{election.slug}/{contest.code}/"}


def _happens(contest: Contest, figures: list[int] | None, producer) -> None:
    current = Declaration.objects.in_force().filter(contest=contest).first()
    if figures is None:
        candidacy = Candidacy.objects.filter(contest=contest).first()
        Candidacy.objects.filter(pk=candidacy.pk).update(name=f"{candidacy.name} Jr")
        reference_changed(election_id=contest.election_id)
    elif current is None:
        enter(contest_id=contest.pk, count=a_count(*figures), by=producer)
    else:
        correct(
            contest_id=contest.pk,
            count=a_count(*figures),
            by=producer,
            based_on=current.revision,
            reason="Read out again",
        )


def fetched(client: Client, address: str) -> Element:
    """A page as a screen finds it, without what is about the moment of fetching."""
    page = parse_html(client.get(address).content.decode())
    live = by_id(page, "live")
    live.attributes = [(name, value) for name, value in live.attributes if name not in OF_THE_MOMENT]
    lamp = by_id(page, "lamp")
    lamp.children = []
    for element in elements(page):
        if ("name", "csrfmiddlewaretoken") in element.attributes:
            element.attributes = []
    return page
