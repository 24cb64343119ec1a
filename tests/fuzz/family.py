"""What a family of inputs is: it makes one input from a random source, sends it, and judges the answer."""

from dataclasses import dataclass
from random import Random
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Tried:
    """One input: what kind of answer it got, and what is wrong with that where anything is.

    `shown` is the input as far as a person can read it; `details` a traceback where there is one.
    """

    kind: str
    wrong: str = ""
    shown: str = ""
    details: str = ""


class Family(Protocol):
    """Inputs of one kind. `one` must come from its random source alone, so that it can be sent again."""

    name: str

    def one(self, random: Random) -> Tried: ...
