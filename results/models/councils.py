"""What was declared of a whole council: a running or complete total by party, as a revision.

Wards are contests and have declarations of their own; which of the two counts is worked out on the
read side.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from results.models.reference import Council, Party


class CouncilDeclaration(models.Model):
    """One revision of a council's seats by party. `complete`: nothing more is to come."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", "in force"
        SUPERSEDED = "superseded", "superseded"

    council = models.ForeignKey(Council, models.PROTECT, related_name="declarations")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    complete = models.BooleanField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="council_declarations"
    )
    entered_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["council", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["council", "revision"], name="council_revision_once"),
            models.UniqueConstraint(
                fields=["council"], condition=Q(state="in_force"), name="one_total_in_force_a_council"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="council_revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.council}, total {self.revision}"


class CouncilTally(models.Model):
    """Seats won by a party in one declaration of a council's total."""

    declaration = models.ForeignKey(CouncilDeclaration, models.CASCADE, related_name="tallies")
    party = models.ForeignKey(Party, models.RESTRICT, related_name="+")
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["declaration", "-seats"]
        verbose_name_plural = "council tallies"
        constraints = [
            models.UniqueConstraint(fields=["declaration", "party"], name="council_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.seats}"
