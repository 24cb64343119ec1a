"""The real night, replayed: every outcome and every regional sum as published, in four ways that agree.

The sums are worked out here, from the published tables, with none of the desk's arithmetic.
"""

import json
from collections import Counter, defaultdict
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.test.html import parse_html

from results.boards.contest import contest_card
from results.models import Contest, Outcome
from tests import midlands
from tests.fragments import texts_of
from tests.midlands import CENTRAL, EAST, SLUG, WEST, needs_published, published
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop

# Seats, gains and losses of July 2024 against the 2019 notional result.
SEATS = {
    EAST: {"Lab": (29, 23, 2), "Con": (15, 1, 25), "RUK": (2, 2, 0), "Ind": (1, 1, 0)},
    WEST: {"Lab": (38, 25, 1), "Con": (15, 0, 28), "LD": (2, 2, 0), "Green": (1, 1, 0), "Ind": (1, 1, 0)},
}
NOTIONAL = {
    "con": "Con",
    "lab": "Lab",
    "ld": "LD",
    "brexit": "RUK",
    "green": "Green",
    "snp": "SNP",
    "pc": "PC",
}


def scoreboard(region):
    out = StringIO()
    call_command("scoreboard", SLUG, region, json=True, stdout=out)
    return json.loads(out.getvalue())


each_region = pytest.mark.parametrize("region", [EAST, WEST])


@pytest.fixture(scope="class")
def one_replay(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        midlands.the_night()
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_replay")
class TestTheWholeNight:
    """Read after one replay."""

    def test_seats_gains_and_losses_of_both_regions(self):
        for region, expected in SEATS.items():
            rows = {row["party"]: row for row in scoreboard(region)["rows"]}
            won = {party: row for party, row in rows.items() if row["seats"] or row["losses"]}
            assert {p: (r["seats"], r["gains"], r["losses"]) for p, r in won.items()} == expected
            assert all(row["net"] == row["gains"] - row["losses"] for row in rows.values())

    @needs_published
    def test_all_106_outcome_words_equal_the_published_result(self):
        found = {}
        for code, pk in Contest.objects.values_list("code", "pk"):
            figures = contest_card(contest_id=pk).figures
            found[code] = figures.outcome.phrase
        assert found == {row["ONS ID"]: row["Result"] for row in published("ge2024_constituencies.csv")}

    @needs_published
    def test_all_106_majorities_and_turnouts_equal_the_published_ones(self):
        rows = {row["ONS ID"]: row for row in published("ge2024_constituencies.csv")}
        for outcome in Outcome.objects.select_related("declaration__contest"):
            row = rows[outcome.declaration.contest.code]
            assert outcome.majority == int(row["Majority"])
            assert outcome.valid == int(row["Valid votes"])
            turnout = 100 * int(row["Valid votes"]) / int(row["Electorate"])
            assert float(outcome.turnout_valid_pct) == pytest.approx(turnout, abs=0.00006)

    @needs_published
    def test_every_published_change_of_a_party_with_a_notional_share_is_ours(self):
        parties = set(NOTIONAL.values())
        expected = {
            (row["ONS ID"], row["Candidate first name"] + " " + row["Candidate surname"]): float(
                row["Change"]
            )
            for row in published("ge2024_candidates.csv")
            if row["Change"] and row["Party abbreviation"] in parties
        }
        found = {}
        for code, pk in Contest.objects.values_list("code", "pk"):
            for candidate in contest_card(contest_id=pk).candidates:
                if candidate.change_pts is not None:
                    found[code, candidate.name] = float(candidate.change_pts)
        assert len(expected) > 400
        for key, change in expected.items():
            assert found[key] == pytest.approx(100 * change, abs=0.0051), key

    @needs_published
    @each_region
    def test_regional_sums_equal_the_published_tables_added_up(self, region):
        board = scoreboard(region)
        constituencies = [r for r in published("ge2024_constituencies.csv") if r["ONS region ID"] == region]
        valid = sum(int(row["Valid votes"]) for row in constituencies)
        electorate = sum(int(row["Electorate"]) for row in constituencies)
        assert (board["declared"], board["total"]) == (len(constituencies), len(constituencies))
        assert (board["valid"], board["electorate"]) == (valid, electorate)
        assert board["rejected"] == sum(int(row["Invalid votes"]) for row in constituencies)
        assert board["turnout_valid_pct"] == pytest.approx(100 * valid / electorate, abs=0.0051)

        votes, before = _votes(region), _notional(region)
        assert {row["party"]: row["votes"] for row in board["rows"]} == votes
        for row in board["rows"]:
            share = 100 * votes[row["party"]] / valid
            assert row["share_pct"] == pytest.approx(share, abs=0.0051)
            if row["party"] in before:
                change = share - 100 * before[row["party"]] / sum(before.values())
                assert row["change_pts"] == pytest.approx(change, abs=0.0051), row["party"]
            else:
                assert row["change_pts"] is None

    @needs_published
    @each_region
    def test_seats_equal_the_winners_published(self, region):
        winners = Counter(
            row["First party"]
            for row in published("ge2024_constituencies.csv")
            if row["ONS region ID"] == region
        )
        assert {row["party"]: row["seats"] for row in scoreboard(region)["rows"] if row["seats"]} == winners


@pytest.mark.django_db(transaction=True)
def test_page_socket_feed_and_command_agree():
    election = midlands.the_night()
    producer = a_producer()
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
    heard = {}

    async def night():
        for region in (EAST, WEST, CENTRAL):
            async with a_screen(f"/ws/boards/{SLUG}/{region}/?since=0", person=producer) as screen:
                heard[region] = await screen.next()

    on_the_loop(night)
    for region, message in heard.items():
        feed = client.get(f"/feeds/live/{SLUG}/{region}/scoreboard.json").json()
        page = parse_html(client.get(f"/boards/{SLUG}/{region}/").content.decode())
        assert feed == scoreboard(region)
        assert message["seq"] == feed["seq"] == election.seq == 106
        pushed = parse_html(f"<body>{message['content']}</body>")
        for part in ("board-tally", "board-count", "board-newest"):
            assert texts_of(page, part) == texts_of(pushed, part)
        assert_shown(page, feed)


def assert_shown(page, feed):
    words = " ".join(texts_of(page, "board-count"))
    assert f"{feed['declared']} of {feed['total']} declared" in words
    shown = texts_of(page, "board-tally")
    pairs = set(pairwise(shown))
    for row in feed["rows"][:6]:
        assert (row["name"], str(row["seats"])) in pairs


def _votes(region):
    votes = defaultdict(int)
    for row in published("ge2024_candidates.csv"):
        if row["ONS region ID"] == region:
            votes[row["Party abbreviation"]] += int(row["Votes"])
    return votes


def _notional(region):
    before = defaultdict(int)
    for row in published("ge2019_notional.csv"):
        if row["ons_region_id"] == region:
            for column, party in {**NOTIONAL, "other": "Others"}.items():
                before[party] += int(row[column])
    return {party: votes for party, votes in before.items() if votes}
