"""An output under its lock, who may act on it, and what every act leaves behind.

Lock order: output, then election, which numbers the act.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from results.declaring.numbering import locked, number_event
from results.models import AsRun, Cue, DeskEvent, Hold, OnAir, Output
from results.onair.refusals import Changed, Held, NotAnOperator, NothingThere


@dataclass(frozen=True, slots=True)
class Acted:
    """An act that was done: its number among the election's events, and when."""

    output_id: int
    number: int
    at: datetime


def held_output(output_id: int, by: User) -> Output:
    """The output's row, held until the transaction ends. Raises NotAnOperator or NothingThere.

    Two operators of one output queue up here: the second acts on what the first left.
    """
    if not by.has_perm("results.operate_output"):
        raise NotAnOperator("Only a graphics operator takes, updates and clears.")
    return locked_output(output_id)


def locked_output(output_id: int) -> Output:
    """The output's row, held until the transaction ends, whoever asks."""
    rows = Output.objects.select_for_update(of=("self",)).select_related("election")
    found = rows.filter(pk=output_id).first()
    if found is None:
        raise NothingThere("There is no such output.")
    return found


def refuse_held(output: Output, cue: Cue) -> None:
    """Raise Held where the output, the cue, or what the cue is about is kept as it is. One query."""
    held = Q(output=output) | Q(cue=cue)
    if cue.contest_id is not None:
        held |= Q(contest=cue.contest_id)
    if cue.council_id is not None:
        held |= Q(council=cue.council_id)
    hold = Hold.objects.holding().filter(held).select_related("by").first()
    if hold is not None:
        raise Held(
            f"Held by {hold.by.get_full_name() or hold.by.get_username()} since "
            f"{timezone.localtime(hold.at):%H:%M}: {hold.reason}. Release it first."
        )


def refuse_changed(seen: str, stands: str) -> None:
    """Raise Changed where the digest an operator saw is not the one that stands."""
    if seen != stands:
        raise Changed("It changed since you looked: look again before you act.")


def told(output: Output, *, election_id: int | None = None) -> Acted:
    """Number a change that panels and previews show, and no viewer sees; in another election if told so."""
    election = locked(election_id or output.election_id)
    event = number_event(election=election, kind=DeskEvent.Kind.ON_AIR, output_id=output.pk)
    return Acted(output_id=output.pk, number=event.seq, at=event.at)


def logged(output: Output, act: AsRun.Act, by: User, *, on_air: OnAir | None = None, **row: Any) -> Acted:
    """Number an act, and write it to the as-run log with what it put on air."""
    acted = told(output)
    if on_air is not None:
        on_air.act = acted.number
        on_air.save()
        row |= {
            "layer": on_air.layer,
            "cue": on_air.cue,
            "seq": on_air.seq,
            "digest": on_air.digest,
            "values": on_air.values,
        }
    AsRun.objects.create(output=output, act=act, by=by, at=acted.at, number=acted.number, **row)
    return acted
