"""Acts that carry a NUL, which PostgreSQL takes for no text: refused with a sentence, and nothing is done."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from results.models import AsRun, Cue, HeadlineMark, Hold, KeyContest, Watch
from results.views import acts, desk
from tests.onair_rows import a_cue, an_output
from tests.panels import SCRIPT
from tests.people import a_producer, an_operator
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
NUL = "\x00"


@pytest.mark.parametrize("what", [NUL, f"1 {NUL}", f"contest {NUL}", f"lower-third {NUL}"])
def test_an_operators_act_is_refused(client: Client, what: str) -> None:
    gwen = an_operator()
    a_cue(an_output(slug="pgm"), gwen)
    before = AsRun.objects.count()
    client.force_login(gwen)
    fields = {"what": what, "graphic": "lower-third", "subject": NUL, "reason": NUL, "one": NUL, "mode": NUL}
    for act in acts.ACTS:
        answer = client.post(f"/graphics/pgm/acts/{act}/", fields, headers=SCRIPT)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert answer.content.decode() == acts.UNREADABLE
    assert (AsRun.objects.count(), Cue.objects.count(), Hold.objects.count()) == (before, 1, 0)


@pytest.mark.parametrize(
    "fields", [{"what": NUL}, {"what": "1", "region": NUL}, {"what": "1", "region": "EM\x00"}]
)
def test_a_producers_act_at_her_desk_is_refused(client: Client, fields: dict[str, Any]) -> None:
    a_small_election(slug="general")
    client.force_login(a_producer())
    for act in desk.ACTS:
        answer = client.post(f"/desk/general/acts/{act}/", fields, headers={"x-desk-page": "1"})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert answer.content.decode() == desk.UNREADABLE
    assert not (HeadlineMark.objects.exists() or Watch.objects.exists())


def test_a_reason_for_a_key_contest_is_refused_at_its_field(client: Client) -> None:
    election = a_small_election(slug="general")
    client.force_login(a_producer())
    sent = {"act": "mark", "contest": election.contests.get(code="C0001").pk, "reason": "The first\x00"}
    answer = client.post("/desk/general/key/list/", sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not KeyContest.objects.exists()
