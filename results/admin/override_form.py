"""The fields by which a producer fixes a call or a label for air, and the sentence for each slip.

Owns which calls and which parties can be chosen. Refuses half a call; whether the call fits the figures
is the command's to say.
"""

from typing import Any

from django import forms

from results.admin.ballot import Ballot
from results.declaring.overriding import LONGEST_LABEL
from results.declaring.refusals import Refused, Unacceptable
from results.models import Override, Party
from results.psephology.counts import Word

AS_COUNTED = "as the figures say"
CALLS = [("", AS_COUNTED), (Word.HOLD, "hold"), (Word.GAIN, "gain"), (Word.WIN, "win")]
CALL_FIELDS = ("word", "previous_party")
Groups = list[tuple[str, list[tuple[str, str]]]]


class OverrideForm(forms.Form):
    """A call, a label, and why. A contest of several seats has no call: it is told seat by seat."""

    use_required_attribute = False
    word = forms.ChoiceField(
        label="The call",
        choices=CALLS,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose hold, gain or win."},
    )
    previous_party = forms.ChoiceField(
        label="Gained from",
        required=False,
        error_messages={"invalid_choice": "Choose a party that had the seat, and is not the winner's."},
    )
    label = forms.CharField(
        label="The label in the place of the winner’s party",
        required=False,
        max_length=LONGEST_LABEL,
        help_text="Leave blank to keep the party as it is.",
        error_messages={"max_length": f"Keep the label under {LONGEST_LABEL} letters."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="Why it is fixed",
        required=False,
        max_length=300,
        help_text="Shown on the contest’s page, with your name.",
        error_messages={"max_length": "Keep the reason under 300 letters."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "done"}),
    )

    def __init__(self, *args: Any, ballot: Ballot, winner: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ballot.facts.seats > 1:
            for name in CALL_FIELDS:
                del self.fields[name]
            return
        chosen = self.fields["previous_party"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", "—"), *_parties(ballot, winner)]

    def clean(self) -> dict[str, Any]:
        """Refuse a party from which nothing was gained."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("previous_party") and cleaned.get("word") != Word.GAIN:
            self.add_error("previous_party", "Only a gain is from a party: choose gain, or leave this blank.")
        return cleaned

    def refuse(self, refusal: Refused) -> None:
        """Put the command's sentences at the fields that caused them."""
        if not isinstance(refusal, Unacceptable):
            self.add_error("reason", refusal.sentence)
            return
        for problem in refusal.problems:
            field = problem.field if problem.field in self.fields else "label"
            self.add_error(field, problem.sentence)

    @property
    def fix(self) -> dict[str, str]:
        """What the command takes. Only of a valid form."""
        names = ("word", "previous_party", "label", "reason")
        return {name: str(self.cleaned_data.get(name, "")) for name in names}


def values_of(fix: Override | None) -> dict[str, str]:
    """What the form opens with: the fix that holds, to be changed."""
    if fix is None:
        return {}
    before = fix.previous_party.code if fix.previous_party else ""
    return {"word": fix.word, "previous_party": before, "label": fix.label}


def _parties(ballot: Ballot, winner: Party) -> Groups:
    """Tallying parties, those of this contest first. An independent can gain from another."""
    rows = Party.objects.filter(election=ballot.contest.election_id, counts_as=None).order_by("code")
    known = [row for row in rows if row.pk != winner.pk or winner.independent]
    here = [(row.code, str(row)) for row in known if row.code in ballot.facts.parties]
    others = [(row.code, str(row)) for row in known if row.code not in ballot.facts.parties]
    return [(name, group) for name, group in (("In this contest", here), ("Others", others)) if group]
