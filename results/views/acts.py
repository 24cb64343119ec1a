"""An operator's acts: one address each, an ordinary POST, and a sentence for every refusal.

What a button carries in `what` says what she saw: a cue with its digest, a layer with its page. The command
refuses it where that changed. Without a script the answer is the panel again, with the sentence on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from results.boards.panel import panel
from results.models import Output
from results.onair import air, cues, holds
from results.onair.refusals import Changed, NotAnOperator, OnAirRefused
from results.rendering import panel as drawing
from results.views.operators import by_script, operators_only

UNREADABLE = "The panel sent what the desk cannot read, and nothing was done: load the panel again."
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an operator pressed. `words` are those of `what`, `reason` is typed."""

    output_id: int
    by: User
    words: tuple[str, ...]
    reason: str

    def word(self, place: int) -> str:
        """One word; empty where there is none."""
        return self.words[place] if place < len(self.words) else ""

    def number(self, place: int) -> int:
        """A word as a row's number. Raises ValueError."""
        return int(self.word(place))


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
    except OnAirRefused as refusal:
        return _refused(request, slug, refusal.sentence, _status(refusal))
    except ValueError:
        return _refused(request, slug, UNREADABLE, 422)
    return fragments(slug) if by_script(request) else redirect("graphics-control", slug=slug)


def fragments(slug: str) -> HttpResponse:
    """The parts of the panel as they are now, with their number."""
    card = panel(slug=slug)
    return HttpResponse(drawing.fragments(card), headers={"X-Desk-Seq": str(card.election.seq)})


def _asked(request: HttpRequest, output: Output) -> Asked:
    return Asked(
        output_id=output.pk,
        by=cast(User, request.user),
        words=tuple(request.POST.get("what", "").split()),
        reason=request.POST.get("reason", ""),
    )


def _refused(request: HttpRequest, slug: str, sentence: str, status: int) -> HttpResponse:
    if by_script(request):
        return HttpResponse(sentence, status=status, content_type=TEXT)
    messages.error(request, sentence)
    return redirect("graphics-control", slug=slug)


def _status(refusal: OnAirRefused) -> int:
    if isinstance(refusal, Changed):
        return 409
    return 403 if isinstance(refusal, NotAnOperator) else 422


def _take(asked: Asked) -> None:
    air.take(output_id=asked.output_id, cue_id=asked.number(0), digest=asked.word(1), by=asked.by)


def _next(asked: Asked) -> None:
    air.next_step(output_id=asked.output_id, layer=asked.word(0), step=asked.number(1), by=asked.by)


def _out(asked: Asked) -> None:
    air.out(output_id=asked.output_id, layer=asked.word(0), by=asked.by)


def _clear(asked: Asked) -> None:
    air.clear(output_id=asked.output_id, by=asked.by)


def _test_card(asked: Asked) -> None:
    air.show_test_card(output_id=asked.output_id, shown=asked.word(0) == "on", by=asked.by)


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
    if kind not in {"output", "cue", "contest"}:
        raise ValueError(kind)
    holds.hold(
        output_id=asked.output_id,
        by=asked.by,
        reason=asked.reason,
        cue_id=asked.number(1) if kind == "cue" else None,
        contest_id=asked.number(1) if kind == "contest" else None,
    )


def _release(asked: Asked) -> None:
    holds.release(output_id=asked.output_id, hold_id=asked.number(0), by=asked.by)


ACTS: dict[str, Callable[[Asked], None]] = {
    "take": _take,
    "next": _next,
    "out": _out,
    "clear": _clear,
    "test-card": _test_card,
    "preview": _preview,
    "up": _up,
    "down": _down,
    "remove": _remove,
    "hold": _hold,
    "release": _release,
}
