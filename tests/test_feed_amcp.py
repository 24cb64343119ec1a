"""Key and value for CasparCG up to 2.5.0: ASCII, and no value that breaks an update."""

import json

import pytest

from results.feeds.columns import layout_of
from results.feeds.shapes import Form, written
from results.feeds.tables import Read, Status, table_of


def told(name: str, *, amcp: bool) -> str:
    """A ticker with one headline of this name."""
    values = {"label": "Latest", "items": [{"id": "1", "head": name, "text": "Lab hold"}]}
    read = Read(graphic="ticker", values=values, seq=1, updated=None, status=Status.ON)
    pieces = written(table_of(read, layout_of(("ticker",))), Form("kv.json", amcp=amcp))
    return b"0".join(pieces).decode()


@pytest.mark.parametrize(
    ("named", "safe"),
    [
        ('Dave "Screaming" Lord', "Dave “Screaming” Lord"),
        ('"First" past', "“First” past"),
        ("back\\slash", "back/slash"),
        ("two\nlines\tand\x00more", "two lines and more"),
        ("Ynys Môn — Plaid", "Ynys Môn — Plaid"),
    ],
    ids=["quotes", "quote at the start", "backslash", "control", "beyond ASCII"],
)
def test_nothing_in_a_value_breaks_an_update_and_it_reads_the_same(named, safe):
    whole = told(named, amcp=True)
    assert whole.isascii()
    assert json.loads(whole)["r1_head"] == safe
    assert not {letter for value in json.loads(whole).values() for letter in value} & set('"\\\r\n\t\x00')


def test_it_is_left_as_it_is_where_nobody_asks():
    assert json.loads(told('a "b"', amcp=False))["r1_head"] == 'a "b"'
