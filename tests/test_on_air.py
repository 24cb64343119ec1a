"""Take, update, next, out and clear: what an operator saw is what goes to air, and nothing else does."""

import pytest

from results.models import AsRun, Cue, DeskEvent, OnAir
from results.onair.air import clear, next_step, out, show_test_card, take, update
from results.onair.cues import move, prepare, put_on_preview, refresh, remove
from results.onair.holds import hold, release
from results.onair.refusals import Changed, Held, NotAnOperator, NothingThere, OffLimits, ReasonWanted
from tests.onair_rows import a_cue, a_snapshot, an_output
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def output():
    return an_output()


@pytest.fixture
def gwen():
    return an_operator()


def layers(output):
    return dict(OnAir.objects.filter(output=output).values_list("layer", "digest"))


def log(output):
    return list(AsRun.objects.filter(output=output).order_by("number").values_list("act", flat=True))


def test_a_take_puts_on_air_what_preview_showed_and_empties_preview(output, gwen):
    cue = a_cue(output, gwen)
    acted = take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    output.refresh_from_db()
    assert (layers(output), output.previewed_id) == ({"lower-third": cue.digest}, None)
    assert OnAir.objects.get().act == acted.number == DeskEvent.objects.latest("seq").seq
    assert log(output) == ["take"]


def test_a_key_pressed_twice_takes_once(output, gwen):
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    with pytest.raises(Changed, match="not on preview any more"):
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    assert log(output) == ["take"]


def test_a_take_is_refused_where_the_preview_changed_since_she_looked(output, gwen):
    cue = a_cue(output, gwen)
    seen = cue.digest
    refresh(cue_id=cue.pk, digest=seen, snapshot=a_snapshot(output, majority_txt="4,246"), by=gwen)
    with pytest.raises(Changed, match="It changed since you looked"):
        take(output_id=output.pk, cue_id=cue.pk, digest=seen, by=gwen)
    assert layers(output) == {}


def test_a_cue_that_is_refreshed_at_take_takes_what_preview_showed_at_that_moment_or_nothing(output, gwen):
    cue = a_cue(output, gwen, mode=Cue.Mode.AT_TAKE)
    newer = a_snapshot(output, majority_txt="4,246")
    with pytest.raises(Changed):
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen, fresh=newer)
    take(output_id=output.pk, cue_id=cue.pk, digest=newer.digest, by=gwen, fresh=newer)
    assert OnAir.objects.get().values["majority_txt"] == "4,246"


def test_a_frozen_cue_never_takes_newer_values(output, gwen):
    cue = a_cue(output, gwen)
    newer = a_snapshot(output, majority_txt="4,246")
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen, fresh=newer)
    assert OnAir.objects.get().values["majority_txt"] == "4,426"


def test_refreshing_a_cue_leaves_what_is_on_air_as_it_is(output, gwen):
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    refresh(cue_id=cue.pk, digest=cue.digest, snapshot=a_snapshot(output, majority_txt="9"), by=gwen)
    assert OnAir.objects.get().values["majority_txt"] == "4,426"


def test_an_update_on_air_is_an_act_and_says_what_it_corrects(output, gwen):
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    mended = a_snapshot(output, majority_txt="4,246", corrected=True)
    with pytest.raises(Changed):
        update(output_id=output.pk, layer="lower-third", digest="another", fresh=mended, by=gwen)
    update(output_id=output.pk, layer="lower-third", digest=cue.digest, fresh=mended, by=gwen)
    shown = OnAir.objects.get()
    assert (shown.values["majority_txt"], shown.corrected, log(output)) == (
        "4,246",
        True,
        ["take", "correct"],
    )


def test_next_moves_on_once_for_a_key_pressed_twice(output, gwen):
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    next_step(output_id=output.pk, layer="lower-third", step=0, pages=3, by=gwen)
    with pytest.raises(Changed):
        next_step(output_id=output.pk, layer="lower-third", step=0, pages=3, by=gwen)
    assert OnAir.objects.get().step == 1


def test_a_full_frame_takes_the_lower_third_out_and_the_log_says_why(output, gwen):
    third = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=third.pk, digest=third.digest, by=gwen)
    full = a_cue(output, gwen, graphic="contest")
    take(output_id=output.pk, cue_id=full.pk, digest=full.digest, by=gwen)
    assert list(layers(output)) == ["full"]
    assert AsRun.objects.get(act="out").note == "a full frame was taken"


def test_one_graphic_a_layer(output, gwen):
    for majority in ("4,426", "4,246"):
        cue = a_cue(output, gwen, majority_txt=majority)
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    assert layers(output) == {"lower-third": cue.digest}


def test_out_takes_a_layer_off_and_clear_everything(output, gwen):
    for graphic in ("contest", "ticker"):
        cue = a_cue(output, gwen, graphic=graphic)
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    out(output_id=output.pk, layer="full", by=gwen)
    with pytest.raises(NothingThere):
        out(output_id=output.pk, layer="full", by=gwen)
    show_test_card(output_id=output.pk, shown=True, by=gwen)
    clear(output_id=output.pk, by=gwen)
    output.refresh_from_db()
    assert (layers(output), output.test_card) == ({}, False)
    clear(output_id=output.pk, by=gwen)


@pytest.mark.parametrize(
    "person", [a_reporter, a_producer, an_outsider], ids=["reporter", "producer", "none"]
)
def test_only_operators_act_on_an_output(output, gwen, person):
    cue, by = a_cue(output, gwen), person()
    acts = [
        lambda: take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=by),
        lambda: out(output_id=output.pk, layer="lower-third", by=by),
        lambda: clear(output_id=output.pk, by=by),
        lambda: put_on_preview(cue_id=cue.pk, by=by),
        lambda: hold(output_id=output.pk, by=by, reason="Wait"),
    ]
    for act in acts:
        with pytest.raises(NotAnOperator):
            act()
    assert log(output) == []


def test_producers_prepare_cues_and_others_do_not(output):
    assert a_cue(output, a_producer(), previewed=False).position == 1
    with pytest.raises(NotAnOperator):
        a_cue(output, a_reporter(), previewed=False)


def test_a_held_output_cue_or_contest_stays_as_it_is_until_it_is_released(output, gwen):
    cue = a_cue(output, gwen)
    contest = output.election.contests.get()
    for held in ({}, {"cue_id": cue.pk}, {"contest_id": contest.pk}):
        with pytest.raises(ReasonWanted):
            hold(output_id=output.pk, by=gwen, reason=" ", **held)
        hold(output_id=output.pk, by=gwen, reason="Recount rumoured", **held)
        with pytest.raises(Held, match=r"Held by Gwen Parry since .*: Recount rumoured"):
            take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
        with pytest.raises(Held):
            refresh(cue_id=cue.pk, digest=cue.digest, snapshot=a_snapshot(output), by=gwen)
        release(output_id=output.pk, hold_id=contest.holds.model.objects.holding().get().pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    assert log(output) == ["hold", "release"] * 3 + ["take"]


def test_a_rehearsal_never_goes_on_a_live_output(gwen):
    output = an_output(a_small_election(contests=1, rehearsal=True), live=True)
    with pytest.raises(OffLimits, match="nothing of a rehearsal"):
        a_cue(output, gwen)


def test_an_output_takes_only_its_own_layers_and_its_own_election(gwen):
    output = an_output(layers=["ticker"])
    with pytest.raises(OffLimits, match="does not use the layer lower-third"):
        a_cue(output, gwen)
    with pytest.raises(OffLimits, match="shows another election"):
        prepare(output_id=output.pk, snapshot=a_snapshot(an_output(), graphic="ticker"), by=gwen)


def test_only_tallies_follow(output, gwen):
    with pytest.raises(OffLimits, match="a contest's graphic is frozen"):
        a_cue(output, gwen, mode=Cue.Mode.FOLLOW)


def test_the_rundown_moves_by_hand_and_a_removed_cue_leaves_preview(output, gwen):
    first, second, third = (a_cue(output, gwen, majority_txt=text) for text in "123")
    move(cue_id=third.pk, places=-1, by=gwen)
    move(cue_id=first.pk, places=-5, by=gwen)
    assert list(output.cues.values_list("pk", flat=True)) == [first.pk, third.pk, second.pk]
    remove(cue_id=third.pk, by=gwen)
    output.refresh_from_db()
    assert output.previewed_id is None
    assert list(output.cues.filter(removed_at=None).values_list("position", flat=True)) == [1, 2]
