"""The files of a pack with a few things changed: cells, columns, lines, bytes, whole files."""

import csv
import io
from collections.abc import Callable
from random import Random

from tests.fuzz.texts import bent, damaged, garbage, nasty

Files = dict[str, bytes]
CODECS = ("utf-16", "utf-8-sig", "latin-1", "utf-32", "cp037")
TOML = (
    "credits = 3",
    "rehearsal = 'yes'",
    f"x = {'9' * 5_000}",
    f"x = {'[' * 3_000}{']' * 3_000}",
    "x = 1979-05-27T25:00:00",
    "polls_close = 0001-01-01T00:00:00+14:00",
    "polls_close = 9999-12-31T23:59:59-14:00",
    "polls_close = 10000-01-01",
    "polls_close = 22:00:00",
    "date = inf",
    "kind = {a = 1}",
    "kind = 'nothing'",
    "slug = 'general'",
    "slug = 'a/../b'",
    'name = "\\u0000"',
    'name = "\\ud800"',
    "[slug]",
    "= 1",
)
JSON = (
    "[" * 5_000,
    '{"a":' * 5_000,
    "NaN",
    "1e999",
    '"\\ud800"',
    '"\\u0000"',
    "{}",
    "9" * 5_000,
    "[[1],[2]]",
)
MOMENTS = (
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999",
    "9999-12-31T23:59:59-14:00",
    "2024-03-31T01:30:00",
    "2024-W27-4",
    "20240704T220000Z",
    "2024-07-04",
    "2024-07-05T03:12:00+23:59",
)


def bent_files(random: Random, base: Files) -> Files:
    """A copy with one change, or with a few."""
    files = dict(base)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        random.choice(CHANGES)(random, files)
    return files


def _table(random: Random, files: Files) -> tuple[str, list[list[str]]]:
    name = random.choice(sorted(name for name in files if name.endswith(".csv")) or ["none.csv"])
    try:
        rows = list(csv.reader(io.StringIO(files.get(name, b"").decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    return name, rows


def _put(files: Files, name: str, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    files[name] = out.getvalue().encode("utf-8", "surrogatepass")


def _cell(random: Random, files: Files) -> None:
    name, rows = _table(random, files)
    if len(rows) < 2 or not any(rows[1:]):
        return
    row = random.choice([row for row in rows[1:] if row])
    at = random.randrange(len(row))
    kind = random.random()
    if kind < 0.5:
        row[at] = nasty(random)
    elif kind < 0.65:
        row[at] = bent(random, row[at])
    elif kind < 0.8:
        other = random.choice([row for row in rows[1:] if row])
        row[at] = other[at % len(other)]
    elif kind < 0.92:
        row[at] = random.choice((*MOMENTS, *JSON))
    else:
        row[at] = "x" * random.choice((31, 41, 121, 201, 301, 140_000))
    _put(files, name, rows)


def _moment(random: Random, files: Files) -> None:
    name, rows = _table(random, files)
    times = [
        at for at, column in enumerate(rows[0] if rows else ()) if column.endswith(("_at", "at", "close"))
    ]
    if times and len(rows) > 1:
        at = random.choice(times)
        row = random.choice(rows[1:])
        if at < len(row):
            row[at] = random.choice(MOMENTS)
        _put(files, name, rows)


def _column(random: Random, files: Files) -> None:
    name, rows = _table(random, files)
    if not rows or not rows[0]:
        return
    at, kind = random.randrange(len(rows[0])), random.randrange(4)
    if kind == 0:
        rows[0][at] = nasty(random)
    elif kind == 1:
        rows[0][at] = random.choice(rows[0])
    elif kind == 2:
        rows = [[cell for place, cell in enumerate(row) if place != at] for row in rows]
    else:
        rows = [[*row, nasty(random)] for row in rows]
    _put(files, name, rows)


def _lines(random: Random, files: Files) -> None:
    name, rows = _table(random, files)
    if len(rows) < 2:
        return
    at, kind = random.randrange(1, len(rows)), random.randrange(5)
    if kind == 0:
        del rows[at]
    elif kind == 1:
        rows.append(list(rows[at]))
    elif kind == 2:
        rows = rows[:1] + random.sample(rows[1:], len(rows) - 1)
    elif kind == 3:
        rows = rows[:at]
    else:
        rows[at] = rows[at][:-1] if random.random() < 0.5 else [*rows[at], "x"]
    _put(files, name, rows)


def _bytes(random: Random, files: Files) -> None:
    name = random.choice(sorted(files) or ["pack.toml"])
    files[name] = damaged(random, files.get(name, b""))


def _encoding(random: Random, files: Files) -> None:
    name = random.choice(sorted(files) or ["pack.toml"])
    files[name] = files.get(name, b"").decode("utf-8", "replace").encode(random.choice(CODECS), "replace")


def _file(random: Random, files: Files) -> None:
    name = random.choice(sorted(files) or ["pack.toml"])
    kind = random.randrange(5)
    if kind == 0:
        del files[name]
    elif kind == 1:
        files[name] = b""
    elif kind == 2:
        files[name] = garbage(random)
    elif kind == 3:
        files[name] = files[random.choice(sorted(files))]
    else:
        files[random.choice(("council_seats_x.csv", "notes.csv", "events.csv", "election.csv"))] = files[name]


def _head(random: Random, files: Files) -> None:
    lines = files.get("pack.toml", b"").decode("utf-8", "replace").splitlines()
    line, key = random.choice(TOML), ""
    if random.random() < 0.3 and lines:
        key = random.choice(lines).partition("=")[0].strip()
        line = f"{key} = {nasty(random)!r}"
    key = line.partition("=")[0].strip()
    kept = [one for one in lines if one.partition("=")[0].strip() != key]
    files["pack.toml"] = "\n".join([line, *kept]).encode("utf-8", "surrogatepass")


def _cycle(random: Random, files: Files) -> None:
    rows = list(csv.reader(io.StringIO(files.get("parties.csv", b"").decode("utf-8", "replace"), newline="")))
    if len(rows) > 2 and {"counts_as", "code"} <= set(rows[0]):
        at, code = rows[0].index("counts_as"), rows[0].index("code")
        one, other = random.choice(rows[1:]), random.choice(rows[1:])
        if len(one) > max(at, code) and len(other) > max(at, code):
            one[at], other[at] = other[code], one[code]
        _put(files, "parties.csv", rows)


CHANGES: tuple[Callable[[Random, Files], None], ...] = (
    *(_cell,) * 6,
    _moment,
    _column,
    _lines,
    _lines,
    _bytes,
    _encoding,
    _file,
    _head,
    _cycle,
)
