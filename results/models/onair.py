"""Outputs of the graphics desk: what stands ready for each, what is on air on it, and what was.

Owns the rows. Values are frozen where they stand: nothing here follows the results by itself.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from results.models.councils import CouncilDeclaration
from results.models.declarations import Declaration
from results.models.reference import Contest, Council, Election, Region

PERSON = settings.AUTH_USER_MODEL


class Layer(models.TextChoices):
    """Where on the picture a graphic stands; one of each layer at a time."""

    FULL = "full", "full frame"
    LOWER_THIRD = "lower-third", "lower third"
    TICKER = "ticker", "ticker"
    BUG = "bug", "bug"


# Compared as numbers, never as text: 2 is not in 12.
LAYER_NUMBER = {Layer.FULL: 10, Layer.LOWER_THIRD: 20, Layer.TICKER: 30, Layer.BUG: 40}


def every_layer() -> list[str]:
    """All layers, from the back to the front."""
    return sorted(Layer.values, key=lambda layer: LAYER_NUMBER[Layer(layer)])


# Addresses of the graphics desk that are no output's.
RESERVED_SLUGS = frozenset({"feeds", "packages", "ograf"})


def refuse_reserved(slug: str) -> None:
    """Raise ValidationError for a slug whose address is taken."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"/graphics/{slug}/ is another page of the desk: choose another name.")


class Output(models.Model):
    """A channel to air: what a renderer plays, in a format, on the layers it may use.

    `live` outputs go to viewers, and refuse what is rehearsed. `previewed` is the cue on preview.
    """

    class Format(models.TextChoices):
        P50 = "1080p50", "1080p50"
        I50 = "1080i50", "1080i50"
        P25 = "1080p25", "1080p25"

    slug = models.SlugField(max_length=60, unique=True, validators=[refuse_reserved])
    name = models.CharField(max_length=80, help_text="As the gallery calls it: Studio wall, PGM 1.")
    election = models.ForeignKey(Election, models.PROTECT, related_name="outputs")
    format = models.CharField(max_length=8, choices=Format.choices, default=Format.P50)
    layers = models.JSONField("layers it may use", default=every_layer)
    live = models.BooleanField(default=False, help_text="Goes to viewers: nothing of a rehearsal is taken.")
    test_card = models.BooleanField(default=False, editable=False)
    previewed = models.ForeignKey(
        "Cue", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["name"]
        permissions = [
            ("operate_output", "Can take, update, clear and hold graphics"),
            ("prepare_cue", "Can prepare cues"),
        ]

    def __str__(self) -> str:
        return self.name


class Cue(models.Model):
    """A graphic that stands ready, with the values it will show and their digest.

    `seq` and `as_at` are those of the election when the values were read. `options` choose within the
    subject: the two candidates of a head-to-head.
    """

    class Mode(models.TextChoices):
        FROZEN = "frozen", "frozen"
        AT_TAKE = "at_take", "refreshed at take"
        FOLLOW = "follow", "follows"

    output = models.ForeignKey(Output, models.CASCADE, related_name="cues")
    position = models.PositiveIntegerField()
    graphic = models.CharField(max_length=20)
    layer = models.CharField(max_length=12, choices=Layer.choices)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.FROZEN)
    contest = models.ForeignKey(Contest, models.PROTECT, null=True, blank=True, related_name="cues")
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="cues")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="cues")
    options = models.JSONField(default=dict, blank=True)
    values = models.JSONField()
    digest = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    as_at = models.DateTimeField(null=True)
    prepared_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["output", "position"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode="follow") | Q(graphic__in=["ticker", "bug", "scoreboard", "seat-change"]),
                name="cue_follows_only_with_a_tally_or_a_ticker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.graphic} {self.contest or self.council or self.region or ''}".strip()


class OnAir(models.Model):
    """What one layer of an output shows now. `act` is the number of the event that put it there.

    `at_once` is how often a ticker's item on screen was put right in its place.
    """

    output = models.ForeignKey(Output, models.CASCADE, related_name="on_air")
    layer = models.CharField(max_length=12, choices=Layer.choices)
    cue = models.ForeignKey(Cue, models.PROTECT, related_name="+")
    values = models.JSONField()
    digest = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    step = models.PositiveSmallIntegerField(default=0)
    corrected = models.BooleanField(default=False)
    act = models.PositiveIntegerField()
    at_once = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["output", "layer"], name="on_air_once_a_layer"),
        ]

    def __str__(self) -> str:
        return f"{self.output}, {self.layer}: {self.cue}"


class AsRun(models.Model):
    """One act on an output, with what it showed from then on. Rows are only ever added."""

    class Act(models.TextChoices):
        TAKE = "take", "take"
        UPDATE = "update", "update"
        CORRECT = "correct", "correction pushed"
        STEP = "step", "next"
        OUT = "out", "out"
        CLEAR = "clear", "clear"
        HOLD = "hold", "hold"
        RELEASE = "release", "release"
        FOLLOW = "follow", "followed"
        TEST_CARD = "test_card", "test card"
        SETTLE = "settle", "alert settled"

    output = models.ForeignKey(Output, models.PROTECT, related_name="as_run")
    layer = models.CharField(max_length=12, blank=True)
    cue = models.ForeignKey(Cue, models.PROTECT, null=True, related_name="as_run")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    number = models.PositiveIntegerField(help_text="The event of the election that this act was.")
    seq = models.PositiveIntegerField(null=True, help_text="Of the values it showed.")
    digest = models.CharField(max_length=64, blank=True)
    values = models.JSONField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        # Numbers begin anew where an output is given another election.
        ordering = ["-pk"]
        verbose_name_plural = "as-run log"

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.output}: {self.act} {self.cue or ''}".strip()


class OutputPage(models.Model):
    """A page that draws an output, as it last spoke up: which version, what it shows, how it fares."""

    class Bus(models.TextChoices):
        PROGRAM = "program", "program"
        PREVIEW = "preview", "preview"
        PANEL = "panel", "panel"

    output = models.ForeignKey(Output, models.CASCADE, related_name="pages")
    bus = models.CharField(max_length=8, choices=Bus.choices)
    key = models.CharField(max_length=40, unique=True)
    version = models.CharField(max_length=40, blank=True)
    first_seen_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    shown_act = models.PositiveIntegerField(default=0)
    states = models.JSONField(default=dict)

    class Meta:
        ordering = ["output", "bus", "first_seen_at"]

    def __str__(self) -> str:
        return f"{self.output}, {self.bus}"


class AlertDone(models.Model):
    """An operator settled the alerts of a correction or a withdrawal on an output.

    They are shown no more, but for showings after `at`. `declaration` is a contest's revision, `total` a
    council's.
    """

    output = models.ForeignKey(Output, models.CASCADE, related_name="alerts_done")
    declaration = models.ForeignKey(Declaration, models.CASCADE, null=True, related_name="+")
    total = models.ForeignKey(CouncilDeclaration, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["output", "declaration"], name="alert_done_once_an_output"),
            models.UniqueConstraint(fields=["output", "total"], name="alert_of_total_done_once_an_output"),
            models.CheckConstraint(
                condition=Q(declaration__isnull=True, total__isnull=False)
                | Q(declaration__isnull=False, total__isnull=True),
                name="alert_done_of_one_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.output}: {self.declaration or self.total}"
