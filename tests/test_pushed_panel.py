"""A panel that is pushed to ends as a fresh fetch would find it, whatever is pressed and declared."""

from contextlib import suppress
from http import HTTPStatus

import pytest
from django.test import Client
from django.test.html import Element, parse_html
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.declaring.refusals import Refused
from results.live.news import news
from results.live.topics import panel_topic
from results.models import Output
from results.onair.outputs import told
from results.views.acts import ACTS
from tests.fragments import by_id, elements, pushed_onto
from tests.nights import ACTS as HAPPENINGS
from tests.nights import Night, NothingThere
from tests.onair_rows import an_output
from tests.panels import ADDRESS, SCRIPT
from tests.people import an_operator
from tests.worlds import a_small_election

CONTESTS = 4
REASON = {"reason": "Being checked"}
ADDED = [
    {"graphic": "lower-third", "subject": "Leicester East", "mode": "frozen"},
    {"graphic": "contest", "subject": "Leicester East", "mode": "at_take"},
    {"graphic": "ticker", "subject": "East Midlands", "mode": "follow"},
    {"graphic": "scoreboard", "subject": "East Midlands", "mode": "follow"},
    {"graphic": "bug", "subject": "West Midlands", "mode": "frozen"},
]

pressed = st.tuples(st.just("press"), st.sampled_from(sorted(set(ACTS) - {"add"})), st.integers(0, 5))
added = st.tuples(st.just("add"), st.just(""), st.integers(0, len(ADDED) - 1))
happens = st.tuples(st.just("happens"), st.sampled_from(sorted(HAPPENINGS)), st.integers(0, CONTESTS - 1))
evenings = st.lists(st.lists(pressed | added | happens, min_size=1, max_size=3), min_size=1, max_size=10)


@pytest.mark.long
class PushedEqualsFetched(TestCase):
    """The panel of one output, while a second one of the same election is worked too."""

    @settings(max_examples=8, deadline=None)
    @given(evenings)
    def test_a_panel_that_was_pushed_to_equals_one_that_is_fetched(self, evening):
        panel = Panel()
        for together in evening:
            for what, act, number in together:
                panel.does(what, act, number)
            panel.is_pushed_to()
            panel.equals_one_that_is_fetched()

    def test_it_does_after_every_act_one_by_one(self):
        panel = Panel()
        for what, act, number in EVENING:
            assert panel.does(what, act, number), f"nothing was done by: {what} {act}"
            panel.is_pushed_to()
            panel.equals_one_that_is_fetched()
        assert panel.done >= set(ACTS), f"never pressed: {set(ACTS) - panel.done}"


# Every act at least once, with results between them. The number chooses among the buttons of an act.
EVENING = [
    ("happens", "figures", 0),
    ("happens", "figures", 1),
    *(("add", "", number) for number in range(len(ADDED))),
    ("press", "preview", 0),
    ("press", "take", 0),
    ("press", "next", 0),
    ("press", "preview", 1),
    ("happens", "figures", 0),
    ("press", "update", 0),
    ("press", "refresh", 0),
    ("press", "take", 0),
    ("press", "preview", 2),
    ("press", "take", 0),
    ("press", "correct-now", 0),
    ("happens", "figures", 1),
    ("press", "up", 2),
    ("press", "down", 1),
    ("press", "hold", 0),
    ("happens", "withdraw", 0),
    ("press", "release", 0),
    ("elsewhere", "hold", 1),
    ("press", "release", 0),
    ("changed", "", 0),
    ("press", "test-card", 0),
    ("press", "out", 0),
    ("press", "remove", 0),
    ("happens", "rename", 1),
    ("press", "clear", 0),
    ("happens", "figures", 0),
    ("happens", "figures", 0),
    ("press", "settle", 0),
]


class Panel:
    """An output's panel as Gwen has it open."""

    def __init__(self) -> None:
        self.night = Night(a_small_election(contests=CONTESTS))
        self.output = an_output(self.night.election, slug="pgm", name="PGM")
        self.other = an_output(self.night.election, slug="wall", name="Wall")
        self.gwen = Client()
        self.gwen.force_login(an_operator(), backend="django.contrib.auth.backends.ModelBackend")
        self.topic = panel_topic(election=self.night.election.pk, output=self.output.pk)
        self.seen, self.counted, self.done = 0, 0, set[str]()
        self.page = fetched(self.gwen)

    def does(self, what: str, act: str, number: int) -> bool:
        """One thing that happens. Says whether it was there to be done, and was not refused."""
        if what == "happens":
            with suppress(Refused, NothingThere):
                # Other figures each time: the same again change nothing.
                self.counted += 1
                self.night.happens(act, number, [15_000, 10_000 + self.counted, 3_000, 2_000, 500])
                return True
            return False
        if what == "changed":
            return self._goes_to_viewers()
        if what == "elsewhere":
            return self._holds_on_the_other_output(number)
        return self._adds(number) if what == "add" else self._presses(act, number)

    def is_pushed_to(self) -> None:
        """Push what happened since."""
        pushed = news(election=self.night.election.pk, since=self.seen, topics=[self.topic])
        self.seen = pushed.standing.seq
        for content in pushed.content.values():
            pushed_onto(self.page, content)

    def equals_one_that_is_fetched(self) -> None:
        """Compare them."""
        assert str(self.page) == str(fetched(self.gwen))

    def _adds(self, number: int) -> bool:
        return self._posts("/graphics/pgm/acts/add/", "add", **ADDED[number])

    def _presses(self, act: str, number: int) -> bool:
        found = [(action, value) for action, value in self._buttons() if action.endswith(f"/acts/{act}/")]
        if not found:
            return False
        action, value = found[number % len(found)]
        return self._posts(action, act, what=value, **REASON)

    def _goes_to_viewers(self) -> bool:
        """As when a producer changes the output in the admin."""
        Output.objects.filter(pk=self.output.pk).update(live=True, format=Output.Format.I50)
        told(self.output)
        return True

    def _holds_on_the_other_output(self, number: int) -> bool:
        contest = self.night.contests[number]
        what = f"contest {contest.pk}"
        return self._posts(f"/graphics/{self.other.slug}/acts/hold/", "hold", what=what, **REASON)

    def _posts(self, action: str, act: str, **fields: str) -> bool:
        answer = self.gwen.post(action, fields, headers=SCRIPT)
        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)
        done = answer.status_code == HTTPStatus.OK
        self.done |= {act} if done else set()
        return done

    def _buttons(self) -> list[tuple[str, str]]:
        """What can be pressed on the panel, and on what its links open beside it."""
        opened = [parse_html(self._opened(link)) for link in links(self.page)]
        return [button for part in (self.page, *opened) for button in buttons(part)]

    def _opened(self, address: str) -> str:
        return f"<body>{self.gwen.get(address, headers=SCRIPT).content.decode()}</body>"


def buttons(root: Element) -> list[tuple[str, str]]:
    """The address and the value of every button that is not dead."""
    given = [dict(element.attributes) for element in elements(root) if element.name == "button"]
    live = [one for one in given if "formaction" in one and "disabled" not in one]
    return [(one["formaction"], one["value"]) for one in live]


def links(root: Element) -> list[str]:
    """Where its links lead that open beside the panel."""
    given = [dict(element.attributes) for element in elements(root) if element.name == "a"]
    return [one["href"] for one in given if "data-newer" in one]


def fetched(client: Client) -> Element:
    """The panel as its operator finds it, without what is about the moment of fetching."""
    page = parse_html(client.get(ADDRESS).content.decode())
    main = by_id(page, "main")
    main.attributes = [(name, value) for name, value in main.attributes if name != "data-seq"]
    by_id(page, "panel-pages").attributes = []
    for element in elements(page):
        if ("name", "csrfmiddlewaretoken") in element.attributes:
            element.attributes = []
    return page
