"""Packages and the desk agree: the same graphics by the same names, and values that fit the manifests."""

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from results.graphics.kinds import ALL, GRAPHICS
from results.graphics.values import snapshot_of
from results.models import LAYER_NUMBER, Contest, Council, Region
from results.onair.snapshot import Subject
from results.packages.graphics import GRAPHICS as PACKED
from results.packages.graphics import graphic_called
from results.packages.manifests import manifest
from tests import midlands

OF_CONTESTS = ("lower-third", "contest", "swing-dial", "head-to-head")
OF_REGIONS = ("scoreboard", "seat-change", "hex-map", "ticker", "bug")


def test_the_graphics_are_those_of_the_desk_and_a_test_card():
    packed = {(one.name, one.title, one.layer, one.steps != 1) for one in PACKED if one.name != "test-card"}
    desk = {(one.name, one.title, LAYER_NUMBER[one.layer], one.has_steps) for one in ALL}
    assert packed == desk


@pytest.mark.django_db
def test_values_of_the_real_night_fit_the_manifests():
    midlands.the_night()
    contest = Contest.objects.get(election__slug=midlands.SLUG, name="Leicester East")
    region = Region.objects.get(election__slug=midlands.SLUG, code=midlands.EAST)
    shown = {name: of(name, contest.election_id, contest_id=contest.pk) for name in OF_CONTESTS}
    shown |= {name: of(name, region.election_id, region_id=region.pk) for name in OF_REGIONS}
    wrong = {name: found for name, values in shown.items() if (found := faults(name, values))}
    assert wrong == {}
    assert {*shown, "council"} == set(GRAPHICS)


@pytest.mark.django_db
def test_values_of_a_council_fit_its_manifest():
    call_command("load_pack", "local2023-midlands", verbosity=0)
    call_command("replay", "local2023-midlands", instant=True, verbosity=0)
    council = Council.objects.get(name="Stoke-on-Trent")
    assert faults("council", of("council", council.election_id, council_id=council.pk)) == []


def of(name, election_id, **subject):
    """The values of a graphic now."""
    return snapshot_of(graphic=name, election_id=election_id, subject=Subject(**subject)).values


def faults(name, values):
    """Where values are not what the graphic's manifest says."""
    schema = manifest(graphic_called(name))["schema"]
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(values)
    ]
