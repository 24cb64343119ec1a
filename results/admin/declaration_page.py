"""The page on which a contest is declared or corrected.

Owns the road from a reporter's POST to the command and back: every refusal of the command finds its
place on the form, and nothing typed is lost. Refuses to write anything itself but the admin log.
"""

from dataclasses import dataclass
from typing import cast

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from results.admin.ballot import Ballot, ballot_for, declaration_in_force
from results.admin.declaration_form import DeclarationForm, opening_values, votes_name
from results.admin.sentences import logged_message, saved_message
from results.admin.verdict import EMPTY, OVERTAKEN, Verdict, refused, verdict_on, verdict_on_count
from results.declaring.commands import Entered, correct, enter
from results.declaring.figures import count_of
from results.declaring.refusals import NotYours, Overtaken, ReasonMissing, Refused, Unacceptable
from results.live.audience import screens_showing
from results.models import Declaration, Election
from results.psephology.counts import Count


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of two sets: the one typed here and the one in force."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the two sets disagree here."""
        return self.mine != self.theirs


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
    return HttpResponseRedirect(reverse("admin:index"))


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
    context = {
        **admin.site.each_context(request),
        "title": f"Correct {contest.name}" if form.based_on else f"Declare {contest.name}",
        "contest": contest,
        "form": form,
        "rows": [(entrant, form[votes_name(entrant.number)]) for entrant in ballot.entrants],
        "marked": form["elected"].value(),
        "shows_papers": bool(form["ballot_papers"].value()) or bool(form["ballot_papers"].errors),
        "summary": _summary(form),
        "current": current,
        "overtaken": overtaken,
        "comparison": _comparison(ballot, overtaken) if overtaken else (),
        "verdict": verdict,
        "notice": "" if form.is_bound else _notice(contest.election),
    }
    return TemplateResponse(request, "admin/results/contest/declare.html", context)


def _summary(form: DeclarationForm) -> list[tuple[str, str]]:
    """Every problem once more, each with the id of its field, or none."""
    return [
        ("" if field == NON_FIELD_ERRORS else target(field, form), str(sentence))
        for field, sentences in form.errors.items()
        for sentence in sentences
    ]


def target(field: str, form: DeclarationForm) -> str:
    """The id that a link in the summary goes to; a group of radios is entered at its first."""
    return "id_elected_0" if field == "elected" else str(form[field].id_for_label)


def _notice(election: Election) -> str:
    """Why nothing can be saved at the moment, told before anything is typed."""
    if election.closed_at is not None:
        return f"{election.name} is closed: a producer can open it again."
    if timezone.now() < election.polls_close:
        at = timezone.localtime(election.polls_close)
        return f"Polls close at {at:%H:%M} on {at:%-d %B %Y}: nothing can be saved before then."
    return ""


def _comparison(ballot: Ballot, overtaken: Overtaken) -> list[Comparison]:
    mine, theirs = overtaken.mine, overtaken.theirs
    votes = [
        Comparison(name, _figure(mine.votes.get(number)), _figure(theirs.votes.get(number)))
        for number, name in ballot.names.items()
    ]
    return [
        *votes,
        Comparison("Declared elected", _elected(ballot, mine), _elected(ballot, theirs)),
        Comparison("Electorate", _figure(mine.electorate), _figure(theirs.electorate)),
        Comparison("Rejected papers", _figure(mine.rejected), _figure(theirs.rejected)),
        Comparison("Ballot papers", _figure(mine.ballot_papers), _figure(theirs.ballot_papers)),
    ]


def _figure(figure: int | None) -> str:
    return "unknown" if figure is None else f"{figure:,}"


def _elected(ballot: Ballot, count: Count) -> str:
    names = ", ".join(ballot.names[number] for number in sorted(count.elected))
    return f"{names}, by lot" if count.by_lot else names
