"""What a correction says that it put right, from the rows of the declaration before."""

import pytest

from results.declaring.commands import correct, enter
from results.models import Contest, Declaration, DeskEvent
from results.psephology.counts import Count
from tests.people import a_producer
from tests.worlds import a_contest, a_council, a_count

pytestmark = pytest.mark.django_db


def put_right(contest: Contest, before: Count, after: Count) -> str:
    """What the correction of one count by another is told as."""
    producer = a_producer()
    enter(contest_id=contest.pk, count=before, by=producer)
    told = correct(contest_id=contest.pk, count=after, by=producer, based_on=1, reason="Misread").was
    row = Declaration.objects.in_force().get()
    assert (row.was, DeskEvent.objects.latest("seq").kind) == (told, "corrected")
    return told


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (a_count(10_000, 14_526, 3_000, 2_000, 474), "majority was 4,426"),
        (a_count(15_000, 14_426, 3_000, 2_000, 574), "was Con gain from Lab, majority 4,426"),
        (a_count(10_000, 14_426, 3_100, 2_000, 574), "Tom Penrose's votes were 3,000"),
        (a_count(10_000, 14_426, 3_100, 1_900, 574), "votes were different for Tom Penrose and 1 other"),
        (a_count(rejected=101), "rejected papers were 100"),
        (a_count(ballot_papers=30_100), "ballot papers were not given"),
        (a_count(electorate=75_001), "electorate was 75,000"),
    ],
)
def test_a_correction_says_what_it_put_right(after, words):
    assert put_right(a_contest(), a_count(), after) == words


def test_a_correction_of_second_preferences_alone_is_told_too():
    contest = a_contest()
    Contest.objects.update(method=Contest.Method.SV)
    votes = {1: 10_000, 2: 14_426, 3: 3_000, 4: 2_000, 5: 1_574}

    def sv(one: int, two: int) -> Count:
        return Count(
            votes=votes, electorate=75_000, elected=frozenset({2}), second_preferences={1: one, 2: two}
        )

    assert put_right(contest, sv(900, 1_000), sv(901, 1_001)) == (
        "second preferences were different for Rajinder Shah and 1 other"
    )


def ward_count(*elected: int, stand: int = 10) -> Count:
    """The elected have 900 votes and the others 300, less their places on the ballot paper."""
    votes = {number: (900 if number in elected else 300) - number for number in range(1, stand + 1)}
    return Count(votes=votes, electorate=6_000, elected=frozenset(elected))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        pytest.param((4, 5, 6), "was Lab 3, last seat by 601", id="other parties"),
        pytest.param((1, 2, 4), "was Lab 3, last seat by 601", id="one other party"),
    ],
)
def test_a_ward_of_several_seats_is_told_by_its_last_seat(after, words):
    ward = a_council(wards=(3,)).contests.get()

    assert put_right(ward, ward_count(1, 2, 3), ward_count(*after)) == words


def test_another_person_of_the_same_party_is_told_by_name():
    ward = a_council(wards=(2,)).contests.get()

    assert put_right(ward, ward_count(1, 3, stand=7), ward_count(1, 4, stand=7)) == (
        "was Rajinder Shah and Tom Penrose, Lab 1, Con 1, last seat by 599"
    )


def test_a_ward_of_one_seat_is_told_by_its_party_as_on_boards():
    ward = a_council(wards=(1,)).contests.get()
    before = Count(votes={1: 10, 2: 900, 3: 5, 4: 6}, electorate=6_000, elected=frozenset({2}))
    after = Count(votes={1: 900, 2: 10, 3: 5, 4: 6}, electorate=6_000, elected=frozenset({1}))

    assert put_right(ward, before, after) == "was Con elected, majority 890"
