"""Results that were put right or taken away after an output had shown them: what aired, and what holds now.

Owns which showings are wrong, by the revisions that the values on air told, whatever number they were read
at: what a hold kept is as old as its revision. What is wrong on air stays an alert until the right revision
is shown there or it is off; what is off, until somebody settles it or the right one airs. Refuses what never
aired there, and the embargoed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from results.boards.alert_reading import Right, Showing, off_air, on_air, put_right, told_by
from results.boards.cards import OutcomeCard
from results.boards.outcomes import outcome_card, outcomes_in_force
from results.boards.snapshot import one_snapshot
from results.models import AlertDone, Cue, Output

# By the row of the revision, of a contest or of a council.
Settled = dict[tuple[int | None, int | None], datetime]
SAYS = ("phrase", "margin", "words")


@dataclass(frozen=True, slots=True)
class Alert:
    """A showing that is wrong since. `layer` is where it is on air, empty where it is off.

    `about` is the graphic that told the result among others, empty for one of the contest itself. `aired` is
    what it said; `now` is what holds, None where the result was withdrawn, and of a council's total. `was`
    and `reason` are those of the revision that put it right, `declaration` or `total` its row. `digest` is of
    what is on air, or was. `itself`: it follows the results, and put itself right on air.
    """

    contest: int | None
    code: str
    name: str
    cue: int
    graphic: str
    about: str
    layer: str
    digest: str
    aired_at: datetime
    aired: str
    withdrawn: bool
    at: datetime
    was: str
    reason: str
    now: OutcomeCard | None
    declaration: int | None
    total: int | None
    itself: bool = False

    @property
    def is_wrong_on_air(self) -> bool:
        """Whether viewers see it as it was: it is pushed or taken out, and cannot be settled."""
        return bool(self.layer) and not self.itself

    @property
    def can_be_pushed(self) -> bool:
        """Whether there is something right to show in its place."""
        return self.is_wrong_on_air and (self.now is not None or not self.own)

    @property
    def own(self) -> bool:
        """Whether the graphic is of this contest alone."""
        return not self.about


def alerts(*, output_id: int) -> tuple[Alert, ...]:
    """What is wrong on air, then what put itself right or is off, newest first. In a fixed number of queries.

    Two more for every region that follows on air. What was settled since it aired is left out.
    """
    with one_snapshot():
        election = Output.objects.values_list("election", flat=True).get(pk=output_id)
        rights = put_right(election)
        if not rights:
            return ()
        on = on_air(output_id)
        showings = [*on, *off_air(output_id, on)]
        contests = [right[-1].contest for right in rights.values() if right[-1].contest]
        outcomes = outcomes_in_force().filter(declaration__contest__in=contests)
        now = {row.declaration.contest_id: outcome_card(row) for row in outcomes}
        done = list(AlertDone.objects.filter(output=output_id).values_list("declaration", "total", "at"))
    settled: Settled = {(declaration, total): at for declaration, total, at in done}
    told = [
        _alert(shown, right, now.get(right.contest or 0), itself=itself)
        for shown in showings
        for right, itself in _wrong(shown, rights)
    ]
    open_still = [alert for alert in told if _is_open(alert, settled)]
    return tuple(sorted(open_still, key=lambda alert: (not alert.is_wrong_on_air, -alert.at.timestamp())))


def overtaken(*, cue_id: int) -> tuple[Right, ...]:
    """What was put right or taken away since the values of a cue were read: a take would air it as it was.

    Five queries at most. Raises Cue.DoesNotExist.
    """
    with one_snapshot():
        cue = Cue.objects.select_related("output").get(pk=cue_id)
        rights = put_right(cue.output.election_id)
    told = told_by(cue, cue.values)
    return tuple(
        found[-1] for key, found in rights.items() if told.get(key, found[-1].revision) < found[-1].revision
    )


def _wrong(shown: Showing, rights: Mapping[str, list[Right]]) -> Iterable[tuple[Right, bool]]:
    """The newest revision of each result that a showing told otherwise; whether it put itself right."""
    for key, found in rights.items():
        right, told = found[-1], shown.told.get(key)
        is_old = told is not None and told < right.revision
        if is_old and (shown.layer or not shown.follows):
            yield right, False
        elif shown.follows and shown.region in right.regions and _was_on(shown, right):
            yield right, bool(shown.layer)


def _was_on(shown: Showing, right: Right) -> bool:
    """Whether what follows showed what was put right: on air still, or off by the time it was."""
    if shown.layer:
        return right.at > shown.at
    return shown.until is not None and right.before < shown.until <= right.at


def _is_open(alert: Alert, settled: Settled) -> bool:
    at = settled.get((alert.declaration, alert.total))
    # Settled before it aired again, it is wrong again.
    return alert.is_wrong_on_air or at is None or at < alert.aired_at


def _alert(shown: Showing, right: Right, now: OutcomeCard | None, *, itself: bool) -> Alert:
    own = shown.contest is not None
    said = (shown.values.get(name) for name in SAYS)
    aired = ", ".join(word for word in said if isinstance(word, str) and word)
    return Alert(
        contest=right.contest,
        code=right.code,
        name=right.name,
        cue=shown.cue,
        graphic=shown.graphic,
        about="" if own else f"{shown.subject} {shown.graphic}".strip(),
        layer=shown.layer,
        digest=shown.digest,
        aired_at=shown.at,
        aired=aired if own else right.was.removeprefix("was "),
        withdrawn=right.withdrawn,
        at=right.at,
        was=right.was,
        reason=right.reason,
        now=now,
        declaration=right.declaration,
        total=right.total,
        itself=itself,
    )
