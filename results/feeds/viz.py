"""A payload that Viz's Media Sequencer posts: sent back with the fields filled that the feed knows.

Owns the reading of what came in. Refuses a document type: nothing that it declares is ever expanded.
"""

# What is read by it has no document type: see `_payload`.
from xml.etree import ElementTree  # nosec B405

from results.feeds.shapes import DECLARATION, VIZ, Form, named, sayable
from results.feeds.tables import Table

LARGEST = 256 * 1024
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
    if len(posted) > LARGEST:
        return None
    try:
        # As text: in an encoding of its own choice a document type would not be seen for what it is.
        text = posted.decode("utf-8-sig")
        # Without one there is nothing to expand, and nothing is fetched.
        root = None if "<!" in text else ElementTree.fromstring(text)  # noqa: S314  # nosec B314
    except (ElementTree.ParseError, UnicodeDecodeError):
        return None
    if root is None:
        return None
    return root if root.tag == f"{{{VIZ}}}payload" else None


def _fill(field: ElementTree.Element, text: str) -> None:
    value = field.find(VALUE)
    if value is None:
        value = ElementTree.SubElement(field, VALUE)
    for child in list(value):
        value.remove(child)
    value.text = text
