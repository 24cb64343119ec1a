"""Django's admin classes as mypy knows them: generic for the checker, plain when they run."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User

from results.admin.searched import SearchedRows

if TYPE_CHECKING:
    RowForm = forms.ModelForm[Any]
    PersonField = forms.ModelChoiceField[User]
    _Page, _Lines = admin.ModelAdmin[Any], admin.TabularInline[Any, Any]
else:
    RowForm = forms.ModelForm
    PersonField = forms.ModelChoiceField
    _Page, _Lines = admin.ModelAdmin, admin.TabularInline


class Page(SearchedRows, _Page):
    """The pages of one kind of row."""


class Lines(SearchedRows, _Lines):
    """Rows on the page of another."""


__all__ = ["Lines", "Page", "PersonField", "RowForm"]
