"""How people are called on screens."""

from django.contrib.auth.models import User


def name_of(person: User) -> str:
    """Her name, or what she signs in with where nobody gave one."""
    return person.get_full_name() or person.get_username()
