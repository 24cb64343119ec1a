"""Which version of the desk this process runs: the package's, and the commit of the checkout where it is one.

Read once, when the process starts: what lies on the disk later is not what runs.
"""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def _package() -> str:
    try:
        return version("resultsdesk")
    except PackageNotFoundError:
        return "unknown"


def commit(checkout: Path) -> str:
    """The first characters of the commit that is checked out; nothing where that cannot be told."""
    git = checkout / ".git"
    try:
        head = (git / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head[:10]
        name = head.removeprefix("ref: ")
        if (git / name).exists():
            return (git / name).read_text().strip()[:10]
        packed = (line.split() for line in (git / "packed-refs").read_text().splitlines())
        return next((line[0][:10] for line in packed if line[1:] == [name]), "")
    except OSError:
        return ""


VERSION = " ".join(filter(None, (_package(), commit(CHECKOUT))))
