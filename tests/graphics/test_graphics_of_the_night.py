"""Real nights as graphics: what the desk says of its councils and regions fits where it is drawn.

And of the contests with the longest names and the most candidates: 800 wards would take too long.
"""

from itertools import chain

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.db.models.functions import Length

from results.graphics.values import GRAPHICS, NothingToShow, snapshot_of
from results.models import Contest, Council, Election, Region
from results.onair.snapshot import Subject
from tests.browsers import a_browser
from tests.graphics.players import SAFE, Player, inside
from tests.midlands import the_night
from tests.services import needs_browser

LONGEST = 8
pytestmark = [needs_browser, pytest.mark.django_db]


def test_what_is_told_of_the_midlands_in_2024_fits(chromium):
    told = everything(the_night())
    assert len(told) > 4 * LONGEST
    assert cut(told, chromium) == []


def test_what_is_told_of_the_councils_of_2023_fits(chromium):
    told = everything(the_councils())
    assert len(told) > 20
    assert cut(told, chromium) == []


def the_councils():
    call_command("load_pack", "local2023-midlands", verbosity=0)
    call_command("replay", "local2023-midlands", instant=True, verbosity=0)
    return Election.objects.get(slug="local2023-midlands")


def everything(election):
    """The values of every graphic about whatever it may be about."""
    found = [*chain.from_iterable(told_of(subject, election) for subject in subjects(election))]
    return [values for values in found if values]


def subjects(election):
    longest = Contest.objects.filter(election=election).order_by(-Length("name"), "code")[:LONGEST]
    most = (
        Contest.objects.filter(election=election).alias(many=Count("candidacies")).order_by("-many", "code")
    )
    for contest in {*longest, *most[:LONGEST]}:
        yield "contest", Subject(contest_id=contest.pk)
    for council in Council.objects.filter(election=election):
        yield "council", Subject(council_id=council.pk)
    for region in Region.objects.filter(election=election):
        yield "region", Subject(region_id=region.pk)


def told_of(named, election):
    what, subject = named
    for graphic in GRAPHICS.values():
        if what in graphic.subjects:
            try:
                yield snapshot_of(graphic=graphic.name, election_id=election.pk, subject=subject).values
            except NothingToShow:
                continue


def cut(told, chromium):
    """What would be cut, or stand outside the safe area; the database is not asked while a browser runs."""
    with a_browser(chromium) as browser:
        player = Player(browser.new_page())
        return [(values, lost) for values in told if (lost := fitted(player, values))]


def fitted(player, values):
    player.load(values["graphic"], values)
    lost = player.page.evaluate("values => window.graphic.fits(values)", values)
    if "region" in values or "council" in values:
        player.do("g.settle(0)")
        lost += [] if inside(player.ink(), SAFE) else ["outside"]
    return lost
