"""Why a count for one seat cannot be right, in sentences that a tired reporter can act on.

Owns what is refused for the figures' own sake where each paper holds one vote. Refuses to correct
anything and to guess which of two figures is wrong; one slip of a key is complained of once, where it
most likely is.
"""

from collections.abc import Iterator

from results.psephology.checks import (
    each_candidate,
    electorate,
    in_form_order,
    lot,
    mark,
    negative_papers,
    nobody_voted,
    papers_above_electorate,
    strays,
)
from results.psephology.counts import Count, Problem, Standing
from results.psephology.figures import Figures, figures_of


def problems(*, standings: tuple[Standing, ...], count: Count) -> tuple[Problem, ...]:
    """Everything that keeps a count from being published, in the order of the form; none: it may be.

    Problems of the count as a whole come last.
    """
    figures = figures_of(standings=standings, count=count)
    found = (*problems_of_votes(figures), *mark(figures), *lot(figures))
    return in_form_order(figures, found)


def problems_of_votes(figures: Figures) -> Iterator[Problem]:
    """Problems of votes, electorate and papers, whoever was elected."""
    yield from each_candidate(figures)
    yield from strays(figures)
    yield from nobody_voted(figures)
    yield from electorate(figures)
    yield from negative_papers(figures)
    yield from _sums(figures)


def _sums(figures: Figures) -> Iterator[Problem]:
    """At most one: a figure that is too large makes every sum with it too large."""
    papers = figures.count.ballot_papers
    if figures.above_electorate:
        return
    if figures.count.electorate > 0:
        yield from (over := list(_above_electorate(figures)))
        if over:
            return
    if papers is not None and papers >= 0:
        yield from _above_papers(figures, papers)


def _above_electorate(figures: Figures) -> Iterator[Problem]:
    valid, cast = figures.valid, figures.valid + figures.rejected
    limit = f"more than the electorate of {figures.count.electorate:,}"
    if valid > figures.count.electorate:
        sentence = f"The votes add up to {valid:,}, {limit}. Check each candidate's votes and the electorate."
        yield Problem("total_above_electorate", "", sentence)
    elif cast > figures.count.electorate:
        sentence = f"{valid:,} votes and {figures.rejected:,} rejected papers make {cast:,}, {limit}."
        yield Problem("cast_above_electorate", "rejected", f"{sentence} Check the rejected papers.")
    else:
        yield from papers_above_electorate(figures)


def _above_papers(figures: Figures, papers: int) -> Iterator[Problem]:
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
