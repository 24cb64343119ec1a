"""One thing that waits for a second person, as the front page lists it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the list: what waits, by whom, since when; what it says in short, and what to do.

    `about` is the council of a ward, or the election where the list has more than one. `own`: somebody
    else has to act on it, and nobody hurries her.
    """

    id: str
    name: str
    about: str
    election: str
    rehearsal: bool
    state: str
    by: str
    since: datetime
    words: str
    act: str
    address: str
    own: bool = False
