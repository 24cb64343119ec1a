"""The operator's panel and its acts: what she sees, what she presses, and a sentence where it is refused."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.test.html import parse_html

from results.declaring.commands import correct, enter
from results.models import AsRun, Hold, OnAir
from results.onair.cues import refresh
from tests.admin_pages import said
from tests.fragments import by_id, elements, id_of, texts_of
from tests.onair_rows import a_cue, a_snapshot, an_output
from tests.panels import drawn, keep, press, taken, words
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_count

pytestmark = pytest.mark.django_db
PANEL_QUERIES, KEPT_QUERIES = 18, 11


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


def on_air(output) -> set[str]:
    return set(OnAir.objects.filter(output=output).values_list("layer", flat=True))


def test_an_empty_panel_says_that_nothing_is_on_air(panel, output):
    assert "Nothing on air" in words(panel, "panel-state")
    assert "Nothing on preview" in words(panel, "panel-preview")
    assert words(panel, "panel-rundown") == "No cue yet."


def test_what_is_on_preview_is_taken_by_its_button_and_the_answer_shows_it_on_air(panel, output, gwen):
    cue = a_cue(output, gwen)
    answer = press(panel, "take", f"{cue.pk} {cue.digest}")
    assert (answer.status_code, on_air(output)) == (HTTPStatus.OK, {"lower-third"})
    fragments = parse_html(f"<body>{answer.content.decode()}</body>")
    assert "Leicester East" in " ".join(texts_of(fragments, "layer-lower-third"))


def test_a_take_of_what_changed_since_is_refused_with_409_and_its_sentence(panel, output, gwen):
    cue = a_cue(output, gwen)
    seen = cue.digest
    refresh(cue_id=cue.pk, digest=seen, snapshot=a_snapshot(output, majority_txt="4,246"), by=gwen)
    answer = press(panel, "take", f"{cue.pk} {seen}")
    assert (answer.status_code, on_air(output)) == (HTTPStatus.CONFLICT, set())
    assert answer.content.decode() == "It changed since you looked: look again before you act."


@pytest.mark.parametrize(
    ("act", "what", "sentence"),
    [
        ("take", "one two", "cannot read"),
        ("take", "", "cannot read"),
        ("next", "lower-third", "cannot read"),
        ("hold", "world", "cannot read"),
        ("out", "lower-third", "Nothing is on air there."),
        ("preview", "99999", "not in the rundown any more"),
        ("release", "99999", "not held any more"),
        ("hold", "output", "Say why it is held"),
    ],
)
def test_what_cannot_be_done_is_answered_with_422_and_a_sentence(panel, output, act, what, sentence):
    answer = press(panel, act, what)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert not AsRun.objects.exists()


def test_an_act_that_the_desk_does_not_know_is_not_found(panel, output):
    assert press(panel, "explode").status_code == HTTPStatus.NOT_FOUND


def test_without_a_script_an_act_leads_back_to_the_panel(panel, output, gwen):
    cue = a_cue(output, gwen)
    answer = panel.post("/graphics/pgm/acts/take/", {"what": f"{cue.pk} {cue.digest}"})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.SEE_OTHER, "/graphics/pgm/control/")
    again = panel.post("/graphics/pgm/acts/take/", {"what": f"{cue.pk} {cue.digest}"})
    assert "not on preview any more" in said(again)
    assert on_air(output) == {"lower-third"}


def test_an_act_is_a_post_with_a_token(output, gwen):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(gwen, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.get("/graphics/pgm/acts/clear/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert press(strict, "clear").status_code == HTTPStatus.FORBIDDEN
    assert not AsRun.objects.exists()


def test_next_out_and_clear_are_done_by_their_buttons(panel, output, gwen):
    taken(output, gwen, pages=[{}] * 5)
    assert "page 1 of 3" in words(panel, "layer-lower-third")
    press(panel, "next", "lower-third 0")
    assert "page 2 of 3" in words(panel, "layer-lower-third")
    press(panel, "out", "lower-third")
    press(panel, "clear", "all")
    log = list(AsRun.objects.order_by("number").values_list("act", flat=True))
    assert (on_air(output), log) == (set(), ["take", "step", "out", "clear"])


def test_cues_are_previewed_moved_and_removed(panel, output, gwen):
    first, second = a_cue(output, gwen, previewed=False), a_cue(output, gwen, previewed=False)
    press(panel, "preview", f"{second.pk}")
    press(panel, "up", f"{second.pk}")
    rundown = by_id(drawn(panel), "panel-rundown")
    order = [id_of(element) for element in elements(rundown) if ("class", "p-go") in element.attributes]
    assert order == [f"cue-{second.pk}", f"cue-{first.pk}"]
    press(panel, "down", f"{second.pk}")
    press(panel, "remove", f"{second.pk}")
    output.refresh_from_db()
    assert (output.previewed_id, output.cues.filter(removed_at=None).get()) == (None, first)


def test_a_held_cue_says_who_holds_it_and_why_and_is_released_by_an_act_of_its_own(panel, output, gwen):
    cue = a_cue(output, gwen)
    press(panel, "hold", f"cue {cue.pk}", reason="Wrong name")
    assert "Held by Gwen Parry: Wrong name" in words(panel, "panel-preview")
    assert press(panel, "take", f"{cue.pk} {cue.digest}").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = panel.get(f"/graphics/pgm/control/release/{Hold.objects.get().pk}/").content.decode()
    press(panel, "release", page.split('acts/release/" name="what" value="')[1].split('"')[0])
    assert press(panel, "take", f"{cue.pk} {cue.digest}").status_code == HTTPStatus.OK


def test_a_held_contest_and_a_held_output_are_listed(panel, output, gwen):
    cue = a_cue(output, gwen)
    press(panel, "hold", f"contest {cue.contest_id}", reason="Being checked")
    press(panel, "hold", "output", reason="Line check")
    listed = words(panel, "panel-holds")
    assert "Leicester East, everywhere held by Gwen Parry" in listed
    assert "PGM held by Gwen Parry" in listed


def test_the_test_card_is_shown_and_taken_off(panel, output):
    press(panel, "test-card", "on")
    assert "Test card off" in words(panel, "panel-state")
    press(panel, "test-card", "off")
    output.refresh_from_db()
    assert not output.test_card


def test_a_cue_counts_what_came_in_since_its_values_were_frozen(panel, output, gwen):
    alice = a_reporter(contest := output.election.contests.get())
    a_cue(output, gwen)
    assert "newer" not in words(panel, "panel-rundown")
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    assert "1 newer" in words(panel, "panel-rundown")


def test_a_correction_of_what_is_on_air_raises_an_alert_until_it_is_out_and_the_log_keeps_it(
    panel, output, gwen
):
    alice = a_reporter(contest := output.election.contests.get())
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    taken(output, gwen, revision=1)
    assert words(panel, "panel-alerts") == ""
    put_right = a_count(10_000, 14_246, 3_000, 2_000, 754)
    correct(contest_id=contest.pk, count=put_right, by=alice, based_on=1, reason="Misread.")
    told = words(panel, "panel-alerts")
    assert "Leicester East corrected at" in told
    assert "on air now as it was" in told
    assert "Misread." in told
    press(panel, "out", "lower-third")
    assert "off now" in words(panel, "panel-alerts")


def test_a_correction_of_what_never_aired_here_raises_none(panel, output, gwen):
    alice = a_reporter(contest := output.election.contests.get())
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    a_cue(output, gwen)
    put_right = a_count(10_000, 14_246, 3_000, 2_000, 754)
    correct(contest_id=contest.pk, count=put_right, by=alice, based_on=1, reason="Misread.")
    assert words(panel, "panel-alerts") == ""


@pytest.mark.parametrize("cues", [1, 30])
def test_the_panel_costs_the_same_however_long_its_rundown(
    panel, output, gwen, django_assert_num_queries, cues
):
    for _ in range(cues):
        taken(output, gwen)
    with django_assert_num_queries(PANEL_QUERIES):
        panel.get("/graphics/pgm/control/")
    seq = keep(panel, -1)["X-Desk-Seq"]
    with django_assert_num_queries(KEPT_QUERIES):
        keep(panel, seq)


@pytest.mark.parametrize("someone", [an_operator, a_producer])
@pytest.mark.parametrize("page", ["/graphics/", "/graphics/pgm/control/"])
def test_operators_and_producers_see_the_graphics_desk(client, output, someone, page):
    client.force_login(someone())
    answer = client.get(page)
    assert answer.status_code == HTTPStatus.OK
    assert "PGM" in answer.content.decode()


@pytest.mark.parametrize("someone", [a_reporter, an_outsider])
@pytest.mark.parametrize("page", ["/graphics/", "/graphics/pgm/control/"])
def test_others_are_turned_away_with_a_sentence(client, output, someone, page):
    client.force_login(someone())
    answer = client.get(page)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "for graphics operators and producers" in answer.content.decode()


def test_a_producer_may_prepare_and_not_take(client, output, gwen):
    cue = a_cue(output, gwen)
    client.force_login(a_producer())
    assert press(client, "up", f"{cue.pk}").status_code == HTTPStatus.OK
    refused = press(client, "take", f"{cue.pk} {cue.digest}")
    assert (refused.status_code, on_air(output)) == (HTTPStatus.FORBIDDEN, set())
    assert "Only a graphics operator takes" in refused.content.decode()


def test_who_is_signed_out_is_asked_in_and_a_script_is_told(client, output):
    assert client.get("/graphics/pgm/control/")["Location"].startswith("/accounts/login/?next=")
    refused = press(client, "clear")
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "You are signed out, and nothing was done" in refused.content.decode()


def test_an_output_that_there_is_none_of_is_not_found(panel):
    assert panel.get("/graphics/nowhere/control/").status_code == HTTPStatus.NOT_FOUND
    assert panel.post("/graphics/nowhere/acts/clear/").status_code == HTTPStatus.NOT_FOUND
