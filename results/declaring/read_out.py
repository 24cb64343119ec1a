"""When the returning officer read figures out, as whoever keys them says.

Owns which times can be: not before polls close, and not still to come.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from results.declaring.refusals import Unacceptable
from results.psephology.counts import Problem

# A phone's clock may be a little ahead of the desk's.
AHEAD = timedelta(minutes=1)


def refuse_untimely(read_out_at: datetime | None, *, closing: datetime) -> None:
    """Raise Unacceptable, at the field, where figures cannot have been read out then. None: nobody said."""
    if read_out_at is None:
        return
    now = timezone.now()
    if read_out_at > now + AHEAD:
        raise _unacceptable(f"It is {_clock(now)}: {_clock(read_out_at)} is still to come.")
    if read_out_at < closing:
        raise _unacceptable(f"Polls close at {_clock(closing)}: nothing is read out before.")


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def _unacceptable(sentence: str) -> Unacceptable:
    return Unacceptable((Problem("read_out", "read_out_at", sentence),))
