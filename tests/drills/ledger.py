"""What a night's database holds of declarations, asked in plain SQL: nothing of the desk's own is trusted."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.drills.reporter import Sent

EVENTS = "SELECT seq FROM results_deskevent ORDER BY seq"
NUMBER = "SELECT seq FROM results_election"
ENTRIES = "SELECT contest_id, key FROM results_declaration"
VOTES = """SELECT d.contest_id, c.number, t.votes FROM results_tally t
           JOIN results_declaration d ON d.id = t.declaration_id
           JOIN results_candidacy c ON c.id = t.candidacy_id"""
OUTCOMES = """SELECT d.contest_id FROM results_outcome o
              JOIN results_declaration d ON d.id = o.declaration_id"""


@dataclass(frozen=True)
class Audited:
    """Contests by what is wrong with them; `gaps` are numbers of events that are missing or double."""

    lost: frozenset[int]
    doubled: frozenset[int]
    halved: frozenset[int]
    unasked: frozenset[int]
    gaps: tuple[int, ...]
    events: int

    @property
    def faults(self) -> list[str]:
        """In words; empty where the night is whole."""
        found = {
            "lost": self.lost,
            "doubled": self.doubled,
            "by halves, or with other figures": self.halved,
            "never acknowledged": self.unasked,
        }
        wrong = [f"{what}: contests {sorted(contests)}" for what, contests in found.items() if contests]
        return wrong + ([f"events missing or double: {list(self.gaps)}"] if self.gaps else [])


class Ledger:
    """The declarations at a database's address: `postgres://…`, or the file of an embedded one."""

    def __init__(self, address: str) -> None:
        self._address = address

    def audited(self, acknowledged: Iterable[Sent]) -> Audited:
        """Compare with what was acknowledged, when nothing is on its way."""
        sent = {_contest(one.path): one for one in acknowledged}
        entries = Counter(self._all(ENTRIES))
        found = Counter(contest for contest, _ in entries.elements())
        whole = Counter(contest for (contest,) in self._all(OUTCOMES))
        votes = self._votes()
        numbers = [seq for (seq,) in self._all(EVENTS)]
        return Audited(
            lost=frozenset(contest for contest, one in sent.items() if not entries[contest, one.key]),
            doubled=frozenset(contest for contest, many in found.items() if many > 1),
            halved=frozenset(contest for contest in found if whole[contest] != 1)
            | frozenset(contest for contest in sent if votes[contest] != _votes_in(sent[contest])),
            unasked=frozenset(set(found) - set(sent)),
            gaps=_gaps(numbers, self.number()),
            events=len(numbers),
        )

    def number(self) -> int:
        """The number of the newest event, as the election has it."""
        return self._all(NUMBER)[0][0]

    def codes(self) -> list[str]:
        """The codes of all contests."""
        return [code for (code,) in self._all("SELECT code FROM results_contest ORDER BY code")]

    def _votes(self) -> dict[int, dict[str, str]]:
        votes: dict[int, dict[str, str]] = defaultdict(dict)
        for contest, number, many in self._all(VOTES):
            votes[contest][f"votes-{number}"] = str(many)
        return votes

    def _all(self, question: str) -> list[tuple]:
        if self._address.startswith("postgres"):
            with psycopg.connect(self._address) as line:
                return line.execute(question).fetchall()
        with closing(
            sqlite3.connect(f"{Path(self._address).as_uri()}?mode=ro", uri=True, timeout=10)
        ) as line:
            return line.execute(question).fetchall()


def _votes_in(sent: Sent) -> dict[str, str]:
    return {name: votes for name, votes in sent.fields.items() if name.startswith("votes-")}


def _gaps(numbers: list[int], newest: int) -> tuple[int, ...]:
    found = Counter(numbers)
    return tuple(number for number in range(1, max([newest, *numbers], default=0) + 1) if found[number] != 1)


def _contest(path: str) -> int:
    found = re.search(r"/(\d+)/declare/", path)
    assert found, path
    return int(found[1])
