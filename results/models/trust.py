"""Who did what to a contest, who has it open now, and what a producer fixed for air.

Owns the rows. Acts are only ever added; a claim goes by itself; an override holds while the revision it
was made for is in force.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from results.models.councils import CouncilDeclaration
from results.models.declarations import Declaration
from results.models.keyed import State
from results.models.reference import Contest, Council, Party

PERSON = settings.AUTH_USER_MODEL


class Act(models.Model):
    """One thing that somebody did, was refused, or saw. `words` say it whole, with no name and no time."""

    class Kind(models.TextChoices):
        ENTERED = "entered", "entered"
        CORRECTED = "corrected", "corrected"
        CONFIRMED = "confirmed", "confirmed"
        KEYED_AGAIN = "keyed_again", "keyed again, equal"
        DISPUTED = "disputed", "keyed again, different"
        RESOLVED = "resolved", "resolved"
        REJECTED = "rejected", "rejected"
        TAKEN_BACK = "taken_back", "taken back"
        BYPASSED = "bypassed", "published on a single source"
        WITHDRAWN = "withdrawn", "withdrawn"
        STATUS = "status", "status"
        OVERRIDDEN = "overridden", "fixed for air"
        LIFTED = "lifted", "fix lifted"
        REFUSED = "refused", "refused"
        IGNORED = "ignored", "came too late"
        SAW = "saw", "saw"

    contest = models.ForeignKey(Contest, models.CASCADE, null=True, related_name="acts")
    council = models.ForeignKey(Council, models.CASCADE, null=True, related_name="acts")
    declaration = models.ForeignKey(Declaration, models.PROTECT, null=True, related_name="acts")
    total = models.ForeignKey(CouncilDeclaration, models.PROTECT, null=True, related_name="acts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="acts")
    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=1000)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contest__isnull=False) | Q(council__isnull=False), name="act_is_about_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"


class Claim(models.Model):
    """A person has a contest's form open; she had it still at `seen_at`."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="claims")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "person"], name="claim_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.contest}"


class OverrideQuerySet(models.QuerySet["Override"]):
    """Chainable questions about overrides."""

    def holding(self) -> "OverrideQuerySet":
        """Those that nobody lifted and whose revision is in force still."""
        return self.filter(lifted_at=None, declaration__state=State.IN_FORCE)


class Override(models.Model):
    """A call or a label that a producer fixed for air, for one revision and no other.

    `word` with `previous_party` is the call ("gain from Con"), `label` what stands in the place of the
    winner's party. Either may be empty, not both.
    """

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="overrides")
    word = models.CharField(max_length=10, blank=True)
    previous_party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration"], condition=Q(lifted_at=None), name="override_one_a_revision"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            models.CheckConstraint(condition=~Q(word="") | ~Q(label=""), name="override_fixes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration}: {self.label or self.word}"
