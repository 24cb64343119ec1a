"""Headlines are kept and brought up to date: cheaply, never before the hour, the same in every process."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from results.boards import headline_night
from results.boards.headlines import Mark, headlines
from results.declaring.commands import correct, enter
from results.declaring.reference import reference_changed
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Contest, DeskEvent, Election, Party
from results.producing.marks import bring_back, dismiss, pin
from tests.people import a_producer
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB = (16_000, 12_000, 2_500, 900, 300)
GREEN = (9_000, 9_100, 2_000, 12_000, 300)


@pytest.fixture(autouse=True)
def _nothing_kept():
    headline_night.forget()
    yield
    headline_night.forget()


@pytest.fixture
def election():
    return a_small_election(contests=8)


@pytest.fixture
def priya():
    return a_producer()


def declare(by, *contests, votes=()):
    for contest in contests:
        enter(contest_id=contest.pk, count=a_count(*votes), by=by)


def in_order(election):
    return list(election.contests.order_by("code"))


def keys(election, **more):
    return [line.key for line in headlines(election_id=election.pk, **more).lines]


def afresh(election, **more):
    headline_night.forget()
    return headlines(election_id=election.pk, **more)


def costs(election, **more) -> int:
    with CaptureQueriesContext(connection) as queries:
        headlines(election_id=election.pk, **more)
    return len(queries)


def test_a_gain_is_told_with_its_party_its_place_and_its_figures(election, priya):
    contest = election.contests.get(code="C0001")
    assert headlines(election_id=election.pk).lines == ()
    declare(priya, contest)
    line = next(line for line in headlines(election_id=election.pk).lines if line.key == "gain:C0001")
    assert "Leicester East" in line.sentence
    assert ("majority", "4,426") in line.figures
    assert [party.abbr for party in line.parties] == ["Con", "Lab"]
    assert (line.about.kind, line.about.id, line.about.name) == ("contest", contest.pk, "Leicester East")


def test_the_strongest_comes_first(election, priya):
    declare(priya, *in_order(election)[:4])
    declare(priya, in_order(election)[4], votes=GREEN)
    told = headlines(election_id=election.pk).lines
    assert [line.strength for line in told] == sorted((line.strength for line in told), reverse=True)
    assert "Green" in told[0].sentence


def test_nothing_new_costs_two_queries_and_one_declaration_as_much_as_five(election, priya):
    first, second, *others = in_order(election)
    declare(priya, first)
    headlines(election_id=election.pk)
    assert costs(election) == 2
    declare(priya, second)
    of_one = costs(election)
    declare(priya, *others[:5])
    assert costs(election) == of_one == 8


@pytest.mark.parametrize("contests", [6, 400])
def test_one_declaration_costs_the_same_in_a_large_election(priya, contests):
    election = a_small_election(contests=contests)
    first, second, *_ = in_order(election)
    declare(priya, first)
    headlines(election_id=election.pk)
    declare(priya, second)
    assert costs(election) == 8


def test_what_changes_nothing_published_reads_no_result(election, priya):
    first, *_ = in_order(election)
    declare(priya, first)
    headlines(election_id=election.pk)
    pin(election_id=election.pk, key="gain:C0001", words="Leicester East", by=priya)
    assert costs(election) == 3


def test_what_is_kept_is_what_is_told_afresh(election, priya):
    one, two, three, four, *_ = in_order(election)
    declare(priya, one, two)
    headlines(election_id=election.pk)
    correct(contest_id=one.pk, count=a_count(*LAB), by=priya, based_on=1, reason="Read out again")
    declare(priya, three, votes=GREEN)
    headlines(election_id=election.pk)
    set_status(contest_id=four.pk, status=Contest.Status.RECOUNT, by=priya)
    withdraw(contest_id=two.pk, by=priya, based_on=1, reason="Wrong contest")
    declare(priya, four)
    kept = headlines(election_id=election.pk)
    assert kept == afresh(election)


def test_a_correction_takes_its_line_away_and_says_so(election, priya):
    one, *_ = in_order(election)
    declare(priya, one)
    assert "gain:C0001" in keys(election)
    correct(contest_id=one.pk, count=a_count(*LAB), by=priya, based_on=1, reason="Read out again")
    told = headlines(election_id=election.pk)
    assert "gain:C0001" not in [line.key for line in told.lines]
    gone = next(line for line in told.gone if line.key == "gain:C0001")
    assert "gain" in gone.sentence
    assert gone.about.code == "C0001"


def test_nothing_is_told_before_polls_close_and_all_of_it_at_the_hour(priya, monkeypatch):
    closing = timezone.now() + timedelta(hours=1)
    election = a_small_election(contests=3, polls_close=closing)
    one, two, _ = in_order(election)
    Contest.objects.filter(pk=two.pk).update(polls_close=timezone.now() - timedelta(hours=1))
    declare(priya, one, two)
    told = headlines(election_id=election.pk)
    assert {line.about.code for line in told.lines if line.about} <= {"C0002"}
    assert "Leicester East" not in str(told)
    monkeypatch.setattr(timezone, "now", lambda: closing)
    assert "gain:C0001" in keys(election)


def test_a_region_tells_its_own_contests_alone(election, priya):
    east = election.regions.get(code="EM").pk
    declare(priya, *in_order(election)[:2])
    told = headlines(election_id=election.pk, region_id=east).lines
    assert {line.about.code for line in told if line.about} == {"C0001"}


def test_reference_data_put_right_is_told(election, priya):
    declare(priya, in_order(election)[0])
    headlines(election_id=election.pk)
    Party.objects.filter(election=election, code="Con").update(colour="#123456")
    Contest.objects.filter(code="C0001", election=election).update(name="Leicester, East")
    reference_changed(election_id=election.pk)
    line = next(line for line in headlines(election_id=election.pk).lines if line.key == "gain:C0001")
    assert "Leicester, East" in line.sentence
    assert line.parties[0].colour == "#123456"


def test_a_desk_with_the_same_number_at_another_time_is_another_desk(election, priya):
    declare(priya, in_order(election)[0])
    headlines(election_id=election.pk)
    now = timezone.now()
    DeskEvent.objects.filter(election=election).update(at=now)
    election.seq_at = now
    election.__class__.objects.filter(pk=election.pk).update(seq_at=now)
    Contest.objects.filter(code="C0001", election=election).update(name="Elsewhere")
    assert "Elsewhere" in str(headlines(election_id=election.pk).lines)


def test_a_pinned_line_comes_first_and_one_put_aside_is_kept_apart(election, priya):
    declare(priya, *in_order(election)[:4])
    *_, weak, weaker = headlines(election_id=election.pk).lines
    pin(election_id=election.pk, key=weaker.key, words=weaker.sentence, by=priya)
    dismiss(election_id=election.pk, key=weak.key, words=weak.sentence, by=priya)
    told = headlines(election_id=election.pk)
    assert (told.lines[0].key, told.lines[0].mark, told.lines[0].marked_by) == (
        weaker.key,
        Mark.PINNED,
        "Priya Nair",
    )
    assert [line.key for line in told.aside] == [weak.key]
    bring_back(election_id=election.pk, key=weak.key, by=priya)
    assert headlines(election_id=election.pk).aside == ()


def test_a_pinned_line_is_found_however_weak_it_is(election, priya):
    declare(priya, *in_order(election))
    weakest = headlines(election_id=election.pk).lines[-1]
    pin(election_id=election.pk, key=weakest.key, words=weakest.sentence, by=priya)
    told = headlines(election_id=election.pk, limit=3).lines
    assert (told[0].key, told[0].withdrawn, len(told)) == (weakest.key, False, 4)


def test_a_pinned_line_that_is_true_no_more_stays_as_withdrawn(election, priya):
    one, *_ = in_order(election)
    declare(priya, one)
    pin(election_id=election.pk, key="gain:C0001", words="Leicester East: Con gain", by=priya)
    withdraw(contest_id=one.pk, by=priya, based_on=1, reason="Wrong contest")
    (line,) = headlines(election_id=election.pk).lines
    assert (line.withdrawn, line.sentence, line.kind) == (True, "Leicester East: Con gain", "gain")
    assert line.about.name == "Leicester East"


@pytest.mark.parametrize("its_own", [True, False], ids=["its own hour", "the election's"])
def test_a_pinned_line_is_not_told_while_polls_are_open_again(election, priya, its_own):
    one, *_ = in_order(election)
    declare(priya, one)
    pin(election_id=election.pk, key="gain:C0001", words="Leicester East: Con gain", by=priya)
    pin(election_id=election.pk, key="deposits:LD", words="Con gained 3", by=priya)
    assert "Con gained 3" in str(headlines(election_id=election.pk))
    rows = Contest.objects.filter(pk=one.pk) if its_own else Election.objects.filter(pk=election.pk)
    rows.update(polls_close=timezone.now() + timedelta(hours=1))
    reference_changed(election_id=election.pk)
    told = headlines(election_id=election.pk)
    assert "Leicester East" not in str(told)
    assert "Con gained 3" not in str(told)


def test_a_pinned_line_is_one_regions_where_it_is_about_the_region(election, priya):
    regions = {region.code: region.pk for region in election.regions.all()}
    declare(priya, *in_order(election))
    east = headlines(election_id=election.pk, region_id=regions["EM"]).lines
    whole = next(line for line in east if line.key.startswith("region-"))
    pin(election_id=election.pk, key=whole.key, words=whole.sentence, by=priya)
    pin(election_id=election.pk, key="gain:C0001", words="Leicester East: Con gain", by=priya)
    pinned = {
        code: [
            line.key
            for line in headlines(election_id=election.pk, region_id=region).lines
            if line.mark is Mark.PINNED
        ]
        for code, region in {**regions, "": None}.items()
    }
    assert pinned == {
        "EM": [whole.key, "gain:C0001"],
        "WM": [],
        "MID": ["gain:C0001"],
        "": ["gain:C0001"],
    }
