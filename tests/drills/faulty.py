"""manage.py for drills: a process that can be told to die at the worst moment, and to have a wrong clock.

With a file DIES_AT it dies as of kill -9 after its next commit, before the hint, once. The file CLOCK says
how many seconds its clock is off. Without these files it is any other process of the desk.
"""

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import execute_from_command_line
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resultsdesk.settings")

clock, told_to_die = Path(os.environ["CLOCK"]), Path(os.environ["DIES_AT"])
true_time, true_now = time.time, timezone.now


def _off_s() -> float:
    try:
        return float(clock.read_text())
    except FileNotFoundError:
        return 0.0


def _time() -> float:
    return true_time() + _off_s()


def _now() -> datetime:
    return true_now() + timedelta(seconds=_off_s())


# Before anything of the desk is imported: some of it keeps the function itself.
time.time, timezone.now = _time, _now

from results.declaring import announce  # noqa: E402

hint = announce._send


def _dies_instead(election_id: int, seq: int) -> None:
    if told_to_die.exists():
        told_to_die.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    hint(election_id, seq)


announce._send = _dies_instead

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
