"""Key contests in the producers' own order, each with a reason; and the contests that one person follows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.models import DeskEvent, KeyContest, Watch
from results.producing.keys import mark_key, move_key, place_key, unmark_key
from results.producing.refusals import NotAProducer, NothingThere, ProducingRefused, ReasonWanted, TooLong
from results.producing.watching import unwatch, watch, watched
from tests.at_once import at_once
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider
from tests.services import on_postgres
from tests.worlds import a_small_election

REASON = "Number 4 target of the Greens"
db = pytest.mark.django_db


@pytest.fixture
def priya():
    return a_producer()


def contests_of(election):
    return list(election.contests.order_by("code"))


def order(election) -> list[str]:
    rows = KeyContest.objects.filter(contest__election=election).order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.contest.code for row in rows.select_related("contest")]


def three_keys(by):
    election = a_small_election(contests=3)
    contests = contests_of(election)
    for contest in contests:
        mark_key(contest_id=contest.pk, reason=REASON, by=by)
    return election, contests


@db
def test_key_contests_stand_in_the_order_they_were_marked_in(priya):
    election, contests = three_keys(priya)
    assert order(election) == ["C0001", "C0002", "C0003"]
    row = contests[0].key
    assert (row.reason, row.by) == (REASON, priya)
    assert list(DeskEvent.objects.values_list("kind", "contest")) == [
        ("noted", contest.pk) for contest in contests
    ]


@db
def test_marked_twice_is_quiet_and_another_reason_takes_its_place(priya):
    election, (first, *_) = three_keys(priya)
    assert mark_key(contest_id=first.pk, reason=f" {REASON} ", by=priya).silent
    assert not mark_key(contest_id=first.pk, reason="A recount is likely", by=an_editor()).silent
    assert KeyContest.objects.get(contest=first).reason == "A recount is likely"
    assert order(election) == ["C0001", "C0002", "C0003"]


@db
@pytest.mark.parametrize(
    ("code", "places", "wanted"),
    [
        ("C0003", -1, ["C0001", "C0003", "C0002"]),
        ("C0001", 1, ["C0002", "C0001", "C0003"]),
        ("C0001", 99, ["C0002", "C0003", "C0001"]),
        ("C0003", -99, ["C0003", "C0001", "C0002"]),
        ("C0001", -1, ["C0001", "C0002", "C0003"]),
        ("C0003", 1, ["C0001", "C0002", "C0003"]),
    ],
    ids=["up", "down", "to the end", "to the top", "up from the top", "down from the end"],
)
def test_a_key_contest_moves(priya, code, places, wanted):
    election, contests = three_keys(priya)
    contest = next(contest for contest in contests if contest.code == code)
    done = move_key(contest_id=contest.pk, places=places, by=priya)
    assert order(election) == wanted
    assert done.silent == (wanted == ["C0001", "C0002", "C0003"])


@db
def test_it_is_put_at_a_place_and_putting_it_there_again_is_quiet(priya):
    election, contests = three_keys(priya)
    place_key(contest_id=contests[2].pk, position=1, by=priya)
    assert place_key(contest_id=contests[2].pk, position=1, by=priya).silent
    assert order(election) == ["C0003", "C0001", "C0002"]


@db
def test_one_that_is_none_any_more_leaves_no_gap(priya):
    election, contests = three_keys(priya)
    unmark_key(contest_id=contests[1].pk, by=priya)
    assert unmark_key(contest_id=contests[1].pk, by=priya).silent
    assert order(election) == ["C0001", "C0003"]
    with pytest.raises(NothingThere, match="not a key contest"):
        move_key(contest_id=contests[1].pk, places=1, by=priya)


@db
@pytest.mark.parametrize(
    ("reason", "refusal"), [("  ", ReasonWanted), ("x" * 201, TooLong)], ids=["none", "too long"]
)
def test_a_reason_that_will_not_do_is_refused(priya, reason, refusal):
    (contest,) = contests_of(a_small_election(contests=1))
    with pytest.raises(refusal):
        mark_key(contest_id=contest.pk, reason=reason, by=priya)
    assert not KeyContest.objects.exists()
    assert not DeskEvent.objects.exists()


@db
def test_a_contest_that_is_gone_is_named_as_such(priya):
    with pytest.raises(NothingThere, match="no such contest"):
        mark_key(contest_id=999_999, reason=REASON, by=priya)


@db
@pytest.mark.parametrize("person", [a_reporter, an_operator, an_outsider])
@pytest.mark.parametrize(
    "act",
    [
        lambda **given: mark_key(reason=REASON, **given),
        unmark_key,
        lambda **given: move_key(places=1, **given),
        lambda **given: place_key(position=1, **given),
        watch,
        unwatch,
    ],
    ids=["mark", "unmark", "move", "place", "watch", "unwatch"],
)
def test_nobody_but_a_producer_keeps_the_desk(person, act):
    (contest,) = contests_of(a_small_election(contests=1))
    with pytest.raises(NotAProducer, match="Only a producer"):
        act(contest_id=contest.pk, by=person())
    assert not DeskEvent.objects.exists()


@db
def test_a_person_follows_contests_of_her_own_and_nobody_is_told(priya):
    election = a_small_election(contests=2)
    first, second = contests_of(election)
    edda = an_editor()
    for contest, person in ((first, priya), (first, priya), (second, edda)):
        watch(contest_id=contest.pk, by=person)
    assert watched(election_id=election.pk, by=priya) == {first.pk}
    unwatch(contest_id=first.pk, by=priya)
    unwatch(contest_id=first.pk, by=priya)
    assert watched(election_id=election.pk, by=priya) == frozenset()
    assert Watch.objects.get().person == edda
    assert not DeskEvent.objects.exists()


acts = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("unmark"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("move"), st.integers(0, 4), st.integers(-6, 6)),
    ),
    max_size=12,
)


class AnyOrder(TestCase):
    """Whatever is marked, moved and unmarked, in any order."""

    @settings(max_examples=25, deadline=None)
    @given(acts)
    def test_the_order_is_that_of_a_plain_list_and_has_no_gap(self, given_acts):
        priya, election = a_producer(), a_small_election(contests=5)
        contests, wanted = contests_of(election), []
        for act, place, places in given_acts:
            _does(act, contests[place], places, priya)
            _plainly(act, contests[place].code, places, wanted)
            assert order(election) == wanted


def _does(act, contest, places, by):
    try:
        {
            "mark": lambda: mark_key(contest_id=contest.pk, reason=REASON, by=by),
            "unmark": lambda: unmark_key(contest_id=contest.pk, by=by),
            "move": lambda: move_key(contest_id=contest.pk, places=places, by=by),
        }[act]()
    except ProducingRefused:
        assert act == "move"


def _plainly(act, code, places, wanted):
    if act == "mark" and code not in wanted:
        wanted.append(code)
    elif act == "unmark" and code in wanted:
        wanted.remove(code)
    elif act == "move" and code in wanted:
        at = wanted.index(code)
        wanted.insert(max(0, min(len(wanted) - 1, at + places)), wanted.pop(at))


@on_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_producers_at_once_leave_one_order_without_a_gap(attempt):
    priya, edda = a_producer(), an_editor()
    election, contests = three_keys(priya)
    at_once(
        lambda: move_key(contest_id=contests[0].pk, places=2, by=priya),
        lambda: move_key(contest_id=contests[2].pk, places=-2, by=edda),
        lambda: unmark_key(contest_id=contests[1].pk, by=edda),
    )
    assert sorted(order(election)) == ["C0001", "C0003"]


@on_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_who_mark_the_same_contest_at_once_make_one_key_contest(attempt):
    priya, edda = a_producer(), an_editor()
    election = a_small_election(contests=2)
    first, second = contests_of(election)
    answers = at_once(
        lambda: mark_key(contest_id=first.pk, reason=REASON, by=priya),
        lambda: mark_key(contest_id=first.pk, reason=REASON, by=edda),
        lambda: mark_key(contest_id=second.pk, reason=REASON, by=edda),
    )
    assert sorted(order(election)) == ["C0001", "C0002"]
    assert sorted(answer.silent for answer in answers) == [False, False, True]
