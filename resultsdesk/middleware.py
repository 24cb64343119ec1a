"""What every answer carries, and how it is carried.

Refuses inline scripts and anything from another host on every page, Django admin included.
"""

import codecs
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.decorators import sync_only_middleware

from results.measures.noting import request_ended
from resultsdesk.machines import FOR_MACHINES

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
NOT_IN_UTF_8 = "The desk reads UTF-8 alone: send this again from the desk's own page."
Respond = Callable[[HttpRequest], HttpResponse]

# 'self' in connect-src covers the desk's own sockets: ws: on http:, wss: on https:.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Attributes alone, for a party's colour and a bar's length are data. The first of the three is for
        # browsers on old walls, which know no other.
        "style-src 'self' 'unsafe-inline'",
        "style-src-elem 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)


@sync_only_middleware
def on_record(get_response: Respond) -> Respond:
    """Puts every request on the record without its query, which may hold the token of a link."""

    def respond(request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        response = get_response(request)
        # Only where somebody asked who she is: the record is no reason to ask the database.
        person = getattr(getattr(request, "_cached_user", None), "pk", None)
        request_ended(
            method=request.method or "",
            path=request.path,
            status=response.status_code,
            seconds=perf_counter() - start,
            person=person,
        )
        return response

    return respond


@sync_only_middleware
def content_security_policy(get_response: Respond) -> Respond:
    """Adds the policy to every answer that does not bring its own."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return respond


@sync_only_middleware
def in_utf_8(get_response: Respond) -> Respond:
    """Refuses a form that says that it is written in another alphabet, which Django would try to read so.

    No page of the desk sends one, and some that it might name are no alphabets at all.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        encoding = request.encoding if request.content_type in FORMS else None
        if encoding and codecs.lookup(encoding).name != "utf-8":
            return HttpResponse(NOT_IN_UTF_8, status=400, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return respond


@sync_only_middleware
def for_machines(get_response: Respond) -> Respond:
    """Answers load balancers and Prometheus, who call each machine by its number: no host name is asked for.

    Nor is a session: what they ask must be answered while the database is away.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path in FOR_MACHINES:
            answer: HttpResponse = resolve(request.path).func(request)
            return answer
        return get_response(request)

    return respond


@sync_only_middleware
def in_one_thread(get_response: Respond) -> Respond:
    """Keeps a request and all its middleware in one thread.

    Django lets the innermost middleware choose for the whole chain: where it is async, each of the
    others hops to a thread and back.
    """
    return get_response
