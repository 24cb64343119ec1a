"""Why a count for one seat cannot be right, in sentences that a tired reporter can act on.

Owns what is refused for the figures' own sake. Refuses to correct anything and to guess which of two
figures is wrong; one slip of a key is complained of once, where it most likely is.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from results.psephology.counts import Count, Problem, Standing

# More than the whole United Kingdom has: only a slip of the key gets there.
LARGEST_ELECTORATE = 60_000_000
AFTER_VOTES = ("elected", "by_lot", "electorate", "rejected", "ballot_papers", "")


def problems(*, standings: tuple[Standing, ...], count: Count) -> tuple[Problem, ...]:
    """Everything that keeps a count from being published, in the order of the form; none: it may be.

    Problems of the count as a whole come last.
    """
    figures = _Figures(names=_names(standings), count=count)
    found = (
        *_each_candidate(figures),
        *_strays(figures),
        *_nobody_voted(figures),
        *_marks(figures),
        *_lot(figures),
        *_electorate(figures),
        *_negative_papers(figures),
        *_sums(figures),
    )
    order = (*(_votes_field(number) for number in sorted(figures.names)), *AFTER_VOTES)
    return tuple(sorted(found, key=lambda problem: order.index(problem.field)))


@dataclass(frozen=True, slots=True)
class _Figures:
    """A count with the names of those who stand; `names` by ballot-paper number."""

    names: dict[int, str]
    count: Count

    @property
    def complete(self) -> bool:
        """Whether every candidate has votes, nobody else has, and none are negative."""
        votes = self.count.votes
        return votes.keys() == self.names.keys() and min(votes.values(), default=0) >= 0

    @property
    def valid(self) -> int:
        return sum(self.count.votes.values())

    @property
    def rejected(self) -> int:
        return self.count.rejected or 0

    @property
    def above_electorate(self) -> list[int]:
        """Candidates with more votes than there are electors, where the electorate can be believed."""
        electorate = self.count.electorate
        votes = self.count.votes
        return [number for number in self.known if votes[number] > electorate > 0]

    @property
    def known(self) -> list[int]:
        return [number for number in self.names if number in self.count.votes]

    @property
    def leaders(self) -> list[int]:
        """Who has most votes; nobody where figures are missing or impossible and settle nothing."""
        if not self.complete or not self.valid or len(self.above_electorate) == 1:
            return []
        most = max(self.count.votes.values())
        return [number for number in self.names if self.count.votes[number] == most]

    def listed(self, numbers: list[int]) -> str:
        return _listed([self.names[number] for number in numbers])


def _each_candidate(figures: _Figures) -> Iterator[Problem]:
    votes, electorate = figures.count.votes, figures.count.electorate
    above = figures.above_electorate
    for number, name in figures.names.items():
        field = _votes_field(number)
        if number not in votes:
            sentence = f"{name} has no votes entered. Enter the figure, or 0 if there were none."
            yield Problem("votes_missing", field, sentence)
        elif votes[number] < 0:
            sentence = f"{name} cannot have {votes[number]:,} votes. Enter the figure that was read out."
            yield Problem("votes_negative", field, sentence)
        elif above == [number]:
            sentence = (
                f"{name} has {_votes(votes[number])}, more than the electorate of {electorate:,}. "
                "Check both figures."
            )
            yield Problem("votes_above_electorate", field, sentence)


def _strays(figures: _Figures) -> Iterator[Problem]:
    for number in sorted(figures.count.votes.keys() - figures.names.keys()):
        sentence = f"There are votes for number {number}, but nobody has that place on the ballot paper."
        yield Problem("votes_for_nobody", "", f"{sentence} Open the form again.")


def _nobody_voted(figures: _Figures) -> Iterator[Problem]:
    if figures.complete and not figures.valid:
        yield Problem("nobody_voted", "", "All the votes are 0. Enter the figures that were read out.")


def _marks(figures: _Figures) -> Iterator[Problem]:
    marked = sorted(figures.count.elected & figures.names.keys())
    if figures.count.elected - figures.names.keys():
        sentence = "The one marked as elected is not on the ballot paper. Mark who was declared elected."
        yield Problem("elected_nobody", "elected", sentence)
    elif len(marked) > 1:
        both = "both" if len(marked) == 2 else "all"
        sentence = f"{figures.listed(marked)} are {both} marked as elected, for one seat. Mark only one."
        yield Problem("elected_too_many", "elected", sentence)
    elif not marked and not _unsettled(figures):
        sentence = "Nobody is marked as elected. Mark who was declared elected."
        yield Problem("elected_missing", "elected", sentence)
    elif marked and figures.leaders and marked[0] not in figures.leaders:
        yield Problem("elected_contradicts", "elected", _contradiction(figures, marked[0]))


def _contradiction(figures: _Figures, marked: int) -> str:
    votes, leaders = figures.count.votes, figures.leaders
    verb, each = ("has", "") if len(leaders) == 1 else ("have", " each")
    return (
        f"{figures.names[marked]} is marked as elected with {_votes(votes[marked])}, but "
        f"{figures.listed(leaders)} {verb} {votes[leaders[0]]:,}{each}. "
        "Check the votes and who was declared elected."
    )


def _lot(figures: _Figures) -> Iterator[Problem]:
    leaders = figures.leaders
    if _unsettled(figures):
        votes = _votes(figures.count.votes[leaders[0]])
        sentence = f"{figures.listed(leaders)} have {votes} each. Record who was elected by lot."
        yield Problem("tie_unsettled", "by_lot", sentence)
    elif figures.count.by_lot and len(leaders) == 1:
        name, votes = figures.names[leaders[0]], _votes(figures.count.votes[leaders[0]])
        sentence = f"By lot is ticked, but {name} leads alone with {votes}. Untick it, or check the votes."
        yield Problem("lot_without_tie", "by_lot", sentence)


def _unsettled(figures: _Figures) -> bool:
    return len(figures.leaders) > 1 and not figures.count.by_lot


def _electorate(figures: _Figures) -> Iterator[Problem]:
    electorate, above = figures.count.electorate, figures.above_electorate
    if electorate <= 0:
        sentence = f"The electorate cannot be {electorate:,}. Enter how many people may vote here."
        yield Problem("electorate_not_positive", "electorate", sentence)
    elif electorate > LARGEST_ELECTORATE:
        sentence = f"The electorate cannot be {electorate:,}, more than the whole country has. Check it."
        yield Problem("electorate_too_large", "electorate", sentence)
    elif len(above) > 1:
        # Several at once: the electorate is the likelier slip, and is said once.
        sentence = f"{figures.listed(above)} each have more votes than the electorate of {electorate:,}."
        yield Problem("votes_above_electorate", "electorate", f"{sentence} Check the electorate first.")


def _negative_papers(figures: _Figures) -> Iterator[Problem]:
    rejected, papers = figures.count.rejected, figures.count.ballot_papers
    if rejected is not None and rejected < 0:
        sentence = f"Rejected papers cannot be {rejected:,}. Enter the figure, or leave it blank if unknown."
        yield Problem("rejected_negative", "rejected", sentence)
    if papers is not None and papers < 0:
        sentence = f"Ballot papers cannot be {papers:,}. Enter the figure, or leave it blank if unknown."
        yield Problem("papers_negative", "ballot_papers", sentence)


def _sums(figures: _Figures) -> Iterator[Problem]:
    """At most one: a figure that is too large makes every sum with it too large."""
    electorate, papers = figures.count.electorate, figures.count.ballot_papers
    if figures.above_electorate:
        return
    if electorate > 0:
        yield from (over := list(_above_electorate(figures)))
        if over:
            return
    if papers is not None and papers >= 0:
        yield from _above_papers(figures, papers)


def _above_electorate(figures: _Figures) -> Iterator[Problem]:
    electorate, papers = figures.count.electorate, figures.count.ballot_papers
    valid, cast = figures.valid, figures.valid + figures.rejected
    limit = f"more than the electorate of {electorate:,}"
    if valid > electorate:
        sentence = f"The votes add up to {valid:,}, {limit}. Check each candidate's votes and the electorate."
        yield Problem("total_above_electorate", "", sentence)
    elif cast > electorate:
        sentence = f"{valid:,} votes and {figures.rejected:,} rejected papers make {cast:,}, {limit}."
        yield Problem("cast_above_electorate", "rejected", f"{sentence} Check the rejected papers.")
    elif papers is not None and papers > electorate:
        sentence = f"There are {papers:,} ballot papers, {limit}. Check both figures."
        yield Problem("papers_above_electorate", "ballot_papers", sentence)


def _above_papers(figures: _Figures, papers: int) -> Iterator[Problem]:
    valid, cast = figures.valid, figures.valid + figures.rejected
    if valid > papers:
        sentence = f"The votes add up to {valid:,}, but only {papers:,} ballot papers were in the box."
        yield Problem("total_above_papers", "ballot_papers", f"{sentence} Check the votes and the papers.")
    elif cast > papers:
        sentence = (
            f"{valid:,} votes and {figures.rejected:,} rejected papers make {cast:,}, "
            f"but only {papers:,} ballot papers were in the box. Check the papers."
        )
        yield Problem("cast_above_papers", "ballot_papers", sentence)


def _names(standings: tuple[Standing, ...]) -> dict[int, str]:
    often = Counter(standing.name for standing in standings)
    ordered = sorted(standings, key=lambda standing: standing.number)
    return {
        standing.number: standing.name if often[standing.name] == 1 else f"{standing.name} ({standing.party})"
        for standing in ordered
    }


def _votes_field(number: int) -> str:
    return f"votes-{number}"


def _votes(votes: int) -> str:
    return "1 vote" if votes == 1 else f"{votes:,} votes"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
