"""What every answer of the desk carries, and what none may have in it.

Owns which answers may be framed, by whom. Knows nothing of who asks.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus

from django.http import HttpResponse

from results.views.framing import POLICY as FRAMED_HERE
from resultsdesk.middleware import CONTENT_SECURITY_POLICY

# What the operator's panel frames.
FRAMED = ("/graphics/<slug:output>/", "/graphics/<slug:output>/preview/")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STOPPED = {
    "a script of its own": re.compile(
        r'<script(?![^>]*\bsrc=)(?![^>]*type="application/json")', re.IGNORECASE
    ),
    "a handler in a tag": re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE),
    "a style sheet of its own": re.compile(r"<style\b", re.IGNORECASE),
    "a script in a link": re.compile(r"(?:href|src|action)=[\"']?\s*javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//"
    ),
}


def faults(pattern: str, answer: HttpResponse) -> Iterator[str]:
    """What is wrong with an answer: a header that it lacks, or something that the policy would stop."""
    framed = pattern in FRAMED and answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED
    wanted = ALWAYS | {
        "Content-Security-Policy": FRAMED_HERE if framed else CONTENT_SECURITY_POLICY,
        "X-Frame-Options": "SAMEORIGIN" if framed else "DENY",
    }
    for name, value in wanted.items():
        if answer.get(name) != value:
            yield f"{name} is {answer.get(name)!r}, not {value!r}"
    if answer.wsgi_request.method == "GET" and answer.get("Content-Type", "").startswith("text/html"):
        html = answer.content.decode()
        yield from (f"{what} stands in it" for what, sign in STOPPED.items() if sign.search(html))
    for cookie in answer.cookies.values():
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"}):
            yield f"the cookie {cookie.key} is open to scripts or to other sites"
