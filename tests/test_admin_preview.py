"""What the form says while it is typed: the same judge as the command, kind to half a form."""

import pytest
from django.test import Client
from django.urls import reverse

from results.models import Contest, Declaration, DeskEvent
from tests.declaring_form import posted
from tests.people import a_reporter
from tests.worlds import a_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def told(client: Client, contest: Contest, **changes: str) -> tuple[str, tuple[str, ...]]:
    """The headline, and the lines below it."""
    address = reverse("admin:results_contest_preview", args=[contest.pk])
    verdict = client.post(address, posted(**changes)).context["verdict"]
    return verdict.headline, (*verdict.lines, *verdict.wrong)


BLANK = {f"votes-{number}": "" for number in range(1, 6)}
SO_FAR = {
    "nothing typed": (BLANK, ("Type the figures: what they mean shows here.", ())),
    "one candidate": ({**BLANK, "votes-1": "10,000"}, ("1 of 5 candidates filled in", ())),
    "two candidates": (
        {**BLANK, "votes-1": "10,000", "votes-2": "14,426"},
        ("2 of 5 candidates filled in", ("Leads so far: Margaret Holt by 4,426",)),
    ),
    "level so far": (
        {**BLANK, "votes-1": "10,000", "votes-2": "10000"},
        ("2 of 5 candidates filled in", ("Leads so far: Rajinder Shah and Margaret Holt, level",)),
    ),
    "no electorate yet": (
        {"electorate": ""},
        ("All candidates filled in", ("Leads: Margaret Holt by 4,426", "Give the electorate.")),
    ),
    "a slip of the key": (
        {**BLANK, "votes-1": "1o,000"},
        (
            "1 thing to put right",
            ("Votes for Rajinder Shah: “1o,000” is not a number. Write digits only, like 12,345.",),
        ),
    ),
    "a whole form": (
        {},
        (
            "Con gain from Lab",
            (
                "Margaret Holt, majority 4,426 (14.8%)",
                "Turnout 40.0%",
                "Lost deposits: Keith Dunmore",
            ),
        ),
    ),
    "nobody marked": (
        {"elected": ""},
        (
            "Con gain from Lab",
            (
                "Margaret Holt, majority 4,426 (14.8%)",
                "Turnout 40.0%",
                "Lost deposits: Keith Dunmore",
                "Mark who was declared elected.",
            ),
        ),
    ),
    "a wrong mark": (
        {"elected": "1"},
        (
            "1 thing to put right",
            (
                "Rajinder Shah is marked as elected with 10,000 votes, but Margaret Holt has 14,426. "
                "Check the votes and who was declared elected.",
            ),
        ),
    ),
    "a tie without a mark": (
        {"votes-1": "14,426", "elected": ""},
        (
            "1 thing to put right",
            ("Rajinder Shah and Margaret Holt have 14,426 votes each. Record who was elected by lot.",),
        ),
    ),
    "a tie by lot": (
        {"votes-1": "14,426", "elected": "1", "by_lot": "on"},
        ("Lab hold", ("Rajinder Shah elected by lot", "Turnout 45.9%", "Lost deposits: Keith Dunmore")),
    ),
    "many slips": (
        dict.fromkeys(BLANK, "x"),
        (
            "5 things to put right",
            (
                "Votes for Rajinder Shah: “x” is not a number. Write digits only, like 12,345.",
                "Votes for Margaret Holt: “x” is not a number. Write digits only, like 12,345.",
                "and 3 more",
            ),
        ),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), SO_FAR.values(), ids=SO_FAR)
def test_it_tells_what_the_figures_come_to(
    reporter: Client, contest: Contest, changes: dict[str, str], expected: tuple[str, tuple[str, ...]]
) -> None:
    assert told(reporter, contest, **changes) == expected


def test_a_win_is_told_where_there_is_no_predecessor(client: Client) -> None:
    contest = a_contest(new_seat=True)
    client.force_login(a_reporter(contest))
    headline, _ = told(client, contest)
    assert headline == "Con win (new seat)"


def test_looking_saves_nothing(reporter: Client, contest: Contest) -> None:
    told(reporter, contest)
    assert not Declaration.objects.exists()
    assert not DeskEvent.objects.exists()


def test_it_answers_with_one_fragment(reporter: Client, contest: Contest) -> None:
    address = reverse("admin:results_contest_preview", args=[contest.pk])
    page = reporter.post(address, posted()).content.decode()
    assert page.strip().startswith('<div class="verdict verdict-clear" style="--party:#0087dc">')
    assert "<html" not in page


def test_a_name_with_a_tag_in_it_stays_a_name(reporter: Client, contest: Contest) -> None:
    contest.candidacies.filter(number=2).update(name="<b>Holt</b>")
    address = reverse("admin:results_contest_preview", args=[contest.pk])
    assert "&lt;b&gt;Holt&lt;/b&gt;" in reporter.post(address, posted()).content.decode()


def test_it_takes_the_same_queries_however_large_the_election(
    reporter: Client, contest: Contest, django_assert_num_queries
) -> None:
    for _ in range(20):
        a_contest(election=contest.election)
    address = reverse("admin:results_contest_preview", args=[contest.pk])
    # Session and person; three for what she may; the contest; three facts; the ballot paper.
    with django_assert_num_queries(10):
        reporter.post(address, posted())


def test_a_get_is_refused(reporter: Client, contest: Contest) -> None:
    assert reporter.get(reverse("admin:results_contest_preview", args=[contest.pk])).status_code == 405
