"""Judging a pack as a whole: lines against lines. The door for whoever wants a pack: `read`.

Owns duplicates, references and who may contradict whom. Refuses to hand out a pack with anything
wrong in it, and refuses to judge lines by a file that could not itself be read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from results.models import Contest
from results.packs import checking_totals, checking_votes
from results.packs.complaints import Complaints, PackError, Place
from results.packs.reading import Pack, further_council_seats, read_files
from results.packs.rows import ContestRow, PreviousRow, Row
from results.packs.winners import previous_winners

KEYS = {
    "parties": ("code",),
    "regions": ("code",),
    "councils": ("code",),
    "council_seats": ("council", "party", "basis"),
    "contests": ("code",),
    "candidates": ("contest", "number"),
    "previous": ("contest", "party", "person"),
    "results": ("contest",),
    "votes": ("contest", "number"),
    "council_results": ("council", "recorded_at", "party"),
}
REFERENCES = (
    ("parties", "counts_as", "parties"),
    ("councils", "regions", "regions"),
    ("council_seats", "council", "councils"),
    ("council_seats", "party", "parties"),
    ("contests", "regions", "regions"),
    ("contests", "council", "councils"),
    ("candidates", "contest", "contests"),
    ("candidates", "party", "parties"),
    ("previous", "contest", "contests"),
    ("previous", "party", "parties"),
    ("results", "contest", "contests"),
    ("votes", "contest", "contests"),
    ("council_results", "council", "councils"),
    ("council_results", "party", "parties"),
)
SINGULAR = {"regions": "region"}
NO_CONTROL = "NOC"


def read(folder: Path) -> Pack:
    """The pack in a folder, with nothing wrong in it. Raises PackError with everything that is."""
    complaints = Complaints()
    pack = read_files(folder, complaints)
    if pack is None:
        complaints.raise_any()
        raise PackError(f"{folder} has no readable pack.toml.")
    unreadable = frozenset(table for table in KEYS if complaints.about(f"{table}.csv"))
    _repeated(pack, complaints)
    _referred(pack, unreadable, complaints)
    _parties(pack, complaints)
    _councils(pack, complaints)
    _credited(pack, complaints)
    if "candidates" not in unreadable:
        _contests(pack, complaints)
    _hexes(pack, complaints)
    # These follow references from line to line, so they wait until references hold.
    if not any(complaints.about(file) for file in ("parties.csv", "contests.csv", "previous.csv")):
        _previous(pack, complaints)
    if not any(complaints.about(file) for file in checking_votes.FILES):
        checking_votes.check(pack, complaints)
    if not any(complaints.about(file) for file in checking_totals.FILES):
        checking_totals.check(pack, complaints)
    complaints.raise_any()
    return pack


def _repeated(pack: Pack, complaints: Complaints) -> None:
    for table, key in KEYS.items():
        first: dict[tuple[object, ...], Row] = {}
        for row in getattr(pack, table):
            earlier = first.setdefault(tuple(_folded(getattr(row, name)) for name in key), row)
            if earlier is not row:
                what = ", ".join(
                    f"{name} {_quoted(getattr(row, name))}" for name in key if getattr(row, name)
                )
                place = f"line {earlier.at.line}" if earlier.at.file == row.at.file else str(earlier.at)
                complaints.add(row.at, f"{what} is there already, in {place}")


def _quoted(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else repr(value)


def _folded(value: object) -> object:
    # "lab" beside "Lab" is a slip, whatever case the database tells apart.
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _referred(pack: Pack, unreadable: frozenset[str], complaints: Complaints) -> None:
    for table, column, target in REFERENCES:
        if target in unreadable:
            continue
        known = {row.code for row in getattr(pack, target)}
        for row in getattr(pack, table):
            for code in _codes(getattr(row, column)):
                if code not in known:
                    complaints.add(row.at, f"{SINGULAR.get(column, column)} {code!r} is not in {target}.csv")


def _codes(value: str | tuple[str, ...]) -> Iterable[str]:
    return (value,) if isinstance(value, str) and value else value


def _parties(pack: Pack, complaints: Complaints) -> None:
    chained = {row.code for row in pack.parties if row.counts_as}
    for row in pack.parties:
        if row.counts_as == row.code:
            complaints.add(row.at, f"party {row.code!r} counts as itself; leave counts_as empty")
        elif row.counts_as in chained:
            complaints.add(
                row.at, f"counts_as {row.counts_as!r} itself counts as another party; name that one"
            )


def _councils(pack: Pack, complaints: Complaints) -> None:
    counts_as = {row.code: row.counts_as for row in pack.parties}
    sums: Counter[tuple[str, str]] = Counter()
    for seats in pack.council_seats:
        sums[seats.council, seats.basis] += seats.seats
    in_wards: Counter[str] = Counter()
    for contest in pack.contests:
        in_wards[contest.council] += contest.seats if contest.kind == Contest.Kind.WARD else 0
    for row in pack.councils:
        if row.seats_up > row.seats_total:
            complaints.add(row.at, f"seats_up is {row.seats_up}, more than all {row.seats_total} seats")
        if row.control_before and row.control_before not in {*counts_as, NO_CONTROL}:
            complaints.add(
                row.at, f"control_before {row.control_before!r} is neither {NO_CONTROL} nor in parties.csv"
            )
        if into := counts_as.get(row.control_before):
            complaints.add(row.at, f"control_before {row.control_before!r} counts as {into!r}; name that one")
        if in_wards[row.code] > row.seats_up:
            what = f"wards in contests.csv fill {in_wards[row.code]} seats, more than the {row.seats_up}"
            complaints.add(row.at, f"{row.name}: {what} that are up")
        for basis, most in (("eve_of_poll", row.seats_total), ("not_up", row.seats_total - row.seats_up)):
            if 0 <= most < sums[row.code, basis]:
                what = f"{basis} comes to {sums[row.code, basis]} in council_seats.csv, more than {most}"
                complaints.add(row.at, f"{row.name}: {what}")


def _credited(pack: Pack, complaints: Complaints) -> None:
    for file in further_council_seats(pack.folder):
        if not any(file in line for line in pack.head.credits):
            complaints.add(Place(file), "no line of credits in pack.toml names this file")


def _contests(pack: Pack, complaints: Complaints) -> None:
    standing = {row.contest for row in pack.candidates}
    for row in pack.contests:
        if row.code not in standing:
            complaints.add(row.at, f"{row.name} has no candidates in candidates.csv")
        if row.seats > 1 and row.method in {"fptp", "sv"}:
            complaints.add(
                row.at, f"method {row.method} fills one seat, and {row.name} has {row.seats}; say bloc"
            )


def _hexes(pack: Pack, complaints: Complaints) -> None:
    cells: dict[tuple[str, int, int], ContestRow] = {}
    for row in pack.contests:
        if row.hex_q is None or row.hex_r is None:
            if row.hex_q is not row.hex_r:
                complaints.add(row.at, "hex_q and hex_r go together; one of them is empty")
            continue
        taken = {cells.setdefault((region, row.hex_q, row.hex_r), row) for region in row.regions} - {row}
        for other in taken:
            complaints.add(
                row.at, f"hex {row.hex_q}, {row.hex_r} is taken by {other.name}, line {other.at.line}"
            )


def _previous(pack: Pack, complaints: Complaints) -> None:
    independents = {row.code for row in pack.parties if row.independent}
    contests = {row.code: row for row in pack.contests}
    lines: defaultdict[str, list[PreviousRow]] = defaultdict(list)
    for row in pack.previous:
        lines[row.contest].append(row)
        if row.person and row.party not in independents:
            complaints.add(row.at, f"person {row.person!r} is for independents, and {row.party!r} is a party")
    for code, together in lines.items():
        _electorates(together, complaints)
        if contests[code].seats == 1:
            _one_winner(contests[code], together, complaints)


def _electorates(lines: Sequence[PreviousRow], complaints: Complaints) -> None:
    given = [row for row in lines if row.electorate is not None]
    for row in given:
        if row.electorate != given[0].electorate:
            what = f"electorate {row.electorate} is {given[0].electorate} in line {given[0].at.line}"
            complaints.add(row.at, f"{what}, for the same contest")


def _one_winner(contest: ContestRow, lines: Sequence[PreviousRow], complaints: Complaints) -> None:
    winners = previous_winners(contest, lines)
    most = max(row.votes for row in lines)
    if len(winners) != 1:
        found = " and ".join(repr(row.party) for row in winners) or "nobody"
        complaints.add(
            lines[0].at, f"{contest.name} was won by {found} last time; mark one line with winner 1"
        )
    # Under second preferences the one with fewer first preferences may have won.
    elif winners[0].votes < most and contest.kind != Contest.Kind.MAYORALTY:
        what = f"{winners[0].party!r} is marked as the winner with {winners[0].votes} votes"
        complaints.add(winners[0].at, f"{what}, fewer than another line's {most}")
