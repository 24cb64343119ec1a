"""Which judge a contest has: one seat, several seats, or second preferences.

The form's preview and the commands ask the same two functions, so that what a reporter sees while she
types is what the desk will say when she saves.
"""

from dataclasses import replace

from results.declaring.facts import ContestFacts
from results.declaring.refusals import Unacceptable
from results.models import Contest, Declaration
from results.psephology import calls, contest, plausibility, sv, wards
from results.psephology.counts import Count, Problem, Result, Word


def problems_of(facts: ContestFacts, count: Count) -> tuple[Problem, ...]:
    """Everything that keeps a count from being published, by the contest's own method."""
    if facts.method == Contest.Method.SV:
        return sv.sv_problems(standings=facts.standings, count=count)
    if facts.seats > 1:
        return wards.ward_problems(standings=facts.standings, count=count, seats=facts.seats)
    return plausibility.problems(standings=facts.standings, count=count)


def result_of(facts: ContestFacts, count: Count) -> Result:
    """What a count means. Raises ValueError where `problems_of` finds any."""
    if facts.method == Contest.Method.SV:
        return sv.judge_sv(
            standings=facts.standings, count=count, previous=facts.previous, new_seat=facts.new_seat
        )
    of_a_ward = facts.kind == Contest.Kind.WARD
    if facts.seats > 1 or (of_a_ward and facts.previous is None):
        return wards.judge_ward(standings=facts.standings, count=count, seats=facts.seats)
    result = contest.judge(
        standings=facts.standings, count=count, previous=facts.previous, new_seat=facts.new_seat
    )
    return _without_deposits(result) if of_a_ward else result


def judged(kind: str, facts: ContestFacts, count: Count) -> Result:
    """What a declaration of any kind means. Raises Unacceptable."""
    if kind == Declaration.Kind.WINNER_ONLY:
        return _called(facts, count)
    if kind == Declaration.Kind.UNCONTESTED:
        return _unopposed(facts)
    found = problems_of(facts, count)
    if found:
        raise Unacceptable(found)
    return result_of(facts, count)


def _called(facts: ContestFacts, count: Count) -> Result:
    if facts.seats > 1:
        raise _unacceptable("several", "Several are elected here: wait for the figures.")
    winner = next(iter(count.elected), 0)
    if winner not in facts.candidacies:
        raise _unacceptable("nobody", "Mark who was declared elected.", field="elected")
    result = calls.called(
        standings=facts.standings, winner=winner, previous=facts.previous, new_seat=facts.new_seat
    )
    return _of_its_kind(facts, result)


def _unopposed(facts: ContestFacts) -> Result:
    if not 0 < len(facts.standings) <= facts.seats:
        raise _unacceptable(
            "contested", f"{len(facts.standings)} candidates stand for {facts.seats} seats: it is contested."
        )
    result = calls.unopposed(
        standings=facts.standings, previous=facts.previous, new_seat=facts.new_seat, seats=facts.seats
    )
    return _of_its_kind(facts, result)


def _of_its_kind(facts: ContestFacts, result: Result) -> Result:
    # A ward whose last time nobody knows is "elected", as its figures will say when they come.
    if facts.kind == Contest.Kind.WARD and facts.previous is None and facts.seats == 1:
        return replace(result, word=Word.ELECTED, returned=f"{result.party} 1")
    return result


def _unacceptable(code: str, sentence: str, *, field: str = "") -> Unacceptable:
    return Unacceptable((Problem(code, field, sentence),))


def _without_deposits(result: Result) -> Result:
    # Candidates for a council pay none.
    return replace(result, lines=tuple(replace(line, lost_deposit=False) for line in result.lines))
