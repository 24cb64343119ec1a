"""Several people at the same moment: each act in a thread with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from results.declaring.refusals import Refused
from results.onair.refusals import OnAirRefused

Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """Do all of these at the same time; what each answered, or the refusal it met."""
    start = Barrier(len(acts))

    def act(command: Act) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return command()
        except (Refused, OnAirRefused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def names_of(answers: list[Any]) -> list[str]:
    """What kinds of answers there were, in the order of the alphabet."""
    return sorted(type(answer).__name__ for answer in answers)
