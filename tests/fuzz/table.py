"""How a run went, in words: a table, the answers by kind, and each fault with the way to send it again."""

from collections.abc import Sequence

from tests.fuzz.run import Told

COLUMNS = "{:<10} {:>8} {:>6} {:>14} {:>16} {:>7} {:>8}"
HEADER = COLUMNS.format("", "inputs", "failed", "rows", "memory MB", "s", "ms each")
SHOWN = 700


def table(told: Sequence[Told], *, seed: int, details: bool = False) -> str:
    """Everything about a run; with `details` the tracebacks too."""
    lines = [HEADER, *(_line(one) for one in told), _whole(told), ""]
    for one in told:
        lines += [*_answers(one), *_faults(one, seed, details), ""]
    return "\n".join(lines)


def _line(one: Told) -> str:
    before, after = (f"{size / 2**20:.0f}" for size in one.memory)
    rows = "as before" if not one.kept else f"{len(one.kept)} tables not"
    each = f"{one.seconds / max(one.inputs, 1) * 1_000:.1f}"
    memory = f"{before} → {after}{' (!)' if one.has_grown else ''}"
    return COLUMNS.format(
        one.family, f"{one.inputs:,}", f"{one.failed:,}", rows, memory, f"{one.seconds:.0f}", each
    )


def _whole(told: Sequence[Told]) -> str:
    inputs, failed = sum(one.inputs for one in told), sum(one.failed for one in told)
    seconds = sum(one.seconds for one in told)
    return COLUMNS.format("all", f"{inputs:,}", f"{failed:,}", "", "", f"{seconds:.0f}", "")


def _answers(one: Told) -> list[str]:
    kinds = ", ".join(f"{kind} {many:,}" for kind, many in sorted(one.kinds.items()))
    moved = [f"{name} {old:,} → {new:,}" for name, (old, new) in one.rows.items()]
    return [f"{one.family}: {kinds}", *([f"  rows: {', '.join(moved)}"] if moved else [])]


def _faults(one: Told, seed: int, details: bool) -> list[str]:
    lines = []
    for wrong, (number, tried) in one.faults.items():
        lines += [f"  {wrong}", f"    again: --only {one.family} --seed {seed} --at {number}"]
        lines.append(f"    {tried.shown[:SHOWN]}")
        if details:
            lines.append(tried.details)
    return lines
