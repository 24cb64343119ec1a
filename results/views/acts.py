"""An operator's acts: one address each, an ordinary POST, and a sentence for every refusal.

What a button carries in `what` says what she saw: a cue with its digest, a layer with its page. The command
refuses it where that changed. Without a script the answer is the panel again, with the sentence on it.
"""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from results.graphics.newer import now_of_all
from results.graphics.releasing import release_preview
from results.graphics.values import NothingToShow, step_count
from results.models import Hold, OnAir, Output
from results.onair import air, cues, holds
from results.onair.refusals import Changed, NotAnOperator, OnAirRefused
from results.views.asked import Asked, refuse_unreadable
from results.views.fresh_acts import add, refresh, settle, take, update
from results.views.operators import by_script, operators_only
from results.views.panel_state import panel_answer

UNREADABLE = "The panel sent what the desk cannot read, and nothing was done: load the panel again."
TEXT = "text/plain; charset=utf-8"


@require_POST
@never_cache
@operators_only
def act_on_output(request: HttpRequest, *, slug: str, act: str) -> HttpResponse:
    """Do one act: the panel's fragments for its script, or the panel again."""
    output = get_object_or_404(Output, slug=slug)
    if act not in ACTS:
        raise Http404(f"There is no act {act}.")
    try:
        ACTS[act](_asked(request, output))
    except NothingToShow as nothing:
        return _refused(request, slug, nothing.sentence, 422)
    except OnAirRefused as refusal:
        return _refused(request, slug, refusal.sentence, _status(refusal))
    except ValueError:
        return _refused(request, slug, UNREADABLE, 422)
    return panel_answer(slug) if by_script(request) else _back(slug)


def _asked(request: HttpRequest, output: Output) -> Asked:
    typed = request.POST.dict()
    refuse_unreadable(typed.values())
    return Asked(
        output=output,
        by=cast(User, request.user),
        words=tuple(typed.get("what", "").split()),
        typed=typed,
    )


def _back(slug: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("graphics-control", args=[slug])})


def _refused(request: HttpRequest, slug: str, sentence: str, status: int) -> HttpResponse:
    if by_script(request):
        return HttpResponse(sentence, status=status, content_type=TEXT)
    messages.error(request, sentence)
    return _back(slug)


def _status(refusal: OnAirRefused) -> int:
    if isinstance(refusal, Changed):
        return 409
    return 403 if isinstance(refusal, NotAnOperator) else 422


def _next(asked: Asked) -> None:
    rows = OnAir.objects.filter(output=asked.output, layer=asked.word(0)).select_related("cue")
    row = rows.first()
    pages = step_count(row.cue.graphic, row.values) if row else 0
    layer, step = asked.word(0), asked.number(1)
    air.next_step(output_id=asked.output.pk, layer=layer, step=step, pages=pages, by=asked.by)


def _correct_now(asked: Asked) -> None:
    air.correct_now(output_id=asked.output.pk, layer=asked.word(0), by=asked.by)


def _out(asked: Asked) -> None:
    air.out(output_id=asked.output.pk, layer=asked.word(0), by=asked.by)


def _clear(asked: Asked) -> None:
    air.clear(output_id=asked.output.pk, by=asked.by)


def _test_card(asked: Asked) -> None:
    air.show_test_card(output_id=asked.output.pk, shown=asked.word(0) == "on", by=asked.by)


def _preview(asked: Asked) -> None:
    cues.put_on_preview(cue_id=asked.number(0), by=asked.by)


def _up(asked: Asked) -> None:
    cues.move(cue_id=asked.number(0), places=-1, by=asked.by)


def _down(asked: Asked) -> None:
    cues.move(cue_id=asked.number(0), places=1, by=asked.by)


def _remove(asked: Asked) -> None:
    cues.remove(cue_id=asked.number(0), by=asked.by)


def _hold(asked: Asked) -> None:
    kind = asked.word(0)
    if kind not in {"output", "cue", "contest", "council"}:
        raise ValueError(kind)
    holds.hold(
        output_id=asked.output.pk,
        by=asked.by,
        reason=asked.field("reason"),
        cue_id=asked.number(1) if kind == "cue" else None,
        contest_id=asked.number(1) if kind == "contest" else None,
        council_id=asked.number(1) if kind == "council" else None,
        now=now_of_all,
    )


def _release(asked: Asked) -> None:
    hold_id = asked.number(0)

    def preview() -> str:
        return release_preview(hold=Hold.objects.get(pk=hold_id), output=asked.output).digest

    output, digest = asked.output.pk, asked.word(1)
    holds.release(output_id=output, hold_id=hold_id, digest=digest, preview=preview, by=asked.by)


ACTS: dict[str, Callable[[Asked], None]] = {
    "add": add,
    "take": take,
    "update": update,
    "refresh": refresh,
    "next": _next,
    "out": _out,
    "correct-now": _correct_now,
    "clear": _clear,
    "test-card": _test_card,
    "preview": _preview,
    "up": _up,
    "down": _down,
    "remove": _remove,
    "hold": _hold,
    "release": _release,
    "settle": settle,
}
