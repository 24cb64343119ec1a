"""Rows that are searched for as one types: fields that show again what cannot be read, instead of failing.

Django looks what came back up by its number, whatever it is: a page opened with `?election=x`, or a form
that was saved with it, would be an error of the desk.
"""

import re
from typing import TYPE_CHECKING, Any

from django.contrib.admin import widgets
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin as _Admin

    Admin = _Admin[Any]
else:
    Admin = object

# What every database can look up, as in addresses.
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
        return super().formfield_for_manytomany(
            db_field, request, **self._searched(db_field, request, RowsSelect, given)
        )

    def _searched(self, field: Any, request: HttpRequest, kind: Any, given: dict[str, Any]) -> dict[str, Any]:
        if "widget" in given or field.name not in self.get_autocomplete_fields(request):
            return given
        return {**given, "widget": kind(field, self.admin_site, using=given.get("using"))}
