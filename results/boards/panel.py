"""An output as its operator sees it: preview, what is on air, the rundown, holds, alerts, the last acts.

Owns how old a frozen cue is, counted in events of its subject since. Refuses to read results: what a cue
shows are the values it holds.
"""

from collections.abc import Collection, Iterable, Mapping
from math import ceil
from typing import Any

from django.db.models import Count, Q, QuerySet

from results.boards.heads import election_head
from results.boards.names import name_of
from results.boards.onair import PICTURE
from results.boards.panel_cards import (
    CueCard,
    HeldBy,
    LayerCard,
    OutputCard,
    PageCard,
    PanelCard,
    RunCard,
)
from results.boards.snapshot import one_snapshot
from results.models import (
    DESK_ONLY,
    LAYER_NUMBER,
    AsRun,
    Contest,
    Cue,
    DeskEvent,
    Hold,
    Layer,
    OnAir,
    Output,
    OutputPage,
)
from results.models.holds import SUBJECTS

LAST_ACTS = 12
CANDIDATES_A_STEP = 4
ABOUT = ("contest", "council", "region")
Frozen = tuple[int, int]
# From which number on values are old by it, its own, and what it touched: contest, council, ward's council.
Touch = tuple[int, int, int | None, int | None, int | None]
SAYS = ("phrase", "label", "margin", "declared_txt", "words")


def outputs() -> tuple[OutputCard, ...]:
    """Every output, by name. One query."""
    rows = Output.objects.select_related("election").annotate(layers_on=Count("on_air")).order_by("name")
    return tuple(
        OutputCard(
            slug=row.slug,
            name=row.name,
            election=row.election.name,
            format=row.format,
            live=row.live,
            rehearsal=row.election.rehearsal,
            on_air=row.layers_on,
        )
        for row in rows
    )


def panel(*, slug: str) -> PanelCard:
    """One output, in nine queries at most, from one moment. Raises Output.DoesNotExist."""
    with one_snapshot():
        output = Output.objects.select_related("election").get(slug=slug)
        on_air = list(_with_subject(OnAir.objects.filter(output=output), "cue__"))
        cues = list(_with_subject(output.cues.filter(removed_at=None)).select_related("prepared_by"))
        holds = list(_holds(output))
        newer = _newer(output.election_id, _standing(cues, on_air))
        run = list(
            _with_subject(AsRun.objects.filter(output=output), "cue__").select_related("by")[:LAST_ACTS]
        )
        live = {row.cue_id for row in on_air}
        rundown = tuple(_cue(cue, output, live, holds, newer) for cue in cues)
        return PanelCard(
            id=output.pk,
            slug=output.slug,
            name=output.name,
            format=output.format,
            live=output.live,
            test_card=output.test_card,
            usable=tuple(output.layers),
            election=election_head(output.election),
            act=last_act(output.pk),
            preview=next((cue for cue in rundown if cue.on_preview), None),
            layers=_layers(on_air, holds, newer),
            rundown=rundown,
            holds=tuple(held_by(hold) for hold in holds if hold.part_of_id is None),
            run=tuple(map(_run, run)),
        )


def last_act(output_id: int) -> int:
    """The number of the last act that changed an output's picture; 0 before the first. One query."""
    acts = AsRun.objects.filter(output=output_id, act__in=PICTURE)
    return acts.values_list("number", flat=True).first() or 0


def pages(*, output_id: int) -> tuple[PageCard, ...]:
    """The pages that draw an output, program before preview. One query."""
    rows = OutputPage.objects.filter(output=output_id).exclude(bus=OutputPage.Bus.PANEL)
    return tuple(
        PageCard(
            key=row.key,
            bus=row.bus,
            version=row.version,
            seen_at=row.seen_at,
            shown_act=row.shown_act,
            states=row.states,
        )
        for row in rows.order_by("-bus", "first_seen_at")
    )


def says(values: Mapping[str, Any]) -> str:
    """The words by which a graphic is known again: Con gain from Lab, majority 4,426."""
    told = [values.get(name) for name in SAYS]
    return ", ".join(word for word in told if isinstance(word, str) and word)


def steps_of(values: Mapping[str, Any]) -> int:
    """How many pages a graphic has: its outcome, then its candidates by so many at a time."""
    return 1 + ceil(len(values.get("pages") or ()) / CANDIDATES_A_STEP)


def subject_of(cue: Cue) -> str:
    """The name of what a cue is about; empty where it is about the whole election."""
    found = cue.contest or cue.council or cue.region
    return found.name if found else ""


def _with_subject(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    return rows.select_related(*filter(None, [path.removesuffix("__")]), *(path + name for name in ABOUT))


def _holds(output: Output) -> QuerySet[Hold]:
    """All that hold something here, the wards of a held council one by one."""
    ours = Q(output=output) | Q(cue__output=output)
    everywhere = Q(contest__election=output.election_id) | Q(council__election=output.election_id)
    rows = Hold.objects.holding().filter(ours | everywhere).order_by("at", "pk")
    return rows.select_related("by", "contest", "council", *(f"cue__{name}" for name in ABOUT))


def _standing(cues: Iterable[Cue], on_air: Iterable[OnAir]) -> dict[Frozen, Cue]:
    """Every number at which values of a cue stand, in the rundown or on air."""
    return {(cue.pk, cue.seq): cue for cue in cues} | {(row.cue_id, row.seq): row.cue for row in on_air}


def _newer(election_id: int, standing: Mapping[Frozen, Cue]) -> dict[Frozen, int]:
    """How many events touched each cue's subject after the number of its values. Three queries at most.

    The release of a result touches what was read while it was held.
    """
    if not standing:
        return {}
    since = min(seq for _, seq in standing)
    events = DeskEvent.objects.filter(election=election_id, seq__gt=since).exclude(kind__in=DESK_ONLY)
    happened = [
        *((0, *told) for told in events.values_list("seq", "contest", "council", "contest__council")),
        *_released(election_id, since),
    ]
    inside = set[tuple[int, int]]()
    if regions := {cue.region_id for cue in standing.values() if cue.region_id}:
        through = Contest.regions.through.objects.filter(region__in=regions)
        inside = set(through.values_list("region", "contest"))
    return {
        (pk, seq): len(
            # A council is let go with its wards by one act.
            {
                number
                for since, number, contest, council, ward_of in happened
                if since <= seq < number and _touches(cue, contest, {council, ward_of}, inside)
            }
        )
        for (pk, seq), cue in standing.items()
    }


def _released(election_id: int, since: int) -> Iterable[Touch]:
    """The releases of results after a number. One query."""
    of_results = Q(contest__election=election_id) | Q(council__election=election_id)
    released = Hold.objects.filter(of_results, released_act__gt=since).order_by()
    found = released.values_list("act", "released_act", "contest", "council", "contest__council")
    return [(act, number or 0, contest, council, ward_of) for act, number, contest, council, ward_of in found]


def _touches(
    cue: Cue, contest: int | None, councils: Collection[int | None], inside: Collection[tuple[int, int]]
) -> bool:
    if cue.contest_id:
        return contest == cue.contest_id
    if cue.council_id:
        return cue.council_id in councils
    if cue.region_id and contest:
        return (cue.region_id, contest) in inside
    return True


def _cue(
    cue: Cue, output: Output, live: Collection[int], holds: Iterable[Hold], newer: Mapping[Frozen, int]
) -> CueCard:
    return CueCard(
        id=cue.pk,
        position=cue.position,
        graphic=cue.graphic,
        layer=cue.layer,
        mode=cue.mode,
        subject=subject_of(cue),
        contest_id=cue.contest_id,
        council_id=cue.council_id,
        says=says(cue.values),
        digest=cue.digest,
        seq=cue.seq,
        as_at=cue.as_at,
        prepared_by=name_of(cue.prepared_by),
        prepared_at=cue.prepared_at,
        newer=newer[cue.pk, cue.seq],
        held=_hold_on(cue, holds),
        on_preview=cue.pk == output.previewed_id,
        on_air=cue.pk in live,
    )


def _layers(
    rows: Iterable[OnAir], holds: Iterable[Hold], newer: Mapping[Frozen, int]
) -> tuple[LayerCard, ...]:
    cards = [
        LayerCard(
            layer=row.layer,
            cue_id=row.cue_id,
            graphic=row.cue.graphic,
            subject=subject_of(row.cue),
            contest_id=row.cue.contest_id,
            says=says(row.values),
            digest=row.digest,
            step=row.step,
            steps=steps_of(row.values),
            act=row.act,
            since=row.since,
            corrected=row.corrected,
            mode=row.cue.mode,
            newer=newer[row.cue_id, row.seq],
            held=_hold_on(row.cue, holds),
        )
        for row in rows
    ]
    return tuple(sorted(cards, key=lambda card: LAYER_NUMBER[Layer(card.layer)], reverse=True))


def _hold_on(cue: Cue, holds: Iterable[Hold]) -> HeldBy | None:
    for hold in holds:
        of_contest = hold.contest_id and hold.contest_id == cue.contest_id
        if hold.cue_id == cue.pk or of_contest or (hold.council_id and hold.council_id == cue.council_id):
            return held_by(hold)
    return None


def held_by(hold: Hold) -> HeldBy:
    """A hold as panels tell of it. Its row comes with who made it, and what it is of."""
    return HeldBy(
        id=hold.pk,
        of=next(of for of in SUBJECTS if getattr(hold, f"{of}_id")),
        name=_held_name(hold),
        by=name_of(hold.by),
        at=hold.at,
        reason=hold.reason,
    )


def _held_name(hold: Hold) -> str:
    if hold.cue:
        return f"{subject_of(hold.cue)} {hold.cue.graphic}".strip()
    whole = hold.contest or hold.council
    return whole.name if whole else ""


def _run(row: AsRun) -> RunCard:
    return RunCard(
        number=row.number,
        at=row.at,
        act=row.get_act_display(),
        layer=row.layer,
        what=" ".join(filter(None, (row.cue.graphic, subject_of(row.cue)))) if row.cue else "",
        by=name_of(row.by) if row.by else "",
        note=row.note,
    )
