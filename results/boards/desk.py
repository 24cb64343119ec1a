"""The producers' desk of an election or of one of its regions, at one number: the story, what comes next,
what is late, and what waits.

Owns what stands on it together. Refuses what waits for a second person, and what is withheld, to whoever is
no producer: `keeps` says for whom it is read. Nothing here depends on the hour but what the embargo strikes;
what is late by the clock is for the page to tell.
"""

from dataclasses import dataclass

from django.db.models import Q

from results.boards.cards import ElectionHead, Newest, RegionHead
from results.boards.council_cards import CouncilNewest
from results.boards.council_newest import newest_of
from results.boards.due import Due, due
from results.boards.embargo import may_be_seen
from results.boards.headlines import Headlines, headlines
from results.boards.heads import election_head, region_head
from results.boards.key_contests import KeyLine, key_contests
from results.boards.newest import newest_events, newest_line
from results.boards.snapshot import one_snapshot
from results.boards.states import CALLED_OFF
from results.boards.withheld import Withheld, withheld
from results.models import Contest, Council, Declaration, Election, Policy, Region

DUE = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """All of a desk. `region` is None for the whole election.

    `newest` is of contests, or of contests and councils where there are councils. `keeps`: for a producer;
    `waits` says that entries need a second person here at all. `withheld` is empty for others, and so are
    the entries in `due` that wait.
    """

    election: ElectionHead
    region: RegionHead | None
    declared: int
    total: int
    headlines: Headlines
    newest: tuple[Newest, ...]
    council_newest: tuple[CouncilNewest, ...]
    due: Due
    keys: tuple[KeyLine, ...]
    keeps: bool
    waits: bool
    withheld: tuple[Withheld, ...]


def desk(*, election_id: int, region_id: int | None = None, keeps: bool) -> Desk:
    """The desk of an election, or of one of its regions, in a fixed number of queries.

    Raises Election.DoesNotExist, and Region.DoesNotExist for a region of another election.
    """
    with one_snapshot():
        election = Election.objects.get(pk=election_id)
        region = Region.objects.get(pk=region_id, election=election) if region_id is not None else None
        results_in, total = _many(election_id, region_id)
        has_councils = _has_councils(election_id, region_id)
        return Desk(
            election=election_head(election),
            region=region_head(region) if region else None,
            declared=results_in,
            total=total,
            headlines=headlines(election_id=election_id, region_id=region_id),
            newest=() if has_councils else _newest(election, region_id),
            council_newest=newest_of(election, region_id=region_id) if has_councils else (),
            due=due(election_id=election_id, region_id=region_id, limit=DUE),
            keys=key_contests(election_id=election_id, region_id=region_id),
            keeps=keeps,
            waits=keeps and _waits(election),
            withheld=withheld(election_id=election_id, region_id=region_id) if keeps else (),
        )


def _many(election_id: int, region_id: int | None) -> tuple[int, int]:
    """How many results are in, and how many there will be."""
    contests = Contest.objects.filter(election=election_id).exclude(status__in=CALLED_OFF)
    results = Declaration.objects.in_force().filter(may_be_seen(), contest__election=election_id)
    if region_id is not None:
        contests, results = contests.filter(regions=region_id), results.filter(contest__regions=region_id)
    return results.count(), contests.count()


def _has_councils(election_id: int, region_id: int | None) -> bool:
    councils = Council.objects.filter(election=election_id)
    return (councils if region_id is None else councils.filter(regions=region_id)).exists()


def _newest(election: Election, region_id: int | None) -> tuple[Newest, ...]:
    here = Q(contest__election=election.pk) if region_id is None else Q(contest__regions=region_id)
    return tuple(newest_line(event) for event in newest_events(here, election=election))


def _waits(election: Election) -> bool:
    """Whether anything of this election may need a second person."""
    own = election.policy != Policy.DIRECT or election.marginal_policy not in {"", Policy.DIRECT}
    return own or election.contests.exclude(policy__in=["", Policy.DIRECT]).exists()
