"""The doors of packages: who may fetch what, OGraf by address for machines, and the page that tells how."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test.html import parse_html

from results.packages.graphics import GRAPHICS
from tests.admin_browser import LAPTOP, PHONE, faults, opener
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.services import needs_browser

pytestmark = pytest.mark.django_db
PAGE = "/graphics/packages/"
ARCHIVES = [f"{PAGE}{system}.zip" for system in ("ograf", "caspar", "spx")]
BUG = "/graphics/ograf/bug/"


@pytest.mark.parametrize("address", [PAGE, *ARCHIVES])
@pytest.mark.parametrize("someone", [a_producer, a_reporter, an_operator])
def test_anyone_with_a_role_may_fetch_them(client, someone, address):
    client.force_login(someone())
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [PAGE, *ARCHIVES])
def test_strangers_are_asked_to_sign_in_and_outsiders_turned_away(client, address):
    assert client.get(address).status_code == 302
    client.force_login(an_outsider())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", ARCHIVES)
def test_an_archive_is_a_whole_zip_by_its_name(client, address):
    client.force_login(an_operator())
    answer = client.get(address)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="results-desk-{address.split("/")[-1]}"'
    with ZipFile(BytesIO(answer.content)) as zipped:
        assert zipped.testzip() is None
        assert {name.split("/")[1] for name in zipped.namelist()} == {graphic.name for graphic in GRAPHICS}
        assert all(name.startswith("results-desk/") for name in zipped.namelist())


@pytest.mark.parametrize(
    "address", [f"{PAGE}viz.zip", f"{BUG}secret.txt", "/graphics/ograf/none/graphic.mjs"]
)
def test_what_there_is_not_is_not_found(client, address):
    client.force_login(an_operator())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("bug.ograf.json", "application/json"),
        ("graphic.mjs", "text/javascript; charset=utf-8"),
        ("desk.mjs", "text/javascript; charset=utf-8"),
        ("Inter.ttf", "font/ttf"),
        ("Inter-LICENSE.txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_renderer_without_a_name_fetches_ografs_files_from_anywhere_and_asks_again(client, file, kind):
    answer = client.get(BUG + file)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "no-cache"
    again = client.get(BUG + file, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_every_manifests_main_file_is_beside_it(client):
    for graphic in GRAPHICS:
        folder = f"/graphics/ograf/{graphic.name}/"
        told = json.loads(client.get(f"{folder}{graphic.name}.ograf.json").content)
        assert client.get(folder + told["main"]).status_code == 200


def test_no_package_is_changed_by_post(client):
    client.force_login(an_operator())
    assert {client.post(address).status_code for address in (PAGE, *ARCHIVES, f"{BUG}graphic.mjs")} == {405}


def test_ografs_files_and_the_page_cost_no_query_of_results(client, django_assert_num_queries):
    client.get(BUG + "graphic.mjs")
    with django_assert_num_queries(0):
        client.get(BUG + "graphic.mjs")


def test_the_page_tells_every_graphics_addresses_and_fields(client):
    client.force_login(an_operator())
    page = client.get(PAGE).content.decode()
    parse_html(page)
    for graphic in GRAPHICS:
        assert f"http://testserver/graphics/ograf/{graphic.name}/{graphic.name}.ograf.json" in page
        assert f"results-desk/{graphic.name}/{graphic.name}</code>" in page
    assert "<code>party.abbr</code>" in page


@needs_browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_page_has_no_faults_and_does_not_scroll_sideways(live_server, chromium, client, size):
    gwen = an_operator()
    with opener(url=live_server.url, chromium=chromium, client=client)(gwen, PAGE, size) as page:
        page.locator("summary").first.click()
        assert faults(page) == []
