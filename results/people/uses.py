"""When links were last used: noted in memory where one opens something, kept in the database now and then.

Refuses to cost whoever opens a page anything: a feed asks each second. What a process that died had not kept
is lost, half a minute at most.
"""

from collections.abc import Collection

from django.utils import timezone

from results.models import AccessLink

_used: set[int] = set()


def note_use(link_id: int) -> None:
    """A link opened something. May be called from any thread."""
    _used.add(link_id)


def keep_uses(connected: Collection[int]) -> None:
    """Keep that the noted links, and those that screens are `connected` by, were used. One query, or none."""
    noted = frozenset(_used.copy())
    _used.difference_update(noted)
    if links := noted | frozenset(connected):
        AccessLink.objects.filter(pk__in=links).update(last_used_at=timezone.now())
