"""A photograph of a declaration sheet, for those who may see it and for no cache.

Refuses everybody else, and to be anything but a picture to a browser.
"""

from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from results.declaring.refusals import NotYours
from results.declaring.sheets import look_at_sheet
from results.models import Sheet


@require_GET
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The photograph as a JPEG. 403 for whoever has no part in its contest; each look is recorded."""
    try:
        row = look_at_sheet(sheet_id=sheet_id, by=cast(User, request.user))
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Sheet.DoesNotExist:
        raise Http404("There is no such photograph.") from None
    return HttpResponse(
        bytes(row.image),
        content_type="image/jpeg",
        headers={
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": f'inline; filename="sheet-{row.pk}.jpg"',
        },
    )
