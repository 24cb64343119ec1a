"""Filters for plain figures, and for links that not everybody may follow. Refuses arithmetic."""

from django import template

from results.people.roles import may_see_producers_desk
from results.rendering import words

register = template.Library()
register.filter("number", words.number)
register.filter("sentence", words.sentence)
register.filter("sees_producers_desk", may_see_producers_desk)
