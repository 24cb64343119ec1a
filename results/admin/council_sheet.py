"""A council's sheet as the total form shows it: its parties, what is known of it, and who may open it.

Owns the door of the council's pages and the rows of its form. Refuses whoever has no part in the council.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404

from results.boards.badges import badge
from results.boards.cards import PartyBadge
from results.declaring.council_facts import seats_of, ward_seats
from results.declaring.council_judging import fillable_seats
from results.declaring.council_revisions import totals_of
from results.declaring.councils import is_direct, may_enter_total
from results.models import Candidacy, Council, CouncilDeclaration, CouncilSeats, Party

NOT_YOURS = "None of your counts is a ward of this council: ask a producer to assign one to you."
# The sum of parties that a source does not name singly: nobody controls a council under it.
CATCH_ALL = "Oth"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A council, the parties on its form in order, the election's other ones, and what is in so far.

    Seats are by tallying code: `not_up` stay as they are, `from_wards` were given by the wards that
    are in, `in_force` are those of the total in force, `keyed` those of the one that waits for a second
    person. `fillable` are up, and their poll was not called off. `is_direct`: a total comes into force as
    it is saved.
    """

    council: Council
    parties: tuple[PartyBadge, ...]
    others: tuple[PartyBadge, ...]
    not_up: Mapping[str, int]
    may_control: frozenset[str]
    from_wards: Mapping[str, int]
    current: CouncilDeclaration | None
    in_force: Mapping[str, int]
    waiting: CouncilDeclaration | None
    keyed: Mapping[str, int]
    fillable: int
    is_direct: bool

    @property
    def badges(self) -> Mapping[str, PartyBadge]:
        """Every party that a total can name, by tallying code."""
        return {party.code: party for party in (*self.parties, *self.others)}

    def own(self, person: User | AnonymousUser) -> CouncilDeclaration | None:
        """Her own total that waits."""
        return self.waiting if self.waiting and self.waiting.entered_by_id == person.pk else None

    def to_confirm(self, person: User | AnonymousUser) -> CouncilDeclaration | None:
        """Another's total that waits, for her to confirm."""
        return None if self.own(person) else self.waiting


def council_for(*, user: User | AnonymousUser, council_id: int) -> Council:
    """A council whose pages this person may open. Raises PermissionDenied, or Http404."""
    if not isinstance(user, User) or not may_enter_total(user=user, council_id=council_id):
        raise PermissionDenied(NOT_YOURS)
    council = Council.objects.select_related("election").filter(pk=council_id).first()
    if council is None:
        raise Http404("There is no such council.")
    return council


def sheet_of(council: Council) -> Sheet:
    """Everything the form of a council's total needs: six queries, and one for each total that stands."""
    parties = list(Party.objects.filter(election=council.election_id, counts_as=None))
    held = _seats(council)
    from_wards = ward_seats(council).won
    totals = totals_of(council)
    current, waiting = totals.in_force, totals.waiting
    in_force, keyed = (seats_of(row) if row else {} for row in (current, waiting))
    own = {*_standing(council), *from_wards, *in_force, *keyed, *(code for _, code in held)}
    eve = {code: seats for (basis, code), seats in held.items() if basis == CouncilSeats.Basis.EVE_OF_POLL}
    parties.sort(key=lambda party: (-eve.get(party.code, 0), party.code))
    return Sheet(
        council=council,
        parties=tuple(badge(party) for party in parties if party.code in own),
        others=tuple(badge(party) for party in parties if party.code not in own),
        not_up={code: seats for (basis, code), seats in held.items() if basis == CouncilSeats.Basis.NOT_UP},
        may_control=frozenset(
            party.code for party in parties if not party.independent and party.code != CATCH_ALL
        ),
        from_wards=from_wards,
        current=current,
        in_force=in_force,
        waiting=waiting,
        keyed=keyed,
        fillable=fillable_seats(council),
        is_direct=is_direct(council),
    )


def _seats(council: Council) -> dict[tuple[str, str], int]:
    """Seats on every basis, by basis and tallying code."""
    held: dict[tuple[str, str], int] = {}
    for row in CouncilSeats.objects.filter(council=council).select_related("party__counts_as"):
        key = row.basis, (row.party.counts_as or row.party).code
        held[key] = held.get(key, 0) + row.seats
    return held


def _standing(council: Council) -> set[str]:
    """Tallying codes of the parties that stand in the council's wards."""
    standing = Candidacy.objects.filter(contest__council=council).order_by()
    codes = standing.values_list("party__code", "party__counts_as__code").distinct()
    return {counts_as or code for code, counts_as in codes}
