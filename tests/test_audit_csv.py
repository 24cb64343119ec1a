"""The audit as a file: one row an act, safe to open in a spreadsheet, sent as it is read."""

import csv
import io
import json
from http import HTTPStatus

import pytest
from asgiref.sync import async_to_sync
from django.contrib.admin.models import LogEntry
from django.test import AsyncClient, Client
from django.urls import reverse

from results.admin.audit_csv import COLUMNS, harmless
from results.boards import audit
from results.declaring.commands import Evidence, correct, enter
from results.declaring.councils import enter_council
from results.declaring.keys import reject
from results.models import Contest, Election, Policy, Source
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db


def of_contest(contest: Contest) -> str:
    return reverse("admin:results_contest_audit_csv", args=[contest.pk])


def of_election(election: Election) -> str:
    return reverse("admin:results_election_audit_csv", args=[election.pk])


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    """The file's rows as a spreadsheet reads them."""
    response = client.get(address)
    assert response.status_code == HTTPStatus.OK
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44 20", "'+44 20"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("Lab 2, Con 1", "Lab 2, Con 1"),
        ("a=b", "a=b"),
        ("", ""),
        (12, 12),
        (None, None),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: object, kept: object) -> None:
    assert harmless(cell) == kept


def test_every_act_is_a_row_with_its_figures(client: Client) -> None:
    contest = a_contest(name="Leicester East")
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    evidence = Evidence(source=Source.OTHER, source_note="phoned in")
    other = a_count(10_000, 14_246, 3_000, 2_000, 574)
    correct(
        contest_id=contest.pk, count=other, by=alice, based_on=1, reason="Digits swapped.", evidence=evidence
    )
    client.force_login(alice)
    rows = rows_of(client, of_contest(contest))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["person"], row["kind"], row["revision"], row["event"]) for row in rows] == [
        ("", "event: corrected", "2", "2"),
        ("Alice Okafor", "corrected", "2", ""),
        ("", "event: declared", "1", "1"),
        ("Alice Okafor", "entered", "1", ""),
    ]
    newest = rows[1]
    assert newest["time"].startswith("20") and "T" in newest["time"]
    assert (newest["code"], newest["name"]) == ("C0001", "Leicester East")
    assert "from other: phoned in; reason: Digits swapped.; put right: majority was 4,426" in newest["words"]
    figures = json.loads(newest["figures"])
    assert figures["outcome"] == "Con gain from Lab, majority 4,246"
    assert figures["lines"][1] == {"name": "Margaret Holt", "party": "Con", "votes": 14_246, "elected": True}
    assert figures["electorate"] == 75_000


def test_a_reason_that_looks_like_a_formula_does_not_begin_a_cell(client: Client) -> None:
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    bob.first_name = "=1+1"
    bob.save()
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    reject(declaration_id=sent.declaration_id, by=bob, reason='=HYPERLINK("http://example.org")')
    client.force_login(alice)
    (rejected,) = [row for row in rows_of(client, of_contest(contest)) if row["kind"] == "rejected"]
    assert rejected["words"] == '\'=HYPERLINK("http://example.org")'
    assert rejected["person"] == "'=1+1 Hussain"


def test_it_comes_as_a_file_that_nobody_keeps_in_a_cache(client: Client) -> None:
    contest = a_contest(election=a_small_election(contests=0, slug="ge-2024"))
    client.force_login(a_producer())
    response = client.get(of_contest(contest))
    assert response.streaming
    assert response.headers["Content-Disposition"] == 'attachment; filename="audit-ge-2024-C0001.csv"'
    assert "no-store" in response.headers["Cache-Control"]


def test_a_server_sends_it_piece_by_piece() -> None:
    contest = a_contest()
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)

    async def pieces() -> list[str]:
        client = AsyncClient()
        await client.aforce_login(alice)
        response = await client.get(of_contest(contest))
        assert response.is_async
        return [piece.decode() async for piece in response.streaming_content]

    head, rows = async_to_sync(pieces)()
    assert head.startswith("time,code,name,person")
    assert "Alice Okafor" in rows


# In transactions of its own, as it is sent: after the view, and a batch at a time.
@pytest.mark.django_db(transaction=True)
def test_a_whole_election_is_one_file_for_producers(client: Client) -> None:
    election = a_small_election(contests=3)
    first, second, _ = election.contests.order_by("name")
    council = a_council(election=election)
    alice = a_reporter(first, second)
    priya = a_producer()
    for contest in (second, first):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=False, by=priya)
    enter(contest_id=a_contest(name="Elsewhere").pk, count=a_count(), by=priya)
    client.force_login(priya)
    rows = rows_of(client, of_election(election))
    assert [row["name"] for row in rows if row["person"]] == [first.name, second.name, council.name]
    assert json.loads(rows[-1]["figures"])["lines"] == [{"name": "Labour", "party": "Lab", "seats": 3}]


@pytest.mark.parametrize("person", [a_reporter, an_operator])
def test_a_whole_election_is_for_producers_alone(client: Client, person) -> None:
    client.force_login(person())
    assert client.get(of_election(a_small_election())).status_code == HTTPStatus.FORBIDDEN


def test_an_election_that_is_not_there_is_not_found(client: Client) -> None:
    client.force_login(a_producer())
    address = reverse("admin:results_election_audit_csv", args=[4_711])
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_whole_election_leaves_out_figures_that_wait_and_its_export_is_on_record(client: Client) -> None:
    election = a_small_election(contests=1, policy=Policy.SECOND_KEY)
    contest = election.contests.get()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    client.force_login(a_producer())
    (entered,) = [row for row in rows_of(client, of_election(election)) if row["kind"] == "entered"]
    assert entered["figures"] == ""
    assert entered["words"].endswith("withheld: waits for a second person")
    logged = LogEntry.objects.get()
    assert (logged.object_id, logged.change_message) == (str(election.pk), "Exported the audit.")


@pytest.mark.parametrize("contests", [3, 12])
def test_an_election_is_read_in_batches(
    monkeypatch: pytest.MonkeyPatch, contests: int, django_assert_num_queries
) -> None:
    monkeypatch.setattr(audit, "BATCH", 3)
    election = a_small_election(contests=contests)
    priya = a_producer()
    for contest in election.contests.all():
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    # The contests' ids and the councils'; six a batch.
    with django_assert_num_queries(2 + 6 * (contests // 3)):
        audits = list(audit.election_audits(election_id=election.pk, viewer=priya.pk))
    assert len(audits) == contests
