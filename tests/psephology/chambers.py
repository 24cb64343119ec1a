"""Short ways to write down a council at one moment."""

from collections.abc import Mapping

from results.psephology.council import Chamber

PARTIES = frozenset({"Con", "Lab", "LD", "Green", "Ashfield Ind", "Boston Ind"})


def chamber(
    total: int,
    *,
    to_come: int = 0,
    not_up: Mapping[str, int] | None = None,
    ceilings: Mapping[str, int] | None = None,
    may_control: frozenset[str] = PARTIES,
    called_off: int = 0,
    **won: int,
) -> Chamber:
    """Seats won by party; everybody who may hold control can win all that is to come unless told."""
    return Chamber(
        total=total,
        not_up=not_up or {},
        won=won,
        to_come=to_come,
        ceilings=dict.fromkeys(may_control, to_come) if ceilings is None else ceilings,
        may_control=may_control,
        called_off=called_off,
    )
