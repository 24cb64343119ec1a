"""Council boards that were pushed to equal council boards that are fetched, through random nights."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.council_keys import bypass_council, confirm_council, reject_council
from results.declaring.councils import correct_council, enter_council
from results.declaring.keys import bypass, confirm
from results.declaring.refusals import Refused
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.live.news import news
from results.live.topics import contest_topic, council_topic, region_topic
from results.models import Declaration, Policy
from tests.fragments import pushed_onto
from tests.people import a_producer, an_editor
from tests.services import examples
from tests.test_boards_mayors import a_mayoralty
from tests.test_pushed_equals_fetched import fetched
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election, a_count

WARDS = (2, 1)
PARTIES = ("Lab", "Con", "LD")
winners = st.lists(st.sampled_from(PARTIES), min_size=3, max_size=3)
wards = st.tuples(st.just("ward"), st.integers(0, 1), winners)
totals = st.tuples(st.just("total"), st.just(0), winners | st.just([]))
statuses = st.tuples(
    st.just("status"),
    st.integers(0, 2),
    st.sampled_from(("counting", "recount", "countermanded", "deferred", "expected")),
)
others = st.tuples(
    st.sampled_from(("withdraw", "second ward", "second total", "bypass", "reject", "call", "mayor")),
    st.integers(0, 2),
    st.none(),
)
acts = st.tuples(st.integers(0, 1), wards | wards | totals | statuses | others)
nights = st.lists(acts, min_size=1, max_size=8)


@pytest.mark.long
class PushedEqualsFetched(TestCase):
    """Two councils of a region and a mayor, each council with its own board, and one ward's page."""

    @settings(max_examples=examples(20), deadline=None)
    @given(st.sampled_from((Policy.DIRECT, Policy.SECOND_KEY)), nights)
    def test_council_boards_that_were_pushed_to_equal_those_that_are_fetched(self, policy, night):
        night_desk = Night(policy)
        client = Client()
        client.force_login(night_desk.producer, backend="django.contrib.auth.backends.ModelBackend")
        addresses = night_desk.addresses()
        pages = {topic: fetched(client, address) for topic, address in addresses.items()}
        seen = 0
        for place, (what, which, more) in night:
            try:
                night_desk.happens(night_desk.councils[place], what, which, more)
            except Refused:
                continue
            told = news(election=night_desk.election.pk, since=seen, topics=list(pages))
            seen = told.standing.seq
            for topic, content in told.content.items():
                pushed_onto(pages[topic], content)
            for topic, address in addresses.items():
                assert str(pages[topic]) == str(fetched(client, address))


class Night:
    """A desk with two councils, a mayoralty, a producer who keys and an editor who stands beside her."""

    def __init__(self, policy: str) -> None:
        self.producer, self.editor = a_producer(), an_editor()
        self.election = a_council_election(policy=policy)
        self.councils = [a_council(wards=WARDS, election=self.election) for _ in range(2)]
        self.mayoralty = a_mayoralty(self.election)

    def addresses(self):
        """The pages that are followed, by topic."""
        pk, slug = self.election.pk, self.election.slug
        ward = self.councils[0].contests.order_by("code").first()
        boards = {
            council_topic(election=pk, council=council.pk): f"/councils/{slug}/{council.code}/"
            for council in self.councils
        }
        return boards | {
            region_topic(election=pk, region=self.election.regions.get(code="EM").pk): f"/boards/{slug}/EM/",
            contest_topic(election=pk, contest=ward.pk): f"/contests/{slug}/{ward.code}/",
        }

    def happens(self, council, what, which, more):
        """One act of the night. Raises a `Refused` where the desk says no."""
        contests = [*council.contests.order_by("code"), self.mayoralty]
        contest, ward = contests[which], contests[min(which, 1)]
        if what == "ward":
            _ward(ward, more[: ward.seats], self.producer)
        elif what == "total":
            _total(council, {party: more.count(party) for party in set(more)}, self.producer)
        elif what == "status":
            set_status(contest_id=contest.pk, status=more, by=self.producer)
        elif what == "withdraw":
            based_on = _revision(Declaration.objects.in_force().filter(contest=contest))
            withdraw(contest_id=contest.pk, by=self.producer, based_on=based_on, reason="Misread")
        elif what == "call":
            call_winner(contest_id=contests[1].pk, winner=1, by=self.producer)
        elif what == "mayor":
            enter(contest_id=self.mayoralty.pk, count=a_count(9_000, 8_000), by=self.producer)
        else:
            self._second(what, council, ward, self.editor)

    def _second(self, what: str, council, ward, by: User) -> None:
        """What the editor does to an entry: the newest of a ward, or of its council."""
        keyed, total = _newest(ward), _newest(council)
        if what == "second ward" and keyed:
            confirm(declaration_id=keyed, by=by)
        elif what == "second total" and total:
            confirm_council(declaration_id=total, by=by)
        elif what == "reject" and total:
            reject_council(declaration_id=total, by=by, reason="Misread")
        elif what == "bypass":
            for act, pk in ((bypass, keyed), (bypass_council, total)):
                if pk:
                    act(declaration_id=pk, by=by, reason="Nobody is near")


def _newest(subject) -> int | None:
    return subject.declarations.order_by("-revision").values_list("pk", flat=True).first()


def _revision(rows) -> int:
    return rows.values_list("revision", flat=True).first() or 0


def _ward(ward, won, producer):
    count = a_ward_count(ward, **{party: won.count(party) for party in set(won)})
    based_on = _revision(Declaration.objects.in_force().filter(contest=ward))
    if based_on:
        correct(contest_id=ward.pk, count=count, by=producer, based_on=based_on, reason="Read again")
    else:
        enter(contest_id=ward.pk, count=count, by=producer)


def _total(council, seats, producer):
    given_total = {"council_id": council.pk, "seats": seats, "complete": False, "by": producer}
    based_on = _revision(council.declarations.filter(state="in_force"))
    if based_on:
        correct_council(**given_total, based_on=based_on, reason="Read again")
    else:
        enter_council(**given_total)
