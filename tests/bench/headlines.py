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
from time import perf_counter

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


def microseconds(size: int) -> tuple[float, float]:
    """The median of one declaration, and of reading forty lines after it."""
    night, more = full(size)
    declaring, reading = [], []
    for seat in more:
        start = perf_counter()
        night.declare(seat)
        between = perf_counter()
        night.lines(limit=40)
        declaring.append(between - start)
        reading.append(perf_counter() - between)
    return 1e6 * median(declaring), 1e6 * median(reading)


def main() -> None:
    """Print the figures."""
    small, large = microseconds(SMALL), microseconds(LARGE)
    for name, few, many in zip(("one declaration", "forty lines"), small, large, strict=True):
        print(f"{name:16} {few:8.0f} µs of {SMALL}, {many:8.0f} µs of {LARGE:,}: {many / few:.2f} times")
    print(f"{'both':16} {sum(large) / sum(small):.2f} times")


if __name__ == "__main__":
    main()
