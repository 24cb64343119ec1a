"""README.md tells the truth about settings, commands, addresses and rooms."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, get_resolver

from resultsdesk.settings import env

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def section(title: str) -> str:
    """The text under a heading, up to the next of its rank."""
    return re.split(r"^## ", README.partition(f"\n## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[tuple[str, ...]]:
    """The cells of every row of the tables in a text, headings left out."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines][1:]


def test_the_settings_are_those_that_the_desk_reads():
    read = [(f"`{v.name}`", v.default, v.meaning) for v in env.variables]
    assert rows(section("Settings")) == read


def test_the_commands_are_those_of_the_desk():
    ours = {name for name, app in get_commands().items() if app == "results"}
    assert {re.match(r"`(\w+)", row[0]).group(1) for row in rows(section("Commands"))} == ours


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (command, option)
        for row in [*rows(section("Commands")), ("`demo`", section("Try it"))]
        for command in re.findall(r"^`(\w+)", row[0])
        for option in re.findall(r"`(--[a-z-]+)", row[1])
    ],
)
def test_every_option_is_one_that_the_command_takes(command, option):
    parser = load_command_class("results", command).create_parser("manage.py", command)
    assert option in parser.format_help()


def test_the_addresses_are_those_of_the_desk():
    ours = {
        "/" + re.sub(r"<\w+:(\w+)>", lambda match: match[1].upper(), str(route.pattern))
        for route in get_resolver().url_patterns
        if isinstance(route, URLPattern)
    }
    told = set(re.findall(r"`(/[^`?]*)`", " ".join(row[0] for row in rows(section("Addresses")))))
    assert told - {"/admin/"} == ours


def test_every_room_is_named():
    rooms = {f"results/{path.parent.name}/" for path in (ROOT / "results").glob("*/__init__.py")}
    told = set(re.findall(r"`(results/\w+/)`", section("How it is built")))
    assert rooms - {"results/migrations/"} == told


@pytest.mark.parametrize("title", ["Try it", "Test it"])
def test_the_two_commands_are_one_line_each_and_begin_with_a_new_environment(title):
    line = re.search(r"```sh\n(.+)\n```", section(title)).group(1)
    assert "\n" not in line
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install -e ")


def test_the_test_command_is_the_one_that_ci_runs():
    asked = shlex.split(re.search(r"```sh\n(.+)\n```", section("Test it")).group(1))
    told = " ".join(asked[asked.index(".venv/bin/pytest") :])
    assert f" {told}\n" in (ROOT / ".ci" / "run").read_text()


def test_the_unit_runs_commands_that_there_are_and_asks_for_a_restart_of_each_process_last():
    unit = re.search(
        r"```ini\n(.*?)```", section("On the night: PostgreSQL and Redis behind nginx"), re.DOTALL
    )[1]
    lines = [line.partition("=") for line in unit.splitlines() if line.startswith("Exec")]
    assert set(re.findall(r"manage\.py (\w+)", unit)) <= set(get_commands())
    assert [words for name, _, words in lines if name == "ExecReload"][-1] == "/bin/kill -HUP $MAINPID"
