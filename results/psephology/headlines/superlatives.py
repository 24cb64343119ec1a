"""Lines about the most so far: the closest result by votes and by share, and the largest swing.

Owns a record of each for every kind of contest, since a ward is no match for a constituency. Refuses to say
anything before the third that compares.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from results.psephology.figures import listed, votes_words
from results.psephology.headlines.about import About, printed_figures
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import FEW, Night, When, when
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.words import points
from results.psephology.percent import printed

# Wards of several seats have no one majority and are not among them.
NOUNS = {"constituency": "seats", "ward": "single-seat wards", "mayoralty": "mayoral contests"}
Entry = tuple[object, ...]


class Record:
    """Seats by one figure, the most remarkable first, and by time."""

    def __init__(self) -> None:
        self._by_figure: Ranked[Entry] = Ranked()
        self._by_time: Ranked[When] = Ranked()

    def add(self, figure: object, about: About) -> None:
        self._by_figure.add((figure, *when(about.seat)))
        self._by_time.add(when(about.seat))

    def remove(self, figure: object, about: About) -> None:
        self._by_figure.remove((figure, *when(about.seat)))
        self._by_time.remove(when(about.seat))

    def __len__(self) -> int:
        return len(self._by_time)

    @property
    def third(self) -> When:
        return self._by_time[FEW - 1]

    def best(self) -> tuple[str, ...]:
        """The codes that share the record, in the order of the night; none before the third. At most four."""
        if len(self) < FEW:
            return ()
        figure = self._by_figure[0][0]
        leading = (self._by_figure[place] for place in range(min(4, len(self))))
        return tuple(str(entry[2]) for entry in leading if entry[0] == figure)


class Superlatives:
    """The records of the night."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._records: defaultdict[tuple[str, str], Record] = defaultdict(Record)

    def add(self, about: About) -> None:
        for name, figure in _figures(about):
            self._records[name, about.seat.kind].add(figure, about)

    def remove(self, about: About) -> None:
        for name, figure in _figures(about):
            self._records[name, about.seat.kind].remove(figure, about)

    def lines(self) -> Iterator[Headline]:
        """Every record that stands."""
        for kind in sorted({kind for _, kind in self._records}):
            votes, share = (self._records["votes", kind].best(), self._records["share", kind].best())
            if votes:
                yield self._closest("votes", kind, votes)
            if share and share != votes:
                yield self._closest("share", kind, share)
            if swing := self._records["swing", kind].best():
                yield self._swing(kind, swing)

    def _closest(self, by: str, kind: str, codes: tuple[str, ...]) -> Headline:
        first = self._night.seats[codes[0]]
        seat = first.seat
        share = f"{printed(seat.majority_pct, places=2)}%"
        margin = f"{votes_words(seat.majority)} ({share})" if by == "votes" else share
        if seat.by_lot:
            margin = "a tie, by lot"
        each = " each" if len(codes) > 1 else ""
        how = "by share" if by == "share" else ""
        by_whom = "" if each else f"{first.taker} {'in' if seat.by_lot else 'by'} "
        sentence = f"{self._named(codes)}, {by_whom}{margin}{each}"
        return self._line(
            Kind.CLOSEST,
            f"{by}:{kind}",
            64 if by == "votes" else 52,
            f"{self._opening('Closest', how)}: {sentence}{self._of(by, kind)}",
            codes,
            third=self._records[by, kind].third,
            figures={"majority": seat.majority, "majority_pct": share},
        )

    def _swing(self, kind: str, codes: tuple[str, ...]) -> Headline:
        seat, words = self._night.seats[codes[0]].seat, self._night.words
        pts = points(seat.swing_pts or seat.majority_pct)
        way = ""
        if len(codes) == 1 and seat.swing_from and seat.swing_to:
            way = f" from {words.abbr(seat.swing_from)} to {words.abbr(seat.swing_to)}"
        sentence = f"{self._named(codes)}, {pts} points{way}{' each' if len(codes) > 1 else ''}"
        return self._line(
            Kind.LARGEST_SWING,
            f"swing:{kind}",
            66,
            f"{self._opening('Largest swing', '')}: {sentence}{self._of('swing', kind)}",
            codes,
            third=self._records["swing", kind].third,
            figures={"swing": pts},
        )

    def _opening(self, what: str, how: str) -> str:
        return f"{what} {how}".strip() + f"{self._night.words.there}{self._night.so_far}"

    def _of(self, by: str, kind: str) -> str:
        number = len(self._records[by, kind])
        return f", of {number:,} {NOUNS.get(kind, 'contests')}"

    def _named(self, codes: tuple[str, ...]) -> str:
        names = [self._night.seats[code].seat.name for code in codes]
        return listed(names) if len(names) < 4 else f"{listed(names[:3])} and others"

    def _line(
        self,
        kind: Kind,
        key: str,
        strength: int,
        sentence: str,
        codes: Iterable[str],
        *,
        third: When,
        figures: dict[str, object],
    ) -> Headline:
        seats = [self._night.seats[code].seat for code in codes]
        return Headline(
            key=f"{kind}:{key}",
            kind=kind,
            strength=strength,
            sentence=sentence,
            figures=printed_figures(figures),
            since=max(seats[0].at, self._night.at(third)),
            contest=seats[0].code,
            parties=tuple(dict.fromkeys(seat.party for seat in seats)),
        )


def _figures(about: About) -> Iterator[tuple[str, object]]:
    """The figures of a seat that there are records of; the smallest of each is the record."""
    seat = about.seat
    if about.polled:
        yield "votes", seat.majority
        yield "share", seat.majority_pct
    if about.polled and seat.swing_pts:
        yield "swing", -seat.swing_pts
