"""The order that every open page of an election loads itself anew, once, each at a moment of its own.

For new scripts and styles, or for walls that look wrong. It stands on the election's row, and beats carry it:
a page that was away learns of it when it comes back, whatever else is away meanwhile. Refuses to be news: it
has no number, and no board says that anything happened. What is on air is never loaded anew by it.
"""

import logging

from django.db import transaction
from django.utils import timezone

from results.declaring.numbering import locked
from results.models import Election

MOST_S = 3_600
log = logging.getLogger(__name__)


def order_reload(*, election_id: int, over_s: int) -> Election:
    """Have every open page load itself anew within `over_s` seconds, spread over them.

    Raises ValueError for a time that is none, Election.DoesNotExist where there is no such election.
    """
    if not 0 <= over_s <= MOST_S:
        raise ValueError(f"Pages can be loaded anew over 0 to {MOST_S} seconds, not over {over_s}.")
    with transaction.atomic():
        election = locked(election_id)
        election.reload_at, election.reload_over_s = timezone.now(), over_s
        election.save(update_fields=["reload_at", "reload_over_s"])
    log.info("Every page of %s loads itself anew within %s s", election.slug, over_s)
    return election
