"""The as-run log as a table for a spreadsheet: one row an act, oldest first.

Owns the columns. Cells that a spreadsheet would run are made harmless.
"""

import csv
import json

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from results.admin.audit_csv import harmless
from results.models import AsRun

COLUMNS = (
    "time",
    "output",
    "act",
    "layer",
    "graphic",
    "subject",
    "cue",
    "operator",
    "event",
    "seq",
    "hash",
    "note",
    "values",
)


def as_run_csv(lines: QuerySet[AsRun]) -> HttpResponse:
    """The lines as a file, in one query where their cues and people were selected with them."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="as-run.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    table = csv.writer(response)
    table.writerow(COLUMNS)
    table.writerows([harmless(cell) for cell in _row(line)] for line in lines)
    return response


def _row(line: AsRun) -> tuple[object, ...]:
    cue = line.cue
    subject = (cue.contest or cue.council or cue.region) if cue else None
    return (
        timezone.localtime(line.at).isoformat(),
        line.output.name,
        line.get_act_display(),
        line.layer,
        cue.graphic if cue else "",
        subject.name if subject else "",
        line.cue_id,
        line.by.get_username() if line.by else "",
        line.number,
        line.seq,
        line.digest,
        line.note,
        json.dumps(line.values, ensure_ascii=False) if line.values else "",
    )
