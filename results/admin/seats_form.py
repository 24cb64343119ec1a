"""The form of a party's seats on a council before tonight.

Owns that they fit into the council: a board on which seats add up to more cannot be drawn.
"""

from typing import Any

from django.db.models import Sum

from results.admin.fields import SameElectionForm
from results.models import Council, CouncilSeats


class CouncilSeatsForm(SameElectionForm):
    """Seats of one party on one basis."""

    def clean(self) -> dict[str, Any]:
        """Refuse more than the council has, at the field of the seats."""
        cleaned = super().clean()
        seats, basis = cleaned.get("seats"), cleaned.get("basis", self.instance.basis)
        council = cleaned.get("council") or Council.objects.filter(pk=self.instance.council_id).first()
        # Last fought may have been a larger council.
        if council is None or seats is None or basis == CouncilSeats.Basis.LAST_FOUGHT:
            return cleaned
        rows = CouncilSeats.objects.filter(council=council, basis=basis).exclude(pk=self.instance.pk)
        others = rows.aggregate(seats=Sum("seats"))["seats"] or 0
        not_up = basis == CouncilSeats.Basis.NOT_UP
        most = council.seats_total - (council.seats_up if not_up else 0)
        if others + seats > most:
            what = "that are not up" if not_up else "in all"
            words = f"{council.name} has {most} seats {what}, and other parties have {others}."
            self.add_error("seats", words)
        return cleaned
