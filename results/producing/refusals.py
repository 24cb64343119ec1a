"""Every way in which the desk says no to a producer, each with a sentence to act on.

A refusal means that nothing was written.
"""


class ProducingRefused(Exception):
    """The command changed nothing; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAProducer(ProducingRefused):
    """This person does not keep the desk."""


class NothingThere(ProducingRefused):
    """There is no such line, contest or election."""


class ReasonWanted(ProducingRefused):
    """A key contest says why it is one."""


class TooLong(ProducingRefused):
    """More was written than a screen has room for."""
