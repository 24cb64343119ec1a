"""What each person did on the night, for producers: entries, confirmations, and how long they took.

Owns the page and the choice of the election. Refuses everybody else: nobody reads here how a colleague did.
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from results.boards.people_tallies import KeyerTally, SecondTally, people_tallies
from results.models import Election
from results.people import is_producer

PRODUCERS = "Only producers see who did what."
NONE = "–"
Row = tuple[str, tuple[tuple[str, str], ...]]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The page; `?election=` has an election's address name, empty for all. 403 for all but producers."""
    if not is_producer(request.user):
        raise PermissionDenied(PRODUCERS)
    elections = list(Election.objects.all())
    slug = request.GET.get("election", "")
    chosen = next((election for election in elections if election.slug == slug), None)
    if slug and chosen is None:
        raise Http404("There is no such election.")
    tallies = people_tallies(election_id=chosen.pk if chosen else None)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Who did what",
        "elections": elections,
        "chosen": chosen,
        "tables": [
            ("keyed", "Keyed", [_keyer(tally) for tally in tallies.keyers]),
            ("confirmed", "Second person", [_second(tally) for tally in tallies.seconds]),
        ],
    }
    return TemplateResponse(request, "admin/results/audit/people.html", context)


def took(time: timedelta | None) -> str:
    """0:42 in minutes and seconds, 1:02:05 with hours, or a dash where there is none."""
    if time is None:
        return NONE
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _keyer(tally: KeyerTally) -> Row:
    return (
        tally.name,
        (
            ("Entries", str(tally.entries)),
            ("Corrected", str(tally.corrected)),
            ("Rejected", str(tally.rejected)),
            ("Disputed", str(tally.disputed)),
            ("Withdrawn", str(tally.withdrawn)),
            ("Refused", str(tally.refused)),
            ("Too late", str(tally.late)),
            ("To confirmation", took(tally.median)),
        ),
    )


def _second(tally: SecondTally) -> Row:
    return (
        tally.name,
        (
            ("Confirmed", str(tally.confirmations)),
            ("Rejected", str(tally.rejections)),
            ("Resolved", str(tally.resolved)),
            ("Median time", took(tally.median)),
            ("95% within", took(tally.p95)),
        ),
    )
