"""What holds for every contest that can be made up."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from results.psephology.contest import judge
from results.psephology.counts import Count, Previous, PreviousLine, Result, Standing, Word
from results.psephology.percent import pct
from results.psephology.plausibility import problems

for_any = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PARTIES = ("Con", "Lab", "LD", "RUK", "Green", "Ind")
PEOPLE = ("Ann Lee", "Bo Day", "Cy Fox", "Di Roe")
votes_cast = st.integers(min_value=0, max_value=30_000)


@st.composite
def standings_made_up(draw: st.DrawFn) -> tuple[Standing, ...]:
    stands = draw(
        st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PARTIES)), min_size=1, max_size=8)
    )
    return tuple(
        Standing(number=number, name=name, party=party, independent=party == "Ind")
        for number, (name, party) in enumerate(stands, start=1)
    )


@st.composite
def previous_made_up(draw: st.DrawFn) -> Previous | None:
    keys = st.tuples(st.sampled_from((*PARTIES, "Oth")), st.sampled_from(PEOPLE))
    rows = draw(st.dictionaries(keys, votes_cast, max_size=8))
    if not rows:
        return None
    lines = tuple(
        PreviousLine(party, votes, person if party == "Ind" else "", party == "Ind")
        for (party, person), votes in rows.items()
    )
    won = draw(st.sampled_from((None, *lines)))
    return Previous(
        lines=lines,
        winner=won.party if won else None,
        winner_person=won.person if won else "",
        catch_all=frozenset({"Oth"}),
    )


@st.composite
def counts_that_pass(draw: st.DrawFn, standings: tuple[Standing, ...]) -> Count:
    votes = {standing.number: draw(votes_cast) for standing in standings}
    assume(any(votes.values()))
    leaders = [number for number, own in votes.items() if own == max(votes.values())]
    rejected = draw(st.none() | st.integers(min_value=0, max_value=900))
    cast = sum(votes.values()) + (rejected or 0)
    return Count(
        votes=votes,
        electorate=cast + draw(st.integers(min_value=900, max_value=90_000)),
        elected=frozenset({draw(st.sampled_from(leaders))}),
        rejected=rejected,
        ballot_papers=draw(st.none() | st.integers(min_value=cast, max_value=cast + 900)),
        by_lot=len(leaders) > 1,
    )


Case = tuple[tuple[Standing, ...], Count, Previous | None, bool]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    standings = draw(standings_made_up())
    return standings, draw(counts_that_pass(standings)), draw(previous_made_up()), draw(st.booleans())


def judged(case: Case) -> Result:
    standings, count, previous, new_seat = case
    return judge(standings=standings, count=count, previous=previous, new_seat=new_seat)


@for_any
@given(cases())
def test_shares_sum_to_a_hundred_within_rounding(case: Case) -> None:
    result = judged(case)
    off = abs(sum((line.share_pct for line in result.lines), Decimal(-100)))

    assert off <= len(result.lines) * Decimal("0.000000005")


@for_any
@given(cases())
def test_the_lines_of_the_parties_sum_to_both_totals(case: Case) -> None:
    result = judged(case)

    assert sum(line.votes for line in result.parties) == result.valid
    assert sum(line.previous_votes for line in result.parties) == result.previous_valid
    assert len({line.party for line in result.parties}) == len(result.parties)


@for_any
@given(cases())
def test_one_seat_is_won_and_every_gain_is_a_loss(case: Case) -> None:
    result = judged(case)
    gains = sum(line.gains for line in result.parties)

    assert sum(line.seats for line in result.parties) == 1
    assert gains == sum(line.losses for line in result.parties) == int(result.word is Word.GAIN)
    assert (result.previous_party is None) == (result.word is Word.WIN)


@for_any
@given(cases())
def test_the_winner_is_the_one_declared_elected_and_nobody_has_more(case: Case) -> None:
    _, count, _, _ = case
    result = judged(case)

    assert frozenset({result.winner}) == count.elected
    assert result.lines[0].number == result.winner
    assert [line.rank for line in result.lines] == sorted(line.rank for line in result.lines)
    assert count.votes[result.winner] == max(count.votes.values())
    assert (result.majority == 0) == (count.by_lot)


@for_any
@given(cases(), st.integers(min_value=2, max_value=9))
def test_scaling_every_vote_leaves_shares_and_ranks(case: Case, factor: int) -> None:
    standings, count, previous, new_seat = case
    scaled = replace(
        count,
        votes={number: factor * votes for number, votes in count.votes.items()},
        electorate=factor * (count.electorate + 900),
        ballot_papers=None,
    )
    once, again = judged(case), judged((standings, scaled, previous, new_seat))

    assert [replace(line, votes=0) for line in once.lines] == [replace(line, votes=0) for line in again.lines]
    assert (once.majority_pct, once.swing, once.word) == (again.majority_pct, again.swing, again.word)


@for_any
@given(cases(), st.data())
def test_the_order_candidates_are_given_in_changes_nothing(case: Case, data: st.DataObject) -> None:
    standings, count, previous, new_seat = case
    shuffled = tuple(data.draw(st.permutations(standings)))
    again = replace(count, votes={standing.number: count.votes[standing.number] for standing in shuffled})

    assert judged((shuffled, again, previous, new_seat)) == judged(case)


@for_any
@given(cases())
def test_swing_is_never_negative_and_lies_between_two_parties(case: Case) -> None:
    swing = judged(case).swing

    if swing is not None:
        assert 0 <= swing.points <= 100
        assert swing.gainer != swing.loser


@for_any
@given(cases())
def test_a_change_is_the_share_now_less_a_share_last_time(case: Case) -> None:
    _, _, previous, _ = case
    result = judged(case)
    compared = [line for line in result.lines if line.change_pts is not None]

    for line in compared:
        then = line.share_pct - (line.change_pts or 0)
        assert previous is not None
        assert Decimal("-0.00000001") <= then <= Decimal("100.00000001")
        assert line.stood_before is True
    assert all(line.stood_before is not True for line in result.lines if line not in compared)


spoilt = st.fixed_dictionaries(
    {},
    optional={
        "electorate": st.integers(min_value=-5, max_value=40_000),
        "rejected": st.integers(min_value=-5, max_value=90_000),
        "ballot_papers": st.integers(min_value=-5, max_value=40_000),
        "elected": st.frozensets(st.integers(min_value=0, max_value=9), max_size=3),
        "by_lot": st.booleans(),
        "votes": st.dictionaries(st.integers(0, 9), st.integers(-5, 90_000), max_size=8),
    },
)


@for_any
@given(cases(), spoilt)
def test_judge_accepts_exactly_what_has_no_problems(case: Case, changes: dict[str, object]) -> None:
    standings, count, previous, new_seat = case
    spoilt_count = replace(count, **changes)  # type: ignore[arg-type]
    told = problems(standings=standings, count=spoilt_count)
    try:
        judged((standings, spoilt_count, previous, new_seat))
    except ValueError as refusal:
        assert str(refusal) == " ".join(problem.sentence for problem in told) != ""
    else:
        assert told == ()


@for_any
@given(cases(), spoilt)
def test_no_field_has_two_complaints(case: Case, changes: dict[str, object]) -> None:
    standings, count, _, _ = case
    told = problems(standings=standings, count=replace(count, **changes))  # type: ignore[arg-type]
    fields = [problem.field for problem in told if problem.field]

    assert len(fields) == len(set(fields))


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10**9))
def test_a_rounded_percentage_is_within_half_a_unit_of_the_exact_one(part: int, whole: int) -> None:
    assert abs(Fraction(pct(part, whole)) - Fraction(100 * part, whole)) <= Fraction(1, 200_000_000)
