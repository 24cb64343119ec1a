"""Feeds while the database is away, and of a council that is held: nobody slips in, and they say so."""

import pytest
from django.db import OperationalError
from django.test import Client

from results.feeds.kept import feeds_here
from results.graphics.values import snapshot_of
from results.onair.cues import prepare
from results.onair.holds import hold
from results.onair.snapshot import Subject
from results.views import graphic_feeds
from tests.onair_rows import an_output
from tests.people import a_producer, an_operator, an_outsider
from tests.worlds import a_council, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_new_process():
    feeds_here.forget()


def signed_in(person):
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("who", ["nobody", "another"])
def test_a_person_who_was_let_in_opens_a_feed_to_nobody_else(monkeypatch, who):
    address = f"/feeds/live/{a_small_election(contests=1).slug}/EM/scoreboard.rows.json"
    hers = signed_in(a_producer())
    other = signed_in(an_outsider()) if who == "another" else Client(raise_request_exception=False)
    good = hers.get(address).json()

    def away(*args, **asked):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(graphic_feeds, "may_see_desk", away)
    assert [row["seats"] for row in hers.get(address).json()] == [row["seats"] for row in good]
    assert other.get(address).status_code == 503


def test_a_cue_of_a_council_that_is_held_says_so():
    council = a_council()
    gwen = an_operator()
    output, client = an_output(council.election), signed_in(gwen)
    about = Subject(council_id=council.pk)
    snapshot = snapshot_of(graphic="council", election_id=council.election_id, subject=about)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen)
    address = f"/feeds/cue/{cue.pk}.json"
    tag = client.get(address)["ETag"]
    hold(output_id=output.pk, council_id=council.pk, by=gwen, reason="The agents disagree")
    answer = client.get(address, headers={"if-none-match": tag})
    assert answer.json()[0]["status"] == "held"
