"""Which web pages may open the desk's sockets, worked out from the hosts it answers to.

Refuses wildcards: a pattern that lets every page in is never derived.
"""

from collections.abc import Iterable

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def derived(hosts: Iterable[str], *, https: bool) -> list[str]:
    """An origin for each host, whole (scheme and all), except on this machine.

    A loopback host stays bare, which lets in every port of this machine: demos choose their own.
    """
    scheme = "https" if https else "http"
    return [host if host in LOOPBACK else f"{scheme}://{host}" for host in hosts if host != "*"]


def for_forms(origins: Iterable[str]) -> list[str]:
    """The origins that may post forms, as Django wants them: whole, a leading dot as `*.`."""
    return [origin.replace("://.", "://*.") for origin in origins if "://" in origin]
