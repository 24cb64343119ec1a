"""What waits, on the producers' desk: every entry stands there once, whatever row ids it shares."""

from dataclasses import replace

import pytest
from django.utils import timezone

from results.boards.desk import Desk, desk
from results.boards.due import WaitingEntry
from results.boards.withheld import Decides, Effect, Why, Withheld
from results.rendering.desk_awaited import awaited_view
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


def decisive(declaration: int, *, council: bool) -> Withheld:
    return Withheld(
        declaration=declaration,
        subject=1,
        council=council,
        code="X",
        name="Boston" if council else "Rugby",
        by="Alice Okafor",
        since=timezone.now(),
        why=Why.WAITS,
        shows_at=None,
        effects=(Effect(Decides.CONTROL if council else Decides.SEAT, "Lab gain from Con"),),
    )


def waiting(declaration: int, *, council: bool) -> WaitingEntry:
    return WaitingEntry(
        declaration=declaration,
        subject=1,
        code="X",
        name="Boston" if council else "Rugby",
        council=council,
        by="Alice Okafor",
        since=timezone.now(),
        blind=False,
        disputed=False,
    )


def a_desk(*, told: Withheld, waits: tuple[WaitingEntry, ...]) -> Desk:
    card = desk(election_id=a_small_election(contests=1).pk, keeps=True)
    return replace(card, withheld=(told,), due=replace(card.due, waiting=waits, waits=len(waits)))


@pytest.mark.parametrize("council", [True, False], ids=["a council's total decides", "a contest decides"])
def test_a_decisive_total_hides_no_contest_that_has_its_row_id_and_neither_does_a_contest(council):
    both = (waiting(7, council=True), waiting(7, council=False))
    seen = awaited_view(a_desk(told=decisive(7, council=council), waits=both))
    pressing = [line.name for line in (*seen["withheld"], *seen["waiting"])]
    assert pressing == (["Boston", "Rugby"] if council else ["Rugby", "Boston"])
