"""What every declaration has, of a contest or of a whole council: who keyed it, and who stands beside her.

Owns the states of a revision and the constraints that no door goes around: one revision in force, one
waiting, nobody confirms her own, nothing that needs a second person comes into force without one unless
somebody answers for it by name. Figures are never edited; only the state of a revision moves on.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from results.models.policies import Policy
from results.models.reference import Election

PERSON = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    """Where a revision is. Only the one in force is shown."""

    WAITING = "waiting", "waiting for a second person"
    DISPUTED = "disputed", "keyed twice, and different"
    IN_FORCE = "in_force", "in force"
    SUPERSEDED = "superseded", "superseded"
    REJECTED = "rejected", "rejected"
    TAKEN_BACK = "taken_back", "taken back"
    SETTLED = "settled", "settled by another revision"


PUBLISHED = (State.IN_FORCE, State.SUPERSEDED)
OPEN = (State.WAITING, State.DISPUTED)


class Source(models.TextChoices):
    """Where figures are from."""

    RETURNING_OFFICER = "hall", "returning officer, in the hall"
    COUNCIL_SITE = "council_site", "the council’s site"
    AGENCY = "agency", "agency"
    OTHER = "other", "other"


class Sheet(models.Model):
    """A photograph of a declaration sheet, encoded anew and without what the camera wrote into it.

    In the database and nowhere else: every machine of the desk has it, and so has every backup.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="sheets")
    image = models.BinaryField(editable=False)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Sheet {self.pk}, {self.width} × {self.height}"


class Keyed(models.Model):
    """A revision as it was keyed.

    `policy` is what it needed to come into force, `based_on` the revision that was in force when it was
    keyed (0: none), `was` what it put right ("majority was 4,246"; empty: it corrected nothing), `key` the
    form's own, by which a save that got no answer is known again.
    """

    State = State
    Source = Source

    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    policy = models.CharField(max_length=12, choices=Policy.choices, default=Policy.DIRECT)
    based_on = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="%(class)s_entries")
    entered_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True, help_text="Why an earlier revision was corrected.")
    was = models.CharField(max_length=300, blank=True)
    read_out_at = models.DateTimeField(
        "read out", null=True, blank=True, help_text="When the returning officer declared it, where known."
    )
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.RETURNING_OFFICER)
    source_note = models.CharField(max_length=200, blank=True)
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="+")
    accepted = models.JSONField(default=list, blank=True, help_text="Doubts that were ticked as checked.")
    key = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    bypassed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    bypass_reason = models.CharField(max_length=300, blank=True)
    rejected_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejection = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def single_source(self) -> bool:
        """In force though it needed a second person and has none yet."""
        return self.policy != Policy.DIRECT and self.confirmed_by_id is None and self.state == State.IN_FORCE


def keyed_constraints(name: str, subject: str) -> list[models.BaseConstraint]:
    """The constraints of a table of revisions of `subject`; their names begin with `name`."""
    return [
        models.UniqueConstraint(fields=[subject, "revision"], name=f"{name}_revision_once"),
        models.UniqueConstraint(
            fields=[subject], condition=Q(state=State.IN_FORCE), name=f"{name}_one_in_force"
        ),
        models.UniqueConstraint(
            fields=[subject], condition=Q(state=State.WAITING), name=f"{name}_one_waiting"
        ),
        models.UniqueConstraint(
            fields=[subject, "entered_by"],
            condition=Q(state=State.DISPUTED),
            name=f"{name}_disputed_once_a_person",
        ),
        models.UniqueConstraint(
            fields=[subject, "entered_by", "key"], condition=~Q(key=""), name=f"{name}_sent_once"
        ),
        models.CheckConstraint(condition=Q(revision__gte=1), name=f"{name}_revision_from_one"),
        models.CheckConstraint(
            condition=~Q(confirmed_by=F("entered_by")), name=f"{name}_confirmed_by_another"
        ),
        models.CheckConstraint(
            condition=~Q(state__in=PUBLISHED)
            | Q(policy=Policy.DIRECT)
            | Q(confirmed_by__isnull=False)
            | Q(bypassed_by__isnull=False),
            name=f"{name}_second_key_or_bypass",
        ),
        models.CheckConstraint(
            condition=Q(bypassed_by__isnull=True) | ~Q(bypass_reason=""), name=f"{name}_bypass_has_a_reason"
        ),
        models.CheckConstraint(
            condition=~Q(state=State.REJECTED)
            | (Q(rejected_by__isnull=False) & ~Q(rejection="") & ~Q(rejected_by=F("entered_by"))),
            name=f"{name}_rejected_by_another_with_a_reason",
        ),
        models.CheckConstraint(
            condition=~Q(state__in=PUBLISHED) | Q(published_at__isnull=False),
            name=f"{name}_published_at_a_time",
        ),
    ]
