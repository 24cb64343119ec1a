"""What is answered where something broke: a page without a word of the inside of the desk.

Owns the difference between a fault of the desk and a database that is away or full: the second passes, and
whoever sent something may send it again.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TRY_AGAIN_S = 5
AWAY = "The desk cannot reach its database."
FULL = "The disk of the desk’s database is full."
# SQLite's words, then PostgreSQL's.
OF_A_FULL_DISK = ("is full", "No space left")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while the exception is being handled. Asks the database nothing."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError):
        return HttpResponse(render_to_string("500.html"), status=500)
    sentence = FULL if any(words in str(error) for words in OF_A_FULL_DISK) else AWAY
    asked = request.method in {"GET", "HEAD"}
    page = render_to_string("503.html", {"sentence": sentence, "asked": asked})
    response = HttpResponse(page, status=503, headers={"Cache-Control": "no-store"})
    if asked:
        # A screen on the wall: nobody stands by to load it again.
        response["Refresh"] = str(TRY_AGAIN_S)
    return response
