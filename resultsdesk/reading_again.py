"""What reads from the database and loses its connection meanwhile reads again, once, on another.

Owns when that may be: for questions and for pages of safe methods, and where nothing was written yet. Refuses
to do twice what was sent: whether that arrived nobody knows, and the reporter is told so.
"""

import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

from resultsdesk.postgres import is_lost

SAFE = frozenset({"GET", "HEAD"})
READS = ("SELECT", "SET TRANSACTION", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


def asked_again(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer to a question that changes nothing; asked once more where its connection was lost."""
    try:
        return question(*args, **kwargs)
    except Error as error:
        if not is_lost(error):
            raise
        log.warning("The database was lost under a question: it is asked again.")
    connection.close()
    return question(*args, **kwargs)


class Questions:
    """What a request asked of the database so far: whether anything of it may have been a change."""

    def __init__(self) -> None:
        self.may_have_written = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note a statement before it is executed."""
        if not sql.lstrip("( \n").startswith(READS):
            self.may_have_written = True
        return execute(sql, params, many, context)


class ReadAgain:
    """The middleware, next to the views: those further out have seen the request once, and see one answer."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with an ear for what is asked of the database."""
        if request.method not in SAFE or connection.vendor != "postgresql":
            return self._get_response(request)
        request.questions = Questions()  # type: ignore[attr-defined]
        with connection.execute_wrapper(request.questions):  # type: ignore[attr-defined]
            return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page's second try, or nothing where it may have none. What that one raises is the answer."""
        questions: Questions | None = getattr(request, "questions", None)
        match = request.resolver_match
        if questions is None or questions.may_have_written or match is None or not is_lost(error):
            return None
        log.warning("The database was lost under %s: it is drawn again.", request.path)
        connection.close()
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        # Django draws the answer of a view, and expects that of a middleware to be drawn.
        return response.render() if isinstance(response, SimpleTemplateResponse) else response
