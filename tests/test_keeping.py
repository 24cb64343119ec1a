"""What a process keeps ready is made once for all who ask, and never given for newer than it is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from results.keeping import once
from results.keeping.once import Kept, KeptBytes, Made

PATIENCE_S = 20


def a_thing(number, name="thing", size=10):
    return lambda: Made(number, name, size)


def never():
    raise AssertionError("it was kept")


def test_what_is_kept_is_made_anew_for_another_number():
    kept = Kept(most=10_000)
    assert kept.at("a", 1, a_thing(1, "first")) == "first"
    assert kept.at("a", 1, never) == "first"
    assert kept.at("a", 2, a_thing(2, "second")) == "second"
    # The number went back: what is of another one is no answer.
    assert kept.at("a", 1, a_thing(1, "first again")) == "first again"


def test_what_is_newer_than_it_was_asked_for_is_kept_for_what_it_is():
    kept = Kept(most=10_000)
    assert kept.at("a", 1, a_thing(2, "newer")) == "newer"
    assert kept.at("a", 2, never) == "newer"


def test_nothing_is_kept_for_longer_than_it_may(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(once, "monotonic", lambda: now[0])
    kept = Kept(most=10_000, oldest_s=30)
    kept.at("a", 1, a_thing(1, "first"))
    now[0] += 29
    assert kept.at("a", 1, never) == "first"
    now[0] += 1
    assert kept.at("a", 1, a_thing(1, "anew")) == "anew"


def test_who_asks_while_it_is_made_waits_for_it():
    kept, begun, going, made = Kept(most=10_000), Event(), Event(), []

    def make():
        made.append(1)
        begun.set()
        assert going.wait(PATIENCE_S)
        return Made(2, "thing", 10)

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(kept.at, "a", 2, make)
        assert begun.wait(PATIENCE_S)
        others = [pool.submit(kept.at, "a", 2, never) for _ in range(7)]
        going.set()
        assert [one.result(PATIENCE_S) for one in (first, *others)] == ["thing"] * 8
    assert len(made) == 1


def test_what_cannot_be_made_is_tried_again_and_nothing_old_is_given_for_it():
    kept = Kept(most=10_000)
    kept.at("a", 1, a_thing(1, "first"))

    def fails():
        raise LookupError("gone")

    with pytest.raises(LookupError):
        kept.at("a", 2, fails)
    assert kept.at("a", 2, a_thing(2, "second")) == "second"


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    kept = Kept(most=3 * (once.AT_LEAST + 1_000))
    for what in "abc":
        kept.at(what, 1, a_thing(1, what, size=1_000))
    assert kept.at("a", 1, never) == "a"
    kept.at("d", 1, a_thing(1, "d", size=1_000))
    assert [kept.at(what, 1, never) for what in "acd"] == list("acd")
    assert kept.at("b", 1, a_thing(1, "anew")) == "anew"


def test_however_much_is_asked_for_it_stays_within_bounds():
    kept = KeptBytes(most=100_000)
    for number in range(2_000):
        kept.drawn(number, 1, lambda: b"x" * 900)
        kept.drawn("grows", number, lambda number=number: b"x" * (number % 50_000))
    assert kept._bytes <= 100_000
    assert kept._bytes == sum(entry.size for entry in kept._entries.values())
