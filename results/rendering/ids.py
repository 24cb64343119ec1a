"""Every DOM id that is swapped, or that a script or a test asks for.

Owns the names. Refuses to be bypassed: templates print the ids they are given.
"""

from hashlib import blake2s

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

CORRECTIONS = "corrections"

KEYS_AWAITED = "keys-awaited"
KEYS_ARRIVED = "keys-arrived"


def correction(key: str) -> str:
    """The line of a correction, by its contest's or council's kind and number."""
    return f"correction-{key}"


def key_contest(contest: int) -> str:
    """The line of a key contest on their own page, by its contest's number."""
    return f"key-contest-{contest}"


def tile(contest: int) -> str:
    """The tile of a contest, by its number."""
    return f"tile-{contest}"


def newest_line(contest: int) -> str:
    """The link in a line of the newest declarations."""
    return f"newest-{contest}"


COUNCILS_COUNT = "councils-count"
CONTROLS = "councils-controls"
COUNCIL_SEATS = "councils-seats"
MAYORS = "councils-mayors"
COUNCILS_NEWEST = "councils-newest"

COUNCIL_STATE = "council-state"
COUNCIL_PARTIES = "council-parties"
WARDS_DECLARED = "council-wards-declared"
WARDS_TO_COME = "council-wards-to-come"
WARDS_CALLED_OFF = "council-wards-called-off"


def council(number: int) -> str:
    """The card of a council on a regional board, by its number."""
    return f"council-{number}"


def ward(contest: int) -> str:
    """The row of a ward on its council's page, by its contest's number."""
    return f"ward-{contest}"


def newest_key(key: str) -> str:
    """The link in a line of what came in last at a councils' board."""
    return f"newest-{key}"


PICTURES = "pictures"
PICTURES_COUNT = "pictures-count"


def picture(name: str) -> str:
    """A picture with its downloads and its table."""
    return f"picture-{name}"


def picture_part(name: str, part: str) -> str:
    """A part of a picture: its title, what it tells, its hatching, its table."""
    return f"picture-{name}-{part}"


def picture_mode(name: str) -> str:
    """The link to a way of colouring the map."""
    return f"picture-mode-{name}"


CONTEST_PICTURES = "contest-pictures"


DESK_COUNT = "desk-count"
DESK_HEADLINES = "desk-headlines"
DESK_ASIDE = "desk-aside"
DESK_GONE = "desk-gone"
DESK_PRESSING = "desk-pressing"
DESK_KEYS = "desk-keys"
DESK_DUE = "desk-due"
DESK_NEWEST = "desk-newest"
DESK_LATELY = "desk-lately"
DESK_STOPWATCH = "desk-stopwatch"
DESK_FOLLOWING = "desk-following"


def headline(key: str) -> str:
    """A line of the producers' desk, by its key; its buttons' ids begin with it."""
    return f"headline-{blake2s(key.encode(), digest_size=6).hexdigest()}"
