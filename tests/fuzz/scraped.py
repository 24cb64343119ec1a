"""Forms as a browser would send them, read from a page's markup."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

Pairs = tuple[tuple[str, str], ...]
Given = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form that posts. `choices` are the values of its radios and options, by name; `buttons` its ends."""

    page: str
    action: str
    multipart: bool
    fields: Pairs
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    buttons: tuple[tuple[str, Pairs], ...]


class _Found:
    def __init__(self, page: str, given: dict[str, str]) -> None:
        self.page = page
        self.action = urljoin(page, given.get("action") or page)
        self.posts = given.get("method", "").lower() == "post"
        self.multipart = "multipart" in given.get("enctype", "")
        self.fields: list[tuple[str, str]] = []
        self.choices: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, Pairs]] = []

    def form(self) -> Form:
        choices = tuple((name, tuple(values)) for name, values in self.choices.items())
        buttons = tuple(self.buttons) or ((self.action, ()),)
        return Form(self.page, self.action, self.multipart, tuple(self.fields), choices, buttons)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, {}
        self._open: _Found | None = None
        self._unnamed = 0
        self._select = ""
        self._options: list[tuple[str, bool]] = []
        self._area: tuple[str, list[str]] | None = None
        self.later: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: Given) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._unnamed += 1
            self._open = self.forms.setdefault(given.get("id", str(self._unnamed)), _Found(self.page, given))
        elif tag in ("input", "button"):
            self._control(tag, given)
        elif tag == "select":
            self._select, self._options = given.get("name", ""), []
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area = (given.get("name", ""), [])

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select" and self._select and self._open:
            self._open.choices.setdefault(self._select, []).extend(value for value, _ in self._options)
            chosen = [value for value, selected in self._options if selected] or [""]
            self._open.fields += [(self._select, value) for value in chosen]
            self._select = ""
        elif tag == "textarea" and self._area and self._open:
            self._open.fields.append((self._area[0], "".join(self._area[1])))
            self._area = None

    def _control(self, tag: str, given: dict[str, str]) -> None:
        if "form" in given:
            self.later.append((tag, given))
        elif self._open:
            _put(self._open, tag, given)


def _put(form: _Found, tag: str, given: dict[str, str]) -> None:
    kind, name, value = given.get("type", "text"), given.get("name", ""), given.get("value", "")
    if tag == "button" or kind in ("submit", "image"):
        action = urljoin(form.page, given["formaction"]) if given.get("formaction") else form.action
        form.buttons.append((action, ((name, value),) if name else ()))
    elif kind in ("radio", "checkbox"):
        form.choices.setdefault(name, []).append(value or "on")
        if "checked" in given:
            form.fields.append((name, value or "on"))
    elif name:
        form.fields.append((name, value))


def forms_in(page: str, markup: str) -> list[Form]:
    """Every form of a page that posts, with what it holds when it opens."""
    reader = _Reader(page)
    reader.feed(markup)
    for tag, given in reader.later:
        if given["form"] in reader.forms:
            _put(reader.forms[given["form"]], tag, given)
    return [found.form() for found in reader.forms.values() if found.posts]
