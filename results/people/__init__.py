"""Who is who on the desk: roles, and links for screens that nobody signs in to."""

from results.people.links import (
    LinkRefused,
    end_link_at,
    issue_link,
    issue_output_link,
    open_link,
    open_link_at,
    open_output_link,
    revoke_link,
)
from results.people.roles import (
    give_role,
    is_editor,
    is_graphics,
    is_producer,
    is_reporter,
    may_see_desk,
    roles_of,
)

__all__ = [
    "LinkRefused",
    "end_link_at",
    "give_role",
    "is_editor",
    "is_graphics",
    "is_producer",
    "is_reporter",
    "issue_link",
    "issue_output_link",
    "may_see_desk",
    "open_link",
    "open_link_at",
    "open_output_link",
    "revoke_link",
    "roles_of",
]
