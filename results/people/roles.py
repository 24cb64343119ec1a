"""The four roles of the desk, what each may do, and who has which.

Owns the groups and their permissions: they are put back as written here after every migrate, so a
permission added to a role by hand does not last. A superuser has every role. Refuses to say who may
enter which contest: that is an assignment, and the write side asks for it.
"""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db.models import Q

REPORTER = "reporter"
PRODUCER = "producer"
GRAPHICS = "graphics"
# Stands beside producer: she answers by name for what is published on a single source.
EDITOR = "editor"
ROLES = frozenset({REPORTER, PRODUCER, GRAPHICS, EDITOR})
# Those who see what goes to air and what is about to.
OUTPUTS = frozenset({GRAPHICS, PRODUCER})
# Those who keep the producers' desk, and those who may look at it.
KEEPERS = frozenset({PRODUCER, EDITOR})
DESKS = KEEPERS | {GRAPHICS}
# Those who work in Django admin: it asks for the staff flag beside the permissions.
STAFF = frozenset({REPORTER, PRODUCER, EDITOR})

_REFERENCE = (
    "election",
    "party",
    "region",
    "council",
    "councilseats",
    "contest",
    "candidacy",
    "previoustally",
)
_HISTORY = (
    "declaration",
    "tally",
    "outcome",
    "partyoutcome",
    "councildeclaration",
    "counciltally",
    "deskevent",
)
_BOARDS = ("election", "region", "contest", "candidacy", "party")


def _may(acts: str, models: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"results.{act}_{model}" for act in acts.split() for model in models)


PERMISSIONS: dict[str, frozenset[str]] = {
    REPORTER: frozenset({"results.add_declaration"}),
    PRODUCER: _may("add change delete view", (*_REFERENCE, "assignment"))
    | _may("view", _HISTORY)
    # Links are revoked, never deleted: who opened which screen stays on record.
    | _may("add change view", ("accesslink",))
    # Outputs and their log stay on record too.
    | _may("add change view", ("output",))
    | _may("view", ("asrun",))
    # Seeing people is enough to assign them; making them is the superuser's.
    | frozenset({"results.add_declaration", "results.enter_any_contest", "auth.view_user"})
    | frozenset({"results.override_call", "results.call_off_contest", "results.prepare_cue"})
    # Her own desk: key contests and marks come and go by its commands.
    | _may("add change delete view", ("keycontest",))
    | frozenset({"results.keep_desk"}),
    GRAPHICS: _may("view", _BOARDS) | frozenset({"results.operate_output", "results.prepare_cue"}),
    EDITOR: frozenset({"results.bypass_second_key"}),
}

Person = AbstractBaseUser | AnonymousUser


def is_reporter(user: Person) -> bool:
    """Whether she enters counts."""
    return REPORTER in roles_of(user)


def is_producer(user: Person) -> bool:
    """Whether she runs the night: reference data, assignments, links, any contest."""
    return PRODUCER in roles_of(user)


def is_graphics(user: Person) -> bool:
    """Whether she works the graphics."""
    return GRAPHICS in roles_of(user)


def is_editor(user: Person) -> bool:
    """Whether she may publish without the second person."""
    return EDITOR in roles_of(user)


def may_see_outputs(user: Person) -> bool:
    """Whether she sees what goes to air and what is about to: graphics and producers."""
    return bool(OUTPUTS & roles_of(user))


def keeps_desk(user: Person) -> bool:
    """Whether the producers' desk is hers to keep: she sees what waits, and marks lines."""
    return bool(KEEPERS & roles_of(user))


def may_see_producers_desk(user: Person) -> bool:
    """Whether she may look at the producers' desk: producers, editors and graphics."""
    return bool(DESKS & roles_of(user))


def may_see_desk(user: Person) -> bool:
    """Whether she has any role at all."""
    return bool(roles_of(user))


def roles_of(user: Person) -> frozenset[str]:
    """The roles of a person, in one query at most, remembered on `user` for the request."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return ROLES
    known: frozenset[str] | None = user.__dict__.get("_desk_roles")
    if known is None:
        known = ROLES.intersection(user.groups.values_list("name", flat=True))
        user.__dict__["_desk_roles"] = known
    return known


def give_role(*, user: User, role: str) -> None:
    """Put a person in a role, with the staff flag where the role works in Django admin."""
    if role not in ROLES:
        raise ValueError(f"There is no role {role!r}; there are {', '.join(sorted(ROLES))}.")
    user.groups.add(Group.objects.get(name=role))
    user.__dict__.pop("_desk_roles", None)
    if role in STAFF and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def keep_groups(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Make the groups, and set their permissions to what is written here. Runs after every migrate."""
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(_permissions(names, using))


def _permissions(names: frozenset[str], using: str) -> list[Permission]:
    pairs = [name.split(".") for name in sorted(names)]
    wanted = Q()
    for app, codename in pairs:
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.using(using).filter(wanted))
