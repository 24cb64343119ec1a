"""Days and times as producers type them: in the one input that every browser has for both."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest

from results.admin.announcing import ReferenceAdmin
from results.packs.cells import FIRST_YEAR, LAST_YEAR


class NewsroomTime(forms.DateTimeInput):
    """A day and a time. `label` names it where a list shows no other name."""

    input_type = "datetime-local"

    def __init__(self, label: str) -> None:
        super().__init__(attrs={"aria-label": label, "step": "60"}, format="%Y-%m-%dT%H:%M")


class TimedAdmin(ReferenceAdmin):
    """Reference data with times in it."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Times in the browser's own input, each under its own name."""
        if isinstance(db_field, models.DateTimeField):
            label = str(db_field.verbose_name).capitalize()
            kwargs |= {"form_class": forms.DateTimeField, "widget": NewsroomTime(label)}
        if isinstance(db_field, models.DateField):
            kwargs["validators"] = [in_reach]
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def in_reach(typed: date) -> None:
    """Refuse a year that no election can be in: clocks cannot be reckoned near the ends of time."""
    if not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise ValidationError(f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.")
