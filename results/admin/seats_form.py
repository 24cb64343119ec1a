"""The forms of a council, of its wards and of its seats before tonight, as far as seats go.

Owns that all of them fit into the council: a board on which seats add up to more cannot be drawn. Refuses to
judge seats that are declared: that is done before they are taken.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum

from results.admin.bases import LinesTogether, RowForm
from results.admin.fields import SameElectionForm
from results.declaring.council_facts import seats_of, total_in_force
from results.models import Contest, Council, CouncilSeats, Declaration

Basis = CouncilSeats.Basis


def room_for(council: Council, basis: str) -> tuple[int, str] | None:
    """How many seats the lines of a basis may come to, and what these are; None where any number may."""
    if basis == Basis.EVE_OF_POLL:
        return council.seats_total, "in all"
    if basis == Basis.NOT_UP:
        return council.seats_total - council.seats_up, "that are not up"
    # Last fought may have been a larger council.
    return None


class CouncilForm(SameElectionForm):
    """A council: never with fewer seats up than its wards fill, or than were declared."""

    def clean(self) -> dict[str, Any]:
        """Refuse them at the field of the seats that are up."""
        cleaned = super().clean()
        up = cleaned.get("seats_up")
        if up is None or self.instance.pk is None:
            return cleaned
        total = total_in_force(self.instance.pk)
        declared = sum(seats_of(total).values()) if total else 0
        in_wards = seats_in_wards(self.instance.pk)
        if in_wards > up:
            self.add_error("seats_up", f"Its wards fill {in_wards} seats: correct the wards first.")
        if declared > up:
            self.add_error("seats_up", f"A total of {declared} was declared: correct or withdraw it first.")
        return cleaned


class CouncilSeatsForm(SameElectionForm):
    """Seats of one party on one basis, on a page of their own."""

    def clean(self) -> dict[str, Any]:
        """Refuse more than the council has, at the field of the seats."""
        cleaned = super().clean()
        seats, basis = cleaned.get("seats"), cleaned.get("basis", self.instance.basis)
        council = cleaned.get("council") or Council.objects.filter(pk=self.instance.council_id).first()
        room = room_for(council, basis) if council else None
        if room is None or seats is None:
            return cleaned
        rows = CouncilSeats.objects.filter(council=council, basis=basis).exclude(pk=self.instance.pk)
        others = rows.aggregate(seats=Sum("seats"))["seats"] or 0
        most, what = room
        if others + seats > most:
            words = f"{council} has {most} seats {what}, and other parties have {others}."
            self.add_error("seats", words)
        return cleaned


class SeatsTogether(LinesTogether):
    """All lines of a council on its own page, judged together: two may be exchanged."""

    def clean(self) -> None:
        """Refuse more than the council is to have, at the lines that were changed, or above all of them."""
        super().clean()
        council: Council = self.instance
        if None in (council.seats_total, council.seats_up):
            return
        sums: Counter[str] = Counter()
        for form in self._kept():
            sums[form.cleaned_data["basis"]] += form.cleaned_data["seats"]
        over = [
            self._refused(basis, seats, *room)
            for basis, seats in sums.items()
            # With fewer than none left it is the council's own fields that are wrong, and they say so.
            if (room := room_for(council, basis)) and 0 <= room[0] < seats
        ]
        if words := [word for word in over if word]:
            raise ValidationError(words)

    def _refused(self, basis: str, seats: int, most: int, what: str) -> str:
        """Said at each line that was changed; what is to be said above all where none was."""
        words = f"{Basis(basis).label.capitalize()}: {seats} seats together, and there are {most} {what}."
        changed = [form for form in self._kept() if form.has_changed()]
        own = [form for form in changed if form.cleaned_data["basis"] == basis]
        for form in own:
            form.add_error("seats", words)
        return "" if own else f"{words} Correct these lines or the council's seats."

    def _kept(self) -> Iterator[RowForm]:
        for form in self.forms:
            known = getattr(form, "cleaned_data", {})
            if {"basis", "seats"} <= known.keys() and known.get("DELETE") is not True:
                yield form


class ContestForm(SameElectionForm):
    """A contest: a ward's seats are some of those that are up in its council."""

    def clean(self) -> dict[str, Any]:
        """Refuse too many, and another number than was declared, at the field of the seats."""
        cleaned = super().clean()
        seats, council = cleaned.get("seats"), cleaned.get("council")
        if seats is None:
            return cleaned
        if "seats" in self.changed_data and is_in(self.instance):
            self.add_error("seats", "A result was declared for as many seats as it had: withdraw it first.")
        elif council is not None and cleaned.get("kind") == Contest.Kind.WARD:
            self._fits(council, seats)
        return cleaned

    def _fits(self, council: Council, seats: int) -> None:
        others = seats_in_wards(council.pk, without=self.instance.pk)
        if others + seats > council.seats_up:
            words = f"{council} has {council.seats_up} seats up, and its other wards fill {others}."
            self.add_error("seats", words)


def seats_in_wards(council_id: int, *, without: int | None = None) -> int:
    """Seats that the wards of a council fill, declared or not."""
    wards = Contest.objects.filter(council=council_id, kind=Contest.Kind.WARD)
    if without is not None:
        wards = wards.exclude(pk=without)
    return int(wards.aggregate(seats=Sum("seats"))["seats"] or 0)


def is_in(contest: Contest) -> bool:
    """Whether a declaration of it is in force."""
    return contest.pk is not None and Declaration.objects.in_force().filter(contest=contest).exists()
