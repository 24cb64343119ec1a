"""A contest, a candidate, a council or a region is found by part of its name, from any page, by a key."""

import pytest
from django.urls import reverse

from results.boards.search import Sort, found
from results.models import Contest, Council
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    election = a_small_election(contests=3)
    east, south, other = election.contests.order_by("pk")
    for contest, name in ((east, "Leicester East"), (south, "Leicester South"), (other, "East Stafford")):
        Contest.objects.filter(pk=contest.pk).update(name=name)
    council = Council.objects.create(
        election=election, code="C1", name="Leicester", seats_total=54, seats_up=54
    )
    Contest.objects.create(
        election=election, code="W1", name="Abbey", kind=Contest.Kind.WARD, council=council, seats=3
    )
    first = east.candidacies.order_by("number").first()
    east.candidacies.filter(pk=first.pk).update(name="Siobhán O'Neill")
    return election


def names(text):
    return [(one.sort, one.name) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("leicester e", (Sort.CONTEST, "Leicester East")),
        ("LEICESTER", (Sort.CONTEST, "Leicester East")),
        ("south leic", (Sort.CONTEST, "Leicester South")),
        ("east", (Sort.CONTEST, "East Stafford")),
        ("abbey leicester", (Sort.CONTEST, "Abbey")),
        ("o'neill", (Sort.CANDIDATE, "Siobhán O'Neill")),
        ("o’neill", (Sort.CANDIDATE, "Siobhán O'Neill")),
        ("neill east", (Sort.CANDIDATE, "Siobhán O'Neill")),
        ("midl", (Sort.REGION, "East Midlands")),
    ],
)
def test_the_best_match_comes_first(election, text, first):
    assert names(text)[0] == first


def test_a_council_is_found_beside_the_places_of_its_name(election):
    assert names("leicester") == [
        (Sort.CONTEST, "Leicester East"),
        (Sort.CONTEST, "Leicester South"),
        (Sort.COUNCIL, "Leicester"),
    ]


@pytest.mark.parametrize("text", ["", "   ", "nowhere", "100%", "_", "'; drop table", "x " * 300])
def test_a_text_that_is_no_name_finds_nothing(election, text):
    assert names(text) == []


def test_four_queries_whatever_there_is(election, django_assert_num_queries):
    with django_assert_num_queries(4):
        found("e")


def test_every_address_that_is_found_opens(election, client):
    client.force_login(a_producer())
    page = client.get(reverse("jump"), {"q": "e"})
    addresses = [address for _, address in page.context["found"]]
    assert len(addresses) >= 5
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_script_is_given_the_list_alone(election, client):
    client.force_login(an_operator())
    answer = client.get(reverse("jump"), {"q": "leicester east"}, headers={"X-Desk-Jump": "1"})
    assert answer.content.decode().strip().startswith("<li>")


def test_what_is_not_found_is_said_and_what_was_typed_stays(election, client):
    client.force_login(a_reporter())
    page = client.get(reverse("jump"), {"q": "<b>Atlantis"}).content.decode()
    assert "Nothing here is called “&lt;b&gt;Atlantis”." in page
    assert 'value="&lt;b&gt;Atlantis"' in page


def test_the_desk_alone_may_look(election, client):
    address = reverse("jump") + "?q=east"
    assert client.get(address).status_code == 302
    client.force_login(an_outsider())
    assert client.get(address).status_code == 403
