"""Pictures as files and on their page: what they say, in figures and in words, and what they never say."""

import re
from datetime import timedelta
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.utils import timezone

from results.boards.badges import LEGIBLE, contrast
from results.boards.contest import contest_card
from results.boards.pictures import region_pictures
from results.declaring.commands import enter
from results.models import Contest, Election
from results.packs.recorded_seats import recorded_seats
from results.rendering.pictures import kinds
from results.rendering.pictures.sheet import alone
from results.rendering.pictures.svg import LIGHT, THEMES
from tests import midlands
from tests.midlands import CENTRAL, EAST
from tests.people import a_producer
from tests.worlds import POLLS_CLOSED, a_count, a_small_election

pytestmark = pytest.mark.django_db
parsed = ElementTree.fromstring
SVG = "{http://www.w3.org/2000/svg}"
FIGURE = re.compile(r"[+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
every_picture = pytest.mark.parametrize("name", kinds.OF_A_REGION)
every_theme = pytest.mark.parametrize("theme", THEMES)
# What a picture says beside its figures: the keys, the axes, the words beneath.
NOT_FIGURES = {
    "lead": {"5", "10", "20"},
    "turnout": {"50", "55", "60", "65"},
    "swing": {"5", "10", "15"},
}


@pytest.fixture(scope="module")
def part_of_the_night(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield midlands.the_night(until=63)
        transaction.set_rollback(True)


def cards(election: Election, region: str = EAST):
    pk = election.regions.get(code=region).pk
    return region_pictures(region_id=pk, recorded=recorded_seats(election.pack))


def words_in(svg: str) -> list[str]:
    return [found.text or "" for found in parsed(svg).iter(f"{SVG}text")]


def figures_in(words: list[str]) -> set[str]:
    return {figure for word in words for figure in FIGURE.findall(word)}


@every_picture
def test_every_figure_that_is_drawn_stands_in_the_table_too(part_of_the_night, name):
    pictures = cards(part_of_the_night)
    picture = kinds.OF_A_REGION[name](pictures, LIGHT)
    drawn = figures_in(words_in(f'<svg xmlns="http://www.w3.org/2000/svg">{picture.body}</svg>'))
    told = figures_in([cell for row in picture.table.rows for cell in row] + list(picture.table.head))
    heads = figures_in([picture.told]) | NOT_FIGURES.get(name, set())
    assert picture.table.rows
    assert drawn
    assert drawn - told - heads - AXES[name](pictures) == set()


def no_axis(pictures) -> set[str]:
    return set()


def seats_by_party(pictures) -> set[str]:
    return figures_in([f"{row.seats} +{row.gains}" for row in pictures.board.rows])


def axes_of_the_night(pictures) -> set[str]:
    hours = {f"{number:02}" for number in range(60)}
    return hours | {str(number) for number in range(60)} | {f"{n}" for n in range(0, 60, 5)}


def counts_of_rows(pictures) -> set[str]:
    return {str(number) for number in range(50)}


AXES = {
    **dict.fromkeys(("lead", "turnout", "swing"), no_axis),
    **dict.fromkeys(("winner", "gain"), seats_by_party),
    "night": axes_of_the_night,
    **dict.fromkeys(("compare", "ladder"), counts_of_rows),
}


@pytest.mark.parametrize("name", kinds.MAPS)
def test_a_map_has_a_row_for_every_seat_and_the_letters_of_its_hex_in_it(part_of_the_night, name):
    pictures = cards(part_of_the_night)
    kind = kinds.MAPS[name]
    picture = kinds.OF_A_REGION[name](pictures, LIGHT)
    assert [row[0] for row in picture.table.rows] == [seat.tile.name for seat in pictures.seats]
    for seat, row in zip(pictures.seats, picture.table.rows, strict=True):
        if seat.tile.outcome:
            look = kind.look(seat)
            assert look.letters in "".join(row).replace(" ", "")
            assert look.under in row or not look.under
        else:
            assert row[1].startswith("Not declared")


@pytest.mark.parametrize("name", kinds.MAPS)
def test_letters_are_legible_on_every_hex(part_of_the_night, name):
    looks = [
        kinds.MAPS[name].look(seat) for seat in cards(part_of_the_night, CENTRAL).seats if seat.tile.outcome
    ]
    filled = [look.filled for look in looks if look.filled]
    assert filled
    assert min(contrast(own.ink, own.fill) for own in filled) >= LEGIBLE


@every_picture
@every_theme
def test_a_file_names_itself_and_says_of_when_it_is(part_of_the_night, name, theme):
    pictures = cards(part_of_the_night)
    palette = THEMES[theme]
    svg = alone(kinds.OF_A_REGION[name](pictures, palette), kinds.heading_of_region(pictures), palette)
    root = parsed(svg)
    assert root.get("role") == "img"
    named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert set(root.get("aria-labelledby").split()) == named
    said = " / ".join(words_in(svg))
    assert "35 of 47 declared" in said
    assert "number 63" in said
    assert "var(--" not in svg


def test_the_ladder_has_the_twenty_closest_and_ten_safest_and_its_table_everything(part_of_the_night):
    picture = kinds.OF_A_REGION["ladder"](cards(part_of_the_night, CENTRAL), LIGHT)
    shares = [float(row[4]) for row in picture.table.rows]
    assert shares == sorted(shares)
    assert len(shares) == 63
    drawn = words_in(f'<svg xmlns="http://www.w3.org/2000/svg">{picture.body}</svg>')
    assert sum(bool(re.search(r", [\d.]+%$", words)) for words in drawn) == 30
    assert "33 more between; then the 10 safest" in drawn


def test_tonight_stands_against_the_recorded_night_by_how_many_are_declared(part_of_the_night):
    pictures = cards(part_of_the_night)
    picture = kinds.OF_A_REGION["night"](pictures, LIGHT)
    assert picture.table.head == ("Party", "Tonight", "Recorded, 35 declared", "Recorded, at the end")
    # The night was played as it was recorded, so that both had the same when as many were in.
    assert all(row[1] == row[2] for row in picture.table.rows)
    assert ("Lab", "22", "22", "29") in picture.table.rows
    assert sum(int(row[3]) for row in picture.table.rows) == 47


def test_where_the_pack_recorded_nothing_there_is_no_recorded_night():
    election = a_small_election()
    picture = kinds.OF_A_REGION["night"](cards(election, "MID"), LIGHT)
    assert picture.table.head == ("Party", "Tonight")
    assert "recorded" not in picture.body


def test_a_wall_has_fewer_rungs_so_that_they_can_be_read_across_a_room(part_of_the_night):
    picture = kinds.ON_A_WALL["ladder"](cards(part_of_the_night, CENTRAL), LIGHT)
    drawn = words_in(f'<svg xmlns="http://www.w3.org/2000/svg">{picture.body}</svg>')
    assert sum(bool(re.search(r", [\d.]+%$", words)) for words in drawn) == 12
    assert "51 more between; then the 4 safest" in drawn
    assert len(picture.table.rows) == 63


def test_a_seat_whose_own_polls_are_open_is_told_of_no_night_and_counted_from_its_own_hour_afterwards():
    election, now = a_small_election(contests=3), timezone.now()
    early, late = election.contests.filter(code__in=["C0001", "C0003"]).order_by("code")
    recorded = [(contest.code, POLLS_CLOSED, "Con") for contest in (early, late)]
    region, by = election.regions.get(code="EM").pk, a_producer()
    Contest.objects.filter(pk=late.pk).update(polls_close=now + timedelta(hours=1))
    for contest in (early, late):
        enter(contest_id=contest.pk, count=a_count(), by=by)
    pictures = region_pictures(region_id=region, recorded=recorded)
    assert (len(pictures.tonight), len(pictures.recorded)) == (1, 1)
    struck = timezone.now() + timedelta(seconds=1)
    with patch("django.utils.timezone.now", lambda: now + timedelta(hours=2)):
        Contest.objects.filter(pk=late.pk).update(polls_close=struck)
        pictures = region_pictures(region_id=region, recorded=recorded)
    assert (pictures.tonight[-1].at, len(pictures.recorded)) == (struck, 2)


@pytest.mark.parametrize("name", kinds.OF_A_CONTEST)
def test_a_contests_pictures_say_what_its_table_says(part_of_the_night, name):
    contest = Contest.objects.get(name="North West Leicestershire")
    picture = kinds.OF_A_CONTEST[name](contest_card(contest_id=contest.pk), LIGHT)
    drawn = figures_in(words_in(f'<svg xmlns="http://www.w3.org/2000/svg">{picture.body}</svg>'))
    told = figures_in([cell for row in picture.table.rows for cell in row])
    assert told <= drawn
    assert drawn - told <= {"2019", "20"}
