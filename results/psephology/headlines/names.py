"""Lines about people whom viewers know: out, or safe.

Owns how well known the note for air beside a name makes them: an office held now before one held once.
Refuses anybody without such a note, and challengers, who have nothing to be out of.
"""

from collections.abc import Iterator
from dataclasses import replace

from results.psephology.figures import votes_words
from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind, Stood
from results.psephology.headlines.words import place

# The first word of a note that is found gives the strength, from the top.
OFFICES = (
    ("prime minister", 94),
    ("leader of the opposition", 92),
    ("chancellor", 90),
    ("party leader", 88),
    ("secretary to the", 68),
    ("shadow", 80),
    ("secretary", 84),
    ("chief whip", 74),
    ("minister", 70),
    ("chair", 66),
    ("leader", 66),
    ("whip", 62),
    ("mayor since", 78),
)
PAST = ("former", "resigned", "chaired", "left ", "elected ", "won ")
UNKNOWN = 48
LEADER = ("party leader", "leader of the ")


def big_names(about: About) -> Iterator[Headline]:
    """Sitting members with a note for air, each with what became of them."""
    if not about.seat.figures:
        return
    for own in about.ranked:
        if _leads(own) and not own.elected:
            yield _one(about, own, Kind.LEADER_OUT, 94, _defeated(about, own))
        elif own.incumbent and own.note and not own.elected:
            yield _one(about, own, Kind.BIG_NAME_OUT, fame(own.note), _defeated(about, own))
        elif own.incumbent and own.note:
            # Half as much worth telling, but for a narrow escape.
            close = max(0.0, 16 - 4 * float(about.seat.majority_pct)) if about.polled else 0.0
            yield _one(about, own, Kind.BIG_NAME_SAFE, fame(own.note) * 0.5 + close, _safe(about))


def fame(note: str) -> int:
    """How much a note makes of a name, from 0 to 100."""
    told = note.casefold()
    weight = next((strength for word, strength in OFFICES if word in told), UNKNOWN)
    return weight * 3 // 4 if told.startswith(PAST) and weight > UNKNOWN else weight


def _leads(own: Stood) -> bool:
    told = own.note.casefold()
    return told.startswith(LEADER) and "council" not in told


def _defeated(about: About, own: Stood) -> str:
    if about.second is not own:
        return f"is out, in {place(own.rank)} place; {about.taker} won"
    if about.seat.by_lot:
        return f"is out by lot; {about.taker} won"
    return f"is out, {votes_words(about.seat.majority)} behind {about.taker}"


def _safe(about: About) -> str:
    seat = about.seat
    if seat.by_lot or not about.polled:
        return "is back by lot" if seat.by_lot else "is back unopposed"
    return f"is back, majority {seat.majority:,}"


def _one(about: About, own: Stood, kind: Kind, strength: float, what: str) -> Headline:
    words, seat = about.words, about.seat
    behind = seat.majority if about.second is own or own.elected else 0
    line = about.line(kind, strength, "", parties=(own.party,))
    return replace(
        line,
        key=f"{line.key}:{own.number}",
        sentence=f"{seat.name}: {words.person(own)}, {own.note}, {what}",
        figures={"majority": f"{behind:,}"} if behind else {"place": place(own.rank)},
    )


RULES = (big_names,)
