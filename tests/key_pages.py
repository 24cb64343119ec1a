"""The pages of the second key as a browser meets them: their addresses, and what is pressed there."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.models import Contest, Declaration
from results.psephology.counts import Count
from tests.worlds import a_count


def confirm_address(row: Declaration) -> str:
    return reverse("admin:results_declaration_confirm", args=[row.pk])


def resolve_address(contest: Contest) -> str:
    return reverse("admin:results_contest_resolve", args=[contest.pk])


def withdraw_address(contest: Contest) -> str:
    return reverse("admin:results_contest_withdraw", args=[contest.pk])


def override_address(contest: Contest) -> str:
    return reverse("admin:results_contest_override", args=[contest.pk])


def sent_by(person: User, contest: Contest, count: Count | None = None) -> Declaration:
    """What is there after somebody entered these figures, or the usual ones."""
    entered = enter(contest_id=contest.pk, count=count or a_count(), by=person)
    return Declaration.objects.get(pk=entered.declaration_id)


def state_of(row: Declaration) -> str:
    """Where a revision is by now."""
    return Declaration.objects.get(pk=row.pk).state


def press(client: Client, row: Declaration, act: str, reason: str = ""):
    """One of the buttons of an entry's page."""
    return client.post(confirm_address(row), {"act": act, f"{act}-reason": reason})


def text(response) -> str:
    """A page's markup with its blanks made single."""
    return " ".join(response.content.decode().split())
