"""The formats in which graphics systems read a feed, byte for byte.

Owns the formats. Refuses to write the age of a feed: it is left open, and told when the feed is sent.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote

# These write, and read nothing.
from xml.sax.saxutils import escape, quoteattr  # nosec B406

from results.feeds.tables import Row, Table

# Stands where the age is to be told.
AGE = "~age-in-seconds~"
VIZ = "http://www.vizrt.com/types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 has no way to say.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Form:
    """How a reader wants it: `rows` at most (0: all there are), padded to that number, with a BOM.

    `amcp`: in words that go through CasparCG's own protocol unharmed.
    """

    ext: str
    rows: int = 0
    pad: bool = False
    bom: bool = False
    amcp: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A format: what it is called to a person and to a machine, and how it is written."""

    ext: str
    title: str
    content_type: str
    write: Callable[[Table, Form], str]
    only: str = ""


def written(table: Table, form: Form) -> tuple[bytes, ...]:
    """A feed in its format, in the pieces between which its age is told."""
    whole = SHAPES[form.ext].write(table, form)
    # A number is a number in JSON that has any.
    pieces = whole.split(f'"{AGE}"' if form.ext in FLAT else AGE)
    return tuple(piece.encode() for piece in pieces)


def named(table: Table, form: Form) -> Row:
    """Every value under a name of its own: `r1_party`, `r1_seats`, and what is said once under its name."""
    rows = enumerate(table.fitted(form.rows, pad=form.pad), start=1)
    return (
        {f"r{number}_{name}": cell for number, row in rows for name, cell in row.items()}
        | table.head
        | _told(table)
    )


def _flat(table: Table, form: Form) -> Iterator[Row]:
    once = table.head | _told(table)
    return (row | once for row in table.fitted(form.rows, pad=form.pad))


def _told(table: Table) -> Row:
    return {
        "graphic": table.graphic,
        "seq": table.seq,
        "updated": table.updated.isoformat(timespec="seconds") if table.updated else "",
        "age_s": AGE if table.updated else "",
        "status": table.status.value,
    }


def _json(table: Table, form: Form) -> str:
    return json.dumps(list(_flat(table, form)), ensure_ascii=False, separators=(",", ":"))


def _key_value(table: Table, form: Form) -> str:
    strings = {name: str(cell) for name, cell in named(table, form).items()}
    if form.amcp:
        safe = {name: amcp_safe(text) for name, text in strings.items()}
        return json.dumps(safe, ensure_ascii=True, separators=(",", ":"))
    return json.dumps(strings, ensure_ascii=False, separators=(",", ":"))


def _csv(table: Table, form: Form) -> str:
    rows = list(_flat(table, form))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return ("\ufeff" if form.bom else "") + out.getvalue()


def _xml(table: Table, form: Form) -> str:
    told = "".join(f" {name}={quoteattr(sayable(str(cell)))}" for name, cell in _told(table).items())
    rows = "".join(f"<row>{_elements(row)}</row>\n" for row in _flat(table, form))
    return f"{DECLARATION}<results{told}>\n{rows}</results>\n"


def _elements(row: Row) -> str:
    return "".join(f"<{name}>{escape(sayable(str(cell)))}</{name}>" for name, cell in row.items())


def _viz(table: Table, form: Form) -> str:
    fields = "".join(
        f"<field name={quoteattr(name)}><value>{escape(sayable(str(cell)))}</value></field>\n"
        for name, cell in named(table, form).items()
    )
    return f'{DECLARATION}<payload xmlns="{VIZ}">\n{fields}</payload>\n'


def _rss(table: Table, form: Form) -> str:
    label = str(table.head.get("label") or "Results")
    built = f"<lastBuildDate>{format_datetime(table.updated)}</lastBuildDate>\n" if table.updated else ""
    # Newest first, as readers of RSS expect; empty rows are none.
    items = [row for row in reversed(table.fitted(form.rows, pad=False)) if row.get("id")]
    return (
        f'{DECLARATION}<rss version="2.0"><channel>\n<title>{escape(sayable(label))}</title>\n'
        f"<link>{escape(_link(table))}</link>\n<description>{escape(sayable(label))}</description>\n{built}"
        + "".join(_item(row) for row in items)
        + "</channel></rss>\n"
    )


def _link(table: Table) -> str:
    # RSS wants a link; there is no page that this one could be true of.
    return f"urn:results-desk:{quote(str(table.head.get('election', '')))}"


def _item(row: Row) -> str:
    headline = ": ".join(str(row[name]) for name in ("head", "text") if row.get(name))
    return (
        f"<item><title>{escape(sayable(headline))}</title>"
        f"<description>{escape(sayable(str(row['text'])))}</description>"
        f"<category>{escape(sayable(str(row['kind'])))}</category>"
        f'<guid isPermaLink="false">{escape(sayable(str(row["id"])))}</guid></item>\n'
    )


def amcp_safe(text: str) -> str:
    """A text that CasparCG up to 2.5.0 takes in an update: no straight quote, backslash or control character.

    Quotes become curly, opening where a word begins. JSON of such texts is to be written in ASCII.
    """
    curly = re.sub(r'(^|[\s(\[–—])"', "\\1“", text).replace('"', "”")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", curly.replace("\\", "/"))


def sayable(text: str) -> str:
    """A text without the characters that XML cannot carry, escaped or not."""
    return _UNSAYABLE.sub("", text)


# `json` is the flat array too; where an address ends so already, `rows.json` is the flat one.
FLAT = frozenset({"json", "rows.json"})
_XML = "application/xml; charset=utf-8"
_JSON = "application/json; charset=utf-8"
SHAPES: dict[str, Shape] = {
    shape.ext: shape
    for shape in (
        Shape("rows.json", "JSON, an array of rows", _JSON, _json),
        Shape("json", "JSON, an array of rows", _JSON, _json),
        Shape("csv", "CSV", "text/csv; charset=utf-8", _csv),
        Shape("xml", "XML, /results/row", _XML, _xml),
        Shape("kv.json", "JSON, key and value", _JSON, _key_value),
        Shape("vdf", "Viz payload", "application/vnd.vizrt.payload+xml; charset=utf-8", _viz),
        Shape("rss", "RSS", "application/rss+xml; charset=utf-8", _rss, only="ticker"),
    )
}
