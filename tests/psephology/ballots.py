"""Short ways to write down a ballot paper, a count and a previous result for the tables of cases."""

from decimal import Decimal

from results.psephology.contest import judge, outcome_phrase
from results.psephology.counts import Count, Line, PartyLine, Previous, PreviousLine, Result, Standing
from results.psephology.percent import printed

Entry = tuple[str, str, int]


def stood(*entries: Entry) -> tuple[Standing, ...]:
    """Candidates in ballot order, each as (name, party, votes). The party "Ind" is no party."""
    return tuple(
        Standing(number=number, name=name, party=party, independent=party == "Ind")
        for number, (name, party, _) in enumerate(entries, start=1)
    )


def counted(
    *votes: int,
    elected: int | None = None,
    electorate: int = 80_000,
    rejected: int | None = None,
    ballot_papers: int | None = None,
    by_lot: bool = False,
) -> Count:
    """Votes in ballot order; who has most is marked as elected, the first one of equals."""
    return Count(
        votes=dict(enumerate(votes, start=1)),
        electorate=electorate,
        elected=frozenset({elected or votes.index(max(votes)) + 1}),
        rejected=rejected,
        ballot_papers=ballot_papers,
        by_lot=by_lot,
    )


def last_time(
    *,
    winner: str | None,
    person: str = "",
    others: int = 0,
    independents: dict[str, int] | None = None,
    **parties: int,
) -> Previous:
    """Votes by party, by independent, and of everybody else under the catch-all "Oth"."""
    lines = [PreviousLine(party=party, votes=votes) for party, votes in parties.items()]
    lines += [
        PreviousLine(party="Ind", votes=votes, person=name, independent=True)
        for name, votes in (independents or {}).items()
    ]
    if others:
        lines.append(PreviousLine(party="Oth", votes=others))
    return Previous(lines=tuple(lines), winner=winner, winner_person=person, catch_all=frozenset({"Oth"}))


def judged(
    *entries: Entry,
    previous: Previous | None = None,
    new_seat: bool = False,
    elected: int | None = None,
    by_lot: bool = False,
    electorate: int = 80_000,
) -> Result:
    """The result of a ballot paper with its votes."""
    count = counted(*(votes for *_, votes in entries), elected=elected, by_lot=by_lot, electorate=electorate)
    return judge(standings=stood(*entries), count=count, previous=previous, new_seat=new_seat)


def read_out(result: Result) -> str:
    """The outcome in words."""
    return outcome_phrase(
        word=result.word,
        party=result.party,
        previous_party=result.previous_party,
        new_seat=result.new_seat,
    )


def four_places(value: Decimal | None) -> Decimal | None:
    """A kept value as tables of published figures have it."""
    return None if value is None else printed(value, places=4)


def line(result: Result, number: int) -> Line:
    """The line of a ballot-paper number."""
    return next(line for line in result.lines if line.number == number)


def party_line(result: Result, party: str) -> PartyLine:
    """The line of a party."""
    return next(line for line in result.parties if line.party == party)
