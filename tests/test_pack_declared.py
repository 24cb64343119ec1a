"""Refreshing a pack after figures were declared: what hangs on them stands, all else may change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from results.declaring.commands import enter
from results.declaring.reference import reference_changed
from results.models import AccessLink, Candidacy, Contest, Declaration, Election, Party, Region
from results.packs.complaints import PackError
from results.packs.loading import load
from results.psephology.counts import Count
from tests.packs.folder import a_pack, add_line, drop_line, replace_line
from tests.people import a_producer

pytestmark = pytest.mark.django_db
FIGURES = Count(votes={1: 18_000, 2: 19_000, 3: 400}, electorate=70_000, elected=frozenset({2}))


def refresh(folder: Path) -> None:
    load(folder=folder, reference_changed=reference_changed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack that is loaded, with Barton Moors declared."""
    folder = a_pack(tmp_path / "pack")
    (folder / "results.csv").unlink()
    (folder / "votes.csv").unlink()
    refresh(folder)
    enter(contest_id=Contest.objects.get(code="C1").pk, count=FIGURES, by=a_producer())
    return folder


def without_barton_moors(folder: Path) -> None:
    drop_line(folder, "contests.csv", 4)
    for _ in range(3):
        drop_line(folder, "candidates.csv", 7)
    for _ in range(2):
        drop_line(folder, "previous.csv", 6)


def swapped(folder: Path) -> None:
    replace_line(folder, "candidates.csv", 7, "C1,1,Gus Hooper,Con,,")
    replace_line(folder, "candidates.csv", 8, "C1,2,Fay Glover,Lab,,")


REFUSED: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "the contest leaves": (
        without_barton_moors,
        {
            "contests.csv: Barton Moors is declared, so it cannot leave the pack.",
        },
    ),
    "a candidate leaves": (
        lambda folder: drop_line(folder, "candidates.csv", 9),
        {"candidates.csv: Barton Moors is declared, so Hal Mason (number 3) cannot leave the pack."},
    ),
    "a candidate joins": (
        lambda folder: add_line(folder, "candidates.csv", "C1,4,Ida Naylor,Ind,,"),
        {"candidates.csv: Barton Moors is declared, so Ida Naylor (number 4) cannot be added."},
    ),
    "a candidate's party changes": (
        lambda folder: replace_line(folder, "candidates.csv", 9, "C1,3,Hal Mason,LabCoop,,"),
        {"candidates.csv: Barton Moors is declared, so the party of Hal Mason (number 3) cannot change."},
    ),
    "two candidates change places": (
        swapped,
        {
            "candidates.csv: Barton Moors is declared, so Gus Hooper cannot move to number 1: "
            "the votes of that number are not theirs.",
            "candidates.csv: Barton Moors is declared, so Fay Glover cannot move to number 2: "
            "the votes of that number are not theirs.",
        },
    ),
    "the previous result changes": (
        lambda folder: replace_line(folder, "previous.csv", 7, "C1,Lab,15001,,69000,"),
        {"previous.csv: Barton Moors is declared, so its previous result cannot change."},
    ),
    "the seat becomes a new one": (
        lambda folder: replace_line(
            folder, "contests.csv", 4, "C1,Barton Moors,constituency,south;patch,,1,fptp,70000,,1,,"
        ),
        {"contests.csv: Barton Moors is declared, so its new_seat cannot change."},
    ),
    "a party comes to count as another": (
        lambda folder: replace_line(folder, "parties.csv", 4, "Con,Conservative,Conservative,,Lab,,"),
        {"parties.csv: figures are declared for Conservative, so counts_as cannot change."},
    ),
}


@pytest.mark.parametrize(("change", "sentences"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses_what_declared_figures_hang_on(
    folder: Path, change: Callable[[Path], None], sentences: set[str]
) -> None:
    before = list(Candidacy.objects.values_list("pk", "name", "party"))
    change(folder)
    with pytest.raises(PackError) as refused:
        refresh(folder)
    assert sentences <= set(refused.value.complaints)
    assert list(Candidacy.objects.values_list("pk", "name", "party")) == before
    assert Election.objects.get().seq == 1


def test_a_party_with_declared_figures_cannot_leave(folder: Path) -> None:
    drop_line(folder, "parties.csv", 4)
    for file in ("candidates.csv", "previous.csv", "council_seats.csv"):
        text = (folder / file).read_text()
        (folder / file).write_text(text.replace(",Con,", ",LabCoop,"))
    with pytest.raises(PackError, match="figures are declared for Conservative, so it cannot leave the pack"):
        refresh(folder)
    assert Party.objects.filter(code="Con").exists()


def test_spelling_notes_and_colours_may_change_after_a_declaration(folder: Path) -> None:
    replace_line(folder, "candidates.csv", 8, "C1,2,Augustus Hooper,Lab,,teacher")
    replace_line(folder, "parties.csv", 2, "Lab,Labour Party,Labour,#dd0033,,,")
    refresh(folder)
    winner = Declaration.objects.get().outcome.winner
    assert (winner.name, winner.note, winner.party.colour) == ("Augustus Hooper", "teacher", "#dd0033")
    assert Election.objects.get().seq == 2


def test_contests_that_are_not_declared_may_change_wholly(folder: Path) -> None:
    replace_line(folder, "candidates.csv", 5, "W2,1,Evan Fuller,Ind,1,former mayor")
    replace_line(folder, "candidates.csv", 6, "W2,2,Dora Draper,Con,,")
    replace_line(folder, "previous.csv", 5, "W2,Con,650,,,")
    refresh(folder)
    assert Candidacy.objects.get(contest__code="W2", number=1).name == "Evan Fuller"


def test_a_region_with_a_screens_link_cannot_leave_until_the_link_is_revoked(folder: Path) -> None:
    link = AccessLink.objects.create(
        name="Gallery wall, left",
        scope=AccessLink.Scope.BOARD,
        election=Election.objects.get(),
        region=Region.objects.get(code="north"),
        token_hash="0" * 64,
        created_by=Declaration.objects.get().entered_by,
    )
    for file, line, text in (
        ("contests.csv", 2, "W1,Abbey,ward,patch,barton,2,bloc,4000,,,0,0"),
        ("contests.csv", 3, "W2,Castle,ward,patch,barton,1,,3000,,,1,0"),
        ("councils.csv", 2, "barton,Barton,patch,6,3,NOC"),
    ):
        replace_line(folder, file, line, text)
    drop_line(folder, "regions.csv", 2)
    with pytest.raises(PackError, match="The North has 1 link for screens or feeds"):
        refresh(folder)
    link.revoked_at = Election.objects.get().seq_at
    link.save()
    refresh(folder)
    assert not Region.objects.filter(code="north").exists()
