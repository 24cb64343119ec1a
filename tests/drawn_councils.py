"""Councils' cards for drawing, made up without a database: a night half way through, with every state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from results.boards.cards import ContestState, Happened, OutcomeCard, PartyBadge, RegionHead
from results.boards.council_cards import (
    ControlCount,
    CouncilBoard,
    CouncilCard,
    CouncilNewest,
    CouncilRow,
    CouncilState,
    MayorLine,
    PartySeats,
    Source,
    WardLine,
)
from tests.drawn_cards import NIGHT, a_head, an_outcome

LAB = PartyBadge("Lab", "Lab", "Labour", "#e4003b", "#ffffff")
CON = PartyBadge("Con", "Con", "Conservative", "#0087dc", "#0b0f14")
LD = PartyBadge("LD", "LD", "Lib Dem", "#faa61a", "#0b0f14")
GREEN = PartyBadge("Green", "Green", "Green", "#02a95b", "#0b0f14")
IND = PartyBadge("Ind", "Ind", "Independent", "#dddddd", "#0b0f14")
BOSTON = PartyBadge("BosInd", "BosInd", "Boston Independents", "#b9a3d0", "#0b0f14")
ASHFIELD = PartyBadge("AshInd", "AshInd", "Ashfield Independents", "#c8c8c8", "#0b0f14")
PARTIES = (LAB, CON, LD, GREEN, IND, BOSTON, ASHFIELD)
EAST = RegionHead(id=4, code="EM", name="East Midlands", kind="official")
AWAITED = (ContestState.EXPECTED, ContestState.COUNTING, ContestState.RECOUNT, ContestState.WITHDRAWN)
WARDS = (
    "Abbey Hulton",
    "Baddeley, Milton & Norton",
    "Bentilee, Ubberley & Townsend",
    "Big <Fenton>",
    "Tunstall",
)


def a_council_row(party: PartyBadge, won: int, not_up: int = 0, **more) -> CouncilRow:
    """A party's row; no nets and no needs unless they are given."""
    nothing = {"net_last_fought": None, "net_eve_of_poll": None, "needs": ""}
    return CouncilRow(party=party, won=won, not_up=not_up, seats=won + not_up, **nothing | more)


def a_state(
    name: str = "Stoke-on-Trent",
    rows: Sequence[CouncilRow] = (),
    *,
    total: int = 44,
    vacant: int = 0,
    number: int = 1,
    **more,
) -> CouncilState:
    """A council whose seats add up: what is neither won, not up, vacant nor called off is to come."""
    declared, not_up = sum(row.won for row in rows), sum(row.not_up for row in rows)
    off = more.get("countermanded", 0) + more.get("deferred", 0)
    to_come = total - declared - not_up - vacant - off
    facts = {
        "needed": total // 2 + 1,
        "seats_up": declared + to_come + off,
        "source": Source.WARDS,
        "before": None,
        "before_words": "no overall control",
        "holder": None,
        "no_control": False,
        "phrase": "",
        "clinched": False,
        "complete": not to_come,
        "wards_declared": 0,
        "wards": 0,
        "newest_at": NIGHT if declared else None,
    }
    return CouncilState(
        id=number,
        code=f"K{number:03}",
        name=name,
        total=total,
        declared=declared,
        to_come=to_come,
        not_up=not_up,
        vacant=vacant,
        rows=tuple(rows),
        **facts | more,
    )


def half_way() -> CouncilState:
    """Stoke-on-Trent with half of its seats in."""
    rows = (
        a_council_row(LAB, 15, needs="needs 8 of the 22 left"),
        a_council_row(CON, 6, needs="needs 17 of the 22 left"),
        a_council_row(IND, 1),
    )
    return a_state(rows=rows, wards=34, wards_declared=17)


def clinched() -> CouncilState:
    """Stoke-on-Trent at the first ward after which nothing can undo it."""
    rows = (a_council_row(LAB, 23), a_council_row(CON, 11), a_council_row(IND, 1))
    more = {"holder": LAB, "phrase": "Lab gain from NOC", "clinched": True}
    return a_state(rows=rows, wards=34, wards_declared=25, **more)


def complete() -> CouncilState:
    """Stoke-on-Trent with all in, and its changes on both baselines."""
    rows = (
        a_council_row(LAB, 29, net_last_fought=13, net_eve_of_poll=17),
        a_council_row(CON, 14, net_last_fought=-1, net_eve_of_poll=-8),
        a_council_row(IND, 1, net_last_fought=-12, net_eve_of_poll=-9),
    )
    return a_state(rows=rows, wards=34, wards_declared=34, holder=LAB, phrase="Lab gain from NOC")


def called_off() -> CouncilState:
    """Stoke-on-Trent with all in but a ward of two seats that had no poll, which control hangs upon."""
    rows = (
        a_council_row(LAB, 22, needs="1 short of a majority, 2 called off"),
        a_council_row(CON, 19, needs="4 short of a majority"),
        a_council_row(IND, 1),
    )
    return a_state(rows=rows, countermanded=2, wards=33, wards_declared=33, wards_called_off=1)


def dudley(*, won: Sequence[int] = (0, 0)) -> CouncilState:
    """Dudley, by thirds: 24 of 72 seats up."""
    rows = (a_council_row(CON, won[0], 30), a_council_row(LAB, won[1], 18))
    return a_state("Dudley", rows, total=72, number=2, before=CON, before_words="Conservative")


def boston() -> CouncilState:
    """Boston, as one complete total by party, in the hands of a registered local party."""
    rows = (
        a_council_row(BOSTON, 18, net_last_fought=18, net_eve_of_poll=18),
        a_council_row(IND, 6, net_last_fought=-5, net_eve_of_poll=-8),
        a_council_row(CON, 5, net_last_fought=-11, net_eve_of_poll=-9),
        a_council_row(LD, 1, net_last_fought=1, net_eve_of_poll=1),
        a_council_row(LAB, 0, net_last_fought=-2, net_eve_of_poll=-2),
    )
    more = {"holder": BOSTON, "phrase": "BosInd gain from NOC", "source": Source.COMPLETE}
    return a_state("Boston", rows, total=30, number=3, **more)


def running() -> CouncilState:
    """Derby, by a running total, with a vacant seat."""
    rows = (
        a_council_row(LAB, 20, needs="needs 6 of the 15 left"),
        a_council_row(CON, 9, needs="can no longer win"),
        a_council_row(LD, 4, needs="can no longer win"),
        a_council_row(GREEN, 2, needs="can no longer win"),
    )
    return a_state("Derby", rows, total=51, vacant=1, number=4, source=Source.RUNNING)


def nobody() -> CouncilState:
    """Telford and Wrekin in 2015: exactly half is not control."""
    rows = (
        a_council_row(LAB, 27, net_last_fought=-6, net_eve_of_poll=-5),
        a_council_row(CON, 23, net_last_fought=7, net_eve_of_poll=6),
        a_council_row(LD, 3, net_last_fought=2, net_eve_of_poll=2),
        a_council_row(IND, 1, net_last_fought=-3, net_eve_of_poll=-3),
    )
    more = {"no_control": True, "phrase": "Lab loss to NOC", "before": LAB, "before_words": "Labour"}
    return a_state("Telford & Wrekin", rows, total=54, number=5, **more)


def waiting(name: str = "North West Leicestershire", number: int = 6, total: int = 38) -> CouncilState:
    """A council of which nothing is known yet."""
    rows = (a_council_row(CON, 0), a_council_row(LAB, 0))
    return a_state(name, rows, total=total, number=number, before=CON, before_words="Conservative", wards=20)


def sandwell() -> CouncilState:
    """Sandwell, by thirds, held with all in."""
    rows = (
        a_council_row(LAB, 21, 39, net_last_fought=-12, net_eve_of_poll=-1),
        a_council_row(CON, 3, 9, net_last_fought=12, net_eve_of_poll=3),
    )
    more = {"holder": LAB, "phrase": "Lab hold", "before": LAB, "before_words": "Labour"}
    return a_state("Sandwell", rows, total=72, number=7, **more)


def ten_councils() -> tuple[CouncilState, ...]:
    """A region in the middle of its night."""
    return (
        boston(),
        running(),
        dudley(won=(6, 3)),
        waiting("Mansfield", 8, 36),
        waiting(),
        sandwell(),
        clinched(),
        nobody(),
        replace(complete(), id=9, code="K009", name="Bassetlaw"),
        waiting("South Kesteven", 10, 56),
    )


def a_council_board(councils: Sequence[CouncilState] | None = None, *, seq: int = 12, **more) -> CouncilBoard:
    """A region's board over these councils; its sums are made up."""
    states = ten_councils() if councils is None else tuple(councils)
    return CouncilBoard(
        election=a_head(seq=seq),
        region=EAST,
        declared=sum(state.complete for state in states),
        total=len(states),
        seats_declared=sum(state.declared for state in states),
        seats_up=sum(state.seats_up for state in states),
        councils=states,
        **{
            "controls": (
                ControlCount(LAB, 3, 1),
                ControlCount(BOSTON, 1, 1),
                ControlCount(CON, 0, -1),
                ControlCount(None, 1, -1),
            ),
            "rows": tuple(
                PartySeats(party, 120 - 17 * place, 20 - place, place, 14 - 3 * place, 17 - 4 * place)
                for place, party in enumerate(PARTIES)
            ),
            "mayors": mayors(),
            "newest": newest(),
        }
        | more,
    )


def mayors() -> tuple[MayorLine, ...]:
    """One elected after second preferences, one to come."""
    outcome = replace(an_outcome(LAB, LAB, majority=8580), winner="Ngozi Adeyemi")
    return (
        MayorLine(51, "M51", "Leicester", outcome, True, None),
        MayorLine(52, "M52", "Mansfield", None, False, NIGHT + timedelta(hours=3)),
    )


def a_line(**more) -> CouncilNewest:
    """A line of a ward that came in."""
    line = CouncilNewest(
        key="contest-1",
        href_kind="contest",
        code="W01",
        name="Tunstall, Stoke-on-Trent",
        at=NIGHT,
        happened=Happened.DECLARED,
        party=LAB,
        words="Lab 2, Con 1",
    )
    return replace(line, **more)


def newest(lines: int = 6) -> tuple[CouncilNewest, ...]:
    """Lines of wards and totals by turns, newest first."""
    return tuple(
        CouncilNewest(
            key=f"council-{number}" if number % 3 == 1 else f"contest-{number}",
            href_kind="council" if number % 3 == 1 else "contest",
            code=f"C{number}",
            name="Derby" if number % 3 == 1 else f"{WARDS[number % 5]}, Stoke-on-Trent",
            at=NIGHT - timedelta(minutes=number),
            happened=Happened.CORRECTED if number == 2 else Happened.DECLARED,
            was="Lab had 2" if number == 2 else "",
            party=None if number == 3 else LAB,
            words="Lab 20, Con 9, LD 4, Green 2, 15 to come" if number % 3 == 1 else "Lab 2, Con 1",
        )
        for number in range(lines)
    )


def a_ward(
    number: int,
    *,
    seats: int = 1,
    at: datetime | None = NIGHT,
    was: str = "",
    state: ContestState = ContestState.EXPECTED,
) -> WardLine:
    """A ward, declared `at`, or in a `state` where that is None."""
    return WardLine(
        contest=number,
        code=f"W{number:02}",
        name=WARDS[number % len(WARDS)],
        seats=seats,
        returned=("Lab 2, Con 1" if seats > 1 else "Lab 1") if at else "",
        outcome=_ward_outcome(seats, at, was) if at else None,
        expected_at=NIGHT + timedelta(hours=2) if number % 2 else None,
        state=ContestState.DECLARED if at else state,
        recounts=2 if state is ContestState.RECOUNT else 0,
        since=NIGHT if at is None and state is not ContestState.EXPECTED else None,
    )


def _ward_outcome(seats: int, at: datetime, was: str) -> OutcomeCard:
    outcome = an_outcome(LAB, CON, majority=213, at=at, was=was)
    several = {
        "word": "elected",
        "phrase": "Lab 2, Con 1",
        "returned": "Lab 2, Con 1",
        "previous_party": None,
    }
    return replace(outcome, **several) if seats > 1 else outcome


def a_council_card(state: CouncilState | None = None, *, seed: int = 1, seq: int = 12) -> CouncilCard:
    """A council with as many wards as its state counts, some of several seats, in every state."""
    state, random = state or half_way(), Random(seed)
    wards = tuple(
        a_ward(
            number,
            seats=random.choice((1, 1, 3)),
            at=NIGHT + timedelta(minutes=number) if number <= state.wards_declared else None,
            was=random.choice(("", "", "", "majority was 231")),
            state=ContestState.COUNTERMANDED if number > state.wards else random.choice(AWAITED),
        )
        for number in range(1, state.wards + state.wards_called_off + 1)
    )
    return CouncilCard(election=a_head(seq=seq), regions=(EAST,), state=state, wards=wards)
