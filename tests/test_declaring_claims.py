"""Who has a contest's form open: told to the others, renewed while it is open, gone by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.declaring.claims import LASTS, claim, claims_on, release
from results.declaring.refusals import NotYours
from results.models import Claim, Contest
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest()


def pass_by(seconds: float) -> None:
    """Let claims have been seen so much longer ago."""
    for row in Claim.objects.all():
        Claim.objects.filter(pk=row.pk).update(seen_at=row.seen_at - timedelta(seconds=seconds))


def names(claims) -> list[str]:
    return [one.name for one in claims]


def test_a_person_who_opens_the_form_is_told_who_else_has_it_open(contest: Contest) -> None:
    assert claim(contest_id=contest.pk, by=a_reporter(contest)) == ()
    assert names(claim(contest_id=contest.pk, by=a_second_reporter(contest))) == ["Alice Okafor"]
    assert names(claim(contest_id=contest.pk, by=a_producer())) == ["Alice Okafor", "Bob Hussain"]


def test_a_claim_that_is_renewed_tells_since_when_it_was_open_first(contest: Contest) -> None:
    alice = a_reporter(contest)
    claim(contest_id=contest.pk, by=alice)
    since = Claim.objects.get().since
    pass_by(LASTS.total_seconds() - 1)
    claim(contest_id=contest.pk, by=alice)
    renewed = Claim.objects.get()
    assert renewed.since == since
    assert timezone.now() - renewed.seen_at < timedelta(seconds=5)


def test_a_claim_that_nobody_renews_goes_by_itself_and_a_later_one_begins_anew(contest: Contest) -> None:
    alice = a_reporter(contest)
    claim(contest_id=contest.pk, by=alice)
    first = Claim.objects.get().since
    pass_by(LASTS.total_seconds() + 1)
    assert claims_on(contest_ids=[contest.pk]) == {}
    claim(contest_id=contest.pk, by=alice)
    assert Claim.objects.get().since > first


def test_a_claim_can_be_let_go_and_nobody_elses_with_it(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    claim(contest_id=contest.pk, by=alice)
    claim(contest_id=contest.pk, by=bob)
    release(contest_id=contest.pk, by=alice)
    assert names(claims_on(contest_ids=[contest.pk])[contest.pk]) == ["Bob Hussain"]


def test_nobody_claims_a_count_that_is_not_hers(contest: Contest) -> None:
    with pytest.raises(NotYours):
        claim(contest_id=contest.pk, by=a_second_reporter())
    assert not Claim.objects.exists()


def test_the_claims_of_a_whole_election_take_one_query(django_assert_num_queries) -> None:
    contests = list(a_small_election(contests=20).contests.all())
    for person in (a_reporter(*contests), a_second_reporter(*contests)):
        for contest in contests:
            claim(contest_id=contest.pk, by=person)
    with django_assert_num_queries(1):
        held = claims_on(contest_ids=[contest.pk for contest in contests])
    assert {len(claims) for claims in held.values()} == {2}
