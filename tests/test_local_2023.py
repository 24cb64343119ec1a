"""May 2023 in the Midlands, replayed: seats, control, both baselines, and the moment Stoke was clinched."""

import pytest
from django.core.management import call_command
from django.db import transaction

from results.boards.council_cards import Source
from results.boards.councils import council_board, council_card
from results.boards.heads import region_place
from results.declaring.commands import enter
from results.feeds.regions import region_json
from results.management.replaying import replay_account
from results.models import Contest, Council, Election
from results.packs.recorded import recorded
from tests.midlands import CENTRAL, needs_published, published

SLUG = "local2023-midlands"
STOKE = "E06000021"
PARTIES = {"con": "Con", "lab": "Lab", "ld": "LD", "ukip": "UKIP", "green": "Green"}
# Outcome, and seats after the night of the parties the sources name; the others are the rest.
COUNCILS = {
    "Stoke-on-Trent": ("Lab gain from NOC", {"Lab": 29, "Con": 14}),
    "North West Leicestershire": ("Con loss to NOC", {"Lab": 17, "Con": 12, "LD": 5}),
    "North Kesteven": ("Con gain from NOC", {"Con": 25, "Lab": 2}),
    "South Kesteven": ("Con loss to NOC", {"Con": 24, "Lab": 2, "LD": 4, "Green": 4}),
    "Bassetlaw": ("Lab hold", {"Lab": 38, "Con": 8}),
    "Sandwell": ("Lab hold", {"Lab": 60, "Con": 12}),
    "Dudley": ("Con hold", {"Con": 44, "Lab": 27}),
    "Redditch": ("Con hold", {"Con": 16, "Lab": 13}),
    "Erewash": ("Lab gain from Con", {"Lab": 28, "Con": 16, "LD": 1, "Green": 1}),
    "Leicester": ("Lab hold", {"Lab": 31, "Con": 17, "LD": 3, "Green": 3}),
}


@pytest.fixture(scope="class")
def one_replay(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_pack", SLUG, verbosity=0)
        call_command("replay", SLUG, instant=True, verbosity=0)
        yield
        transaction.set_rollback(True)


def states():
    place = region_place(slug=SLUG, code=CENTRAL)
    return {state.name: state for state in council_board(region_id=place.id).councils}


@pytest.mark.django_db
@pytest.mark.usefixtures("one_replay")
class TestTheWholeNight:
    """Read after one replay."""

    @pytest.mark.parametrize("name", COUNCILS)
    def test_seats_and_outcome_of_the_councils(self, name):
        phrase, seats = COUNCILS[name]
        state = states()[name]
        assert state.phrase == phrase
        found = {row.party.code: row.seats for row in state.rows}
        assert {party: found[party] for party in seats} == seats
        assert (state.to_come, state.complete) == (0, True)

    @needs_published
    def test_all_fourteen_have_the_published_seats_and_control(self):
        found = states()
        rows = {row["council"]: row for row in published("local2023_councils.csv")}
        assert found.keys() == rows.keys()
        for name, row in rows.items():
            seats = {line.party.code: line.seats for line in found[name].rows}
            for column, party in PARTIES.items():
                assert seats.get(party, 0) == int(row[f"{column}_2023"]), (name, party)
            others = sum(number for party, number in seats.items() if party not in PARTIES.values())
            assert others == int(row["other_2023"]), name
            assert found[name].total == int(row["total_seats"])
            control = row["control_2023"]
            if control in {"CON", "LAB"}:
                assert found[name].holder.code.upper() == control
            elif control == "NOC":
                assert found[name].no_control

    def test_boston_is_in_the_hands_of_the_boston_independents(self):
        state = states()["Boston"]
        seats = {row.party.name: row.seats for row in state.rows if row.seats}
        assert not state.no_control
        assert "Boston" in state.holder.name
        assert state.phrase.endswith("gain from NOC")
        assert state.before_words == "no overall control"
        assert max(seats.values()) == 18

    def test_ashfield_is_held_by_a_registered_local_party(self):
        state = states()["Ashfield"]
        assert "Ashfield" in state.holder.name
        assert state.phrase.endswith("hold")

    def test_stoke_changed_by_both_baselines(self):
        rows = {row.party.code: row for row in states()["Stoke-on-Trent"].rows}
        assert (rows["Lab"].net_eve_of_poll, rows["Con"].net_eve_of_poll) == (17, -8)
        independents = sum(r.net_eve_of_poll for code, r in rows.items() if code not in {"Lab", "Con"})
        assert independents == -9
        assert rows["Lab"].net_last_fought == 13

    def test_dudley_is_a_hold_against_the_eve_of_poll_whatever_it_was_in_2019(self):
        state = states()["Dudley"]
        assert (state.before.code, state.phrase, state.needed) == ("Con", "Con hold", 37)
        rows = {row.party.code: row for row in state.rows}
        # A third of the seats was up: nobody published how just those were last fought.
        assert (rows["Con"].net_last_fought, rows["Con"].net_eve_of_poll) == (None, -2)

    def test_councils_without_wards_say_that_they_are_totals(self):
        found = states()
        assert found["Derby"].source is Source.COMPLETE
        assert found["Stoke-on-Trent"].source is Source.WARDS

    def test_both_mayors_are_in(self):
        place = region_place(slug=SLUG, code=CENTRAL)
        mayors = council_board(region_id=place.id).mayors
        assert sorted(mayor.outcome.winner for mayor in mayors) == ["Andy Abrahams", "Peter Soulsby"]

    def test_the_feed_has_all_councils(self):
        feed = region_json(region_place(slug=SLUG, code=CENTRAL).id)
        assert (feed["declared"], feed["total"], len(feed["councils"])) == (14, 14, 14)


@pytest.mark.django_db
def test_stoke_is_clinched_at_the_first_ward_that_nothing_to_come_can_undo():
    call_command("load_pack", SLUG, verbosity=0)
    by = replay_account()
    wards = {row.code: row for row in Contest.objects.filter(council__code=STOKE, kind=Contest.Kind.WARD)}
    council = Council.objects.get(code=STOKE)
    labour, clinched = 0, []
    for result in recorded(Election.objects.get(slug=SLUG)):
        if result.contest_code not in wards:
            continue
        ward = wards[result.contest_code]
        enter(contest_id=ward.pk, count=result.count, by=by)
        parties = dict(ward.candidacies.values_list("number", "party__code"))
        labour += sum(parties[number] == "Lab" for number in result.count.elected)
        state = council_card(council_id=council.pk).state
        # 44 seats, all up: 23 are a majority, and seats that are won cannot be lost again.
        assert (state.holder is not None) == (labour >= 23)
        assert state.clinched == (labour >= 23 and state.to_come > 0)
        clinched.append(state.clinched)
    assert clinched.index(True) == next(i for i, found in enumerate(clinched) if found)
    assert labour == 29
    assert not clinched[-1]
