"""Headlines are pinned, put aside and brought back by producers: once each, numbered, and by nobody else."""

import pytest

from results.models import DESK_ONLY, DeskEvent, HeadlineMark
from results.producing.marks import LONGEST_KEY, LONGEST_WORDS, bring_back, dismiss, pin
from results.producing.refusals import NotAProducer, NothingThere, TooLong
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
LINE = {"key": "gain:C0001", "words": "Con gain from Lab in Leicester East"}


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def election():
    return a_small_election(contests=1)


def marks(election) -> list[tuple[str, str, str]]:
    return [(row.key, row.mark, row.by.username) for row in HeadlineMark.objects.filter(election=election)]


def kinds() -> list[str]:
    return list(DeskEvent.objects.order_by("seq").values_list("kind", flat=True))


def test_a_pinned_line_is_kept_with_its_words_and_numbered_for_the_desk_alone(election, priya):
    done = pin(election_id=election.pk, **LINE, by=priya)
    assert marks(election) == [("gain:C0001", "pinned", "priya")]
    assert HeadlineMark.objects.get().words == LINE["words"]
    assert (done.number, done.silent, kinds()) == (1, False, ["noted"])
    assert "noted" in DESK_ONLY


@pytest.mark.parametrize("act", [pin, dismiss], ids=["pinned", "put aside"])
def test_twice_is_quiet(election, priya, act):
    first = act(election_id=election.pk, **LINE, by=priya)
    again = act(election_id=election.pk, **LINE, by=an_editor())
    assert (again.silent, again.number) == (True, first.number)
    assert [who for *_, who in marks(election)] == ["priya"]
    assert kinds() == ["noted"]


def test_a_line_that_reads_otherwise_now_is_pinned_with_its_new_words(election, priya):
    pin(election_id=election.pk, **LINE, by=priya)
    again = pin(election_id=election.pk, key=LINE["key"], words="Con gain by 12", by=priya)
    assert not again.silent
    assert HeadlineMark.objects.get().words == "Con gain by 12"


def test_a_pinned_line_that_is_put_aside_has_one_mark(election, priya):
    pin(election_id=election.pk, **LINE, by=priya)
    dismiss(election_id=election.pk, **LINE, by=an_editor())
    assert marks(election) == [("gain:C0001", "dismissed", "edda")]


def test_a_line_that_is_brought_back_has_none_and_bringing_it_back_again_is_quiet(election, priya):
    dismiss(election_id=election.pk, **LINE, by=priya)
    back = bring_back(election_id=election.pk, key=LINE["key"], by=priya)
    again = bring_back(election_id=election.pk, key=LINE["key"], by=priya)
    assert marks(election) == []
    assert (back.silent, again.silent, kinds()) == (False, True, ["noted", "noted"])


def test_the_same_line_of_two_elections_is_two_lines(election, priya):
    other = a_small_election(contests=1)
    pin(election_id=election.pk, **LINE, by=priya)
    dismiss(election_id=other.pk, **LINE, by=priya)
    assert marks(election) == [("gain:C0001", "pinned", "priya")]


@pytest.mark.parametrize("person", [a_reporter, an_operator, an_outsider])
@pytest.mark.parametrize(
    "act",
    [
        lambda **given: pin(words="A line", **given),
        lambda **given: dismiss(words="A line", **given),
        bring_back,
    ],
    ids=["pin", "dismiss", "bring back"],
)
def test_nobody_but_a_producer_keeps_the_desk(election, person, act):
    with pytest.raises(NotAProducer, match="Only a producer"):
        act(election_id=election.pk, key="gain:C0001", by=person())
    assert (marks(election), kinds()) == ([], [])


def test_an_election_that_is_gone_is_named_as_such(priya):
    with pytest.raises(NothingThere, match="no such election"):
        pin(election_id=999_999, **LINE, by=priya)


@pytest.mark.parametrize(
    ("key", "words", "refusal"),
    [
        (" ", "A line", NothingThere),
        ("gain:C0001", "", NothingThere),
        ("k" * (LONGEST_KEY + 1), "A line", TooLong),
        ("gain:C0001", "w" * (LONGEST_WORDS + 1), TooLong),
    ],
    ids=["no key", "no words", "a long key", "long words"],
)
def test_what_is_no_line_is_refused_and_nothing_is_written(election, priya, key, words, refusal):
    with pytest.raises(refusal):
        pin(election_id=election.pk, key=key, words=words, by=priya)
    assert (marks(election), kinds()) == ([], [])
