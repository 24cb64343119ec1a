"""Payloads that no Viz would post: the whole feed is sent as if nothing had come, and nothing fails."""

import pytest

from results.feeds.columns import layout_of
from results.feeds.shapes import VIZ, Form
from results.feeds.tables import Read, Status, table_of
from results.feeds.viz import filled

BUG = table_of(
    Read(graphic="bug", values={"label": "Live"}, seq=1, updated=None, status=Status.LIVE), layout_of(["bug"])
)
FIELD = '<field name="label"><value>old</value></field>'
PAYLOAD = f'<payload xmlns="{VIZ}">{FIELD}</payload>'
DECLARED = '<?xml version="1.0" encoding="{}"?>'
DOCTYPE = '<!DOCTYPE p [<!ENTITY e "x">]>'


def told(posted: bytes) -> str | None:
    return filled(posted, BUG, Form("vdf"))


@pytest.mark.parametrize(
    "posted",
    [
        DECLARED.format("nothing").encode() + PAYLOAD.encode() + b"\xff",
        f'<payload xmlns="{VIZ}">{"<field>" * 3_000}{"</field>" * 3_000}</payload>'.encode(),
        (DOCTYPE + PAYLOAD).encode("utf-16"),
        (DECLARED.format("UTF-16") + DOCTYPE + PAYLOAD.replace("old", "&e;")).encode("utf-16"),
        PAYLOAD.encode("utf-16")[:-1],
        PAYLOAD.replace("old", "&#0;").encode(),
        PAYLOAD.replace("old", "&#xD800;").encode(),
    ],
    ids=["broken", "nested without end", "a doctype", "an entity", "half a letter", "a nul", "half a sign"],
)
def test_what_cannot_be_read_and_written_again_fills_nothing(posted: bytes) -> None:
    assert told(posted) is None


@pytest.mark.parametrize("name", ["nothing", "rot13", "gb18030", "cp037", "UTF-8", "iso-8859-1"])
def test_whatever_it_says_it_is_written_in_it_is_read_as_utf_8(name: str) -> None:
    filled_in = told((DECLARED.format(name) + PAYLOAD).encode())
    assert filled_in is not None
    assert ">Live<" in filled_in


def test_but_for_the_mark_of_utf_16() -> None:
    filled_in = told((DECLARED.format("UTF-16") + PAYLOAD).encode("utf-16"))
    assert filled_in is not None
    assert ">Live<" in filled_in
