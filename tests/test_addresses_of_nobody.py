"""Addresses with numbers that no row has: a page that is not there, and never a fault of the desk."""

import pytest

from tests.people import a_reporter

pytestmark = pytest.mark.django_db
HUGE = "9" * 25


@pytest.mark.parametrize("number", ["0", "999999999", HUGE])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/results/contest/{}/declare/",
        "/admin/results/contest/{}/call/",
        "/admin/results/contest/{}/withdraw/",
        "/admin/results/contest/{}/resolve/",
        "/admin/results/contest/{}/audit/",
        "/admin/results/council/{}/total/",
        "/admin/results/declaration/{}/confirm/",
        "/admin/results/sheet/{}/",
        "/feeds/cue/{}.json",
    ],
)
def test_nobodys_address_is_no_page_of_hers(client, address, number):
    client.force_login(a_reporter())
    for ask in (client.get, client.post):
        # 302: what is not an address of the admin's leads to its front page or to signing in.
        assert ask(address.format(number)).status_code in {302, 403, 404, 405}
