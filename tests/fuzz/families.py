"""Every family, and how large a share of all inputs it has."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz.addresses import Addresses
from tests.fuzz.family import Family
from tests.fuzz.feeds import Feeds
from tests.fuzz.forms import Forms
from tests.fuzz.kept import Ledger
from tests.fuzz.packs import Packs
from tests.fuzz.sockets import Sockets
from tests.fuzz.standing import Standing


@dataclass(frozen=True, slots=True)
class Kind:
    """How a family is made, and its share."""

    make: Callable[[Standing, Ledger], Family]
    share: int


FAMILIES = {
    "forms": Kind(Forms, 10),
    "addresses": Kind(Addresses, 20),
    "feeds": Kind(Feeds, 20),
    "packs": Kind(Packs, 6),
    "sockets": Kind(Sockets, 44),
}
