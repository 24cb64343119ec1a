"""What of a count wants a tick before it is sent.

Owns the questions that a contest is asked by its own method, and the key of each tick: another as soon as
anything was typed otherwise, so that nobody vouches for figures she has not seen. Refuses to hold anything
back: a doubt that is ticked is no obstacle.
"""

import json
from hashlib import sha256

from results.declaring.expecting import Asking, asking
from results.declaring.facts import ContestFacts
from results.declaring.night import night_of
from results.declaring.refusals import Doubt
from results.models import Contest
from results.psephology.counts import Count
from results.psephology.readout import FIELD as MAJORITY_READ
from results.psephology.wardwarnings import sv_warnings, ward_warnings
from results.psephology.warnings import Warning, warnings  # noqa: A004

__all__ = ["Doubt", "doubts_of"]

DIGITS = 12


def doubts_of(
    *, contest_id: int, facts: ContestFacts, count: Count, majority_read: int | None = None
) -> tuple[Doubt, ...]:
    """Doubts about a count, the strongest first; none where it is refused, or its election asks nothing.

    `majority_read` is the majority as it was read out. One query where nothing is asked; otherwise three
    where nothing was declared since the last question, and a fixed few more where something was.
    """
    asked = asking(contest_id)
    if asked is None:
        return ()
    return tuple(
        Doubt(
            key=_key(warning, contest_id, count, majority_read),
            code=warning.code,
            field=warning.field,
            sentence=warning.sentence,
            strength=warning.strength,
        )
        for warning in _warnings(asked, facts, count, majority_read)
    )


def _warnings(
    asked: Asking, facts: ContestFacts, count: Count, majority_read: int | None
) -> tuple[Warning, ...]:
    standings, expected = facts.standings, asked.expected
    if facts.method == Contest.Method.SV:
        return sv_warnings(standings=standings, count=count, expected=expected, majority_read=majority_read)
    if facts.seats > 1:
        return ward_warnings(
            standings=standings,
            count=count,
            seats=facts.seats,
            expected=expected,
            majority_read=majority_read,
        )
    return warnings(
        standings=standings,
        count=count,
        previous=None if facts.new_seat else facts.previous,
        expected=expected,
        tonight=night_of(asked.election_id, without=facts.contest_id),
        majority_read=majority_read,
    )


def _key(warning: Warning, contest_id: int, count: Count, majority_read: int | None) -> str:
    seconds = count.second_preferences
    typed = [
        contest_id,
        sorted(count.votes.items()),
        count.electorate,
        sorted(count.elected),
        count.rejected,
        count.ballot_papers,
        count.by_lot,
        None if seconds is None else sorted(seconds.items()),
        majority_read if warning.field == MAJORITY_READ else None,
    ]
    digest = sha256(json.dumps(typed).encode()).hexdigest()[:DIGITS]
    return f"{warning.code}:{warning.field}:{digest}"
