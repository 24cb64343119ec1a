"""The connection of a thread that asks the database again and again, as a hub's does.

Owns how long it is kept. Refuses to keep one that failed.
"""

from django.db import close_old_connections, connection


def look_after_connection() -> None:
    """Let go of a connection that failed or is too old, and keep one that costs more to open than to ask.

    SQLite reads its whole schema anew for every connection. PostgreSQL's come out of a pool, and go back.
    """
    close_old_connections()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.close_at = None
