"""Which results a region's or a council's graphic tells, each by its revision: by these, what aired is known.

Owns the keys, contest-12 and council-3. Counts what a hold keeps; refuses the embargoed.
"""

from results.boards.counting import counts, counts_total
from results.boards.embargo import may_be_seen, may_be_seen_of_council
from results.models import CouncilDeclaration, Declaration

Told = dict[str, int]


def told_of_region(region_id: int) -> Told:
    """Every result of a region that counts on air. Two queries."""
    return _contests(contest__regions=region_id) | _councils(council__regions=region_id)


def told_of_council(council_id: int) -> Told:
    """A council's wards and its total, as they count on air. Two queries."""
    return _contests(contest__council=council_id) | _councils(council=council_id)


def contest_key(contest_id: int) -> str:
    """contest-12"""
    return f"contest-{contest_id}"


def council_key(council_id: int) -> str:
    """council-3"""
    return f"council-{council_id}"


def _contests(**of: int) -> Told:
    rows = Declaration.objects.filter(may_be_seen(), counts(for_air=True), **of)
    rows = rows.exclude(kind=Declaration.Kind.WITHDRAWAL)
    return {contest_key(contest): revision for contest, revision in rows.values_list("contest", "revision")}


def _councils(**of: int) -> Told:
    rows = CouncilDeclaration.objects.filter(may_be_seen_of_council(), counts_total(for_air=True), **of)
    return {council_key(council): revision for council, revision in rows.values_list("council", "revision")}
