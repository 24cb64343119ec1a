"""What pages say up their sockets, how sockets are asked for, and bytes at the protocol itself."""

import json
import traceback
from random import Random
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from results.live import doors
from results.live.consumers import _since
from results.live.doors import Admitted
from results.live.heartbeats import said_in
from resultsdesk.readable import readable_scope
from tests.fuzz.addresses import query
from tests.fuzz.family import Family, Tried
from tests.fuzz.forms import EVERYBODY, where
from tests.fuzz.kept import Ledger
from tests.fuzz.standing import Standing
from tests.fuzz.texts import bent, damaged, nasty
from tests.fuzz.wire import Wire

BEAT = {"key": "a-page", "version": "v1", "act": 3, "states": {"full": "on", "ticker": "off"}}
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1.5,
    2**31 - 1,
    2**31,
    2**63,
    10**400,
    "",
    "\x00",
    "\ud800",
    "x" * 5_000,
    [],
    {},
    [[]],
    {"a": {}},
)
DEEP = ("[" * 2_000, '{"beat":' * 600, "[" * 2_000 + "]" * 2_000, '{"beat":{"states":' * 200)
NUMBERS = (
    '{"beat":{"key":"k","version":"v","act":NaN,"states":{}}}',
    '{"beat":1e999}',
    "9" * 3_990,
    '"\\ud800"',
)
WIRED, ASKED = 0.12, 0.18


class Sockets(Family):
    """The family."""

    name = "sockets"

    def __init__(self, standing: Standing, ledger: Ledger) -> None:
        self._standing, self._ledger, self._wire = standing, ledger, Wire()
        self._finds = [getattr(doors, name) for name in FINDS]

    def one(self, random: Random) -> Tried:
        """One message, one request for a socket, or some bytes."""
        kind = random.random()
        if kind < WIRED:
            answer, wrong, shown = self._wire.send(random)
            return Tried(f"wire {answer}", wrong, shown if wrong else "")
        return self._asked(random) if kind < WIRED + ASKED else said(random)

    def _asked(self, random: Random) -> Tried:
        scope = self._scope(random)
        find = random.choice(self._finds)
        self._ledger.begin()
        with transaction.atomic():
            try:
                found, wrong, details = find(scope), "", ""
                _since(scope)
            except Exception:
                details, found = traceback.format_exc(), None
                wrong = f"a door failed: {where(details)}"
            wrong = wrong or f"asking changed {changed}" if (changed := self._ledger.changed()) else wrong
            transaction.set_rollback(True)
        kind = "let in" if isinstance(found, Admitted) else str(found)
        return Tried(f"door {kind}", wrong, f"{find.__name__} {scope}" if wrong else "", details)

    def _scope(self, random: Random) -> dict[str, Any]:
        """A scope as the desk's own middleware hands it on; the path's parts are what a router found."""
        usual = {"slug": "general", "region": "EM", "code": "C0001", "output": "pgm"}
        parts = {name: nasty(random) if random.random() < 0.2 else value for name, value in usual.items()}
        asked = query(random, ("since", "token", "region"), tuple(self._standing.tokens.values()))
        scope = readable_scope({"path": json.dumps(parts, ensure_ascii=False), "query_string": asked})
        parts = {name: as_it_arrives(value) for name, value in parts.items()}
        user = self._standing.people.get(random.choice(EVERYBODY), AnonymousUser())
        return {**scope, "url_route": {"kwargs": parts}, "user": user, "session": SessionStore()}

    def close(self) -> str:
        """Stop the server; what is wrong where sockets stayed open that nobody has any more."""
        left = self._wire.still_open()
        self._wire.close()
        return f"{left} sockets are open that nobody has" if left else ""


FINDS = (
    "board",
    "contest",
    "council",
    "corrections",
    "pictures",
    "program",
    "preview",
    "panel",
    "desk",
    "keys",
)


def as_it_arrives(text: str) -> str:
    """What a server and `readable` make of it."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def said(random: Random) -> Tried:
    """One text that a page says."""
    text = _text(random)
    try:
        heard = said_in(text)
    except Exception:
        details = traceback.format_exc()
        return Tried("said, failed", f"not read: {where(details)}", repr(text[:600]), details)
    return Tried("said, heard" if heard else "said, left aside")


def _text(random: Random) -> str:
    kind = random.random()
    if kind < 0.1:
        return nasty(random)
    if kind < 0.2:
        return random.choice((*DEEP, *NUMBERS))
    beat = dict(BEAT)
    for _ in range(random.choice((0, 1, 1, 2))):
        beat[random.choice((*BEAT, nasty(random)))] = random.choice(VALUES)
    whole: Any = {"beat": beat} if random.random() < 0.95 else random.choice((beat, [beat], {"beat": [beat]}))
    text = json.dumps(whole, ensure_ascii=random.random() < 0.5)
    if random.random() < 0.2:
        text = bent(random, text)
    if random.random() < 0.1:
        text = damaged(random, text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    return text
