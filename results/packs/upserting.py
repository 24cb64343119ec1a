"""Bringing rows of one kind to what a pack says: in place, by their codes, in a few queries.

Owns the difference between what is and what is wanted. Refuses to touch a row that is as wanted,
so that the same pack twice writes nothing.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Change(Generic[M]):
    """A row with its new values; `before` has the old ones, by field, where they differ."""

    row: M
    before: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Plan(Generic[M]):
    """What a pack does to rows of one kind. `rows` are those the pack knows, by their keys."""

    kind: str
    model: type[M]
    rows: Mapping[Hashable, M]
    made: tuple[M, ...]
    changed: tuple[Change[M], ...]
    gone: tuple[M, ...]

    @property
    def left(self) -> int:
        """How many rows were as wanted."""
        return len(self.rows) - len(self.made) - len(self.changed)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.made or self.changed or self.gone)


def plan(
    kind: str,
    model: type[M],
    *,
    existing: Mapping[Hashable, M],
    wanted: Mapping[Hashable, Mapping[str, Any]],
) -> Plan[M]:
    """Compare. Rows of `existing` get their new values here, and are written by `save`."""
    made = {key: model(**values) for key, values in wanted.items() if key not in existing}
    changes = (_change(existing[key], values) for key, values in wanted.items() if key in existing)
    return Plan(
        kind=kind,
        model=model,
        rows={key: existing[key] if key in existing else made[key] for key in wanted},
        made=tuple(made.values()),
        changed=tuple(change for change in changes if change.before),
        gone=tuple(row for key, row in existing.items() if key not in wanted),
    )


def _change(row: M, values: Mapping[str, Any]) -> Change[M]:
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    return Change(row, before)


def together(first: Plan[M], second: Plan[M]) -> Plan[M]:
    """Two plans of the same rows, of which the second only changes what the first left or made."""
    made = {row.pk for row in first.made}
    before: dict[Any, Change[M]] = {change.row.pk: change for change in first.changed}
    for change in second.changed:
        if change.row.pk not in made:
            earlier = before.get(change.row.pk)
            before[change.row.pk] = Change(
                change.row, {**(earlier.before if earlier else {}), **change.before}
            )
    return replace(first, changed=tuple(before.values()))


def save(planned: Plan[M]) -> None:
    """Write new and changed rows; new ones get their ids."""
    rows = planned.model._default_manager
    rows.bulk_create(planned.made)
    fields = sorted({name for change in planned.changed for name in change.before})
    if fields:
        rows.bulk_update([change.row for change in planned.changed], fields)


def remove(planned: Plan[M]) -> None:
    """Delete rows that are gone from the pack."""
    if planned.gone:
        planned.model._default_manager.filter(pk__in=[row.pk for row in planned.gone]).delete()
