"""What changes where seats change: who leads a region, who controls a council. In words, and pure.

Owns the comparison of seats and control then with seats and control now.
"""

from collections.abc import Mapping

from results.boards.council_cards import CouncilState
from results.boards.council_reading import Seats
from results.psephology.figures import listed


def moved(sums: Mapping[str, int], away: Mapping[str, int], back: Mapping[str, int]) -> Seats:
    """These seats by tallying code, less those `away` and with those `back`."""
    codes = {*sums, *away, *back}
    return {code: sums.get(code, 0) - away.get(code, 0) + back.get(code, 0) for code in codes}


def won_by(state: CouncilState) -> Seats:
    """The seats that each party won tonight on a council, in the rows it is shown in."""
    return {row.party.code: row.won for row in state.rows if row.won}


def lead_words(region: str, before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """Who would lead: "Con would lead East Midlands, 12 to Lab 11"; empty where the lead stays as it is.

    Where nothing is declared nobody loses a lead.
    """
    first, then = _leaders(before), _leaders(after)
    if not first or first == then:
        return ""
    if not then:
        return f"nobody would lead {region}"
    most = max(after.values())
    if len(then) > 1:
        return f"{listed(sorted(then))} would be level in {region} on {most:,}"
    (leader,) = then
    others = [(seats, code) for code, seats in after.items() if code != leader and seats]
    beside = f" to {max(others)[1]} {max(others)[0]:,}" if others else ""
    return f"{leader} would lead {region}, {most:,}{beside}"


def control_words(before: CouncilState, after: CouncilState) -> str:
    """What became of the control of a council: "Lab gain from NOC"; empty where nothing is decided by it.

    That a council is certain to stay with whom it was before tonight decides nothing.
    """
    was, now = _holder(before), _holder(after)
    if was == now:
        return ""
    if now is None:
        return f"control open again, was {before.phrase}"
    changes_hands = now != (after.before.code if after.before else "")
    return after.phrase if was is not None or changes_hands else ""


def _leaders(sums: Mapping[str, int]) -> frozenset[str]:
    most = max(sums.values(), default=0)
    return frozenset(code for code, seats in sums.items() if seats == most > 0)


def _holder(state: CouncilState) -> str | None:
    """Who holds a council for certain, empty where nobody does; None while it is open."""
    if not state.phrase:
        return None
    return state.holder.code if state.holder else ""
