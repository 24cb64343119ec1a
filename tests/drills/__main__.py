"""The drills at any size, one after the other, and a table of what they found.

python -m tests.drills --sockets 500 --declarations 106
"""

import argparse
import os
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.drills.found import Found  # noqa: E402
from tests.drills.night import WARMING  # noqa: E402
from tests.drills.services import services  # noqa: E402
from tests.drills.test_a_worker_dies import worker_dies  # noqa: E402
from tests.drills.test_bad_clients import garbage, never_reads  # noqa: E402
from tests.drills.test_clock_stepped import clock_stepped  # noqa: E402
from tests.drills.test_disk_full import disk_full  # noqa: E402
from tests.drills.test_postgres_goes import backends_end, postgres_restarts  # noqa: E402
from tests.drills.test_redis_dies import redis_dies  # noqa: E402
from tests.drills.test_restart import killed_and_started, stopped_and_started  # noqa: E402

DRILLS = (
    redis_dies,
    postgres_restarts,
    backends_end,
    worker_dies,
    never_reads,
    garbage,
    stopped_and_started,
    killed_and_started,
    clock_stepped,
)
MB = 1024 * 1024
HEAD = ("drill", "declared", "lost", "doubled", "last current", "last back", "lamps", "memory MB", "holds")


def main() -> None:
    """Run them and print."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="resultsdesk-drills-") as folder, services(Path(folder)) as made:
        print(f"{asked.sockets} boards on two servers, PostgreSQL and Redis")
        print(" | ".join(HEAD), flush=True)
        for drill in DRILLS:
            if asked.only in drill.__name__:
                with made.night(sockets=asked.sockets) as night:
                    _tell(drill(made, night, many=min(asked.declarations - WARMING, night.reporter.left) - 1))
        if asked.only in disk_full.__name__:
            _tell(disk_full(Path(folder), sockets=asked.sockets, many=asked.declarations - WARMING - 1))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    parser.add_argument("--sockets", type=int, default=500)
    parser.add_argument("--declarations", type=int, default=106)
    parser.add_argument("--only", default="", help="Part of a drill's name.")
    return parser.parse_args()


def _tell(found: Found) -> None:
    memory = f"{found.memory_before // MB} → {found.memory_after // MB}"
    counted = (found.drill, str(found.declared), str(found.lost), str(found.doubled))
    times = (f"{found.current_s:.2f} s", f"{found.back_s:.2f} s")
    print(" | ".join((*counted, *times, found.lamps(), memory, "no" if found.faults else "yes")))
    for line in (*found.faults, *found.remarks):
        print(f"    {line}")
    print(end="", flush=True)


if __name__ == "__main__":
    main()
