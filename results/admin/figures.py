"""Reading the figures that a reporter types: 12345, 12,345 and 12 345.

Owns the form of a figure and the sentence for each way to get it wrong. Refuses whatever is not
plainly one whole number: a figure is never guessed.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# The narrow and no-break spaces are what phones and spreadsheets put between thousands.
SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[0-9]{1,3}(?:([, ])[0-9]{3})(?:\1[0-9]{3})*")
NEGATIVE = re.compile(r"[-\u2212\u2013] ?[0-9][0-9, ]*")
DECIMAL = re.compile(r"[0-9][0-9, ]*\.[0-9]*")
SHUFFLED = re.compile(r"[0-9][0-9, ]*")
MOST_DIGITS = 8


def read_figure(typed: str) -> int:
    """The whole number that was typed. Raises ValueError with a sentence to act on."""
    text = SPACES.sub(" ", typed.strip())
    if PLAIN.fullmatch(text) or GROUPED.fullmatch(text):
        digits = re.sub("[, ]", "", text).lstrip("0") or "0"
        if len(digits) > MOST_DIGITS:
            raise ValueError(f"{_shown(text)} is more people than live in the country. Check the figure.")
        return int(digits)
    raise ValueError(_why_not(text))


def _why_not(text: str) -> str:
    shown = _shown(text)
    if NEGATIVE.fullmatch(text):
        return f"{shown} is below 0. Write 0 or more."
    if DECIMAL.fullmatch(text):
        return f"{shown} has a point in it. Write a whole number, like 12,345."
    if SHUFFLED.fullmatch(text):
        return f"{shown} has its commas or spaces in odd places. Is a digit missing or doubled?"
    return f"“{shown}” is not a number. Write digits only, like 12,345."


def _shown(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


class FigureField(forms.Field):
    """A number of people. `missing` is the sentence for a blank; without one a blank means unknown."""

    def __init__(self, *, label: str, missing: str = "", help_text: str = "") -> None:
        self.missing = missing
        super().__init__(
            label=label,
            help_text=help_text,
            required=bool(missing),
            error_messages={"required": missing} if missing else None,
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "enterkeyhint": "next",
                    "maxlength": "40",
                    "class": "figure",
                }
            ),
        )

    def to_python(self, value: Any) -> int | None:
        """The figure; None for a blank."""
        if value is None or not str(value).strip():
            return None
        try:
            return read_figure(str(value))
        except ValueError as error:
            raise ValidationError(f"{self.label}: {error}", code="unreadable") from None
