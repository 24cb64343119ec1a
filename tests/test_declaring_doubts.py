"""Figures that look wrong want a tick from whoever sends them; it holds for those figures and no others."""

from dataclasses import replace

import pytest
from django.core.management import call_command

from results.declaring.commands import correct, enter
from results.declaring.doubts import Doubt, doubts_of
from results.declaring.evidence import Evidence
from results.declaring.facts import facts_of
from results.declaring.refusals import Doubtful, Unacceptable
from results.models import Candidacy, Contest, Declaration, Election, PreviousTally
from results.psephology.counts import Count
from tests.bench.night import contests as of_the_bench
from tests.bench.plausibility import false_warnings, top_two_swapped
from tests.midlands import SLUG, the_night
from tests.people import a_producer
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db

ORDINARY = a_count(19_500, 15_200, 4_800, 2_100, 300)
TEN_TIMES = a_count(19_500, 15_200, 20_000, 2_100, 300)


@pytest.fixture
def election():
    return a_small_election(contests=3, asks=True)


@pytest.fixture
def contest(election):
    return election.contests.order_by("code").first()


def asked(contest: Contest, count: Count, *, read: int | None = None) -> tuple[Doubt, ...]:
    return doubts_of(contest_id=contest.pk, facts=facts_of(contest.pk), count=count, majority_read=read)


def codes(doubts: tuple[Doubt, ...]) -> list[str]:
    return [doubt.code for doubt in doubts]


def test_ordinary_figures_are_asked_nothing(contest):
    assert asked(contest, ORDINARY) == ()


def test_a_figure_ten_times_too_large_is_asked_about_at_its_field(contest):
    (doubt,) = asked(contest, a_count(10_000, 4_200, 48_000, 2_100, 300))

    assert (doubt.code, doubt.field) == ("figure_ten_times", "votes-3")
    assert doubt.sentence.startswith("Tom Penrose has 48,000 votes, about ten times")
    assert doubt.strength >= 1


def test_an_election_that_asks_nothing_costs_one_query_and_raises_no_doubt(
    contest, django_assert_num_queries
):
    Election.objects.update(asks=False)
    facts = facts_of(contest.pk)

    with django_assert_num_queries(1):
        found = doubts_of(contest_id=contest.pk, facts=facts, count=replace(ORDINARY, electorate=40_000))
    assert found == ()


def test_a_question_costs_three_queries_where_nothing_was_declared_since_the_last(
    election, contest, django_assert_num_queries
):
    *_, other = election.contests.order_by("code")
    enter(contest_id=other.pk, count=ORDINARY, by=a_producer(), evidence=ticked(other, ORDINARY))
    facts = facts_of(contest.pk)
    doubts_of(contest_id=contest.pk, facts=facts, count=ORDINARY)

    with django_assert_num_queries(3):
        doubts_of(contest_id=contest.pk, facts=facts, count=ORDINARY)


def ticked(contest: Contest, count: Count, *, read: int | None = None) -> Evidence:
    """All doubts about a count ticked."""
    keys = frozenset(doubt.key for doubt in asked(contest, count, read=read))
    return Evidence(majority_read=read, accepted=keys)


DOUBTED = replace(ORDINARY, electorate=57_000)


def test_doubtful_figures_are_not_saved_until_each_doubt_is_ticked(contest):
    producer = a_producer()

    with pytest.raises(Doubtful) as refusal:
        enter(contest_id=contest.pk, count=DOUBTED, by=producer)

    assert codes(refusal.value.doubts) == ["electorate_unexpected"]
    assert refusal.value.sentence == "The electorate is 57,000, against 75,000 expected. Check it."
    assert not Declaration.objects.exists()
    keys = frozenset(doubt.key for doubt in refusal.value.doubts)
    enter(contest_id=contest.pk, count=DOUBTED, by=producer, evidence=Evidence(accepted=keys))
    (kept,) = Declaration.objects.get().accepted
    assert (kept["code"], kept["field"]) == ("electorate_unexpected", "electorate")


@pytest.mark.parametrize(
    "changed",
    [
        replace(DOUBTED, electorate=57_001),
        replace(DOUBTED, rejected=101),
        replace(DOUBTED, rejected=None),
        replace(DOUBTED, ballot_papers=42_003),
        replace(DOUBTED, elected=frozenset({2})),
        replace(DOUBTED, votes={**DOUBTED.votes, 5: 301}),
    ],
)
def test_a_tick_lapses_with_whatever_is_typed_otherwise(contest, changed):
    before = {doubt.code: doubt.key for doubt in asked(contest, DOUBTED)}
    after = {doubt.code: doubt.key for doubt in asked(contest, changed)}

    assert before.keys() == after.keys() == {"electorate_unexpected"}
    assert before != after


def test_a_tick_is_of_its_own_contest(election):
    one, other, *_ = election.contests.order_by("code")

    assert asked(one, DOUBTED)[0].key != asked(other, DOUBTED)[0].key


def test_a_tick_holds_while_other_contests_declare(election, contest):
    before = asked(contest, DOUBTED)
    other = election.contests.order_by("code").last()
    enter(contest_id=other.pk, count=ORDINARY, by=a_producer(), evidence=ticked(other, ORDINARY))

    assert [doubt.key for doubt in asked(contest, DOUBTED)] == [doubt.key for doubt in before]


def test_another_majority_read_out_lapses_its_own_tick_and_no_other(contest):
    def keys(read: int) -> dict[str, str]:
        return {doubt.code: doubt.key for doubt in asked(contest, DOUBTED, read=read)}

    assert keys(4_030).keys() == {"majority_differs", "electorate_unexpected"}
    assert keys(4_030)["majority_differs"] != keys(4_031)["majority_differs"]
    assert keys(4_030)["electorate_unexpected"] == keys(4_031)["electorate_unexpected"]


def test_the_majority_as_read_out_is_asked_about_first(contest):
    producer = a_producer()

    with pytest.raises(Doubtful) as refusal:
        enter(contest_id=contest.pk, count=ORDINARY, by=producer, evidence=Evidence(majority_read=3_400))

    (doubt,) = refusal.value.doubts
    assert doubt.field == "majority_read"
    assert doubt.sentence == (
        "The majority was read out as 3,400; these figures give 4,300: were two digits changed round?"
    )
    enter(contest_id=contest.pk, count=ORDINARY, by=producer, evidence=Evidence(majority_read=4_300))
    assert Declaration.objects.get().majority_read == 4_300


def test_a_correction_is_not_vouched_for_by_what_it_corrects(contest):
    producer = a_producer()
    wrong = a_count(15_200, 19_500, 4_800, 2_100, 300)
    facts, before = facts_of(contest.pk), asked(contest, wrong)
    enter(contest_id=contest.pk, count=wrong, by=producer, evidence=ticked(contest, wrong))

    assert asked(contest, wrong) == before
    assert doubts_of(contest_id=contest.pk, facts=facts, count=ORDINARY) == ()
    corrected = correct(
        contest_id=contest.pk, count=ORDINARY, by=producer, based_on=1, reason="Two figures changed round"
    )
    assert corrected.was.startswith("was ")


def test_a_new_seat_is_asked_only_what_needs_no_last_time(election):
    contest = a_contest(election=election, new_seat=True)

    assert asked(contest, TEN_TIMES) == ()
    assert codes(asked(contest, replace(TEN_TIMES, electorate=99_000))) == ["electorate_unexpected"]


def test_a_ward_of_several_seats_has_its_own_questions():
    council = a_council()
    Election.objects.update(asks=True)
    ward = council.contests.order_by("code").first()
    count = Count(
        votes=dict.fromkeys(range(1, 11), 300) | {1: 900, 2: 890, 3: 880, 4: 870},
        electorate=6_000,
        elected=frozenset({1, 2, 3}),
        ballot_papers=4_000,
    )
    found = asked(ward, count, read=12)

    assert codes(found) == ["majority_differs", "votes_missing"]
    assert "for the last seat was read out as 12; these figures give 10." in found[0].sentence


def test_second_preferences_have_their_own_questions(contest):
    Contest.objects.filter(pk=contest.pk).update(method=Contest.Method.SV)
    count = replace(ORDINARY, second_preferences={1: 1_500, 2: 3_000}, ballot_papers=42_200)
    found = asked(contest, count, read=4_300)

    assert codes(found) == ["majority_differs", "papers_missing"]
    assert "these figures give 2,800" in found[0].sentence


PUTNEY = {"Lab": 20_952, "Con": 10_011, "LD": 5_189, "Green": 3_189, "RUK": 2_681, "WPB": 433, "REU": 300}
PUTNEY_CORRECTED = {
    "Lab": 24_113,
    "Con": 11_625,
    "LD": 5_943,
    "Green": 3_721,
    "RUK": 3_070,
    "WPB": 491,
    "REU": 350,
}
PUTNEY_2019 = {"Lab": 22_780, "Con": 18_006, "LD": 8_548, "Green": 1_133}


def putney(election: Election) -> Contest:
    """Putney as it stood on 4 July 2024, among the contests of that night."""
    contest = Contest.objects.create(
        election=election,
        code="putney",
        name="Putney",
        kind=Contest.Kind.CONSTITUENCY,
        electorate=72_500,
        previous_electorate=65_200,
    )
    parties = {party.code: party for party in election.parties.filter(code__in=PUTNEY)}
    Candidacy.objects.bulk_create(
        Candidacy(contest=contest, number=number, name=f"{code} in Putney", party=parties[code])
        for number, code in enumerate(PUTNEY, start=1)
    )
    PreviousTally.objects.bulk_create(
        PreviousTally(contest=contest, party=parties[code], votes=votes, winner=code == "Lab")
        for code, votes in PUTNEY_2019.items()
    )
    return contest


def test_putney_2024_without_6558_votes_waits_for_a_tick():
    contest = putney(the_night())

    with pytest.raises(Doubtful) as refusal:
        enter(contest_id=contest.pk, count=a_count(*PUTNEY.values(), electorate=72_500), by=a_producer())

    assert codes(refusal.value.doubts) == ["turnout_out_of_line"]
    assert "Turnout is 59.0%, against 77.4% last time; elsewhere tonight it is down" in refusal.value.sentence
    assert asked(contest, a_count(*PUTNEY_CORRECTED.values(), electorate=72_500)) == ()


def test_no_swap_of_the_first_two_of_a_real_night_gets_past_who_was_declared_elected():
    call_command("load_pack", SLUG, verbosity=0)
    producer = a_producer()
    ids = dict(Contest.objects.values_list("name", "pk"))
    fields = []
    for own in of_the_bench():
        (votes,) = top_two_swapped(own)
        with pytest.raises(Unacceptable) as refusal:
            enter(contest_id=ids[own.name], count=replace(own.count, votes=votes), by=producer)
        fields += [problem.field for problem in refusal.value.problems]

    assert fields == ["elected"] * 106
    assert not Declaration.objects.exists()


def test_the_desk_asks_on_a_real_night_what_the_bench_says_it_does():
    the_night()
    ticked_names = Declaration.objects.exclude(accepted=[]).values_list("contest__name", flat=True)

    assert Declaration.objects.count() == 106
    assert set(ticked_names) == {name for name, _ in false_warnings(of_the_bench())}
    assert len(ticked_names) == 3
