"""The producers' desk as HTML: the page, and the fragments that keep it true.

Owns how a desk is drawn. Refuses the clock, the viewer and the number of the snapshot inside a fragment:
what is overdue, and by how long, the page's script says from the times that stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import PartyBadge
from results.boards.desk import Desk
from results.boards.embargo import is_embargoed
from results.boards.following import Followed
from results.boards.headlines import GoneCard, HeadlineCard, Mark
from results.psephology.headlines.facts import Kind
from results.rendering import ids, words
from results.rendering.board import newest_line
from results.rendering.council_newest import newest_line as council_line
from results.rendering.desk_awaited import awaited_view
from results.rendering.screen import outline, screen

NEWEST = 6


@dataclass(frozen=True, slots=True)
class LineView:
    """A headline. `copy` is the line as text, `codes` are its parties; both are for the page's script.

    `contest` is the row id of the contest it is about, 0 for none: for who follows it.
    """

    id: str
    key: str
    kind: str
    label: str
    strength: int
    sentence: str
    href: str
    figures: tuple[tuple[str, str], ...]
    at: str
    clock: str
    party: PartyBadge | None
    codes: str
    contest: int
    name: str
    pinned: bool
    by: str
    withdrawn: bool
    copy: str


@dataclass(frozen=True, slots=True)
class GoneView:
    """A line that is not true any more, and what stands in its place."""

    at: str
    clock: str
    sentence: str
    now: str


def fragments(card: Desk) -> str:
    """The parts of the desk, each a whole element with its id, one after another."""
    return render_to_string("desk/fragments.html", _parts(card))


def headlines_fragment(card: Desk) -> str:
    """What an act on a headline changes: the lines, and those that were put aside."""
    return render_to_string("desk/lines.html", _parts(card))


def following_fragment(slug: str, contests: Sequence[Followed]) -> str:
    """The contests that one person follows."""
    return render_to_string("desk/following.html", {"ids": ids, "followed": contests, "acts": _acts(slug)})


def page_context(card: Desk) -> dict[str, Any]:
    """What desk.html is drawn from.

    A view adds `socket`, the regions to choose from, what this person follows, and what changed lately.
    """
    return {
        **_parts(card),
        **screen(card.election),
        "region": card.region,
        "kinds": [(kind.value, label(kind)) for kind in Kind],
    }


def label(kind: str) -> str:
    """A kind of line in words: Against the tide."""
    return kind.replace("_", " ").capitalize()


def _parts(card: Desk) -> dict[str, Any]:
    slug = card.election.slug
    of_councils = [council_line(row, slug) for row in card.council_newest[:NEWEST]]
    return {
        "ids": ids,
        "desk": card,
        "acts": _acts(slug),
        "lines": [_line(line, card) for line in card.headlines.lines],
        "aside": [_line(line, card) for line in card.headlines.aside],
        "gone": [_gone(line) for line in card.headlines.gone],
        "newest": of_councils or [newest_line(row, slug) for row in card.newest[:NEWEST]],
        "embargoed": is_embargoed(card.election.polls_close),
        "polls_close": words.clock(card.election.polls_close),
        **awaited_view(card),
        "outline": outline(card.election, card.region, card.keeps),
    }


def _acts(slug: str) -> str:
    """Where acts are; the name of one and a stroke follow."""
    return reverse("desk-act", args=[slug, "pin"]).removesuffix("pin/")


def _line(line: HeadlineCard, card: Desk) -> LineView:
    figures = tuple((name_of(name), value) for name, value in line.figures)
    return LineView(
        id=ids.headline(line.key),
        key=line.key,
        kind=line.kind,
        label=label(line.kind),
        strength=line.strength,
        sentence=line.sentence,
        href=reverse(line.about.kind, args=[card.election.slug, line.about.code]) if line.about else "",
        figures=figures,
        at=words.stamp(line.since),
        clock=words.clock(line.since),
        party=line.parties[0] if line.parties else None,
        codes=" ".join(party.code for party in line.parties),
        contest=line.about.id if line.about and line.about.kind == "contest" else 0,
        name=line.about.name if line.about else "",
        pinned=line.mark is Mark.PINNED,
        by=line.marked_by,
        withdrawn=line.withdrawn,
        copy=_copied(line, figures),
    )


def name_of(figure: str) -> str:
    """A figure's name as it is printed: majority before."""
    return figure.removesuffix("_pct").removesuffix("_txt").replace("_", " ")


def _copied(line: HeadlineCard, figures: tuple[tuple[str, str], ...]) -> str:
    told = "; ".join(f"{name} {value}" for name, value in figures)
    taken_back = " (withdrawn)" if line.withdrawn else ""
    return "\n".join(filter(None, (f"{line.sentence}{taken_back}", told)))


def _gone(line: GoneCard) -> GoneView:
    return GoneView(at=words.stamp(line.at), clock=words.clock(line.at), sentence=line.sentence, now=line.now)
