"""Feeds in every format: the bodies byte for byte, and names that break what is put together carelessly."""

import csv
import io
import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from results.feeds.columns import LAYOUTS, layout_of
from results.feeds.shapes import SHAPES, Form, written
from results.feeds.tables import Read, Status, table_of
from results.feeds.viz import filled

parsed = ElementTree.fromstring

LAB = {"abbr": "Lab", "name": "Labour", "colour": "#e4003b", "ink": "#ffffff"}
CON = {"abbr": "Con", "name": "Conservative", "colour": "#0087dc", "ink": "#000000"}
COMMON = {
    "election": "General election 2024",
    "baseline": "2019 notional",
    "seq": 12,
    "as_at": "03:12",
    "rehearsal": False,
    "corrected": False,
    "single_source": False,
}
SCOREBOARD = {
    "graphic": "scoreboard",
    **COMMON,
    "region": "East Midlands",
    "declared": 3,
    "total": 47,
    "declared_txt": "3 of 47",
    "rows": [
        {
            "party": LAB,
            "seats": 2,
            "seats_txt": "2",
            "net": 1,
            "net_txt": "+1",
            "share": 44.2,
            "share_txt": "44.2%",
            "change": -16.6,
            "change_txt": "−16.6",
        },
        {
            "party": CON,
            "seats": 1,
            "seats_txt": "1",
            "net": -1,
            "net_txt": "−1",
            "share": "",
            "share_txt": "",
        },
    ],
}
TICKER = {
    "graphic": "ticker",
    **COMMON,
    "label": "Latest",
    "items": [
        {
            "id": "contest-1-99",
            "kind": "declared",
            "head": "Rugby",
            "text": "Con gain from Lab & <others>",
            "party": CON,
        },
        {"id": "contest-2-99", "kind": "corrected", "head": "Stone", "text": "Lab hold", "party": ""},
    ],
}
UPDATED = datetime(2024, 7, 5, 2, 12, 9, tzinfo=UTC)
NASTY = [
    "Siân O’Neill",
    "Pat O'Neill",
    'Tom "Tommy" Penrose',
    "Llŷr ap Gwilym",
    "back\\slash",
    "Marks & Sons",
    "<b>bold</b>",
    "a,b;c\tand\nnew line",
    "]]>",
    "=1+1",
    "null",
    "日本",
    "😀",
]


def table(values, *graphics, status=Status.LIVE):
    read = Read(graphic=values["graphic"], values=values, seq=12, updated=UPDATED, status=status)
    return table_of(read, layout_of(graphics or [values["graphic"]]))


def body(values, ext, *graphics, **asked):
    return b"7".join(written(table(values, *graphics), Form(ext=ext, **asked))).decode()


def with_name(name):
    rows = [{**SCOREBOARD["rows"][0], "party": {**LAB, "name": name}}]
    return {**SCOREBOARD, "region": name, "rows": rows}


FIRST = {
    "rank": 1,
    "rank_txt": "1",
    "party": "Labour",
    "abbr": "Lab",
    "colour": "#e4003b",
    "text_colour": "#ffffff",
    "seats": 2,
    "seats_txt": "2",
    "net": 1,
    "net_txt": "+1",
    "share": 44.2,
    "share_txt": "44.2%",
    "change": -16.6,
    "change_txt": "−16.6",
}
ONCE = {
    "region": "East Midlands",
    "declared": 3,
    "declared_txt": "3 of 47",
    "total": 47,
    "total_txt": "47",
    "election": "General election 2024",
    "baseline": "2019 notional",
    "as_at": "03:12",
    "rehearsal": "0",
    "corrected": "0",
    "single_source": "0",
    "graphic": "scoreboard",
    "seq": 12,
    "updated": "2024-07-05T02:12:09+00:00",
    "age_s": 7,
    "status": "live",
}


def test_json_is_an_array_of_flat_rows_with_what_is_said_once_on_each():
    for ext in ("json", "rows.json"):
        first, second = json.loads(body(SCOREBOARD, ext))
        assert first == FIRST | ONCE
        assert (second["rank"], second["abbr"], second["share"], second["change_txt"]) == (2, "Con", "", "")


def test_csv_is_the_same_with_a_header_crlf_and_quotes_where_they_are_needed():
    told = body(with_name('A, "B"'), "csv")
    assert told == (
        ",".join([*FIRST, *ONCE]) + '\r\n1,1,"A, ""B""",Lab,#e4003b,#ffffff,2,2,1,+1,44.2,44.2%,-16.6,−16.6,'
        '"A, ""B""",3,3 of 47,47,47,General election 2024,2019 notional,03:12,0,0,0,scoreboard,12,'
        "2024-07-05T02:12:09+00:00,7,live\r\n"
    )


def test_a_byte_order_mark_comes_only_where_it_is_asked_for():
    assert body(SCOREBOARD, "csv", bom=True).startswith("\ufeffrank,")
    assert body(SCOREBOARD, "csv").startswith("rank,")


def test_xml_has_results_and_rows():
    assert body({"graphic": "bug", **COMMON, "label": "GE & <24>"}, "xml") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<results graphic="bug" seq="12" updated="2024-07-05T02:12:09+00:00" age_s="7" status="live">\n'
        "<row><label>GE &amp; &lt;24&gt;</label><region></region><declared_txt></declared_txt>"
        "<party></party><abbr></abbr><colour></colour><text_colour></text_colour><seats></seats>"
        "<seats_txt></seats_txt><election>General election 2024</election><baseline>2019 notional</baseline>"
        "<as_at>03:12</as_at><rehearsal>0</rehearsal><corrected>0</corrected><single_source>0</single_source>"
        "<graphic>bug</graphic><seq>12</seq><updated>2024-07-05T02:12:09+00:00</updated><age_s>7</age_s>"
        "<status>live</status></row>\n</results>\n"
    )


def test_key_and_value_are_all_strings_with_a_number_for_each_row():
    told = json.loads(body(SCOREBOARD, "kv.json"))
    assert told == (
        {f"r1_{name}": str(cell) for name, cell in FIRST.items()}
        | {name: told[name] for name in told if name.startswith("r2_")}
        | {name: str(cell) for name, cell in ONCE.items()}
    )
    assert (told["r2_party"], told["r2_share_txt"]) == ("Conservative", "")


def test_viz_reads_fields_in_its_own_namespace():
    told = body({"graphic": "bug", **COMMON, "label": 'Pat O\'Neill & "Co"'}, "vdf")
    assert told.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<payload xmlns="http://www.vizrt.com/types">\n'
        '<field name="label"><value>Pat O\'Neill &amp; "Co"</value></field>\n'
    )
    assert told.endswith('<field name="status"><value>live</value></field>\n</payload>\n')


def test_rss_is_newest_first_with_an_id_that_stays():
    assert body(TICKER, "rss") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n<title>Latest</title>\n'
        "<link>urn:results-desk:General%20election%202024</link>\n<description>Latest</description>\n"
        "<lastBuildDate>Fri, 05 Jul 2024 02:12:09 +0000</lastBuildDate>\n"
        "<item><title>Stone: Lab hold</title><description>Lab hold</description>"
        '<category>corrected</category><guid isPermaLink="false">contest-2-99</guid></item>\n'
        "<item><title>Rugby: Con gain from Lab &amp; &lt;others&gt;</title>"
        "<description>Con gain from Lab &amp; &lt;others&gt;</description><category>declared</category>"
        '<guid isPermaLink="false">contest-1-99</guid></item>\n</channel></rss>\n'
    )


@pytest.mark.parametrize("name", NASTY)
def test_a_name_comes_out_of_every_format_as_it_went_in(name):
    values = with_name(name)
    assert json.loads(body(values, "json"))[0]["party"] == name
    assert json.loads(body(values, "kv.json"))["r1_party"] == name
    rows = list(csv.DictReader(io.StringIO(body(values, "csv"), newline="")))
    assert (rows[0]["party"], rows[0]["region"], len(rows)) == (name, name, 1)
    assert parsed(body(values, "xml")).findtext("row/party") == name
    fields = parsed(body(values, "vdf"))
    told = {field.get("name"): field[0].text for field in fields}
    assert told["r1_party"] == name
    channel = parsed(body({**TICKER, "label": name}, "rss"))
    assert channel.findtext("channel/title") == name


def test_what_xml_cannot_carry_is_left_out_of_it():
    values = with_name("Tom\x00 \x0bPenrose\ufffe")
    assert parsed(body(values, "xml")).findtext("row/party") == "Tom Penrose"
    assert json.loads(body(values, "json"))[0]["party"] == "Tom\x00 \x0bPenrose\ufffe"


@pytest.mark.parametrize("graphic", LAYOUTS)
@pytest.mark.parametrize("ext", [ext for ext in SHAPES if ext != "rss"])
def test_values_that_are_not_there_are_empty_in_every_format_and_never_null(graphic, ext):
    told = body({"graphic": graphic, "others": None, "leader": None}, ext)
    assert "None" not in told
    assert "null" not in told
    assert "undefined" not in told


@pytest.mark.parametrize(
    ("asked", "parties"),
    [
        ({}, ["Lab", "Con"]),
        ({"rows": 1}, ["Lab"]),
        ({"rows": 3}, ["Lab", "Con"]),
        ({"rows": 3, "pad": True}, ["Lab", "Con", ""]),
        ({"rows": 1, "pad": True}, ["Lab"]),
        ({"pad": True}, ["Lab", "Con", "", "", "", "", "", ""]),
    ],
)
def test_a_reader_gets_the_number_of_rows_that_it_asks_for(asked, parties):
    rows = json.loads(body(SCOREBOARD, "json", **asked))
    assert [row["abbr"] for row in rows] == parties
    assert {row["declared_txt"] for row in rows} == {"3 of 47"}
    assert len({tuple(row) for row in rows}) == 1


def test_a_feed_without_rows_has_one_that_says_as_of_when():
    (row,) = json.loads(body({**SCOREBOARD, "rows": []}, "json"))
    assert (row["party"], row["seats"], row["rank"], row["declared_txt"]) == ("", "", "", "3 of 47")


def test_of_the_ticker_the_newest_stay_where_it_is_cut():
    (row,) = json.loads(body(TICKER, "json", rows=1))
    assert row["head"] == "Stone"


def test_a_place_where_several_graphics_may_stand_has_the_names_of_all():
    several = ("contest", "scoreboard", "seat-change", "head-to-head", "council")
    names = [tuple(json.loads(body({"graphic": graphic}, "json", *several))[0]) for graphic in several]
    assert len(set(names)) == 1
    assert len(names[0]) == len(set(names[0]))
    assert {"party", "votes_txt", "gains_txt", "declared_txt", "needed_txt"} <= set(names[0])


def posted(*fields):
    inside = "".join(f'<field name="{name}"><value>{value}</value></field>' for name, value in fields)
    return f'<payload xmlns="http://www.vizrt.com/types">{inside}</payload>'.encode()


def test_viz_gets_its_payload_back_with_the_fields_filled_that_the_feed_knows():
    sent = posted(("r1_abbr", "old"), ("headline", "mine"), ("r2_seats", ""))
    told = filled(sent, table(SCOREBOARD), Form("vdf"))
    fields = {field.get("name"): field[0].text for field in parsed(told)}
    assert fields == {"r1_abbr": "Lab", "headline": "mine", "r2_seats": "1"}
    assert "ns0:" not in told


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"not xml",
        b"<payload/>",
        b'<!DOCTYPE p [<!ENTITY e "x">]><payload xmlns="http://www.vizrt.com/types">&e;</payload>',
        '<!DOCTYPE p [<!ENTITY e "x">]><payload xmlns="http://www.vizrt.com/types">&e;</payload>'.encode(
            "utf-16"
        ),
        posted(("r1_abbr", "x" * 300_000)),
    ],
)
def test_a_payload_that_cannot_be_read_fills_nothing(sent):
    assert filled(sent, table(SCOREBOARD), Form("vdf")) is None
