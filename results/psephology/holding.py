"""Who held a seat and who has it now: hold, gain or win, and what that books to each party.

Owns the word for one seat and the gains and losses that follow from it. Refuses to say who won.
"""

from collections.abc import Mapping

from results.psephology.counts import PartyLine, Previous, Standing, Word
from results.psephology.lasttime import same_person


def word_for(winner: Standing, previous: Previous | None) -> tuple[Word, str | None]:
    """The word for a seat, and the party that held it; `previous` is None where nothing compares."""
    if previous is None or previous.winner is None:
        return Word.WIN, None
    held = winner.party == previous.winner
    if winner.independent:
        held = held and same_person(winner.name, previous.winner_person)
    return (Word.HOLD if held else Word.GAIN), previous.winner


def party_lines(
    *,
    votes: Mapping[str, int],
    previous_votes: Mapping[str, int],
    won: str,
    word: Word,
    defending: str | None,
) -> tuple[PartyLine, ...]:
    """A line for every party of either result, most votes first, now and then last time. `won` has the seat.

    A gain is booked to `won` and a loss to `defending`, who has a line though it has no votes on record.
    """
    gained = word is Word.GAIN
    lines = (
        PartyLine(
            party=party,
            votes=votes.get(party, 0),
            previous_votes=previous_votes.get(party, 0),
            seats=int(party == won),
            gains=int(gained and party == won),
            losses=int(gained and party == defending),
        )
        for party in {won, *votes, *previous_votes, *({defending} if defending else ())}
    )
    return tuple(sorted(lines, key=lambda line: (-line.votes, -line.previous_votes, line.party)))
