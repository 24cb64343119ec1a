"""A reporter who declares real results, one after the other, and sends again what got no answer.

Owns what was sent and what was acknowledged. As in her browser every form goes under a key, one request at a
time, and only the desk's own word counts as an answer; she waits shorter, so that a night is over soon.
"""

import re
import threading
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.parse import urlencode
from uuid import uuid4

from tests.desks import PATIENCE_S, Browser, until

Form = tuple[str, dict[str, str]]
SAVED = "saved"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TICK = re.compile(r'name="checked" value="([^"]+)"')
WAIT_S = 0.2
# As long as her browser waits for a sign of life.
SILENCE_S = 15
GIVES_UP_S = 90


@dataclass(frozen=True)
class Sent:
    """A form that the desk said it has. `tries`: how often it was sent."""

    path: str
    key: str
    fields: dict[str, str]
    tries: int
    at: float


@dataclass
class Answers:
    """What she was answered that was no acknowledgement: how often each, and each text once."""

    counted: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)

    def note(self, what: str, text: str = "") -> None:
        """Keep one."""
        self.counted[what] += 1
        self.texts[what] = text

    def many(self, status: int) -> int:
        """How many answers had this status."""
        return sum(many for what, many in self.counted.items() if what.endswith(f" {status}"))

    def tracebacks(self) -> list[str]:
        """Answers that show the inside of the desk."""
        return [what for what, text in self.texts.items() if "Traceback" in text or "Exception" in text]


class Reporter:
    """Signed in at one server. Her forms go out in order, from a thread of her own."""

    def __init__(self, browser: Browser, forms: Sequence[Form], *, pause_s: float = 0.0) -> None:
        self.browser = browser
        self.acknowledged: list[Sent] = []
        self.answers = Answers()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(browser.jar)).open
        self._forms = list(forms)
        self._asked = 0
        self._pause_s = pause_s
        self._more = threading.Condition()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="reporter", daemon=True)
        self._thread.start()

    @property
    def left(self) -> int:
        """How many forms nobody asked her to send yet."""
        return len(self._forms) - self._asked

    def declares(self, many: int) -> None:
        """Begin to send so many more."""
        assert self.left >= many, f"only {self.left} results are left"
        with self._more:
            self._asked += many
            self._more.notify()

    def has_declared(self, many: int) -> None:
        """Wait until so many, of all there are, are acknowledged."""
        until(lambda: len(self.acknowledged) >= many or self._fault, f"acknowledgement {many}")
        if self._fault:
            raise AssertionError("The reporter could not go on.") from self._fault

    def is_done(self) -> None:
        """Wait until everything she was to send is acknowledged."""
        while len(self.acknowledged) < self._asked:
            self.has_declared(len(self.acknowledged) + 1)

    def close(self) -> None:
        """No more."""
        with self._more:
            self._asked = -1
            self._more.notify()
        self._thread.join(PATIENCE_S)

    def _work(self) -> None:
        try:
            for path, fields in self._forms:
                with self._more:
                    self._more.wait_for(lambda: self._asked < 0 or self._asked > len(self.acknowledged))
                    if self._asked < 0:
                        return
                self.acknowledged.append(self._sends(path, fields))
                sleep(self._pause_s)
        except BaseException as fault:
            self._fault = fault

    def _sends(self, path: str, fields: dict[str, str]) -> Sent:
        key, token, ticks, end, tries = uuid4().hex, "", [], monotonic() + GIVES_UP_S, 0
        while monotonic() < end:
            tries += 1
            token = token or self._token(path)
            whole = {**fields, "key": key, "csrfmiddlewaretoken": token, "checked": ticks}
            answer = self._posts(path, whole) if token else ""
            if answer == SAVED:
                return Sent(path, key, fields, tries, monotonic())
            if asked := [tick for tick in TICK.findall(answer) if tick not in ticks]:
                # Figures that are unusual are asked about, and these are as they were read out.
                ticks += asked
                continue
            sleep(WAIT_S)
        raise AssertionError(f"{path} was not acknowledged in {GIVES_UP_S} s: {dict(self.answers.counted)}")

    def _token(self, path: str) -> str:
        found = TOKEN.search(self._asks(urllib.request.Request(f"{self.browser.url}{path}")))
        return found[1] if found else ""

    def _posts(self, path: str, fields: Mapping[str, object]) -> str:
        address = f"{self.browser.url}{path}"
        body = urlencode(fields, doseq=True).encode()
        return self._asks(urllib.request.Request(address, body, {"Referer": address, "X-Desk-Send": "1"}))

    def _asks(self, request: urllib.request.Request) -> str:
        try:
            with self._open(request, timeout=SILENCE_S) as answer:
                text = answer.read().decode()
                if answer.status == 204 and answer.headers["X-Desk-Saved"]:
                    return SAVED
                if request.data is not None and not TICK.search(text):
                    self.answers.note("the form came back", text)
                return text
        except HTTPError as answer:
            self.answers.note(f"{request.get_method()} {answer.code}", answer.read().decode(errors="replace"))
        except (OSError, HTTPException) as lost:
            self.answers.note(f"no answer: {type(lost).__name__}")
        return ""
