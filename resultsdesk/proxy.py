"""Who is at the other end, seen from behind nginx.

Refuses to believe what a browser says of itself: behind a trusted proxy only the last address of
X-Forwarded-For counts, which that proxy wrote; without one the header is not read at all.
"""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that sign-in attempts are counted against."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXY:
        return peer
    return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or peer
