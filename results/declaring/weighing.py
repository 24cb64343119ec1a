"""Whether an entry can be right: problems refuse it, doubts want the sender's tick."""

from dataclasses import replace

from results.declaring.doubts import doubts_of
from results.declaring.facts import ContestFacts
from results.declaring.judging import judged
from results.declaring.publishing import Entry
from results.declaring.refusals import Doubt, Doubtful
from results.models import Contest, Declaration
from results.psephology.counts import Result


def weighed(contest: Contest, facts: ContestFacts, entry: Entry) -> tuple[Entry, Result]:
    """The entry with the doubts that were ticked, and what it means. Raises Unacceptable or Doubtful."""
    result = judged(entry.kind, facts, entry.count)
    doubts = _doubts(contest, facts, entry)
    if any(doubt.key not in entry.evidence.accepted for doubt in doubts):
        raise Doubtful(doubts)
    return replace(entry, ticked=doubts), result


def _doubts(contest: Contest, facts: ContestFacts, entry: Entry) -> tuple[Doubt, ...]:
    if entry.kind != Declaration.Kind.FIGURES or not contest.election.asks:
        return ()
    return doubts_of(
        contest_id=contest.pk, facts=facts, count=entry.count, majority_read=entry.evidence.majority_read
    )
