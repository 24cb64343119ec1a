"""The form that says who won before the figures are known.

Owns the mark, the button that names it, and the sentence where the two say different things. Refuses to
know any figure.
"""

from typing import Any

from django import forms

from results.admin.ballot import Ballot
from results.admin.evidence_form import EvidenceForm

# The button posts whom it named: a slow line may leave it behind the mark.
BUTTON = "call"


class CallForm(EvidenceForm):
    """Who was declared elected, of one ballot paper."""

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ballot = ballot
        self.fields["winner"] = forms.ChoiceField(
            label="Declared elected",
            choices=[(str(entrant.number), entrant.name) for entrant in ballot.entrants],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Mark the candidate who was declared elected.",
                "invalid_choice": "Mark one of the candidates as declared elected.",
            },
        )
        self.add_evidence()

    @property
    def winner(self) -> int:
        """Who is marked, by ballot-paper number; 0 for nobody."""
        marked = self["winner"].value() or ""
        return int(marked) if marked in self._choices() else 0

    def clean_winner(self) -> str:
        """Refuse a mark that the button did not name."""
        marked, named = str(self.cleaned_data["winner"]), self.data.get(BUTTON, "")
        if named in self._choices() and named != marked:
            names = self.ballot.names
            raise forms.ValidationError(
                f"You marked {names[int(marked)]}, and the button said {names[int(named)]}. "
                "Look again who was declared elected, and press once more."
            )
        return marked

    def _choices(self) -> set[str]:
        return {str(entrant.number) for entrant in self.ballot.entrants}


class UnopposedForm(EvidenceForm):
    """Nothing to mark: everybody who stands is elected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_evidence()
