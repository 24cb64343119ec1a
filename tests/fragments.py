"""Pages taken apart: find a fragment by its id, swap one in as the page's script does, read its words."""

from collections.abc import Iterator

from django.test.html import Element, parse_html

OF_THE_MOMENT = frozenset({"data-seq", "data-as-at", "ws-connect"})


def elements(root: Element | str) -> Iterator[Element]:
    """Every element from here on down."""
    if isinstance(root, str):
        return
    yield root
    for child in root.children:
        yield from elements(child)


def by_id(root: Element, name: str) -> Element:
    """The element with this id."""
    return next(element for element in elements(root) if ("id", name) in element.attributes)


def id_of(element: Element) -> str | None:
    """The id of an element."""
    return next((value for key, value in element.attributes if key == "id"), None)


def texts_of(root: Element, name: str) -> list[str]:
    """The words of an element, one piece of text each."""
    return [text for text in _texts(by_id(root, name)) if text]


def lasting(html: str) -> Element:
    """A live page's tree without what is of the moment of fetching, and is kept true by the page's script."""
    page = parse_html(html)
    live = by_id(page, "live")
    live.attributes = [(name, value) for name, value in live.attributes if name not in OF_THE_MOMENT]
    by_id(page, "lamp").children = []
    for element in elements(page):
        if ("name", "csrfmiddlewaretoken") in element.attributes:
            element.attributes = []
    return page


def pushed_onto(page: Element, content: str) -> None:
    """Swap every top-level element of a message into the page, by its id. It must have one there."""
    fragments = parse_html(f"<body>{content}</body>")
    for fragment in fragments.children:
        if isinstance(fragment, Element):
            name = id_of(fragment)
            parent = next(e for e in elements(page) if any(id_of(c) == name for c in _children(e)))
            at = next(i for i, c in enumerate(parent.children) if isinstance(c, Element) and id_of(c) == name)
            parent.children[at] = fragment


def _children(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _texts(root: Element | str) -> Iterator[str]:
    if isinstance(root, str):
        yield root.strip()
        return
    for child in root.children:
        yield from _texts(child)
