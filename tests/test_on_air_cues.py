"""A cue that two people work at once: the second acts on what the first left, or is refused."""

import pytest

from results.models import Cue
from results.onair import cues
from results.onair.cues import move, prepare, put_on_preview, refresh, remove
from results.onair.refusals import Changed, NothingThere
from tests.onair_rows import a_cue, a_snapshot, an_output
from tests.people import a_producer, an_operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def output():
    return an_output(slug="pgm", name="PGM")


@pytest.fixture
def first(monkeypatch):
    """`first(act)`: just before the next act has the output to itself, somebody else's act is done."""
    locked, waiting = cues.locked_output, []

    def after_the_others(output_id):
        while waiting:
            waiting.pop()()
        return locked(output_id)

    monkeypatch.setattr(cues, "locked_output", after_the_others)
    monkeypatch.setattr(cues, "held_output", lambda output_id, by: after_the_others(output_id))
    return waiting.append


def test_a_refresh_never_puts_older_figures_over_newer_ones(output, gwen, priya, first):
    cue = a_cue(output, gwen)
    newer, older = (a_snapshot(output, majority_txt=words) for words in ("4,246", "4,624"))
    first(lambda: refresh(cue_id=cue.pk, digest=cue.digest, snapshot=newer, by=priya))
    with pytest.raises(Changed):
        refresh(cue_id=cue.pk, digest=cue.digest, snapshot=older, by=gwen)


ACTS = {
    "refresh": lambda cue, by: refresh(
        cue_id=cue.pk, digest=cue.digest, snapshot=a_snapshot(cue.output, majority_txt="1"), by=by
    ),
    "preview": lambda cue, by: put_on_preview(cue_id=cue.pk, by=by),
    "move": lambda cue, by: move(cue_id=cue.pk, places=1, by=by),
    "remove": lambda cue, by: remove(cue_id=cue.pk, by=by),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_a_cue_that_somebody_just_removed_is_not_brought_back(output, gwen, priya, first, act):
    cue = a_cue(output, gwen, previewed=False)
    first(lambda: remove(cue_id=cue.pk, by=priya))
    # What the other did goes with the refusal here: both are in one transaction.
    with pytest.raises(NothingThere, match="not in the rundown any more"):
        act(cue, gwen)


def test_a_refresh_leaves_a_cue_in_the_place_to_which_it_was_just_moved(output, gwen, priya, first):
    cue, other = a_cue(output, gwen, previewed=False), a_cue(output, gwen, previewed=False)
    mended = prepare(output_id=output.pk, snapshot=a_snapshot(output), by=gwen)
    first(lambda: move(cue_id=cue.pk, places=1, by=priya))
    refresh(cue_id=cue.pk, digest=cue.digest, snapshot=a_snapshot(output, majority_txt="4,246"), by=gwen)
    order = Cue.objects.order_by("position").values_list("pk", flat=True)
    assert list(order) == [other.pk, cue.pk, mended.pk]
