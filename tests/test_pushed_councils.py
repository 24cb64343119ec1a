"""Council boards that were pushed to equal council boards that are fetched, through random nights."""

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.refusals import Refused
from results.live.news import news
from results.live.topics import contest_topic, council_topic, region_topic
from results.models import Declaration
from tests.fragments import pushed_onto
from tests.people import a_producer
from tests.test_pushed_equals_fetched import fetched
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election

WARDS = (2, 1)
PARTIES = ("Lab", "Con", "LD")
councils = st.integers(0, 1)
winners = st.lists(st.sampled_from(PARTIES), min_size=3, max_size=3)
nights = st.lists(st.tuples(councils, st.integers(0, 2), winners), min_size=1, max_size=6)


class PushedEqualsFetched(TestCase):
    """Two councils of a region, each with its own board, and one ward's page."""

    @settings(max_examples=15, deadline=None)
    @given(nights)
    def test_council_boards_that_were_pushed_to_equal_those_that_are_fetched(self, night):
        producer, election = a_producer(), a_council_election()
        made = [a_council(wards=WARDS, election=election) for _ in range(2)]
        client = Client()
        client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
        addresses = _addresses(election, made)
        pages = {topic: fetched(client, address) for topic, address in addresses.items()}
        seen = 0
        for place, what, won in night:
            try:
                _happens(made[place], what, won, producer)
            except Refused:
                continue
            told = news(election=election.pk, since=seen, topics=list(pages))
            seen = told.standing.seq
            for topic, content in told.content.items():
                pushed_onto(pages[topic], content)
            for topic, address in addresses.items():
                assert str(pages[topic]) == str(fetched(client, address))


def _addresses(election, made):
    region = election.regions.get(code="EM").pk
    ward = made[0].contests.order_by("code").first()
    boards = {
        council_topic(election=election.pk, council=council.pk): f"/councils/{election.slug}/{council.code}/"
        for council in made
    }
    return boards | {
        region_topic(election=election.pk, region=region): f"/boards/{election.slug}/EM/",
        contest_topic(election=election.pk, contest=ward.pk): f"/contests/{election.slug}/{ward.code}/",
    }


def _happens(council, what, won, producer):
    if what == len(WARDS):
        _total(council, {party: won.count(party) for party in set(won)}, producer)
        return
    ward = council.contests.order_by("code")[what]
    filled = won[: ward.seats]
    count = a_ward_count(ward, **{party: filled.count(party) for party in set(filled)})
    current = Declaration.objects.in_force().filter(contest=ward).first()
    if current is None:
        enter(contest_id=ward.pk, count=count, by=producer)
    else:
        correct(contest_id=ward.pk, count=count, by=producer, based_on=current.revision, reason="Read again")


def _total(council, seats, producer):
    current = council.declarations.filter(state="in_force").first()
    given_total = {"council_id": council.pk, "seats": seats, "complete": False, "by": producer}
    if current is None:
        enter_council(**given_total)
    else:
        correct_council(**given_total, based_on=current.revision, reason="Read again")
