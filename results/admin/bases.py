"""Django's admin classes as mypy knows them: generic for the checker, plain when they run."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User

if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
    Lines = admin.TabularInline[Any, Any]
    RowForm = forms.ModelForm[Any]
    PersonField = forms.ModelChoiceField[User]
else:
    Page = admin.ModelAdmin
    Lines = admin.TabularInline
    RowForm = forms.ModelForm
    PersonField = forms.ModelChoiceField

__all__ = ["Lines", "Page", "PersonField", "RowForm"]
