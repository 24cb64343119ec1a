"""Settling an alert: an operator has seen that something aired wrong, and it is off air.

Refuses to settle away what viewers still see: that is pushed or taken out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from results.models import AlertDone, AsRun
from results.onair.outputs import Acted, held_output, logged
from results.onair.refusals import NothingThere, StillOnAir


class Stands(StrEnum):
    """How an alert stands: wrong on air, off air, or there is none."""

    ON = "on"
    OFF = "off"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Revision:
    """The revision that put a result right, of a contest or of a council's total."""

    declaration: int | None = None
    total: int | None = None


def settle(
    *, output_id: int, revision: Revision, name: str, stands: Callable[[], Stands], by: User
) -> Acted | None:
    """Settle every alert of one correction on an output. Raises an `OnAirRefused`.

    `stands` reads, under the output's lock, how they stand; `name` is of the contest, for the log. Settled
    already: nothing happens, and None is returned.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        found = stands()
        row: dict[str, Any] = {"declaration_id": revision.declaration, "total_id": revision.total}
        if found is Stands.ON:
            raise StillOnAir("It is on air as it was: push the correction, or take it out.")
        if found is Stands.NONE:
            if output.alerts_done.filter(**row).exists():
                return None
            raise NothingThere("There is no such alert.")
        acted = logged(output, AsRun.Act.SETTLE, by, note=f"{name}: seen, and off air")
        AlertDone.objects.update_or_create(output=output, **row, defaults={"by": by, "at": acted.at})
        return acted
