"""Every address that is looked at, with arguments and parameters that no page ever wrote into a link."""

import re
from random import Random

from django.db import transaction
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.fuzz.asking import Answer, Request
from tests.fuzz.family import Family, Tried
from tests.fuzz.forms import wrong_with
from tests.fuzz.kept import Ledger
from tests.fuzz.standing import Standing
from tests.fuzz.texts import bent, damaged, nasty

ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
PARAMETERS = (
    "since",
    "region",
    "wall",
    "theme",
    "width",
    "view",
    "every",
    "rows",
    "pad",
    "bom",
    "amcp",
    "token",
    "q",
    "p",
    "o",
    "all",
    "_facets",
    "_to_field",
    "_popup",
    "_changelist_filters",
    "e",
    "page",
    "next",
    "key",
    "contest",
    "done",
    "graphic",
    "ext",
    "election",
    "election__id__exact",
    "kind__exact",
    "term",
    "app_label",
    "model_name",
    "field_name",
    "date__year",
    "_selected_action",
)
NUMBERED = ("cue", "hold", "contest_id", "council_id", "declaration_id", "pk", "sheet_id")
LOOKERS = ("sue", "sue", "sue", "priya", "priya", "gwen", "gwen", "edda", "alice", "bob", "oscar", "")
METHODS = ("GET",) * 16 + ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "QUERY")
ODD_HEADERS = (
    "accept",
    "accept-language",
    "accept-encoding",
    "if-none-match",
    "if-modified-since",
    "range",
    "cookie",
    "host",
    "referer",
    "origin",
    "x-forwarded-for",
    "x-forwarded-proto",
    "hx-request",
    "hx-current-url",
    "x-desk-panel",
    "authorization",
    "content-length",
)


class Addresses(Family):
    """The family. An address that is looked at changes nothing but who has what open."""

    name = "addresses"

    def __init__(self, standing: Standing, ledger: Ledger) -> None:
        self._standing, self._ledger = standing, ledger
        self._patterns = [one for one in _patterns(get_resolver()) if "feeds/" not in one]
        self._usual = _usual(standing)

    def one(self, random: Random) -> Tried:
        """Look at one address."""
        path = self._path(random)
        sent = Request(
            random.choice(METHODS),
            path,
            query=self._query(random),
            headers=_headers(random, self._standing),
            person=random.choice(LOOKERS),
        )
        return looked_at(self._standing, self._ledger, sent)[0]

    def _path(self, random: Random) -> bytes:
        pattern = random.choice(self._patterns)
        usual = 0.0 if random.random() < 0.3 else 0.35

        def given(found: re.Match[str]) -> str:
            if random.random() < usual:
                return wired(random, nasty(random))
            return wired(random, str(random.choice(self._usual.get(found[2], ("1", "2", "x")))))

        path = b"/" + ARGUMENT.sub(given, pattern).encode("ascii", "replace")
        return damaged(random, path) if random.random() < 0.05 else path

    def _query(self, random: Random) -> bytes:
        return query(random, PARAMETERS, tuple(self._standing.tokens.values()))


def looked_at(standing: Standing, ledger: Ledger, sent: Request) -> tuple[Tried, Answer]:
    """The answer to a request that may change nothing, and what is wrong with it."""
    ledger.begin()
    with transaction.atomic():
        answer = standing.door.ask(sent)
        wrong = wrong_with(answer)
        if not wrong and (changed := ledger.changed()):
            wrong = f"looking changed {', '.join(changed)}"
        if wrong or "django_session" in ledger.written:
            transaction.set_rollback(True)
    return Tried(str(answer.status), wrong, str(sent) if wrong else "", answer.raised), answer


def query(random: Random, names: tuple[str, ...], tokens: tuple[str, ...]) -> bytes:
    """A query string: some parameters, each with a value that is usual, nasty or bent."""
    pairs = []
    for _ in range(random.choice((0, 1, 1, 2, 5))):
        name = random.choice(names) if random.random() < 0.95 else wired(random, nasty(random))
        token = name == "token"
        value = random.choice(tokens) if token and random.random() < 0.8 else nasty(random)
        pairs.append(f"{name}={wired(random, bent(random, value) if random.random() < 0.2 else value)}")
    joined = "&".join(pairs).encode("ascii", "replace")
    return damaged(random, joined) if joined and random.random() < 0.05 else joined


def wired(random: Random, text: str) -> str:
    """Text as it stands in an address, and now and then bytes that are no text."""
    data = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.05:
        data = random.choice((b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"%", b"%2", b"%zz", b"\x00"))
    return "".join(
        chr(byte) if 48 <= byte <= 122 and chr(byte).isalnum() else f"%{byte:02x}" for byte in data[:9_000]
    )


def _headers(random: Random, standing: Standing) -> tuple[tuple[str, bytes], ...]:
    if random.random() > 0.25:
        return ()
    name = random.choice(ODD_HEADERS)
    if name == "cookie":
        value = random.choice(
            ('sessionid="\\000"', "sessionid=" + "x" * 500, "messages=x", "csrftoken=\xff", ";;=")
        )
        return ((name, value.encode("latin-1")),)
    return ((name, nasty(random)[:5_000].encode("utf-8", "replace")),)


def _patterns(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found += _patterns(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            found.append(before + re.sub(r"[\^$]|\(\?P.*?\)", "results", str(one.pattern)))
    return found


def _usual(standing: Standing) -> dict[str, tuple[object, ...]]:
    numbers = (standing.cue, 2, standing.contests[0].pk, standing.council.pk)
    return {
        "slug": ("general", standing.local.slug, "pgm", "on-air"),
        "output": ("pgm",),
        "region": ("EM", "WM", "MID"),
        "code": ("C0001", "C0002", standing.council.code, standing.contests[-1].code),
        "picture": ("map", "gain", "majority", "turnout", "swing", "seats", "shares", "changes", "dial"),
        "ext": ("svg", "png"),
        "system": ("ograf", "caspar", "spx"),
        "graphic": ("lower-third", "ticker", "tally"),
        "file": ("manifest.ograf.json", "graphic.mjs"),
        "layer": ("lower-third", "full", "ticker", "bug"),
        "act": ("take", "pin"),
        **dict.fromkeys(NUMBERED, numbers),
        "object_id": ("1", "2", "x", "1/2", "_5F1"),
        "content_type_id": ("1", "9"),
        "id": ("1",),
    }
