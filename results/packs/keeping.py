"""What a pack may no longer change, because figures that were declared hang on it.

An outcome is worked out once, from the ballot paper and the previous result of its time: changing
those beneath it would leave a wrong word or a wrong name on air. Refused with a sentence each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils import timezone

from results.models import (
    AccessLink,
    Candidacy,
    Contest,
    Council,
    CouncilDeclaration,
    CouncilTally,
    Declaration,
    Election,
    Party,
    PartyOutcome,
    PreviousTally,
    Region,
)
from results.packs.complaints import Complaints, Place
from results.packs.upserting import Change, Plan

CANDIDATES = Place("candidates.csv")
CONTEST_FIELDS = ("kind", "seats", "method", "new_seat")
COUNCIL_FIELDS = ("seats_total", "seats_up")
PARTY_FIELDS = ("counts_as_id", "independent")


def declared_contests(election: Election) -> frozenset[int]:
    """Ids of the contests with a declaration, in force or superseded."""
    ids = Declaration.objects.filter(contest__election=election).values_list("contest_id", flat=True)
    return frozenset(ids.order_by().distinct())


def keep_parties(plan: Plan[Party], election: Election, complaints: Complaints) -> None:
    """Whom a declared party counts as stands; so does the party."""
    if not (plan.gone or plan.changed):
        return
    outcomes = PartyOutcome.objects.filter(outcome__declaration__contest__election=election)
    standing = Candidacy.objects.filter(contest__election=election, tallies__isnull=False)
    totals = CouncilTally.objects.filter(declaration__council__election=election)
    used = {
        *outcomes.order_by().values_list("party_id", flat=True).distinct(),
        *standing.order_by().values_list("party_id", flat=True).distinct(),
        *totals.order_by().values_list("party_id", flat=True).distinct(),
    }
    for party in plan.gone:
        if party.pk in used:
            _refuse(
                complaints, "parties.csv", f"figures are declared for {party}, so it cannot leave the pack"
            )
    for change in plan.changed:
        for name in PARTY_FIELDS:
            if name in change.before and change.row.pk in used:
                what = f"figures are declared for {change.row}, so {name.removesuffix('_id')} cannot change"
                _refuse(complaints, "parties.csv", what)


def keep_regions(plan: Plan[Region], complaints: Complaints) -> None:
    """A region that a screen is linked to stays until the link is revoked or at its end."""
    if not plan.gone:
        return
    links = AccessLink.objects.open_at(timezone.now()).filter(region__in=plan.gone)
    for region, number in Counter(links.values_list("region__name", flat=True)).items():
        what = f"{region} has {number} link{'s' * (number > 1)} for screens or feeds; revoke before it leaves"
        _refuse(complaints, "regions.csv", what)


def keep_councils(plan: Plan[Council], election: Election, complaints: Complaints) -> None:
    """A council whose total is declared stays, with the seats it had."""
    if not (plan.gone or plan.changed):
        return
    totals = CouncilDeclaration.objects.filter(council__election=election).order_by()
    declared = frozenset(totals.values_list("council_id", flat=True).distinct())
    for council in plan.gone:
        if council.pk in declared:
            _refuse(complaints, "councils.csv", f"{council} is declared, so it cannot leave the pack")
    for change in plan.changed:
        for name in COUNCIL_FIELDS:
            if name in change.before and change.row.pk in declared:
                _refuse(complaints, "councils.csv", f"{change.row} is declared, so its {name} cannot change")


def keep_contests(plan: Plan[Contest], declared: frozenset[int], complaints: Complaints) -> None:
    """A declared contest stays, and stays of its kind."""
    for contest in plan.gone:
        if contest.pk in declared:
            _refuse(complaints, "contests.csv", f"{contest} is declared, so it cannot leave the pack")
    for change in plan.changed:
        for name in CONTEST_FIELDS:
            if name in change.before and change.row.pk in declared:
                _refuse(complaints, "contests.csv", f"{change.row} is declared, so its {name} cannot change")


def keep_candidacies(
    plan: Plan[Candidacy], contests: Iterable[Contest], declared: frozenset[int], complaints: Complaints
) -> None:
    """The ballot paper of a declared contest stands; spelling and notes may change."""
    names = {contest.pk: contest.name for contest in contests if contest.pk in declared}

    def refuse(row: Candidacy, what: str) -> None:
        if row.contest_id in names:
            complaints.add(CANDIDATES, f"{names[row.contest_id]} is declared, so {what}")

    for row in plan.gone:
        refuse(row, f"{row.name} (number {row.number}) cannot leave the pack")
    for row in plan.made:
        refuse(row, f"{row.name} (number {row.number}) cannot be added")
    for change in plan.changed:
        if "party_id" in change.before:
            refuse(change.row, f"the party of {change.row.name} (number {change.row.number}) cannot change")
    for row in _moved(plan.changed):
        refuse(row, f"{row.name} cannot move to number {row.number}: the votes of that number are not theirs")


def _moved(changes: Iterable[Change[Candidacy]]) -> list[Candidacy]:
    """Candidates who have the name that another number had: a new spelling is not a new place."""
    renamed = [change for change in changes if "name" in change.before]
    before: defaultdict[int, set[object]] = defaultdict(set)
    for change in renamed:
        before[change.row.contest_id].add(change.before["name"])
    return [change.row for change in renamed if change.row.name in before[change.row.contest_id]]


def keep_previous(
    plan: Plan[PreviousTally], contests: Iterable[Contest], declared: frozenset[int], complaints: Complaints
) -> None:
    """What a declared contest was compared with stands."""
    rows = (*plan.made, *(change.row for change in plan.changed), *plan.gone)
    touched = {row.contest_id for row in rows} & declared
    for contest in contests:
        if contest.pk in touched:
            what = f"{contest} is declared, so its previous result cannot change"
            _refuse(complaints, "previous.csv", what)


def _refuse(complaints: Complaints, file: str, what: str) -> None:
    complaints.add(Place(file), what)
