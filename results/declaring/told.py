"""What a correction put right, in words: the declaration before beside what takes its place."""

from results.declaring.facts import ContestFacts
from results.models import Declaration, Outcome
from results.psephology.contest import outcome_phrase
from results.psephology.corrections import Told, was_words
from results.psephology.counts import Count, Result, Word


def was(current: Declaration | None, *, facts: ContestFacts, kind: str, count: Count, result: Result) -> str:
    """What the declaration in force said, where the new one says something else; three queries, or none."""
    if current is None:
        return ""
    return was_words(told_of(current), _told_anew(facts, kind, count, result))


def was_withdrawn(current: Declaration) -> str:
    """What a contest had, and has no more."""
    return was_words(told_of(current), None)


def told_of(declaration: Declaration) -> Told:
    """A declaration as it was told."""
    outcome = Outcome.objects.select_related("declaration__contest", "winner", "party", "previous_party").get(
        declaration=declaration
    )
    tallies = declaration.tallies.select_related("candidacy")
    previous = outcome.previous_party
    return Told(
        phrase=_phrase(
            word=outcome.word,
            party=outcome.party.code,
            previous_party=previous.code if previous else None,
            new_seat=outcome.declaration.contest.new_seat,
            returned=outcome.returned,
        ),
        winner=outcome.winner.name,
        majority=outcome.majority,
        by_lot=outcome.by_lot,
        valid=outcome.valid,
        votes={tally.candidacy.name: tally.votes for tally in tallies},
        electorate=declaration.electorate,
        figures=declaration.kind != Declaration.Kind.WINNER_ONLY,
    )


def _told_anew(facts: ContestFacts, kind: str, count: Count, result: Result) -> Told:
    names = {standing.number: standing.name for standing in facts.standings}
    return Told(
        phrase=_phrase(
            word=result.word,
            party=result.party,
            previous_party=result.previous_party,
            new_seat=facts.new_seat,
            returned=result.returned,
        ),
        winner=names[result.winner],
        majority=result.majority,
        by_lot=result.by_lot,
        valid=result.valid,
        votes={names[number]: votes for number, votes in count.votes.items()},
        electorate=count.electorate if kind == Declaration.Kind.FIGURES else None,
        figures=kind != Declaration.Kind.WINNER_ONLY,
    )


def _phrase(*, word: str, party: str, previous_party: str | None, new_seat: bool, returned: str) -> str:
    if returned:
        return returned
    return outcome_phrase(word=Word(word), party=party, previous_party=previous_party, new_seat=new_seat)
