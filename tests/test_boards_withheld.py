"""What is withheld and would be decisive, with who keyed it; of blind figures nothing but that they wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.boards.withheld import Why, withheld
from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.models import Contest, Election, Policy
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
CON, LAB = a_count(), a_count(14_426, 10_000, 3_000, 2_000, 574)
OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)


@pytest.fixture
def priya():
    return a_producer()


def contest_of(election: Election, number: int) -> Contest:
    return election.contests.get(code=f"C{number:04}")


def guarded(*contests: Contest, policy: Policy = Policy.SECOND_KEY) -> None:
    Contest.objects.filter(pk__in=[contest.pk for contest in contests]).update(policy=policy)


def keyed(contest: Contest, count, by):
    return enter(contest_id=contest.pk, count=count, by=by)


def told(election: Election, **where) -> list[tuple[str, str, list[str]]]:
    lines = withheld(election_id=election.pk, **where)
    return [(line.code, line.why, [effect.words for effect in line.effects]) for line in lines]


def test_a_gain_that_waits_is_told_with_who_keyed_it_and_a_hold_is_not(priya):
    election = a_small_election(contests=2, policy=Policy.SECOND_KEY)
    alice = a_reporter(*election.contests.all())
    keyed(contest_of(election, 1), CON, alice)
    keyed(contest_of(election, 2), CON, alice)
    (line,) = withheld(election_id=election.pk)
    assert (line.code, line.by, line.why, line.shows_at) == ("C0001", "Alice Okafor", Why.WAITS, None)
    assert [effect.words for effect in line.effects] == ["Con gain from Lab"]
    assert timezone.now() - line.since < timedelta(minutes=1)


def test_a_correction_that_would_take_a_seat_back_is_told(priya):
    election = a_small_election(contests=1)
    contest = contest_of(election, 1)
    keyed(contest, CON, priya)
    guarded(contest)
    correct(contest_id=contest.pk, count=LAB, by=priya, based_on=1, reason="Bundles swapped")
    ((code, why, effects),) = told(election)
    assert (code, why) == ("C0001", Why.WAITS)
    assert effects[0] == "Lab hold in the place of Con gain from Lab"


def test_a_correction_that_leaves_the_winner_is_not_told(priya):
    election = a_small_election(contests=1)
    contest = contest_of(election, 1)
    keyed(contest, CON, priya)
    guarded(contest)
    correct(contest_id=contest.pk, count=OTHER, by=priya, based_on=1, reason="One more paper")
    assert told(election) == []


def test_the_lead_in_every_region_of_the_contest_is_told(priya):
    election = a_small_election(contests=5)
    # East: Lab 1, Con 1; the Midlands: Lab 1, Con 2.
    for number, count in ((1, LAB), (2, CON), (3, CON)):
        keyed(contest_of(election, number), count, priya)
    guarded(contest_of(election, 5), contest_of(election, 4))
    keyed(contest_of(election, 5), LAB, priya)
    # Lab is level in the Midlands then, and leads the East.
    assert told(election) == [
        (
            "C0005",
            Why.WAITS,
            ["Lab would lead East Midlands, 2 to Con 1", "Con and Lab would be level in The Midlands on 2"],
        )
    ]


def test_nobody_loses_a_lead_where_nothing_is_declared(priya):
    election = a_small_election(contests=2, policy=Policy.SECOND_KEY)
    keyed(contest_of(election, 2), CON, priya)
    assert told(election) == []


@pytest.mark.parametrize("second", [False, True], ids=["keyed once", "keyed twice and different"])
def test_of_figures_keyed_blind_nothing_is_told_but_that_they_wait(second):
    election = a_small_election(contests=1, policy=Policy.BLIND)
    contest = contest_of(election, 1)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    keyed(contest, CON, alice)
    if second:
        keyed(contest, OTHER, bob)
    lines = withheld(election_id=election.pk)
    assert {line.why for line in lines} == {Why.DIFFER if second else Why.BLIND}
    assert all(line.effects == () for line in lines)
    # A hold that is keyed blind is named like a gain: whether a line is there says nothing either.
    assert [line.by for line in lines] == ["Alice Okafor", "Bob Hussain"][: len(lines)]


def test_a_blind_hold_and_a_blind_gain_look_alike(priya):
    election = a_small_election(contests=2, policy=Policy.BLIND)
    for number in (1, 2):
        keyed(contest_of(election, number), CON, priya)
    assert told(election) == [("C0001", Why.BLIND, []), ("C0002", Why.BLIND, [])]


def test_what_polls_that_are_open_hide_is_told_with_the_hour(priya):
    closing = timezone.now() + timedelta(hours=1)
    election = a_small_election(contests=2, polls_close=closing)
    for number in (1, 2):
        keyed(contest_of(election, number), CON, priya)
    (line,) = withheld(election_id=election.pk)
    assert (line.code, line.why, line.shows_at) == ("C0001", Why.EMBARGOED, closing)
    Election.objects.update(polls_close=timezone.now() - timedelta(seconds=1))
    assert told(election) == []


def test_a_ward_that_would_decide_its_council_is_told(priya):
    election = a_council_election()
    council = a_council(election=election, wards=(2, 2, 1))
    first, second, third = council.contests.order_by("code")
    keyed(first, a_ward_count(first, Lab=2), priya)
    guarded(second, third)
    keyed(third, a_ward_count(third, Con=1), priya)
    assert told(election) == []
    keyed(second, a_ward_count(second, Lab=1, Con=1), priya)
    (line,) = withheld(election_id=election.pk)
    assert (line.code, line.name, line.council) == (second.code, f"{second.name}, {council.name}", False)
    assert [(effect.decides, effect.words) for effect in line.effects] == [("control", "Lab gain from Con")]


def test_a_total_that_would_decide_its_council_and_the_lead_is_told(priya):
    election = a_council_election()
    other = a_council(election=election, wards=(3,))
    (ward,) = other.contests.all()
    keyed(ward, a_ward_count(ward, Con=3), priya)
    council = a_council(election=election)
    Election.objects.update(policy=Policy.SECOND_KEY)
    enter_council(council_id=council.pk, seats={"Lab": 5, "Con": 1}, complete=True, by=priya)
    (line,) = withheld(election_id=election.pk)
    assert (line.council, line.code, line.why) == (True, council.code, Why.WAITS)
    assert [effect.words for effect in line.effects] == [
        "Lab gain from Con",
        "Lab would lead East Midlands, 5 to Con 4",
        "Lab would lead The Midlands, 5 to Con 4",
    ]


def test_a_region_has_its_own(priya):
    election = a_small_election(contests=3, policy=Policy.SECOND_KEY)
    for number in (1, 2, 3):
        keyed(contest_of(election, number), CON, priya)
    regions = {region.code: region.pk for region in election.regions.all()}
    assert [code for code, *_ in told(election, region_id=regions["EM"])] == ["C0001", "C0003"]
    assert told(election, region_id=regions["WM"]) == []


@pytest.mark.parametrize("times", [1, 4])
def test_the_queries_are_as_many_whatever_waits(priya, times, django_assert_num_queries):
    election = a_council_election(policy=Policy.SECOND_KEY)
    for _ in range(times):
        council = a_council(election=election)
        for ward in council.contests.all():
            keyed(ward, a_ward_count(ward, Lab=ward.seats), priya)
        enter_council(council_id=council.pk, seats={"Lab": 6}, complete=True, by=priya)
    with django_assert_num_queries(18):
        lines = withheld(election_id=election.pk)
    # No ward decides by itself: Lab has half of the seats at most.
    assert [line.council for line in lines] == [True] * times
