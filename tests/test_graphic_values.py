"""What graphics say of the real night: every contest whole, sums that add up, nothing null, few queries."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from results.graphics.kinds import CONTEST, GRAPHICS, REGION
from results.graphics.values import NothingToShow, snapshot_of, step_count
from results.models import Contest, Council, Region
from results.onair.cues import FOLLOWERS
from results.onair.snapshot import Subject
from tests import midlands
from tests.midlands import CENTRAL, EAST, SLUG, WEST
from tests.worlds import a_council, a_small_election

OF_CONTESTS = [name for name, graphic in GRAPHICS.items() if graphic.subjects[0] == CONTEST]
OF_REGIONS = [name for name, graphic in GRAPHICS.items() if REGION in graphic.subjects]
MOSTS = {"pages": 40, "rows": 8, "hexes": 700, "legend": 8, "items": 8}


@pytest.fixture(scope="class")
def one_replay(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        midlands.the_night()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def may_2023(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_pack", "local2023-midlands", verbosity=0)
        call_command("replay", "local2023-midlands", instant=True, verbosity=0)
        yield
        transaction.set_rollback(True)


def of_contest(graphic: str, name: str, **options: object) -> dict:
    contest = Contest.objects.get(election__slug=SLUG, name=name)
    return snapshot_of(
        graphic=graphic,
        election_id=contest.election_id,
        subject=Subject(contest_id=contest.pk, options=options),
    ).values


def of_region(graphic: str, code: str, **options: object) -> dict:
    region = Region.objects.get(election__slug=SLUG, code=code)
    subject = Subject(region_id=region.pk, options=options)
    return snapshot_of(graphic=graphic, election_id=region.election_id, subject=subject).values


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{place}")
    else:
        yield path, value


def assert_whole(values: dict) -> None:
    """Nothing null, no word of a machine, no list over its most, a text beside every figure."""
    for path, value in leaves(values):
        assert value is not None, path
        assert not isinstance(value, str) or value not in {"None", "nan", "undefined"}, path
    for name, most in MOSTS.items():
        assert len(values.get(name, [])) <= most
    for row in [*values.get("rows", []), *values.get("pages", [])]:
        for name in {"votes", "share", "change", "seats", "net", "gains", "losses"} & row.keys():
            assert isinstance(row[f"{name}_txt"], str), name


@pytest.mark.django_db
@pytest.mark.usefixtures("one_replay")
class TestTheRealNight:
    """Read after one replay."""

    @pytest.mark.parametrize(
        ("name", "told", "steps"),
        [
            (
                "Leicester East",
                "Con gain from Lab, Shivani Raja, majority 4,426, 11.0% swing Lab to Con, Turnout 61.0%",
                4,
            ),
            ("Leicester South", "Ind gain from Lab, Shockat Adam, majority 979, , Turnout 59.0%", 4),
            (
                "Ashfield",
                "RUK gain from Con, Lee Anderson, majority 5,508, 17.2% swing Lab to RUK, Turnout 57.9%",
                3,
            ),
            (
                "North Herefordshire",
                "Green gain from Con, Ellie Chowns, majority 5,894, 32.7% swing Con to Green, Turnout 69.2%",
                3,
            ),
        ],
    )
    def test_a_lower_third_says_what_happened(self, name, told, steps):
        values = of_contest("lower-third", name)
        assert ", ".join(values[key] for key in ("phrase", "winner", "margin", "swing", "turnout")) == told
        assert step_count("lower-third", values) == steps

    def test_all_106_contests_give_every_graphic_whole(self):
        for pk, election in Contest.objects.filter(election__slug=SLUG).values_list("pk", "election"):
            for graphic in ("lower-third", "contest", "head-to-head"):
                snapshot = snapshot_of(graphic=graphic, election_id=election, subject=Subject(contest_id=pk))
                assert_whole(dict(snapshot.values))

    @pytest.mark.parametrize("region", [EAST, WEST, CENTRAL])
    @pytest.mark.parametrize("graphic", OF_REGIONS)
    def test_every_graphic_of_a_region_is_whole(self, graphic, region):
        assert_whole(of_region(graphic, region))

    @pytest.mark.parametrize(("region", "declared"), [(EAST, 47), (WEST, 57), (CENTRAL, 106)])
    def test_seats_with_others_add_up_to_those_declared(self, region, declared):
        board, legend = of_region("scoreboard", region), of_region("hex-map", region)["legend"]
        assert (board["declared"], board["declared_txt"]) == (declared, f"{declared} of {declared}")
        assert sum(row["seats"] for row in board["rows"]) == declared
        assert sum(row["seats"] for row in legend) == declared
        assert board["rows"][-1]["party"]["name"] == "Others"

    def test_seats_that_changed_hands_add_up_to_nought(self):
        rows = {row["party"]["abbr"]: row for row in of_region("seat-change", EAST)["rows"]}
        assert sum(row["net"] for row in rows.values()) == 0
        assert [rows["Con"][name] for name in ("gains_txt", "losses_txt", "net_txt", "seats_txt")] == [
            "+1",
            "−25",
            "−24",
            "15",
        ]

    def test_the_candidates_of_a_full_frame_and_the_others_are_all_who_stood(self):
        values = of_contest("contest", "Leicester East")
        lower = of_contest("lower-third", "Leicester East")["pages"]
        votes = sum(row["votes"] for row in values["rows"]) + values["others"]["votes"]
        assert (len(values["rows"]), values["others"]["name"]) == (8, "2 others")
        assert votes == sum(row["votes"] for row in lower)

    def test_a_head_to_head_shows_the_first_two_or_those_chosen(self):
        first = of_contest("head-to-head", "Leicester East")
        assert (first["one"]["name"], first["other"]["name"]) == ("Shivani Raja", "Rajesh Agrawal")
        numbers = dict(Contest.objects.get(name="Leicester East").candidacies.values_list("name", "number"))
        chosen = {"one": numbers["Claudia Webbe"], "other": str(numbers["Keith Vaz"])}
        pair = of_contest("head-to-head", "Leicester East", **chosen)
        assert (pair["one"]["name"], pair["other"]["name"]) == ("Claudia Webbe", "Keith Vaz")
        with pytest.raises(NothingToShow, match="Choose two candidates of Leicester East"):
            of_contest("head-to-head", "Leicester East", one=1, other=1)

    def test_the_swing_of_a_contest_is_its_own_and_of_a_region_that_of_its_first_two_parties(self):
        assert of_contest("swing-dial", "Leicester East")["words"] == "11.0% swing Lab to Con"
        rows = {row["party"]["abbr"]: row["change"] for row in of_region("scoreboard", CENTRAL)["rows"]}
        values = of_region("swing-dial", CENTRAL)
        assert values["points"] == pytest.approx((rows["Lab"] - rows["Con"]) / 2, abs=0.06)
        assert (values["loser"]["abbr"], values["gainer"]["abbr"]) == ("Con", "Lab")
        chosen = of_region("swing-dial", CENTRAL, pair=["Con", "RUK"])
        assert (chosen["loser"]["abbr"], chosen["gainer"]["abbr"]) == ("Con", "RUK")

    def test_a_swing_that_nobody_can_work_out_is_refused(self):
        with pytest.raises(NothingToShow, match="Leicester South has no swing to show"):
            of_contest("swing-dial", "Leicester South")

    def test_the_ticker_has_the_newest_last_and_every_item_its_own_id(self):
        items = of_region("ticker", CENTRAL)["items"]
        assert len({item["id"] for item in items}) == len(items) == 8
        assert all(item["head"] and item["text"] and item["party"]["abbr"] for item in items)

    def test_the_bug_names_the_leader(self):
        values = of_region("bug", CENTRAL)
        assert (values["leader"]["party"]["abbr"], values["leader"]["seats_txt"]) == ("Lab", "67")

    @pytest.mark.parametrize("graphic", OF_CONTESTS)
    def test_a_contest_costs_nine_queries(self, graphic, django_assert_num_queries):
        contest = Contest.objects.get(name="Leicester East")
        with django_assert_num_queries(9):
            subject = Subject(contest_id=contest.pk)
            snapshot_of(graphic=graphic, election_id=contest.election_id, subject=subject)

    @pytest.mark.parametrize("graphic", OF_REGIONS)
    def test_a_region_of_106_contests_costs_fifteen_queries(self, graphic, django_assert_num_queries):
        region = Region.objects.get(election__slug=SLUG, code=CENTRAL)
        with django_assert_num_queries(15):
            subject = Subject(region_id=region.pk)
            snapshot_of(graphic=graphic, election_id=region.election_id, subject=subject)


@pytest.mark.django_db
class TestCouncils:
    """The councils of May 2023, from the shipped pack."""

    @pytest.mark.parametrize(
        ("name", "phrase", "needed", "first"),
        [
            ("Stoke-on-Trent", "Lab gain from NOC", 23, ("Lab", "29")),
            ("South Kesteven", "Con loss to NOC", 29, ("Con", "24")),
        ],
    )
    @pytest.mark.usefixtures("may_2023")
    def test_every_seat_of_a_council_is_somewhere(self, name, phrase, needed, first):
        council = Council.objects.get(name=name)
        values = of_council(council)
        assert_whole(values)
        assert (values["phrase"], values["needed"], values["baseline"]) == (phrase, needed, "eve of poll")
        largest = values["rows"][0]
        assert (largest["party"]["abbr"], largest["seats_txt"]) == first
        left = sum(values[key] for key in ("to_come", "vacant", "called_off"))
        assert sum(row["seats"] for row in values["rows"]) + left == values["total"]

    @pytest.mark.usefixtures("may_2023")
    def test_changes_are_against_the_baseline_that_is_chosen_and_printed(self):
        council = Council.objects.get(name="Stoke-on-Trent")
        eve, last = of_council(council), of_council(council, baseline="last_fought")
        assert (eve["baseline"], last["baseline"]) == ("eve of poll", "last fought")
        assert [row["net"] for row in eve["rows"]] != [row["net"] for row in last["rows"]]
        with pytest.raises(NothingToShow, match="Choose what changes are against"):
            of_council(council, baseline="by-elections")

    @pytest.mark.usefixtures("may_2023")
    @pytest.mark.parametrize("graphic", ["scoreboard", "seat-change", "ticker", "bug"])
    def test_a_region_of_councils_has_its_tallies(self, graphic):
        region = Region.objects.get(election__slug="local2023-midlands", code=CENTRAL)
        values = snapshot_of(
            graphic=graphic, election_id=region.election_id, subject=Subject(region_id=region.pk)
        ).values
        assert_whole(dict(values))
        if graphic == "scoreboard":
            assert sum(row["seats"] for row in values["rows"]) == values["declared"]
            assert values["declared_txt"].endswith("seats")

    def test_a_council_of_wards_that_are_to_come_has_no_call_and_no_changes(self):
        values = of_council(a_council())
        assert_whole(values)
        assert (values["phrase"], values["to_come"], values["party"]) == ("", 6, "")
        assert {row["net_txt"] for row in values["rows"]} <= {""}


def of_council(council: Council, **options: object) -> dict:
    subject = Subject(council_id=council.pk, options=options)
    return dict(snapshot_of(graphic="council", election_id=council.election_id, subject=subject).values)


@pytest.mark.django_db
class TestWhatIsRefused:
    """Every refusal is a sentence."""

    def test_a_graphic_without_its_subject(self):
        election = a_small_election(contests=1)
        for graphic, subject, sentence in [
            ("lower-third", Subject(), "Choose a contest for the graphic Lower third."),
            ("swing-dial", Subject(), "Choose a contest or a region for the graphic Swing."),
            ("council", Subject(contest_id=1), "Choose a council for the graphic Council."),
            ("crawl", Subject(), "There is no graphic called crawl."),
            ("contest", Subject(contest_id=0), "That contest is not there any more: choose another."),
            ("bug", Subject(region_id=0), "That region is not there any more: choose another."),
            ("council", Subject(council_id=0), "That council is not there any more: choose another."),
        ]:
            with pytest.raises(NothingToShow) as refused:
                snapshot_of(graphic=graphic, election_id=election.pk, subject=subject)
            assert refused.value.sentence == sentence

    def test_a_subject_of_another_election(self):
        here, there = a_small_election(contests=1), a_small_election(contests=1)
        subject = Subject(region_id=there.regions.get(code="MID").pk)
        with pytest.raises(NothingToShow, match="That is of another election: General election 2024"):
            snapshot_of(graphic="bug", election_id=here.pk, subject=subject)

    def test_a_region_without_a_map(self):
        election = a_small_election(contests=1)
        election.contests.update(hex_q=None)
        with pytest.raises(NothingToShow, match="The Midlands has no hex map"):
            subject = Subject(region_id=election.regions.get(code="MID").pk)
            snapshot_of(graphic="hex-map", election_id=election.pk, subject=subject)


def test_the_graphics_that_may_follow_are_those_that_operators_may_set_to_follow():
    assert {name for name, graphic in GRAPHICS.items() if graphic.may_follow} == FOLLOWERS
