"""The contests that a producer follows: a list of her own. Nobody else's screen changes by it: no event."""

from django.contrib.auth.models import User

from results.models import Contest, Watch
from results.producing.noting import refuse_others
from results.producing.refusals import NothingThere


def watch(*, contest_id: int, by: User) -> None:
    """Follow a contest. Twice is quiet. Raises a `ProducingRefused`: NotAProducer, NothingThere."""
    refuse_others(by)
    if not Contest.objects.filter(pk=contest_id).exists():
        raise NothingThere("There is no such contest.")
    Watch.objects.bulk_create([Watch(person=by, contest_id=contest_id)], ignore_conflicts=True)


def unwatch(*, contest_id: int, by: User) -> None:
    """Follow it no more. One that she does not follow is quiet. Raises NotAProducer."""
    refuse_others(by)
    Watch.objects.filter(person=by, contest=contest_id).delete()


def watched(*, election_id: int, by: User) -> frozenset[int]:
    """The contests of an election that she follows, by row id. One query."""
    rows = Watch.objects.filter(person=by, contest__election=election_id)
    return frozenset(rows.values_list("contest", flat=True))
