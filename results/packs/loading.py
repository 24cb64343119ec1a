"""Loading a pack: one transaction that brings reference rows to what the pack says.

Owns the order of kinds and of locks. Refuses to half-load: with anything wrong nothing is saved. A history
that a desk wrote beside them is restored where the election has none, and never loaded over another.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from results.models import (
    Candidacy,
    Contest,
    Council,
    CouncilSeats,
    Election,
    Party,
    PreviousTally,
    Region,
)
from results.packs import keeping, wanted
from results.packs.checking import read
from results.packs.complaints import Complaints, PackError
from results.packs.history.numbers import go_on_after, numbered
from results.packs.history.restoring import Made, is_in, restore
from results.packs.reading import Pack
from results.packs.upserting import M, Plan, plan, remove, save, together


class ReferenceChanged(Protocol):
    """Numbers and announces a change of reference data, inside the transaction."""

    def __call__(self, *, election_id: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """What a load did to rows of one kind, in numbers."""

    name: str
    made: int
    changed: int
    left: int
    removed: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. `aside` are CSV files in the folder that are none of a pack's."""

    election_id: int
    slug: str
    name: str
    kinds: tuple[Kind, ...]
    aside: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether everything was as the pack says already."""
        return not any(kind.made or kind.changed or kind.removed for kind in self.kinds)


def load(
    *, folder: Path, reference_changed: ReferenceChanged, progress: Callable[[str], None] = lambda _line: None
) -> Loaded:
    """Load or refresh the pack in a folder. Raises PackError, with nothing saved.

    `reference_changed` is called where an election that was there before is not as it was, because
    boards of it may be open.
    """
    progress("Reading and checking")
    pack = read(folder)
    progress("Saving")
    try:
        with transaction.atomic():
            election = _locked(pack.head.slug)
            wants_history = pack.history is not None and not is_in(pack.history, election)
            plans = _Loading(pack, election).run()
            restored = _restored(pack, plans) if wants_history else []
            if election is not None and not restored and not all(done.empty for done in plans):
                reference_changed(election_id=election.pk)
    except (IntegrityError, DataError) as error:
        raise PackError(f"The database refuses what the pack says: {error}") from error
    return _loaded(pack, plans, restored)


def _restored(pack: Pack, plans: list[Plan[Any]]) -> list[Made]:
    # For the types alone.
    assert pack.history is not None  # noqa: S101  # nosec B101
    made = restore(pack.history, next(iter(plans[0].rows.values())), pack.folder)
    go_on_after()
    return made


def _loaded(pack: Pack, plans: list[Plan[Any]], restored: list[Made]) -> Loaded:
    kinds = (Kind(done.kind, len(done.made), len(done.changed), done.left, len(done.gone)) for done in plans)
    return Loaded(
        election_id=next(iter(plans[0].rows.values())).pk,
        slug=pack.head.slug,
        name=pack.head.name,
        kinds=(*kinds, *(Kind(file, number, 0, 0, 0) for file, number in restored)),
        aside=pack.aside,
    )


def _locked(slug: str) -> Election | None:
    """The election, held. Contests, then councils, are locked before it, as declarations lock them."""
    election = Election.objects.filter(slug=slug).first()
    if election is None:
        return None
    list(Contest.objects.select_for_update().filter(election=election).order_by("pk").values_list("pk"))
    list(Council.objects.select_for_update().filter(election=election).order_by("pk").values_list("pk"))
    return Election.objects.select_for_update().get(pk=election.pk)


class _Loading:
    """One load: kinds in the order in which they refer to each other, then removals in reverse."""

    def __init__(self, pack: Pack, election: Election | None) -> None:
        self._pack = pack
        self._before = election
        self._complaints = Complaints()
        self._plans: list[Plan[Any]] = []

    def run(self) -> list[Plan[Any]]:
        election = self._election()
        declared = keeping.declared_contests(election)
        parties = self._parties(election)
        regions = self._regions(election)
        councils = self._councils(election, parties, regions)
        contests = self._contests(election, councils, regions, declared)
        self._candidates(election, contests, parties, declared)
        self._previous(election, contests, parties, declared)
        self._complaints.raise_any()
        for done in reversed(self._plans):
            remove(done)
        return self._plans

    def _done(self, planned: Plan[M]) -> Mapping[Hashable, M]:
        save(planned)
        self._plans.append(planned)
        return planned.rows

    def _election(self) -> Election:
        existing = _by(("slug",), [self._before] if self._before else [])
        values = wanted.election(self._pack)
        if self._before and self._pack.history is not None:
            # What came out of this desk is no new place to replay from.
            values = {slug: {**row, "pack": self._before.pack} for slug, row in values.items()}
        planned = plan("election", Election, existing=existing, wanted=values)
        return self._done(planned)[self._pack.head.slug]

    def _parties(self, election: Election) -> Mapping[Hashable, Party]:
        existing = _by(("code",), Party.objects.filter(election=election))
        first = plan("parties", Party, existing=existing, wanted=wanted.parties(self._pack, election))
        save(first)
        # Whom they count as comes second: it needs the ids of parties that were made just now.
        into = wanted.counted(self._pack, first.rows)
        second = plan("parties", Party, existing=first.rows, wanted=into)
        both = together(first, second)
        keeping.keep_parties(both, election, self._complaints)
        save(second)
        self._plans.append(both)
        return both.rows

    def _regions(self, election: Election) -> Mapping[Hashable, Region]:
        existing = _by(("code",), Region.objects.filter(election=election))
        values = self._numbered(Region, wanted.regions(self._pack, election))
        planned = plan("regions", Region, existing=existing, wanted=values)
        keeping.keep_regions(planned, self._complaints)
        return self._done(planned)

    def _councils(
        self, election: Election, parties: Mapping[Hashable, Party], regions: Mapping[Hashable, Region]
    ) -> Mapping[Hashable, Council]:
        existing = _by(("code",), Council.objects.filter(election=election))
        values = self._numbered(Council, wanted.councils(self._pack, election))
        planned = plan("councils", Council, existing=existing, wanted=values)
        keeping.keep_councils(planned, election, self._complaints)
        councils = self._done(planned)
        self._links("council", planned, ((row.code, row.regions) for row in self._pack.councils), regions)
        seats = CouncilSeats.objects.filter(council__election=election)
        self._done(
            plan(
                "council seats",
                CouncilSeats,
                existing=_by(("council_id", "party_id", "basis"), seats),
                wanted=wanted.council_seats(self._pack, councils, parties),
            )
        )
        return councils

    def _contests(
        self,
        election: Election,
        councils: Mapping[Hashable, Council],
        regions: Mapping[Hashable, Region],
        declared: frozenset[int],
    ) -> Mapping[Hashable, Contest]:
        existing = _by(("code",), Contest.objects.filter(election=election))
        values = self._numbered(Contest, wanted.contests(self._pack, election, councils))
        planned = plan("contests", Contest, existing=existing, wanted=values)
        keeping.keep_contests(planned, declared, self._complaints)
        contests = self._done(planned)
        self._links("contest", planned, ((row.code, row.regions) for row in self._pack.contests), regions)
        return contests

    def _numbered(self, model: type[Model], values: wanted.Values) -> wanted.Values:
        """With the numbers they had, where the election is new here and has a history."""
        history = self._pack.history
        return values if history is None or self._before is not None else numbered(model, values, history)

    def _links(
        self,
        owner: str,
        owners: Plan[Any],
        named: Iterable[tuple[str, tuple[str, ...]]],
        regions: Mapping[Hashable, Region],
    ) -> None:
        through = owners.model._meta.get_field("regions").remote_field.through
        pks = [row.pk for row in owners.rows.values()]
        existing = _by((f"{owner}_id", "region_id"), through._default_manager.filter(**{f"{owner}__in": pks}))
        values = wanted.links(owner, owners.rows, named, regions)
        self._done(plan(f"{owners.kind} in regions", through, existing=existing, wanted=values))

    def _candidates(
        self,
        election: Election,
        contests: Mapping[Hashable, Contest],
        parties: Mapping[Hashable, Party],
        declared: frozenset[int],
    ) -> None:
        rows = Candidacy.objects.filter(contest__election=election)
        planned = plan(
            "candidates",
            Candidacy,
            existing=_by(("contest_id", "number"), rows),
            wanted=wanted.candidacies(self._pack, contests, parties),
        )
        keeping.keep_candidacies(planned, contests.values(), declared, self._complaints)
        self._done(planned)

    def _previous(
        self,
        election: Election,
        contests: Mapping[Hashable, Contest],
        parties: Mapping[Hashable, Party],
        declared: frozenset[int],
    ) -> None:
        rows = PreviousTally.objects.filter(contest__election=election)
        planned = plan(
            "previous results",
            PreviousTally,
            existing=_by(("contest_id", "party_id", "person"), rows),
            wanted=wanted.previous(self._pack, contests, parties),
        )
        keeping.keep_previous(planned, contests.values(), declared, self._complaints)
        self._done(planned)


def _by(key: tuple[str, ...], rows: Iterable[M]) -> dict[Hashable, M]:
    """Rows by a field, or by several together."""
    if len(key) == 1:
        return {getattr(row, key[0]): row for row in rows}
    return {tuple(getattr(row, name) for name in key): row for row in rows}
