"""What an open screen was let in with, and whether it still holds.

A page is asked for its right each time it is fetched; a socket stays open for hours. So whoever keeps
sockets asks here now and then about all of them at once.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from results.models import AccessLink
from results.people.roles import ROLES


@dataclass(frozen=True, slots=True)
class Pass:
    """A link, or a signed-in person's session. `roles`: any of them lets her in."""

    link: int | None = None
    user: int | None = None
    session: str = ""
    roles: frozenset[str] = ROLES


def withdrawn(passes: Collection[Pass]) -> frozenset[Pass]:
    """Those that hold no longer: link revoked or at its end, signed out, session over, role or account gone.

    Three queries, however many are asked about.
    """
    now = timezone.now()
    links = {held.link for held in passes if held.link}
    sessions = {held.session for held in passes if held.session}
    good_links = set(AccessLink.objects.open_at(now).filter(pk__in=links).values_list("pk", flat=True))
    roles = _roles({held.user for held in passes if held.user})
    open_still = Session.objects.filter(session_key__in=sessions, expire_date__gt=now)
    good_sessions = set(open_still.values_list("session_key", flat=True))
    return frozenset(
        held
        for held in passes
        if (held.link and held.link not in good_links)
        or (held.user and not held.roles & roles.get(held.user, frozenset()))
        or (held.session and held.session not in good_sessions)
    )


def _roles(users: Collection[int]) -> dict[int, frozenset[str]]:
    """The roles of each of these people whose account is open. One query."""
    rows = User.objects.filter(pk__in=users, is_active=True)
    found = dict[int, frozenset[str]]()
    for user, above_all, group in rows.values_list("pk", "is_superuser", "groups__name"):
        found[user] = found.get(user, frozenset()) | (ROLES if above_all else ROLES & {group})
    return found
