"""Every way in which the desk says no to an operator, each with a sentence to act on.

A refusal means that nothing changed on any output.
"""


class OnAirRefused(Exception):
    """The command changed nothing; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAnOperator(OnAirRefused):
    """This person may not do that on an output."""


class Changed(OnAirRefused):
    """What the operator saw is not what stands there any more."""


class Held(OnAirRefused):
    """Somebody holds it as it is."""


class OffLimits(OnAirRefused):
    """The output does not take this graphic: not on that layer, or not outside a rehearsal."""


class NothingThere(OnAirRefused):
    """There is no such cue, or nothing on that layer."""


class ReasonWanted(OnAirRefused):
    """A hold says why."""


class StillOnAir(OnAirRefused):
    """An alert of what viewers still see is not settled away."""
