"""Filters for pages that print plain figures. Refuses arithmetic."""

from django import template

from results.rendering import words

register = template.Library()
register.filter("number", words.number)
register.filter("sentence", words.sentence)
