"""The tallies of a region: the scoreboard, seats that changed hands, and the bug."""

from results.graphics.drawn import Drawn, Values
from results.graphics.printing import change, counted, net, party, share
from results.graphics.regions import Line, RegionTold, fold, told_region
from results.onair.snapshot import Subject
from results.rendering import words


def scoreboard(subject: Subject) -> Drawn:
    """Seats, net change and share by party; the rows add up to what is declared. Raises NothingToShow."""
    told = told_region(subject)
    return _drawn(told, {**_progress(told), "rows": [_row(line) for line in fold(told.lines)]})


def seat_change(subject: Subject) -> Drawn:
    """Seats gained and lost by every party that has, won or lost one. Raises NothingToShow."""
    told = told_region(subject)
    moved = [line for line in told.lines if line.seats or line.gains or line.losses]
    rows = [_changed(line) for line in fold(moved)]
    return _drawn(told, {"region": told.region.name, "declared_txt": told.declared_txt, "rows": rows})


def bug(subject: Subject) -> Drawn:
    """How far it is and who leads, in the corner; nobody leads who has no more than another."""
    told = told_region(subject)
    leader = _leader(told)
    return _drawn(
        told,
        {
            "label": told.election.name,
            "region": told.region.name,
            "declared_txt": told.declared_txt,
            "leader": seats_of(leader) if leader else "",
        },
    )


def seats_of(line: Line) -> Values:
    """A party and its seats."""
    return {"party": party(line.party), **counted("seats", line.seats)}


def _progress(told: RegionTold) -> Values:
    return {
        "region": told.region.name,
        "declared": told.declared,
        "total": told.total,
        "declared_txt": told.declared_txt,
    }


def _row(line: Line) -> Values:
    return {**seats_of(line), **net(line.net), **share(line.share_pct), **change(line.change_pts)}


def _changed(line: Line) -> Values:
    return {
        **seats_of(line),
        "gains": line.gains,
        "gains_txt": words.signed(line.gains),
        "losses": line.losses,
        "losses_txt": words.signed(-line.losses),
        **net(line.net),
    }


def _leader(told: RegionTold) -> Line | None:
    first, *rest = told.lines or (None,)
    if first is None or not first.seats or any(line.seats == first.seats for line in rest):
        return None
    return first


def _drawn(told: RegionTold, own: Values) -> Drawn:
    return Drawn(election=told.election, as_at=told.as_at, own=own, baseline=told.baseline, told=told.told)
