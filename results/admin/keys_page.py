"""What waits for a second person, on the front page of everybody who may act on it.

Owns the list: entries to confirm, to key again or to resolve, single sources that want somebody after
all, one's own that wait, and one's own that were turned away. Refuses to tell a figure that was keyed
blind, and to list a contest that is none of this person's counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from results.admin.sentences import kept_words
from results.admin.waiting_line import Waiting
from results.admin.waiting_totals import totals_waiting
from results.declaring.revisions import name_of
from results.models import Assignment, Declaration, Policy, State

TO_CONFIRM = Q(state=State.WAITING)
SINGLE_SOURCE = Q(state=State.IN_FORCE, confirmed_by=None) & ~Q(policy=Policy.DIRECT)


def waiting_page(request: HttpRequest) -> HttpResponse:
    """The list alone, for the front page that asks for it every few seconds.

    Whoever was signed out meanwhile gets no sign-in page inside her list: the whole page is fetched anew.
    """
    if not admin.site.has_permission(request):
        return HttpResponseClientRefresh()
    return render(request, "admin/results/keys/waiting_list.html", {"waiting": waiting_for(request.user)})


def waiting_for(user: User | AnonymousUser) -> tuple[Waiting, ...]:
    """What this person may act on, the longest waiting first, and her own after it.

    Her own entry for a count that is assigned to her stands among her counts, and not here too. Three
    queries, however many lines.
    """
    if not isinstance(user, User):
        return ()
    lines = [*_lines(_rows(user), user), *totals_waiting(user)]
    return tuple(sorted(_placed(lines), key=lambda line: (line.own, line.since)))


def _placed(lines: list[Waiting]) -> list[Waiting]:
    """The election is named where lines of more than one stand together."""
    several = len({line.election for line in lines}) > 1
    return [replace(line, about=line.about or (line.election if several else "")) for line in lines]


def _rows(user: User) -> QuerySet[Declaration]:
    newer = Declaration.objects.filter(contest=OuterRef("contest"), revision__gt=OuterRef("revision"))
    turned_away = Q(state=State.REJECTED, entered_by=user) & ~Exists(newer)
    single = SINGLE_SOURCE & ~Q(entered_by=user) & ~Q(kind=Declaration.Kind.WITHDRAWAL)
    hers = Assignment.objects.filter(contest=OuterRef("contest"), reporter=user)
    listed_elsewhere = TO_CONFIRM & Q(entered_by=user) & Exists(hers)
    rows = Declaration.objects.filter(TO_CONFIRM | Q(state=State.DISPUTED) | single | turned_away)
    rows = rows.exclude(listed_elsewhere)
    if not user.has_perm("results.enter_any_contest"):
        rows = rows.filter(contest__assignments__reporter=user)
    return rows.filter(contest__election__closed_at=None).select_related(
        "contest__election",
        "contest__council",
        "entered_by",
        "bypassed_by",
        "rejected_by",
        "outcome__party",
        "outcome__previous_party",
    )


def _lines(rows: Iterable[Declaration], user: User) -> Iterator[Waiting]:
    pairs: dict[int, list[Declaration]] = defaultdict(list)
    for row in rows:
        if row.state == State.DISPUTED:
            pairs[row.contest_id].append(row)
        else:
            yield _line(row, own=row.entered_by_id == user.pk)
    for pair in pairs.values():
        yield _disputed(pair, user)


def _line(row: Declaration, *, own: bool) -> Waiting:
    if row.state == State.REJECTED:
        return _rejected(row)
    if row.state == State.IN_FORCE:
        return _made(row, state="on boards on a single source", words=kept_words(row.outcome), act="Confirm")
    blind = row.policy == Policy.BLIND
    said = "keyed blind" if blind else kept_words(row.outcome)
    state = "to be keyed by a second person" if blind else "to be confirmed"
    if own:
        return _made(row, state=state, words=said, act="Look", own=True)
    if blind:
        return _made(row, state=state, words=said, act="Key it too", address=_form(row))
    return _made(row, state=state, words=said, act="Confirm")


def _disputed(pair: list[Declaration], user: User) -> Waiting:
    first, last = min(pair, key=_revision), max(pair, key=_revision)
    keyed = user.pk in {row.entered_by_id for row in pair}
    resolving = reverse("admin:results_contest_resolve", args=[last.contest_id])
    return _made(
        last,
        state="keyed twice, and different",
        by=f"{name_of(first.entered_by)} and {name_of(last.entered_by)}",
        words="one of the two is yours" if keyed else "a third person resolves it",
        act="Key again" if keyed else "Resolve",
        address=_form(last) if keyed else resolving,
    )


def _revision(row: Declaration) -> int:
    return row.revision


def _rejected(row: Declaration) -> Waiting:
    who = name_of(row.rejected_by) if row.rejected_by else ""
    return _made(
        row,
        state="rejected",
        by=who,
        words=row.rejection,
        act="Enter again",
        address=_form(row),
    )


def _made(
    row: Declaration, *, state: str, words: str, act: str, by: str = "", address: str = "", own: bool = False
) -> Waiting:
    contest = row.contest
    return Waiting(
        id=f"waiting-{row.pk}",
        name=contest.name,
        about=contest.council.name if contest.council else "",
        election=contest.election.name,
        rehearsal=contest.election.rehearsal,
        state=state,
        by=by or name_of(row.entered_by),
        since=row.entered_at,
        words=words,
        act=act,
        address=address or reverse("admin:results_declaration_confirm", args=[row.pk]),
        own=own,
    )


def _form(row: Declaration) -> str:
    return reverse("admin:results_contest_declare", args=[row.contest_id])
