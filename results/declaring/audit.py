"""Writing down who did what, who was refused what, and who saw what.

Owns the audit's rows. Refuses to be read here, and to keep a command from doing its work: what was
refused is written down after the command's own transaction was rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.contrib.auth.models import User

from results.declaring.refusals import CouncilOvertaken, Late, Overtaken, Refused
from results.measures.noting import command_ended
from results.models import Act

ROOM = 1000
TOO_LATE = (Overtaken, CouncilOvertaken, Late)


def record(
    *,
    kind: Act.Kind,
    by: User,
    words: str,
    contest_id: int | None = None,
    council_id: int | None = None,
    declaration_id: int | None = None,
    total_id: int | None = None,
) -> None:
    """Add an act. About a contest or a council, and a revision of it where there is one."""
    Act.objects.create(
        kind=kind,
        by=by,
        words=words[:ROOM],
        contest_id=contest_id,
        council_id=council_id,
        declaration_id=declaration_id,
        total_id=total_id,
    )


def saw(
    *,
    by: User,
    words: str,
    contest_id: int | None = None,
    council_id: int | None = None,
    declaration_id: int | None = None,
) -> None:
    """Somebody looked at what is not on the boards: figures that wait, a photograph of a sheet."""
    record(
        kind=Act.Kind.SAW,
        by=by,
        words=words,
        contest_id=contest_id,
        council_id=council_id,
        declaration_id=declaration_id,
    )


@contextmanager
def refusals_recorded(*, act: str, by: User, **about: Any) -> Iterator[None]:
    """Around a command's transaction: what it refuses is kept though nothing else of it is. It is timed."""
    start, result = perf_counter(), "failed"
    try:
        yield
        result = "done"
    except Refused as refusal:
        result = "refused"
        kind = Act.Kind.IGNORED if isinstance(refusal, TOO_LATE) else Act.Kind.REFUSED
        record(kind=kind, by=by, words=f"{act}: {refusal.sentence}", **about)
        raise
    finally:
        command_ended(act=act, result=result, seconds=perf_counter() - start, person=by.pk, **about)
