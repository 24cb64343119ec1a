"""Text always fits: smaller first, then on two lines, then shortened by rule, cut last and told."""

import pytest

from tests.graphics.longest import all_values
from tests.services import needs_browser

pytestmark = needs_browser
PLACE = {"w": 400, "h": 60, "size": 40, "floor": 26, "weight": 600, "lines": 1, "rule": "name"}


@pytest.fixture
def fit(player):
    player.load("bug", all_values()["bug"])
    return lambda text, **place: player.page.evaluate(
        "([text, place]) => window.DeskText.fit(text, place)", [text, {**PLACE, **place}]
    )


def test_what_fits_is_left_as_it_is(fit):
    assert fit("Shivani Raja") == {"lines": ["Shivani Raja"], "size": 40, "lost": False}


def test_what_is_a_little_long_is_printed_smaller(fit):
    found = fit("Andrew Fieldsend-Roxborough")
    assert found["lines"] == ["Andrew Fieldsend-Roxborough"]
    assert 26 <= found["size"] < 40


def test_two_lines_are_taken_where_the_place_has_them_and_balanced(fit):
    found = fit("Chesterfield and North Derbyshire Independents", rule="place", lines=2, h=76)
    assert found["lines"] == ["Chesterfield and North", "Derbyshire Independents"]
    assert found["lost"] is False


@pytest.mark.parametrize(
    ("name", "width", "shown"),
    [
        ("Preet Kaur Gill", 160, "Preet K. Gill"),
        ("Preet Kaur Gill", 134, "Preet Gill"),
        ("Preet Kaur Gill", 104, "P. Gill"),
        ("Maria van der Berg", 200, "M. van der Berg"),
        ("Katherine Anne Louise Fletcher", 250, "Katherine Fletcher"),
    ],
)
def test_names_lose_their_middle_first_and_never_a_part_of_the_surname(fit, name, width, shown):
    found = fit(name, w=width)
    assert (found["lines"], found["lost"]) == ([shown], False)
    assert found["size"] >= PLACE["floor"]


def test_places_are_abbreviated_by_rule(fit):
    found = fit("Hereford and South Herefordshire", rule="place", w=376)
    assert found == {
        "lines": ["Hereford & S. Herefordshire"],
        "size": pytest.approx(27, abs=3),
        "lost": False,
    }


def test_what_cannot_fit_is_cut_and_told(fit):
    found = fit("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", rule="place")
    assert found["lost"] is True
    assert found["lines"][0].endswith("…")


def test_a_figure_is_never_cut(fit):
    found = fit("1,234,567,890,123,456", rule="figure", w=120)
    assert found["lines"] == ["1,234,567,890,123,456"]
    assert found["lost"] is True


def test_a_panel_is_told_which_fields_would_be_cut_without_anything_being_painted(player):
    values = all_values()["lower-third"]
    values["pages"][5]["name"] = "Wolfeschlegelsteinhausenbergerdorff" * 2
    values["margin"] = "majority " + "1,234,567 " * 20
    player.load("lower-third", {})
    assert player.page.evaluate("values => window.graphic.fits(values)", values) == ["margin", "pages.5.name"]
    assert player.ink() is None


def test_figures_are_all_of_one_width(player):
    player.load("bug", all_values()["bug"])
    widths = player.page.evaluate("[...'0123456789'].map(figure => window.DeskText.width(figure, 700))")
    assert len(set(widths)) == 1


def test_a_hyphen_in_a_name_is_no_wider_than_it_is(player):
    player.load("bug", all_values()["bug"])
    wide = player.page.evaluate("words => words.map(word => window.DeskText.width(word, 600))", ["a", "a-"])
    figure = player.page.evaluate("window.DeskText.width('0', 600)")
    assert wide[1] - wide[0] < 0.8 * figure


def test_the_typeface_is_the_desks_own(player):
    player.load("bug", all_values()["bug"])
    told = player.page.evaluate("[...document.fonts].map(face => face.family + ' ' + face.status)")
    assert [one.replace('"', "") for one in told] == ["Desk Inter loaded"]


def test_a_typeface_that_cannot_be_had_does_not_keep_a_graphic_off(player):
    player.load("bug", all_values()["bug"], fonts="http://desk.test/nowhere/")
    player.do("g.settle(0)")
    assert player.ink()
