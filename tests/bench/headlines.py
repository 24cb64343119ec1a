"""What a declaration costs in headlines, late in a small night and late in a large one.

    python -m tests.bench.headlines

Prints for 106 contests and for 5,000 what one more declaration costs with its judging, what the forty
strongest lines cost to read, and both as a ratio. The contests of 5,000 are those of July 2024 again and
again, under other codes. A machine that does other work proves nothing by it: tests count work instead.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import process_time

from results.psephology.headlines.facts import Seat
from results.psephology.headlines.running import Running
from tests.psephology.headline_nights import JULY_2024, running, seats

SMALL, LARGE, MORE = 106, 5_000, 106


def a_night(size: int) -> list[Seat]:
    """So many seats, each later than the one before."""
    real = seats(JULY_2024)
    return [
        replace(
            real[number % len(real)],
            code=f"S{number:05}",
            at=real[0].at + timedelta(seconds=5 * number),
        )
        for number in range(size)
    ]


def full(size: int) -> tuple[Running, list[Seat]]:
    """A night of which all but the last seats are declared, and those."""
    declared = a_night(size + MORE)
    night = running(JULY_2024)
    for seat in declared[:size]:
        night.declare(seat)
    return night, declared[size:]


def work(act: Callable[[], object]) -> int:
    """How many calls an act makes, of Python's own functions and of the desk's."""
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls


def seconds() -> dict[int, tuple[list[float], list[float]]]:
    """Processor time of each declaration and of reading forty lines after it, both nights turn by turn."""
    nights = {size: full(size) for size in (SMALL, LARGE)}
    taken: dict[int, tuple[list[float], list[float]]] = {size: ([], []) for size in nights}
    for place in range(MORE):
        for size, (night, more) in nights.items():
            start = process_time()
            night.declare(more[place])
            between = process_time()
            night.lines(limit=40)
            taken[size][0].append(between - start)
            taken[size][1].append(process_time() - between)
    return taken


def main() -> None:
    """Print the figures."""
    taken = seconds()
    middle = {size: [1e6 * median(times) for times in both] for size, both in taken.items()}
    for name, few, many in zip(("one declaration", "forty lines"), *middle.values(), strict=True):
        print(f"{name:16} {few:8.0f} µs of {SMALL}, {many:8.0f} µs of {LARGE:,}: {many / few:.2f} times")
    print(f"{'both':16} {sum(middle[LARGE]) / sum(middle[SMALL]):.2f} times")


if __name__ == "__main__":
    main()
