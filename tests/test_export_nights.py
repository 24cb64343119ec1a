"""Whatever happened in a night goes out as a pack and comes back into an empty desk to the letter."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.blind import differences, resolve
from results.declaring.commands import correct, enter
from results.declaring.council_keys import bypass_council, confirm_council, reject_council
from results.declaring.councils import correct_council, enter_council
from results.declaring.evidence import Evidence
from results.declaring.figures import count_of
from results.declaring.keys import bypass
from results.declaring.overriding import override
from results.declaring.refusals import Refused
from results.declaring.sheets import keep_sheet
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import (
    Contest,
    CouncilDeclaration,
    Declaration,
    DeskEvent,
    Election,
    HeadlineMark,
    KeyContest,
    Policy,
    Sheet,
    Told,
    Watch,
)
from results.packs.exporting import export
from results.psephology.counts import Count
from tests.nights import ACTS, Night, NothingThere
from tests.packs.round_trips import empty_the_desk, everything_told, goes_out_and_in, loaded
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.photographs import a_photograph
from tests.test_pushed_equals_fetched import EVERY_COMMAND
from tests.ward_counts import a_ward_count
from tests.worlds import a_contest, a_council, a_council_election, a_count, a_small_election

CONTESTS = 6
votes = st.lists(st.integers(0, 14_000), min_size=5, max_size=5).filter(
    lambda figures: sum(figures) > 0 and figures.count(max(figures)) == 1
)
places = st.integers(0, CONTESTS - 1)
acts = st.tuples(st.just("figures") | st.sampled_from(sorted(ACTS)), places, votes)


def _rejected_too(row: Declaration) -> Count:
    count = count_of(row)
    return replace(count, rejected=(count.rejected or 0) + 1, ballot_papers=None)


class RandomNights(TestCase):
    """Every command in any order."""

    @settings(max_examples=8, deadline=None)
    @given(st.lists(acts, max_size=25))
    def test_any_night_comes_back_as_it_was(self, happened):
        night = Night(a_small_election(contests=CONTESTS))
        for act, place, given_votes in happened:
            with suppress(Refused, NothingThere):
                night.happens(act, place, given_votes)
        with TemporaryDirectory() as folder:
            goes_out_and_in(night.election.slug, Path(folder))


@pytest.mark.django_db
def test_a_night_of_every_command_comes_back_as_it_was(tmp_path):
    night = Night(a_small_election(contests=CONTESTS))
    for number, (act, place) in enumerate(EVERY_COMMAND):
        night.happens(act, place, [15_000, 10_000 + number, 3_000, 2_000, 500])
    goes_out_and_in(night.election.slug, tmp_path)


@pytest.mark.django_db
def test_figures_keyed_blind_come_back_equal_disputed_and_settled(tmp_path):
    election = a_small_election(contests=3, policy=Policy.BLIND)
    contests = list(election.contests.order_by("code"))
    alice, bob, priya = a_reporter(*contests), a_second_reporter(*contests), a_producer()
    for contest, second in zip(
        contests, (a_count(), a_count(9_000, 8_000, 3_000, 2_000, 574), None), strict=True
    ):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
        if second:
            enter(contest_id=contest.pk, count=second, by=bob)
    disputed = list(Declaration.objects.filter(state="disputed").order_by("pk"))
    fields = differences(*map(count_of, disputed))
    resolve(contest_id=contests[1].pk, picks=dict.fromkeys(fields, disputed[0].pk), by=priya)
    enter(contest_id=contests[2].pk, count=a_count(1, 2, 3, 4, 50), by=bob)
    states = list(Declaration.objects.order_by("pk").values_list("contest__code", "revision", "state"))
    goes_out_and_in(election.slug, tmp_path)
    assert (
        list(Declaration.objects.order_by("pk").values_list("contest__code", "revision", "state")) == states
    )
    assert {state for _, _, state in states} >= {"in_force", "settled", "disputed"}


@pytest.mark.django_db
def test_what_a_declaration_was_made_of_comes_back_with_its_photograph(tmp_path):
    contest = a_contest(name="Leicester East")
    alice = a_reporter(contest)
    sheet = keep_sheet(election_id=contest.election_id, data=a_photograph(), by=alice)
    read_out = timezone.now() - timedelta(minutes=4, microseconds=17)
    evidence = Evidence(
        source="agency", source_note='“PA”, 03:12; "snap"', read_out_at=read_out, sheet_id=sheet, key="a-key"
    )
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=evidence)
    image = bytes(Sheet.objects.get().image)
    goes_out_and_in(contest.election.slug, tmp_path, sheets=True)
    row = Declaration.objects.get()
    assert (row.source, row.source_note, row.read_out_at, row.key) == (
        "agency",
        '“PA”, 03:12; "snap"',
        read_out,
        "a-key",
    )
    assert bytes(row.sheet.image) == image
    assert row.sheet.taken_by.username == "alice"


@pytest.mark.django_db
def test_without_photographs_the_declaration_comes_back_alone(tmp_path):
    contest = a_contest()
    alice = a_reporter(contest)
    sheet = keep_sheet(election_id=contest.election_id, data=a_photograph(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=Evidence(sheet_id=sheet))
    goes_out_and_in(contest.election.slug, tmp_path)
    assert Declaration.objects.get().sheet is None
    assert not (tmp_path / "first" / "sheets").exists()


@pytest.mark.django_db
def test_what_producers_put_down_and_when_boards_were_told_come_back(tmp_path):
    election = a_small_election(contests=2)
    contest = election.contests.first()
    priya = a_producer()
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    KeyContest.objects.create(
        contest=contest, position=3, reason="Number 4 target,\r\nof the Greens", by=priya
    )
    HeadlineMark.objects.create(
        election=election, key="gain:C0001", mark="pinned", words=" Con gain ", by=priya
    )
    Watch.objects.create(person=priya, contest=contest)
    Told.objects.create(event=DeskEvent.objects.get(), at=timezone.now())
    told_at = Told.objects.get().at
    goes_out_and_in(election.slug, tmp_path)
    key = KeyContest.objects.get()
    assert (key.position, key.reason, key.by.username) == (3, "Number 4 target,\r\nof the Greens", "priya")
    assert HeadlineMark.objects.get().words == " Con gain "
    assert Watch.objects.get().contest.code == contest.code
    assert (Told.objects.get().at, Told.objects.get().event.seq) == (told_at, 1)


@pytest.mark.django_db
def test_councils_come_back_with_totals_that_wait_were_rejected_bypassed_and_withdrawn(tmp_path):
    election = a_council_election(policy=Policy.SECOND_KEY)
    councils = [a_council(wards=(3, 2, 1), election=election) for _ in range(4)]
    wards = [council.contests.order_by("code").first() for council in councils]
    alice, bob, edda = a_reporter(*wards), a_second_reporter(*wards), an_editor()

    def total(council, **seats):
        entered = enter_council(council_id=council.pk, seats=seats, complete=False, by=alice)
        return entered.declaration_id

    confirm_council(declaration_id=total(councils[0], Lab=2, Con=1), by=bob)
    correct_council(
        council_id=councils[0].pk, seats={}, complete=False, by=alice, based_on=1, reason="Wrong council"
    )
    reject_council(declaration_id=total(councils[1], Lab=2), by=bob, reason="Misheard")
    bypass_council(declaration_id=total(councils[1], Lab=1), by=edda, reason="On air now")
    total(councils[2], Con=3)
    enter(contest_id=wards[3].pk, count=a_ward_count(wards[3], Lab=2, Con=1), by=alice)
    bypass(declaration_id=Declaration.objects.get().pk, by=edda, reason="On air now")
    set_status(contest_id=councils[3].contests.last().pk, status="countermanded", by=edda)
    goes_out_and_in(election.slug, tmp_path)
    assert {row.state for row in CouncilDeclaration.objects.all()} == {
        "superseded",
        "in_force",
        "rejected",
        "waiting",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["ge2024-midlands", "local2023-midlands"])
def test_a_real_night_that_was_put_right_in_places_comes_back(slug, tmp_path):
    call_command("load_pack", slug, verbosity=0)
    call_command("replay", slug, instant=True, until=12, verbosity=0)
    edda = an_editor()
    Election.objects.update(asks=False)
    rows = list(Declaration.objects.in_force().select_related("contest").order_by("pk")[:3])
    correct(
        contest_id=rows[0].contest_id,
        count=_rejected_too(rows[0]),
        by=edda,
        based_on=1,
        reason="Read out again",
    )
    withdraw(contest_id=rows[1].contest_id, by=edda, based_on=1, reason="Wrong sheet")
    if rows[2].outcome.word != "elected":
        override(declaration_id=rows[2].pk, by=edda, reason="He is the Speaker", label="Speaker")
    Contest.objects.filter(pk=rows[1].contest_id).update(policy=Policy.SECOND_KEY)
    Election.objects.update(marginal_policy=Policy.BLIND, marginal_below_pct="2.50", closed_at=timezone.now())
    goes_out_and_in(slug, tmp_path)
    assert str(Election.objects.get().marginal_below_pct) == "2.50"


@pytest.mark.django_db
def test_a_desk_that_was_loaded_goes_on_where_it_was(tmp_path):
    election = a_small_election(contests=2)
    first, second = election.contests.order_by("code")
    enter(contest_id=first.pk, count=a_count(), by=a_producer())
    goes_out_and_in(election.slug, tmp_path)
    edda = an_editor()
    withdraw(contest_id=Contest.objects.get(code=first.code).pk, by=edda, based_on=1, reason="Wrong sheet")
    enter(contest_id=Contest.objects.get(code=second.code).pk, count=a_count(), by=edda)
    assert list(DeskEvent.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    new = a_contest(election=Election.objects.get())
    assert new.pk > max(Contest.objects.exclude(pk=new.pk).values_list("pk", flat=True))


@pytest.mark.django_db
def test_two_elections_come_back_into_one_desk_in_either_order(tmp_path):
    priya = a_producer()
    slugs = []
    for election in (a_small_election(contests=2), a_small_election(contests=2)):
        enter(contest_id=election.contests.first().pk, count=a_count(), by=priya)
        slugs.append(election.slug)
        export(slug=election.slug, folder=tmp_path / election.slug)
    before = [everything_told(slug) for slug in slugs]
    empty_the_desk()
    for slug in reversed(slugs):
        loaded(tmp_path / slug)
    assert [everything_told(slug) for slug in slugs] == before
