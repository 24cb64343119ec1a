"""Telling every process that an election moved on. The message is a hint: "election E is at N".

Owns the hint's name and form. Refuses to carry figures, to wait for anyone, or to fail a command:
a hint that is lost costs the boards a second, since every hub looks at the database once a second.
"""

import asyncio
import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from results.measures.noting import note_committed

HINTS = "desk.hints"
PATIENCE_S = 1.0
log = logging.getLogger(__name__)


def announce(*, election_id: int, seq: int) -> None:
    """Hint at event `seq` once the transaction has committed; nothing where it rolls back."""

    # A def, not a partial: Django names a robust callback that failed by __qualname__.
    def hint() -> None:
        note_committed(election_id, seq)
        _send(election_id, seq)

    transaction.on_commit(hint, robust=True)


def _send(election_id: int, seq: int) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(_hand_over)(layer, {"type": "desk.hint", "election": election_id, "seq": seq})
    except Exception as error:
        # Redis' own exceptions are no OSErrors, and whatever the layer throws must not reach a
        # reporter whose declaration is already committed.
        log.warning("No hint of event %s: %r. Boards find it within a second.", seq, error)


async def _hand_over(layer: Any, message: dict[str, object]) -> None:
    # A Redis that neither answers nor fails must not keep a reporter from reading that she is in.
    async with asyncio.timeout(PATIENCE_S):
        await layer.group_send(HINTS, message)
