"""The status page, for the engineer on duty and for producers. Refuses figures, and to change anything.

It asks itself anew each five seconds. While the database is away nobody can be recognised: then `/readyz` and
`/metrics` tell.
"""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.live.overview import overview
from results.people.roles import is_producer
from results.views import status_words
from results.views.machine import machine
from results.views.producers import by_script

NOT_YOURS = "The state of the desk is for producers and the engineer on duty. Ask a producer."
SIGNED_OUT = "You are signed out. Sign in again."


@require_safe
@never_cache
def status_page(request: HttpRequest) -> HttpResponse:
    """One screen: what is wrong, processes, who listens, what waits, links, the machine."""
    if not request.user.is_authenticated:
        if by_script(request):
            return HttpResponse(SIGNED_OUT, status=403, content_type="text/plain; charset=utf-8")
        return redirect_to_login(request.get_full_path())
    if not is_producer(request.user):
        raise PermissionDenied(NOT_YOURS)
    now, here = overview(), machine()
    connected = frozenset[int]().union(*(one.pulse.counted.links for one in now.processes))
    context = {
        "now": now,
        "here": here,
        "free": status_words.size(here.free_bytes),
        "total": status_words.size(here.total_bytes),
        "troubles": status_words.troubles(now, here, wanted=settings.PROCESSES),
        "processes": [status_words.process_line(one) for one in now.processes],
        "sockets": status_words.sockets(now.processes),
        "remarks": status_words.remarks(now.processes),
        "links": [(link, link.id in connected) for link in now.links],
    }
    return render(request, "status.html", context)
