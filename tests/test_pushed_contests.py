"""A contest's page and the list of corrections, pushed to through any night, equal what is fetched."""

from functools import partial

from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.blind import resolve
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.keys import bypass, confirm, reject, take_back
from results.declaring.overriding import lift, override
from results.declaring.reference import reference_changed
from results.declaring.refusals import Refused
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.live.news import news
from results.live.topics import contest_topic, corrections_topic
from results.models import Candidacy, Contest, CouncilDeclaration, Declaration, Election, Override, Policy
from tests.fragments import pushed_onto
from tests.people import a_reporter, a_second_reporter, an_editor
from tests.services import examples
from tests.test_pushed_equals_fetched import fetched
from tests.worlds import a_council, a_count, a_small_election

COUNTS = (
    a_count(),
    a_count(10_180, 14_426, 3_000, 2_000, 394),
    a_count(15_000, 10_000, 3_000, 2_000, 500),
)
SHORT = settings(max_examples=examples(15), deadline=None)
contests, people, counts = st.integers(0, 1), st.integers(0, 2), st.sampled_from(COUNTS)
acts = st.sampled_from(
    (
        *("enters", "enters", "enters", "corrects", "corrects", "calls", "unopposed"),
        *("confirms", "confirms", "rejects", "takes_back", "bypasses", "withdraws", "withdraws"),
        *("moves", "moves", "stops", "overrides", "labels", "lifts", "resolves", "total", "renames"),
    )
)
nights = st.lists(
    st.lists(st.tuples(acts, contests, people, counts), min_size=1, max_size=3), min_size=1, max_size=8
)


class Desk:
    """Two contests, one under the second key, one where one candidate stands; a council; three people."""

    def __init__(self, policy: str) -> None:
        self.election = a_small_election(contests=2)
        self.contests = list(self.election.contests.order_by("code"))
        Contest.objects.filter(pk=self.contests[0].pk).update(policy=policy)
        self.contests[1].candidacies.exclude(number=2).delete()
        self.council = a_council(wards=(2,), election=self.election, last_fought={}, eve_of_poll={})
        self.people = (a_reporter(*self.contests), a_second_reporter(*self.contests), an_editor())

    def happens(self, act: str, contest: int, person: int, count: object) -> None:
        """Somebody does something; a refusal changes nothing."""
        try:
            getattr(self, act)(self.contests[contest], self.people[person], count)
        except Refused:
            return

    def enters(self, contest, by, count):
        enter(contest_id=contest.pk, count=count, by=by)

    def corrects(self, contest, by, count):
        correct(contest_id=contest.pk, count=count, by=by, based_on=self.base(contest), reason="Read again")

    def calls(self, contest, by, count):
        call_winner(contest_id=contest.pk, winner=2, by=by)

    def unopposed(self, contest, by, count):
        declare_uncontested(contest_id=self.contests[1].pk, by=by)

    def confirms(self, contest, by, count):
        self.on_newest(contest, partial(confirm, by=by))

    def rejects(self, contest, by, count):
        self.on_newest(contest, partial(reject, by=by, reason="Not what was read"))

    def takes_back(self, contest, by, count):
        self.on_newest(contest, partial(take_back, by=by))

    def bypasses(self, contest, by, count):
        self.on_newest(contest, partial(bypass, by=by, reason="No line to the hall"))

    def withdraws(self, contest, by, count):
        withdraw(contest_id=contest.pk, by=by, based_on=self.base(contest), reason="Counted again")

    def moves(self, contest, by, count):
        set_status(contest_id=contest.pk, status="recount", by=by)

    def stops(self, contest, by, count):
        set_status(contest_id=contest.pk, status="deferred", by=by)

    def overrides(self, contest, by, count):
        fix = partial(override, by=by, reason="By-election", word="gain", previous_party="LD")
        self.on_newest(contest, fix)

    def labels(self, contest, by, count):
        self.on_newest(contest, partial(override, by=by, reason="As on the paper", label="Co-op"))

    def lifts(self, contest, by, count):
        fix = Override.objects.holding().filter(declaration__contest=contest).first()
        if fix:
            lift(override_id=fix.pk, by=by)

    def resolves(self, contest, by, count):
        rows = Declaration.objects.filter(contest=contest, state="disputed").order_by("revision")
        if rows:
            names = ["elected", "electorate", *(f"votes-{number}" for number in range(1, 6))]
            resolve(contest_id=contest.pk, picks=dict.fromkeys(names, rows[0].pk), by=by)

    def total(self, contest, by, count):
        current = CouncilDeclaration.objects.filter(council=self.council, state="in_force").first()
        if current is None:
            enter_council(council_id=self.council.pk, seats={"Lab": 2}, complete=False, by=self.people[2])
            return
        correct_council(
            council_id=self.council.pk,
            seats={"Con": 1} if current.revision % 2 else {"Lab": 2},
            complete=False,
            by=self.people[2],
            based_on=current.revision,
            reason="Read again",
        )

    def renames(self, contest, by, count):
        # A candidate: the contest's own name stands outside the fragments, and has pages fetched again.
        Candidacy.objects.filter(contest=contest, number=2).update(name=Concat("name", Value(" Jr")))
        reference_changed(election_id=self.election.pk)

    def base(self, contest):
        row = Declaration.objects.filter(contest=contest, state="in_force").first()
        return row.revision if row else 1

    def on_newest(self, contest, command):
        row = Declaration.objects.filter(contest=contest).order_by("-revision").first()
        if row:
            command(declaration_id=row.pk)

    def addresses(self):
        slug, election = self.election.slug, self.election.pk
        pages = {
            contest_topic(election=election, contest=contest.pk): f"/contests/{slug}/{contest.code}/"
            for contest in self.contests
        }
        return pages | {corrections_topic(election=election): f"/corrections/{slug}/"}


class PushedEqualsFetched(TestCase):
    """Random nights under each policy."""

    def follow(self, policy, night):
        desk = Desk(policy)
        client = Client()
        client.force_login(desk.people[2], backend="django.contrib.auth.backends.ModelBackend")
        addresses = desk.addresses()
        pages = {topic: fetched(client, address) for topic, address in addresses.items()}
        seen = 0
        for events in night:
            for event in events:
                desk.happens(*event)
            told = news(election=desk.election.pk, since=seen, topics=list(pages))
            seen = told.standing.seq
            assert not told.lost
            for topic, content in told.content.items():
                pushed_onto(pages[topic], content)
            for topic, address in addresses.items():
                assert str(pages[topic]) == str(fetched(client, address))
        return desk

    @SHORT
    @given(nights)
    def test_under_the_direct_policy(self, night):
        self.follow(Policy.DIRECT, night)

    @SHORT
    @given(nights)
    def test_under_the_second_key(self, night):
        self.follow(Policy.SECOND_KEY, night)

    @SHORT
    @given(nights)
    def test_keyed_blind(self, night):
        self.follow(Policy.BLIND, night)

    def test_a_night_in_which_everything_happens_once(self):
        right, wrong, hold = COUNTS
        desk = self.follow(
            Policy.SECOND_KEY,
            [
                [("moves", 0, 0, right)],
                [("calls", 0, 0, right)],
                [("confirms", 0, 1, right)],
                [("enters", 0, 0, wrong)],
                [("bypasses", 0, 2, right)],
                [("confirms", 0, 1, right)],
                [("overrides", 0, 2, right)],
                [("lifts", 0, 2, right)],
                [("labels", 0, 2, right)],
                [("corrects", 0, 1, right), ("confirms", 0, 0, right)],
                [("withdraws", 0, 2, right)],
                [("unopposed", 1, 2, hold)],
                [("total", 0, 2, right)],
                [("total", 0, 2, right)],
                [("renames", 0, 2, right)],
            ],
        )
        kinds = set(Election.objects.get(pk=desk.election.pk).events.values_list("kind", flat=True))
        assert {"declared", "corrected", "withdrawn", "status", "confirmed", "override", "waiting"} <= kinds
