"""Every DOM id that is swapped, or that a script or a test asks for.

Owns the names. Refuses to be bypassed: templates print the ids they are given.
"""

LIVE = "live"
LAMP = "lamp"
STATUS = "status"
OUTLINE = "page-outline"

COUNT = "board-count"
TALLY = "board-tally"
NEWEST = "board-newest"

OUTCOME = "contest-outcome"
CANDIDATES = "contest-candidates"
REVISIONS = "contest-revisions"


def tile(contest: int) -> str:
    """The tile of a contest, by its number."""
    return f"tile-{contest}"


def newest_line(contest: int) -> str:
    """The link in a line of the newest declarations."""
    return f"newest-{contest}"
