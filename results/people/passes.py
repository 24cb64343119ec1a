"""What an open screen was let in with, and whether it still holds.

A page is asked for its right each time it is fetched; a socket stays open for hours. So whoever keeps
sockets asks here now and then about all of them at once.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from results.models import AccessLink
from results.people.roles import ROLES


@dataclass(frozen=True, slots=True)
class Pass:
    """A link, or a signed-in person's session."""

    link: int | None = None
    user: int | None = None
    session: str = ""


def withdrawn(passes: Collection[Pass]) -> frozenset[Pass]:
    """Those that hold no longer: link revoked, signed out, session over, role or account taken away.

    Three queries, however many are asked about.
    """
    links = {held.link for held in passes if held.link}
    users = {held.user for held in passes if held.user}
    sessions = {held.session for held in passes if held.session}
    good_links = set(AccessLink.objects.filter(pk__in=links, revoked_at=None).values_list("pk", flat=True))
    has_role = Q(is_superuser=True) | Q(groups__name__in=ROLES)
    good_users = set(User.objects.filter(has_role, pk__in=users, is_active=True).values_list("pk", flat=True))
    open_still = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    good_sessions = set(open_still.values_list("session_key", flat=True))
    return frozenset(
        held
        for held in passes
        if (held.link and held.link not in good_links)
        or (held.user and held.user not in good_users)
        or (held.session and held.session not in good_sessions)
    )
