"""What keeps a panel open: who else works the output, how its pages fare, and all else if not pushed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.test.html import parse_html

from results.graphics.panels import panel_content
from results.models import OnAir, OutputPage
from results.onair.pages import Said, heard
from tests.fragments import by_id, id_of, pushed_onto, texts_of
from tests.onair_rows import an_output
from tests.panels import drawn, keep, press, taken
from tests.people import a_producer, an_operator

pytestmark = pytest.mark.django_db
PUSHED_QUERIES = 12
LATE_BY = timedelta(seconds=15)
FRAGMENTS = ("preview", "state", "alerts", "layers", "rundown", "holds", "run")


@pytest.fixture
def output():
    return an_output(slug="pgm", name="PGM")


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def panel(client: Client, gwen) -> Client:
    client.force_login(gwen)
    return client


def test_a_panel_that_is_of_an_older_number_gets_everything_and_ends_as_a_fetched_one(panel, output, gwen):
    page = drawn(panel)
    taken(output, gwen)
    answer = keep(panel, 0)
    pushed_onto(page, answer.content.decode())
    fetched = drawn(panel)
    for name in FRAGMENTS:
        assert by_id(page, f"panel-{name}") == by_id(fetched, f"panel-{name}")


def test_a_panel_that_is_pushed_to_says_no_number_and_gets_its_pages_alone(panel, output, gwen):
    taken(output, gwen)
    answer = parse_html(f"<body>{keep(panel).content.decode()}</body>")
    assert [id_of(part) for part in answer.children] == ["panel-pages"]
    assert "No program page is heard of" in " ".join(texts_of(answer, "panel-pages"))


@pytest.mark.parametrize("cues", [1, 30])
def test_what_is_pushed_costs_the_same_however_long_the_rundown(
    output, gwen, django_assert_num_queries, cues
):
    for _ in range(cues):
        taken(output, gwen)
    with django_assert_num_queries(PUSHED_QUERIES):
        panel_content(output.pk, election_id=output.election_id)


def test_a_panel_that_is_up_to_date_gets_no_list_again(panel, output):
    seq = keep(panel, -1)["X-Desk-Seq"]
    assert 'id="panel-rundown"' not in keep(panel, seq).content.decode()


def test_two_operators_of_one_output_are_told_of_each_other(panel, output):
    assert "open too" not in keep(panel).content.decode()
    other = Client()
    other.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Gwen Parry has this panel open too" in keep(other).content.decode()
    assert "Priya Nair has this panel open too" in keep(panel).content.decode()
    OutputPage.objects.update(seen_at="2024-07-05T01:00Z")
    assert "open too" not in keep(panel).content.decode()


def test_a_panel_is_no_page_that_draws(panel, output):
    assert "confirmed" not in keep(panel).content.decode()
    assert "<li" not in keep(panel).content.decode()


def test_a_page_is_late_after_several_missed_beats_and_not_after_one(panel, output):
    assert "No program page is heard of" in keep(panel).content.decode()
    heard(output_id=output.pk, bus="program", said=Said(key="a", version="v7", shown_act=0))
    beats = keep(panel).content.decode()
    assert "confirmed" in beats and "v7" in beats and "No program page" not in beats
    page = OutputPage.objects.get(key="a")
    page.seen_at -= LATE_BY
    page.save()
    assert "not heard since" in keep(panel).content.decode()


def test_a_page_that_does_not_show_what_was_asked_for_is_not_confirmed(panel, output, gwen):
    taken(output, gwen)
    act = OnAir.objects.get().act
    on = {"lower-third": "on"}
    heard(output_id=output.pk, bus="program", said=Said(key="a", version="v7", shown_act=act - 1, states=on))
    assert "not confirmed yet" in keep(panel).content.decode()
    heard(output_id=output.pk, bus="program", said=Said(key="a", version="v7", shown_act=act, states=on))
    assert "not confirmed yet" not in keep(panel).content.decode()
    press(panel, "clear", "all")
    assert "not confirmed yet" in keep(panel).content.decode()


def test_what_does_not_fit_on_preview_is_told_before_the_take(panel, output):
    lost = {"lower-third": ["Ashby-de-la-Zouch"]}
    said_so = Said(key="m", version="v7", shown_act=0, states={"monitor": True, "lost": lost})
    heard(output_id=output.pk, bus="preview", said=said_so)
    assert "Does not fit on preview: lower third Ashby-de-la-Zouch" in keep(panel).content.decode()


def test_a_monitor_on_a_panel_is_no_program_page_and_an_outdated_page_says_so(panel, output):
    heard(output_id=output.pk, bus="program", said=Said("m", "v7", 0, {"monitor": True}))
    assert "No program page is heard of" in keep(panel).content.decode()
    heard(output_id=output.pk, bus="program", said=Said("r", "v6", 0, {"outdated": True}))
    told = keep(panel).content.decode()
    assert "No program page" not in told
    assert "older scripts than the desk’s" in told
