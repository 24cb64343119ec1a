"""What is wrong with a count whichever way its seats are filled, in sentences to act on.

Owns the complaints that contests for one seat, wards of several and second preferences share. Refuses
to say what a contest is made of: `plausibility.py`, `wards.py` and `sv.py` choose their checks.
"""

from collections.abc import Iterable, Iterator

from results.psephology.counts import Problem
from results.psephology.figures import Figures, votes_words

# More than the whole United Kingdom has: only a slip of the key gets there.
LARGEST_ELECTORATE = 60_000_000
AFTER_VOTES = ("elected", "by_lot", "electorate", "rejected", "ballot_papers", "")


def in_form_order(figures: Figures, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the form; those of the count as a whole come last."""
    numbers = sorted(figures.names)
    order = (*map(votes_field, numbers), *map(second_field, numbers), *AFTER_VOTES)
    return tuple(sorted(found, key=lambda problem: order.index(problem.field)))


def votes_field(number: int) -> str:
    """The field of a candidate's votes."""
    return f"votes-{number}"


def second_field(number: int) -> str:
    """The field of the second preferences added to a candidate's votes."""
    return f"second_preferences-{number}"


def each_candidate(figures: Figures) -> Iterator[Problem]:
    """Votes that are missing, negative, or more than there are electors."""
    votes, electorate = figures.count.votes, figures.count.electorate
    above = figures.above_electorate
    for number, name in figures.names.items():
        field = votes_field(number)
        if number not in votes:
            sentence = f"{name} has no votes entered. Enter the figure, or 0 if there were none."
            yield Problem("votes_missing", field, sentence)
        elif votes[number] < 0:
            sentence = f"{name} cannot have {votes[number]:,} votes. Enter the figure that was read out."
            yield Problem("votes_negative", field, sentence)
        elif above == [number]:
            sentence = (
                f"{name} has {votes_words(votes[number])}, more than the electorate of {electorate:,}. "
                "Check both figures."
            )
            yield Problem("votes_above_electorate", field, sentence)


def strays(figures: Figures) -> Iterator[Problem]:
    """Votes for a place on the ballot paper that nobody has."""
    for number in sorted(figures.count.votes.keys() - figures.names.keys()):
        sentence = f"There are votes for number {number}, but nobody has that place on the ballot paper."
        yield Problem("votes_for_nobody", "", f"{sentence} Open the form again.")


def nobody_voted(figures: Figures) -> Iterator[Problem]:
    """All votes 0."""
    if figures.complete and not figures.valid:
        yield Problem("nobody_voted", "", "All the votes are 0. Enter the figures that were read out.")


def mark(figures: Figures) -> Iterator[Problem]:
    """Who is marked as elected to the one seat, against who has most votes."""
    marked = figures.marked
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


def lot(figures: Figures) -> Iterator[Problem]:
    """A tie for the one seat without a lot, and a lot without a tie."""
    leaders = figures.leaders
    if _unsettled(figures):
        votes = votes_words(figures.totals[leaders[0]])
        sentence = (
            f"{figures.listed(leaders)} have {votes} each{figures.when}. Record who was elected by lot."
        )
        yield Problem("tie_unsettled", "by_lot", sentence)
    elif figures.count.by_lot and len(leaders) == 1:
        name, votes = figures.names[leaders[0]], votes_words(figures.totals[leaders[0]])
        sentence = f"By lot is ticked, but {name} leads alone with {votes}{figures.when}."
        yield Problem("lot_without_tie", "by_lot", f"{sentence} Untick it, or check the votes.")


def electorate(figures: Figures) -> Iterator[Problem]:
    """An electorate that cannot be, or that several candidates exceed."""
    electors, above = figures.count.electorate, figures.above_electorate
    if electors <= 0:
        sentence = f"The electorate cannot be {electors:,}. Enter how many people may vote here."
        yield Problem("electorate_not_positive", "electorate", sentence)
    elif electors > LARGEST_ELECTORATE:
        sentence = f"The electorate cannot be {electors:,}, more than the whole country has. Check it."
        yield Problem("electorate_too_large", "electorate", sentence)
    elif len(above) > 1:
        # Several at once: the electorate is the likelier slip, and is said once.
        sentence = f"{figures.listed(above)} each have more votes than the electorate of {electors:,}."
        yield Problem("votes_above_electorate", "electorate", f"{sentence} Check the electorate first.")


def negative_papers(figures: Figures) -> Iterator[Problem]:
    """Papers below none."""
    rejected, papers = figures.count.rejected, figures.count.ballot_papers
    if rejected is not None and rejected < 0:
        sentence = f"Rejected papers cannot be {rejected:,}. Enter the figure, or leave it blank if unknown."
        yield Problem("rejected_negative", "rejected", sentence)
    if papers is not None and papers < 0:
        sentence = f"Ballot papers cannot be {papers:,}. Enter the figure, or leave it blank if unknown."
        yield Problem("papers_negative", "ballot_papers", sentence)


def papers_above_electorate(figures: Figures) -> Iterator[Problem]:
    """More ballot papers than electors."""
    electors, papers = figures.count.electorate, figures.count.ballot_papers
    if papers is not None and papers > electors:
        sentence = f"There are {papers:,} ballot papers, more than the electorate of {electors:,}."
        yield Problem("papers_above_electorate", "ballot_papers", f"{sentence} Check both figures.")


def _contradiction(figures: Figures, marked: int) -> str:
    votes, leaders = figures.totals, figures.leaders
    verb, each = ("has", "") if len(leaders) == 1 else ("have", " each")
    return (
        f"{figures.names[marked]} is marked as elected with {votes_words(votes[marked])}{figures.when}, but "
        f"{figures.listed(leaders)} {verb} {votes[leaders[0]]:,}{each}. "
        "Check the votes and who was declared elected."
    )


def _unsettled(figures: Figures) -> bool:
    return len(figures.leaders) > 1 and not figures.count.by_lot
