"""Search and jump: from any page, by a key, to a contest, a candidate, a council or a region.

Owns the address of each thing found. The list alone for the script that asks while somebody types; a page
with the same list for anybody else.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.search import Found, Sort, found
from results.views.people import desk_login_required

# Longer than any name: what is pasted by mistake is not searched for.
LONGEST = 100
PAGES = {Sort.CONTEST: "contest", Sort.CANDIDATE: "contest", Sort.COUNCIL: "council", Sort.REGION: "board"}


@require_safe
@never_cache
@desk_login_required()
def jump_page(request: HttpRequest) -> HttpResponse:
    """What the text in `q` names, as links, best first."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    context = {"text": text, "found": [(one, _address(one)) for one in found(text)]}
    by_script = request.headers.get("X-Desk-Jump") == "1"
    return render(request, "jump/found.html" if by_script else "jump/page.html", context)


def _address(one: Found) -> str:
    return reverse(PAGES[one.sort], args=[one.election, one.code])
