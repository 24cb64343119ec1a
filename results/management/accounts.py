"""The demo's accounts: one a role, each with a random password that is shown once.

An editor stands beside a producer, so hers has both roles.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User

from results.models import Assignment, Contest
from results.people.roles import EDITOR, GRAPHICS, PRODUCER, REPORTER, give_role

PEOPLE = (
    ((REPORTER,), "Rosa", "Reporter"),
    ((PRODUCER,), "Priya", "Producer"),
    ((EDITOR, PRODUCER), "Edda", "Editor"),
    ((GRAPHICS,), "Gwen", "Graphics"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was just made or given a new password."""

    username: str
    password: str
    role: str


def make_accounts(*, anew: bool = False) -> Iterator[Account]:
    """Make the accounts that are missing; with `anew`, give every one of them a new password."""
    for roles, first, last in PEOPLE:
        user, made = User.objects.get_or_create(
            username=roles[0], defaults={"first_name": first, "last_name": last}
        )
        for role in roles:
            give_role(user=user, role=role)
        if made or anew:
            yield _with_password(user, roles[0])


def assign(*, username: str, contests: Iterable[Contest]) -> None:
    """Make these contests the counts of a reporter."""
    reporter = User.objects.get(username=username)
    Assignment.objects.bulk_create(
        (Assignment(reporter=reporter, contest=contest) for contest in contests), ignore_conflicts=True
    )


def _with_password(user: User, role: str) -> Account:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    user.set_password(password)
    user.save(update_fields=["password"])
    return Account(username=user.get_username(), password=password, role=role)
