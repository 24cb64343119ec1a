"""What a family of inputs is: it makes one input from a random source, sends it, and judges the answer."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Tried:
    """One input: what kind of answer it got, and what is wrong with that where anything is.

    `shown` is the input as far as a person can read it; `details` a traceback where there is one.
    """

    kind: str
    wrong: str = ""
    shown: str = ""
    details: str = ""


class Family(ABC):
    """Inputs of one kind. `one` must come from its random source alone, so that it can be sent again."""

    name: str

    @abstractmethod
    def one(self, random: Random) -> Tried:
        """Make one input, send it, and judge the answer."""

    def close(self) -> str:
        """Let go of everything; what is wrong where something is left."""
        return ""
