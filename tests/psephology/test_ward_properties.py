"""What holds for every ward that can be made up, against who can have been elected at all."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from results.psephology.counts import Count, Standing
from results.psephology.wards import judge_ward, ward_problems

for_any = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PARTIES = ("Con", "Lab", "LD", "Ind")
Case = tuple[tuple[Standing, ...], Count, int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Contested wards whose votes are close, so that ties for the last seat are common."""
    parties = draw(st.lists(st.sampled_from(PARTIES), min_size=3, max_size=6))
    standings = tuple(
        Standing(number, f"Candidate {number}", party, party == "Ind")
        for number, party in enumerate(parties, start=1)
    )
    votes = {standing.number: draw(st.integers(0, 4)) for standing in standings}
    assume(any(votes.values()))
    seats = draw(st.integers(2, len(standings) - 1))
    count = Count(
        votes=votes, electorate=500, elected=frozenset(), ballot_papers=draw(st.none() | st.just(40))
    )
    return standings, count, seats


def returns(count: Count, seats: int) -> Iterator[frozenset[int]]:
    """Everybody who can have been elected: nobody left out has more votes than anybody chosen."""
    for chosen in combinations(count.votes, seats):
        out = [votes for number, votes in count.votes.items() if number not in chosen]
        if min(count.votes[number] for number in chosen) >= max(out):
            yield frozenset(chosen)


@for_any
@given(cases())
def test_exactly_those_who_can_have_been_elected_pass_and_a_lot_only_where_there_are_several(
    case: Case,
) -> None:
    standings, count, seats = case
    possible = set(returns(count, seats))

    for chosen in combinations(count.votes, seats):
        for by_lot in (False, True):
            marked = replace(count, elected=frozenset(chosen), by_lot=by_lot)
            told = ward_problems(standings=standings, count=marked, seats=seats)
            assert (told == ()) == (frozenset(chosen) in possible and by_lot == (len(possible) > 1))


@for_any
@given(cases(), st.data())
def test_seats_ranks_and_majority_agree_with_who_was_declared(case: Case, data: st.DataObject) -> None:
    standings, count, seats = case
    possible = sorted(returns(count, seats), key=sorted)
    chosen = data.draw(st.sampled_from(possible))
    by_lot = len(possible) > 1
    result = judge_ward(standings=standings, count=replace(count, elected=chosen, by_lot=by_lot), seats=seats)

    assert frozenset(own.number for own in result.lines[:seats] if own.elected) == chosen
    assert sum(own.seats for own in result.parties) == seats
    assert [own.rank for own in result.lines] == sorted(own.rank for own in result.lines)
    assert (result.majority == 0) == by_lot


spoilt = st.fixed_dictionaries(
    {},
    optional={
        "electorate": st.integers(-2, 12),
        "rejected": st.integers(-2, 12),
        "ballot_papers": st.integers(-2, 12),
        "elected": st.frozensets(st.integers(0, 7), max_size=5),
        "by_lot": st.booleans(),
        "votes": st.dictionaries(st.integers(0, 7), st.integers(-2, 9), max_size=7),
    },
)


@for_any
@given(cases(), spoilt)
def test_judge_accepts_exactly_what_has_no_problems_and_no_field_has_two(
    case: Case, changes: dict[str, object]
) -> None:
    standings, count, seats = case
    spoilt_count = replace(count, **changes)  # type: ignore[arg-type]
    told = ward_problems(standings=standings, count=spoilt_count, seats=seats)
    fields = [problem.field for problem in told if problem.field]
    try:
        judge_ward(standings=standings, count=spoilt_count, seats=seats)
    except ValueError as refusal:
        assert str(refusal) == " ".join(problem.sentence for problem in told) != ""
    else:
        assert told == ()
    assert len(fields) == len(set(fields))
