"""What may be seen yet: nothing that tells how people voted, before polls close.

Owns the condition and the hour. Figures may be entered before it; they wait here, and are seen in the
order in which they were entered as soon as the server's clock says so.
"""

from datetime import datetime

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from results.models import Contest, Election


def may_be_seen(contest: str = "contest") -> Q:
    """The condition on rows whose contest is at the lookup path `contest` (empty: its own row)."""
    now, path = timezone.now(), f"{contest}__" if contest else ""
    with_the_election = Q(**{f"{path}polls_close__isnull": True, f"{path}election__polls_close__lte": now})
    return with_the_election | Q(**{f"{path}polls_close__lte": now})


def may_be_seen_of_council(council: str = "council") -> Q:
    """The condition on rows whose council is at the lookup path `council`.

    A total tells of every ward: it waits for the last of them to close, polls called off left aside.
    """
    now = timezone.now()
    wards = Contest.objects.filter(council=OuterRef(council), polls_close__gt=now)
    open_still = wards.exclude(status__in=(Contest.Status.COUNTERMANDED, Contest.Status.DEFERRED))
    return Q(~Exists(open_still), **{f"{council}__election__polls_close__lte": now})


def is_embargoed(polls_close: datetime) -> bool:
    """Whether polls are open still."""
    return timezone.now() < polls_close


def closings_ahead(election: str = "") -> Combinable:
    """How many hours are still to strike in an election at the lookup path `election` (empty: its own row).

    Its own closing time, and every other one that contests of it have. Whenever this number changes there
    is more to be seen, and no event says so. Reads contests with a closing time of their own alone, by
    their index.
    """
    now, path = timezone.now(), f"{election}__" if election else ""
    own = Case(
        When(Q(**{f"{path}polls_close__gt": now}), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    others = (
        Contest.objects.filter(election=OuterRef(f"{path}pk"), polls_close__gt=now)
        .order_by()
        .values("election")
        .annotate(hours=Count("polls_close", distinct=True))
        .values("hours")
    )
    return own + Coalesce(Subquery(others), 0)


def last_closing(election_id: int) -> datetime | None:
    """The last hour at which polls closed somewhere in an election; None while all are open. Two queries."""
    now = timezone.now()
    own = Election.objects.filter(pk=election_id, polls_close__lte=now).values_list("polls_close", flat=True)
    others = Contest.objects.filter(election=election_id, polls_close__lte=now)
    struck = [*own, others.aggregate(last=Max("polls_close"))["last"]]
    return max((hour for hour in struck if hour is not None), default=None)
