"""The thread in which a hub asks the database, and its connection.

Owns how long a connection is kept. Refuses to keep one that failed, and to be shared: a storm of sign-ins
must not hold up a declaration's frame.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connection, connections

from resultsdesk.reading_again import asked_again

P = ParamSpec("P")
T = TypeVar("T")


class Reader:
    """Asks one question after the other, beside the loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-hub")

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `question` answers, asked twice where its connection was lost; raises what it raises."""

        def answer() -> T:
            look_after_connection()
            return asked_again(question, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)

    async def close(self) -> None:
        """Let go of the database. What is being asked is answered first."""
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown(wait=False)


def look_after_connection() -> None:
    """Let go of a connection that failed or is too old, and keep one that costs more to open than to ask.

    SQLite reads its whole schema anew for every connection. PostgreSQL's come out of a pool, and go back.
    """
    close_old_connections()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.close_at = None
