"""What an output's page says up its socket: that it is alive, which version it is, what it shows.

Owns the reading of it, and the pace at which it is kept: once a second for a page, however often it speaks.
Refuses to act on it, and whatever cannot be read: a page may say anything.
"""

import asyncio
import json
import logging
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from results.onair.pages import Said, heard

PACE_S = 1.0
LONGEST = 4000
# The greatest number that the row holds.
GREATEST = 2**31 - 1
log = logging.getLogger(__name__)


class Heartbeats:
    """The heartbeats of one page, from its socket to its row."""

    def __init__(self, *, output_id: int, bus: str) -> None:
        self._output_id = output_id
        self._bus = bus
        self._newest: Said | None = None
        self._keeping: asyncio.Task[None] | None = None

    def hear(self, text: str) -> None:
        """Take what a page said; the newest is kept, at once or when the pace allows it."""
        said = said_in(text)
        if said is None:
            return
        self._newest = said
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep())

    def end(self) -> None:
        """The page is gone: what was not kept by now says nothing any more."""
        if self._keeping is not None:
            self._keeping.cancel()

    async def _keep(self) -> None:
        while self._newest is not None:
            said, self._newest = self._newest, None
            try:
                await sync_to_async(_kept)(self._output_id, self._bus, said)
            except Exception as error:
                # Whatever a page made up, or a database that is away: the next heartbeat says it anew.
                log.warning("A heartbeat of output %s was not kept: %r", self._output_id, error)
            await asyncio.sleep(PACE_S)


def said_in(text: str) -> Said | None:
    """The heartbeat in a message; None where it holds none."""
    if len(text) > LONGEST:
        return None
    try:
        message = json.loads(text, parse_constant=_refused)
        text.encode()
    except (ValueError, RecursionError):
        return None
    beat = message.get("beat") if isinstance(message, dict) else None
    return _said(beat) if isinstance(beat, dict) and _can_be_kept(beat) else None


def _said(beat: dict[str, Any]) -> Said | None:
    key, version, act, states = (beat.get(name) for name in ("key", "version", "act", "states"))
    if not (isinstance(key, str) and key and isinstance(version, str) and isinstance(states, dict)):
        return None
    if type(act) is not int or not 0 <= act <= GREATEST:
        return None
    return Said(key=key, version=version, shown_act=act, states=states)


def _can_be_kept(beat: dict[str, Any]) -> bool:
    # PostgreSQL takes no NUL, no half of a letter and no number without end, and JSON may spell each of them.
    try:
        told = json.dumps(beat, ensure_ascii=False, allow_nan=False)
        told.encode()
    except (ValueError, RecursionError):
        return False
    return r"\u0000" not in told


def _refused(word: str) -> None:
    raise ValueError(word)


def _kept(output_id: int, bus: str, said: Said) -> None:
    close_old_connections()
    heard(output_id=output_id, bus=bus, said=said)
