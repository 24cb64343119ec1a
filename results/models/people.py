"""Who may do what: reporters' contests, and links for screens that nobody signs in to.

Owns when a link opens something: until it is revoked, or until the end it was given.

Refuses to hold a link's token: only its hash is kept, so a copy of the database opens nothing.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from results.models.onair import Output
from results.models.reference import Contest, Election, Region


class Assignment(models.Model):
    """A reporter's count: she may declare this contest."""

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="assignments")

    class Meta:
        ordering = ["contest"]
        constraints = [
            models.UniqueConstraint(fields=["reporter", "contest"], name="assignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reporter}: {self.contest}"


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    """Chainable questions about links."""

    def open_at(self, now: datetime) -> "AccessLinkQuerySet":
        """Those that open something at `now`: not revoked, and not at their end."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


class AccessLink(models.Model):
    """A revocable link for a wall screen or a machine: for a region's board or feed, or for one output.

    At `expires_at` it opens nothing any more; None: it opens until it is revoked.
    """

    class Scope(models.TextChoices):
        BOARD = "board", "a board on a wall"
        FEED = "feed", "a feed for a machine"
        OUTPUT = "output", "an output for a renderer"

    name = models.CharField(max_length=120, help_text="Where it hangs or what reads it: Gallery wall, left.")
    scope = models.CharField(max_length=6, choices=Scope.choices)
    election = models.ForeignKey(Election, models.CASCADE, related_name="access_links")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="access_links")
    output = models.ForeignKey(Output, models.CASCADE, null=True, blank=True, related_name="access_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_links", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(
        "open until",
        null=True,
        blank=True,
        help_text="From then on it opens nothing. Empty: until it is revoked.",
    )

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="output", output__isnull=False, region__isnull=True)
                | (~Q(scope="output") & Q(output__isnull=True, region__isnull=False)),
                name="link_opens_a_region_or_an_output",
            ),
        ]

    def __str__(self) -> str:
        return self.name
