"""Photographs of declaration sheets: what is kept of one, what is refused, and who may look at it."""

import pytest
from django.contrib.auth.models import User
from PIL import Image

from results.declaring import sheets
from results.declaring.commands import enter
from results.declaring.evidence import Evidence
from results.declaring.refusals import NotYours
from results.declaring.sheets import SheetRefused, keep_sheet, look_at_sheet, may_attach
from results.models import Act, Contest, Sheet
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator
from tests.photographs import a_photograph, a_photograph_with_remarks, opened
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


def kept(contest: Contest, by: User, data: bytes = b"") -> int:
    return keep_sheet(election_id=contest.election_id, data=data or a_photograph(), by=by)


def declared_with(sheet_id: int, contest: Contest, by: User) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=by, evidence=Evidence(sheet_id=sheet_id))


def test_a_photograph_is_turned_upright_and_keeps_nothing_that_the_camera_wrote(contest: Contest) -> None:
    sheet = Sheet.objects.get(pk=kept(contest, a_reporter(contest), a_photograph_with_remarks()))
    picture = opened(bytes(sheet.image))
    assert (sheet.width, sheet.height) == picture.size == (200, 300)
    top, bottom = picture.getpixel((100, 10)), picture.getpixel((100, 290))
    assert sum(top) < 300 < sum(bottom)
    assert not picture.getexif()
    assert "comment" not in picture.info
    assert b"Alice" not in bytes(sheet.image)


def test_a_large_photograph_is_kept_at_a_size_that_can_be_read(contest: Contest) -> None:
    sheet = Sheet.objects.get(pk=kept(contest, a_reporter(contest), a_photograph(width=4_800, height=3_600)))
    assert (sheet.width, sheet.height) == (2_400, 1_800)


@pytest.mark.parametrize("shape", ["JPEG", "PNG", "WEBP", "MPO"])
def test_every_shape_that_a_phone_sends_becomes_a_jpeg(contest: Contest, shape: str) -> None:
    sheet = Sheet.objects.get(pk=kept(contest, a_reporter(contest), a_photograph(shape=shape)))
    assert opened(bytes(sheet.image)).format == "JPEG"


def test_what_is_transparent_stands_on_white(contest: Contest) -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    path = sheets.BytesIO()
    clear.save(path, "PNG")
    sheet = Sheet.objects.get(pk=kept(contest, a_reporter(contest), path.getvalue()))
    assert opened(bytes(sheet.image)).getpixel((5, 5)) == (255, 255, 255)


UNREADABLE = "That is no photograph the desk can read. Send a JPEG, PNG or WebP picture of the sheet."
REFUSED = {
    "a text": (b"Con 14,426", UNREADABLE),
    "nothing": (b"\x00", UNREADABLE),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", UNREADABLE),
    "a moving picture": (a_photograph(shape="GIF"), UNREADABLE),
    "half a photograph": (
        a_photograph(width=900, height=900, shape="PNG", compress_level=0)[:9_000],
        "The photograph did not arrive whole. Send it again, or take another.",
    ),
    "what a camera keeps to itself": (
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40,
        "The desk cannot read HEIC photographs. Set the camera to JPEG (“most compatible”) and take it "
        "again, or send a screenshot of it.",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_photograph_is_refused(contest: Contest, data: bytes, sentence: str) -> None:
    with pytest.raises(SheetRefused) as refusal:
        kept(contest, a_reporter(contest), data)
    assert refusal.value.sentence == sentence
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("side", [8_100, 12_000, 20_000], ids=["large", "a warning", "a bomb"])
def test_a_small_file_that_unpacks_to_a_poster_is_refused_before_it_is_unpacked(
    contest: Contest, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    poster = sheets.BytesIO()
    Image.new("1", (side, side)).save(poster, "PNG")
    monkeypatch.setattr(Image.Image, "load", lambda picture: pytest.fail("it was unpacked"))
    with pytest.raises(SheetRefused) as refusal:
        kept(contest, a_reporter(contest), poster.getvalue())
    assert refusal.value.sentence.startswith("The photograph has more than 64 million pixels.")


def test_a_photograph_over_15_megabytes_is_refused(contest: Contest) -> None:
    with pytest.raises(SheetRefused) as refusal:
        kept(contest, a_reporter(contest), a_photograph() + b"\x00" * sheets.MOST_BYTES)
    assert refusal.value.sentence == "The photograph is over 15 MB. Take it again at a smaller size."


def test_the_same_photograph_sent_again_is_kept_once(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    assert kept(contest, alice) == kept(contest, alice) != kept(contest, bob)


def test_her_own_fresh_photograph_may_come_with_her_form_and_nobody_elses(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sheet = kept(contest, alice)
    assert may_attach(sheet_id=sheet, contest_id=contest.pk, by=alice)
    assert not may_attach(sheet_id=sheet, contest_id=contest.pk, by=bob)
    assert not may_attach(sheet_id=sheet, contest_id=a_contest().pk, by=alice)
    assert not may_attach(sheet_id=sheet + 1, contest_id=contest.pk, by=alice)


def test_a_photograph_of_one_contest_may_not_come_with_anothers_figures(contest: Contest) -> None:
    other = a_contest(election=contest.election)
    alice = a_reporter(contest, other)
    sheet = kept(contest, alice)
    declared_with(sheet, contest, alice)
    assert may_attach(sheet_id=sheet, contest_id=contest.pk, by=a_second_reporter(contest))
    assert not may_attach(sheet_id=sheet, contest_id=other.pk, by=alice)


def test_whoever_may_declare_the_contest_may_look_and_her_look_is_recorded(contest: Contest) -> None:
    alice = a_reporter(contest)
    sheet = kept(contest, alice)
    declared_with(sheet, contest, alice)
    for person in (a_second_reporter(contest), a_producer(), alice):
        assert look_at_sheet(sheet_id=sheet, by=person).pk == sheet
    seen = Act.objects.filter(kind=Act.Kind.SAW, contest=contest).order_by("pk")
    assert [act.by.username for act in seen] == ["bob", "priya", "alice"]
    assert {act.words for act in seen} == {f"Photograph {sheet} of a declaration sheet."}


@pytest.mark.parametrize("stranger", [an_operator, a_second_reporter], ids=["graphics", "another reporter"])
def test_nobody_else_may_look(contest: Contest, stranger) -> None:
    alice = a_reporter(contest)
    sheet = kept(contest, alice)
    declared_with(sheet, contest, alice)
    with pytest.raises(NotYours):
        look_at_sheet(sheet_id=sheet, by=stranger())
    assert not Act.objects.filter(kind=Act.Kind.SAW).exists()


def test_a_photograph_that_came_with_no_figures_yet_is_its_takers_alone(contest: Contest) -> None:
    alice = a_reporter(contest)
    sheet = kept(contest, alice)
    assert look_at_sheet(sheet_id=sheet, by=alice).pk == sheet
    with pytest.raises(NotYours):
        look_at_sheet(sheet_id=sheet, by=a_producer())
