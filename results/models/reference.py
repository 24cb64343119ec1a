"""What is known before the polls close: elections, parties, regions, councils, contests, candidates.

Owns the shape of reference data and its constraints. Refuses to hold anything that was declared
tonight, except the counter that numbers an election's events.
"""

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from results.models.policies import Policy

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give a colour as #rrggbb, for example #e4003b.")


class Election(models.Model):
    """One election night. `seq` numbers its events in commit order, raised under the row's lock only."""

    class Kind(models.TextChoices):
        GENERAL = "general", "general"
        LOCAL = "local", "local"
        MAYORAL = "mayoral", "mayoral"
        MIXED = "mixed", "mixed"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    date = models.DateField("polling day")
    polls_close = models.DateTimeField("polls close")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    baseline = models.CharField(max_length=100, help_text="How the previous result is called on screen.")
    credits = models.JSONField(default=list, blank=True)
    rehearsal = models.BooleanField(default=False)
    policy = models.CharField(
        max_length=12,
        choices=Policy.choices,
        default=Policy.DIRECT,
        help_text="How declarations come into force.",
    )
    marginal_policy = models.CharField(
        "policy of marginal contests",
        max_length=12,
        choices=Policy.choices,
        blank=True,
        help_text="Where it is stricter, it holds for contests that turn out marginal.",
    )
    marginal_below_pct = models.DecimalField(
        "marginal below",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="A majority under this share of valid votes, in per cent, is marginal.",
    )
    gains_are_marginal = models.BooleanField(default=False, help_text="Every gain is marginal.")
    asks = models.BooleanField(
        "ask about doubtful figures",
        default=True,
        help_text="Figures that look wrong beside last time and tonight want a tick. Problems block always.",
    )
    closed_at = models.DateTimeField(
        "closed", null=True, blank=True, help_text="Once closed, no declaration is accepted."
    )
    pack = models.CharField(max_length=500, blank=True, editable=False)
    seq = models.PositiveIntegerField(default=0, editable=False)
    seq_at = models.DateTimeField(null=True, editable=False)
    reload_at = models.DateTimeField(
        null=True, editable=False, help_text="When its open pages were last ordered to load themselves anew."
    )
    reload_over_s = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-date", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seq=0) | Q(seq_at__isnull=False), name="election_numbered_events_have_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A label on the ballot paper. `counts_as`: the party it tallies under (Labour Co-op: Labour)."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="parties")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    colour = models.CharField(max_length=7, blank=True, validators=[COLOUR])
    ec_id = models.CharField("Electoral Commission id", max_length=20, blank=True)
    counts_as = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="counted")
    group = models.CharField("display group", max_length=30, blank=True)
    independent = models.BooleanField(default=False, help_text="Each candidate is a person, not a party.")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="party_code_once_an_election"),
            models.CheckConstraint(
                condition=Q(counts_as__isnull=True) | ~Q(counts_as=F("id")), name="party_counts_as_another"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Region(models.Model):
    """An official region or a broadcaster's patch; every one of them has a board."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "official region"
        PATCH = "patch", "broadcaster's patch"

    election = models.ForeignKey(Election, models.CASCADE, related_name="regions")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="region_code_once_an_election"),
        ]

    def __str__(self) -> str:
        return self.name


class Council(models.Model):
    """A council with all its seats, those not up this time included."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="councils")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    regions = models.ManyToManyField(Region, related_name="councils")
    seats_total = models.PositiveSmallIntegerField()
    seats_up = models.PositiveSmallIntegerField()
    control_before = models.CharField(
        max_length=30, blank=True, help_text="Party code, NOC, or empty for a new council."
    )
    redrawn = models.BooleanField(default=False, help_text="Wards redrawn: no ward-level change.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="council_code_once_an_election"),
            models.CheckConstraint(
                condition=Q(seats_up__lte=F("seats_total")), name="council_seats_up_within_total"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CouncilSeats(models.Model):
    """Seats of one party on one council, on one basis."""

    class Basis(models.TextChoices):
        LAST_FOUGHT = "last_fought", "last fought"
        EVE_OF_POLL = "eve_of_poll", "eve of poll"
        NOT_UP = "not_up", "not up"

    council = models.ForeignKey(Council, models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, models.RESTRICT, related_name="council_seats")
    basis = models.CharField(max_length=12, choices=Basis.choices)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["council", "basis", "party"]
        verbose_name_plural = "council seats"
        constraints = [
            models.UniqueConstraint(fields=["council", "party", "basis"], name="council_seats_once_a_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.party} {self.seats} ({self.get_basis_display()})"


class Contest(models.Model):
    """One thing that is declared: a constituency, a ward, a mayoralty."""

    class Kind(models.TextChoices):
        CONSTITUENCY = "constituency", "constituency"
        WARD = "ward", "ward"
        MAYORALTY = "mayoralty", "mayoralty"

    class Method(models.TextChoices):
        FPTP = "fptp", "first past the post"
        BLOC = "bloc", "bloc vote"
        SV = "sv", "supplementary vote"

    class Status(models.TextChoices):
        EXPECTED = "expected", "expected"
        COUNTING = "counting", "counting"
        RECOUNT = "recount", "recount"
        COUNTERMANDED = "countermanded", "countermanded"
        DEFERRED = "deferred", "deferred"
        WITHDRAWN = "withdrawn", "withdrawn"

    election = models.ForeignKey(Election, models.CASCADE, related_name="contests")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    regions = models.ManyToManyField(Region, related_name="contests")
    council = models.ForeignKey(Council, models.CASCADE, null=True, blank=True, related_name="contests")
    seats = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(max_length=4, choices=Method.choices, default=Method.FPTP)
    electorate = models.PositiveIntegerField(null=True, blank=True)
    expected_at = models.DateTimeField("expected", null=True, blank=True)
    new_seat = models.BooleanField(default=False, help_text="No comparable predecessor.")
    held_since = models.PositiveSmallIntegerField(
        "held since", null=True, blank=True, help_text="The year in which the defending party won it."
    )
    hex_q = models.SmallIntegerField(null=True, blank=True)
    hex_r = models.SmallIntegerField(null=True, blank=True)
    previous_electorate = models.PositiveIntegerField(null=True, blank=True)
    policy = models.CharField(
        max_length=12, choices=Policy.choices, blank=True, help_text="Empty: as the election's."
    )
    polls_close = models.DateTimeField(
        "polls close", null=True, blank=True, help_text="Empty: with the election's."
    )
    # What is known of a contest that has no result; one that has says so by its declaration in force.
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.EXPECTED, editable=False)
    status_at = models.DateTimeField(null=True, editable=False)
    recounts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(
                fields=["election", "polls_close"],
                condition=Q(polls_close__isnull=False),
                name="contest_own_closing_time",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="contest_code_once_an_election"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="contest_fills_a_seat"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def closing(self) -> datetime:
        """When polls close here: at the contest's own time, or with its election's."""
        return self.polls_close or self.election.polls_close


class Candidacy(models.Model):
    """A candidate in one contest; `number` is the place on the ballot paper."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="candidacies")
    number = models.PositiveSmallIntegerField("place on the ballot paper")
    name = models.CharField(max_length=160)
    party = models.ForeignKey(Party, models.RESTRICT, related_name="candidacies")
    incumbent = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True, help_text="A line for air.")

    class Meta:
        ordering = ["contest", "number"]
        verbose_name_plural = "candidacies"
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="candidacy_number_once_a_contest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.party})"


class PreviousTally(models.Model):
    """Votes of one party (or one independent person) in this contest last time, notional where redrawn."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="previous")
    party = models.ForeignKey(Party, models.RESTRICT, related_name="previous")
    person = models.CharField(max_length=160, blank=True)
    votes = models.PositiveIntegerField()
    winner = models.BooleanField(default=False)

    class Meta:
        ordering = ["contest", "-votes"]
        verbose_name_plural = "previous tallies"
        constraints = [
            models.UniqueConstraint(fields=["contest", "party", "person"], name="previous_once_a_contest"),
        ]

    def __str__(self) -> str:
        return f"{self.contest}: {self.person or self.party} {self.votes}"
