"""An entry that is kept, as the pages of the second key show it: read-only, and judged as of now.

Owns what of an entry may be read. Refuses to show figures that were keyed blind before they are
published: whoever has read them cannot key them blind.
"""

from dataclasses import dataclass

from results.admin.ballot import Ballot, declaration_in_force
from results.admin.figure_rows import FigureRow, PairedRow, figure_rows, paired_rows
from results.admin.sentences import outcome_sentence
from results.admin.verdict import Mood, Verdict, verdict_on_count
from results.declaring.figures import count_of
from results.declaring.judging import judged
from results.declaring.refusals import Unacceptable
from results.models import PUBLISHED, Declaration, Policy, State
from results.psephology.counts import Count
from results.psephology.figures import listed


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """What an entry says and comes to. `beside` has the revision in force next to it, where there is one.

    `problems` are why it could not be published now, though it could when it was keyed.
    """

    verdict: Verdict
    rows: tuple[FigureRow, ...]
    beside: tuple[PairedRow, ...]
    problems: tuple[str, ...]
    doubts: tuple[str, ...]
    majority_read: int | None

    @property
    def changes(self) -> int:
        """How many figures differ from those in force."""
        return sum(row.differs for row in self.beside)


def may_be_read(declaration: Declaration) -> bool:
    """Whether the figures of this revision may be shown to those who may declare the contest."""
    return declaration.policy != Policy.BLIND or declaration.state in PUBLISHED


def kept_entry(ballot: Ballot, declaration: Declaration) -> KeptEntry | None:
    """The entry to read, beside what is in force while it waits; None where it may not be read."""
    if not may_be_read(declaration):
        return None
    count = count_of(declaration)
    verdict, problems = verdict_on_kept(ballot, declaration.kind, count)
    current = declaration_in_force(ballot.contest.pk) if declaration.state == State.WAITING else None
    return KeptEntry(
        verdict=verdict,
        rows=figure_rows(ballot, count),
        beside=paired_rows(ballot, count, count_of(current)) if current else (),
        problems=problems,
        doubts=tuple(doubt["sentence"] for doubt in declaration.accepted),
        majority_read=declaration.majority_read,
    )


def verdict_on_kept(ballot: Ballot, kind: str, count: Count) -> tuple[Verdict, tuple[str, ...]]:
    """What an entry of any kind comes to, and every problem that it has."""
    try:
        result = judged(kind, ballot.facts, count)
    except Unacceptable as refusal:
        problems = tuple(problem.sentence for problem in refusal.problems)
        return Verdict(Mood.WRONG, "These figures cannot be published"), problems
    if kind == Declaration.Kind.FIGURES:
        return verdict_on_count(ballot, count, kept=True), ()
    elected = listed([ballot.names[number] for number in sorted(count.elected)])
    party = next(entrant.party for entrant in ballot.entrants if entrant.number == result.winner)
    return Verdict(Mood.CLEAR, outcome_sentence(result, kind=kind), lines=(elected,), party=party), ()
