"""The page that puts a feed's address together: what it offers, what it shows, to whom."""

import pytest
from django.test import Client
from django.test.html import parse_html

from results.declaring.commands import enter
from results.feeds.kept import feeds_here
from results.onair.air import take
from results.onair.cues import remove
from tests.fragments import elements
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
PAGE = "/graphics/feeds/"


@pytest.fixture(autouse=True)
def a_new_process():
    feeds_here.forget()


@pytest.fixture
def gwen():
    return an_operator()


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(client, **asked):
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return response


def sources(response):
    page = parse_html(response.content.decode())
    select = next(element for element in elements(page) if ("id", "source") in element.attributes)
    return [dict(option.attributes)["value"] for option in elements(select) if option.name == "option"]


def test_it_offers_every_region_every_layer_of_every_output_and_every_cue_of_a_rundown(gwen):
    output = an_output(slug="pgm", layers=["lower-third", "bug"])
    cue, gone = a_cue(output, gwen), a_cue(output, gwen)
    remove(cue_id=gone.pk, by=gwen)
    slug = output.election.slug
    regions = [f"live/{slug}/{code}" for code in ("EM", "WM", "MID")]
    assert set(sources(shown(signed_in(gwen)))) == {
        *regions,
        "output/pgm/lower-third",
        "output/pgm/bug",
        f"cue/{cue.pk}",
    }


def test_the_address_that_it_shows_gives_what_it_shows(gwen):
    election = a_small_election(contests=3)
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=a_producer())
    client = signed_in(gwen)
    asked = {
        "source": f"live/{election.slug}/EM",
        "graphic": "seat-change",
        "ext": "csv",
        "rows": "3",
        "pad": "1",
    }
    context = shown(client, **asked).context
    told = f"/feeds/live/{election.slug}/EM/seat-change.csv?rows=3&pad=1"
    assert context["address"] == f"http://testserver{told}"
    assert context["words"] == "Live: General election 2024, East Midlands: Seat change"
    assert client.get(told).content.decode() == context["told"]
    assert dict(context["names"])["party"] == ["Conservative", "Labour", ""]


def test_it_shows_a_cue_and_what_is_on_air(gwen):
    output, client = an_output(slug="pgm"), signed_in(gwen)
    cue = a_cue(output, gwen)
    of_cue = shown(client, source=f"cue/{cue.pk}", ext="kv.json").context
    assert of_cue["address"].endswith(f"/feeds/cue/{cue.pk}.kv.json")
    assert '"phrase":"Con gain from Lab"' in of_cue["told"]
    assert shown(client, source="output/pgm/lower-third").context["status"] == "off"
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    assert shown(client, source="output/pgm/lower-third").context["status"] == "on"


def test_rss_of_something_else_than_a_ticker_is_answered_by_a_sentence(gwen):
    election = a_small_election(contests=1)
    source = f"live/{election.slug}/EM"
    client = signed_in(gwen)
    assert "RSS is of a ticker alone" in shown(client, source=source, ext="rss").content.decode()
    assert shown(client, source=source, ext="rss", graphic="ticker").context["address"].endswith("ticker.rss")


@pytest.mark.parametrize(
    "asked", [{}, {"source": "live/no/EM"}, {"ext": "exe", "graphic": "x", "rows": "-1"}]
)
def test_what_cannot_be_chosen_leaves_the_first_choice(gwen, asked):
    election = a_small_election(contests=1)
    context = shown(signed_in(gwen), **asked).context
    assert context["address"].endswith(f"/feeds/live/{election.slug}/EM/scoreboard.rows.json")


def test_a_desk_without_an_election_says_where_feeds_come_from(gwen):
    assert "a producer loads one" in shown(signed_in(gwen)).content.decode()


@pytest.mark.parametrize("system", ["vMix", "XPression", "Viz", "OBS", "SPX", "CasparCG"])
def test_it_tells_how_each_system_is_set_up(gwen, system):
    assert f"<dt>{system}</dt>" in shown(signed_in(gwen)).content.decode()


def test_it_leads_to_the_templates_that_spx_and_casparcg_install(gwen):
    assert shown(signed_in(gwen)).content.decode().count('href="/graphics/packages/"') == 2


def test_it_is_for_graphics_and_producers_and_only_these_are_led_to_making_links(gwen):
    assert Client().get(PAGE).status_code == 302
    for person in (an_outsider(), a_reporter()):
        assert signed_in(person).get(PAGE).status_code == 403
    a_small_election(contests=1)
    assert "Make a link" in shown(signed_in(a_producer())).content.decode()
    assert "Make a link" not in shown(signed_in(gwen)).content.decode()


def test_the_list_of_outputs_leads_to_it(gwen):
    assert f'href="{PAGE}"' in signed_in(gwen).get("/graphics/").content.decode()


def test_it_costs_the_same_however_many_cues_there_are(gwen, django_assert_max_num_queries):
    output, client = an_output(), signed_in(gwen)
    for _ in range(5):
        a_cue(output, gwen)
    shown(client)
    with django_assert_max_num_queries(8):
        shown(client)
