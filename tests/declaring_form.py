"""What a browser sends from the declaration form, for tests."""

from django.urls import reverse

from results.models import Contest

# Con by 4,426, of 30,000: the same figures as `tests.worlds.a_count()`.
FIGURES = {
    "votes-1": "10,000",
    "votes-2": "14,426",
    "votes-3": "3,000",
    "votes-4": "2,000",
    "votes-5": "574",
    "elected": "2",
    "electorate": "75,000",
    "rejected": "100",
    "ballot_papers": "",
    "based_on": "0",
}


def declare_address(contest: Contest) -> str:
    """The form of a contest."""
    return reverse("admin:results_contest_declare", args=[contest.pk])


def posted(*, without: str = "", **changes: str) -> dict[str, str]:
    """A whole form with some fields changed, and one left out."""
    return {name: value for name, value in {**FIGURES, **changes}.items() if name != without}
