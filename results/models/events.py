"""The numbered record of what changed a screen. Rows are only ever added, in commit order."""

from django.db import models
from django.db.models import Q

from results.models.declarations import Declaration
from results.models.onair import Output
from results.models.reference import Contest, Council, Election

# What no board changes by: only the desk is told, or an output.
DESK_ONLY = frozenset({"waiting", "rejected", "on_air", "noted"})


class DeskEvent(models.Model):
    """Event `seq` of an election. A reader that has seen `n` has missed exactly the events above `n`."""

    class Kind(models.TextChoices):
        DECLARED = "declared", "declared"
        CORRECTED = "corrected", "corrected"
        WITHDRAWN = "withdrawn", "withdrawn"
        STATUS = "status", "status changed"
        CONFIRMED = "confirmed", "confirmed by a second person"
        OVERRIDE = "override", "call or label fixed for air"
        WAITING = "waiting", "waits for a second person"
        REJECTED = "rejected", "rejected before it was published"
        ON_AIR = "on_air", "an act on an output"
        NOTED = "noted", "noted at the producers’ desk"
        REFERENCE = "reference", "reference data changed"

    election = models.ForeignKey(Election, models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    contest = models.ForeignKey(Contest, models.CASCADE, null=True, related_name="events")
    council = models.ForeignKey(Council, models.CASCADE, null=True, related_name="events")
    declaration = models.ForeignKey(Declaration, models.CASCADE, null=True, related_name="events")
    output = models.ForeignKey(Output, models.CASCADE, null=True, related_name="events")
    at = models.DateTimeField()

    class Meta:
        ordering = ["election", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["election", "seq"], name="event_number_once_an_election"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="event_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.contest or ''}".strip()
