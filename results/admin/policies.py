"""How declarations come into force, as producers set it: for an election, for its marginals, for a contest.

Owns the sentences about settings that say nothing together. An entry keeps the policy it was keyed under,
whatever is set afterwards.
"""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from results.admin.bases import RowForm
from results.models import Output

WHOLE = Decimal(100)
ABOUT = (
    "Published at once: one person is enough. Confirmed by a second person: figures wait until somebody else "
    "reads and confirms them. Keyed blind: a second person types them without seeing the first entry. "
    "An entry that waits already keeps the policy it was keyed under."
)
ABOUT_MARGINALS = (
    "A contest that turns out marginal can need more: it waits for a second person even where the others are "
    "published at once."
)
OF_AN_ELECTION = (
    (
        "How declarations come into force",
        {"description": ABOUT, "fields": ["policy", "asks"]},
    ),
    (
        "Marginal contests",
        {
            "description": ABOUT_MARGINALS,
            "fields": ["marginal_policy", "marginal_below_pct", "gains_are_marginal"],
        },
    ),
)
OF_A_CONTEST = (("How its declarations come into force", {"description": ABOUT, "fields": ["policy"]}),)


class ElectionForm(RowForm):
    """An election, whose settings of marginal contests must say both which they are and what they need."""

    def clean_rehearsal(self) -> bool:
        """Refuse to make a rehearsal of what viewers see."""
        rehearsal: bool = self.cleaned_data["rehearsal"]
        seen = Output.objects.filter(election=self.instance.pk, live=True).first() if rehearsal else None
        if seen is not None:
            raise ValidationError(f"{seen} goes to viewers with this election: untick that there first.")
        return rehearsal

    def clean(self) -> dict[str, Any]:
        """Refuse half a setting, each at the field that lacks."""
        cleaned = super().clean() or self.cleaned_data
        below = cleaned.get("marginal_below_pct")
        if below is not None and not 0 < below <= WHOLE:
            self.add_error(
                "marginal_below_pct", "Give a share above 0 and up to 100 per cent, for example 2.5."
            )
        policy = cleaned.get("marginal_policy")
        says_which = below is not None or cleaned.get("gains_are_marginal")
        if says_which and policy == "":
            self.add_error(
                "marginal_policy", "Choose what marginal contests need, or empty what makes them marginal."
            )
        if policy and not says_which and "marginal_below_pct" not in self.errors:
            self.add_error(
                "marginal_below_pct",
                "Say which contests are marginal: give a share here, or tick that every gain is.",
            )
        return cleaned
