"""Every line that one declared seat proves by itself.

Owns which rules look at one seat. Refuses to know any other seat.
"""

from results.psephology.headlines import margins, names, outcomes, shares
from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline

RULES = (*outcomes.RULES, *margins.RULES, *shares.RULES, *names.RULES)


def lines_of(about: About) -> tuple[Headline, ...]:
    """The lines of a seat, each with the strength that it has alone."""
    found = (line for rule in RULES for line in rule(about))
    # Two parties may lose a deposit in one seat: the stronger line has the key.
    by_key: dict[str, Headline] = {}
    for line in found:
        if line.key not in by_key or line.strength > by_key[line.key].strength:
            by_key[line.key] = line
    return tuple(by_key.values())
