"""What servers wrote in a drill, as an engineer reads it: what went wrong, and how often, a line each."""

import re
from collections import Counter

LINE = re.compile(r"^[\d-]+ [\d:,]+ (?:DEBUG|INFO|(WARNING|ERROR|CRITICAL)) (\S+) (.*)")
CHANGING = re.compile(r"0x[0-9a-f]+|\d+")
TRACEBACK = "Traceback (most recent call last):"
LONGEST = 160


def remarkable(log: str) -> list[str]:
    """Warnings, errors and tracebacks, the same but for their numbers counted together."""
    said = Counter(CHANGING.sub("N", what)[:LONGEST] for what in _said(log))
    return [f"{many} × {what}" for what, many in said.most_common()]


def tracebacks(log: str) -> list[str]:
    """What each traceback ended with."""
    return [what for what in _said(log) if what.startswith("TRACEBACK")]


def _said(log: str) -> list[str]:
    said, inside, last = [], False, ""
    for line in [*log.splitlines(), "0 0 INFO end of log"]:
        found = LINE.match(line)
        if inside and (found or line == TRACEBACK):
            said.append(f"TRACEBACK ending with {last}")
            inside = False
        if found and found[1]:
            said.append(f"{found[1]} {found[2]} {found[3]}")
        inside = inside or line == TRACEBACK
        last = line.strip() or last
    return said
