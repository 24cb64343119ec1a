"""A form filled in as somebody would, and then not quite."""

from collections.abc import Callable
from random import Random

from tests.declaring_form import FIGURES
from tests.fuzz.bodies import Fields, Upload, an_upload
from tests.fuzz.scraped import Form
from tests.fuzz.texts import bent, nasty
from tests.people import PASSWORD

FILLED = {
    **FIGURES,
    "reason": "Misheard in the hall",
    "name": "Rutland",
    "first_name": "Nadia",
    "last_name": "Farouk",
    "username": "nadia",
    "password": PASSWORD,
    "password1": PASSWORD,
    "password2": PASSWORD,
    "slug": "rutland",
    "code": "R0001",
    "short_name": "Rutland",
    "colour": "#102030",
    "seats": "1",
    "seats_total": "6",
    "seats_up": "6",
    "votes": "1200",
    "number": "7",
    "baseline": "2019 notional",
    "date": "2024-07-04",
    "polls_close_0": "2024-07-04",
    "polls_close_1": "22:00",
    "graphic": "lower-third",
    "subject": "Leicester",
    "label": "Speaker",
    "move": "counting",
}
OFTEN = 0.8
# What a list that is searched for as one types may have in it.
ROWS = ("1", "2", "3", "7")


def filled(random: Random, form: Form) -> Fields:
    """What it opens with, and something in most of what is empty."""
    fields = [(name, value or _of(random, form, name)) for name, value in form.fields]
    named = {name for name, _ in fields}
    for name, values in form.choices:
        if name not in named and random.random() < 0.6:
            usual = FILLED.get(name, "")
            fields.append((name, usual if usual in values else random.choice(values or ROWS)))
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def _of(random: Random, form: Form, name: str) -> str:
    choices = dict(form.choices)
    if name in choices:
        return random.choice(choices[name] or ROWS)
    last = name.rpartition("-")[2]
    known = FILLED.get(name) or FILLED.get(last) or (FILLED["reason"] if "reason" in name else "")
    return known if random.random() < OFTEN else ""


def mutated(random: Random, form: Form, fields: Fields) -> tuple[Fields, list[Upload]]:
    """A few things changed, and perhaps a file added."""
    fields = list(fields)
    for _ in range(random.choice((0, 1, 1, 1, 2, 3, 6))):
        random.choice(CHANGES)(random, form, fields)
    uploads = []
    if form.multipart and random.random() < 0.25:
        uploads.append(an_upload(random, "photograph"))
    return fields, uploads


def _nasty(random: Random, _form: Form, fields: Fields) -> None:
    if fields:
        at = random.randrange(len(fields))
        fields[at] = (fields[at][0], nasty(random))


def _bent(random: Random, _form: Form, fields: Fields) -> None:
    if fields:
        at = random.randrange(len(fields))
        fields[at] = (fields[at][0], bent(random, fields[at][1]))


def _gone(random: Random, _form: Form, fields: Fields) -> None:
    if fields:
        del fields[random.randrange(len(fields))]


def _twice(random: Random, _form: Form, fields: Fields) -> None:
    if fields:
        fields.append((random.choice(fields)[0], nasty(random)))


def _renamed(random: Random, _form: Form, fields: Fields) -> None:
    if fields:
        at = random.randrange(len(fields))
        fields[at] = (bent(random, fields[at][0]), fields[at][1])


def _chosen(random: Random, form: Form, fields: Fields) -> None:
    if form.choices:
        name, values = random.choice(form.choices)
        fields.append((name, random.choice(values or ROWS)))


def _unknown(random: Random, _form: Form, fields: Fields) -> None:
    names = (
        "check",
        "carry_over",
        "add",
        "another",
        "added",
        "key",
        "sheet",
        "based_on",
        "checked",
        "what",
        "act",
    )
    fields.append((random.choice((*names, nasty(random))), nasty(random)))


def _management(random: Random, _form: Form, fields: Fields) -> None:
    managed = [at for at, (name, _) in enumerate(fields) if name.endswith("_FORMS") or name.endswith("-id")]
    if managed:
        at = random.choice(managed)
        value = random.choice(("", "-1", "0", "1", "3", "1000", "1001", "99999999", "x", "1e3", "\x00", "²"))
        fields[at] = (fields[at][0], value)


CHANGES: tuple[Callable[[Random, Form, Fields], None], ...] = (
    _nasty,
    _nasty,
    _nasty,
    _bent,
    _bent,
    _gone,
    _twice,
    _renamed,
    _chosen,
    _unknown,
    _management,
)
