"""At most a handful of boards come in at once: the others wait outside, in the order they came.

Owns the pace of a storm. Thousands of boards that lost their server are back within seconds, and each turn
of the loop in which all of them had their papers looked at would keep a declaration waiting that long.
Refuses to stand at the doors of what is on air, and of those who work there.
"""

import asyncio
from collections.abc import MutableMapping
from weakref import WeakKeyDictionary

AT_ONCE = 16

_here: MutableMapping[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def turnstile() -> asyncio.Semaphore:
    """The running loop's: hold it while somebody comes in."""
    loop = asyncio.get_running_loop()
    if loop not in _here:
        _here[loop] = asyncio.Semaphore(AT_ONCE)
    return _here[loop]
