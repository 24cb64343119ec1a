"""The audit as a table for a spreadsheet: one row an act, streamed.

Owns the columns. Refuses cells that a spreadsheet would take for a formula: what people type, a reason or
a name, must not run on the machine of whoever opens the file.
"""

import csv
import json
from collections.abc import AsyncIterator, Iterable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from results.boards.audit_cards import Audit, AuditFigures, AuditLine, AuditRevision
from results.rendering.words import sentence

COLUMNS = (
    "time",
    "code",
    "name",
    "person",
    "kind",
    "revision",
    "event",
    "words",
    "figures",
)
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file of which the csv module writes one line at a time."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def csv_response(request: HttpRequest, *, name: str, audits: Iterable[Audit]) -> StreamingHttpResponse:
    """The audits as a file of this name, read as it is sent."""
    lines = _lines(audits)
    response = StreamingHttpResponse(
        _apart(lines) if isinstance(request, ASGIRequest) else lines, content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def harmless(cell: object) -> object:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell


def _lines(audits: Iterable[Audit]) -> Iterator[str]:
    table = csv.writer(_Line())
    yield table.writerow(COLUMNS)
    for audit in audits:
        yield "".join(table.writerow(harmless(cell) for cell in _row(audit, line)) for line in audit.lines)


async def _apart(lines: Iterator[str]) -> AsyncIterator[str]:
    # Django would read a plain iterator whole before it sends the first line; this one reads the database
    # in the request's own thread, a piece at a time, while the loop serves everybody else.
    take = sync_to_async(lambda: next(lines, None), thread_sensitive=True)
    while (piece := await take()) is not None:
        yield piece


def _row(audit: Audit, line: AuditLine) -> tuple[object, ...]:
    figures = line.keyed.figures if line.keyed else None
    return (
        timezone.localtime(line.at).isoformat(),
        audit.code,
        audit.name,
        line.by,
        line.title if line.seq is None else f"event: {line.title}",
        line.revision,
        line.seq,
        said(line),
        json.dumps(_figures(figures), ensure_ascii=False) if figures else "",
    )


def said(line: AuditLine) -> str:
    """Everything about a line but its figures, in one cell."""
    words = [line.words, line.withheld, *(_revision(line.keyed, line.by) if line.keyed else [])]
    return "; ".join(filter(None, words))


def _revision(keyed: AuditRevision, by: str) -> Iterator[str]:
    stated = {
        "": keyed.what,
        "for ": keyed.keyed_by if keyed.keyed_by != by else "",
        "now ": keyed.standing,
        "policy: ": keyed.policy,
        "from ": keyed.source,
        "photograph ": str(keyed.sheet or ""),
        "reason: ": keyed.reason,
        "put right: ": keyed.was,
        "checked: ": " ".join(keyed.doubts),
    }
    yield from (f"{label}{words}" for label, words in stated.items() if words)
    yield keyed.withheld


def _figures(figures: AuditFigures) -> dict[str, object]:
    told: dict[str, object] = {}
    if figures.outcome:
        told |= {"outcome": sentence(figures.outcome), "winner": figures.outcome.winner}
    if figures.complete is not None:
        told["complete"] = figures.complete
    what = "seats" if figures.outcome is None else "votes"
    told["lines"] = [
        {
            "name": line.name,
            "party": line.party,
            what: line.figure,
            **({"elected": True} if line.elected else {}),
            **({} if line.seconds is None else {"second preferences": line.seconds}),
        }
        for line in figures.lines
    ]
    return told | dict(figures.sums)
