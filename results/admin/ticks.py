"""Doubts as they stand on the form: a question beside its field, with one tick for whoever checked it.

Owns which place on the form a doubt belongs to, and every such place, so that the preview can empty those
whose doubt is gone. Refuses to decide whether a doubt matters: the command asks for the ticks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from results.declaring.refusals import Doubt

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Tick:
    """One doubt, its key as the form posts it, and whether it is ticked."""

    key: str
    sentence: str
    checked: bool

    @property
    def id(self) -> str:
        """The id of its box, which a link in the summary goes to."""
        return f"id_checked_{self.key}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place for doubts: at a field, or for the figures as a whole."""

    field: str
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts of a form, by place."""

    places: Mapping[str, Place]

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """All of them, in the form's order."""
        return tuple(tick for place in self.places.values() for tick in place.ticks)

    @property
    def open(self) -> tuple[Tick, ...]:
        """Those that nobody ticked yet."""
        return tuple(tick for tick in self.ticks if not tick.checked)


def placed(doubts: Iterable[Doubt], *, fields: Collection[str], checked: Collection[str]) -> Doubts:
    """Doubts at their fields; one whose field is none of `fields` is about the figures as a whole."""
    names = [*fields, WHOLE]
    ticks: dict[str, list[Tick]] = {name: [] for name in names}
    for doubt in doubts:
        place = doubt.field if doubt.field in ticks else WHOLE
        ticks[place].append(Tick(doubt.key, doubt.sentence, doubt.key in checked))
    return Doubts({name: Place(name, tuple(ticks[name])) for name in names})
