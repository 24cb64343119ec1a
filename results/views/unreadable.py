"""What the desk says of a request that it does not read: too much in it, too many, or no sense.

Owns the sentences. Refuses to ask who sent it: it may be refused before that is known.
"""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from resultsdesk.middleware import CONTENT_SECURITY_POLICY

TOO_LARGE = (
    "That was more than the desk takes at once, and nothing of it was kept. Figures need far less, and a "
    "photograph may have 15 MB: choose a smaller one, or leave it out."
)
SENTENCES: dict[type[Exception], str] = {
    RequestDataTooBig: TOO_LARGE,
    TooManyFieldsSent: "That form had more fields than any of the desk's, and nothing of it was kept.",
    TooManyFilesSent: "Send one photograph at a time: nothing of what was sent was kept.",
}
NO_SENSE = "The desk cannot read what was sent, and nothing was done. Load the page again."
# How scripts of the desk's pages ask: each shows the sentence where it stands.
BY_SCRIPT = ("X-Desk-Panel", "X-Desk-Page")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page with the sentence, or the sentence alone for a page's script. 413 where it was too large."""
    sentence = next((said for kind, said in SENTENCES.items() if isinstance(exception, kind)), NO_SENSE)
    status = 413 if sentence == TOO_LARGE else 400
    if any(name in request.headers for name in BY_SCRIPT):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return _page(sentence, status)


def too_large() -> HttpResponse:
    """The same page for what was refused before it came to Django; with the headers that Django would add."""
    answer = _page(TOO_LARGE, 413)
    answer["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "DENY"
    answer["Referrer-Policy"] = "same-origin"
    answer["Cross-Origin-Opener-Policy"] = "same-origin"
    return answer


def _page(sentence: str, status: int) -> HttpResponse:
    # Without the request: it may be no more to be read for the page than it was for the form.
    return HttpResponse(render_to_string("400.html", {"sentence": sentence}), status=status)
