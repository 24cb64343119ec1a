"""How an entry stands with one person: what she may press, and what she is told about it.

The commands decide again, under the contest's lock; this spares her a press that they would refuse.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from results.declaring.revisions import name_of
from results.models import OPEN, Policy, State
from results.models.keyed import Keyed

BYPASS = "results.bypass_second_key"


@dataclass(frozen=True, slots=True)
class Standing:
    """What this person may do with this entry; `told` says why, or what became of it."""

    told: str
    own: bool
    confirm: bool
    reject: bool
    take_back: bool
    bypass: bool
    key_again: bool


def standing_of(row: Keyed, user: User) -> Standing:
    """How the entry stands with her now. Reads the people of the row."""
    own = row.entered_by_id == user.pk
    waiting = row.state == State.WAITING
    to_read = waiting and row.policy != Policy.BLIND
    return Standing(
        told=_waiting(row, own=own) if waiting else _became(row, own=own),
        own=own,
        confirm=not own and (to_read or row.single_source),
        reject=not own and to_read,
        take_back=own and row.state in OPEN,
        bypass=waiting and user.has_perm(BYPASS),
        key_again=waiting and not to_read and not own,
    )


def _waiting(row: Keyed, *, own: bool) -> str:
    if row.policy == Policy.BLIND:
        if own:
            return "You keyed this contest. Somebody else has to key it too, without seeing yours."
        return (
            f"{name_of(row.entered_by)} keyed this contest. It is keyed blind: type the figures yourself, "
            "from the count or the sheet. Nobody reads the first entry before the second is in."
        )
    if own:
        return "You sent these figures: somebody else has to confirm them. No board shows them yet."
    return (
        "No board shows these figures yet. Hold every one against the count or the sheet: you vouch for "
        "them with your name."
    )


def _became(row: Keyed, *, own: bool) -> str:
    if row.single_source:
        who = name_of(row.bypassed_by) if row.bypassed_by else name_of(row.entered_by)
        asked = "Somebody else has to confirm them." if own else "Boards say so until somebody confirms them."
        return f"{who} published these figures on a single source: {row.bypass_reason.rstrip('.')}. {asked}"
    if row.state == State.REJECTED and row.rejected_by and row.rejected_at:
        at = timezone.localtime(row.rejected_at)
        return f"Rejected by {name_of(row.rejected_by)} at {at:%H:%M}: {row.rejection}"
    if row.state == State.DISPUTED:
        return "Somebody else keyed this contest differently: the two entries have to be resolved."
    if row.confirmed_by and row.confirmed_at:
        at = timezone.localtime(row.confirmed_at)
        return f"Confirmed by {name_of(row.confirmed_by)} at {at:%H:%M}; {row.get_state_display()}."
    return f"This entry does not wait for anybody: it is {row.get_state_display()}."
