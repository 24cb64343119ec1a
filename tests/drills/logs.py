"""What servers wrote in a drill, as an engineer reads it: what went wrong, and how often, a line each."""

import re
from collections import Counter

LINE = re.compile(r"^[\d-]+ [\d:,]+ (WARNING|ERROR|CRITICAL) (\S+) (.*)")
NUMBERS = re.compile(r"\d+")


def remarkable(log: str) -> list[str]:
    """Warnings, errors and tracebacks, the same but for their numbers counted together."""
    counted: Counter[str] = Counter()
    for line in log.splitlines():
        if found := LINE.match(line):
            counted[NUMBERS.sub("N", f"{found[1]} {found[2]} {found[3]}")[:150]] += 1
        elif line.startswith("Traceback"):
            counted["TRACEBACK"] += 1
    return [f"{many} × {what}" for what, many in counted.most_common()]
