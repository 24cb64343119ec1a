"""What may be seen yet: nothing that tells how people voted, before polls close.

Owns the condition and the hour. Figures may be entered before it; they wait here, and are seen in the
order in which they were entered as soon as the server's clock says so.
"""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone


def may_be_seen(contest: str = "contest") -> Q:
    """The condition on rows whose contest is at the lookup path `contest`."""
    now = timezone.now()
    with_the_election = Q(
        **{f"{contest}__polls_close__isnull": True, f"{contest}__election__polls_close__lte": now}
    )
    return with_the_election | Q(**{f"{contest}__polls_close__lte": now})


def may_be_seen_of_council(council: str = "council") -> Q:
    """The condition on rows whose council is at the lookup path `council`."""
    return Q(**{f"{council}__election__polls_close__lte": timezone.now()})


def is_embargoed(polls_close: datetime) -> bool:
    """Whether polls are open still."""
    return timezone.now() < polls_close
