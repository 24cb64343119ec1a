"""Any acts by anybody in any order: what must hold of declarations holds after every one of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from results.boards.contest import contest_card
from results.boards.scoreboard import scoreboard
from results.declaring.blind import differences, resolve
from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.facts import facts_of
from results.declaring.figures import count_of
from results.declaring.judging import judged
from results.declaring.keys import bypass, confirm, reject, take_back
from results.declaring.overriding import lift, override
from results.declaring.refusals import Refused
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.live.drawing import draw
from results.live.topics import contest_topic, region_topic
from results.models import Act, Declaration, DeskEvent, Override, Policy, State
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import POLLS_CLOSED, a_count, a_small_election

pytestmark = pytest.mark.django_db

# Figures whose digits stand nowhere else on a page, so that a leak of any shows.
COUNTS = {
    "Con by 4,426": a_count(10_187, 14_613, 3_291, 2_087, 574),
    "Con by 4,246": a_count(10_267, 14_513, 3_291, 2_087, 574),
    "Lab by 917": a_count(13_931, 13_014, 3_291, 2_087, 574),
    "the wrong one marked": a_count(10_187, 14_613, 3_291, 2_087, 574, elected=[1]),
}
NUMBERS = sorted({f"{votes:,}" for count in COUNTS.values() for votes in count.votes.values() if votes > 999})
WORDS = ("gain from", "Con hold", "Lab hold", "4,426", "4,246")

people = st.sampled_from(["alice", "bob", "priya", "edda", "root"])
contests = st.integers(0, 1)
counts = st.sampled_from(list(COUNTS.values()))
picks = st.integers(0, 50)


class Night(RuleBasedStateMachine):
    """Two contests, five people, every command; each example in a transaction that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.election = a_small_election(contests=2)
        self.contests = list(self.election.contests.order_by("code"))
        root = User.objects.create_superuser("root", first_name="Root", last_name="Hale")
        self.people = {
            "alice": a_reporter(*self.contests),
            "bob": a_second_reporter(*self.contests),
            "priya": a_producer(),
            "edda": an_editor(),
            "root": root,
        }
        self.watching = Client()
        self.watching.force_login(self.people["priya"])
        self.kept: dict[int, Any] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def act(self, command: Callable[..., Any], **given: Any) -> None:
        """Do it; a refusal is fine, and leaves a trace; anything else that is raised is a fault."""
        before = Act.objects.count()
        try:
            command(**given)
        except Refused as refusal:
            assert str(refusal).strip()
            assert Act.objects.count() == before + ("declaration_id" not in given or self.rows().exists())

    def rows(self) -> Any:
        return Declaration.objects.filter(contest__election=self.election)

    def row(self, pick: int) -> Declaration | None:
        rows = list(self.rows().order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def current(self, contest: int) -> Declaration | None:
        return self.rows().in_force().filter(contest=self.contests[contest]).first()

    # Acts

    @rule(contest=contests, by=people, count=counts)
    def enters(self, contest, by, count):
        self.act(enter, contest_id=self.contests[contest].pk, count=count, by=self.people[by])

    @rule(contest=contests, by=people, count=counts, late=st.booleans())
    def corrects(self, contest, by, count, late):
        current = self.current(contest)
        based_on = (current.revision if current else 1) - late
        self.act(
            correct,
            contest_id=self.contests[contest].pk,
            count=count,
            by=self.people[by],
            based_on=based_on,
            reason="Read out again",
        )

    @rule(contest=contests, by=people, winner=st.integers(1, 2))
    def calls(self, contest, by, winner):
        self.act(call_winner, contest_id=self.contests[contest].pk, winner=winner, by=self.people[by])

    @rule(pick=picks, by=people)
    def confirms(self, pick, by):
        if row := self.row(pick):
            self.act(confirm, declaration_id=row.pk, by=self.people[by])

    @rule(pick=picks, by=people)
    def rejects(self, pick, by):
        if row := self.row(pick):
            self.act(reject, declaration_id=row.pk, by=self.people[by], reason="Not what I heard")

    @rule(pick=picks, by=people)
    def takes_back(self, pick, by):
        if row := self.row(pick):
            self.act(take_back, declaration_id=row.pk, by=self.people[by])

    @rule(pick=picks, by=people)
    def bypasses(self, pick, by):
        if row := self.row(pick):
            self.act(bypass, declaration_id=row.pk, by=self.people[by], reason="Nobody else is there")

    @rule(contest=contests, by=people, mine=st.booleans())
    def resolves(self, contest, by, mine):
        disputed = list(self.rows().filter(contest=self.contests[contest], state=State.DISPUTED))
        if len(disputed) == 2:
            right = disputed[mine].pk
            fields = differences(count_of(disputed[0]), count_of(disputed[1]))
            self.act(
                resolve,
                contest_id=self.contests[contest].pk,
                picks=dict.fromkeys(fields, right),
                by=self.people[by],
            )

    @rule(contest=contests, by=people, late=st.booleans())
    def withdraws(self, contest, by, late):
        current = self.current(contest)
        based_on = (current.revision if current else 1) - late
        self.act(
            withdraw,
            contest_id=self.contests[contest].pk,
            by=self.people[by],
            based_on=based_on,
            reason="Wrong sheet",
        )

    @rule(
        contest=contests,
        by=people,
        status=st.sampled_from(["expected", "counting", "recount", "countermanded", "deferred"]),
    )
    def moves(self, contest, by, status):
        self.act(set_status, contest_id=self.contests[contest].pk, status=status, by=self.people[by])

    @rule(pick=picks, by=people)
    def fixes(self, pick, by):
        if row := self.row(pick):
            self.act(override, declaration_id=row.pk, by=self.people[by], word="hold", reason="By-election")

    @rule(by=people)
    def lifts(self, by):
        if fix := Override.objects.holding().filter(declaration__contest__election=self.election).first():
            self.act(lift, override_id=fix.pk, by=self.people[by])

    @rule(policy=st.sampled_from(Policy.values))
    def is_put_under(self, policy):
        type(self.election).objects.filter(pk=self.election.pk).update(policy=policy)

    @rule(open_still=st.booleans())
    def polls(self, open_still):
        closing = timezone.now() + timedelta(hours=1) if open_still else POLLS_CLOSED
        self.close_at(closing)

    def close_at(self, closing: datetime) -> None:
        type(self.election).objects.filter(pk=self.election.pk).update(polls_close=closing)
        self.election.refresh_from_db()

    # What must hold

    @invariant()
    def one_in_force_and_one_waiting_at_most(self):
        for state in (State.IN_FORCE, State.WAITING):
            found = list(self.rows().filter(state=state).values_list("contest", flat=True))
            assert len(found) == len(set(found))

    @invariant()
    def nobody_confirmed_her_own(self):
        for row in self.rows():
            assert row.confirmed_by_id != row.entered_by_id
            assert row.rejected_by_id != row.entered_by_id
            if row.state in {State.IN_FORCE, State.SUPERSEDED} and row.policy != Policy.DIRECT:
                assert row.confirmed_by_id or (row.bypassed_by_id and row.bypass_reason)

    @invariant()
    def history_is_complete_and_never_written_over(self):
        rows = {row.pk: (row.contest_id, row.revision, row.kind, count_of(row)) for row in self.rows()}
        assert self.kept.items() <= rows.items()
        self.kept = rows
        for contest in self.contests:
            numbers = sorted(row[1] for row in rows.values() if row[0] == contest.pk)
            assert numbers == list(range(1, len(numbers) + 1))
        events = DeskEvent.objects.filter(election=self.election).order_by("seq")
        assert [event.seq for event in events] == list(range(1, len(events) + 1))

    @invariant()
    def boards_say_what_a_fresh_computation_says(self):
        self.election.refresh_from_db()
        if self.election.polls_close > timezone.now():
            return
        region = self.election.regions.get(code="MID")
        board = scoreboard(region_id=region.pk)
        seats: dict[str, int] = {}
        votes: dict[str, int] = {}
        gains = 0
        for row in self.rows().in_force():
            facts = facts_of(row.contest_id)
            result = judged(row.kind, facts, count_of(row))
            held = row.overrides.holding().exists()
            gains += result.word == "gain" and not held
            seats[result.party] = seats.get(result.party, 0) + 1
            for line in result.parties:
                votes[line.party] = votes.get(line.party, 0) + line.votes
        assert {r.party.code: r.seats for r in board.rows if r.seats} == seats
        assert {r.party.code: r.votes for r in board.rows if r.votes} == {p: v for p, v in votes.items() if v}
        assert sum(r.gains for r in board.rows) == gains
        assert board.totals.declared == self.rows().in_force().count()

    @invariant()
    def nothing_leaks_before_polls_close(self):
        self.election.refresh_from_db()
        if self.election.polls_close <= timezone.now():
            return
        region = self.election.regions.get(code="MID")
        board = scoreboard(region_id=region.pk)
        assert board.totals.declared == 0
        assert all(tile.outcome is None for tile in board.tiles)
        for text in self.everything_that_is_told(region):
            assert not [told for told in (*NUMBERS, *WORDS) if told in text]

    def everything_that_is_told(self, region) -> list[str]:
        slug, election = self.election.slug, self.election.pk
        pages = [
            f"/boards/{slug}/MID/",
            f"/feeds/live/{slug}/MID/scoreboard.json",
            f"/corrections/{slug}/",
            *(f"/contests/{slug}/{contest.code}/" for contest in self.contests),
        ]
        told = [self.watching.get(page).content.decode() for page in pages]
        told.append(draw(region_topic(election=election, region=region.pk)))
        for contest in self.contests:
            assert contest_card(contest_id=contest.pk).figures is None
            told.append(draw(contest_topic(election=election, contest=contest.pk)))
        return told


@pytest.mark.long
def test_what_makes_declarations_trusted_holds_whatever_happens():
    run_state_machine_as_test(
        Night,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
