"""Wards of several seats and the supplementary vote on the declaration form."""

import re
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.declaring.figures import count_of
from results.models import Contest, Declaration, DeskEvent
from results.psephology.counts import Count
from tests.declaring_form import declare_address
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_council

pytestmark = pytest.mark.django_db
# Three seats: Lab is 1 to 3, Con 4 to 6, LD 7 to 9, Ind 10. Lab two, Con one; the last seat by 100.
VOTES = (1_400, 1_350, 1_100, 1_200, 1_080, 900, 300, 250, 200, 400)
ELECTED = ["1", "2", "4"]


@pytest.fixture
def ward() -> Contest:
    return a_council().contests.get(name="Abbey")


@pytest.fixture
def reporter(ward: Contest, client: Client) -> Client:
    client.force_login(a_reporter(ward))
    return client


def posted(*, elected: list[str] = ELECTED, **changes: str) -> dict[str, object]:
    votes = {f"votes-{number}": f"{figure:,}" for number, figure in enumerate(VOTES, start=1)}
    rest = {"electorate": "6,000", "rejected": "", "ballot_papers": "", "based_on": "0", "elected": elected}
    return {**votes, **rest, **changes}


def a_ward_count(elected: frozenset[int] = frozenset({1, 2, 4})) -> Count:
    return Count(votes=dict(enumerate(VOTES, start=1)), electorate=6_000, elected=elected)


def told(client: Client, contest: Contest, data: dict[str, object]) -> tuple[str, tuple[str, ...]]:
    verdict = client.post(reverse("admin:results_contest_preview", args=[contest.pk]), data).context[
        "verdict"
    ]
    return verdict.headline, (*verdict.lines, *verdict.wrong)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_form_says_how_many_are_to_elect_and_ticks_as_many(reporter: Client, ward: Contest) -> None:
    page = reporter.get(declare_address(ward)).content.decode()
    assert "Candidates in ballot-paper order, 3 to elect" in page
    assert page.count('<input type="checkbox" name="elected"') == 10
    assert 'type="radio"' not in page


def test_a_ward_of_one_seat_has_one_mark(client: Client) -> None:
    ward = a_council().contests.get(seats=1)
    client.force_login(a_reporter(ward))
    page = client.get(declare_address(ward)).content.decode()
    assert page.count('<input type="radio" name="elected"') == 4
    assert "to elect" not in page


def test_a_reporter_declares_a_split_ward_and_is_told_who_was_returned(
    reporter: Client, ward: Contest
) -> None:
    response = reporter.post(declare_address(ward), posted())
    assert response.status_code == HTTPStatus.FOUND
    assert re.fullmatch(
        r"Abbey is in: Lab 2, Con 1, last seat by 100 votes\. Declared \d\d:\d\d:\d\d, event 1\.",
        said(response),
    )
    assert count_of(Declaration.objects.get()) == a_ward_count()


def test_a_ward_of_one_seat_without_a_last_time_is_told_by_its_majority(client: Client) -> None:
    ward = a_council().contests.get(seats=1)
    client.force_login(a_reporter(ward))
    votes = {f"votes-{number}": str(votes) for number, votes in enumerate((900, 1_000, 300, 200), start=1)}
    data = {**votes, "elected": "2", "electorate": "6,000", "rejected": "", "ballot_papers": ""}
    assert told(client, ward, data)[0] == "Con elected"
    assert "Castle is in: Con elected, majority 100." in said(client.post(declare_address(ward), data))
    assert client.get("/admin/").context["counts"][0].state.more == "Con elected, majority 100"


def test_a_correction_opens_with_everyone_who_was_elected_ticked(reporter: Client, ward: Contest) -> None:
    enter(contest_id=ward.pk, count=a_ward_count(), by=a_producer())
    response = reporter.get(declare_address(ward))
    assert response.context["form"]["elected"].value() == ["1", "2", "4"]
    assert response.content.decode().count(" checked>") == 3


def test_what_she_ticked_stays_when_the_form_is_refused(reporter: Client, ward: Contest) -> None:
    page = reporter.post(declare_address(ward), posted(**{"votes-3": "x"})).content.decode()
    assert page.count(" checked>") == 3


def test_a_last_seat_by_lot_is_told_as_such(reporter: Client, ward: Contest) -> None:
    response = reporter.post(declare_address(ward), posted(**{"votes-3": "1,200", "by_lot": "on"}))
    assert "Abbey is in: Lab 2, Con 1, last seat by lot." in said(response)


def test_a_ward_with_a_seat_for_everyone_is_told_as_unopposed(client: Client) -> None:
    ward = a_council(wards=(2,)).contests.get()
    ward.candidacies.filter(number__gt=2).delete()
    client.force_login(a_reporter(ward))
    unopposed = {"votes-1": "0", "votes-2": "0", "elected": ["1", "2"], "electorate": "6,000", "rejected": ""}
    assert "Abbey is in: Lab 2, unopposed." in said(client.post(declare_address(ward), unopposed))


REFUSED = {
    "more elected than seats": (
        posted(elected=["1", "2", "3", "4"]),
        "elected",
        "Four are marked as elected, for three seats",
    ),
    "fewer elected than seats": (posted(elected=["1", "2"]), "elected", "for three seats. Mark all three"),
    "nobody marked": (posted(elected=[]), "elected", "Mark the 3 candidates who were declared elected."),
    "somebody with too few votes": (
        posted(elected=["1", "2", "3"]),
        "elected",
        "Tom Penrose (1,100 votes) is marked as elected, but Aoife Byrne (1,200 votes) is not.",
    ),
    "a tie for the last seat": (
        posted(**{"votes-3": "1,200"}),
        "by_lot",
        "Tom Penrose and Aoife Byrne have 1,200 votes each, for the last seat.",
    ),
    "more votes than the papers hold": (
        posted(ballot_papers="1,300"),
        "ballot_papers",
        "each have more votes than the 1,300 ballot papers",
    ),
}


@pytest.mark.parametrize(("data", "field", "sentence"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_a_ward_that_cannot_be_right(
    reporter: Client, ward: Contest, data: dict[str, object], field: str, sentence: str
) -> None:
    errors = reporter.post(declare_address(ward), data).context["form"].errors
    assert list(errors) == [field]
    assert sentence in errors[field][0]
    assert not Declaration.objects.exists()
    assert not DeskEvent.objects.exists()


BLANK = {f"votes-{number}": "" for number in range(3, 11)}
WHOLE = ("Rajinder Shah, Margaret Holt and Aoife Byrne, last seat by 100 votes",)
TOLD = {
    "as many as there are seats": (posted(**BLANK), "2 of 10 candidates filled in", ()),
    "one more": (
        posted(**{**BLANK, "votes-3": "1,100", "votes-4": "1,200"}),
        "4 of 10 candidates filled in",
        ("Ahead so far: Rajinder Shah, Margaret Holt, Aoife Byrne",),
    ),
    "a whole ward": (posted(), "Lab 2, Con 1", WHOLE),
    "turnout by ballot papers alone": (
        posted(ballot_papers="3,000", rejected="20"),
        "Lab 2, Con 1",
        (*WHOLE, "Turnout 50.0%"),
    ),
    "nobody marked": (posted(elected=[]), "Lab 2, Con 1", (*WHOLE, "Mark who was declared elected.")),
    "one marked": (posted(elected=["4"]), "Lab 2, Con 1", (*WHOLE, "Mark 2 more as elected.")),
    "one marked wrongly": (
        posted(elected=["10"]),
        "1 thing to put right",
        (
            "Petra Penrose (400 votes) is marked as elected, but Aoife Byrne (1,200 votes), "
            "Tom Penrose (1,100 votes), Keith Dunmore (1,080 votes) and Nadia Farouk (900 votes) are not. "
            "Check the votes and who was declared elected.",
        ),
    ),
    "a tie for the last seat": (
        posted(elected=[], **{"votes-3": "1,200"}),
        "1 thing to put right",
        (
            "Tom Penrose and Aoife Byrne have 1,200 votes each, for the last seat. "
            "Record who was elected by lot.",
        ),
    ),
}


@pytest.mark.parametrize(("data", "headline", "lines"), TOLD.values(), ids=TOLD)
def test_it_tells_what_a_ward_comes_to(
    reporter: Client, ward: Contest, data: dict[str, object], headline: str, lines: tuple[str, ...]
) -> None:
    assert told(reporter, ward, data) == (headline, lines)
    assert not Declaration.objects.exists()


def test_a_ward_that_contradicts_the_councils_total_is_refused(reporter: Client, ward: Contest) -> None:
    enter_council(council_id=ward.council_id, seats={"Con": 4, "Lab": 1}, complete=False, by=a_producer())
    errors = reporter.post(declare_address(ward), posted()).context["form"].errors
    assert "With Abbey, Lab would have 2 seats from the wards" in errors["__all__"][0]
    assert not Declaration.objects.exists()


def test_the_preview_says_what_saving_would_of_the_councils_total(reporter: Client, ward: Contest) -> None:
    enter_council(council_id=ward.council_id, seats={"Con": 4, "Lab": 1}, complete=False, by=a_producer())
    headline, lines = told(reporter, ward, posted())
    assert headline == "1 thing to put right"
    assert "With Abbey, Lab would have 2 seats from the wards; the total of Stoke-on-Trent has 1" in lines[0]


def test_two_sets_of_marks_are_compared_side_by_side(reporter: Client, ward: Contest) -> None:
    swapped = posted(elected=["1", "2", "3"], **{"votes-3": "1,200", "by_lot": "on"})
    other = Client()
    other.force_login(a_second_reporter(ward))
    other.post(declare_address(ward), swapped)
    page = reporter.post(declare_address(ward), posted())
    differing = {line.label: (line.mine, line.theirs) for line in page.context["comparison"] if line.differs}
    assert differing == {
        "Tom Penrose": ("1,100", "1,200"),
        "Declared elected": (
            "Rajinder Shah, Margaret Holt, Aoife Byrne",
            "Rajinder Shah, Margaret Holt, Tom Penrose, by lot",
        ),
    }
    carried = reporter.post(declare_address(ward), posted(carry_over="1")).context["form"]
    assert carried["elected"].value() == ["1", "2", "4"]


@pytest.fixture
def mayoralty() -> Contest:
    contest = a_contest(name="Leicester mayor")
    contest.method, contest.kind = Contest.Method.SV, Contest.Kind.MAYORALTY
    contest.save()
    return contest


# First preferences of 30,000: Con 12,000, Lab 11,000; 7,000 between the others.
FIRSTS = {"votes-1": "11000", "votes-2": "12000", "votes-3": "4000", "votes-4": "2000", "votes-5": "1000"}


def mayoral(**changes: str) -> dict[str, str]:
    rest = {"elected": "1", "electorate": "75,000", "rejected": "100", "ballot_papers": "", "based_on": "0"}
    seconds = {"second_preferences-1": "3,000", "second_preferences-2": "1,500"}
    return {**FIRSTS, **rest, **seconds, **changes}


def test_a_mayor_is_declared_after_second_preferences(client: Client, mayoralty: Contest) -> None:
    client.force_login(a_reporter(mayoralty))
    response = client.post(declare_address(mayoralty), mayoral())
    assert "majority 500 after second preferences." in said(response)
    assert count_of(Declaration.objects.get()).second_preferences == {1: 3_000, 2: 1_500}
    again = client.get(declare_address(mayoralty))
    assert again.context["form"]["second_preferences-1"].value() == 3_000
    assert again.context["shows_seconds"]


def test_a_mayor_by_lot_is_kept_as_such_though_first_preferences_differ(
    client: Client, mayoralty: Contest
) -> None:
    client.force_login(a_reporter(mayoralty))
    level = mayoral(by_lot="on", **{"second_preferences-1": "2,500"})
    assert "Leicester mayor is in: Lab hold, decided by lot" in said(
        client.post(declare_address(mayoralty), level)
    )
    assert said(client.post(declare_address(mayoralty), level)).endswith("nothing changed.")


def test_second_preferences_stand_folded_until_they_are_used(client: Client, mayoralty: Contest) -> None:
    client.force_login(a_reporter(mayoralty))
    page = client.get(declare_address(mayoralty))
    assert not page.context["shows_seconds"]
    assert [line.entrant.number for line in page.context["seconds"]] == [1, 2, 3, 4, 5]


def test_a_contest_of_first_preferences_alone_has_no_second_ones(client: Client) -> None:
    contest = a_contest()
    client.force_login(a_reporter(contest))
    assert client.get(declare_address(contest)).context["seconds"] == []


def test_a_majority_of_first_preferences_needs_no_second_ones(client: Client, mayoralty: Contest) -> None:
    client.force_login(a_reporter(mayoralty))
    none = {"second_preferences-1": "", "second_preferences-2": ""}
    response = client.post(declare_address(mayoralty), mayoral(elected="2", **{"votes-2": "19,000"}, **none))
    assert "Leicester mayor is in: Con gain from Lab, majority 8,000. Declared" in said(response)
    assert count_of(Declaration.objects.get()).second_preferences is None


def test_the_preview_waits_for_the_mark_and_reckons_with_second_preferences(
    client: Client, mayoralty: Contest
) -> None:
    client.force_login(a_reporter(mayoralty))
    headline, lines = told(client, mayoralty, mayoral(elected=""))
    assert headline == "Lab hold"
    assert lines[0].startswith("Rajinder Shah, majority 500")
    assert lines[0].endswith("after second preferences")
    assert lines[-1] == "Mark who was declared elected."


def test_second_preferences_that_cannot_be_are_refused_at_their_field(
    client: Client, mayoralty: Contest
) -> None:
    client.force_login(a_reporter(mayoralty))
    too_many = mayoral(**{"second_preferences-1": "9,000"})
    page = client.post(declare_address(mayoralty), too_many)
    assert page.context["form"].errors
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("others", [1, 20])
def test_a_wards_preview_takes_the_same_queries_however_large_the_council(
    client: Client, others: int, django_assert_num_queries
) -> None:
    ward = a_council(wards=(3,) * (others + 1)).contests.get(name="Abbey")
    client.force_login(a_reporter(ward))
    # Session and person; three for what she may; the contest; three facts; the ballot paper; and three of
    # its council: whether the ward is in, what the others gave, and the total.
    with django_assert_num_queries(13):
        client.post(reverse("admin:results_contest_preview", args=[ward.pk]), posted())
