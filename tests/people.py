"""The standing people of the tests, saved and in their groups: who may do what is told by who they are.

Alice reports her counts, Bob reports others, Priya produces, Edda produces and edits, Gwen runs graphics,
Oscar has no role.
"""

from django.contrib.auth.models import User

from results.models import Assignment, Contest
from results.people import give_role

PASSWORD = "night-desk-1997"


def a_reporter(*contests: Contest) -> User:
    """Alice, with these contests assigned to her."""
    return _assigned(_person("alice", "Alice Okafor", role="reporter"), contests)


def a_second_reporter(*contests: Contest) -> User:
    """Bob, with these contests assigned to him."""
    return _assigned(_person("bob", "Bob Hussain", role="reporter"), contests)


def a_producer() -> User:
    """Priya, who may enter any contest and keeps the reference data."""
    return _person("priya", "Priya Nair", role="producer")


def an_editor() -> User:
    """Edda, a producer who may publish on a single source as well."""
    edda = _person("edda", "Edda Lindqvist", role="producer")
    give_role(user=edda, role="editor")
    return edda


def an_operator() -> User:
    """Gwen, at the graphics desk."""
    return _person("gwen", "Gwen Parry", role="graphics")


def an_outsider() -> User:
    """Oscar, who can sign in and has no role at all."""
    return _person("oscar", "Oscar Lund", role=None)


def _person(username: str, name: str, *, role: str | None) -> User:
    first, last = name.split()
    person = User.objects.create_user(username, password=PASSWORD, first_name=first, last_name=last)
    if role:
        give_role(user=person, role=role)
    return person


def _assigned(person: User, contests: tuple[Contest, ...]) -> User:
    Assignment.objects.bulk_create(Assignment(reporter=person, contest=contest) for contest in contests)
    return person
