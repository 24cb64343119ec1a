"""The machine that answers: room on its disk, its newest backup, whether it is being taken out.

Owns what is found on the disk, and what that should be.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

DRAINING = "draining"
LEAST_FREE = 0.1
OLDEST_BACKUP_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Machine:
    """`watched`: whether backups are looked for at all; `backup_at`: None where there is none."""

    free_bytes: int
    total_bytes: int
    watched: bool
    backup_at: datetime | None
    draining: bool

    @property
    def is_full(self) -> bool:
        """Whether less than a tenth of the disk is left."""
        return self.free_bytes < self.total_bytes * LEAST_FREE


def is_draining() -> bool:
    """Whether a file says that this machine is being taken out, and is to be sent nobody."""
    return Path(settings.DATA_DIR, DRAINING).exists()


def machine() -> Machine:
    """This machine, now."""
    disk = shutil.disk_usage(settings.DATA_DIR)
    return Machine(
        free_bytes=disk.free,
        total_bytes=disk.total,
        watched=bool(settings.BACKUP_DIR),
        backup_at=_newest(Path(settings.BACKUP_DIR)) if settings.BACKUP_DIR else None,
        draining=is_draining(),
    )


def _newest(folder: Path) -> datetime | None:
    """When the newest file of a folder was written; empty ones are none."""
    try:
        written = [file.stat() for file in folder.iterdir() if file.is_file()]
    except OSError:
        return None
    times = [status.st_mtime for status in written if status.st_size]
    return datetime.fromtimestamp(max(times), UTC) if times else None
