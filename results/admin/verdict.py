"""What half-typed or whole figures come to, in the words that stand beside the save button.

The same judge, the same problems and the same doubts as the command has, on what the form has read so far.
Refuses to save, and refuses to name a winner while something is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django import forms

from results.admin.ballot import Ballot
from results.admin.declaration_form import DeclarationForm
from results.admin.sentences import margin_words, phrase
from results.admin.ticks import Tick
from results.boards.cards import PartyBadge
from results.declaring.council_facts import clashes_of
from results.declaring.doubts import doubts_of
from results.declaring.judging import problems_of, result_of
from results.declaring.policy import policy_for
from results.declaring.refusals import Doubt
from results.models import Declaration, Policy
from results.psephology.counts import Count, Result
from results.psephology.figures import listed
from results.psephology.percent import printed


class Mood(StrEnum):
    """How the save bar looks."""

    WAITING = "waiting"
    WRONG = "wrong"
    ASKING = "asking"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A headline, smaller lines below it, what is wrong, and what wants a tick.

    `party` colours a verdict that is not wrong.
    """

    mood: Mood
    headline: str
    lines: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    party: PartyBadge | None = None
    to_check: tuple[Tick, ...] = ()

    @property
    def checks(self) -> str:
        """ "2 things to check" """
        return checks(len(self.to_check))


# The save bar must leave a phone's screen to the fields.
ROOM = 2
EMPTY = Verdict(Mood.WAITING, "Type the figures: what they mean shows here.")
FIGURES = Declaration.Kind.FIGURES
WAITS = {Policy.SECOND_KEY: "Then a second person confirms it.", Policy.BLIND: "Two people key it."}


def verdict_on(form: DeclarationForm) -> Verdict:
    """What a bound form's figures come to so far."""
    form.is_valid()
    votes = form.votes_so_far
    slips = slips_in(form)
    if slips:
        return wrong(slips)
    if len(votes) < len(form.ballot.entrants):
        return _so_far(form.ballot, votes)
    return _whole(form, votes)


def verdict_on_count(ballot: Ballot, count: Count, *, kept: bool = False) -> Verdict:
    """What a whole count comes to, and whom it waits for once it is sent; a `kept` one was sent already."""
    found = problems_of(ballot.facts, count)
    if found:
        return wrong(tuple(problem.sentence for problem in found))
    result = result_of(ballot.facts, count)
    clashes = () if kept else clashes_of(ballot.contest, result)
    if clashes:
        return wrong(tuple(problem.sentence for problem in clashes))
    waits = "" if kept else WAITS.get(policy_for(ballot.contest, kind=FIGURES, result=result), "")
    return _clear(ballot, result, waits=waits)


def refused(*, things: int) -> Verdict:
    """What the save bar says below a page that lists what to put right."""
    return Verdict(Mood.WRONG, f"Not saved: {_things(things)}")


def asked(ticks: tuple[Tick, ...]) -> Verdict:
    """What the save bar says where the figures look wrong and nobody said that she checked them."""
    return Verdict(Mood.ASKING, "Not saved yet", to_check=ticks)


def asking(verdict: Verdict, ticks: tuple[Tick, ...]) -> Verdict:
    """A verdict on figures that look wrong; the same one where nothing is open."""
    if not ticks or verdict.mood is Mood.WRONG:
        return verdict
    return replace(verdict, mood=Mood.ASKING, to_check=ticks)


def doubts_on(form: DeclarationForm) -> tuple[Doubt, ...]:
    """What of the figures wants a tick; nothing before all are there, and everybody elected is marked."""
    form.is_valid()
    count = form.whole_count
    if count is None or slips_in(form) or not form.ballot.contest.election.asks:
        return ()
    # A tick vouches for the whole form: one that was asked for earlier would lapse with the next mark.
    if len(count.elected) < min(form.ballot.facts.seats, len(count.votes)):
        return ()
    return doubts_of(
        contest_id=form.ballot.contest.pk,
        facts=form.ballot.facts,
        count=count,
        majority_read=form.cleaned_data.get("majority_read"),
    )


OVERTAKEN = Verdict(Mood.WRONG, "Not saved: someone was quicker")
WAITED_FOR = Verdict(Mood.WRONG, "Not saved: another’s figures wait for a second person")


def slips_in(form: forms.Form) -> tuple[str, ...]:
    """Sentences about what was typed wrong; a blank is not wrong yet."""
    return tuple(
        sentence
        for errors in form.errors.as_data().values()
        for error in errors
        if error.code != "required"
        for sentence in error.messages
    )


def wrong(sentences: tuple[str, ...]) -> Verdict:
    """What has to be put right, as far as there is room."""
    shown, more = sentences[:ROOM], len(sentences) - ROOM
    return Verdict(
        Mood.WRONG, _things(len(sentences)), wrong=(*shown, f"and {more} more") if more > 0 else shown
    )


def _things(many: int) -> str:
    return "1 thing to put right" if many == 1 else f"{many} things to put right"


def checks(many: int) -> str:
    """ "1 thing to check" """
    return "1 thing to check" if many == 1 else f"{many} things to check"


def _so_far(ballot: Ballot, votes: dict[int, int]) -> Verdict:
    if not votes:
        return EMPTY
    filled = f"{len(votes)} of {len(ballot.entrants)} candidates filled in"
    if len(votes) <= ballot.facts.seats:
        return Verdict(Mood.WAITING, filled)
    leads = "Ahead" if ballot.facts.seats > 1 else "Leads"
    return Verdict(Mood.WAITING, filled, lines=(f"{leads} so far: {_lead(ballot, votes)}",))


def _lead(ballot: Ballot, votes: dict[int, int]) -> str:
    names, seats = ballot.names, ballot.facts.seats
    order = sorted(votes, key=lambda number: -votes[number])
    if seats > 1:
        return ", ".join(names[number] for number in order[:seats])
    first, second = order[:2]
    margin = votes[first] - votes[second]
    return f"{names[first]} by {margin:,}" if margin else f"{names[first]} and {names[second]}, level"


def _whole(form: DeclarationForm, votes: dict[int, int]) -> Verdict:
    count = form.whole_count
    if count is None:
        return Verdict(
            Mood.WAITING,
            "All candidates filled in",
            lines=(f"Leads: {_lead(form.ballot, votes)}" if len(votes) > 1 else "", "Give the electorate."),
        )
    marked = count.elected
    to_mark = min(form.ballot.facts.seats, len(votes)) - len(marked)
    if to_mark < 1:
        return verdict_on_count(form.ballot, count)
    verdict = verdict_on_count(form.ballot, replace(count, elected=marked | _ahead(count, marked, to_mark)))
    return verdict if verdict.mood is Mood.WRONG else _unmarked(verdict, marked=len(marked), to_mark=to_mark)


def _ahead(count: Count, marked: frozenset[int], seats: int) -> frozenset[int]:
    """Who would take the seats for which nobody is marked yet; nobody for those that a tie leaves open."""
    totals = _finals(count)
    unmarked = {number: votes for number, votes in totals.items() if number not in marked}
    return frozenset(
        number
        for number, votes in unmarked.items()
        if sum(other >= votes for other in unmarked.values()) <= seats
    )


def _finals(count: Count) -> Mapping[int, int]:
    added = count.second_preferences
    if not added or 2 * max(count.votes.values()) > sum(count.votes.values()):
        return count.votes
    return {number: count.votes[number] + second for number, second in added.items()}


def _unmarked(verdict: Verdict, *, marked: int, to_mark: int) -> Verdict:
    missing = f"Mark {to_mark} more as elected." if marked else "Mark who was declared elected."
    return replace(verdict, mood=Mood.WAITING, lines=(*verdict.lines, missing))


def _clear(ballot: Ballot, result: Result, *, waits: str) -> Verdict:
    winner = next(entrant for entrant in ballot.entrants if entrant.number == result.winner)
    several = ballot.facts.seats > 1
    return Verdict(
        Mood.CLEAR,
        phrase(result),
        lines=(
            _returned(ballot, result) if several else _majority(winner.name, result),
            *_more(ballot, result),
            *((waits,) if waits else ()),
        ),
        party=winner.party,
    )


def _returned(ballot: Ballot, result: Result) -> str:
    names = [ballot.names[line.number] for line in result.lines if line.elected]
    return f"{listed(names)}, {margin_words(result, several=True)}"


def _majority(winner: str, result: Result) -> str:
    if result.by_lot:
        return f"{winner} elected by lot"
    after = " after second preferences" if result.after_second_preferences else ""
    return f"{winner}, majority {result.majority:,} ({printed(result.majority_pct, places=1)}%){after}"


def _more(ballot: Ballot, result: Result) -> tuple[str, ...]:
    lost = [ballot.names[line.number] for line in result.lines if line.lost_deposit]
    # Where voters have several votes, only ballot papers tell how many came.
    turnout = result.turnout_papers_pct if result.turnout_valid_pct is None else result.turnout_valid_pct
    told = () if turnout is None else (f"Turnout {printed(turnout, places=1)}%",)
    return (*told, f"Lost deposits: {', '.join(lost)}") if lost else told
