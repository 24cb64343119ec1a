"""The page on which a contest is declared or corrected.

Owns the road from a reporter's POST to the command and back: every refusal of the command finds its
place on the form, and nothing typed is lost. Refuses to write anything itself but the admin log.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from results.admin.ballot import Ballot, Entrant, ballot_for, declaration_in_force
from results.admin.declaration_form import DeclarationForm, marks, opening_values, second_name, votes_name
from results.admin.form_parts import Comparison, entry_notice, shown, summary_of
from results.admin.sending import saved
from results.admin.sentences import logged_message, saved_message
from results.admin.verdict import EMPTY, OVERTAKEN, Verdict, refused, verdict_on, verdict_on_count
from results.declaring.commands import Entered, correct, enter
from results.declaring.figures import count_of
from results.declaring.refusals import NotYours, Overtaken, ReasonMissing, Refused, Unacceptable
from results.live.audience import screens_showing
from results.models import Declaration
from results.psephology.counts import Count


def declare(request: HttpRequest, contest_id: int) -> HttpResponse:
    """The declaration form of one contest, and its POST. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    if request.method != "POST":
        return _opened(request, ballot)
    form = DeclarationForm(request.POST, ballot=ballot)
    if "carry_over" in request.POST:
        return _carried_over(request, ballot, form)
    if "check" in request.POST:
        return _page(request, ballot, form, verdict_on(form))
    if not form.is_valid():
        return _refused(request, ballot, form)
    return _sent(request, ballot, form)


def _opened(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    current = declaration_in_force(ballot.contest.pk)
    in_force = count_of(current) if current else None
    form = DeclarationForm(
        initial=opening_values(ballot, in_force), ballot=ballot, based_on=current.revision if current else 0
    )
    verdict = verdict_on_count(ballot, in_force) if in_force else EMPTY
    return _page(request, ballot, form, verdict, current=current)


def _carried_over(request: HttpRequest, ballot: Ballot, typed: DeclarationForm) -> HttpResponse:
    """The reporter's own figures, now as a correction of the declaration that overtook them."""
    current = declaration_in_force(ballot.contest.pk)
    form = DeclarationForm(initial=typed.typed(), ballot=ballot, based_on=current.revision if current else 0)
    return _page(request, ballot, form, verdict_on(typed), current=current)


def _sent(request: HttpRequest, ballot: Ballot, form: DeclarationForm) -> HttpResponse:
    try:
        return _arrived(request, ballot, _command(request, form))
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Unacceptable as refusal:
        form.add_problems(refusal.problems)
    except ReasonMissing as refusal:
        form.add_error("reason" if form.based_on else None, refusal.sentence)
    except Overtaken as refusal:
        return _page(request, ballot, form, OVERTAKEN, overtaken=refusal)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return _refused(request, ballot, form)


def _refused(request: HttpRequest, ballot: Ballot, form: DeclarationForm) -> HttpResponse:
    return _page(request, ballot, form, refused(things=len(_summary(form))))


def _command(request: HttpRequest, form: DeclarationForm) -> Entered:
    by = cast(User, request.user)
    if form.based_on:
        return correct(
            contest_id=form.ballot.contest.pk,
            count=form.count,
            by=by,
            based_on=form.based_on,
            reason=form.given_reason,
        )
    return enter(contest_id=form.ballot.contest.pk, count=form.count, by=by)


def _arrived(request: HttpRequest, ballot: Ballot, entered: Entered) -> HttpResponse:
    if not entered.silent:
        LogEntry.objects.log_actions(
            user_id=cast(User, request.user).pk,
            queryset=Declaration.objects.filter(pk=entered.declaration_id).select_related("contest"),
            action_flag=ADDITION,
            change_message=logged_message(entered=entered),
        )
    screens = screens_showing(ballot.contest.pk)
    messages.success(request, saved_message(name=ballot.contest.name, entered=entered, screens=screens))
    return saved(request, reverse("admin:index"))


def _page(
    request: HttpRequest,
    ballot: Ballot,
    form: DeclarationForm,
    verdict: Verdict,
    *,
    current: Declaration | None = None,
    overtaken: Overtaken | None = None,
) -> HttpResponse:
    contest = ballot.contest
    seconds = _rows(form, second_name)
    context = {
        **admin.site.each_context(request),
        "title": f"Correct {contest.name}" if form.based_on else f"Declare {contest.name}",
        "contest": contest,
        "form": form,
        "rows": _rows(form, votes_name),
        "seconds": seconds,
        "marked": marks(form["elected"].value()),
        "shows_seconds": _is_used(field for _, field in seconds),
        "shows_papers": _is_used([form["ballot_papers"]]),
        "summary": _summary(form),
        "current": current,
        "overtaken": overtaken,
        "comparison": _comparison(ballot, overtaken) if overtaken else (),
        "verdict": verdict,
        "notice": "" if form.is_bound else entry_notice(contest.election),
    }
    return TemplateResponse(request, "admin/results/contest/declare.html", context)


def _summary(form: DeclarationForm) -> list[tuple[str, str]]:
    return summary_of(form, lambda field: target(field, form))


def target(field: str, form: DeclarationForm) -> str:
    """The id that a link in the summary goes to; a group of marks is entered at its first."""
    return "id_elected_0" if field == "elected" else str(form[field].id_for_label)


def _rows(form: DeclarationForm, name: Callable[[int], str]) -> list[tuple[Entrant, BoundField]]:
    """The lines of the ballot paper, each with the field of that name."""
    fields = ((entrant, name(entrant.number)) for entrant in form.ballot.entrants)
    return [(entrant, form[field]) for entrant, field in fields if field in form.fields]


def _is_used(fields: Iterable[BoundField]) -> bool:
    """Whether a folded group has anything in it to see."""
    return any(bool(field.errors) or field.value() not in {None, ""} for field in fields)


def _comparison(ballot: Ballot, overtaken: Overtaken) -> list[Comparison]:
    mine, theirs = overtaken.mine, overtaken.theirs
    return [
        *_compared(ballot, mine.votes, theirs.votes, "{}"),
        Comparison("Declared elected", _elected(ballot, mine), _elected(ballot, theirs)),
        *_compared(
            ballot, mine.second_preferences or {}, theirs.second_preferences or {}, "{}, second preferences"
        ),
        Comparison("Electorate", shown(mine.electorate), shown(theirs.electorate)),
        Comparison("Rejected papers", shown(mine.rejected), shown(theirs.rejected)),
        Comparison("Ballot papers", shown(mine.ballot_papers), shown(theirs.ballot_papers)),
    ]


def _compared(
    ballot: Ballot, mine: Mapping[int, int], theirs: Mapping[int, int], label: str
) -> list[Comparison]:
    return [
        Comparison(label.format(name), shown(mine.get(number)), shown(theirs.get(number)))
        for number, name in ballot.names.items()
        if number in mine or number in theirs
    ]


def _elected(ballot: Ballot, count: Count) -> str:
    names = ", ".join(ballot.names[number] for number in sorted(count.elected))
    return f"{names}, by lot" if count.by_lot else names
