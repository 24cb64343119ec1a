"""Who has an output's panel open, so that two operators of one output know of each other.

Owns how long a panel counts as open. Refuses to keep anybody out: it tells, and never blocks.
"""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from results.models import OutputPage
from results.onair.pages import Said, heard

# Beside the pages that draw: an operator's panel speaks up like one of them.
PANEL = OutputPage.Bus.PANEL
LASTS = timedelta(seconds=10)


def claim_panel(*, output_id: int, by: User) -> tuple[str, ...]:
    """Keep her panel as open, and return the names of the others who have it open."""
    name = by.get_full_name() or by.get_username()
    key = f"panel-{output_id}-{by.pk}"
    heard(output_id=output_id, bus=PANEL, said=Said(key=key, version=name, shown_act=0))
    since = timezone.now() - LASTS
    rows = OutputPage.objects.filter(output=output_id, bus=PANEL, seen_at__gt=since).exclude(key=key)
    return tuple(rows.order_by("first_seen_at").values_list("version", flat=True))
