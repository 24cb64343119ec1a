"""Finding a contest, a candidate or a council by part of its name, in every election of the desk.

Owns what a typed text matches and the order of what is found. Refuses results: a name says nothing of how
people voted, so nothing here waits for polls to close.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import TypeVar, cast

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from results.models import Candidacy, Contest, Council, Region

M = TypeVar("M", bound=Model)
LIMIT = 12
# A text of more words than any name has is no name.
WORDS = 8


class Sort(StrEnum):
    """What was found. The order is that of the list where names match equally well."""

    CONTEST = "contest"
    COUNCIL = "council"
    REGION = "region"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to jump to. `code` is that of the page: a candidate's is her contest's.

    `within` says where it is: a ward's council, a candidate's party and contest; empty for the others.
    """

    sort: Sort
    name: str
    within: str
    election: str
    election_name: str
    code: str


def found(text: str, *, limit: int = LIMIT) -> tuple[Found, ...]:
    """What a text names, best first: names that begin with it, then those with a word that does, then others.

    Every word of the text must be in the name, or, of a candidate or a ward, in her contest's or its
    council's. Newer elections come first. Four queries, none for an empty text.
    """
    words = text.split()[:WORDS]
    if not words:
        return ()
    every = [
        (rank, order, one)
        for order, rows in enumerate((_contests, _councils, _regions, _candidates))
        for rank, one in rows(words, limit)
    ]
    every.sort(key=lambda row: row[:2])
    return tuple(one for _, _, one in every[:limit])


def _contests(words: list[str], limit: int) -> list[tuple[int, Found]]:
    rows = _matching(Contest.objects.select_related("election", "council"), words, "name", "council__name")[
        :limit
    ]
    return [
        (_rank(row), _found(row, Sort.CONTEST, within=row.council.name if row.council else ""))
        for row in rows
    ]


def _councils(words: list[str], limit: int) -> list[tuple[int, Found]]:
    rows = _matching(Council.objects.select_related("election"), words, "name")[:limit]
    return [(_rank(row), _found(row, Sort.COUNCIL)) for row in rows]


def _regions(words: list[str], limit: int) -> list[tuple[int, Found]]:
    rows = _matching(Region.objects.select_related("election"), words, "name")[:limit]
    return [(_rank(row), _found(row, Sort.REGION)) for row in rows]


def _candidates(words: list[str], limit: int) -> list[tuple[int, Found]]:
    standing = Candidacy.objects.select_related("contest__election", "party")
    rows = _matching(standing, words, "name", "contest__name", election="contest__election")[:limit]
    return [
        (
            _rank(row),
            Found(
                sort=Sort.CANDIDATE,
                name=row.name,
                within=f"{row.party.short_name}, {row.contest.name}",
                election=row.contest.election.slug,
                election_name=row.contest.election.name,
                code=row.contest.code,
            ),
        )
        for row in rows
    ]


def _found(row: Contest | Council | Region, sort: Sort, within: str = "") -> Found:
    return Found(
        sort=sort,
        name=row.name,
        within=within,
        election=row.election.slug,
        election_name=row.election.name,
        code=row.code,
    )


def _matching(
    rows: QuerySet[M, M], words: list[str], *names: str, election: str = "election"
) -> QuerySet[M, M]:
    own = names[0]
    # A word in its own name, or a place would be found with each of its wards and candidates.
    in_own = reduce(or_, (_has(own, word) for word in words))
    whole = reduce(and_, (reduce(or_, (_has(name, word) for name in names)) for word in words))
    text = " ".join(words)
    rank = Case(
        When(**{f"{own}__istartswith": text}, then=Value(0)),
        When(**{f"{own}__icontains": f" {text}"}, then=Value(1)),
        When(**{f"{own}__icontains": text}, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    ranked = rows.filter(whole, in_own).annotate(rank=rank)
    # Annotated rows are rows still; django-stubs gives them another type.
    return cast("QuerySet[M, M]", ranked.order_by("rank", f"-{election}__date", own, "pk"))


def _has(name: str, word: str) -> Q:
    # A phone types the curly apostrophe where the name may have the straight one.
    forms = {word, word.replace("’", "'"), word.replace("'", "’")}
    return reduce(or_, (Q(**{f"{name}__icontains": form}) for form in sorted(forms)))


def _rank(row: Model) -> int:
    rank: int = getattr(row, "rank")  # noqa: B009
    return rank
