"""A pack folder as one frozen value.

Owns which files a pack has, which of them it must have, and where packs that ship with the desk are.
Refuses to judge what the lines say: that is `checking`.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from results.packs import rows
from results.packs.complaints import Complaints, PackError, Place
from results.packs.heads import FILE as HEAD
from results.packs.heads import read_head
from results.packs.history.files import History, read_history
from results.packs.history.tables import FILES as OF_A_HISTORY
from results.packs.tables import R, read_table

SHIPPED = Path(__file__).parent / "shipped"
REQUIRED = ("parties.csv", "regions.csv", "contests.csv", "candidates.csv")
OPTIONAL = (
    "councils.csv",
    "council_seats.csv",
    "previous.csv",
    "results.csv",
    "votes.csv",
    "council_results.csv",
)
# Seats under a licence of their own are kept in files of their own, such as council_seats_cc-by-sa.csv.
FURTHER_COUNCIL_SEATS = "council_seats_*.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything a pack says, in the order of its lines. `aside` are CSV files that are none of a pack's.

    `history`: what was declared and done, in a pack that a desk has written.
    """

    folder: Path
    head: rows.Head
    parties: tuple[rows.PartyRow, ...]
    regions: tuple[rows.RegionRow, ...]
    councils: tuple[rows.CouncilRow, ...]
    council_seats: tuple[rows.CouncilSeatsRow, ...]
    contests: tuple[rows.ContestRow, ...]
    candidates: tuple[rows.CandidateRow, ...]
    previous: tuple[rows.PreviousRow, ...]
    results: tuple[rows.ResultRow, ...]
    votes: tuple[rows.VotesRow, ...]
    council_results: tuple[rows.CouncilResultRow, ...]
    aside: tuple[str, ...]
    history: History | None


def shipped() -> tuple[str, ...]:
    """The slugs of the packs that come with the desk."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob(f"*/{HEAD}")))


def find(name: str | Path) -> Path:
    """The folder of a shipped pack by its slug, or of any other by its path. Raises PackError.

    A bare name that ships means the shipped pack; write ./name for a folder of that name.
    """
    if str(name) in shipped():
        return SHIPPED / str(name)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder.resolve()
    raise PackError(
        f"{name} is neither a folder nor a pack that ships with the desk ({', '.join(shipped())})."
    )


def name_of(folder: Path) -> str:
    """How to `find` this folder again: a shipped pack's slug, or the absolute path."""
    return folder.name if folder.parent == SHIPPED else str(folder)


def read_files(folder: Path, complaints: Complaints) -> Pack | None:
    """Read every file; None where there is no head to make a pack of."""
    for file in (HEAD, *REQUIRED):
        if not (folder / file).is_file():
            complaints.add(Place(file), f"the file is missing from {folder}")
    head = read_head(folder / HEAD, complaints) if (folder / HEAD).is_file() else None

    def table(file: str, kind: type[R]) -> tuple[R, ...]:
        return read_table(folder / file, kind, complaints) if (folder / file).is_file() else ()

    with_head = partial(
        Pack,
        folder=folder,
        parties=table("parties.csv", rows.PartyRow),
        regions=table("regions.csv", rows.RegionRow),
        councils=table("councils.csv", rows.CouncilRow),
        council_seats=tuple(
            row
            for file in ("council_seats.csv", *further_council_seats(folder))
            for row in table(file, rows.CouncilSeatsRow)
        ),
        contests=table("contests.csv", rows.ContestRow),
        candidates=table("candidates.csv", rows.CandidateRow),
        previous=table("previous.csv", rows.PreviousRow),
        results=table("results.csv", rows.ResultRow),
        votes=table("votes.csv", rows.VotesRow),
        council_results=table("council_results.csv", rows.CouncilResultRow),
        aside=_aside(folder),
        history=read_history(folder, complaints),
    )
    return with_head(head=head) if head else None


def further_council_seats(folder: Path) -> tuple[str, ...]:
    """The names of files that council_seats.csv goes on in."""
    return tuple(sorted(path.name for path in folder.glob(FURTHER_COUNCIL_SEATS)))


def _aside(folder: Path) -> tuple[str, ...]:
    known = {*REQUIRED, *OPTIONAL, *OF_A_HISTORY, *further_council_seats(folder)}
    return tuple(sorted({path.name for path in folder.glob("*.csv")} - known))
