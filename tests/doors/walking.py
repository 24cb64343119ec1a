"""Every address that the desk's resolver knows, as a pattern and as what it leads to in the world.

Refuses to know who may go where: that stands in the table.
"""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from results.views.acts import ACTS as OUTPUT_ACTS
from results.views.desk import ACTS as DESK_ACTS
from tests.doors.world import OUTPUT, SLUG, World, content_type, id_of, waiting

# Of what the search for related rows is asked, without which it refuses everybody.
ASKED = {
    "admin/autocomplete/": "app_label=results&model_name=candidacy&field_name=party&term=Lab",
}
BLANK = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every pattern of the resolver, written whole."""
    for each in (resolver or get_resolver()).url_patterns:
        whole = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLPattern):
            yield whole
        else:
            yield from patterns(each, whole)


def rows() -> set[str]:
    """The rows that the table must have: a pattern each, and one for each part of the admin."""
    return {row for pattern in patterns() for row in _rows(pattern)}


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Each row's address in the world; a row of acts has one for each act."""
    for pattern in patterns():
        for given in _arguments(world, pattern):
            yield _row(pattern, given), _filled(pattern, given)


def _rows(pattern: str) -> list[str]:
    return [_row(pattern, {"app_label": label}) for label in _parts(pattern)]


def _row(pattern: str, given: dict[str, Any]) -> str:
    return f"/admin/{given['app_label']}/" if "app_label" in pattern else f"/{pattern}"


def _parts(pattern: str) -> list[str]:
    """Which parts the admin has, by its own expression; one part that is nothing where there is none."""
    found = re.search(r"\?P<app_label>([^)]*)", pattern)
    return found[1].split("|") if found else [""]


def _filled(pattern: str, given: dict[str, Any]) -> str:
    path = BLANK.sub(lambda blank: quote(str(given[blank[1] or blank[2]])), pattern)
    address = f"/{path.removesuffix('$')}"
    found = resolve(address).route
    assert found == pattern, f"{address} was made of {pattern} and leads to {found}"
    return f"{address}?{ASKED[pattern]}" if pattern in ASKED else address


def _arguments(world: World, pattern: str) -> list[dict[str, Any]]:
    given = _of_the_night(world) | _of_the_place(world, pattern) | _of_the_graphics(world, pattern)
    if "<slug:act>" in pattern:
        acts = DESK_ACTS if pattern.startswith("desk/") else OUTPUT_ACTS
        return [given | {"act": act} for act in acts]
    given |= _of_the_admin(world, pattern)
    return [given | {"app_label": label} for label in _parts(pattern)]


def _of_the_night(world: World) -> dict[str, Any]:
    return {
        "slug": SLUG,
        "region": "EM",
        "code": "C0001",
        "contest_id": world.contests[0].pk,
        "council_id": world.council.pk,
        "sheet_id": world.sheet,
        "pk": world.contests[0].pk,
        "url": "nowhere/",
    }


def _of_the_place(world: World, pattern: str) -> dict[str, Any]:
    """What stands in the same place of other addresses with another meaning."""
    places = {
        "councils/": {"slug": world.council.election.slug, "code": world.council.code},
        "admin/results/council/<row:pk>": {"pk": world.council.pk},
        "admin/results/election/<row:pk>": {"pk": world.election.pk},
        "admin/results/contest/<row:contest_id>/resolve/": {"contest_id": world.contests[2].pk},
        "admin/results/declaration/<row": {"declaration_id": waiting(world.contests[1])},
        "admin/results/councildeclaration/<row": {"declaration_id": world.total},
    }
    return next((given for start, given in places.items() if pattern.startswith(start)), {})


def _of_the_graphics(world: World, pattern: str) -> dict[str, Any]:
    given = {
        "output": OUTPUT,
        "cue": world.cue.pk,
        "hold": world.hold.pk,
        "layer": "lower-third",
        "graphic": "lower-third" if "ograf" in pattern else "bug",
        "file": "lower-third.ograf.json",
        "system": "ograf",
        "picture": "shares" if "contest" in pattern else "winner",
        "ext": "svg" if pattern.startswith("pictures/") else "csv",
    }
    on_output = pattern.startswith(("graphics/<slug:slug>", "feeds/output/"))
    return given | ({"slug": OUTPUT} if on_output else {})


def _of_the_admin(world: World, pattern: str) -> dict[str, Any]:
    if "content_type_id" in pattern:
        return {"content_type_id": content_type(), "object_id": world.contests[0].pk}
    found = re.match(r"admin/(auth|axes|results)/(\w+)/<(?:path:)?(object_id|id)>", pattern)
    return {found[3]: id_of(world, apps.get_model(found[1], found[2]))} if found else {}


class Walker:
    """Goes to addresses as anybody of the world, and leaves nothing changed behind.

    `strict`: a form without the page's own token is refused, as it is on the night.
    """

    def __init__(self, world: World, *, strict: bool = False) -> None:
        self.world = world
        self._client = Client(raise_request_exception=False, enforce_csrf_checks=strict)
        self._sessions = {who: self._session(who) for who in world.people}

    def goes(self, who: str, address: str, method: str = "GET") -> HttpResponse:
        """The answer that this person or this link gets there; links show their token."""
        self._client.cookies = SimpleCookie(self._sessions.get(who, {}))
        token = self.world.tokens.get(who)
        asked = f"{address}{'&' if '?' in address else '?'}token={quote(token)}" if token else address
        with transaction.atomic():
            answer = self._client.generic(method, asked)
            transaction.set_rollback(True)
        return answer

    def _session(self, who: str) -> dict[str, str]:
        client = Client()
        client.force_login(self.world.people[who], backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        return {name: client.cookies[name].value}
