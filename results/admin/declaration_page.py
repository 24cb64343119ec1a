"""The page on which a contest is declared or corrected.

Owns the road from a reporter's POST to the command and back: every refusal of the command finds its
place on the form, and nothing typed is lost. Refuses to write anything itself but the admin log and the
photograph that came along.
"""

from typing import cast

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from results.admin.ballot import Ballot, ballot_for
from results.admin.declaration_drawing import Page, draw, field_label, summary
from results.admin.declaration_form import DeclarationForm, opening_values
from results.admin.opening import Opening, entry_values, opening_of, sheet_of
from results.admin.photographs import Photograph, photograph_of
from results.admin.sending import saved
from results.admin.sentences import differing_message, logged_message, saved_message
from results.admin.verdict import (
    EMPTY,
    OVERTAKEN,
    WAITED_FOR,
    doubts_on,
    refused,
    verdict_on,
    verdict_on_count,
)
from results.declaring.claims import release
from results.declaring.commands import correct, enter
from results.declaring.entered import Entered
from results.declaring.refusals import (
    Doubtful,
    NotYours,
    Overtaken,
    ReasonMissing,
    Refused,
    Unacceptable,
    Waits,
)
from results.live.audience import screens_showing
from results.models import Declaration, State


def declare(request: HttpRequest, contest_id: int) -> HttpResponse:
    """The declaration form of one contest, and its POST. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    opening = opening_of(ballot, request.user)
    if request.method != "POST":
        return _opened(request, ballot, opening)
    form = DeclarationForm(
        request.POST,
        request.FILES,
        ballot=ballot,
        kept=photograph_of(request, ballot.contest),
        asks_why=asks_why(opening),
    )
    if "carry_over" in request.POST:
        return _carried_over(request, form, opening)
    if "check" in request.POST:
        return draw(request, Page(form, opening, verdict_on(form), doubts=doubts_on(form)))
    if not form.is_valid():
        return _refused(request, form, opening)
    return _sent(request, form, opening)


def asks_why(opening: Opening) -> bool:
    """Whether a reason may be wanted that only the command can tell."""
    return opening.is_called or (opening.second_key is not None and opening.based_on > 0)


def _opened(request: HttpRequest, ballot: Ballot, opening: Opening) -> HttpResponse:
    count = opening.opens_with
    form = DeclarationForm(
        initial={**opening_values(ballot, count), **entry_values(opening)},
        ballot=ballot,
        based_on=opening.based_on,
        kept=Photograph(sheet_of(opening)),
        asks_why=asks_why(opening),
    )
    verdict = verdict_on_count(ballot, count) if count and count.electorate else EMPTY
    return draw(request, Page(form, opening, verdict))


def _carried_over(request: HttpRequest, typed: DeclarationForm, opening: Opening) -> HttpResponse:
    """The reporter's own figures, now as a correction of the declaration that overtook them."""
    form = DeclarationForm(
        initial=typed.typed(),
        ballot=typed.ballot,
        based_on=opening.based_on,
        kept=typed.kept,
        asks_why=asks_why(opening),
    )
    return draw(request, Page(form, opening, verdict_on(typed), is_carried=True))


def _sent(request: HttpRequest, form: DeclarationForm, opening: Opening) -> HttpResponse:
    try:
        return _arrived(request, form, opening, _command(request, form))
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Unacceptable as refusal:
        form.add_problems(refusal.problems)
    except Doubtful as refusal:
        return draw(request, Page(form, opening, EMPTY, doubts=refusal.doubts).asking())
    except ReasonMissing as refusal:
        form.add_error("reason" if "reason" in form.fields else None, refusal.sentence)
    except Overtaken as refusal:
        return draw(request, Page(form, opening, OVERTAKEN, overtaken=refusal))
    except Waits as refusal:
        return draw(request, Page(form, opening, WAITED_FOR, waits=refusal))
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return _refused(request, form, opening)


def _refused(request: HttpRequest, form: DeclarationForm, opening: Opening) -> HttpResponse:
    things = len(summary(form))
    return draw(request, Page(form, opening, refused(things=things), doubts=doubts_on(form)))


def _command(request: HttpRequest, form: DeclarationForm) -> Entered:
    by, contest_id = cast(User, request.user), form.ballot.contest.pk
    if form.based_on:
        return correct(
            contest_id=contest_id,
            count=form.count,
            by=by,
            based_on=form.based_on,
            reason=form.given_reason,
            evidence=form.evidence,
        )
    return enter(
        contest_id=contest_id, count=form.count, by=by, evidence=form.evidence, reason=form.given_reason
    )


def _arrived(request: HttpRequest, form: DeclarationForm, opening: Opening, entered: Entered) -> HttpResponse:
    wrote(request, form.ballot, entered)
    if entered.state == State.DISPUTED:
        return differs(request, form.ballot)
    return say_saved(request, form.ballot, opening, entered)


def wrote(request: HttpRequest, ballot: Ballot, entered: Entered) -> None:
    """Add to the admin log what was written, and let go of the form; what was there already is no entry."""
    by = cast(User, request.user)
    release(contest_id=ballot.contest.pk, by=by)
    if entered.silent:
        return
    LogEntry.objects.log_actions(
        user_id=by.pk,
        queryset=Declaration.objects.filter(pk=entered.declaration_id).select_related("contest"),
        action_flag=ADDITION,
        change_message=logged_message(entered=entered),
    )


def say_saved(request: HttpRequest, ballot: Ballot, opening: Opening, entered: Entered) -> HttpResponse:
    """Tell her what became of what she sent, and go to the front page."""
    contest = ballot.contest
    screens = screens_showing(contest.pk) if entered.state == State.IN_FORCE else None
    agreed = not entered.silent and (opening.second_key is not None or opening.is_disputed)
    messages.success(
        request, saved_message(name=contest.name, entered=entered, screens=screens, agreed=agreed)
    )
    return saved(request, reverse("admin:index"))


def differs(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """Tell her which fields two blind keys differ in, and go to the form, where they are marked."""
    now = opening_of(ballot, request.user)
    form = DeclarationForm(ballot=ballot, based_on=now.based_on)
    labels = [field_label(form, name) for name in now.differing]
    messages.warning(request, differing_message(name=ballot.contest.name, labels=labels))
    return saved(request, reverse("admin:results_contest_declare", args=[ballot.contest.pk]))
