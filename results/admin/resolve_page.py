"""The page on which a third person resolves two entries that were keyed blind and differ.

Owns the choice, field by field, and what it comes to. Both keyers are refused: neither may read the
other's entry, and each is pointed to keying again. Only what differs can be chosen; nothing is typed.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from results.admin.ballot import Ballot, ballot_for
from results.admin.figure_rows import PairedRow, paired_rows
from results.admin.kept_entry import verdict_on_kept
from results.admin.key_words import resolved_message
from results.admin.reason_form import ReasonForm
from results.admin.verdict import Mood, Verdict, refused
from results.declaring.audit import saw
from results.declaring.blind import differences, picked, resolve
from results.declaring.figures import count_of
from results.declaring.refusals import NotYours, OwnEntry, Refused, Unacceptable
from results.declaring.revisions import name_of
from results.live.audience import screens_showing
from results.models import Declaration, State
from results.psephology.counts import Count

PREFIX = "pick-"
MOST_DIGITS = 15
NO_PAIR = "{} has no two entries that differ any more."


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that differ, the earlier one first, and their counts."""

    one: Declaration
    other: Declaration
    counts: tuple[Count, Count]

    @property
    def keyers(self) -> frozenset[int]:
        """Who keyed them."""
        return frozenset({self.one.entered_by_id, self.other.entered_by_id})


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One figure of both entries. `chosen` is the id of the one picked, 0 while it is open or agreed."""

    figure: PairedRow
    open: bool
    chosen: int
    sentences: tuple[str, ...]


def resolve_entries(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Both entries side by side, and the POST of a choice. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    pair = _pair(contest_id)
    if pair is None:
        messages.info(request, NO_PAIR.format(ballot.contest.name))
        return redirect("admin:index")
    user = cast(User, request.user)
    if request.method == "POST" and "check" not in request.POST:
        return _sent(request, ballot, pair, user)
    if user.pk in pair.keyers:
        return _turned_away(request, ballot, pair, user)
    if request.method != "POST":
        words = f"Revisions {pair.one.revision} and {pair.other.revision}, keyed blind and different."
        saw(by=user, words=words, contest_id=contest_id)
    return _page(request, ballot, pair)


@require_POST
def preview_choice(request: HttpRequest, contest_id: int) -> HttpResponse:
    """What the figures chosen so far come to, as one fragment."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    pair = _pair(contest_id)
    if pair is None or cast(User, request.user).pk in pair.keyers:
        raise PermissionDenied(NO_PAIR.format(ballot.contest.name))
    verdict = _verdict(ballot, pair, _picks(request))
    return render(request, "admin/results/contest/verdict.html", {"verdict": verdict})


def _pair(contest_id: int) -> Pair | None:
    rows = Declaration.objects.filter(contest=contest_id, state=State.DISPUTED).select_related("entered_by")
    found = list(rows.order_by("revision"))
    if len(found) < 2:
        return None
    one, other = found[:2]
    return Pair(one, other, (count_of(one), count_of(other)))


def _picks(request: HttpRequest) -> dict[str, int]:
    """The field names and the ids that were chosen; what is no number chooses nothing."""
    sent = {
        name.removeprefix(PREFIX): str(value)
        for name, value in request.POST.items()
        if name.startswith(PREFIX)
    }
    return {
        name: int(value)
        for name, value in sent.items()
        if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    }


def _sent(request: HttpRequest, ballot: Ballot, pair: Pair, by: User) -> HttpResponse:
    contest = ballot.contest
    try:
        entered = resolve(contest_id=contest.pk, picks=_picks(request), by=by)
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except OwnEntry as refusal:
        return _turned_away(request, ballot, pair, by, refusal=refusal)
    except Unacceptable as refusal:
        return _page(request, ballot, pair, refusal=refusal)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("admin:index")
    screens = screens_showing(contest.pk)
    messages.success(request, resolved_message(name=contest.name, entered=entered, screens=screens))
    return redirect("admin:index")


def _verdict(ballot: Ballot, pair: Pair, picks: dict[str, int]) -> Verdict:
    """What the choice comes to, once nothing is open."""
    try:
        count = picked(pair.one, pair.other, picks)
    except Unacceptable as refusal:
        left = len(refusal.problems)
        return Verdict(Mood.WAITING, "1 figure to choose" if left == 1 else f"{left} figures to choose")
    verdict, problems = verdict_on_kept(ballot, pair.one.kind, count)
    return Verdict(verdict.mood, verdict.headline, wrong=problems) if problems else verdict


def _page(
    request: HttpRequest, ballot: Ballot, pair: Pair, *, refusal: Unacceptable | None = None
) -> HttpResponse:
    rows = _rows(ballot, pair, _picks(request), refusal)
    summary = _summary(rows, refusal)
    context = {
        **_about(request, ballot, pair),
        "pair": pair,
        "rows": rows,
        "summary": summary,
        "verdict": refused(things=len(summary)) if summary else _verdict(ballot, pair, _picks(request)),
    }
    return TemplateResponse(request, "admin/results/keys/resolve.html", context)


def _rows(
    ballot: Ballot, pair: Pair, picks: dict[str, int], refusal: Unacceptable | None
) -> tuple[ChoiceRow, ...]:
    differ = set(differences(*pair.counts))
    problems = refusal.problems if refusal else ()
    return tuple(
        ChoiceRow(
            figure=figure,
            open=figure.field in differ,
            chosen=picks.get(figure.field, 0),
            sentences=tuple(problem.sentence for problem in problems if problem.field == figure.field),
        )
        for figure in paired_rows(ballot, *pair.counts)
    )


def _summary(rows: tuple[ChoiceRow, ...], refusal: Unacceptable | None) -> list[tuple[str, str]]:
    """Every problem, with the id of its first choice where there is one to make."""
    choices = {row.figure.field: f"{PREFIX}{row.figure.field}-one" for row in rows if row.open}
    problems = refusal.problems if refusal else ()
    labels = {row.figure.field: row.figure.label for row in rows}
    return [
        (
            choices.get(problem.field, ""),
            f"{labels[problem.field]}: {problem.sentence}" if problem.code == "open" else problem.sentence,
        )
        for problem in problems
    ]


def _turned_away(
    request: HttpRequest, ballot: Ballot, pair: Pair, user: User, *, refusal: OwnEntry | None = None
) -> HttpResponse:
    """A keyer: the other's figures stay closed to her, and her own can be keyed again or taken back."""
    own = pair.one if pair.one.entered_by_id == user.pk else pair.other
    context = {
        **_about(request, ballot, pair),
        "row": own,
        "refusal": refusal.sentence if refusal else "",
        "other_by": name_of((pair.other if own is pair.one else pair.one).entered_by),
        "differ": len(differences(*pair.counts)),
    }
    return TemplateResponse(
        request, "admin/results/keys/keyed_apart.html", context, status=HTTPStatus.FORBIDDEN
    )


def _about(request: HttpRequest, ballot: Ballot, pair: Pair) -> dict[str, object]:
    return {
        **admin.site.each_context(request),
        "title": f"Resolve {ballot.contest.name}",
        "contest": ballot.contest,
        "one_by": name_of(pair.one.entered_by),
        "two_by": name_of(pair.other.entered_by),
        "reject": ReasonForm(
            prefix="reject", label="What is wrong with the figures", help_text="Whoever keyed them reads it."
        ),
    }
