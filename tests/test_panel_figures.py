"""Cues with real figures from the panel: added by name, told what is newer, refreshed, updated, put right."""

from http import HTTPStatus

import pytest
from django.test import Client

from results.declaring.commands import correct, enter
from results.models import AsRun, Cue, OnAir
from results.onair.air import take
from results.onair.cues import put_on_preview
from tests.onair_rows import an_output
from tests.people import a_producer, a_reporter, an_operator
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
SCRIPT = {"x-desk-panel": "1"}
PUT_RIGHT = a_count(10_000, 14_246, 3_000, 2_000, 754)


@pytest.fixture
def output():
    return an_output(a_small_election(contests=3), slug="pgm", name="PGM")


@pytest.fixture
def alice(output):
    return a_reporter(*output.election.contests.all())


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def panel(client: Client, gwen) -> Client:
    client.force_login(gwen)
    return client


@pytest.fixture
def leicester(output, alice):
    """Leicester East, declared."""
    contest = output.election.contests.get(name="Leicester East")
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    return contest


def press(client: Client, act: str, what: str = "", **typed: str):
    return client.post(f"/graphics/pgm/acts/{act}/", {"what": what, **typed}, headers=SCRIPT)


def added(panel: Client, subject: str = "Leicester East", graphic: str = "lower-third", **typed: str):
    return press(panel, "add", subject=subject, graphic=graphic, **typed)


def corrected(leicester, alice):
    correct(contest_id=leicester.pk, count=PUT_RIGHT, by=alice, based_on=1, reason="Misread.")


def aired(panel: Client, gwen) -> Cue:
    added(panel)
    cue = Cue.objects.get()
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=cue.output_id, cue_id=cue.pk, digest=cue.digest, by=gwen)
    return cue


@pytest.mark.parametrize("subject", ["Leicester East", "leicester east", " leic "])
def test_a_cue_is_added_by_a_name_or_a_part_of_it_with_its_values_frozen(panel, leicester, subject):
    assert added(panel, subject).status_code == HTTPStatus.OK
    cue = Cue.objects.get()
    assert (cue.contest, cue.mode, cue.values["contest"]) == (leicester, "frozen", "Leicester East")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"subject": ""}, "No contest of this election is called nothing"),
        ({"subject": "Narnia"}, "No contest of this election is called Narnia: type part of its name."),
        ({"subject": "e"}, "have that in their name"),
        ({"subject": "East Midlands"}, "No contest of this election is called East Midlands"),
        ({"graphic": "weather"}, "Choose a graphic first."),
        ({"mode": "follow"}, "Only tallies and the ticker follow"),
        ({"mode": "sometimes"}, "cannot read"),
        ({"subject": "Rugby"}, "Rugby"),
        (
            {"graphic": "head-to-head", "one": "Shah", "other": "Nobody"},
            "No one candidate there is called Nobody",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_sentence_and_nothing_is_kept(
    panel, leicester, typed, sentence
):
    answer = added(panel, **typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert not Cue.objects.exists()


def test_the_two_of_a_head_to_head_are_chosen_by_name_or_number(panel, leicester):
    added(panel, graphic="head-to-head", one="penrose", other="1")
    values = Cue.objects.get().values
    assert (values["one"]["name"], values["other"]["name"]) == ("Tom Penrose", "Rajinder Shah")


def test_a_council_and_a_region_are_subjects_too(panel, gwen):
    council = a_council(election=a_council_election())
    an_output(council.election, slug="council-pgm")
    address = "/graphics/council-pgm/acts/add/"
    answer = panel.post(address, {"graphic": "council", "subject": council.name}, headers=SCRIPT)
    assert (answer.status_code, Cue.objects.get().council) == (HTTPStatus.OK, council)


def test_a_producer_adds_cues_and_a_reporter_does_not(client, leicester, alice):
    client.force_login(alice)
    assert added(client).status_code == HTTPStatus.FORBIDDEN
    client.force_login(a_producer())
    assert added(client).status_code == HTTPStatus.OK
    assert Cue.objects.count() == 1


def test_what_is_newer_is_told_before_and_after_and_refreshing_freezes_it(panel, leicester, alice):
    added(panel)
    cue = Cue.objects.get()
    corrected(leicester, alice)
    address = f"/graphics/pgm/control/newer/{cue.pk}/"
    told = panel.get(address, headers=SCRIPT).content.decode()
    was, now = cue.values["majority_txt"], "4,246"
    assert was != now and was in told and now in told
    assert press(panel, "refresh", f"{cue.pk} {cue.digest}").status_code == HTTPStatus.OK
    cue.refresh_from_db()
    assert cue.values["majority_txt"] == now
    assert "Nothing that it draws has changed" in panel.get(address).content.decode()


def test_refreshing_a_cue_leaves_what_is_on_air_and_update_changes_it(panel, leicester, alice, gwen):
    cue = aired(panel, gwen)
    corrected(leicester, alice)
    press(panel, "refresh", f"{cue.pk} {cue.digest}")
    assert OnAir.objects.get().values["majority_txt"] != "4,246"
    press(panel, "update", f"lower-third {cue.digest}")
    row = OnAir.objects.get()
    assert (row.values["majority_txt"], row.cue) == ("4,246", cue)


def test_a_correction_is_pushed_with_its_tag_and_the_alert_ends(panel, leicester, alice, gwen):
    cue = aired(panel, gwen)
    corrected(leicester, alice)
    page = panel.get("/graphics/pgm/control/").content.decode()
    assert "Push correction" in page
    press(panel, "update", f"lower-third {cue.digest}")
    assert OnAir.objects.get().corrected
    assert AsRun.objects.latest("number").act == "correct"
    assert "Push correction" not in panel.get("/graphics/pgm/control/").content.decode()


def test_an_update_of_what_changed_on_air_since_is_refused(panel, leicester, alice, gwen):
    cue = aired(panel, gwen)
    corrected(leicester, alice)
    press(panel, "update", f"lower-third {cue.digest}")
    assert press(panel, "update", f"lower-third {cue.digest}").status_code == HTTPStatus.CONFLICT
    assert press(panel, "update", "ticker abc").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_cue_that_is_refreshed_at_take_shows_on_air_what_its_preview_shows_now(
    panel, leicester, alice, gwen
):
    added(panel, mode="at_take")
    cue = Cue.objects.get()
    put_on_preview(cue_id=cue.pk, by=gwen)
    corrected(leicester, alice)
    assert press(panel, "take", f"{cue.pk} {cue.digest}").status_code == HTTPStatus.CONFLICT
    page = panel.get("/graphics/pgm/control/").content.decode()
    seen = page.split(f'value="{cue.pk} ')[1].split('"')[0]
    assert press(panel, "take", f"{cue.pk} {seen}").status_code == HTTPStatus.OK
    assert OnAir.objects.get().values["majority_txt"] == "4,246"


def test_cues_of_other_outputs_are_out_of_reach(panel, leicester):
    added(panel)
    cue = Cue.objects.get()
    an_output(leicester.election, slug="other")
    answer = panel.post("/graphics/other/acts/refresh/", {"what": f"{cue.pk} {cue.digest}"}, headers=SCRIPT)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert panel.get(f"/graphics/other/control/newer/{cue.pk}/").status_code == HTTPStatus.NOT_FOUND
