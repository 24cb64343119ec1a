"""Replaying a recorded night: in order, through the reporters' command, and never over anybody's figures."""

from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from results.declaring.commands import enter
from results.management import replaying
from results.models import Contest, Declaration, DeskEvent, Election
from results.packs.recorded import recorded
from tests import midlands
from tests.midlands import EAST, SLUG
from tests.people import a_producer

pytestmark = pytest.mark.django_db


def replay(**options):
    out = StringIO()
    call_command("replay", SLUG, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def election():
    call_command("load_pack", SLUG, verbosity=0)
    return Election.objects.get(slug=SLUG)


def test_it_declares_in_recorded_order_as_far_as_it_is_told(election):
    said = replay(instant=True, until=5)
    expected = [result.contest_code for result in recorded(election)[:5]]
    assert list(DeskEvent.objects.order_by("seq").values_list("contest__code", flat=True)) == expected
    assert "1/106 Nuneaton: Lab gain, majority 3,479" in said
    assert said.endswith("5 declared.\n")


def test_it_goes_on_where_it_was(election):
    replay(instant=True, until=5)
    said = replay(instant=True, until=7)
    assert "5/106" in said
    assert "in already" in said
    assert said.endswith("2 declared.\n")
    assert DeskEvent.objects.count() == 7


def test_it_leaves_what_a_reporter_declared_with_other_figures(election):
    first = recorded(election)[0]
    contest = Contest.objects.get(code=first.contest_code)
    count = first.count
    other = type(count)(**{**{f: getattr(count, f) for f in count.__slots__}, "rejected": 1})
    enter(contest_id=contest.pk, count=other, by=a_producer())
    said = replay(instant=True, until=2)
    assert "Nuneaton: left as Priya Nair declared it" in said
    assert Declaration.objects.in_force().get(contest=contest).rejected == 1


def test_at_speed_it_waits_as_long_as_the_night_did_divided_by_it(election):
    waits = []
    acts = replaying.acts_of(election, by=replaying.replay_account())[:3]
    steps = replaying.play(
        acts=acts,
        speed=60.0,
        until=None,
        wait=lambda seconds: bool(waits.append(seconds)),
    )
    assert [step.number for step in steps] == [1, 2, 3]
    gaps = [(b.at - a.at).total_seconds() / 60 for a, b in pairwise(acts)]
    assert waits == [0, *gaps]


def test_it_can_be_stopped_between_two_declarations(election):
    answers = iter([False, True])
    steps = replaying.play(
        acts=replaying.acts_of(election, by=replaying.replay_account()),
        speed=60.0,
        until=None,
        wait=lambda _: next(answers),
    )
    assert len(list(steps)) == 1


@pytest.mark.parametrize(
    ("slug", "options", "sentence"),
    [
        ("nowhere", {}, "There is no election 'nowhere' here"),
        (SLUG, {"speed": 0.0}, "Give a speed above 0"),
        (SLUG, {"until": -1}, "not negative"),
    ],
)
def test_it_says_what_it_cannot_do(election, slug, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("replay", slug, **options)


def test_the_scoreboard_command_prints_the_board_as_text():
    midlands.the_night(until=3)
    out = StringIO()
    call_command("scoreboard", SLUG, EAST, stdout=out)
    assert "East Midlands, General election 2024: the Midlands" in out.getvalue()
    assert "1 of 47 declared; changes v 2019 notional" in out.getvalue()


@pytest.mark.parametrize(
    ("slug", "region", "sentence"),
    [("nowhere", EAST, "no election 'nowhere'"), (SLUG, "ZZ", "it has .*E12000004")],
)
def test_the_scoreboard_command_says_which_boards_there_are(election, slug, region, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("scoreboard", slug, region)
