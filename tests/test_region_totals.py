"""Totals that a process keeps are always those that a count anew gives, whatever happened in what order."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TransactionTestCase

from results.boards import embargo, region_totals
from results.boards.newest import newest
from results.boards.scoreboard import scoreboard
from results.boards.snapshot import one_snapshot
from results.declaring.commands import enter
from results.declaring.reference import reference_changed
from results.declaring.refusals import Refused
from results.models import Contest, DeskEvent, Election, Outcome, Party, PartyOutcome
from tests.nights import Night, NothingThere
from tests.people import a_producer
from tests.test_pushed_equals_fetched import CONTESTS, EVERY_COMMAND, acts, figures
from tests.worlds import a_count, a_small_election

nights = st.lists(figures | acts | acts, min_size=1, max_size=12)


def kept(region):
    """The totals as a board has them."""
    with one_snapshot():
        return region_totals.region_totals(region.pk)[1]


def anew(region):
    """The same as a new process counts them; what this one keeps stays as it is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(region_totals, "_here", region_totals._Regions())
        return kept(region)


class Kept(TransactionTestCase):
    """The totals of every region after every act of a night."""

    @settings(max_examples=5, deadline=None)
    @given(nights)
    def test_they_are_what_a_count_anew_gives_in_any_night(self, happened):
        night = Night(a_small_election(contests=CONTESTS))
        regions = list(night.election.regions.all())
        for act, place, votes in happened:
            with suppress(Refused, NothingThere):
                night.happens(act, place, votes)
            for region in regions:
                assert kept(region) == anew(region)

    def test_they_are_after_every_command_one_by_one(self):
        night = Night(a_small_election(contests=CONTESTS))
        regions = list(night.election.regions.all())
        for act, place in EVERY_COMMAND:
            night.happens(act, place, [15_000, 10_000 + place, 3_000, 2_000, 500])
            for region in regions:
                assert kept(region) == anew(region), act
            assert sums_are_right(regions[0])


def sums_are_right(region):
    """What is kept against the database's own sums."""
    totals = kept(region)
    results = Outcome.objects.filter(
        declaration__state="in_force", declaration__contest__regions=region
    ).exclude(declaration__kind="withdrawal")
    for party in Party.objects.filter(election=region.election_id):
        rows = PartyOutcome.objects.filter(outcome__in=results, party=party)
        sums = rows.aggregate(seats=Sum("seats"), votes=Sum("votes"))
        own = totals.parties.get(party.pk, region_totals.PartySums())
        assert (own.seats_won, own.votes_now) == (sums["seats"] or 0, sums["votes"] or 0)
    return totals.sums.declared == results.count()


transaction = pytest.mark.django_db(transaction=True)


@pytest.fixture
def priya(db):
    return a_producer()


def declare(election, priya, *codes):
    for code in codes:
        enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=priya)


@transaction
def test_what_is_embargoed_is_in_no_total_until_the_hour_strikes(priya, monkeypatch):
    election = a_small_election(contests=4)
    Contest.objects.filter(code="C0001").update(polls_close=timezone.now() + timedelta(hours=1))
    region = election.regions.get(code="MID")
    kept(region)
    declare(election, priya, "C0001", "C0002")
    assert kept(region).sums.declared == 1
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(embargo.timezone, "now", lambda: later)
    assert kept(region).sums.declared == 2
    assert kept(region) == anew(region)


@transaction
def test_a_contest_that_is_moved_counts_where_it_is(priya):
    election = a_small_election(contests=4)
    east, west = (election.regions.get(code=code) for code in ("EM", "WM"))
    declare(election, priya, "C0001")
    assert (kept(east).sums.declared, kept(west).sums.declared) == (1, 0)
    contest = election.contests.get(code="C0001")
    contest.regions.set([west])
    reference_changed(election_id=election.pk)
    assert (kept(east).sums.declared, kept(west).sums.declared) == (0, 1)


@transaction
def test_another_record_is_counted_anew_though_its_number_is_the_same(priya):
    """As after the database was put back to an earlier state, and the night went on."""
    election = a_small_election(contests=4)
    region = election.regions.get(code="MID")
    declare(election, priya, "C0001")
    assert kept(region).sums.declared == 1
    put_back = timezone.now() + timedelta(seconds=1)
    Outcome.objects.filter(declaration__contest__code="C0001").update(valid=1)
    DeskEvent.objects.filter(election=election).update(at=put_back)
    Election.objects.filter(pk=election.pk).update(seq_at=put_back)
    assert kept(region).sums.all_valid == 1
    declare(election, priya, "C0002")
    assert kept(region) == anew(region)


@pytest.mark.django_db
def test_what_is_read_beside_unfinished_work_is_not_kept(priya):
    election = a_small_election(contests=4)
    region = election.regions.get(code="MID")
    declare(election, priya, "C0001")
    assert kept(region).sums.declared == 1
    # The test's own transaction is never committed.
    assert region_totals._here._place(region.pk).counted is None


@transaction
def test_one_declaration_reads_as_many_rows_in_a_long_night_as_in_a_short_one(priya):
    read = []
    for contests in (8, 40):
        election = a_small_election(contests=contests)
        region = election.regions.get(code="MID")
        codes = [contest.code for contest in election.contests.order_by("code")]
        declare(election, priya, *codes[:-2])
        kept(region)
        declare(election, priya, codes[-1])
        with CaptureQueriesContext(connection) as queries:
            assert kept(region).sums.declared == contests - 1
        read.append(len(queries))
        assert not any("regions" in query["sql"] for query in queries.captured_queries[2:])
    assert read[0] == read[1]


@transaction
def test_an_error_half_way_leaves_nothing_wrong_behind(priya, monkeypatch):
    election = a_small_election(contests=4)
    region = election.regions.get(code="MID")
    declare(election, priya, "C0001")
    kept(region)
    declare(election, priya, "C0002", "C0003")
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        once = region_totals._Counted.replace
        seen = []

        def breaks(self, *args):
            if seen:
                raise RuntimeError("half-way")
            seen.append(1)
            once(self, *args)

        patched.setattr(region_totals._Counted, "replace", breaks)
        kept(region)
    assert kept(region).sums.declared == 3


@transaction
def test_the_newest_lines_of_a_long_night_are_those_of_its_whole_record(priya, monkeypatch):
    election = a_small_election(contests=24)
    Contest.objects.filter(code="C0003").update(polls_close=timezone.now() + timedelta(hours=1))
    codes = [contest.code for contest in election.contests.order_by("code")]
    declare(election, priya, *codes)
    region = election.regions.get(code="MID")
    monkeypatch.setattr("results.boards.newest.LATELY", (12, 16))
    for hours in (0, 2):
        now = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(embargo.timezone, "now", lambda now=now: now)
        short = newest(region.pk, election=Election.objects.get(pk=election.pk))
        assert short == newest(region.pk)
        assert ("C0003" in {line.code for line in short}) == bool(hours)


@transaction
def test_a_board_carries_the_kept_totals(priya):
    election = a_small_election(contests=4)
    region = election.regions.get(code="MID")
    declare(election, priya, "C0001")
    first = scoreboard(region_id=region.pk)
    declare(election, priya, "C0002")
    second = scoreboard(region_id=region.pk)
    region_totals.forget()
    assert second == scoreboard(region_id=region.pk)
    assert (first.totals.declared, second.totals.declared) == (1, 2)
