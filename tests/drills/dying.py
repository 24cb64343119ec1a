"""manage.py for drills: a process that dies as of kill -9 after a commit and before its hint.

It does so once, when there is a file DIES_AT; without one it is any other process of the desk.
"""

import os
import signal
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resultsdesk.settings")

from results.declaring import announce

hint = announce._send


def _dies_instead(election_id: int, seq: int) -> None:
    told = Path(os.environ["DIES_AT"])
    if told.exists():
        told.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    hint(election_id, seq)


announce._send = _dies_instead

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
