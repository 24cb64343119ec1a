"""A full frame of one council: seats by party against a majority, and who controls it once that is certain.

Every seat of the council is somewhere: in the rows (won, or not up), to come, called off or vacant.
"""

from collections.abc import Sequence

from results.boards.council_cards import CouncilRow, CouncilState, Source
from results.boards.councils import council_card
from results.boards.newest import last_told
from results.boards.told_results import told_of_council
from results.graphics.drawn import Drawn, NothingToShow, Values
from results.graphics.printing import counted, net, party
from results.models import Council
from results.onair.snapshot import Subject
from results.rendering.council_words import NO_CONTROL
from results.rendering.tally import OTHERS

MOST = 8
BASELINES = {"eve_of_poll": "eve of poll", "last_fought": "last fought"}
DEFAULT = "eve_of_poll"


def full_council(subject: Subject) -> Drawn:
    """Its values. `options` may have the `baseline`: eve_of_poll or last_fought. Raises NothingToShow."""
    try:
        card = council_card(council_id=subject.council_id or 0, for_air=True)
    except Council.DoesNotExist:
        raise NothingToShow("That council is not there any more: choose another.") from None
    state, baseline = card.state, subject.options.get("baseline") or DEFAULT
    if baseline not in BASELINES:
        raise NothingToShow("Choose what changes are against: the eve of poll, or last fought.")
    return Drawn(
        election=card.election,
        as_at=last_told(election_id=card.election.id, council_id=state.id),
        own={**_progress(state), "party": _holder(state), "rows": _rows(state, baseline)},
        corrected=bool(state.was) and not state.withdrawn,
        single_source=state.single_source,
        baseline=BASELINES[baseline],
        told=_told(state),
    )


def _told(state: CouncilState) -> dict[str, int]:
    """Of wards or of the total, whichever of the two counts."""
    wards = state.source is Source.WARDS
    told = told_of_council(state.id)
    return {key: revision for key, revision in told.items() if key.startswith("contest") == wards}


def _progress(state: CouncilState) -> Values:
    return {
        "council": state.name,
        "phrase": state.phrase,
        **counted("needed", state.needed),
        **counted("total", state.total),
        **counted("to_come", state.to_come),
        **counted("not_up", state.not_up),
        **counted("vacant", state.vacant),
        **counted("called_off", state.called_off),
    }


def _holder(state: CouncilState) -> Values | str:
    if state.holder:
        return party(state.holder)
    return party(NO_CONTROL) if state.no_control else ""


def _rows(state: CouncilState, baseline: str) -> list[Values]:
    rows = [row for row in state.rows if row.seats or _net(row, baseline)]
    if len(rows) <= MOST:
        return [_row(row, baseline) for row in rows]
    kept, rest = rows[: MOST - 1], rows[MOST - 1 :]
    return [*(_row(row, baseline) for row in kept), _others(rest, baseline)]


def _row(row: CouncilRow, baseline: str) -> Values:
    return {"party": party(row.party), **counted("seats", row.seats), **net(_net(row, baseline))}


def _others(rows: Sequence[CouncilRow], baseline: str) -> Values:
    nets = [_net(row, baseline) for row in rows]
    known = None if None in nets else sum(value or 0 for value in nets)
    return {"party": party(OTHERS), **counted("seats", sum(row.seats for row in rows)), **net(known)}


def _net(row: CouncilRow, baseline: str) -> int | None:
    return row.net_last_fought if baseline == "last_fought" else row.net_eve_of_poll
