"""What may be seen yet: nothing that tells how people voted, before polls close.

Owns the condition. The write side takes no figures before then either; this one holds where closing
time is put off after figures came in.
"""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone


def may_be_seen(contest: str = "contest") -> Q:
    """The condition on rows whose contest is at the lookup path `contest`."""
    return Q(**{f"{contest}__election__polls_close__lte": timezone.now()})


def is_embargoed(polls_close: datetime) -> bool:
    """Whether polls are open still."""
    return timezone.now() < polls_close
