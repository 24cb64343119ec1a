"""How many mistakes the desk would have caught on a real night, and how often it would have cried wolf.

`python -m tests.bench.plausibility` goes through the 106 contests of July 2024 in recorded order. Each is
entered right, and then with one mistake at a time, with only what was declared before known. Warnings and
problems both count as caught. Whoever has most votes is marked as elected, as if the reporter had gone by
the wrong figures ("figures"); "mark" is with who was really declared elected marked, "majority" with that and
the majority as it was read out, and "papers" with the mark and the number of ballot papers in the box, which
many returning officers read out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from results.psephology.counts import Count
from results.psephology.plausibility import problems
from results.psephology.readout import majority_of
from results.psephology.slips import Slip, transposed
from results.psephology.tonight import Tonight
from results.psephology.warnings import Warning, warnings  # noqa: A004
from tests.bench.night import EAST_MIDLANDS, Declared, contests, with_what_was_known

Mistakes = Callable[[Declared], Iterator[dict[int, int]]]


@dataclass(frozen=True, slots=True)
class Caught:
    """Of so many mistakes, the share noticed in per cent: by the figures alone, and with more to go by."""

    tried: int
    by_figures: float
    with_mark: float
    with_majority: float
    with_papers: float


def raised(
    contest: Declared, count: Count, tonight: Tonight, majority_read: int | None = None
) -> tuple[Warning, ...]:
    """The warnings about a count of a contest."""
    return warnings(
        standings=contest.standings,
        count=count,
        previous=contest.previous,
        expected=contest.expected,
        tonight=tonight,
        majority_read=majority_read,
    )


def false_warnings(order: Iterable[Declared]) -> list[tuple[str, Warning]]:
    """Every warning about results that were entered right, with the contest's name."""
    return [
        (contest.name, warning)
        for contest, tonight in with_what_was_known(order)
        for warning in raised(contest, contest.count, tonight)
    ]


def caught(order: Iterable[Declared], mistakes: Mistakes) -> Caught:
    """How many of the mistakes that can be made in each contest were noticed."""
    seen = [
        tuple(_noticed(contest, count, tonight, read) for count, read in _entered(contest, votes))
        for contest, tonight in with_what_was_known(order)
        for votes in mistakes(contest)
    ]
    figures, mark, majority, papers = (100 * sum(column) / len(seen) for column in zip(*seen, strict=True))
    return Caught(
        tried=len(seen),
        by_figures=figures,
        with_mark=mark,
        with_majority=majority,
        with_papers=papers,
    )


def top_two_swapped(contest: Declared) -> Iterator[dict[int, int]]:
    """The figures of the first two changed round."""
    yield _swapped(contest, *contest.ranked[:2])


def neighbours_swapped(contest: Declared) -> Iterator[dict[int, int]]:
    """The figures of each two who stand one below the other on the ballot paper changed round."""
    numbers = sorted(contest.count.votes)
    for one, other in pairwise(numbers):
        if contest.count.votes[one] != contest.count.votes[other]:
            yield _swapped(contest, one, other)


def top_two_first_digits(contest: Declared) -> Iterator[dict[int, int]]:
    """The first two digits of the winner's figure changed round, and of the second's."""
    for number in contest.ranked[:2]:
        figure = contest.count.votes[number]
        other = int(f"{str(figure)[1]}{str(figure)[0]}{str(figure)[2:]}")
        if other != figure:
            yield {**contest.count.votes, number: other}


def top_two_any_digits(contest: Declared) -> Iterator[dict[int, int]]:
    """Any two neighbouring digits of the first two changed round."""
    for number in contest.ranked[:2]:
        for other in transposed(contest.count.votes[number]):
            yield {**contest.count.votes, number: other}


def wrong_winner_by_digits(contest: Declared) -> Iterator[dict[int, int]]:
    """Any two neighbouring digits of anybody changed round, where somebody else then leads."""
    votes = contest.count.votes
    for number, figure in votes.items():
        for other in transposed(figure):
            wrong = {**votes, number: other}
            if max(wrong, key=lambda own: wrong[own]) != contest.ranked[0]:
                yield wrong


def top_two_ten_times(contest: Declared) -> Iterator[dict[int, int]]:
    """The winner's figure ten times, and the second's."""
    yield from _times_ten(contest, contest.ranked[:2])


def kept_deposits_ten_times(contest: Declared) -> Iterator[dict[int, int]]:
    """Ten times the figure of each who kept the deposit."""
    votes = contest.count.votes
    yield from _times_ten(contest, [own for own in votes if 20 * votes[own] > sum(votes.values())])


def anybody_ten_times(contest: Declared) -> Iterator[dict[int, int]]:
    """Ten times the figure of each candidate, down to the last."""
    yield from _times_ten(contest, contest.ranked)


def top_two_a_tenth(contest: Declared) -> Iterator[dict[int, int]]:
    """The last digit of the winner's figure left out, and of the second's."""
    for number in contest.ranked[:2]:
        yield {**contest.count.votes, number: contest.count.votes[number] // 10}


MISTAKES: dict[str, Mistakes] = {
    "the first two swapped": top_two_swapped,
    "neighbours on the paper swapped": neighbours_swapped,
    "first digits of the first two transposed": top_two_first_digits,
    "any digits of the first two transposed": top_two_any_digits,
    "any digits transposed, wrong winner": wrong_winner_by_digits,
    "figure of the first two x10": top_two_ten_times,
    "figure of anyone over 5 % x10": kept_deposits_ten_times,
    "figure of anybody x10": anybody_ten_times,
    "figure of the first two /10": top_two_a_tenth,
}


def swap_pct(found: list[tuple[str, Warning]], *, of: int) -> float:
    """How many contests were wrongly said to have figures swapped, in per cent."""
    return 100 * len({name for name, warning in found if warning.code == Slip.SWAPPED}) / of


def any_pct(found: list[tuple[str, Warning]], *, of: int) -> float:
    """How many contests had any warning, in per cent."""
    return 100 * len({name for name, _ in found}) / of


def nights() -> dict[str, list[Declared]]:
    """The night whole, and each part as if it were a night of its own."""
    everywhere = list(contests())
    east = [contest for contest in everywhere if contest.expected.region == EAST_MIDLANDS]
    elsewhere = [contest for contest in everywhere if contest.expected.region != EAST_MIDLANDS]
    return {
        "all": everywhere,
        "East Midlands, where limits were set": east,
        "West Midlands and borders, held out": elsewhere,
    }


def table(name: str, order: list[Declared]) -> Iterator[str]:
    """The lines of one night's table."""
    found = false_warnings(order)
    yield f"{name}: {len(order)} contests"
    yield f"  entered right, with any warning           {any_pct(found, of=len(order)):6.1f} %"
    yield f"  entered right, said to be swapped         {swap_pct(found, of=len(order)):6.1f} %"
    yield f"  {'caught':40}   tried   figures      mark  majority    papers"
    for label, mistakes in MISTAKES.items():
        shares = caught(order, mistakes)
        columns = (shares.by_figures, shares.with_mark, shares.with_majority, shares.with_papers)
        yield f"  {label:40}  {shares.tried:6}" + "".join(f" {column:7.1f} %" for column in columns)
    for contest, warning in found:
        yield f"  false: {contest}: {warning.sentence}"


def main() -> None:
    """Print the tables."""
    for name, order in nights().items():
        print("\n".join((*table(name, order), "")))


def _swapped(contest: Declared, one: int, other: int) -> dict[int, int]:
    votes = contest.count.votes
    return {**votes, one: votes[other], other: votes[one]}


def _times_ten(contest: Declared, numbers: Iterable[int]) -> Iterator[dict[int, int]]:
    for number in numbers:
        yield {**contest.count.votes, number: 10 * contest.count.votes[number]}


def _entered(contest: Declared, votes: dict[int, int]) -> Iterator[tuple[Count, int | None]]:
    """Wrong votes, each time with more to go by, and the majority where it was read out."""
    leader = max(contest.ranked, key=lambda number: votes[number])
    marked = replace(contest.count, votes=votes)
    papers = sum(contest.count.votes.values()) + (contest.count.rejected or 0)
    yield replace(marked, elected=frozenset({leader})), None
    yield marked, None
    yield marked, majority_of(contest.count.votes)
    yield replace(marked, ballot_papers=papers), None


def _noticed(contest: Declared, count: Count, tonight: Tonight, majority_read: int | None) -> bool:
    refused = problems(standings=contest.standings, count=count)
    return bool(refused or raised(contest, count, tonight, majority_read))


if __name__ == "__main__":
    main()
