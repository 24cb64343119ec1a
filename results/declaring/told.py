"""What a correction put right, in words: the declaration before beside what takes its place."""

from results.declaring.facts import ContestFacts
from results.models import Declaration, Outcome
from results.psephology.contest import outcome_phrase
from results.psephology.corrections import Told, was_words
from results.psephology.counts import Count, Result, Word
from results.psephology.figures import listed

# A ward may return more people than there is room to name.
ROOM = 300


def was(current: Declaration | None, *, facts: ContestFacts, kind: str, count: Count, result: Result) -> str:
    """What the declaration in force said, where the new one says something else; three queries, or none."""
    if current is None:
        return ""
    return was_words(told_of(current), _told_anew(facts, kind, count, result))[:ROOM]


def was_withdrawn(current: Declaration) -> str:
    """What a contest had, and has no more."""
    return was_words(told_of(current), None)[:ROOM]


def told_of(declaration: Declaration) -> Told:
    """A declaration as it was told."""
    outcome = Outcome.objects.select_related("declaration__contest", "winner", "party", "previous_party").get(
        declaration=declaration
    )
    tallies = list(declaration.tallies.select_related("candidacy").order_by("candidacy__number"))
    previous = outcome.previous_party
    several = outcome.declaration.contest.seats > 1
    return Told(
        phrase=_phrase(
            word=outcome.word,
            party=outcome.party.code,
            previous_party=previous.code if previous else None,
            new_seat=outcome.declaration.contest.new_seat,
            returned=outcome.returned,
            several=several,
        ),
        winner=_names([tally.candidacy.name for tally in tallies if tally.elected], outcome.winner.name),
        party=outcome.party.code,
        majority=outcome.majority,
        by_lot=outcome.by_lot,
        valid=outcome.valid,
        votes={tally.candidacy.name: tally.votes for tally in tallies},
        electorate=declaration.electorate,
        figures=declaration.kind != Declaration.Kind.WINNER_ONLY,
        rejected=declaration.rejected,
        ballot_papers=declaration.ballot_papers,
        second_preferences={
            tally.candidacy.name: tally.second_preferences
            for tally in tallies
            if tally.second_preferences is not None
        },
        several=several,
    )


def _told_anew(facts: ContestFacts, kind: str, count: Count, result: Result) -> Told:
    names = {standing.number: standing.name for standing in facts.standings}
    several = facts.seats > 1
    return Told(
        phrase=_phrase(
            word=result.word,
            party=result.party,
            previous_party=result.previous_party,
            new_seat=facts.new_seat,
            returned=result.returned,
            several=several,
        ),
        winner=_names([names[number] for number in sorted(count.elected)], names[result.winner]),
        party=result.party,
        majority=result.majority,
        by_lot=result.by_lot,
        valid=result.valid,
        votes={names[number]: votes for number, votes in count.votes.items()},
        electorate=count.electorate if kind == Declaration.Kind.FIGURES else None,
        figures=kind != Declaration.Kind.WINNER_ONLY,
        rejected=count.rejected,
        ballot_papers=count.ballot_papers,
        second_preferences={
            names[number]: votes for number, votes in (count.second_preferences or {}).items()
        },
        several=several,
    )


def _names(elected: list[str], winner: str) -> str:
    """Everybody who was elected; of a winner without figures there is only the one called."""
    return listed(elected) if elected else winner


def _phrase(
    *, word: str, party: str, previous_party: str | None, new_seat: bool, returned: str, several: bool
) -> str:
    if returned:
        # As on boards: a ward of one seat is told by its party.
        return returned if several else f"{party} elected"
    return outcome_phrase(word=Word(word), party=party, previous_party=previous_party, new_seat=new_seat)
