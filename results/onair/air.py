"""What goes to air and what leaves it: take, update, next, out, clear.

Owns the acts that viewers see. A take shows exactly what preview showed: it carries the digest that the
operator looked at, and is refused where anything changed since. An update on air is an act of its own.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from results.models import AsRun, Cue, Layer, OnAir, Output
from results.onair.cues import refuse_off_limits
from results.onair.outputs import Acted, held_output, logged, refuse_changed, refuse_held
from results.onair.refusals import Changed, NothingThere
from results.onair.snapshot import Snapshot, Subject

Act = AsRun.Act


@dataclass(frozen=True, slots=True)
class _Shown:
    """Values that go on air, with their digest and number."""

    values: dict[str, object]
    digest: str
    seq: int


def take(*, output_id: int, cue_id: int, digest: str, by: User, fresh: Snapshot | None = None) -> Acted:
    """Put what is on preview on air, on its layer. Raises an `OnAirRefused`.

    `digest` is of what preview showed. `fresh` are the values of this moment, for a cue that is refreshed
    at take: where they are not what preview showed, it is refused too. A full frame takes the lower third
    out, and preview is empty afterwards: a key pressed twice takes nothing else.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        cue = _previewed(output, cue_id)
        shown = _shown(cue, fresh)
        refuse_changed(digest, shown.digest)
        refuse_held(output, cue)
        refuse_off_limits(output, _as_snapshot(cue, output, shown))
        if cue.layer == Layer.FULL:
            _leave(output, Layer.LOWER_THIRD, by, note="a full frame was taken")
        on_air = _put_on(output, cue, shown)
        Output.objects.filter(pk=output.pk).update(previewed=None, test_card=False)
        return logged(output, Act.TAKE, by, on_air=on_air)


def update(*, output_id: int, layer: str, digest: str, fresh: Snapshot, by: User) -> Acted:
    """Change the values on air in place. `digest` is of what is on air. Raises an `OnAirRefused`."""
    with transaction.atomic():
        output = held_output(output_id, by)
        on_air = _on_air(output, layer)
        refuse_changed(digest, on_air.digest)
        refuse_held(output, on_air.cue)
        corrected = fresh.values.get("corrected") is True
        on_air.values, on_air.digest, on_air.seq = dict(fresh.values), fresh.digest, fresh.seq
        on_air.corrected = corrected
        return logged(output, Act.CORRECT if corrected else Act.UPDATE, by, on_air=on_air)


def next_step(*, output_id: int, layer: str, step: int, pages: int, by: User) -> Acted:
    """Show the next page of a graphic that has so many `pages`. Raises an `OnAirRefused`.

    `step` is the one on air, from 0: a key pressed twice moves on once, and the last page is the last.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        on_air = _on_air(output, layer)
        if on_air.step != step:
            raise Changed("It moved on already: look again before you act.")
        if step + 1 >= pages:
            raise NothingThere("That is its last page: take it out, or take the next cue.")
        on_air.step += 1
        return logged(output, Act.STEP, by, on_air=on_air, note=f"page {on_air.step + 1}")


def correct_now(*, output_id: int, layer: str, by: User) -> Acted:
    """Put the item that a ticker has on screen right in its place, without waiting for its turn to end.

    Raises NothingThere where no ticker is on air.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        on_air = _on_air(output, layer)
        if layer != Layer.TICKER:
            raise NothingThere("Only a ticker has items that wait: update the graphic instead.")
        # One above the last: the page sees that it is another than it had.
        on_air.at_once += 1
        return logged(output, Act.CORRECT, by, on_air=on_air, note="the item on screen, at once")


def out(*, output_id: int, layer: str, by: User) -> Acted:
    """Take a layer off air. Raises NothingThere where it is off already."""
    with transaction.atomic():
        output = held_output(output_id, by)
        _on_air(output, layer)
        return _left(output, layer, by)


def clear(*, output_id: int, by: User) -> Acted:
    """Take everything off air, and the test card. Never refused to an operator."""
    with transaction.atomic():
        output = held_output(output_id, by)
        OnAir.objects.filter(output=output).delete()
        Output.objects.filter(pk=output.pk).update(test_card=False)
        return logged(output, Act.CLEAR, by)


def show_test_card(*, output_id: int, shown: bool, by: User) -> Acted:
    """Show the test card over everything, or take it off."""
    with transaction.atomic():
        output = held_output(output_id, by)
        Output.objects.filter(pk=output.pk).update(test_card=shown)
        return logged(output, Act.TEST_CARD, by, note="on" if shown else "off")


def _previewed(output: Output, cue_id: int) -> Cue:
    if output.previewed_id != cue_id:
        raise Changed("That is not on preview any more: look again before you take.")
    return Cue.objects.select_related("contest", "council", "region").get(pk=cue_id)


def _shown(cue: Cue, fresh: Snapshot | None) -> _Shown:
    if fresh is not None and cue.mode != Cue.Mode.FROZEN:
        return _Shown(dict(fresh.values), fresh.digest, fresh.seq)
    return _Shown(cue.values, cue.digest, cue.seq)


def _as_snapshot(cue: Cue, output: Output, shown: _Shown) -> Snapshot:
    return Snapshot(
        graphic=cue.graphic,
        layer=cue.layer,
        election_id=output.election_id,
        subject=Subject(),
        values=shown.values,
        seq=shown.seq,
        as_at=cue.as_at,
    )


def _put_on(output: Output, cue: Cue, shown: _Shown) -> OnAir:
    """The layer's new row. The very same values of the same cue go on as they were, on their first page."""
    layer = OnAir.objects.filter(output=output, layer=cue.layer)
    before = layer.filter(cue=cue, digest=shown.digest).first()
    layer.delete()
    on_air = OnAir(
        output=output,
        layer=cue.layer,
        cue=cue,
        values=shown.values,
        digest=shown.digest,
        seq=shown.seq,
        corrected=shown.values.get("corrected") is True,
    )
    if before is not None:
        on_air.since, on_air.at_once = before.since, before.at_once
    return on_air


def _on_air(output: Output, layer: str) -> OnAir:
    found = OnAir.objects.select_related("cue").filter(output=output, layer=layer).first()
    if found is None:
        raise NothingThere("Nothing is on air there.")
    return found


def _leave(output: Output, layer: str, by: User, note: str) -> None:
    if OnAir.objects.filter(output=output, layer=layer).exists():
        _left(output, layer, by, note=note)


def _left(output: Output, layer: str, by: User, note: str = "") -> Acted:
    gone = OnAir.objects.select_related("cue").get(output=output, layer=layer)
    cue, seq, digest = gone.cue, gone.seq, gone.digest
    gone.delete()
    return logged(output, Act.OUT, by, layer=layer, cue=cue, seq=seq, digest=digest, note=note)
