"""Feeds in every format, asked for as machines ask and as none would; what Viz posts, and what it does not.

Titles bound to a feed are on air: whoever is let in is answered with a whole feed in the format asked for.
"""

import json
from random import Random
from xml.etree import ElementTree

from results.feeds.shapes import SHAPES, VIZ
from results.views.graphic_feeds import LIVE, ON_LAYER
from tests.fuzz.addresses import looked_at, query, wired
from tests.fuzz.asking import Answer, Request
from tests.fuzz.family import Family, Tried
from tests.fuzz.kept import Ledger
from tests.fuzz.standing import Standing
from tests.fuzz.texts import bent, damaged, garbage, nasty

PARAMETERS = ("rows", "pad", "bom", "amcp", "rows", "callback", "since")
DOCUMENTED = frozenset({200, 302, 304, 403, 404, 405})
READERS = ("gwen", "gwen", "priya", "oscar", "", "token", "token", "token")
FIELDS = "".join(
    f'<field name="{name}"><value>x</value></field>' for name in ("contest", "phrase", "r1_party", "status")
)
PAYLOAD = f'<?xml version="1.0" encoding="UTF-8"?><payload xmlns="{VIZ}">{FIELDS}</payload>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _bodies() -> tuple[bytes, ...]:
    deep = f'<payload xmlns="{VIZ}">' + "<field>" * 3_000 + "</field>" * 3_000 + "</payload>"
    bomb = PAYLOAD.replace("<payload", f"{BOMB}<payload").replace(">x<", ">&b;<")
    outside = PAYLOAD.replace("<payload", f"{OUTSIDE}<payload").replace(">x<", ">&a;<")
    return (
        PAYLOAD.encode(),
        PAYLOAD.encode(),
        deep.encode(),
        bomb.encode(),
        bomb.replace("UTF-8", "UTF-16").encode("utf-16"),
        outside.encode(),
        outside.replace("UTF-8", "UTF-16").encode("utf-16"),
        *(
            PAYLOAD.replace("UTF-8", name).encode()
            for name in ("nothing", "utf-16", "rot13", "gb18030", "utf-7")
        ),
        PAYLOAD.replace(">x<", ">&#0;&#xD800;<").encode(),
        PAYLOAD.replace("<value>x</value>", "").encode(),
        PAYLOAD.replace("field ", "field xmlns:y='z' y:q='1' ").encode(),
        f'<payload xmlns="{VIZ}">{"<field name=" + chr(34) + "contest" + chr(34) + "/>" * 1}'.encode(),
        b"<?xml version='9.9'?><payload/>",
        b"<payload/>",
        b" " * 300_000,
        b"",
        b"{}",
    )


class Feeds(Family):
    """The family."""

    name = "feeds"

    def __init__(self, standing: Standing, ledger: Ledger) -> None:
        self._standing, self._ledger, self._bodies = standing, ledger, _bodies()

    def one(self, random: Random) -> Tried:
        """Read one feed."""
        path, ext, known = self._address(random)
        reader = random.choice(READERS)
        token = self._standing.tokens["output" if b"/feeds/live" not in path else "feed"]
        asked = query(random, PARAMETERS, ())
        if reader == "token":
            shown = token if random.random() < 0.85 else wired(random, bent(random, token))
            asked = b"&".join(filter(None, (asked, b"token=" + shown.encode())))
        method = random.choice(("GET",) * 5 + ("POST",) * 4 + ("HEAD", "PUT"))
        body = self._body(random) if method in ("POST", "PUT") else b""
        who = "" if reader == "token" else reader
        sent = Request(method, path, query=asked, body=body, headers=self._headers(random, body), person=who)
        tried, answer = looked_at(self._standing, self._ledger, sent)
        wrong = tried.wrong or wrong_with_feed(
            answer, ext, known=known and who in ("gwen", "priya"), sent=sent
        )
        return Tried(f"{method} {answer.status}", wrong, str(sent) if wrong else "", answer.raised)

    def _address(self, random: Random) -> tuple[bytes, str, bool]:
        """A feed's path, its format, and whether there is such a feed at all."""
        ext = random.choice(tuple(SHAPES))
        if ext == "amcp":
            ext = "kv.json"
        kind = random.random()
        if kind < 0.1:
            return b"/feeds/live/general/EM/scoreboard.json", "json", True
        if kind < 0.6:
            path = f"/feeds/live/general/{random.choice(('EM', 'WM', 'MID'))}/{random.choice(LIVE)}.{ext}"
        elif kind < 0.75:
            path = f"/feeds/cue/{self._standing.cue}.{ext}"
        else:
            path = f"/feeds/output/pgm/{random.choice(tuple(ON_LAYER))}.{ext}"
        known = not SHAPES[ext].only
        if random.random() < 0.2:
            return self._odd(random, path), "", False
        return path.encode(), ext, known

    def _odd(self, random: Random, path: str) -> bytes:
        parts = path.split("/")
        at = random.randrange(2, len(parts))
        parts[at] = wired(random, nasty(random) if random.random() < 0.5 else bent(random, parts[at]))
        return "/".join(parts).encode("ascii", "replace")

    def _body(self, random: Random) -> bytes:
        body = random.choice(self._bodies)
        if random.random() < 0.3:
            body = damaged(random, body)
        return garbage(random) if random.random() < 0.05 else body

    def _headers(self, random: Random, body: bytes) -> tuple[tuple[str, bytes], ...]:
        kinds = (
            "application/vnd.vizrt.payload+xml",
            "text/xml; charset=utf-16",
            "multipart/form-data",
            nasty(random),
        )
        told: list[tuple[str, bytes]] = []
        if body:
            told.append(("content-type", random.choice(kinds).encode("utf-8", "replace")))
        if random.random() < 0.4:
            tags = ("*", '"1-1"', 'W/"x"', '"' * 50, ",,,", nasty(random), 'W/"' + "0" * 5_000)
            told.append(("if-none-match", random.choice(tags).encode("utf-8", "replace")))
        if random.random() < 0.2:
            told.append(("accept", nasty(random).encode("utf-8", "replace")))
        return tuple(told)


def wrong_with_feed(answer: Answer, ext: str, *, known: bool, sent: Request) -> str:
    """What a feed's answer may not be."""
    if answer.status not in DOCUMENTED:
        return f"{answer.status} for a feed"
    if not ext or answer.status != 200 or sent.method == "HEAD":
        refused = known and sent.method == "GET" and answer.status not in (200, 304)
        return f"{answer.status} for who may read it" if refused else ""
    try:
        _read(answer, ext)
    except (ValueError, SyntaxError) as error:
        return f"a feed that is no {ext}: {type(error).__name__}"
    return ""


def _read(answer: Answer, ext: str) -> None:
    text = answer.body.decode()
    kind = answer.headers["content-type"]
    if "json" in kind:
        json.loads(text)
    elif "xml" in kind or ext in ("xml", "vdf", "rss"):
        ElementTree.fromstring(answer.body)  # noqa: S314
    elif b"<html" in answer.body:
        raise ValueError(kind)
