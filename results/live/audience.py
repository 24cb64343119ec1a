"""How many screens are listening, for those who want to know that a declaration arrived.

Knows the sockets of this process only. Refuses to guess about others: where several processes serve,
the answer is None.
"""

from django.conf import settings
from django.db.models import Exists, OuterRef

from results.boards.corrections import corrected_contests
from results.live.hubs import hubs
from results.live.topics import contest_topic, corrections_topic, council_topic, region_topic
from results.models import Contest


def screens_showing(contest_id: int) -> int | None:
    """Open boards and pages that show this contest. Two queries; may be asked from any thread."""
    if settings.REDIS_URL:
        return None
    listed = Exists(corrected_contests().filter(contest=OuterRef("pk")))
    contest = Contest.objects.annotate(listed=listed).get(pk=contest_id)
    topics = {
        region_topic(election=contest.election_id, region=region)
        for region in contest.regions.values_list("pk", flat=True)
    }
    topics.add(contest_topic(election=contest.election_id, contest=contest_id))
    if contest.council_id:
        topics.add(council_topic(election=contest.election_id, council=contest.council_id))
    if contest.listed:
        topics.add(corrections_topic(election=contest.election_id))
    return sum(hub.audience(topics) for hub in hubs())
