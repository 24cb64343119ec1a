"""What a regional board says of every contest, and of the region with them all."""

import pytest

from results.boards.cards import ContestState, Happened
from results.boards.heads import index
from results.boards.newest import newest
from results.boards.scoreboard import scoreboard
from results.declaring import keys
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.overriding import lift, override
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.live.news import last_of, news
from results.live.topics import region_topic
from results.models import Contest, Policy
from tests.people import a_producer, an_editor
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
CON_GAIN, LAB_HOLD = a_count(), a_count(15_000, 10_000, 3_000, 2_000, 500)
Status = Contest.Status


@pytest.fixture
def producer():
    return a_producer()


@pytest.fixture
def editor():
    return an_editor()


@pytest.fixture
def election():
    """Four contests in the Midlands: Labour defends the first and the third."""
    return a_small_election(contests=4)


def contest(election, number):
    return election.contests.get(code=f"C{number:04}").pk


@pytest.fixture
def first(election):
    return contest(election, 1)


@pytest.fixture
def guarded(first):
    """The first contest, which needs a second key."""
    Contest.objects.filter(pk=first).update(policy=Policy.SECOND_KEY)
    return first


def board(election):
    return scoreboard(region_id=election.regions.get(code="MID").pk)


def tile(election, number=1):
    return next(tile for tile in board(election).tiles if tile.code == f"C{number:04}")


def lines(election):
    return newest(election.regions.get(code="MID").pk)


def seats(election):
    return {row.party.code: (row.seats, row.gains, row.losses) for row in board(election).rows}


def test_a_call_counts_the_seat_and_leaves_shares_and_turnout_as_they_are(election, first, producer):
    enter(contest_id=contest(election, 3), count=LAB_HOLD, by=producer)
    before = board(election)
    call_winner(contest_id=first, winner=2, by=producer)
    after = board(election)
    assert seats(election)["Con"] == (1, 1, 0)
    assert seats(election)["Lab"] == (1, 0, 1)
    assert (before.totals.declared, after.totals.declared) == (1, 2)
    for figure in ("electorate", "valid", "rejected", "turnout_valid_pct"):
        assert getattr(after.totals, figure) == getattr(before.totals, figure)
    shares = {row.party.code: (row.votes, row.share_pct, row.change_pts) for row in before.rows}
    assert {row.party.code: (row.votes, row.share_pct, row.change_pts) for row in after.rows} == shares
    assert tile(election).state is ContestState.WINNER_ONLY
    assert not tile(election).outcome.figures


def test_figures_that_follow_a_call_that_was_right_are_no_correction(election, first, producer):
    call_winner(contest_id=first, winner=2, by=producer)
    enter(contest_id=first, count=CON_GAIN, by=producer)
    (line,) = lines(election)
    assert (line.happened, line.words) == (Happened.DECLARED, "")
    assert (tile(election).state, tile(election).outcome.corrected) == (ContestState.DECLARED, False)
    assert seats(election)["Con"] == (1, 1, 0)


def test_figures_that_put_a_call_right_say_who_was_called(election, first, producer):
    call_winner(contest_id=first, winner=1, by=producer)
    correct(contest_id=first, count=CON_GAIN, by=producer, based_on=1, reason="The wrong name was read")
    (line,) = lines(election)
    assert (line.happened, line.words) == (Happened.CORRECTED, "was called for Rajinder Shah, Lab")


def test_a_correction_says_what_it_put_right(election, first, producer):
    enter(contest_id=first, count=LAB_HOLD, by=producer)
    correct(contest_id=first, count=CON_GAIN, by=producer, based_on=1, reason="Two bundles swapped")
    (line,) = lines(election)
    assert (line.happened, line.words) == (Happened.CORRECTED, "was Lab hold, majority 5,000")
    assert line.outcome.phrase == "Con gain from Lab"


def test_candidates_whom_nobody_opposed_are_in_without_votes(election, first, producer):
    Contest.objects.get(pk=first).candidacies.exclude(number=1).delete()
    declare_uncontested(contest_id=first, by=producer)
    told = tile(election)
    assert (told.state, told.outcome.phrase) == (ContestState.UNCONTESTED, "Lab unopposed")
    assert seats(election)["Lab"] == (1, 0, 0)
    assert (board(election).totals.valid, board(election).totals.turnout_valid_pct) == (0, None)


def test_a_seat_gained_without_a_poll_says_from_whom(election, first, producer):
    Contest.objects.get(pk=first).candidacies.exclude(number=2).delete()
    declare_uncontested(contest_id=first, by=producer)
    assert tile(election).outcome.phrase == "Con gain from Lab unopposed"


def test_a_recount_has_its_number_its_time_and_no_figures(election, first, producer):
    set_status(contest_id=first, status=Status.RECOUNT, by=producer)
    moved = set_status(contest_id=first, status=Status.RECOUNT, by=producer)
    told = tile(election)
    assert (told.state, told.recounts, told.outcome) == (ContestState.RECOUNT, 2, None)
    assert told.since == Contest.objects.get(pk=first).status_at
    (line,) = lines(election)
    assert (line.happened, line.words, line.at) == (Happened.STATE, "recount 2", moved.at)


def test_that_a_count_began_is_on_its_tile_and_not_among_the_newest(election, first, producer):
    set_status(contest_id=first, status=Status.COUNTING, by=producer)
    assert tile(election).state is ContestState.COUNTING
    assert lines(election) == ()


def test_a_poll_that_is_called_off_leaves_the_total_until_it_is_put_back(election, producer):
    enter(contest_id=contest(election, 3), count=LAB_HOLD, by=producer)
    for number, status in ((1, Status.COUNTERMANDED), (2, Status.DEFERRED)):
        set_status(contest_id=contest(election, number), status=status, by=producer)
    totals = board(election).totals
    assert (totals.declared, totals.total, totals.called_off) == (1, 2, 2)
    assert (totals.countermanded, totals.deferred) == (1, 1)
    assert [line.words for line in lines(election)] == ["poll deferred", "poll countermanded", ""]
    set_status(contest_id=contest(election, 1), status=Status.EXPECTED, by=producer)
    assert (board(election).totals.total, board(election).totals.called_off) == (3, 1)


def test_the_index_counts_as_the_boards_do(election, producer):
    enter(contest_id=contest(election, 1), count=LAB_HOLD, by=producer)
    withdraw(contest_id=contest(election, 1), by=producer, based_on=1, reason="A bundle missing")
    call_winner(contest_id=contest(election, 3), winner=1, by=producer)
    set_status(contest_id=contest(election, 2), status=Status.COUNTERMANDED, by=producer)
    assert told_by_the_index() == {"EM": (1, 2), "WM": (0, 1), "MID": (1, 3)}
    enter(contest_id=contest(election, 1), count=LAB_HOLD, by=producer)
    assert told_by_the_index() == {"EM": (2, 2), "WM": (0, 1), "MID": (2, 3)}


def told_by_the_index():
    (entry,) = index()
    return {region.region.code: (region.declared, region.total) for region in entry.regions}


def test_a_withdrawal_gives_the_seat_back_and_stays_among_the_newest(election, first, producer):
    enter(contest_id=first, count=CON_GAIN, by=producer)
    taken = withdraw(contest_id=first, by=producer, based_on=1, reason="A bundle missing")
    assert seats(election) == {"Lab": (0, 0, 0), "Con": (0, 0, 0)}
    assert (tile(election).state, tile(election).outcome) == (ContestState.WITHDRAWN, None)
    (line,) = lines(election)
    assert (line.happened, line.at, line.outcome) == (Happened.WITHDRAWN, taken.at, None)
    assert line.words == "was Con gain from Lab, majority 4,426"


@pytest.mark.parametrize(
    ("status", "happened"),
    [(Status.COUNTING, Happened.WITHDRAWN), (Status.RECOUNT, Happened.STATE)],
)
def test_a_contest_that_was_withdrawn_and_goes_on_has_one_line(election, first, producer, status, happened):
    enter(contest_id=first, count=CON_GAIN, by=producer)
    withdraw(contest_id=first, by=producer, based_on=1, reason="A bundle missing")
    set_status(contest_id=first, status=status, by=producer)
    assert [line.happened for line in lines(election)] == [happened]
    enter(contest_id=first, count=CON_GAIN, by=producer)
    assert [line.happened for line in lines(election)] == [Happened.DECLARED]


def test_a_single_source_is_told_until_another_person_confirms_it(election, guarded, producer, editor):
    waiting = enter(contest_id=guarded, count=CON_GAIN, by=producer)
    keys.bypass(declaration_id=waiting.declaration_id, by=editor, reason="On air now")
    assert tile(election).outcome.single_source
    assert lines(election)[0].outcome.single_source
    enter(contest_id=contest(election, 3), count=LAB_HOLD, by=producer)
    keys.confirm(declaration_id=waiting.declaration_id, by=editor)
    assert not tile(election).outcome.single_source
    # That it was confirmed is no newer news than what came in meanwhile.
    assert [line.code for line in lines(election)] == ["C0003", "C0001"]


def test_a_call_that_is_fixed_for_air_agrees_with_the_tally_until_it_is_lifted(election, first, producer):
    entered = enter(contest_id=first, count=LAB_HOLD, by=producer)
    fixed = override(
        declaration_id=entered.declaration_id,
        by=producer,
        reason="Lost at the by-election",
        word="gain",
        previous_party="Green",
        label="Lab Co-op",
    )
    told = tile(election).outcome
    assert (told.phrase, told.party.abbr, told.overridden) == ("Lab Co-op gain from Green", "Lab Co-op", True)
    assert seats(election)["Lab"] == (1, 1, 0)
    assert seats(election)["Green"] == (0, 0, 1)
    lift(override_id=fixed.override_id, by=producer)
    told = tile(election).outcome
    assert (told.phrase, told.party.abbr, told.overridden) == ("Lab hold", "Lab", False)
    assert seats(election)["Lab"] == (1, 0, 0)


def test_what_waits_for_a_second_person_is_on_no_board_and_wakes_none(election, guarded, producer, editor):
    topic = region_topic(election=election.pk, region=election.regions.get(code="MID").pk)
    waiting = enter(contest_id=guarded, count=CON_GAIN, by=producer)
    assert news(election=election.pk, since=0, topics=[topic]).content == {}
    assert (last_of(topic), lines(election)) == (0, ())
    assert tile(election).state is ContestState.EXPECTED
    keys.reject(declaration_id=waiting.declaration_id, by=editor, reason="Misheard")
    assert news(election=election.pk, since=0, topics=[topic]).content == {}
    assert last_of(topic) == 0


def test_a_confirmed_entry_is_declared_when_it_was_confirmed(election, guarded, producer, editor):
    waiting = enter(contest_id=guarded, count=CON_GAIN, by=producer)
    confirmed = keys.confirm(declaration_id=waiting.declaration_id, by=editor)
    (line,) = lines(election)
    assert line.at == confirmed.at
    assert line.outcome.declared_at == Contest.objects.get(pk=guarded).declarations.get().published_at


@pytest.mark.parametrize("contests", [4, 40])
def test_a_board_with_every_state_costs_the_same_queries(django_assert_num_queries, producer, contests):
    election = a_small_election(contests=contests)
    for number in range(1, contests + 1):
        _one_of_each(contest(election, number), number % 4, producer)
    region = election.regions.get(code="MID").pk
    with django_assert_num_queries(10):
        scoreboard(region_id=region)


def _one_of_each(pk, which, producer):
    if which == 0:
        set_status(contest_id=pk, status=Status.RECOUNT, by=producer)
    elif which == 1:
        call_winner(contest_id=pk, winner=2, by=producer)
    elif which == 2:
        enter(contest_id=pk, count=CON_GAIN, by=producer)
        correct(contest_id=pk, count=LAB_HOLD, by=producer, based_on=1, reason="Two bundles swapped")
    else:
        enter(contest_id=pk, count=CON_GAIN, by=producer)
        withdraw(contest_id=pk, by=producer, based_on=1, reason="A bundle missing")
