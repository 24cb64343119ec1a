"""Feeds for graphics systems: what each is of, what changes it, what never does, and who may read it."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.utils import timezone

from results.declaring.commands import correct, enter
from results.feeds.kept import feeds_here
from results.feeds.memory import admitted_here
from results.graphics.kinds import ALL
from results.graphics.values import snapshot_of
from results.models import AccessLink, Cue, Hold
from results.onair.air import clear, take, update
from results.onair.cues import prepare, put_on_preview, refresh, remove
from results.onair.holds import hold, release
from results.onair.snapshot import Subject
from results.people.links import issue_link, issue_output_link, revoke_link
from results.views import graphic_feeds
from tests.onair_rows import a_cue, a_snapshot, an_output
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
parsed = ElementTree.fromstring


@pytest.fixture(autouse=True)
def a_new_process():
    feeds_here.forget()


@pytest.fixture
def election():
    return a_small_election(contests=3)


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def output():
    return an_output()


def live(election, graphic="scoreboard", ext="rows.json", region="EM"):
    return f"/feeds/live/{election.slug}/{region}/{graphic}.{ext}"


def on_air(output, layer="lower-third", ext="json"):
    return f"/feeds/output/{output.slug}/{layer}.{ext}"


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def declare(election, by, code="C0001"):
    return enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=by)


def token_of(election, by, region="EM"):
    return issue_link(
        name="vMix",
        scope=AccessLink.Scope.FEED,
        election=election,
        region=election.regions.get(code=region),
        by=by,
    )[1]


def rows_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()


def a_tally_cue(output, by, *, mode=Cue.Mode.FROZEN):
    """A cue of the first region's tally, as it is now."""
    subject = Subject(region_id=output.election.regions.get(code="EM").pk)
    snapshot = snapshot_of(graphic="scoreboard", election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=by, mode=mode)
    put_on_preview(cue_id=cue.pk, by=by)
    return cue


# The live family


def test_a_live_feed_changes_as_results_are_released(election, priya):
    client = signed_in(priya)
    (before,) = rows_of(client, live(election))[:1]
    assert (before["declared_txt"], before["status"], before["seq"]) == ("0 of 2", "live", 0)
    declare(election, priya)
    rows = {row["abbr"]: row for row in rows_of(client, live(election))}
    assert (rows["Con"]["seats"], rows["Con"]["net_txt"], rows["Con"]["seq"]) == (1, "+1", 1)
    assert (rows["Lab"]["seats_txt"], rows["Lab"]["declared_txt"]) == ("0", "1 of 2")
    assert sum(row["seats"] for row in rows.values()) == rows["Con"]["declared"] == 1


@pytest.mark.parametrize("graphic", ["scoreboard", "seat-change", "ticker", "bug"])
@pytest.mark.parametrize("ext", ["rows.json", "csv", "xml", "kv.json", "vdf"])
def test_every_live_graphic_is_there_in_every_format_before_and_after_a_result(election, priya, graphic, ext):
    client = signed_in(priya)
    before = client.get(live(election, graphic, ext))
    declare(election, priya)
    after = client.get(live(election, graphic, ext))
    assert (before.status_code, after.status_code) == (200, 200)
    assert "charset=utf-8" in after["Content-Type"]
    assert before.content != after.content


@pytest.mark.parametrize(
    "graphic", [graphic for graphic in ALL if "region" in graphic.subjects], ids=lambda graphic: graphic.name
)
def test_every_number_of_a_region_stands_beside_its_ready_string(election, priya, gwen, graphic):
    declare(election, priya)
    output = an_output(election)
    subject = Subject(region_id=election.regions.get(code="EM").pk)
    snapshot = snapshot_of(graphic=graphic.name, election_id=election.pk, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen)
    for row in rows_of(signed_in(gwen), f"/feeds/cue/{cue.pk}.json"):
        numbers = {name for name, cell in row.items() if not isinstance(cell, str)} - {"seq", "age_s"}
        assert all(row[f"{name}_txt"] for name in numbers)


@pytest.mark.parametrize("graphic", ["lower-third", "contest", "head-to-head", "swing-dial"])
def test_every_number_of_a_contest_stands_beside_its_ready_string(election, priya, gwen, graphic):
    declare(election, priya)
    output, contest = an_output(election), election.contests.get(code="C0001")
    subject = Subject(contest_id=contest.pk)
    snapshot = snapshot_of(graphic=graphic, election_id=election.pk, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen)
    rows = rows_of(signed_in(gwen), f"/feeds/cue/{cue.pk}.json")
    assert {row["contest"] for row in rows} == {"Leicester East"}
    for row in rows:
        numbers = {name for name, cell in row.items() if not isinstance(cell, str)} - {"seq", "age_s"}
        assert all(row[f"{name}_txt"] for name in numbers)


def test_the_ticker_keeps_the_id_of_an_item_and_a_correction_is_another(election, priya):
    client, contest = signed_in(priya), election.contests.get(code="C0001")

    def ids():
        told = parsed(client.get(live(election, "ticker", "rss")).content)
        return [item.findtext("guid") for item in told.iter("item")]

    entered = declare(election, priya)
    first = ids()
    declare(election, priya, code="C0003")
    assert ids()[1:] == first
    correct(
        contest_id=contest.pk,
        count=a_count(10_000, 14_246, 3_000, 2_000, 574),
        by=priya,
        based_on=entered.revision,
        reason="misread",
    )
    assert first[0] not in ids()


def test_only_what_may_follow_is_live(election, priya):
    client = signed_in(priya)
    for graphic in ("lower-third", "contest", "hex-map", "nothing"):
        assert client.get(live(election, graphic)).status_code == 404
    assert client.get(live(election, region="ZZ")).status_code == 404
    assert client.get(live(election, ext="exe")).status_code == 404
    assert client.get(live(election, ext="rss")).status_code == 404


def test_nothing_is_told_before_polls_close_and_the_hour_alone_changes_the_feed(priya, monkeypatch):
    closing = timezone.now() + timedelta(minutes=10)
    election = a_small_election(contests=3, polls_close=closing)
    declare(election, priya)
    client = signed_in(priya)
    assert rows_of(client, live(election))[0]["declared_txt"] == "0 of 2"
    monkeypatch.setattr(timezone, "now", lambda: closing + timedelta(seconds=1))
    assert rows_of(client, live(election))[0]["declared_txt"] == "1 of 2"


def test_a_held_contest_counts_in_every_live_feed_as_it_did(election, priya, gwen):
    output, client = an_output(election), signed_in(priya)
    contest = election.contests.get(code="C0001")
    hold(output_id=output.pk, by=gwen, reason="the sheet is being checked", contest_id=contest.pk)
    declare(election, priya)
    whole = f"/feeds/live/{election.slug}/EM/scoreboard.json"
    assert rows_of(client, live(election))[0]["declared_txt"] == "0 of 2"
    assert rows_of(client, whole)["declared"] == 0
    assert [row["id"] for row in rows_of(client, live(election, "ticker"))] == [""]
    release(output_id=output.pk, hold_id=Hold.objects.get().pk, by=gwen)
    assert rows_of(client, live(election))[0]["declared_txt"] == "1 of 2"
    assert rows_of(client, whole)["declared"] == 1


# Cues and outputs


def test_a_cue_feed_is_frozen_until_somebody_refreshes_the_cue(election, priya, gwen):
    output, client = an_output(election), signed_in(gwen)
    cue = a_tally_cue(output, gwen)
    address = f"/feeds/cue/{cue.pk}.json"
    first = client.get(address)
    declare(election, priya)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert (first.json()[0]["declared_txt"], first.json()[0]["status"]) == ("0 of 2", "frozen")
    subject = Subject(region_id=election.regions.get(code="EM").pk)
    newer = snapshot_of(graphic="scoreboard", election_id=election.pk, subject=subject)
    refresh(cue_id=cue.pk, digest=cue.digest, snapshot=newer, by=gwen)
    pushed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert pushed.json()[0]["declared_txt"] == "1 of 2"


def test_a_cue_says_that_it_is_held_or_removed_and_goes_on_being_read(output, gwen):
    cue, client = a_cue(output, gwen), signed_in(gwen)
    address = f"/feeds/cue/{cue.pk}.json"
    hold(output_id=output.pk, by=gwen, reason="wait", cue_id=cue.pk)
    assert rows_of(client, address)[0]["status"] == "held"
    release(output_id=output.pk, hold_id=Hold.objects.get().pk, by=gwen)
    remove(cue_id=cue.pk, by=gwen)
    (row,) = rows_of(client, address)
    assert (row["status"], row["phrase"]) == ("removed", "Con gain from Lab")


def test_an_output_feed_is_what_was_taken_and_the_same_names_without_words_when_it_is_off(output, gwen):
    client = signed_in(gwen)
    cue = a_cue(output, gwen)
    (off,) = rows_of(client, on_air(output))
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    (on,) = rows_of(client, on_air(output))
    clear(output_id=output.pk, by=gwen)
    (cleared,) = rows_of(client, on_air(output))
    assert [row["status"] for row in (off, on, cleared)] == ["off", "on", "off"]
    assert [row["phrase"] for row in (off, on, cleared)] == ["", "Con gain from Lab", ""]
    assert list(off) == list(on)
    assert cleared == off


def test_an_output_feed_changes_in_place_by_an_update_alone(output, gwen):
    client, cue = signed_in(gwen), a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    first = client.get(on_air(output))
    newer = a_snapshot(output, majority_txt="4,246", corrected=True)
    refresh(cue_id=cue.pk, digest=cue.digest, snapshot=newer, by=gwen)
    assert client.get(on_air(output), headers={"if-none-match": first["ETag"]}).status_code == 304
    update(output_id=output.pk, layer="lower-third", digest=cue.digest, fresh=newer, by=gwen)
    (row,) = rows_of(client, on_air(output))
    assert (row["majority_txt"], row["corrected"]) == ("4,246", "1")


def test_a_tally_that_follows_on_air_follows_in_its_feed_until_it_is_held(election, priya, gwen):
    output, client = an_output(election), signed_in(gwen)
    cue = a_tally_cue(output, gwen, mode=Cue.Mode.FOLLOW)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    declare(election, priya)
    assert rows_of(client, on_air(output, "full"))[0]["declared_txt"] == "1 of 2"
    assert rows_of(client, f"/feeds/cue/{cue.pk}.json")[0]["declared_txt"] == "0 of 2"


def test_a_layer_that_is_none_is_not_found(output, gwen):
    client = signed_in(gwen)
    assert client.get(on_air(output, "middle")).status_code == 404
    assert client.get("/feeds/output/nothing/full.json").status_code == 404
    assert client.get("/feeds/cue/999999.json").status_code == 404
    assert client.get(on_air(output, ext="rss")).status_code == 404


# What every feed keeps to


def test_the_headers_are_those_that_other_systems_need(election, priya):
    declare(election, priya)
    response = signed_in(priya).get(live(election))
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"
    assert response["Last-Modified"].endswith("GMT")
    row = response.json()[0]
    assert row["age_s"] == pytest.approx(0, abs=5)
    assert datetime.fromisoformat(row["updated"]).tzinfo


def test_the_age_goes_on_while_nothing_changes(election, priya, monkeypatch):
    declare(election, priya)
    client = signed_in(priya)
    first = client.get(live(election))
    now = timezone.now() + timedelta(seconds=90)
    monkeypatch.setattr(timezone, "now", lambda: now)
    later = client.get(live(election))
    assert later.json()[0]["age_s"] >= first.json()[0]["age_s"] + 89
    assert later["ETag"] == first["ETag"]


def test_a_feed_that_did_not_change_is_not_sent_again_and_a_weakened_tag_counts(election, priya):
    client = signed_in(priya)
    tag = client.get(live(election))["ETag"]
    assert tag.startswith('W/"')
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        answer = client.get(live(election), headers={"if-none-match": known})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    declare(election, priya)
    assert client.get(live(election), headers={"if-none-match": tag}).status_code == 200


def test_each_format_and_each_number_of_rows_has_a_tag_of_its_own(election, priya):
    client = signed_in(priya)
    asked = [("csv", {}), ("csv", {"bom": "1"}), ("rows.json", {}), ("rows.json", {"rows": "20", "pad": "1"})]
    tags = {client.get(live(election, ext=ext), query)["ETag"] for ext, query in asked}
    assert len(tags) == len(asked)


@pytest.mark.parametrize("asked", ["", "-1", "abc", "1e9", "²", "99999999999999999999"])
def test_rows_that_cannot_be_read_are_left_aside(election, priya, asked):
    rows = rows_of(signed_in(priya), live(election), rows=asked)
    assert rows[0]["region"] == "East Midlands"


def test_viz_posts_its_payload_and_gets_it_back_filled(election, priya):
    declare(election, priya)
    token = token_of(election, priya)
    strict = Client(enforce_csrf_checks=True)
    sent = (
        '<payload xmlns="http://www.vizrt.com/types"><field name="r1_abbr"><value/></field>'
        '<field name="mine"><value>stays</value></field></payload>'
    )
    address = f"{live(election, ext='vdf')}?token={token}"
    answer = strict.post(address, sent, content_type="application/vnd.vizrt.payload+xml")
    assert [field[0].text for field in parsed(answer.content)] == ["Con", "stays"]
    whole = strict.post(address, "no payload", content_type="text/plain")
    assert (whole.status_code, whole.content) == (200, strict.get(address).content)


def test_only_viz_posts(election, priya):
    answer = signed_in(priya).post(live(election))
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert signed_in(priya).head(live(election)).status_code == 200


# Doors


def test_a_link_to_a_regions_feed_opens_that_regions_feeds_and_nothing_else(election, priya, gwen):
    output, machine = an_output(election), Client()
    cue = a_tally_cue(output, gwen)
    token = token_of(election, priya)
    for graphic in ("scoreboard", "seat-change", "ticker", "bug"):
        assert machine.get(live(election, graphic), {"token": token}).status_code == 200
    for closed in (live(election, region="WM"), f"/feeds/cue/{cue.pk}.json", on_air(output)):
        assert machine.get(closed, {"token": token}).status_code == 403


def test_a_link_to_an_output_opens_its_feeds_and_those_of_its_cues_until_it_is_revoked(output, priya, gwen):
    other, cue, machine = an_output(output.election), a_cue(output, gwen), Client()
    link, token = issue_output_link(name="CasparCG 1", output=output, by=priya)
    address = f"/feeds/cue/{cue.pk}.json"
    assert machine.get(address, {"token": token}).status_code == 200
    assert machine.get(on_air(output), {"token": token}).status_code == 200
    for closed in (on_air(other), live(output.election), "/feeds/cue/999999.json"):
        assert machine.get(closed, {"token": token}).status_code == 403
    revoke_link(link=link, by=priya)
    assert machine.get(address, {"token": token}).status_code == 403


@pytest.mark.parametrize(("who", "outputs"), [(a_reporter, 403), (a_producer, 200), (an_operator, 200)])
def test_everybody_with_a_role_reads_live_feeds_and_graphics_and_producers_the_others(output, who, outputs):
    client = signed_in(who())
    assert client.get(live(output.election)).status_code == 200
    assert client.get(on_air(output)).status_code == outputs


def test_nobody_else_reads_any(output, gwen):
    cue = a_cue(output, gwen)
    addresses = (live(output.election), on_air(output), f"/feeds/cue/{cue.pk}.json")
    stranger, oscar = Client(), signed_in(an_outsider())
    for address in addresses:
        assert stranger.get(address).status_code == 302
        assert oscar.get(address).status_code == 403
        assert stranger.get(address, {"token": "forged.token"}).status_code == 403


# What it costs, and what happens when it cannot be read


def test_a_poll_asks_for_the_number_and_nothing_else(election, priya, gwen, django_assert_num_queries):
    declare(election, priya)
    output, machine = an_output(election), Client()
    cue = a_tally_cue(output, gwen)
    feed, of_output = token_of(election, priya), issue_output_link(name="OBS", output=output, by=priya)[1]
    polled = {live(election): feed, on_air(output): of_output, f"/feeds/cue/{cue.pk}.json": of_output}
    for address, token in polled.items():
        machine.get(address, {"token": token})
        for asked in ({}, {"rows": "8", "pad": "1"}):
            with django_assert_num_queries(1):
                assert machine.get(address, {"token": token, **asked}).status_code == 200


def test_a_read_that_fails_sends_the_last_good_feed_marked_stale(election, priya, monkeypatch, caplog):
    declare(election, priya)
    client = signed_in(priya)
    good = rows_of(client, live(election))
    declare(election, priya, code="C0003")

    def broken(**asked):
        raise OperationalError("the disk is full")

    monkeypatch.setattr(graphic_feeds, "snapshot_of", broken)
    last = rows_of(client, live(election))
    assert [{**row, "age_s": 0} for row in last] == [{**row, "age_s": 0, "status": "stale"} for row in good]
    assert "the last good one goes on" in caplog.text
    monkeypatch.undo()
    assert rows_of(client, live(election))[0]["declared_txt"] == "2 of 2"


def test_a_feed_that_never_could_be_read_is_empty_with_its_names_and_no_error(election, priya, monkeypatch):
    client = signed_in(priya)
    names = list(rows_of(client, live(election))[0])
    feeds_here.forget()
    monkeypatch.setattr(graphic_feeds, "snapshot_of", None)
    (row,) = rows_of(client, live(election))
    assert (list(row), row["status"], row["declared_txt"]) == (names, "stale", "")


@pytest.mark.parametrize("gone", [OperationalError, InterfaceError])
def test_while_the_database_is_away_whoever_was_let_in_reads_on_and_nobody_else(
    election, priya, monkeypatch, gone
):
    declare(election, priya)
    token, machine = token_of(election, priya), Client(raise_request_exception=False)
    good = rows_of(machine, live(election), token=token)

    def away(*args, **asked):
        raise gone("the server closed the connection")

    monkeypatch.setattr(graphic_feeds, "open_link_at", away)
    last = rows_of(machine, live(election), token=token)
    assert [row["status"] for row in last] == ["stale"] * len(good)
    assert [row["seats"] for row in last] == [row["seats"] for row in good]
    assert machine.get(live(election), {"token": "another"}).status_code == 503
    assert machine.get(live(election, "bug"), {"token": token}).status_code == 503


def test_whoever_is_turned_away_is_forgotten(election, priya, monkeypatch):
    link, token = issue_link(
        name="vMix",
        scope=AccessLink.Scope.FEED,
        election=election,
        region=election.regions.get(code="EM"),
        by=priya,
    )
    machine, what = Client(), ("live", election.slug, "EM", "scoreboard")
    machine.get(live(election), {"token": token})
    assert admitted_here.knows(token, what)
    revoke_link(link=link, by=priya)
    machine.get(live(election), {"token": token})
    assert not admitted_here.knows(token, what)


def test_json_of_a_cue_is_the_same_in_its_other_format(output, gwen):
    cue, client = a_cue(output, gwen), signed_in(gwen)
    rows = rows_of(client, f"/feeds/cue/{cue.pk}.json")
    told = json.loads(client.get(f"/feeds/cue/{cue.pk}.kv.json").content)
    assert told["phrase"] == rows[0]["phrase"] == "Con gain from Lab"
