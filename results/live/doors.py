"""The sockets' doors: who may listen to what, by the address of a socket and by who is at it.

Owns which of an address, a sign-in and a link lets in, and the code for those it does not. Refuses to say
what is seen behind a door: that is the boards'.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from django.contrib.auth.models import AnonymousUser

from results.boards.addresses import contest_at, council_at, region_at
from results.boards.corrections import election_called
from results.graphics.frames import output_called
from results.live.codes import NO_SUCH_PAGE, NOT_FOR_YOU, SIGN_IN
from results.live.topics import (
    Topic,
    contest_topic,
    corrections_topic,
    council_topic,
    desk_topic,
    keys_topic,
    panel_topic,
    pictures_topic,
    preview_topic,
    program_topic,
    region_topic,
)
from results.models import AccessLink
from results.people.links import open_link_at, open_output_link
from results.people.open_links import OpenLink
from results.people.passes import Pass
from results.people.roles import (
    DESKS,
    KEEPERS,
    OUTPUTS,
    ROLES,
    Person,
    keeps_desk,
    may_see_desk,
    may_see_outputs,
    may_see_producers_desk,
)

Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a socket may listen to, and with what right."""

    topic: Topic
    held: Pass


Answer = Admitted | int
Find = Callable[[Scope], Answer]


def board(scope: Scope) -> Answer:
    """A region's scoreboard: for anyone of the desk or a link to this board."""
    return _of_region(scope, region_topic)


def pictures(scope: Scope) -> Answer:
    """A region in pictures: for anyone of the desk or a link to this region's board."""
    return _of_region(scope, pictures_topic)


def _of_region(scope: Scope, topic_of: Callable[..., Topic]) -> Answer:
    slug, code = (scope["url_route"]["kwargs"][name] for name in ("slug", "region"))
    held = _held(scope, partial(open_link_at, scope=AccessLink.Scope.BOARD, slug=slug, region=code))
    if isinstance(held, int):
        return held
    place = region_at(slug=slug, code=code)
    return Admitted(topic_of(election=place.election, region=place.id), held) if place else NO_SUCH_PAGE


def contest(scope: Scope) -> Answer:
    """A contest: for anyone of the desk."""
    if refused := _refusal(scope):
        return refused
    place = contest_at(**_of_election(scope))
    if place is None:
        return NO_SUCH_PAGE
    return Admitted(contest_topic(election=place.election, contest=place.id), _pass(scope))


def council(scope: Scope) -> Answer:
    """A council: for anyone of the desk."""
    if refused := _refusal(scope):
        return refused
    place = council_at(**_of_election(scope))
    if place is None:
        return NO_SUCH_PAGE
    return Admitted(council_topic(election=place.election, council=place.id), _pass(scope))


def corrections(scope: Scope) -> Answer:
    """An election's corrections: for anyone of the desk."""
    election = election_called(scope["url_route"]["kwargs"]["slug"])
    if election is None:
        return NO_SUCH_PAGE
    return _refusal(scope) or Admitted(corrections_topic(election=election), _pass(scope))


def program(scope: Scope) -> Answer:
    """What viewers see on an output: for graphics, producers or a link to this output."""
    return _output(scope, program_topic)


def preview(scope: Scope) -> Answer:
    """What the next take would show: for those who may see the program."""
    return _output(scope, preview_topic)


def _output(scope: Scope, topic_of: Callable[..., Topic]) -> Answer:
    slug = scope["url_route"]["kwargs"]["output"]
    held = _held(scope, partial(open_output_link, output=slug), may=may_see_outputs, roles=OUTPUTS)
    if isinstance(held, int):
        return held
    place = output_called(slug)
    return Admitted(topic_of(election=place.election, output=place.id), held) if place else NO_SUCH_PAGE


def panel(scope: Scope) -> Answer:
    """An output's panel: for graphics and producers. No link opens a panel."""
    place = output_called(scope["url_route"]["kwargs"]["output"])
    if place is None:
        return NO_SUCH_PAGE
    topic = panel_topic(election=place.election, output=place.id)
    return _refusal(scope, may=may_see_outputs) or Admitted(topic, _pass(scope, OUTPUTS))


def desk(scope: Scope) -> Answer:
    """The producers' desk: for producers, editors and graphics."""
    slug, code = scope["url_route"]["kwargs"]["slug"], query(scope, "region")
    election = election_called(slug)
    place = region_at(slug=slug, code=code) if code else None
    if election is None or (code and place is None):
        return NO_SUCH_PAGE
    if refused := _refusal(scope, may=may_see_producers_desk):
        return refused
    keeps = keeps_desk(scope["user"])
    topic = desk_topic(election=election, region=place.id if place else None, keeps=keeps)
    return Admitted(topic, _pass(scope, KEEPERS if keeps else DESKS))


def keys(scope: Scope) -> Answer:
    """Key contests: for those who may look at the producers' desk."""
    election = election_called(scope["url_route"]["kwargs"]["slug"])
    if election is None:
        return NO_SUCH_PAGE
    refused = _refusal(scope, may=may_see_producers_desk)
    return refused or Admitted(keys_topic(election=election), _pass(scope, DESKS))


def _held(
    scope: Scope,
    opens: Callable[[str], OpenLink | None],
    *,
    may: Callable[[Person], bool] = may_see_desk,
    roles: frozenset[str] = ROLES,
) -> Pass | int:
    """With what right somebody comes in, by a link or by who she is; the code where she does not.

    Asked before what her address leads to: a flood of those who may not come in costs no query.
    """
    if token := query(scope, "token"):
        link = opens(token)
        return Pass(link=link.pk) if link else NOT_FOR_YOU
    return _refusal(scope, may=may) or _pass(scope, roles)


def _pass(scope: Scope, roles: frozenset[str] = ROLES) -> Pass:
    return Pass(user=scope["user"].pk, session=scope["session"].session_key or "", roles=roles)


def _refusal(scope: Scope, *, may: Callable[[Person], bool] = may_see_desk) -> int | None:
    user = scope.get("user") or AnonymousUser()
    if not user.is_authenticated:
        return SIGN_IN
    return None if may(user) else NOT_FOR_YOU


def _of_election(scope: Scope) -> dict[str, str]:
    return {name: scope["url_route"]["kwargs"][name] for name in ("slug", "code")}


def query(scope: Scope, name: str) -> str:
    """A parameter of the socket's address; nothing where it is not there."""
    text: bytes = scope.get("query_string", b"")
    return parse_qs(text.decode("latin-1")).get(name, [""])[0]
