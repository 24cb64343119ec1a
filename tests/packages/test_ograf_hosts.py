"""OGraf packages on a page that drives them as real renderers do: in any order, with anything, or nothing."""

from collections.abc import Iterator

import pytest
from PIL import ImageChops

from results.packages.graphics import GRAPHICS
from tests.graphics.longest import all_values
from tests.packages.ograf_host import SITE, Host
from tests.services import needs_browser

pytestmark = needs_browser
DONE = {"statusCode": 200}
LOWER_THIRD = all_values()["lower-third"]
BUG = all_values()["bug"]
LAST = 3


@pytest.fixture(scope="module")
def one_host(browser) -> Host:
    """The page that all tests share."""
    return Host(browser)


@pytest.fixture
def host(one_host: Host) -> Iterator[Host]:
    """The page; whatever went wrong in it fails the test."""
    one_host.errors.clear()
    yield one_host
    assert one_host.errors == []


@pytest.mark.parametrize("name", [graphic.name for graphic in GRAPHICS])
def test_every_package_loads_plays_and_leaves_nothing(host, name):
    host.put_up(name)
    assert host.load(all_values()[name]) == DONE
    assert host.ink() is None
    assert host.call("g.playAction({})") == DONE | {"currentStep": 0}
    assert host.ink() is not None
    assert host.call("g.stopAction({})") == DONE
    assert host.ink() is None
    assert host.call("g.dispose({})") == DONE
    assert host.call("g.dispose({})") == DONE
    assert host.call("g.root.childNodes.length") == 0


def test_calls_may_come_without_arguments(host):
    host.put_up("bug")
    called = ("load", "updateAction", "playAction", "stopAction", "dispose")
    assert [host.call(f"g.{name}()") for name in called] == [
        DONE,
        DONE,
        DONE | {"currentStep": 0},
        DONE,
        DONE,
    ]
    assert host.call("(await g.customAction()).statusCode") == 400


def test_an_update_before_play_paints_nothing_and_is_kept(host):
    host.put_up("bug").load({})
    assert host.call("g.updateAction({ data: d })", BUG) == DONE
    assert host.ink() is None
    host.call("g.playAction({ skipAnimation: true })")
    kept = host.picture()
    host.put_up("bug").load(BUG)
    host.call("g.playAction({ skipAnimation: true })")
    assert ImageChops.difference(kept, host.picture()).getbbox() is None


def test_an_update_on_air_changes_in_place(host):
    host.put_up("bug").load(BUG)
    host.call("g.playAction()")
    before = host.picture()
    assert host.call("g.updateAction({ data: { declared_txt: '85 of 106' } })") == DONE
    assert host.picture().getchannel("A").getbbox() == before.getchannel("A").getbbox()
    assert ImageChops.difference(before.convert("RGB"), host.picture().convert("RGB")).getbbox() is not None


@pytest.mark.parametrize(
    ("calls", "step"),
    [
        (["{}"], 0),
        (["{}", "{}"], 1),
        (["{ delta: 2 }"], 1),
        (["{ goto: 2 }"], 2),
        (["{ goto: '2' }"], 2),
        (["{ goto: -1 }"], 0),
        (["{ goto: 2 }", "{ delta: -1 }"], 1),
        (["{ goto: 2 }", "{ delta: '1' }"], LAST),
        (["{ goto: 1 }", "{ delta: 0 }"], 1),
        (["{ goto: 1 }", "{ delta: -9 }"], 0),
        (["{ goto: 2, delta: 7 }"], 2),
        (["{ goto: 4 }"], None),
        (["{ goto: 3 }", "{}"], None),
        (["{}", "{ delta: 9 }"], None),
        (["{ goto: 3 }", "{}", "{}"], 0),
    ],
)
def test_steps_are_counted_from_zero_and_none_is_told_at_the_end(host, calls, step):
    host.put_up("lower-third").load(LOWER_THIRD)
    for call in calls:
        answer = host.call(f"g.playAction(Object.assign({call}, {{ skipAnimation: true }}))")
    assert answer == (DONE if step is None else DONE | {"currentStep": step})
    assert (host.ink() is None) is (step is None)


def test_calls_in_a_row_need_not_wait_for_each_other(host):
    host.put_up("lower-third")
    made = """Promise.all([
        g.load({ data: d, renderType: 'realtime' }), g.updateAction({ data: { contest: 'Ynys Môn' } }),
        g.playAction(), g.playAction(), g.playAction()])"""
    answers = host.call(made, LOWER_THIRD)
    assert [answer.get("currentStep") for answer in answers[-1:]] == [2]
    assert host.call("g.graphic.values.contest") == "Ynys Môn"
    answers = host.call("Promise.all([g.playAction({ goto: 0 }), g.stopAction(), g.stopAction()])")
    assert answers[0] == DONE
    assert host.ink() is None


def test_everything_may_come_as_strings(host):
    host.put_up("contest").load(all_values()["contest"])
    host.call("g.playAction({ skipAnimation: 'true' })")
    wanted = host.picture()
    strung = """Object.fromEntries(Object.entries(d).map(([name, one]) =>
        [name, typeof one === 'object' ? JSON.stringify(one) : String(one)]))"""
    host.put_up("contest")
    host.call(f"g.load({{ data: {strung} }})", all_values()["contest"])
    host.call("g.playAction({ goto: '0', skipAnimation: 'true' })")
    assert ImageChops.difference(wanted, host.picture()).getbbox() is None


@pytest.mark.parametrize("data", ["[1, 2]", "'not data'", "7"])
def test_data_that_cannot_be_read_is_answered_and_changes_nothing(host, data):
    host.put_up("bug").load(BUG)
    host.call("g.playAction({ skipAnimation: true })")
    before = host.picture()
    assert host.call(f"(await g.updateAction({{ data: {data} }})).statusCode") == 400
    assert host.call(f"(await g.load({{ data: {data} }})).statusCode") == 400
    assert ImageChops.difference(before, host.picture()).getbbox() is None


@pytest.mark.parametrize(
    ("graphic", "call", "code"),
    [
        ("bug", "g.customAction({ id: 'sparkle', payload: {} })", 400),
        ("bug", "g.customAction({ id: 'correct-now', payload: {} })", 400),
        ("ticker", "g.customAction({ id: 'correct-now', payload: { data: { label: 'Now' } } })", 200),
        ("ticker", "g.customAction({ id: 'correct-now' })", 200),
        ("bug", "g.goToTime({ timestamp: 10 })", 400),
        ("bug", "g.setActionsSchedule({ schedule: [] })", 400),
        ("bug", "g.load({ renderType: 'non-realtime' })", 400),
    ],
)
def test_what_a_graphic_does_not_know_is_refused(host, graphic, call, code):
    host.put_up(graphic).load({})
    assert host.call(f"(await {call}).statusCode") == code


def test_a_ticker_is_put_right_on_screen_only_when_it_is_told_to(host):
    ticker = {"label": "Results", "items": [{"id": "1", "head": "Leicester East", "text": "Lab hold"}]}
    right = ticker | {"items": [{"id": "1", "head": "Leicester East", "text": "Con gain from Lab"}]}
    host.put_up("ticker").load(ticker)
    host.call("g.playAction({ skipAnimation: true })")
    host.call("g.updateAction({ data: d })", right)
    assert host.call("g.graphic.held.item.text") == "Lab hold"
    host.call("g.customAction({ id: 'correct-now', payload: { data: d } })", right)
    assert host.call("g.graphic.held.item.text") == "Con gain from Lab"


def test_a_play_that_comes_after_dispose_paints_nothing_and_a_load_begins_again(host):
    host.put_up("bug").load(BUG)
    host.call("g.dispose()")
    assert host.call("g.playAction()") == DONE
    assert host.call("g.updateAction({ data: { label: 'Late' } })") == DONE
    assert host.call("g.stopAction()") == DONE
    assert host.ink() is None
    host.load(BUG)
    assert host.call("g.playAction()") == DONE | {"currentStep": 0}
    assert host.ink() is not None


def test_dispose_on_air_leaves_nothing_though_a_play_is_under_way(host):
    host.put_up("bug").load(BUG)
    host.call("(g.playAction(), g.dispose())")
    assert host.ink() is None


def test_importing_a_module_often_leaves_nothing_behind(host):
    host.put_up("bug")
    host.call(f"Promise.all([1, 2, 3].map(at => import('{SITE}/bug/graphic.mjs?again=' + at)))")
    left = "Object.keys(window).filter(name => /^Desk/.test(name))"
    assert host.call(left) == []
    assert host.call("document.querySelectorAll('body > *').length") == 1


def test_the_typeface_is_the_packages_own_and_nothing_else_is_asked_for(browser):
    host = Host(browser)
    host.put_up("seat-change").load(all_values()["seat-change"])
    host.call("g.playAction()")
    assert host.call(
        "[...document.fonts].some(face => face.family.includes('Desk Inter') && face.status === 'loaded')"
    )
    assert {address.removeprefix(f"{SITE}/") for address in host.asked} == {
        "",
        "seat-change/graphic.mjs",
        "seat-change/desk.mjs",
        "seat-change/Inter.ttf",
    }
