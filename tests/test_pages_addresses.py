"""A page's socket is found whatever signs the code of its region or contest has."""

from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client
from django.test.html import parse_html
from django.urls import reverse

from tests.fragments import by_id
from tests.people import a_producer
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["EM", "N&W", "50%", "a b", "Ynys Môn", "x?y", "x#y"])
@pytest.mark.parametrize("page", ["board", "contest"])
def test_the_sockets_address_is_that_of_the_page(page, code):
    election = a_small_election(contests=1)
    election.regions.filter(code="EM").update(code=code)
    election.contests.update(code=code)
    client = Client()
    client.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(page, args=[election.slug, code]))
    socket = urlsplit(dict(by_id(parse_html(answer.content.decode()), "live").attributes)["ws-connect"])
    assert unquote(socket.path) == f"/ws/{page}s/{election.slug}/{code}/"
    assert socket.query == "since=0"
