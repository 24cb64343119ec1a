"""What an operator's panel is drawn from: frozen cards, complete, with times as aware datetimes.

Owns the shapes. `seen` is what an act carries to say what the operator looked at: a row and its digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from results.boards.cards import ElectionHead


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A hold that nobody released, and of what: "output", "cue", "contest" or "council"."""

    id: int
    of: str
    name: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CueCard:
    """A cue of the rundown. `newer` is how many events touched its subject since its values were frozen."""

    id: int
    position: int
    graphic: str
    layer: str
    mode: str
    subject: str
    contest_id: int | None
    council_id: int | None
    says: str
    digest: str
    seq: int
    as_at: datetime | None
    prepared_by: str
    prepared_at: datetime
    newer: int
    held: HeldBy | None
    on_preview: bool
    on_air: bool


@dataclass(frozen=True, slots=True)
class LayerCard:
    """What is on air on one layer, at `step` (from 0) of `steps`. `act` is the act that put it there."""

    layer: str
    cue_id: int
    graphic: str
    subject: str
    contest_id: int | None
    says: str
    digest: str
    step: int
    steps: int
    act: int
    since: datetime
    corrected: bool
    mode: str
    newer: int
    held: HeldBy | None


@dataclass(frozen=True, slots=True)
class RunCard:
    """One line of the as-run log."""

    number: int
    at: datetime
    act: str
    layer: str
    what: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page that draws the output, as it last spoke up. `states` has each layer's own word."""

    key: str
    bus: str
    version: str
    seen_at: datetime
    shown_act: int
    states: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OutputCard:
    """An output in the list of them all."""

    slug: str
    name: str
    election: str
    format: str
    live: bool
    rehearsal: bool
    on_air: int


@dataclass(frozen=True, slots=True)
class PanelCard:
    """One output as its operator sees it. `act` is what a page that is level has shown."""

    id: int
    slug: str
    name: str
    format: str
    live: bool
    test_card: bool
    usable: tuple[str, ...]
    election: ElectionHead
    act: int
    preview: CueCard | None
    layers: tuple[LayerCard, ...]
    rundown: tuple[CueCard, ...]
    holds: tuple[HeldBy, ...]
    run: tuple[RunCard, ...]
