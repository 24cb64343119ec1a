"""What the declaration form's template is given: rows, problems at their fields, doubts, two sets of figures.

Owns the template's context and the ids that links of a summary go to. Refuses to read a POST.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from results.admin.ballot import Ballot, Entrant
from results.admin.declaration_form import DeclarationForm, marks, second_name, votes_name
from results.admin.form_parts import Comparison, entry_notice, shown, summary_of
from results.admin.opening import Opening
from results.admin.status_page import moves_for, status_words
from results.admin.ticks import Doubts, Place, placed
from results.admin.verdict import Verdict, asked, asking
from results.declaring.refusals import Doubt, Overtaken, Waits
from results.models import Policy
from results.psephology.counts import Count

POLICY = {Policy.SECOND_KEY: "second key", Policy.BLIND: "keyed blind by two people"}
TEMPLATE = "admin/results/contest/declare.html"


@dataclass(frozen=True, slots=True)
class Page:
    """The form as it is drawn: what it stands upon, what it comes to, and why it was not saved.

    `was_asked`: nothing but an open doubt kept it from being saved. `is_carried`: it holds what was typed.
    """

    form: DeclarationForm
    opening: Opening
    verdict: Verdict
    doubts: tuple[Doubt, ...] = ()
    overtaken: Overtaken | None = None
    waits: Waits | None = None
    was_asked: bool = False
    is_carried: bool = False

    @property
    def placed(self) -> Doubts:
        """The doubts at their fields."""
        return placed(self.doubts, fields=self.form.figure_fields, checked=self.form.ticked)

    def asking(self) -> "Page":
        """The same page, as it is drawn where the command wants ticks."""
        return replace(self, verdict=asked(self.placed.open), was_asked=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ballot paper with its field, the doubts about it, and whether two blind keys differ."""

    entrant: Entrant
    field: BoundField
    place: Place
    differs: bool


def draw(request: HttpRequest, page: Page) -> HttpResponse:
    """The whole page."""
    form, opening, contest = page.form, page.opening, page.form.ballot.contest
    doubts, differing = page.placed, opening.differing
    seconds = _lines(page, doubts, differing, second_name)
    context = {
        **admin.site.each_context(request),
        "title": f"Correct {contest.name}" if form.based_on else f"Declare {contest.name}",
        "contest": contest,
        "form": form,
        "opening": opening,
        # What was typed is drawn whatever stands in its way.
        "draws_form": opening.is_hers or form.is_bound or page.is_carried,
        "rows": _lines(page, doubts, differing, votes_name),
        "seconds": seconds,
        "marked": marks(form["elected"].value()),
        "shows_seconds": _is_used(line.field for line in seconds),
        "shows_reason": "reason" in form.fields and _is_used([form["reason"]]),
        "shows_read": _is_used([form["ballot_papers"], form["majority_read"]]) or _asked(doubts),
        "summary": summary(form),
        "doubts": doubts,
        "asks": doubts.open if page.was_asked else (),
        "differing_names": differing,
        "differing": [(target(name, form), field_label(form, name)) for name in differing],
        "overtaken": page.overtaken,
        "waits": page.waits,
        "comparison": _comparison(form.ballot, page.overtaken) if page.overtaken else (),
        "verdict": asking(page.verdict, doubts.open),
        "save": save_words(form, opening),
        "policy": POLICY.get(opening.policy, ""),
        **_ways(request, page),
        "notice": "" if form.is_bound else entry_notice(contest.election, closing=contest.closing),
    }
    return TemplateResponse(request, TEMPLATE, context)


def summary(form: DeclarationForm) -> list[tuple[str, str]]:
    """Every problem with the id of its field."""
    return summary_of(form, lambda field: target(field, form))


def target(field: str, form: DeclarationForm) -> str:
    """The id that a link in the summary goes to; a group of marks is entered at its first."""
    return "id_elected_0" if field == "elected" else str(form[field].id_for_label)


def field_label(form: DeclarationForm, name: str) -> str:
    """What a field is called in a sentence."""
    return "Decided by lot" if name == "by_lot" else str(form[name].label)


def save_words(form: DeclarationForm, opening: Opening) -> str:
    """What the one button does: publishes, or sends to a second person."""
    name = form.ballot.contest.name
    if opening.policy != Policy.DIRECT:
        return f"Send {name}"
    return f"Correct {name}" if form.based_on else f"Declare {name}"


def may_be_unopposed(ballot: Ballot) -> bool:
    """Whether everybody who stands is elected without a poll."""
    return 0 < len(ballot.entrants) <= ballot.facts.seats


def _ways(request: HttpRequest, page: Page) -> dict[str, Any]:
    """Where the count is, and what else than figures can be said of it."""
    opening, ballot = page.opening, page.form.ballot
    is_declared = opening.current is not None
    # While figures wait, somebody has to act on them first.
    is_open = bool(opening.own or opening.theirs)
    open_still = not is_declared and not is_open and not opening.is_stopped
    moves = moves_for(ballot.contest, request.user, is_declared=is_declared or is_open)
    return {
        "state_words": "" if is_declared else status_words(ballot.contest),
        "moves": [move for move in moves if not move.calls_off],
        "calls_off": [move for move in moves if move.calls_off],
        "may_be_unopposed": open_still and may_be_unopposed(ballot),
        "may_be_called": open_still and ballot.facts.seats == 1 and not may_be_unopposed(ballot),
    }


def _lines(page: Page, doubts: Doubts, differing: tuple[str, ...], name: Callable[[int], str]) -> list[Line]:
    """The lines of the ballot paper, each with the field of that name."""
    form = page.form
    named = ((entrant, name(entrant.number)) for entrant in form.ballot.entrants)
    return [
        Line(entrant, form[field], doubts.places[field], field in differing)
        for entrant, field in named
        if field in form.fields
    ]


def _is_used(fields: Iterable[BoundField]) -> bool:
    """Whether a folded group has anything in it to see."""
    return any(bool(field.errors) or field.value() not in {None, ""} for field in fields)


def _asked(doubts: Doubts) -> bool:
    return any(doubts.places[name].ticks for name in ("ballot_papers", "majority_read"))


def _comparison(ballot: Ballot, overtaken: Overtaken) -> list[Comparison]:
    mine, theirs = overtaken.mine, overtaken.theirs
    return [
        *_compared(ballot, mine.votes, theirs.votes, "{}"),
        Comparison("Declared elected", _elected(ballot, mine), _elected(ballot, theirs)),
        *_compared(
            ballot, mine.second_preferences or {}, theirs.second_preferences or {}, "{}, second preferences"
        ),
        Comparison("Electorate", shown(mine.electorate), shown(theirs.electorate or None)),
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
