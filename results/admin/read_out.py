"""The field "Read out at": a time of the night as it is typed, and the moment that it means.

Owns the step from 03:12 to a moment, past midnight too. Refuses to say whether it can be: the command does.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from results.declaring.read_out import AHEAD

WRITE = "Write the time as 03:12."
NEARLY_A_DAY = timedelta(hours=20)
FORMATS = ("%H:%M", "%H:%M:%S", "%H.%M", "%H%M")


class ReadOutField(forms.Field):
    """A time by the newsroom's clock; blank where nobody noted it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            # A time field of the browser would write 3:12 AM on a laptop that was set up elsewhere.
            attrs={
                "inputmode": "numeric",
                "maxlength": "5",
                "placeholder": "03:12",
                "autocomplete": "off",
                "enterkeyhint": "next",
                "data-now": "Now",
            }
        )
        super().__init__(label="Read out at", required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        """The moment that was typed, None for a blank."""
        typed = str(value or "").strip()
        return moment(typed) if typed else None


def moment(typed: str) -> datetime:
    """When the newsroom's clock showed this last, yesterday where it has not yet today.

    What would be nearly a day ago is a time that is still to come, and is told so. Raises ValidationError
    where it is no time.
    """
    hour, minute = _read(typed)
    now = timezone.localtime()
    last = max(at for shift in (-1, 0, 1) if (at := _on(now, shift, hour, minute)) <= now + AHEAD)
    return last if now - last < NEARLY_A_DAY else _on(last, 1, hour, minute)


def clock(at: datetime | None) -> str:
    """03:12, as the field has it; empty for None."""
    return f"{timezone.localtime(at):%H:%M}" if at else ""


def _read(typed: str) -> tuple[int, int]:
    for form in FORMATS:
        try:
            found = datetime.strptime(typed, form)
        except ValueError:
            continue
        return found.hour, found.minute
    raise forms.ValidationError(WRITE)


def _on(day: datetime, shift: int, hour: int, minute: int) -> datetime:
    date = day.date() + timedelta(days=shift)
    return datetime(date.year, date.month, date.day, hour, minute, tzinfo=timezone.get_current_timezone())
