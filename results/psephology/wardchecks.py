"""Why a count for several seats cannot be right, in sentences that a tired reporter can act on.

Owns what is refused where each paper holds as many votes as there are seats. Refuses to guess; one
slip of a key is complained of once. A ward with a seat for every candidate has no poll: its votes may
all be 0, and everybody is elected.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from results.psephology.checks import (
    each_candidate,
    electorate,
    in_form_order,
    negative_papers,
    nobody_voted,
    papers_above_electorate,
    strays,
    votes_field,
)
from results.psephology.counts import Count, Problem, Standing
from results.psephology.figures import Figures, figures_of, listed, seats_words, spelt, votes_words
from results.psephology.plausibility import problems


@dataclass(frozen=True, slots=True)
class _Ward:
    """Figures of a ward, and the seats it fills."""

    figures: Figures
    seats: int

    @property
    def contested(self) -> bool:
        return not 0 < len(self.figures.names) <= self.seats

    @property
    def to_mark(self) -> int:
        """How many must be marked as elected."""
        return min(self.seats, len(self.figures.names))

    @property
    def above_papers(self) -> list[int]:
        """Candidates with more votes than there are papers, where electorate and papers can be believed."""
        papers, votes = self.figures.count.ballot_papers, self.figures.count.votes
        if papers is None or papers < 0 or self.figures.above_electorate:
            return []
        return [number for number in self.figures.known if votes[number] > papers]

    @property
    def settles(self) -> bool:
        """Whether the votes settle who is elected."""
        return self.contested and self.figures.believable and len(self.above_papers) != 1

    @property
    def last(self) -> int:
        """Votes of the last place that has a seat."""
        return sorted(self.figures.count.votes.values(), reverse=True)[self.seats - 1]

    @property
    def level(self) -> list[int]:
        """Everybody with as many votes as the last place that has a seat."""
        votes = self.figures.count.votes
        return [number for number in self.figures.names if votes[number] == self.last]

    @property
    def left(self) -> int:
        """Seats left for those who are level."""
        return self.seats - sum(votes > self.last for votes in self.figures.count.votes.values())

    @property
    def tied(self) -> bool:
        return self.settles and len(self.level) > self.left

    @property
    def least_papers(self) -> int:
        """The fewest papers that can hold the votes: no voter may give a candidate two."""
        votes = self.figures.count.votes.values()
        return max(-(-self.figures.valid // self.seats), *votes, 0)

    @property
    def cast(self) -> int:
        """The fewest papers there can have been; 0 where rejected ones below none are told already."""
        return self.least_papers + self.figures.rejected if self.figures.rejected >= 0 else 0

    def with_votes(self, numbers: list[int]) -> str:
        """Names with votes, most first: "A (500 votes) and B (450 votes)"."""
        votes, names = self.figures.count.votes, self.figures.names
        ordered = sorted(numbers, key=lambda number: -votes[number])
        return listed([f"{names[number]} ({votes_words(votes[number])})" for number in ordered])


def ward_problems(*, standings: tuple[Standing, ...], count: Count, seats: int) -> tuple[Problem, ...]:
    """Everything that keeps a ward's count from being published, in the order of the form.

    Problems of the count as a whole come last. One seat has the sentences of any contest for one.
    """
    if seats == 1:
        return problems(standings=standings, count=count)
    ward = _Ward(figures=figures_of(standings=standings, count=count), seats=seats)
    found = (
        *each_candidate(ward.figures),
        *_candidates_above_papers(ward),
        *strays(ward.figures),
        *(nobody_voted(ward.figures) if ward.contested else ()),
        *_marks(ward),
        *_lot(ward),
        *electorate(ward.figures),
        *negative_papers(ward.figures),
        *_sums(ward),
    )
    return in_form_order(ward.figures, found)


def _candidates_above_papers(ward: _Ward) -> Iterator[Problem]:
    above, papers = ward.above_papers, ward.figures.count.ballot_papers
    if len(above) == 1:
        votes = votes_words(ward.figures.count.votes[above[0]])
        sentence = (
            f"{ward.figures.listed(above)} has {votes}, more than the {papers:,} ballot papers in the box."
        )
        yield Problem("votes_above_papers", votes_field(above[0]), f"{sentence} Check both figures.")
    elif above:
        # Several at once: the papers are the likelier slip, and are said once.
        sentence = (
            f"{ward.figures.listed(above)} each have more votes than the {papers:,} ballot papers in the box."
        )
        yield Problem("votes_above_papers", "ballot_papers", f"{sentence} Check the ballot papers first.")


def _marks(ward: _Ward) -> Iterator[Problem]:
    marked, elected = ward.figures.marked, ward.figures.count.elected
    if elected - ward.figures.names.keys():
        sentence = "Somebody marked as elected is not on the ballot paper. Mark who was declared elected."
        yield Problem("elected_nobody", "elected", sentence)
    elif len(marked) > ward.to_mark:
        sentence = f"{spelt(len(marked)).capitalize()} are marked as elected, for {seats_words(ward.seats)}: "
        sentence += f"{ward.figures.listed(marked)}. Mark only {spelt(ward.seats)}."
        yield Problem("elected_too_many", "elected", sentence)
    elif len(marked) < ward.to_mark:
        # A tie for the last seat that nobody settled is told by the lot.
        if not ward.tied or ward.figures.count.by_lot:
            yield Problem("elected_too_few", "elected", _too_few(ward, marked))
    elif ward.settles:
        yield from _contradiction(ward, marked)


def _too_few(ward: _Ward, marked: list[int]) -> str:
    if not marked:
        return f"Nobody is marked as elected. Mark {_declared(ward, f'the {spelt(ward.to_mark)}')}."
    verb = "are" if len(marked) > 1 else "is"
    both = "both" if ward.to_mark == 2 else f"all {spelt(ward.to_mark)}"
    sentence = f"Only {ward.figures.listed(marked)} {verb} marked as elected, for {seats_words(ward.seats)}."
    return f"{sentence} Mark {_declared(ward, both)}."


def _declared(ward: _Ward, how_many: str) -> str:
    return "who was declared elected" if ward.to_mark == 1 else f"{how_many} who were declared elected"


def _contradiction(ward: _Ward, marked: list[int]) -> Iterator[Problem]:
    votes = ward.figures.count.votes
    unmarked = [number for number in ward.figures.names if number not in marked]
    most, fewest = max(votes[number] for number in unmarked), min(votes[number] for number in marked)
    beaten = [number for number in marked if votes[number] < most]
    passed = [number for number in unmarked if votes[number] > fewest]
    if beaten:
        verb = "is" if len(beaten) == 1 else "are"
        sentence = f"{ward.with_votes(beaten)} {verb} marked as elected, but {ward.with_votes(passed)} "
        sentence += (
            f"{'is' if len(passed) == 1 else 'are'} not. Check the votes and who was declared elected."
        )
        yield Problem("elected_contradicts", "elected", sentence)


def _lot(ward: _Ward) -> Iterator[Problem]:
    by_lot = ward.figures.count.by_lot
    if ward.tied and not by_lot:
        left = "seat" if ward.left == 1 else seats_words(ward.left)
        sentence = (
            f"{ward.figures.listed(ward.level)} have {votes_words(ward.last)} each, for the last {left}."
        )
        yield Problem("tie_unsettled", "by_lot", f"{sentence} Record who was elected by lot.")
    elif by_lot and not ward.contested:
        sentence = "By lot is ticked, but there is a seat for every candidate. Untick it."
        yield Problem("lot_without_tie", "by_lot", sentence)
    elif by_lot and ward.settles and not ward.tied:
        votes = ward.figures.count.votes
        outside = [number for number in votes if votes[number] < ward.last]
        first_out = [max(outside, key=lambda number: votes[number])]
        sentence = (
            f"By lot is ticked, but nobody ties for the last seat: {ward.with_votes(ward.level)} won it, "
        )
        sentence += f"ahead of {ward.with_votes(first_out)}. Untick it, or check the votes."
        yield Problem("lot_without_tie", "by_lot", sentence)


def _sums(ward: _Ward) -> Iterator[Problem]:
    """At most one: a figure that is too large makes every sum with it too large."""
    papers = ward.figures.count.ballot_papers
    if ward.figures.above_electorate or ward.above_papers:
        return
    if ward.figures.count.electorate > 0:
        yield from (over := list(_above_electorate(ward)))
        if over:
            return
    if papers is not None and papers >= 0:
        yield from _above_papers(ward, papers)


def _above_electorate(ward: _Ward) -> Iterator[Problem]:
    valid, electors = ward.figures.valid, ward.figures.count.electorate
    if valid > electors * ward.seats:
        sentence = (
            f"The votes add up to {valid:,}, but {electors:,} electors with {spelt(ward.seats)} votes each "
        )
        sentence += f"have {electors * ward.seats:,}. Check each candidate's votes and the electorate."
        yield Problem("total_above_electorate", "", sentence)
    elif ward.cast > electors:
        sentence = (
            f"{_papers_needed(ward)}, more than the electorate of {electors:,}. Check the rejected papers."
        )
        yield Problem("cast_above_electorate", "rejected", sentence)
    else:
        yield from papers_above_electorate(ward.figures)


def _above_papers(ward: _Ward, papers: int) -> Iterator[Problem]:
    valid = ward.figures.valid
    if valid > papers * ward.seats:
        sentence = (
            f"The votes add up to {valid:,}, but {papers:,} ballot papers with {spelt(ward.seats)} votes "
        )
        sentence += f"each hold {papers * ward.seats:,}. Check the votes and the papers."
        yield Problem("total_above_papers", "ballot_papers", sentence)
    elif ward.cast > papers:
        sentence = (
            f"{_papers_needed(ward)}, but only {papers:,} ballot papers were in the box. Check the papers."
        )
        yield Problem("cast_above_papers", "ballot_papers", sentence)


def _papers_needed(ward: _Ward) -> str:
    least, rejected = ward.least_papers, ward.figures.rejected
    return (
        f"These votes need at least {least:,} ballot papers, and with {rejected:,} rejected that makes "
        f"{least + rejected:,}"
    )
