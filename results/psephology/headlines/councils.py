"""Lines about councils: control won, lost or kept by one seat, leaders out, and losses against the tide.

Owns the councils as they are told, and the seats that parties lost on complete ones. Refuses to speak of
control that is not certain, and of wards.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from results.psephology.council import NOC
from results.psephology.headlines.facts import Chamber, Headline, Kind
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.words import Words, capital

# So many seats lost on one council are against the tide where the party gains over all of them.
MANY = 5
Loss = tuple[int, float, str]


class Councils:
    """Councils by code, and each party's changes over those that are complete."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.known: dict[str, Chamber] = {}
        self._net: Counter[str] = Counter()
        self._lost: defaultdict[str, Ranked[Loss]] = defaultdict(Ranked)
        self._complete = 0

    def put(self, chamber: Chamber) -> None:
        """A council as it is now, in the place of what was known of it."""
        if chamber.code in self.known:
            self._count(self.known[chamber.code], -1)
        self.known[chamber.code] = chamber
        self._count(chamber, 1)

    def lines(self) -> Iterator[Headline]:
        """For each party that gains overall, the three councils where it lost most."""
        for party, losses in sorted(self._lost.items()):
            if self._net[party] <= 0:
                continue
            for place in range(min(3, len(losses))):
                yield self._against(party, losses[place])

    def _count(self, chamber: Chamber, one: int) -> None:
        if not chamber.complete or not chamber.before:
            return
        self._complete += one
        for party in {*chamber.seats, *chamber.before}:
            change = chamber.seats.get(party, 0) - chamber.before.get(party, 0)
            self._net[party] += one * change
            if change <= -MANY and not self._words.independent(party):
                losses = self._lost[party]
                entry = (change, chamber.at.timestamp(), chamber.code)
                (losses.add if one > 0 else losses.remove)(entry)

    def _against(self, party: str, loss: Loss) -> Headline:
        change, _, code = loss
        chamber, net = self.known[code], self._net[party]
        where = f"{self._words.there} on the {self._complete:,} complete councils"
        sentence = f"{self._words.noun(party)}, up {net:,} seats{where}, lost {-change:,} in {chamber.name}"
        return Headline(
            key=f"{Kind.AGAINST_THE_TIDE}:{code}:{party}",
            kind=Kind.AGAINST_THE_TIDE,
            strength=min(86, 62 - change),
            sentence=capital(sentence),
            figures={"lost": f"{-change:,}", "net": f"{net:+,}"},
            since=chamber.at,
            council=code,
            parties=(party,),
        )


def lines_of(chamber: Chamber, words: Words) -> tuple[Headline, ...]:
    """The lines that one council proves by itself, each with the strength that it has alone."""
    return (*_control(chamber, words), *_by_one(chamber, words), *_leaders(chamber, words))


def _control(chamber: Chamber, words: Words) -> Iterator[Headline]:
    if not chamber.certain or chamber.control is None:
        return
    strength, what = _what(chamber, words)
    left = "" if chamber.complete else ", certain with seats still to come"
    had = chamber.control_before if chamber.control == NOC else chamber.control
    yield _line(
        chamber,
        Kind.CONTROL,
        strength + (0 if chamber.complete else 4),
        f"{what}{_strength_of(chamber, had)}{left}",
        key=f"{Kind.CONTROL}:{chamber.code}",
        figures={
            **({} if had in {NOC, ""} else {"seats": f"{chamber.seats.get(had, 0):,}"}),
            "needed": f"{chamber.needed:,}",
            "total": f"{chamber.total:,}",
        },
    )


def _strength_of(chamber: Chamber, party: str) -> str:
    if party in {NOC, ""}:
        return ""
    seats = chamber.seats.get(party, 0)
    if chamber.control == NOC:
        return f", with {seats:,} of the {chamber.needed:,} seats needed"
    return f", {seats:,} of {chamber.total:,} seats"


def _what(chamber: Chamber, words: Words) -> tuple[int, str]:
    now, before = chamber.control or "", chamber.control_before
    if now == before:
        return (16, "still no overall control") if now == NOC else (22, f"{words.noun(now)} kept control")
    if not before:
        won = "no overall control" if now == NOC else f"{words.noun(now)} won control"
        return 50, f"{won} of a new council"
    if now == NOC:
        return 75, f"{words.noun(before)} lost control"
    return (73 if before == NOC else 78), f"{words.noun(now)} gained control from {words.noun(before)}"


def _by_one(chamber: Chamber, words: Words) -> Iterator[Headline]:
    if not chamber.complete or not chamber.certain:
        return
    key = f"{Kind.CONTROL}:{chamber.code}:by_one"
    figures = {"seats": f"{chamber.needed:,}", "total": f"{chamber.total:,}"}
    now = chamber.control or ""
    if now != NOC and chamber.seats.get(now, 0) == chamber.needed:
        what = f"{words.noun(now)} in control by one seat, {chamber.needed:,} of {chamber.total:,}"
        yield _line(chamber, Kind.CONTROL, 58, what, key=key, figures=figures)
    elif now == NOC:
        short = (party for party, seats in chamber.seats.items() if seats == chamber.needed - 1)
        for party in sorted(party for party in short if not words.independent(party))[:1]:
            what = (
                f"{words.noun(party)} one seat short of control, {chamber.needed - 1:,} of {chamber.total:,}"
            )
            figures["seats"] = f"{chamber.needed - 1:,}"
            yield _line(chamber, Kind.CONTROL, 56, what, key=key, figures=figures, parties=(party,))


def _leaders(chamber: Chamber, words: Words) -> Iterator[Headline]:
    for name, party in chamber.leaders_out:
        yield _line(
            chamber,
            Kind.LEADER_OUT,
            80,
            f"{name}, who led the {words.name(party)} group, is out",
            key=f"{Kind.LEADER_OUT}:{chamber.code}:{name}",
            figures={"name": name},
            parties=(party,),
        )


def _line(
    chamber: Chamber,
    kind: Kind,
    strength: int,
    what: str,
    *,
    key: str,
    figures: dict[str, str],
    parties: tuple[str, ...] = (),
) -> Headline:
    control = (chamber.control or "", chamber.control_before)
    named = parties or tuple(party for party in dict.fromkeys(control) if party not in {"", NOC})
    return Headline(
        key=key,
        kind=kind,
        strength=strength,
        sentence=f"{chamber.name}: {capital(what)}",
        figures=figures,
        since=chamber.at,
        council=chamber.code,
        parties=named,
    )


def corrected(was: Chamber, now: Chamber) -> bool:
    """Whether a council went back on what was told of it, rather than on."""
    fewer = any(now.seats.get(party, 0) < seats for party, seats in was.seats.items())
    undone = was.certain and (not now.certain or now.control != was.control)
    return fewer or undone or now.declared < was.declared
