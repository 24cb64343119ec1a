"""Django's admin classes as mypy knows them: generic for the checker, plain when they run."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User

from results.admin.searched import ChosenRows, SearchedRows

if TYPE_CHECKING:
    RowForm = forms.ModelForm[Any]
    PersonField = forms.ModelChoiceField[User]
    DjangosPage = admin.ModelAdmin[Any]
    DjangosLines = admin.TabularInline[Any, Any]
    LinesTogether = forms.BaseInlineFormSet[Any, Any, RowForm]
else:
    RowForm = forms.ModelForm
    PersonField = forms.ModelChoiceField
    DjangosPage = admin.ModelAdmin
    DjangosLines = admin.TabularInline
    LinesTogether = forms.BaseInlineFormSet


class Page(ChosenRows, SearchedRows, DjangosPage):
    """The pages of one kind of row."""


class Lines(SearchedRows, DjangosLines):
    """Rows on the page of another."""


__all__ = ["Lines", "LinesTogether", "Page", "PersonField", "RowForm"]
