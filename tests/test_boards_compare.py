"""Tonight so far beside the same seats last time: equal to what the pack's own tables add up to."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from results.boards.compare import comparison
from results.declaring.calls import call_winner
from results.declaring.commands import enter
from results.declaring.withdrawing import withdraw
from results.models import Contest, Declaration, Election, Region
from results.packs.reading import SHIPPED
from tests import midlands
from tests.midlands import CENTRAL, EAST, SLUG, SOUTH_WEST, WEST
from tests.people import a_producer
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
QUERIES = 5


def table(name: str) -> Iterator[dict[str, str]]:
    with (SHIPPED / SLUG / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class FromTheTables:
    """The same sums, out of the pack's files alone."""

    def __init__(self, declared: set[str], region: str) -> None:
        self.tallies = {row["code"]: row["counts_as"] or row["code"] for row in table("parties.csv")}
        here = {row["code"] for row in table("contests.csv") if region in row["regions"].split(";")}
        self.seats = declared & here
        self.votes, self.seats_now = self._now()
        self.votes_then, self.seats_then = self._then()

    def _now(self) -> tuple[Counter[str], Counter[str]]:
        stood = {(row["contest"], row["number"]): row["party"] for row in table("candidates.csv")}
        votes, seats = Counter[str](), Counter[str]()
        for row in table("votes.csv"):
            if row["contest"] in self.seats:
                party = self.tallies[stood[row["contest"], row["number"]]]
                votes[party] += int(row["votes"])
                seats[party] += row["elected"] == "1"
        return votes, +seats

    def _then(self) -> tuple[Counter[str], Counter[str]]:
        votes, seats = Counter[str](), Counter[str]()
        for row in table("previous.csv"):
            if row["contest"] in self.seats:
                party = self.tallies[row["party"]]
                votes[party] += int(row["votes"])
                seats[party] += row["winner"] == "1"
        return votes, +seats


def told(election: Election, region: str):
    return comparison(region_id=election.regions.get(code=region).pk)


def declared_in(election: Election) -> set[str]:
    in_force = Declaration.objects.in_force().filter(contest__election=election)
    return set(in_force.values_list("contest__code", flat=True))


@pytest.mark.parametrize("many", [10, 50, 106])
def test_after_any_part_of_the_night_it_is_what_the_packs_tables_add_up_to(many):
    election = midlands.the_night(until=many)
    declared = declared_in(election)
    assert len(declared) == many
    for region in (EAST, WEST, SOUTH_WEST, CENTRAL):
        compared, expected = told(election, region), FromTheTables(declared, region)
        assert compared.declared == compared.seats == compared.counted == len(expected.seats)
        assert {r.party.code: r.votes for r in compared.rows if r.votes} == dict(+expected.votes)
        assert {r.party.code: r.votes_then for r in compared.rows if r.votes_then} == dict(
            +expected.votes_then
        )
        assert {r.party.code: r.seats for r in compared.rows if r.seats} == dict(expected.seats_now)
        assert {r.party.code: r.seats_then for r in compared.rows if r.seats_then} == dict(
            expected.seats_then
        )
        shares_are_of_the_same_seats(compared, expected)


def shares_are_of_the_same_seats(compared, expected: FromTheTables) -> None:
    now, then = sum(expected.votes.values()), sum(expected.votes_then.values())
    assert (compared.valid, compared.valid_then) == (now, then)
    for row in compared.rows if now else ():
        share, share_then = 100 * row.votes / now, 100 * row.votes_then / then
        assert float(row.share_pct) == pytest.approx(share, abs=1e-6)
        assert float(row.share_then_pct) == pytest.approx(share_then, abs=1e-6)
        if row.change_pts is not None:
            assert float(row.change_pts) == pytest.approx(share - share_then, abs=1e-6)


@pytest.fixture
def election():
    return a_small_election(contests=4)


def declare(election: Election, code: str, *votes: int):
    contest = election.contests.get(code=code)
    return enter(contest_id=contest.pk, count=a_count(*votes), by=a_producer_once())


def a_producer_once():
    from django.contrib.auth.models import User

    return User.objects.filter(username="priya").first() or a_producer()


def rows_of(election: Election, region: str = "MID"):
    return {row.party.code: row for row in told(election, region).rows}


def test_a_seat_that_is_still_to_come_is_in_neither_column(election):
    declare(election, "C0001")
    rows = rows_of(election)
    assert (rows["Con"].seats_then, rows["Con"].seats) == (0, 1)
    assert (rows["Lab"].seats_then, rows["Lab"].seats) == (1, 0)
    assert (rows["Lab"].votes_then, rows["Lab"].votes) == (20_000, 10_000)
    assert (told(election, "MID").declared, told(election, "MID").total) == (1, 4)


def test_a_new_seat_is_in_neither_column_either(election):
    contest = a_contest(election=election, new_seat=True)
    declare(election, "C0001")
    before = told(election, "MID")
    declare(election, contest.code)
    after = told(election, "MID")
    assert (after.declared, after.seats, after.counted) == (2, 1, 1)
    assert after.rows == before.rows


def test_a_winner_without_figures_counts_as_a_seat_and_not_in_shares(election):
    declare(election, "C0001")
    shares = {code: row.share_pct for code, row in rows_of(election).items()}
    call_winner(contest_id=election.contests.get(code="C0002").pk, winner=1, by=a_producer_once())
    compared = told(election, "MID")
    assert (compared.seats, compared.counted) == (2, 1)
    assert {code: row.share_pct for code, row in rows_of(election).items()} == shares
    assert rows_of(election)["Lab"].seats == 1


def test_independents_have_votes_and_no_change(election):
    declare(election, "C0001")
    assert rows_of(election)["Ind"].change_pts is None
    assert rows_of(election)["Ind"].share_pct is not None


def test_what_is_withdrawn_leaves_both_columns(election):
    entered = declare(election, "C0001")
    withdraw(
        contest_id=election.contests.get(code="C0001").pk,
        by=a_producer_once(),
        based_on=entered.revision,
        reason="The wrong sheet",
    )
    compared = told(election, "MID")
    assert (compared.declared, compared.valid, compared.rows) == (0, 0, ())


def test_before_polls_close_nothing_is_compared():
    election = a_small_election(polls_close=timezone.now() + timedelta(hours=1))
    declare(election, "C0001")
    assert told(election, "MID").rows == ()


@pytest.mark.parametrize("contests", [4, 300])
def test_it_costs_the_same_with_few_seats_and_with_many(contests):
    election = a_small_election(contests=contests)
    for contest in election.contests.order_by("code")[:3]:
        declare(election, contest.code)
    region = Region.objects.get(election=election, code="MID")
    with CaptureQueriesContext(connection) as seen:
        comparison(region_id=region.pk)
    asked = [query for query in seen.captured_queries if query["sql"].startswith("SELECT")]
    assert len(asked) == QUERIES
    assert Contest.objects.filter(regions=region).count() == contests
