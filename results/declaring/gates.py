"""When figures may come in at all."""

from django.utils import timezone

from results.declaring.refusals import PollsOpen
from results.models import Election


def refuse_while_polls_open(election: Election) -> None:
    """Raise PollsOpen before the election's own closing time."""
    if timezone.now() < election.polls_close:
        at = timezone.localtime(election.polls_close)
        raise PollsOpen(f"Polls close at {at:%H:%M} on {at:%-d %B %Y}: no figures before then.")
