"""Every address of the desk before everybody: who is let in stands in a table, and what is missing fails."""

import logging
from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from tests.doors import table
from tests.doors.headers import faults
from tests.doors.walking import Walker, addresses, rows
from tests.doors.world import a_world

LETTERS = {200: "+", 204: "+", 403: "-", 404: "0", 405: "m"}
# Machines ask there, and whatever they post changes nothing.
NOTHING_TO_SEND = (
    "/feeds/live/<slug:slug>/<str:region>/<slug:graphic>.<str:ext>",
    "/feeds/cue/<row:cue>.<str:ext>",
    "/feeds/output/<slug:slug>/<slug:layer>.<str:ext>",
    "/healthz",
    "/readyz",
    "/metrics",
)
SIGNING_IN = ("/accounts/login/", "/admin/login/")


def letter(answer: HttpResponse) -> str:
    """The table's letter for an answer; its number where the table has no letter for it."""
    if answer.has_header("Location"):
        return "l" if answer["Location"].startswith(SIGNING_IN) else ">"
    if answer.has_header("HX-Refresh"):
        return "r"
    return LETTERS.get(answer.status_code, str(answer.status_code))


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert rows() == set(table.pages())


@pytest.mark.django_db
@pytest.mark.long
def test_every_address_answers_everybody_as_the_table_says_and_under_the_headers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Most are refused, and each refusal would be remarked upon.
    caplog.set_level(logging.CRITICAL, "django.request")
    walker = Walker(a_world())
    wrongs = [wrong for row, address in addresses(walker.world) for wrong in _wrongs(walker, row, address)]
    assert not wrongs, "\n".join(wrongs)


@pytest.mark.django_db
def test_no_form_from_elsewhere_is_taken_at_any_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django")
    walker = Walker(a_world(), strict=True)
    taken = {
        (row, answer.status_code)
        for row, address in addresses(walker.world)
        if b"That was not sent" not in (answer := walker.goes("a superuser", address, "POST")).content
    }
    assert taken == {(row, 405) for row in NOTHING_TO_SEND}


def _wrongs(walker: Walker, row: str, address: str) -> Iterator[str]:
    for method, letters in zip(("GET", "POST"), table.pages()[row], strict=True):
        for who, expected in zip(walker.world.everybody, letters, strict=True):
            answer = walker.goes(who, address, method)
            told = f"{method} {address}, {who}"
            if (got := letter(answer)) != expected:
                yield f"{told}: {got}, not {expected}"
            yield from (f"{told}: {fault}" for fault in faults(row, answer))
