"""What half-typed or whole figures come to, in the words that stand beside the save button.

Pure: the same judge and the same problems as the command, on what the form has read so far. Refuses
to save, and refuses to name a winner while something is wrong.
"""

from dataclasses import dataclass
from enum import StrEnum

from results.admin.ballot import Ballot
from results.admin.declaration_form import DeclarationForm, votes_name
from results.admin.sentences import phrase
from results.boards.cards import PartyBadge
from results.psephology.contest import judge
from results.psephology.counts import Count, Result
from results.psephology.percent import printed
from results.psephology.plausibility import problems


class Mood(StrEnum):
    """How the save bar looks."""

    WAITING = "waiting"
    WRONG = "wrong"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A headline, smaller lines below it, and what is wrong. `party` colours a clear verdict."""

    mood: Mood
    headline: str
    lines: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    party: PartyBadge | None = None


# The save bar must leave a phone's screen to the fields.
ROOM = 2
EMPTY = Verdict(Mood.WAITING, "Type the figures: what they mean shows here.")


def verdict_on(form: DeclarationForm) -> Verdict:
    """What a bound form's figures come to so far."""
    form.is_valid()
    votes = _votes(form)
    slips = _slips(form)
    if slips:
        return _wrong(slips)
    if len(votes) < len(form.ballot.entrants):
        return _so_far(form.ballot, votes)
    return _whole(form, votes)


def verdict_on_count(ballot: Ballot, count: Count) -> Verdict:
    """What a whole count comes to."""
    found = problems(standings=ballot.facts.standings, count=count)
    if found:
        return _wrong(tuple(problem.sentence for problem in found))
    facts = ballot.facts
    result = judge(standings=facts.standings, count=count, previous=facts.previous, new_seat=facts.new_seat)
    return _clear(ballot, result)


def refused(*, things: int) -> Verdict:
    """What the save bar says below a page that lists what to put right."""
    return Verdict(Mood.WRONG, f"Not saved: {_things(things)}")


OVERTAKEN = Verdict(Mood.WRONG, "Not saved: someone was quicker")


def _votes(form: DeclarationForm) -> dict[int, int]:
    read = (
        (entrant.number, form.cleaned_data.get(votes_name(entrant.number)))
        for entrant in form.ballot.entrants
    )
    return {number: votes for number, votes in read if votes is not None}


def _slips(form: DeclarationForm) -> tuple[str, ...]:
    """Sentences about what was typed wrong; a blank is not wrong yet."""
    return tuple(
        sentence
        for errors in form.errors.as_data().values()
        for error in errors
        if error.code != "required"
        for sentence in error.messages
    )


def _wrong(sentences: tuple[str, ...]) -> Verdict:
    shown, more = sentences[:ROOM], len(sentences) - ROOM
    return Verdict(
        Mood.WRONG, _things(len(sentences)), wrong=(*shown, f"and {more} more") if more > 0 else shown
    )


def _things(many: int) -> str:
    return "1 thing to put right" if many == 1 else f"{many} things to put right"


def _so_far(ballot: Ballot, votes: dict[int, int]) -> Verdict:
    if not votes:
        return EMPTY
    filled = f"{len(votes)} of {len(ballot.entrants)} candidates filled in"
    if len(votes) == 1:
        return Verdict(Mood.WAITING, filled)
    return Verdict(Mood.WAITING, filled, lines=(f"Leads so far: {_lead(ballot, votes)}",))


def _lead(ballot: Ballot, votes: dict[int, int]) -> str:
    first, second = sorted(votes, key=lambda number: -votes[number])[:2]
    margin = votes[first] - votes[second]
    names = ballot.names
    return f"{names[first]} by {margin:,}" if margin else f"{names[first]} and {names[second]}, level"


def _whole(form: DeclarationForm, votes: dict[int, int]) -> Verdict:
    typed = form.cleaned_data
    if typed.get("electorate") is None:
        return Verdict(
            Mood.WAITING,
            "All candidates filled in",
            lines=(f"Leads: {_lead(form.ballot, votes)}" if len(votes) > 1 else "", "Give the electorate."),
        )
    marked = typed.get("elected")
    count = Count(
        votes=votes,
        electorate=typed["electorate"],
        elected=frozenset([int(marked)] if marked else _leaders(votes)),
        rejected=typed.get("rejected"),
        ballot_papers=typed.get("ballot_papers"),
        by_lot=typed.get("by_lot", False),
    )
    verdict = verdict_on_count(form.ballot, count)
    return verdict if marked or verdict.mood is Mood.WRONG else _unmarked(verdict)


def _leaders(votes: dict[int, int]) -> list[int]:
    most = max(votes.values())
    leaders = [number for number, figure in votes.items() if figure == most]
    return leaders if len(leaders) == 1 else []


def _unmarked(verdict: Verdict) -> Verdict:
    return Verdict(
        Mood.WAITING,
        verdict.headline,
        lines=(*verdict.lines, "Mark who was declared elected."),
        party=verdict.party,
    )


def _clear(ballot: Ballot, result: Result) -> Verdict:
    winner = next(entrant for entrant in ballot.entrants if entrant.number == result.winner)
    return Verdict(
        Mood.CLEAR,
        phrase(result),
        lines=(_majority(winner.name, result), *_more(ballot, result)),
        party=winner.party,
    )


def _majority(winner: str, result: Result) -> str:
    if result.by_lot:
        return f"{winner} elected by lot"
    return f"{winner}, majority {result.majority:,} ({printed(result.majority_pct, places=1)}%)"


def _more(ballot: Ballot, result: Result) -> tuple[str, ...]:
    lost = [ballot.names[line.number] for line in result.lines if line.lost_deposit]
    turnout = f"Turnout {printed(result.turnout_valid_pct, places=1)}%"
    return (turnout, f"Lost deposits: {', '.join(lost)}") if lost else (turnout,)
