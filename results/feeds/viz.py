"""A payload that Viz's Media Sequencer posts: sent back with the fields filled that the feed knows.

Owns the reading of what came in. Refuses a document type: nothing that it declares is ever expanded.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

# What is read by it has no document type: see `_payload`.
from xml.etree import ElementTree  # nosec B405

from results.feeds.shapes import DECLARATION, VIZ, Form, named, sayable
from results.feeds.tables import Table

LARGEST = 256 * 1024
MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
DEEPEST = 40
FIELD, VALUE = f"{{{VIZ}}}field", f"{{{VIZ}}}value"


def filled(posted: bytes, table: Table, form: Form) -> str | None:
    """The posted payload with what the feed knows; other fields stay as they came.

    None where it is no payload that can be read: the whole of the feed is sent then.
    """
    payload = _payload(posted)
    if payload is None:
        return None
    cells = named(table, form)
    for field in payload.iter(FIELD):
        if (name := field.get("name", "")) in cells:
            _fill(field, sayable(str(cells[name])))
    ElementTree.register_namespace("", VIZ)
    return DECLARATION + ElementTree.tostring(payload, encoding="unicode") + "\n"


def _payload(posted: bytes) -> ElementTree.Element | None:
    text = _text(posted) if len(posted) <= LARGEST else ""
    # Without a document type there is nothing to expand, and nothing is fetched.
    if not text or "<!" in text:
        return None
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # nosec B314
    except ElementTree.ParseError:
        return None
    return root if root.tag == f"{{{VIZ}}}payload" and not _is_too_deep(root) else None


def _text(posted: bytes) -> str:
    """What was posted, in UTF-8 or with UTF-16's mark in front; whatever else it says it is, is not asked."""
    try:
        return posted.decode("utf-16" if posted.startswith(MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _is_too_deep(root: ElementTree.Element) -> bool:
    # What is nested without end can be read, and not be written again.
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)


def _fill(field: ElementTree.Element, text: str) -> None:
    value = field.find(VALUE)
    if value is None:
        value = ElementTree.SubElement(field, VALUE)
    for child in list(value):
        value.remove(child)
    value.text = text
