"""The one field that pages of the second key have: why."""

from typing import Any

from django import forms

from results.declaring.refusals import ReasonMissing

LONGEST = 300


class ReasonForm(forms.Form):
    """A reason, in a few words. Whether it is wanted is the command's to say: `lacks` takes its answer."""

    use_required_attribute = False
    reason = forms.CharField(
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Keep the reason under {LONGEST} letters."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "done"}),
    )

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text

    @property
    def given(self) -> str:
        """What was typed. Only of a valid form."""
        return str(self.cleaned_data["reason"])

    def lacks(self, refusal: ReasonMissing) -> None:
        """Put the command's sentence at the field."""
        self.add_error("reason", refusal.sentence)
