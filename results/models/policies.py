"""How a declaration comes into force."""

from django.db import models


class Policy(models.TextChoices):
    """Who has to act before figures are published, from the loosest to the strictest."""

    DIRECT = "direct", "published at once"
    SECOND_KEY = "second_key", "confirmed by a second person"
    BLIND = "blind", "keyed blind by two people"


STRICTNESS = {Policy.DIRECT: 0, Policy.SECOND_KEY: 1, Policy.BLIND: 2}


def strictest(*policies: str) -> Policy:
    """The strictest of these; empty ones are passed over, and none at all is direct."""
    given = [Policy(policy) for policy in policies if policy]
    return max(given, key=lambda policy: STRICTNESS[policy], default=Policy.DIRECT)
