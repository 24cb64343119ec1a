"""Templates for CasparCG: update, play, next and stop, with whatever servers do to data on its way."""

import json

import pytest
from PIL import ImageChops

from results.packages.flat import flat_fields
from results.packages.graphics import GRAPHICS, graphic_called
from results.packages.templates import amcp_text
from tests.graphics.longest import all_values
from tests.packages.amcp import scripts, tokens, update_script
from tests.packages.template_pages import TemplatePage
from tests.services import needs_browser

NAMES = [graphic.name for graphic in GRAPHICS]
LOWER_THIRD = {
    "contest": "Ynys Môn",
    "phrase": "PC gain from Con",
    "party": {"abbr": "PC", "colour": "#005b54"},
    "winner": "Siân O'Neill",
    "pages": [{"name": "Siân O'Neill", "votes_txt": "10,590", "share_txt": "32.5%", "party": {"abbr": "PC"}}],
}


@pytest.fixture
def template(browser, tmp_path):
    """Opens a template; at the end nothing went wrong in it and it asked for nothing outside its folder."""
    opened = []

    def open_one(name: str, system: str = "caspar") -> TemplatePage:
        opened.append(TemplatePage(browser, tmp_path, system, name))
        return opened[-1]

    yield open_one
    for one in opened:
        assert one.errors == []
        assert [address for address in one.asked if not address.startswith(tmp_path.as_uri())] == []
        one.page.close()


@needs_browser
@pytest.mark.parametrize("name", NAMES)
def test_every_template_comes_in_by_the_servers_own_calls_and_goes_out(template, name):
    page = template(name).run('update("")')
    assert page.ink() is None
    page.run(update_script(amcp_text(all_values()[name])), "play()")
    assert page.ink() is not None
    assert page.complaints == []
    assert page.run("stop()", "stop()").ink() is None


@needs_browser
def test_the_typeface_is_the_templates_own(template):
    page = template("bug").update(json.dumps(all_values()["bug"])).run("play()")
    assert page.ask("[...document.fonts].map(face => face.status)") == ["loaded"]


@needs_browser
def test_data_comes_as_json_and_as_xml_by_name_and_by_number(template):
    numbers = {field.path: field.name for field in flat_fields(graphic_called("lower-third"))}
    page = template("lower-third").run("play()")
    assert "Ynys Môn" in page.update(json.dumps({numbers["contest"]: "Ynys Môn"})).words()
    assert "PC gain" in page.update(_xml(phrase="PC gain & <more>")).words()
    page.update(_xml(**{numbers["winner"]: "Siân O’Neill"}))
    words = page.words()
    assert "Siân O’Neill" in words
    assert "PC gain & <more>" in words
    assert "Ynys Môn" in words


@needs_browser
@pytest.mark.parametrize(
    "broken", ['{"contest": "Ynys', "<templateData><componentData", "7", "[1]", "nothing", "<p>", '"words"']
)
def test_data_that_cannot_be_read_keeps_the_last_picture_and_complains(template, broken):
    page = template("bug").update(json.dumps(all_values()["bug"])).run("play()")
    before = page.picture()
    page.update(broken)
    assert ImageChops.difference(before, page.picture()).getbbox() is None
    assert page.complaints


@needs_browser
def test_an_update_on_air_changes_in_place_and_does_not_come_in_again(template):
    page = template("bug").update(json.dumps(all_values()["bug"])).run("play()")
    page.ask(
        "(window.seen = [], window.watch = new MutationObserver(() => seen.push("
        "getComputedStyle(document.body.firstElementChild).opacity)), watch.observe(document.body,"
        "{ childList: true, subtree: true }), 0)"
    )
    before = page.picture().getchannel("A").getbbox()
    page.update('{"declared_txt": "85 of 106"}')
    assert "85 of 106" in page.words()
    assert page.picture().getchannel("A").getbbox() == before
    assert set(page.ask("seen")) == {"1"}


@needs_browser
def test_next_goes_on_and_after_the_last_page_out(template):
    page = template("lower-third").update(json.dumps(LOWER_THIRD)).run("play()")
    assert "PC gain from Con" in page.words()
    assert "10,590" in page.run("next()").words()
    assert page.run("next()").ink() is None
    assert "PC gain from Con" in page.run("play()").words()


@needs_browser
def test_stop_in_the_middle_of_play_leaves_nothing(template):
    assert (
        template("scoreboard").update(json.dumps(all_values()["scoreboard"])).run("play()", "stop()").ink()
        is None
    )


@needs_browser
def test_a_list_is_typed_as_lines_with_a_bar_between_the_columns(template):
    numbers = {field.path: field.name for field in flat_fields(graphic_called("scoreboard"))}
    typed = "Lab #e4003b Labour | 62 | +36 | 44.2% | +9.1\nCon #0087dc Conservative | 20 | −39"
    page = template("scoreboard", "spx").update(json.dumps({numbers["rows"]: typed})).run("play()")
    words = page.words()
    assert all(word in words for word in ("Lab", "Labour", "62", "+36", "44.2%", "Con", "20"))
    two_bars = template("scoreboard", "spx").update(json.dumps({numbers["rows"]: typed.replace("\n", "||")}))
    two_bars.run("play()")
    assert ImageChops.difference(page.picture(), two_bars.picture()).getbbox() is None


@needs_browser
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("O'Neill", "O'Neill"),
        ('the "Gower" seat', "the ”Gower” seat"),
        ("Ynys Môn, Dŵr", "Ynys Môn, Dŵr"),
        ("Aber\\gavenny", "Aber/gavenny"),
        ("two\nlines\tand\ttabs", "two lines and tabs"),
        ("Kinder & <Peak>", "Kinder & <Peak>"),
    ],
)
def test_text_that_was_made_ready_reaches_the_frame_through_a_server(template, raw, shown):
    text = amcp_text({"contest": raw, "pages": [{"name": raw}]})
    assert text.isascii()
    page = template("lower-third").run(update_script(text), "play()")
    assert page.ask("window.lost") is None
    assert shown in page.words()
    assert page.ask("Object.keys(window).includes('remove')") is False


@needs_browser
def test_text_that_was_not_made_ready_leaves_the_last_picture(template):
    page = template("lower-third").update(json.dumps(LOWER_THIRD)).run("play()")
    page.run(update_script(json.dumps({"contest": 'the "Gower" seat'}, ensure_ascii=False)))
    assert "Ynys Môn" in page.words()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            'CG 1-20 ADD 1 "desk/bug/bug" 1 "{\\"a\\":\\"b c\\"}"',
            ["CG", "1-20", "ADD", "1", "desk/bug/bug", "1", '{"a":"b c"}'],
        ),
        ("CG 1-20 PLAY 1", ["CG", "1-20", "PLAY", "1"]),
        ('CG 1-20 UPDATE 1 "a\\\\b\\n\\$5"', ["CG", "1-20", "UPDATE", "1", "a\\b\n5"]),
        ('CG 1-20 UPDATE 1 ""', ["CG", "1-20", "UPDATE", "1", ""]),
    ],
)
def test_the_stub_reads_commands_as_a_server_does(command, words):
    assert tokens(command) == words


def test_the_stub_runs_an_update_first_and_plays_if_told():
    assert scripts('CG 1-20 ADD 1 "bug" 1 "{\\"a\\":1}"') == ['update("{\\"a\\":1}")', "play()"]
    assert scripts('CG 1-20 ADD 1 "bug" 0 ""') == ['update("")']
    assert scripts("CG 1-20 STOP 1") == ["stop()"]


def _xml(**values: str) -> str:
    mask = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;"})
    parts = "".join(
        f'<componentData id="{name}"><data id="text" value="{value.translate(mask)}"/></componentData>'
        for name, value in values.items()
    )
    return f"<templateData>{parts}</templateData>"
