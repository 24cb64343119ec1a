"""What the pages that draw an output say of themselves: alive, which version, what they show.

Owns the last word of each page. Refuses to act on it: what is requested and what is confirmed stand side
by side for the operator.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from results.models import OutputPage


@dataclass(frozen=True, slots=True)
class Said:
    """One heartbeat. `states` has each layer that is not off: loaded, playing, on, leaving or error."""

    key: str
    version: str
    shown_act: int
    states: Mapping[str, Any] = field(default_factory=dict)


def heard(*, output_id: int, bus: str, said: Said) -> None:
    """Keep a page's heartbeat. One query for a page that is known."""
    OutputPage.objects.update_or_create(
        key=said.key[:40],
        defaults={
            "output_id": output_id,
            "bus": bus,
            "version": said.version[:40],
            "shown_act": said.shown_act,
            "states": dict(said.states),
            "seen_at": timezone.now(),
        },
    )
