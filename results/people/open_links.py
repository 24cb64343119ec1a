"""Links that are open, as this process knows them, so that a screen that comes by one costs no query.

Owns how old that knowledge may be: a change made in this process holds at once, one made in another within
two seconds. A link that is newer than what is known is looked up once, and what opens nothing is remembered.
Refuses to know a token: like the database it has hashes alone.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from results.models import AccessLink

FRESH_S = 2.0
MOST_REFUSED = 4096
AWAY = "The open links could not be read a moment ago."


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that nobody revoked, and what it opens: a region, by row id and address, or an output.

    Nothing any more from `expires_at` on; that may be put off.
    """

    pk: int
    scope: str
    region: int | None
    election_slug: str
    region_code: str | None
    output_slug: str | None
    expires_at: datetime | None

    def opens(self) -> bool:
        """Whether it is not at its end."""
        return self.expires_at is None or self.expires_at > timezone.now()


class OpenLinks:
    """The open links of a process, by the hash of their token. Ask from any thread."""

    def __init__(self) -> None:
        self._links: dict[str, OpenLink] = {}
        self._read_at = self._failed_at = float("-inf")
        # Another one after each change: what was begun to be read before it is not taken for new.
        self._change = object()
        self._read_at_change = object()
        self._reading = Lock()
        self._refused = _Refused()

    def find(self, token_hash: str) -> OpenLink | None:
        """The open link with this hash, or None. A query where what is known is old, or knows no such link.

        Raises django.db.Error where the database cannot be asked.
        """
        anew = not self._is_fresh()
        links = self._read() if anew else self._links
        found = links.get(token_hash)
        if found is None and not self._refused.knows(token_hash):
            if not anew:
                found = self._look_up(links, token_hash)
            if found is None:
                self._refused.add(token_hash)
        return found if found and found.opens() else None

    def note_change(self) -> None:
        """A link was made, changed or revoked: what is known is old."""
        self._change = object()

    def forget(self) -> None:
        """Begin again, as a new process does."""
        self._failed_at = float("-inf")
        self._refused = _Refused()
        self.note_change()

    def _is_fresh(self) -> bool:
        return self._read_at_change is self._change and monotonic() - self._read_at < FRESH_S

    def _read(self) -> dict[str, OpenLink]:
        asked = monotonic()
        with self._reading:
            # Who waited has what came of it, or a database that hangs would keep them one after another.
            if self._failed_at > asked:
                raise OperationalError(AWAY)
            if not self._is_fresh():
                self._take_in()
            return self._links

    def _take_in(self) -> None:
        at, change = monotonic(), self._change
        try:
            self._links = dict(_rows(AccessLink.objects.all()))
        except Exception:
            self._failed_at = monotonic()
            raise
        self._read_at, self._read_at_change = at, change

    def _look_up(self, links: dict[str, OpenLink], token_hash: str) -> OpenLink | None:
        found = next((link for _, link in _rows(AccessLink.objects.filter(token_hash=token_hash))), None)
        if found is not None:
            # Into what was known before the question: if there is something newer, it knows better.
            links[token_hash] = found
        return found


class _Refused:
    """Hashes that open nothing, the newest of them. A link that was closed never opens again."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def knows(self, token_hash: str) -> bool:
        with self._lock:
            return token_hash in self._known

    def add(self, token_hash: str) -> None:
        with self._lock:
            self._known[token_hash] = None
            while len(self._known) > MOST_REFUSED:
                self._known.popitem(last=False)


def _rows(links: QuerySet[AccessLink]) -> Iterator[tuple[str, OpenLink]]:
    told = ("pk", "scope", "region", "election__slug", "region__code", "output__slug", "expires_at")
    for token_hash, *rest in links.filter(revoked_at=None).order_by().values_list("token_hash", *told):
        yield token_hash, OpenLink(*rest)


def note_change(**kwargs: Any) -> None:
    """A link changes in this transaction: it is known there at once, and to all as soon as it is kept."""
    links_here.note_change()
    transaction.on_commit(links_here.note_change)


def watch() -> None:
    """Hear of every link that is saved or deleted in this process."""
    for signal in (post_save, post_delete):
        signal.connect(note_change, sender=AccessLink, dispatch_uid="results.people.open_links")


# One a process.
links_here = OpenLinks()
