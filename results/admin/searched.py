"""Rows that are chosen, in a field or in a list: what cannot be one is told, instead of failing.

Django looks what came back up by its number, whatever it is: a page opened with `?election=x`, or a form
that was saved with it, would be an error of the desk.
"""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin import widgets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Admin = ModelAdmin[Any]
    SeveralRows = forms.ModelMultipleChoiceField[Any]
else:
    Admin = object
    SeveralRows = forms.ModelMultipleChoiceField

# What every database can look up, as in addresses.
NONE_OF_THESE = "Nothing was done: what was chosen is no row of this list. Choose again."
ROW = re.compile(r"[0-9]{1,18}")


def is_row(value: object) -> bool:
    """Whether this can be a row's number at all."""
    return bool(ROW.fullmatch(str(value)))


class RowSelect(widgets.AutocompleteSelect):
    """One row."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """The row that is chosen; none for what is no row's number: the field says what is wrong."""
        return super().optgroups(name, [one for one in value if is_row(one)], attrs)


class RowsSelect(widgets.AutocompleteSelectMultiple):
    """Several rows."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """The rows that are chosen; what is no row's number is left out: the field says what is wrong."""
        return super().optgroups(name, [one for one in value if is_row(one)], attrs)


class RowsField(SeveralRows):
    """Several rows, each of which can be one: SQLite fails where it looks for a number beyond its own."""

    def clean(self, value: Any) -> Any:
        """Django's, once every one of them can be looked up."""
        for chosen in value or ():
            if not is_row(chosen):
                sentence = self.error_messages["invalid_pk_value"]
                raise ValidationError(sentence, code="invalid_pk_value", params={"pk": chosen})
        return super().clean(value)


class ChosenRows(Admin):
    """A mixin for admins with `actions`."""

    def response_action(self, request: HttpRequest, *args: Any, **given: Any) -> HttpResponse | None:
        """Do what was chosen; nothing of it where one of the rows can be none."""
        if all(is_row(chosen) for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            done: HttpResponse | None = super().response_action(request, *args, **given)
            return done
        messages.error(request, NONE_OF_THESE)
        return HttpResponseRedirect(request.get_full_path())


class SearchedRows(Admin):
    """A mixin for admins with `autocomplete_fields`."""

    admin_site: AdminSite

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **given: Any) -> Any:
        """Django's field for one row, with a widget that bears whatever comes back."""
        return super().formfield_for_foreignkey(
            db_field, request, **self._searched(db_field, request, RowSelect, given)
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **given: Any) -> Any:
        """Django's field for several rows, with a widget that bears whatever comes back."""
        searched = self._searched(db_field, request, RowsSelect, given)
        return super().formfield_for_manytomany(db_field, request, **{"form_class": RowsField, **searched})

    def _searched(self, field: Any, request: HttpRequest, kind: Any, given: dict[str, Any]) -> dict[str, Any]:
        if "widget" in given or field.name not in self.get_autocomplete_fields(request):
            return given
        return {**given, "widget": kind(field, self.admin_site, using=given.get("using"))}
