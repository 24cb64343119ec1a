"""Counts for the wards of `tests.worlds.a_council`: who wins how many seats is said, the votes follow."""

from results.models import Candidacy, Contest
from results.psephology.counts import Count


def a_ward_count(ward: Contest, **won: int) -> Count:
    """A count in which these parties win so many seats each; they must fill the ward."""
    assert sum(won.values()) == ward.seats
    left = dict(won)
    votes, elected = {}, set()
    for candidacy in Candidacy.objects.filter(contest=ward).select_related("party").order_by("number"):
        winner = left.get(candidacy.party.code, 0) > 0
        left[candidacy.party.code] = left.get(candidacy.party.code, 0) - 1
        votes[candidacy.number] = (2_000 if winner else 500) - 7 * candidacy.number
        if winner:
            elected.add(candidacy.number)
    assert len(elected) == ward.seats, f"{won} cannot fill {ward}"
    return Count(votes=votes, electorate=ward.electorate or 20_000, elected=frozenset(elected), rejected=None)
