"""What producers put down at their desk: key contests, lines pinned or put aside, contests they follow.

Owns the rows. Headlines themselves are never stored: they are worked out of what is in force, and a mark
that finds its line no more is shown as withdrawn.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from results.models.events import DeskEvent
from results.models.reference import Contest, Election

PERSON = settings.AUTH_USER_MODEL


class KeyContest(models.Model):
    """A contest to look out for, in the producers' own order, with the reason why."""

    contest = models.OneToOneField(Contest, models.CASCADE, related_name="key")
    position = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, help_text="As it is read: number 4 target of the Greens.")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["position", "contest__name"]
        permissions = [("keep_desk", "Can pin headlines and keep the key contests")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="key_contest_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.contest}: {self.reason}"


class HeadlineMark(models.Model):
    """Somebody pinned a headline, or put it aside. `key` is the line's own; `words` as they were then."""

    class Mark(models.TextChoices):
        PINNED = "pinned", "pinned"
        DISMISSED = "dismissed", "dismissed"

    election = models.ForeignKey(Election, models.CASCADE, related_name="headline_marks")
    key = models.CharField(max_length=160)
    mark = models.CharField(max_length=10, choices=Mark.choices)
    words = models.CharField(max_length=400)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["election", "key"], name="headline_marked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_mark_display()}: {self.words}"


class Watch(models.Model):
    """A person follows a contest: one of "my contests" on her desk."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="watches")
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="watches")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "contest"], name="watch_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.contest}"


class Told(models.Model):
    """When the first boards were sent an event: the end of the way from the hall to the wall."""

    event = models.OneToOneField(DeskEvent, models.CASCADE, related_name="told")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.event}, {self.at:%H:%M:%S}"
