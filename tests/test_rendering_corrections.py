"""The list of corrections: its fragments are the page's own parts, and each line is whole."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.test.html import Element, parse_html

from results.boards.contest_cards import CorrectionRow, Corrections, SeatsTold
from results.rendering import corrections as drawing
from tests.drawn_cards import NIGHT, a_head, an_outcome
from tests.fragments import by_id, id_of, texts_of


def a_row(**more):
    row = CorrectionRow(
        key="contest-7",
        code="C0007",
        name="Derby <South>",
        council=False,
        withdrawn=False,
        at=NIGHT,
        published_at=NIGHT,
        by="Alice Okafor",
        was="majority was 4,246",
        now=an_outcome(was="majority was 4,246"),
        seats=None,
        reason="two bundles swapped",
        in_force=True,
        single_source=False,
    )
    return replace(row, **more)


def a_list(*rows):
    return Corrections(election=a_head(), rows=rows)


def line(**more):
    page = parse_html(f"<body>{drawing.fragments(a_list(a_row(**more)))}</body>")
    return " ".join(texts_of(page, "corrections"))


@pytest.mark.parametrize(
    "rows", [(), (a_row(),), (a_row(), a_row(key="contest-8", withdrawn=True, now=None))]
)
def test_every_fragment_has_its_place_in_the_page_and_looks_the_same_there(rows):
    card = a_list(*rows)
    page = parse_html(render_to_string("corrections.html", drawing.page_context(card) | {"socket": "/ws/"}))
    parsed = parse_html(f"<body>{drawing.fragments(card)}</body>")
    fragments = [child for child in parsed.children if isinstance(child, Element)]
    assert [id_of(f) for f in fragments] == ["corrections", "page-outline"]
    for fragment in fragments:
        assert by_id(page, id_of(fragment)) == fragment


def test_an_election_without_corrections_says_so():
    assert "No corrections." in drawing.fragments(a_list())


def test_a_correction_tells_before_after_and_why():
    assert line() == (
        "1 correction, newest first 00:30 Derby <South> Corrected Before Majority was 4,246 "
        "After Lab Lab gain from Con, majority 979 Why Two bundles swapped Alice Okafor"
    )


def test_a_correction_leads_to_its_contest_and_a_total_to_its_council():
    assert 'href="/contests/ge2024/C0007/"' in drawing.fragments(a_list(a_row()))
    assert 'href="/councils/ge2024/C0007/"' in drawing.fragments(a_list(a_row(council=True)))


def test_a_withdrawal_leaves_no_result():
    words = line(withdrawn=True, now=None, was="was Con gain from Lab, majority 4,246")
    assert "1 withdrawal, newest first" in words
    assert "Withdrawn Before Con gain from Lab, majority 4,246 After No result" in words


def test_a_councils_total_tells_its_seats():
    seats = SeatsTold(by_party=(("Lab", 20), ("Con", 9)), complete=False)
    words = line(council=True, now=None, seats=seats, was="Lab had 21")
    assert "Before Lab had 21 After Lab 20, Con 9, running total" in words
    assert "complete total" in line(council=True, now=None, seats=replace(seats, complete=True))


def test_a_line_says_what_has_come_since_and_what_stands_on_one_source():
    assert "Other figures have come since" not in line()
    assert "Other figures have come since" in line(in_force=False)
    assert "Single source" not in line()
    assert "Single source" in line(single_source=True)


def test_both_kinds_are_counted():
    rows = [a_row(), a_row(key="contest-8"), a_row(key="contest-9", withdrawn=True, now=None)]
    assert "2 corrections, 1 withdrawal" in drawing.fragments(a_list(*rows))
