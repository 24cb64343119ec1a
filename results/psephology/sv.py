"""Judging the supplementary vote: a first and a second preference for one seat.

Owns who is left after first preferences, what second preferences add, and why such a count cannot be
right. Refuses to choose between equals, and to judge what `sv_problems()` complains of.

Rules (Local Democracy, Economic Development and Construction Act 2009, schedule 5B, paragraphs 4 and
5): more than half of the first preferences elects. Otherwise the two with most are left, and whoever
equals the second of them too; second preferences of those who voted for nobody left are added. Equal
totals are decided by lot. With one or two candidates most votes win, and nothing is added.

Shares, changes, turnout and deposits are of first preferences; a majority after second preferences is
the difference of totals, in per cent of all valid first preferences.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from results.psephology.checks import in_form_order, lot, mark, second_field
from results.psephology.contest import result_of
from results.psephology.counts import Count, Previous, Problem, Result, Standing
from results.psephology.figures import Figures, figures_of, votes_words
from results.psephology.places import places_of, refuse
from results.psephology.plausibility import problems_of_votes

AFTER = " after second preferences"


@dataclass(frozen=True, slots=True)
class Final:
    """A candidate left after first preferences, with what second preferences made of it."""

    number: int
    first: int
    second: int

    @property
    def total(self) -> int:
        """First and second preferences together."""
        return self.first + self.second


def left_in(votes: Mapping[int, int]) -> tuple[int, ...]:
    """Ballot numbers left for second preferences, most votes first; empty where none are counted."""
    ordered = sorted(votes, key=lambda number: (-votes[number], number))
    if len(ordered) < 3 or _has_majority(votes, ordered[0]):
        return ()
    left = tuple(number for number in ordered if votes[number] >= votes[ordered[1]])
    # Where all are left nobody's second preferences are to be added.
    return left if len(left) < len(ordered) else ()


def finals(count: Count) -> tuple[Final, ...]:
    """Totals after second preferences, most first; empty where none were counted."""
    added = count.second_preferences or {}
    if not added:
        return ()
    left = (Final(number, count.votes[number], added.get(number, 0)) for number in left_in(count.votes))
    return tuple(sorted(left, key=lambda final: (-final.total, final.number not in count.elected)))


def totals_of(count: Count) -> dict[int, int]:
    """The votes that decide, by ballot-paper number: first preferences, with second ones where added."""
    return {**count.votes, **{final.number: final.total for final in finals(count)}}


def sv_problems(*, standings: tuple[Standing, ...], count: Count) -> tuple[Problem, ...]:
    """Everything that keeps a count from being published, in the order of the form; none: it may be.

    Problems of the count as a whole come last.
    """
    figures = figures_of(standings=standings, count=count)
    if not figures.believable:
        return in_form_order(figures, (*problems_of_votes(figures), *mark(figures), *lot(figures)))
    left = left_in(count.votes)
    wrong = tuple(_second_preferences(figures, left))
    decided = replace(figures, totals={} if wrong else totals_of(count), when=AFTER if left else "")
    found = (*problems_of_votes(figures), *wrong, *_elected(decided, left), *lot(decided))
    return in_form_order(figures, found)


def judge_sv(
    *, standings: tuple[Standing, ...], count: Count, previous: Previous | None, new_seat: bool
) -> Result:
    """The result of one contest for one seat, by the supplementary vote.

    `after_second_preferences` says whether they decided it; places and the majority are then by the
    totals. Raises ValueError, with the sentences, where `sv_problems()` finds any.
    """
    refuse(sv_problems(standings=standings, count=count))
    places = places_of(standings=standings, count=count, totals=totals_of(count))
    result = result_of(places=places, count=count, previous=previous, new_seat=new_seat)
    return replace(result, after_second_preferences=bool(left_in(count.votes)))


def _has_majority(votes: Mapping[int, int], number: int) -> bool:
    return 2 * votes[number] > sum(votes.values())


def _elected(figures: Figures, left: tuple[int, ...]) -> Iterator[Problem]:
    marked = figures.marked
    if len(marked) == 1 and left and figures.totals and marked[0] not in left:
        sentence = (
            f"{figures.listed(marked)} is marked as elected, but went out on first preferences: "
            f"{figures.listed([*left])} were left. Check the votes and who was declared elected."
        )
        yield Problem("elected_contradicts", "elected", sentence)
    else:
        yield from mark(figures)


def _second_preferences(figures: Figures, left: tuple[int, ...]) -> Iterator[Problem]:
    added = figures.count.second_preferences
    if not left:
        yield from _not_needed(figures, added or {})
    elif not added:
        most = figures.count.votes[left[0]]
        sentence = (
            f"Nobody has more than half of the first preferences: the most is {most:,} of {figures.valid:,}. "
            f"Enter the second preferences of {figures.listed([*left])}."
        )
        yield Problem("second_preferences_missing", second_field(left[0]), sentence)
    else:
        found = [*_each_final(figures, added, left), *_gone(figures, added, left)]
        yield from found or _too_many(figures, added, left)


def _not_needed(figures: Figures, added: Mapping[int, int]) -> Iterator[Problem]:
    if not added:
        return
    leader = figures.leaders[0]
    votes = figures.count.votes
    if _has_majority(votes, leader):
        sentence = (
            f"{figures.names[leader]} has more than half of the first preferences, {votes[leader]:,} of "
            f"{figures.valid:,}, so no second preferences are counted."
        )
    else:
        sentence = "Nobody went out on first preferences, so there are no second preferences to add."
    first = min(added)
    field = second_field(first) if first in figures.names else ""
    yield Problem("second_preferences_not_needed", field, f"{sentence} Clear them, or check the votes.")


def _each_final(figures: Figures, added: Mapping[int, int], left: tuple[int, ...]) -> Iterator[Problem]:
    for number in left:
        name, field = figures.names[number], second_field(number)
        if number not in added:
            sentence = f"{name} has no second preferences entered. Enter the figure, or 0 if there were none."
            yield Problem("second_preferences_missing", field, sentence)
        elif added[number] < 0:
            sentence = f"{name} cannot have {added[number]:,} second preferences."
            yield Problem(
                "second_preferences_negative", field, f"{sentence} Enter the figure that was read out."
            )


def _gone(figures: Figures, added: Mapping[int, int], left: tuple[int, ...]) -> Iterator[Problem]:
    for number in sorted(added.keys() - {*left}):
        if number in figures.names:
            sentence = (
                f"{figures.names[number]} went out on first preferences, so no second preferences are added: "
                f"{figures.listed([*left])} were left. Clear the figure, or check the votes."
            )
            yield Problem("second_preferences_for_gone", second_field(number), sentence)
        else:
            sentence = f"There are second preferences for number {number}, but nobody has that place on the "
            yield Problem(
                "second_preferences_for_nobody", "", f"{sentence}ballot paper. Open the form again."
            )


def _too_many(figures: Figures, added: Mapping[int, int], left: tuple[int, ...]) -> Iterator[Problem]:
    gone = [number for number in figures.names if number not in left]
    held = sum(figures.count.votes[number] for number in gone)
    if sum(added.values()) > held:
        sentence = (
            f"The second preferences add up to {sum(added.values()):,}, but {figures.listed(gone)} had only "
            f"{votes_words(held)} to pass on. Check the second preferences and the votes."
        )
        yield Problem("second_preferences_too_many", "", sentence)
