"""The contests that one person follows: her own list, which no other screen shows."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from results.models import Contest


@dataclass(frozen=True, slots=True)
class Followed:
    """A contest of the list."""

    contest: int
    code: str
    name: str


def followed(*, election_id: int, person: User) -> tuple[Followed, ...]:
    """The contests of an election that she follows, by name. One query."""
    rows = Contest.objects.filter(election=election_id, watches__person=person).order_by("name", "code")
    return tuple(Followed(*row) for row in rows.values_list("pk", "code", "name"))
