"""What each person did, counted: entries and what became of them, and how long a second person took."""

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from results.admin.people_page import took
from results.boards.people_reading import Acts, Sent
from results.boards.people_tallies import KeyerTally, PeopleTallies, people_tallies, percentile, tallied
from results.declaring.blind import resolve
from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.declaring.keys import confirm, reject
from results.declaring.refusals import Overtaken, OwnEntry
from results.declaring.withdrawing import withdraw
from results.models import Contest, Declaration, Election, Policy, State
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator
from tests.worlds import LONDON, a_contest, a_council, a_count, a_small_election

OTHER = a_count(10_000, 14_246, 3_000, 2_000, 574)
AT_TEN = datetime(2024, 7, 4, 22, 0, tzinfo=LONDON)
ALICE, BOB, CAROL = 1, 2, 3
NAMES = {ALICE: "Alice", BOB: "Bob", CAROL: "Carol"}
PEOPLE = "/admin/results/people/"


def sent(by: int, *, revision: int = 1, contest: int = 1, **row) -> Sent:
    return Sent(of=("contest", contest), revision=revision, entered_by=by, entered_at=AT_TEN, **row)


def confirmed(by: int, second: int, after_s: float, **row) -> Sent:
    return sent(by, confirmed_by=second, confirmed_at=AT_TEN + timedelta(seconds=after_s), **row)


def keyers(*rows: Sent, acts: Acts | None = None) -> dict[str, KeyerTally]:
    return {tally.name: tally for tally in tallied(rows, acts or Acts(), NAMES).keyers}


# What of Alice's and Bob's entries is counted by each field: (alice, bob).
CASES = {
    "her own entry": ("entries", [sent(ALICE)], (1, 0)),
    "a correction is an entry of whoever sent it": (
        "entries",
        [sent(ALICE), sent(BOB, revision=2, based_on=1, was="majority was 5")],
        (1, 1),
    ),
    "a correction counts for whoever is put right": (
        "corrected",
        [sent(ALICE), sent(BOB, revision=2, based_on=1, was="majority was 5")],
        (1, 0),
    ),
    "a correction that nobody published puts nothing right": (
        "corrected",
        [sent(ALICE), sent(BOB, revision=2, based_on=1, was="majority was 5", state=State.REJECTED)],
        (0, 0),
    ),
    "figures after a call correct nothing": (
        "corrected",
        [sent(ALICE), sent(BOB, revision=2, based_on=1)],
        (0, 0),
    ),
    "another contest's revision of the same number": (
        "corrected",
        [sent(BOB), sent(ALICE, contest=2), sent(BOB, contest=2, revision=2, based_on=1, was="x")],
        (1, 0),
    ),
    "a rejection": ("rejected", [sent(ALICE, state=State.REJECTED), sent(BOB, revision=2)], (1, 0)),
    "a withdrawal counts for whoever entered it": (
        "withdrawn",
        [sent(ALICE), sent(BOB, revision=2, based_on=1, was="was Con hold", withdrawal=True)],
        (1, 0),
    ),
    "a withdrawal is no entry and corrects nothing": (
        "corrected",
        [sent(ALICE), sent(BOB, revision=2, based_on=1, was="was Con hold", withdrawal=True)],
        (0, 0),
    ),
    "both sides of a dispute": (
        "disputed",
        [sent(ALICE, policy=Policy.BLIND), sent(BOB, revision=2, policy=Policy.BLIND, contradicts=True)],
        (1, 1),
    ),
    "a key that was keyed again and is still different": (
        "disputed",
        [
            sent(ALICE, policy=Policy.BLIND),
            sent(BOB, revision=2, policy=Policy.BLIND, contradicts=True),
            sent(ALICE, revision=3, policy=Policy.BLIND, contradicts=True),
        ],
        (2, 1),
    ),
    "what a third person put together is nobody's entry": (
        "entries",
        [sent(ALICE), sent(BOB, revision=2), sent(ALICE, revision=3, resolved=True, confirmed_by=CAROL)],
        (1, 1),
    ),
}


@pytest.mark.parametrize(("field", "rows", "numbers"), CASES.values(), ids=CASES)
def test_entries_are_counted_for_whoever_keyed_them(
    field: str, rows: list[Sent], numbers: tuple[int, int]
) -> None:
    found = keyers(*rows)
    counted = tuple(getattr(found[name], field) if name in found else 0 for name in ("Alice", "Bob"))
    assert counted == numbers


def test_somebody_who_was_only_refused_is_counted_too() -> None:
    acts = Acts()
    acts.refused[ALICE] += 2
    acts.late[BOB] += 1
    found = keyers(acts=acts)
    assert (found["Alice"].refused, found["Alice"].entries) == (2, 0)
    assert (found["Bob"].late, found["Bob"].refused) == (1, 0)


def test_the_median_is_from_an_entry_to_its_confirmation() -> None:
    rows = [confirmed(ALICE, BOB, seconds, contest=seconds) for seconds in (30, 40, 90, 600)]
    tallies = tallied([*rows, sent(ALICE, contest=1_000)], Acts(), NAMES)
    (alice,), (bob,) = tallies.keyers, tallies.seconds
    assert (alice.entries, alice.median) == (5, timedelta(seconds=65))
    assert (bob.confirmations, bob.median, bob.p95) == (4, timedelta(seconds=65), timedelta(seconds=600))


def test_a_resolution_is_no_confirmation_that_took_no_time() -> None:
    rows = [confirmed(ALICE, CAROL, 0, resolved=True), confirmed(ALICE, CAROL, 60, contest=2)]
    (carol,) = tallied(rows, Acts(), NAMES).seconds
    assert (carol.confirmations, carol.resolved, carol.median) == (1, 1, timedelta(seconds=60))


def test_whoever_only_rejected_has_no_times() -> None:
    (bob,) = tallied([sent(ALICE, state=State.REJECTED, rejected_by=BOB)], Acts(), NAMES).seconds
    assert (bob.rejections, bob.confirmations, bob.median, bob.p95) == (1, 0, None, None)


@pytest.mark.parametrize(
    ("times", "rank", "at"),
    [
        ([], 95, None),
        ([7], 95, 7),
        ([1, 2], 95, 2),
        (list(range(1, 21)), 95, 19),
        (list(range(1, 101)), 95, 95),
        ([3, 1, 2], 50, 2),
    ],
)
def test_a_percentile_is_one_of_the_times(times: list[int], rank: int, at: int | None) -> None:
    found = percentile([timedelta(seconds=time) for time in times], rank)
    assert found == (None if at is None else timedelta(seconds=at))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "–"), (0, "0:00"), (42.4, "0:42"), (59.6, "1:00"), (754, "12:34"), (3_725, "1:02:05")],
)
def test_times_are_told_in_minutes_and_seconds(seconds: float | None, words: str) -> None:
    assert took(None if seconds is None else timedelta(seconds=seconds)) == words


def of(tallies: PeopleTallies, name: str) -> KeyerTally:
    (found,) = [tally for tally in tallies.keyers if tally.name == name]
    return found


@pytest.mark.django_db
def test_a_night_is_counted_from_what_the_commands_wrote() -> None:
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    first = enter(contest_id=contest.pk, count=OTHER, by=alice)
    reject(declaration_id=first.declaration_id, by=bob, reason="Con read out 14,426.")
    second = enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(OwnEntry):
        confirm(declaration_id=second.declaration_id, by=alice)
    confirm(declaration_id=second.declaration_id, by=bob)
    with pytest.raises(Overtaken):
        enter(contest_id=contest.pk, count=OTHER, by=bob)
    third = correct(contest_id=contest.pk, count=OTHER, by=bob, based_on=2, reason="A bundle was found.")
    confirm(declaration_id=third.declaration_id, by=alice)
    withdraw(contest_id=contest.pk, by=alice, based_on=3, reason="Wrong hall.")
    tallies = people_tallies()
    one, other = of(tallies, "Alice Okafor"), of(tallies, "Bob Hussain")
    assert (one.entries, one.rejected, one.corrected, one.refused, one.late) == (2, 1, 1, 1, 0)
    assert (other.entries, other.withdrawn, other.refused, other.late) == (1, 1, 0, 1)
    assert one.median is not None
    assert [(tally.name, tally.confirmations, tally.rejections) for tally in tallies.seconds] == [
        ("Alice Okafor", 1, 0),
        ("Bob Hussain", 1, 1),
    ]


@pytest.mark.django_db
def test_a_dispute_and_its_resolution_are_counted_from_what_the_commands_wrote() -> None:
    contest = a_small_election(contests=1, policy=Policy.BLIND).contests.get()
    alice, bob, priya = a_reporter(contest), a_second_reporter(contest), a_producer()
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter(contest_id=contest.pk, count=OTHER, by=bob)
    right = Declaration.objects.get(revision=1)
    resolve(contest_id=contest.pk, picks={"votes-2": right.pk}, by=priya)
    tallies = people_tallies()
    assert [(tally.name, tally.entries, tally.disputed) for tally in tallies.keyers] == [
        ("Alice Okafor", 1, 1),
        ("Bob Hussain", 1, 1),
    ]
    (second,) = tallies.seconds
    assert (second.name, second.resolved, second.confirmations) == ("Priya Nair", 1, 0)


@pytest.mark.django_db
def test_one_election_leaves_the_others_out() -> None:
    here, there = a_contest(), a_contest()
    council = a_council(election=here.election)
    alice, bob = a_reporter(here), a_second_reporter(there)
    enter(contest_id=here.pk, count=a_count(), by=alice)
    enter(contest_id=there.pk, count=a_count(), by=bob)
    with pytest.raises(Overtaken):
        enter(contest_id=there.pk, count=OTHER, by=bob)
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=False, by=a_producer())
    tallies = people_tallies(election_id=here.election_id)
    assert [(tally.name, tally.entries) for tally in tallies.keyers] == [
        ("Alice Okafor", 1),
        ("Priya Nair", 1),
    ]
    assert len(people_tallies().keyers) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("person", [a_reporter, an_operator, a_second_reporter])
def test_nobody_but_producers_reads_the_tallies(client: Client, person) -> None:
    client.force_login(person())
    assert client.get(PEOPLE).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.django_db
@pytest.mark.parametrize("person", [a_producer, an_editor])
def test_a_producer_reads_the_tallies_of_an_election_or_of_all(client: Client, person) -> None:
    contest: Contest = a_contest(election=a_small_election(contests=0, slug="here"))
    a_small_election(slug="there")
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    client.force_login(person())
    for address, names in ((PEOPLE, 1), (f"{PEOPLE}?election=here", 1), (f"{PEOPLE}?election=there", 0)):
        assert client.get(address).content.decode().count("Alice Okafor") == names
    assert client.get(f"{PEOPLE}?election=nowhere").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
def test_the_page_leads_to_the_export_of_the_election_that_was_chosen(client: Client) -> None:
    election = a_small_election(slug="here")
    client.force_login(a_producer())
    address = reverse("admin:results_election_audit_csv", args=[election.pk])
    assert f'href="{address}"' in client.get(f"{PEOPLE}?election=here").content.decode()
    assert "audit.csv" not in client.get(PEOPLE).content.decode()


@pytest.mark.django_db
def test_the_front_page_leads_producers_there_and_nobody_else(client: Client) -> None:
    for person, leads in ((a_producer(), True), (a_reporter(a_contest()), False)):
        client.force_login(person)
        assert (f'href="{PEOPLE}"' in client.get("/admin/").content.decode()) is leads


@pytest.mark.django_db
@pytest.mark.parametrize("contests", [1, 8])
def test_the_page_takes_the_same_queries_however_long_the_night(
    client: Client, contests: int, django_assert_num_queries
) -> None:
    election: Election = a_small_election(contests=contests)
    priya = a_producer()
    for contest in election.contests.all():
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    client.force_login(priya)
    # Session, person and roles; elections; acts, revisions, totals and names; what she may, two.
    with django_assert_num_queries(10):
        client.get(PEOPLE)
