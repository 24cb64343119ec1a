"""Parties, figures and their texts as every graphic has them.

Owns the names of what stands in a row. What nobody knows is an empty string, never a dash and no null.
"""

from decimal import Decimal

from results.boards.cards import PartyBadge
from results.graphics.drawn import Values
from results.rendering import words


def party(badge: PartyBadge) -> Values:
    """A party: its abbreviation stands beside every use of its colour."""
    return {"abbr": badge.abbr, "name": badge.name, "colour": badge.colour, "ink": badge.ink}


def counted(name: str, value: int | None) -> Values:
    """A whole number and its text: votes 12345 and votes_txt "12,345"."""
    if value is None:
        return {name: "", f"{name}_txt": ""}
    return {name: value, f"{name}_txt": words.number(value)}


def net(value: int | None) -> Values:
    """A net change: net 3 and net_txt "+3"."""
    return {"net": "", "net_txt": ""} if value is None else {"net": value, "net_txt": words.signed(value)}


def share(value: Decimal | None) -> Values:
    """A share of the vote: share 44.2 and share_txt "44.2%"."""
    if value is None:
        return {"share": "", "share_txt": ""}
    return {"share": float(words.one_place(value)), "share_txt": percent(value)}


def change(value: Decimal | None, *, new: bool = False) -> Values:
    """A change in points: change -16.6 and change_txt "−16.6"; "new" for a party that did not stand."""
    if new or value is None:
        return {"change": "", "change_txt": "new" if new else ""}
    return {"change": float(words.one_place(value)), "change_txt": words.points(value)}


def percent(value: Decimal) -> str:
    """59.1%"""
    return f"{words.percent(value)}%"
