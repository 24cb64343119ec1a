"""Two entries keyed blind that differ: a third person chooses, and neither keyer reads the other's."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from results.declaring.figures import count_of
from results.models import Act, Contest, Declaration, Policy, State
from tests.admin_pages import said
from tests.declaring_form import declare_address
from tests.key_pages import press, resolve_address, sent_by, state_of, text
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
# Bob heard 14,246 for Con, and 754 for the independent.
HEARD = (10_000, 14_246, 3_000, 2_000, 754)


@pytest.fixture
def contest() -> Contest:
    election = a_small_election(contests=0, policy=Policy.BLIND)
    return a_contest(election=election, name="Leicester East")


@pytest.fixture
def pair(contest: Contest) -> tuple[Declaration, Declaration]:
    first = sent_by(a_reporter(contest), contest)
    return first, sent_by(a_second_reporter(contest), contest, a_count(*HEARD))


def person(name: str) -> User:
    return User.objects.get(username=name)


def picks(**chosen: Declaration) -> dict[str, str]:
    """What the radio buttons send: by the number of the candidate."""
    return {f"pick-votes-{number.removeprefix('n')}": str(row.pk) for number, row in chosen.items()}


def test_a_third_person_sees_both_entries_and_chooses_only_where_they_differ(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    client.force_login(a_producer())
    page = text(client.get(resolve_address(contest)))
    assert page.count('type="radio"') == 4
    assert "checked" not in page.split('id="resolve"')[1].split("</table>")[0]
    for figure in ("14,426", "14,246", "574", "754"):
        assert figure in page
    assert '<td colspan="2">10,000 <span class="agreed-mark">both</span></td>' in page
    assert "Alice Okafor" in page
    assert "Bob Hussain" in page
    assert "2 figures to choose" in page


def test_what_is_chosen_comes_into_force_and_says_so(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    priya = a_producer()
    client.force_login(priya)
    response = client.post(resolve_address(contest), picks(n2=pair[0], n5=pair[1]))
    assert response.status_code == HTTPStatus.FOUND
    made = Declaration.objects.get(state=State.IN_FORCE)
    assert count_of(made).votes == {1: 10_000, 2: 14_426, 3: 3_000, 4: 2_000, 5: 754}
    assert made.confirmed_by == priya
    assert [state_of(row) for row in pair] == [State.SETTLED] * 2
    assert said(response).startswith("Leicester East is resolved: Con gain from Lab, majority 4,426.")


def test_what_is_left_open_is_asked_for_at_its_row_and_the_rest_is_kept(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    client.force_login(a_producer())
    response = client.post(resolve_address(contest), picks(n2=pair[1]))
    assert response.context["summary"] == [
        ("pick-votes-5-one", "Keith Dunmore: Choose which of the two is right.")
    ]
    page = text(response)
    assert f'id="pick-votes-2-other" value="{pair[1].pk}" checked' in page
    assert not Declaration.objects.filter(state=State.IN_FORCE).exists()


def test_a_choice_that_cannot_be_right_is_refused_in_words(client: Client, contest: Contest) -> None:
    one = sent_by(a_reporter(contest), contest, a_count(10_000, 14_000, 0, 0, 0, electorate=25_000))
    other = sent_by(a_second_reporter(contest), contest, a_count(14_000, 10_000, 0, 0, 0, electorate=25_000))
    client.force_login(a_producer())
    chosen = picks(n1=other, n2=one) | {"pick-elected": str(one.pk)}
    page = text(client.post(resolve_address(contest), chosen))
    assert "Nothing is saved yet" in page
    assert "28,000" in page
    assert {state_of(one), state_of(other)} == {State.DISPUTED}


@pytest.mark.parametrize("keyer", ["alice", "bob"])
def test_neither_keyer_reads_the_others_figures_and_each_is_pointed_to_keying_again(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration], keyer: str
) -> None:
    client.force_login(person(keyer))
    response = client.get(resolve_address(contest))
    assert response.status_code == HTTPStatus.FORBIDDEN
    page = text(response)
    assert "the two entries differ in 2 figures" in page
    assert f'href="{declare_address(contest)}">Key it again</a>' in page
    assert not any(figure in page for figure in ("14,426", "14,246", "574", "754"))
    assert not Act.objects.filter(kind=Act.Kind.SAW).exists()


@pytest.mark.parametrize("keyer", ["alice", "bob"])
def test_a_raw_choice_of_a_keyer_is_refused_with_the_sentence(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration], keyer: str
) -> None:
    client.force_login(person(keyer))
    response = client.post(resolve_address(contest), picks(n2=pair[0], n5=pair[0]))
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "One of the two entries is yours" in text(response)
    assert [state_of(row) for row in pair] == [State.DISPUTED] * 2


def test_a_superuser_who_keyed_one_of_them_is_a_keyer_like_any_other(
    client: Client, contest: Contest
) -> None:
    sue = User.objects.create_superuser("sue", first_name="Sue", last_name="Chief")
    one = sent_by(sue, contest)
    sent_by(a_reporter(contest), contest, a_count(*HEARD))
    client.force_login(sue)
    assert client.get(resolve_address(contest)).status_code == HTTPStatus.FORBIDDEN
    response = client.post(resolve_address(contest), picks(n2=one, n5=one))
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert state_of(one) == State.DISPUTED


def test_nor_does_the_preview_tell_a_keyer_anything(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    client.force_login(person("bob"))
    address = reverse("admin:results_contest_resolve_preview", args=[contest.pk])
    response = client.post(address, picks(n2=pair[0], n5=pair[0]))
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "majority" not in text(response)


def test_the_preview_says_what_the_choice_comes_to(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    client.force_login(a_producer())
    address = reverse("admin:results_contest_resolve_preview", args=[contest.pk])
    assert "1 figure to choose" in text(client.post(address, picks(n2=pair[0])))
    assert "majority 4,246" in text(client.post(address, picks(n2=pair[1], n5=pair[1])))


def test_a_choice_of_nonsense_chooses_nothing(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    client.force_login(a_producer())
    nonsense = {"pick-votes-2": "1" * 5_000, "pick-votes-5": "²", "pick-electorate": str(pair[0].pk)}
    assert "2 things to put right" in text(client.post(resolve_address(contest), nonsense))


def test_opening_it_is_written_down(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    priya = a_producer()
    client.force_login(priya)
    client.get(resolve_address(contest))
    seen = Act.objects.get(kind=Act.Kind.SAW)
    assert (seen.by, seen.contest, seen.words) == (
        priya,
        contest,
        "Revisions 1 and 2, keyed blind and different.",
    )


def test_whoever_has_no_part_in_the_contest_sees_nothing(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    for stranger in (an_operator(), User.objects.create_user("mallory")):
        client.force_login(stranger)
        assert client.get(resolve_address(contest)).status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.FOUND}
        client.post(resolve_address(contest), picks(n2=pair[0], n5=pair[0]))
    assert [state_of(row) for row in pair] == [State.DISPUTED] * 2


def test_a_keyer_takes_hers_back_and_the_other_waits_again(
    client: Client, contest: Contest, pair: tuple[Declaration, Declaration]
) -> None:
    client.force_login(person("bob"))
    press(client, pair[1], "take_back")
    assert [state_of(row) for row in pair] == [State.WAITING, State.TAKEN_BACK]


def test_where_nothing_differs_any_more_it_leads_back_and_says_so(client: Client, contest: Contest) -> None:
    client.force_login(a_producer())
    response = client.get(resolve_address(contest))
    assert response["Location"] == reverse("admin:index")
    assert said(response) == "Leicester East has no two entries that differ any more."


def test_the_page_takes_as_many_queries_whatever_differs(
    client: Client, contest: Contest, django_assert_num_queries
) -> None:
    sent_by(a_reporter(contest), contest)
    sent_by(a_second_reporter(contest), contest, a_count(*HEARD))
    client.force_login(a_producer())
    # Session and person, what she may (two), contest, facts (three), candidates, both entries and
    # their counts, the sight kept, and the counts once more for what the choice comes to.
    with django_assert_num_queries(15):
        client.get(resolve_address(contest))
