"""Posts to every door that takes one: forms filled in and then bent, by who may and by who may not.

A post that is refused saves nothing, and says so without an error of the desk's own; figures that are
accepted are those that were typed.
"""

import re
from random import Random

from django.db import transaction
from django.db.models import F

from results.models import Declaration, Election
from tests.fuzz.asking import Answer, Request
from tests.fuzz.bodies import Fields, encoded, odd
from tests.fuzz.doors import pages, unseen
from tests.fuzz.family import Family, Tried
from tests.fuzz.filling import filled, mutated
from tests.fuzz.kept import Ledger
from tests.fuzz.scraped import Form, forms_in
from tests.fuzz.standing import Standing
from tests.fuzz.texts import nasty

EVERYBODY = ("alice", "bob", "priya", "edda", "gwen", "oscar", "sue", "")
SCRIPTS = ("x-desk-panel", "x-desk-page", "x-desk-send", "hx-request")
MAY_SAVE_NOTHING = ("oscar", "")
LOOKED_AT = 0.15
SEEN = (
    "/",
    "/boards/general/EM/",
    "/boards/{local}/EM/",
    "/contests/general/C0001/",
    "/contests/general/C0002/",
    "/councils/{local}/{council}/",
    "/corrections/general/",
    "/pictures/general/EM/map.svg",
    "/feeds/live/general/EM/scoreboard.json",
    "/feeds/live/general/EM/tally.xml",
    "/feeds/live/general/MID/ticker.rss",
    "/desk/general/",
    "/desk/general/key/",
    "/graphics/pgm/control/",
    "/graphics/pgm/",
    "/admin/",
    "/admin/results/contest/",
    "/admin/results/declaration/",
    "/status/",
)
TRACEBACK = b"Traceback (most recent call last)"
DECLARED = re.compile(r"^/admin/results/contest/(\d+)/declare/$")


class Forms(Family):
    """The family. Whatever is accepted is taken back, so that every input finds the same desk."""

    name = "forms"

    def __init__(self, standing: Standing, ledger: Ledger) -> None:
        self._standing, self._ledger = standing, ledger
        self._pages = pages(standing)
        self._unseen = unseen(standing)
        self._read: dict[tuple[str, str], list[Form]] = {}

    def one(self, random: Random) -> Tried:
        """Fill in one form, bend it, send it, and look at what became of the desk."""
        who, form = self._form(random)
        fields = filled(random, form)
        if random.random() < 0.12:
            form, fields = self._second_step(random, who, form, fields)
        sent, fields = self._request(random, who, form, fields)
        return self._tried(random, sent, fields)

    def _form(self, random: Random) -> tuple[str, Form]:
        while True:
            if random.random() < 0.15:
                return random.choice(self._unseen)
            who, page = random.choice(self._pages)
            forms = self._forms_at(who, page)
            # The button to sign out stands on every page.
            own = [form for form in forms if "logout" not in form.action or random.random() < 0.01]
            if own:
                return who, random.choice(own)

    def _forms_at(self, who: str, page: str) -> list[Form]:
        if (who, page) not in self._read:
            with transaction.atomic():
                answer = self._standing.door.ask(Request("GET", page.encode(), person=who))
                transaction.set_rollback(True)
            self._read[who, page] = forms_in(page, answer.body.decode()) if answer.status == 200 else []
        return self._read[who, page]

    def _second_step(self, random: Random, who: str, form: Form, fields: Fields) -> tuple[Form, Fields]:
        """The page that comes back to a form as it stands, which may ask for more."""
        action, button = random.choice(form.buttons)
        body, kind = encoded([*fields, *button], [], multipart=form.multipart)
        with transaction.atomic():
            first = Request("POST", action.encode(), body=body, headers=_typed(kind), person=who)
            answer = self._standing.door.ask(first)
            transaction.set_rollback(True)
        if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            return form, fields
        again = [one for one in forms_in(action, answer.body.decode()) if "logout" not in one.action]
        form = random.choice(again) if again else form
        return form, filled(random, form)

    def _request(self, random: Random, who: str, form: Form, fields: Fields) -> tuple[Request, Fields]:
        action, button = random.choice(form.buttons)
        fields, uploads = mutated(random, form, [*fields, *button])
        body, kind = encoded(fields, uploads, multipart=form.multipart or random.random() < 0.1)
        if random.random() < 0.08:
            body, kind = odd(random, body, kind)
            fields = []
        if random.random() < 0.15:
            who = random.choice(EVERYBODY)
        sent = Request(
            "POST",
            _elsewhere(random, action).encode(),
            body=body,
            headers=(*_typed(kind), *_by_script(random)),
            person=who,
            forged=random.random() < 0.03,
        )
        return sent, fields

    def _tried(self, random: Random, sent: Request, fields: Fields) -> Tried:
        self._ledger.begin()
        with transaction.atomic():
            answer = self._standing.door.ask(sent)
            changed = self._ledger.changed()
            wrong = wrong_with(answer) or self._wrong_with_saved(sent, answer, changed, fields)
            if changed and not wrong and random.random() < LOOKED_AT:
                wrong = self._wrong_to_look_at(random)
            if changed or wrong or is_accepted(sent, answer) or "django_session" in self._ledger.written:
                transaction.set_rollback(True)
        kind = f"{answer.status} saved" if changed else str(answer.status)
        return Tried(kind, wrong, str(sent) if wrong else "", answer.raised)

    def _wrong_with_saved(
        self, sent: Request, answer: Answer, changed: tuple[str, ...], fields: Fields
    ) -> str:
        if not changed:
            return ""
        if not is_accepted(sent, answer):
            return f"refused with {answer.status}, and saved: {', '.join(changed)}"
        if sent.person in MAY_SAVE_NOTHING:
            return f"saved for {sent.person or 'nobody'}: {', '.join(changed)}"
        if "results_tally" in changed and fields and (found := DECLARED.match(sent.path.decode())):
            return _wrong_figures(int(found[1]), fields)
        return ""

    def _wrong_to_look_at(self, random: Random) -> str:
        """What is wrong with pages and feeds once something was accepted that is odd."""
        # What was drawn at an earlier number of a night that was taken back is no answer to this one.
        Election.objects.update(seq=F("seq") + random.randrange(1_000, 1_000_000))
        for address in SEEN:
            path = address.format(local=self._standing.local.slug, council=self._standing.council.code)
            answer = self._standing.door.ask(Request("GET", path.encode(), person="sue"))
            if wrong := wrong_with(answer):
                return f"saved, and {address} is {wrong}"
        return ""


def wrong_with(answer: Answer) -> str:
    """What no answer may be, whatever was asked."""
    if answer.raised or answer.status >= 500:
        return f"{answer.status}: {where(answer.raised)}"
    if TRACEBACK in answer.body:
        return "a traceback on the page"
    return ""


def where(raised: str) -> str:
    """What was raised, by which line, and which line of the desk led there."""
    frames = re.findall(r'File "([^"]+)", line (\d+)', raised)
    own = [f"{path.rpartition('/results')[2]}:{line}" for path, line in frames if "/results" in path]
    last = [f"{path.rpartition('/site-packages/')[2]}:{line}" for path, line in frames]
    kind = raised.strip().splitlines()[-1].partition(":")[0] if raised else "nothing was raised"
    return " ".join([kind, *last[-1:], "<", *own[-1:]])


def is_accepted(sent: Request, answer: Answer) -> bool:
    """Whether the answer says that something was done."""
    if answer.status in (302, 303):
        return "login" not in answer.headers["location"] and "error" not in answer.levels
    by_script = any(name in SCRIPTS for name, _ in sent.headers)
    return "x-desk-saved" in answer.headers or (by_script and answer.status == 200 and b"/acts/" in sent.path)


def _wrong_figures(contest: int, fields: Fields) -> str:
    newest = Declaration.objects.filter(contest=contest).order_by("-revision").first()
    if newest is None or newest.kind != Declaration.Kind.FIGURES:
        return ""
    typed = {name: re.sub(r"[\s,]", "", value) for name, value in fields if name.startswith("votes-")}
    kept = {
        f"votes-{tally.candidacy.number}": tally.votes for tally in newest.tallies.select_related("candidacy")
    }
    apart = [
        name
        for name, votes in kept.items()
        if typed.get(name, "").lstrip("0") != (str(votes) if votes else "")
    ]
    return f"figures kept that nobody typed: {apart}" if apart else ""


def _elsewhere(random: Random, action: str) -> str:
    """The address of the form, or now and then the same of another row, or of none."""
    if random.random() > 0.08:
        return action
    other = random.choice(("0", "1", "2", "5", "999999", "9" * 18, "9" * 30, "x", "%00", "-1"))
    return re.sub(r"\d+", other, action)


def _typed(kind: str) -> tuple[tuple[str, bytes], ...]:
    return (("content-type", kind.encode("utf-8", "surrogatepass")),)


def _by_script(random: Random) -> tuple[tuple[str, bytes], ...]:
    told = [(name, b"1") for name in SCRIPTS if random.random() < 0.4]
    if random.random() < 0.02:
        told.append(
            (
                random.choice(("referer", "accept-language", "hx-target")),
                nasty(random).encode("utf-8", "replace"),
            )
        )
    return tuple(told)
