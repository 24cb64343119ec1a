"""What was declared of a whole council: a running or complete total by party, as a revision.

Wards are contests and have declarations of their own; which of the two counts is worked out on the
read side.
"""

from django.db import models

from results.models.keyed import Keyed, keyed_constraints
from results.models.reference import Council, Party


class CouncilDeclaration(Keyed):
    """One revision of a council's seats by party. `complete`: nothing more is to come."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="declarations")
    complete = models.BooleanField()

    class Meta:
        ordering = ["council", "-revision"]
        constraints = keyed_constraints("council_total", "council")

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
