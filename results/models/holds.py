"""What an operator keeps on air as it is, until somebody releases it by an act of its own.

Owns the rows, and that nothing is held twice. What counts on air meanwhile is worked out on the read side.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from results.models.councils import CouncilDeclaration
from results.models.declarations import Declaration
from results.models.onair import Cue, Output
from results.models.reference import Contest, Council

PERSON = settings.AUTH_USER_MODEL
SUBJECTS = ("output", "cue", "contest", "council")


def _of_one() -> Q:
    whole = Q()
    for subject in SUBJECTS:
        whole |= Q(**{f"{other}__isnull": other != subject for other in SUBJECTS})
    return whole


class HoldQuerySet(models.QuerySet["Hold"]):
    """Chainable questions about holds."""

    def holding(self) -> "HoldQuerySet":
        """Those that nobody released."""
        return self.filter(released_at=None)

    def whole(self) -> "HoldQuerySet":
        """Those that somebody made, without the wards that a council's hold keeps with it."""
        return self.filter(part_of=None)


class Hold(models.Model):
    """Somebody keeps a contest, a council, a cue or a whole output as it is, until it is released.

    For a contest `counts` is the declaration that goes on counting on air meanwhile, and `call` what it
    meant then: a call that is fixed later stays off air. For a council `counts_total` is its total. None:
    it had none. A council's wards are held with it, each by a row that is `part_of` the council's. `act`
    is the number of the event, `released_act` that of its release: what was frozen between the two is old.
    """

    output = models.ForeignKey(Output, models.CASCADE, null=True, related_name="holds")
    cue = models.ForeignKey(Cue, models.CASCADE, null=True, related_name="holds")
    contest = models.ForeignKey(Contest, models.CASCADE, null=True, related_name="holds")
    council = models.ForeignKey(Council, models.CASCADE, null=True, related_name="holds")
    part_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    counts = models.ForeignKey(Declaration, models.PROTECT, null=True, related_name="+")
    counts_total = models.ForeignKey(CouncilDeclaration, models.PROTECT, null=True, related_name="+")
    call = models.JSONField(null=True)
    act = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_act = models.PositiveIntegerField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[subject],
                    condition=Q(released_at=None, part_of=None),
                    name=f"hold_once_a_{subject}",
                )
                for subject in SUBJECTS
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(condition=_of_one(), name="hold_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.output or self.cue or self.contest or self.council}, held"
