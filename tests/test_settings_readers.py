"""Settings are read strictly: what cannot be read stops the desk, with the variable's name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from resultsdesk.environment import Environment


def reader(**values: str) -> Environment:
    return Environment(values)


@pytest.mark.parametrize("word", ["1", "true", "Yes", " ON "])
def test_a_clear_word_turns_a_switch_on(word):
    assert reader(HTTPS=word).switch("HTTPS", default=False, meaning="") is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off"])
def test_a_clear_word_turns_a_switch_off(word):
    assert reader(HTTPS=word).switch("HTTPS", default=True, meaning="") is False


@pytest.mark.parametrize("word", ["ture", "2", "enabled", "-"])
def test_it_refuses_a_switch_it_cannot_read(word):
    with pytest.raises(ImproperlyConfigured, match=r"HTTPS must be on or off"):
        reader(HTTPS=word).switch("HTTPS", default=False, meaning="")


def test_an_empty_variable_is_one_that_was_not_set():
    assert reader(PROCESSES="  ").number("PROCESSES", default=3, meaning="") == 3


@pytest.mark.parametrize("text", ["two", "1.5", "-1", "0"])
def test_it_refuses_a_number_it_cannot_use(text):
    with pytest.raises(ImproperlyConfigured, match=r"PROCESSES must be a whole number, 1 or more"):
        reader(PROCESSES=text).number("PROCESSES", default=1, least=1, meaning="")


def test_names_are_read_with_commas_between():
    env = reader(ALLOWED_HOSTS="desk.example, 10.0.0.7")
    assert env.names("ALLOWED_HOSTS", default=(), meaning="") == ["desk.example", "10.0.0.7"]


@pytest.mark.parametrize("text", ["desk.example,,other", ",", "desk.example,"])
def test_it_refuses_a_list_with_a_gap(text):
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS must be names"):
        reader(ALLOWED_HOSTS=text).names("ALLOWED_HOSTS", default=(), meaning="")


def test_a_choice_is_read_in_capitals_or_not():
    assert (
        reader(LOG_LEVEL="debug").choice("LOG_LEVEL", default="INFO", choices=("DEBUG",), meaning="")
        == "DEBUG"
    )


def test_it_refuses_a_choice_that_is_not_offered():
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL must be one of DEBUG, INFO"):
        reader(LOG_LEVEL="loud").choice("LOG_LEVEL", default="INFO", choices=("DEBUG", "INFO"), meaning="")


def test_origins_are_read_whole():
    env = reader(ALLOWED_ORIGINS="https://desk.example,http://10.0.0.7:8000")
    found = env.origins("ALLOWED_ORIGINS", default=[], meaning="", shown="")
    assert found == ["https://desk.example", "http://10.0.0.7:8000"]


@pytest.mark.parametrize(
    "text",
    [
        "desk.example",
        "https://",
        "https://desk.example/boards",
        "https://*",
        "*",
        "wss://desk.example",
        "https://desk.example:port",
        "https://me@desk.example",
    ],
)
def test_it_refuses_an_origin_that_is_not_whole(text):
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_ORIGINS must be origins"):
        reader(ALLOWED_ORIGINS=text).origins("ALLOWED_ORIGINS", default=[], meaning="", shown="")


def test_it_remembers_what_was_asked_for_with_its_meaning():
    env = reader()
    env.number("PROCESSES", default=1, meaning="How many processes.")
    env.switch("DEBUG", default=False, meaning="Debug pages.")
    assert [(v.name, v.default, v.meaning) for v in env.variables] == [
        ("PROCESSES", "1", "How many processes."),
        ("DEBUG", "off", "Debug pages."),
    ]
