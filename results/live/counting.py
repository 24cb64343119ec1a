"""How many listen to what, and how far they are: what hubs are asked by those who watch the desk.

Runs in the thread of whoever asks, beside the loop: it looks at copies, and asks no database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from results.live.rooms import Room
from results.live.topics import Topic


@dataclass(frozen=True, slots=True)
class Counted:
    """Sockets by kind of topic, the links that they came in by, and the number of each watched election.

    `blind_s`: for how long nobody has been able to look what is new; 0 where nobody watches.
    """

    sockets: Mapping[str, int] = field(default_factory=dict)
    links: frozenset[int] = frozenset()
    seen: Mapping[int, int] = field(default_factory=dict)
    blind_s: float = 0.0


def counted(rooms: Mapping[Topic, Room], seen: Mapping[int, int], *, blind_s: float) -> Counted:
    """What these rooms have open."""
    here = [(topic, list(room.sockets)) for topic, room in list(rooms.items())]
    kinds = Counter[str]()
    for topic, sockets in here:
        kinds[topic.kind] += len(sockets)
    watched = {topic.election for topic, sockets in here if sockets}
    return Counted(
        sockets={kind: many for kind, many in kinds.items() if many},
        links=frozenset(socket.held.link for _, sockets in here for socket in sockets if socket.held.link),
        seen={election: seen[election] for election in watched if election in seen},
        blind_s=blind_s if watched else 0.0,
    )


def together(hubs: Iterable[Counted]) -> Counted:
    """Several hubs as one: it is as far, and as blind, as the last of them."""
    kinds, seen = Counter[str](), dict[int, int]()
    links, blind_s = frozenset[int](), 0.0
    for hub in hubs:
        kinds.update(hub.sockets)
        links |= hub.links
        blind_s = max(blind_s, hub.blind_s)
        for election, seq in hub.seen.items():
            seen[election] = min(seq, seen.get(election, seq))
    return Counted(sockets=dict(kinds), links=links, seen=seen, blind_s=blind_s)
