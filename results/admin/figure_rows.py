"""A count as rows to read: every figure under the name that its field has on the form.

Owns the labels and the order, which is the form's: ballot paper, who was elected, papers. Refuses to be
typed into.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from results.admin.ballot import Ballot
from results.admin.form_parts import shown
from results.boards.cards import PartyBadge
from results.psephology.counts import Count
from results.psephology.figures import listed

NOT_GIVEN = "—"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. `field` is its name on the form, `party` that of a candidate, `elected` marks a winner."""

    field: str
    label: str
    value: str
    party: PartyBadge | None = None
    elected: bool = False


@dataclass(frozen=True, slots=True)
class PairedRow:
    """One figure of two counts, side by side. Where one of them has no such figure it says so."""

    field: str
    label: str
    one: str
    other: str
    party: PartyBadge | None = None
    elected: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two say different things here."""
        return self.one != self.other


def figure_rows(ballot: Ballot, count: Count) -> tuple[FigureRow, ...]:
    """Every figure of a count. A winner without figures, or candidates without a poll, have only a name."""
    return tuple(_rows(ballot, count))


def paired_rows(ballot: Ballot, one: Count, other: Count) -> tuple[PairedRow, ...]:
    """Every figure of either count, in the form's order."""
    mine, theirs = _by_field(figure_rows(ballot, one)), _by_field(figure_rows(ballot, other))
    known = {**theirs, **mine}
    order = [field for field in _order(ballot) if field in known]
    return tuple(
        PairedRow(
            field=field,
            label=known[field].label,
            one=mine[field].value if field in mine else NOT_GIVEN,
            other=theirs[field].value if field in theirs else NOT_GIVEN,
            party=known[field].party,
            elected=field in mine and mine[field].elected,
        )
        for field in order
    )


def _rows(ballot: Ballot, count: Count) -> Iterator[FigureRow]:
    has_figures = any(count.votes.values())
    if has_figures:
        yield from _votes(ballot, count)
    yield FigureRow("elected", "Declared elected", _elected(ballot, count))
    if not has_figures:
        return
    seconds = count.second_preferences or {}
    for number, name in ballot.names.items():
        if number in seconds:
            yield FigureRow(
                f"second_preferences-{number}", f"{name}, second preferences", f"{seconds[number]:,}"
            )
    if count.by_lot:
        yield FigureRow("by_lot", "Decided by lot", "yes")
    yield FigureRow("electorate", "Electorate", shown(count.electorate))
    yield FigureRow("rejected", "Rejected papers", shown(count.rejected))
    if count.ballot_papers is not None:
        yield FigureRow("ballot_papers", "Ballot papers", shown(count.ballot_papers))


def _votes(ballot: Ballot, count: Count) -> Iterator[FigureRow]:
    for entrant in ballot.entrants:
        yield FigureRow(
            field=f"votes-{entrant.number}",
            label=entrant.name,
            value=shown(count.votes.get(entrant.number)),
            party=entrant.party,
            elected=entrant.number in count.elected,
        )


def _elected(ballot: Ballot, count: Count) -> str:
    return listed([ballot.names[number] for number in sorted(count.elected) if number in ballot.names])


def _by_field(rows: tuple[FigureRow, ...]) -> Mapping[str, FigureRow]:
    return {row.field: row for row in rows}


def _order(ballot: Ballot) -> list[str]:
    numbers = [entrant.number for entrant in ballot.entrants]
    return [
        *(f"votes-{number}" for number in numbers),
        "elected",
        *(f"second_preferences-{number}" for number in numbers),
        "by_lot",
        "electorate",
        "rejected",
        "ballot_papers",
    ]
