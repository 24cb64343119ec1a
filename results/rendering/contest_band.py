"""The band on top of a contest's page: where the contest is, who won and how, and who says so.

Owns how each state looks and is worded, and the notes under it: what was corrected or withdrawn, a
single source, a call that is fixed for air, where the figures are from. Refuses provisional figures:
while votes are counted again there are none.
"""

from dataclasses import dataclass, field

from results.boards.cards import ContestState, OutcomeCard, PartyBadge
from results.boards.contest_cards import CandidateRow, ContestCard, ContestFigures
from results.boards.states import state_words, vouched
from results.rendering import ids, words
from results.rendering.contest_figures import Figure, figures_before, figures_of
from results.rendering.contest_notes import Note, begun, notes_of, so_far
from results.rendering.dial import Dial, dial
from results.rendering.tally import OTHERS

CALLED_OFF = "No result tonight: not among the contests to be declared"
CORRECTED = "corrected"
NOT_DECLARED = "Not declared"


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """The band. `state` is its class; without a `party` nothing is declared.

    `line` is who won, or what is awaited; `when` is "declared 03:12"; `marks` are its badges.
    """

    state: str
    phrase: str
    line: str
    party: PartyBadge | None = None
    margin: str = ""
    when: str = ""
    at: str = ""
    say: str = ""
    marks: tuple[str, ...] = ()
    swing: str = ""
    dial: Dial | None = None
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    id: str = field(default=ids.OUTCOME)


def outcome_view(card: ContestCard) -> OutcomeView:
    """The outcome of a contest that has one, or what is known before."""
    return _declared(card, card.figures) if card.figures else _awaited(card)


def _declared(card: ContestCard, figures: ContestFigures) -> OutcomeView:
    outcome, swing = figures.outcome, figures.swing
    return OutcomeView(
        state=card.state,
        phrase=outcome.phrase,
        line=_winner(card, outcome),
        party=_band(card, outcome),
        margin=_margin(card, outcome),
        when=f"declared {words.clock(outcome.declared_at)}",
        at=words.stamp(outcome.declared_at),
        say=f"{card.name}: {words.sentence(outcome)}",
        marks=_marks(outcome),
        swing=words.swing(swing) if swing else "",
        dial=dial(swing) if swing else None,
        figures=figures_of(card, figures),
        notes=notes_of(card),
    )


def _awaited(card: ContestCard) -> OutcomeView:
    phrase = _phrase(card)
    known = card.state is not ContestState.EXPECTED
    return OutcomeView(
        state=card.state,
        phrase=phrase,
        line=_line(card),
        at=words.stamp(card.since) if known and card.since else "",
        say=f"{card.name}: {phrase}" if known else "",
        figures=figures_before(card),
        notes=notes_of(card),
    )


def _phrase(card: ContestCard) -> str:
    if card.state is ContestState.EXPECTED:
        return NOT_DECLARED
    return begun(state_words(card.state, card.recounts))


def _line(card: ContestCard) -> str:
    match card.state:
        case ContestState.COUNTING:
            return _joined(_since(card), _expected(card))
        case ContestState.RECOUNT:
            return _joined(_since(card), "No figures until it is over")
        case ContestState.COUNTERMANDED | ContestState.DEFERRED:
            return CALLED_OFF
        case ContestState.WITHDRAWN:
            return so_far(card.standing)
        case _:
            return _expected(card)


def _joined(*said: str) -> str:
    return ". ".join(filter(None, said))


def _since(card: ContestCard) -> str:
    return f"Since {words.clock(card.since)}" if card.since else ""


def _expected(card: ContestCard) -> str:
    return f"Expected {words.clock(card.expected_at)}" if card.expected_at else "No expected time"


def _elected(card: ContestCard) -> list[CandidateRow]:
    return [row for row in card.candidates if row.elected]


def _winner(card: ContestCard, outcome: OutcomeCard) -> str:
    if card.seats == 1:
        return f"{outcome.winner}, {outcome.party.name}"
    return f"Elected: {', '.join(row.name for row in _elected(card))}"


def _band(card: ContestCard, outcome: OutcomeCard) -> PartyBadge:
    # A ward that parties share is in nobody's colour.
    parties = {row.party.abbr for row in _elected(card)}
    return OTHERS if len(parties) > 1 else outcome.party


def _margin(card: ContestCard, outcome: OutcomeCard) -> str:
    after = " after second preferences" if card.after_second_preferences else ""
    return f"{words.margin(outcome)}{after}"


def _marks(outcome: OutcomeCard) -> tuple[str, ...]:
    return (*([CORRECTED] if outcome.corrected else []), *vouched(outcome))
