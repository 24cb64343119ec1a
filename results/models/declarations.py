"""What was declared tonight, and what it means.

A declaration is a revision and is never overwritten: a later one supersedes it. `Outcome` and
`PartyOutcome` are derived when a declaration is keyed, and again when a second person brings it into
force; a producer's override is written into them, and goes with the revision it was made for.
"""

from django.db import models
from django.db.models import Q

from results.models.keyed import Keyed, State, keyed_constraints
from results.models.reference import Candidacy, Contest, Party


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Chainable questions about declarations."""

    def in_force(self) -> "DeclarationQuerySet":
        """The newest published one of each contest that has a result; a withdrawal leaves it without."""
        return self.filter(state=State.IN_FORCE).exclude(kind=Declaration.Kind.WITHDRAWAL)


class Declaration(Keyed):
    """One revision of one contest: figures, a winner called before them, or a withdrawal of either.

    `majority_read` is the majority as it was read out, where it was. A revision without figures has no
    electorate.
    """

    class Kind(models.TextChoices):
        FIGURES = "figures", "figures"
        WINNER_ONLY = "winner_only", "winner only, figures to follow"
        UNCONTESTED = "uncontested", "uncontested"
        WITHDRAWAL = "withdrawal", "withdrawn"

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FIGURES)
    electorate = models.PositiveIntegerField(null=True, blank=True)
    rejected = models.PositiveIntegerField("rejected papers", null=True, blank=True)
    ballot_papers = models.PositiveIntegerField(null=True, blank=True)
    majority_read = models.PositiveIntegerField("majority read out", null=True, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["contest", "-revision"]
        permissions = [
            ("enter_any_contest", "Can enter the figures of any contest"),
            ("bypass_second_key", "Can publish on a single source, without the second person"),
            ("override_call", "Can fix a call or a label for air"),
            ("call_off_contest", "Can countermand or defer a poll"),
        ]
        constraints = [
            *keyed_constraints("declaration", "contest"),
            models.CheckConstraint(
                condition=Q(based_on=0) | ~Q(reason=""), name="declaration_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind="figures") | Q(electorate__isnull=False),
                name="declaration_figures_have_an_electorate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest}, revision {self.revision}"


class Tally(models.Model):
    """Votes of one candidacy in one declaration, with what they come to in this contest."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="tallies")
    candidacy = models.ForeignKey(Candidacy, models.PROTECT, related_name="tallies")
    votes = models.PositiveIntegerField()
    elected = models.BooleanField(default=False)
    by_lot = models.BooleanField(default=False)
    second_preferences = models.PositiveIntegerField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField()
    share_pct = models.DecimalField(max_digits=12, decimal_places=8)
    change_pts = models.DecimalField(max_digits=12, decimal_places=8, null=True)
    stood_before = models.BooleanField(null=True, help_text="Empty where last time cannot be compared.")
    lost_deposit = models.BooleanField(default=False)

    class Meta:
        ordering = ["declaration", "rank", "candidacy__number"]
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["declaration", "candidacy"], name="tally_once_a_declaration"),
            models.CheckConstraint(condition=Q(votes__gte=0), name="tally_votes_not_negative"),
            models.CheckConstraint(condition=Q(by_lot=False) | Q(elected=True), name="tally_lot_elects"),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy}: {self.votes}"


class Outcome(models.Model):
    """What a declaration means: the winner, the outcome word, majority, turnout, swing."""

    declaration = models.OneToOneField(Declaration, models.CASCADE, related_name="outcome")
    winner = models.ForeignKey(Candidacy, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", help_text="Tallies for this party.")
    word = models.CharField(max_length=10, help_text="hold, gain, win, or elected where several are")
    returned = models.CharField(
        max_length=200, blank=True, help_text="Seats by party where several are filled: Lab 2, Con 1."
    )
    after_second_preferences = models.BooleanField(default=False)
    previous_party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    valid = models.PositiveIntegerField()
    previous_valid = models.PositiveIntegerField(help_text="0 where last time cannot be compared.")
    majority = models.PositiveIntegerField()
    majority_pct = models.DecimalField(max_digits=12, decimal_places=8)
    by_lot = models.BooleanField(default=False)
    turnout_valid_pct = models.DecimalField(
        max_digits=12,
        decimal_places=8,
        null=True,
        help_text="Empty where voters have several votes: votes / electorate would be wrong.",
    )
    turnout_papers_pct = models.DecimalField(max_digits=12, decimal_places=8, null=True)
    swing_pts = models.DecimalField(max_digits=12, decimal_places=8, null=True, help_text="Never negative.")
    swing_from = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    swing_to = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=30, blank=True, help_text="In the place of the party's abbreviation.")
    overridden = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.declaration}: {self.party} {self.word}"


class PartyOutcome(models.Model):
    """One tallying party's part in an outcome; regional tallies are sums over these rows.

    There is a row for every party that stands now or stood last time, so that sums of previous
    votes are over the same contests as sums of votes.
    """

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField()
    previous_votes = models.PositiveIntegerField()
    seats = models.PositiveSmallIntegerField()
    gains = models.PositiveSmallIntegerField()
    losses = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "party"], name="party_outcome_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome.declaration}: {self.party}"
