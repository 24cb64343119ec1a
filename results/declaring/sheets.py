"""Photographs of declaration sheets: taking one in, who may use it, and who may look at it.

Owns the step from whatever a phone sends to one upright picture of modest size without a word of what the
camera wrote into it. Refuses what is no photograph, what is too large to be looked at in time, and to show
a sheet to anybody who has no part in its contest.
"""

import hashlib
from datetime import timedelta
from io import BytesIO

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils import timezone
from PIL import Image, ImageOps

from results.declaring.audit import saw
from results.declaring.councils import may_enter_total
from results.declaring.refusals import NotYours, Refused
from results.declaring.revisions import may_declare
from results.models import CouncilDeclaration, Declaration, Sheet

MOST_BYTES = 15 * 1024 * 1024
# The largest ordinary phone takes 50 megapixels; whatever unpacks to more is a trap or a poster.
MOST_PIXELS = 64_000_000
SIDE = 2_400
# Of one person, with no figures beside them, within the last hour.
MOST_LOOSE, LATELY = 30, timedelta(hours=1)
QUALITY = 82
READABLE = ("JPEG", "PNG", "WEBP")
HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")


class SheetRefused(Refused):
    """What was sent is no photograph that the desk can keep."""


def keep_sheet(*, election_id: int, data: bytes, by: User) -> int:
    """Keep a photograph and return its id; the same one sent again by the same person keeps its id.

    Raises SheetRefused, also where too many of hers came with no figures lately. Unpacks the picture before
    it touches the database, which must not wait for that.
    """
    image = _upright(data)
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    jpeg = out.getvalue()
    digest = hashlib.sha256(jpeg).hexdigest()
    kept = Sheet.objects.filter(election=election_id, taken_by=by, sha256=digest).values_list("pk", flat=True)
    return kept.first() or _new_sheet(election_id, jpeg, image, digest, by)


def may_attach(*, sheet_id: int, contest_id: int, by: User) -> bool:
    """Whether a form may come with this sheet: it is of this contest, or her own and of no other."""
    sheet = Sheet.objects.filter(pk=sheet_id, election__contests=contest_id).defer("image").first()
    if sheet is None:
        return False
    of = set(Declaration.objects.filter(sheet=sheet_id).values_list("contest", flat=True))
    return contest_id in of or (sheet.taken_by_id == by.pk and not of and not _of_councils(sheet_id))


def look_at_sheet(*, sheet_id: int, by: User) -> Sheet:
    """The sheet, for whoever took it or may declare its contest or council; her look is recorded.

    Raises NotYours, and Sheet.DoesNotExist.
    """
    sheet = Sheet.objects.get(pk=sheet_id)
    contests = set(Declaration.objects.filter(sheet=sheet_id).values_list("contest", flat=True))
    councils = _of_councils(sheet_id)
    if sheet.taken_by_id != by.pk and not _has_part(by, contests, councils):
        raise NotYours("This photograph is of a count that is not yours.")
    words = f"Photograph {sheet_id} of a declaration sheet."
    for contest_id in sorted(contests):
        saw(by=by, words=words, contest_id=contest_id)
    for council_id in sorted(councils):
        saw(by=by, words=words, council_id=council_id)
    return sheet


def _has_part(by: User, contests: set[int], councils: set[int]) -> bool:
    # A sheet is of one contest, or of one council: neither loop is longer.
    return any(may_declare(user=by, contest_id=contest_id) for contest_id in contests) or any(
        may_enter_total(user=by, council_id=council_id) for council_id in councils
    )


def _of_councils(sheet_id: int) -> set[int]:
    return set(CouncilDeclaration.objects.filter(sheet=sheet_id).values_list("council", flat=True))


def _new_sheet(election_id: int, jpeg: bytes, image: Image.Image, digest: str, by: User) -> int:
    _refuse_loose(by)
    sheet = Sheet.objects.create(
        election_id=election_id,
        image=jpeg,
        width=image.width,
        height=image.height,
        sha256=digest,
        taken_by=by,
    )
    return sheet.pk


def _refuse_loose(by: User) -> None:
    """A photograph is kept whatever is wrong with its form: not more of them than a bad night brings."""
    lately = Sheet.objects.filter(taken_by=by, taken_at__gt=timezone.now() - LATELY)
    loose = lately.exclude(
        Exists(Declaration.objects.filter(sheet=OuterRef("pk")))
        | Exists(CouncilDeclaration.objects.filter(sheet=OuterRef("pk")))
    )
    if loose.count() >= MOST_LOOSE:
        raise SheetRefused(f"You sent {MOST_LOOSE} photographs in the last hour that came with no figures.")


def _upright(data: bytes) -> Image.Image:
    """The picture as it is looked at: upright, at most `SIDE` pixels long, nothing but its pixels."""
    if len(data) > MOST_BYTES:
        raise SheetRefused("The photograph is over 15 MB. Take it again at a smaller size.")
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        raise SheetRefused(
            "The desk cannot read HEIC photographs. Set the camera to JPEG (“most compatible”) and take it "
            "again, or send a screenshot of it."
        )
    image = _opened(data)
    if image.width * image.height > MOST_PIXELS:
        raise _too_many()
    try:
        image.thumbnail((SIDE, SIDE))
        image.load()
        return _bare(_turned(image))
    except Exception:
        # A broken file leads Pillow's readers to throw nearly anything; she can only send it again.
        raise SheetRefused("The photograph did not arrive whole. Send it again, or take another.") from None


def _opened(data: bytes) -> Image.Image:
    """The picture's head; no pixel is unpacked yet."""
    try:
        return Image.open(BytesIO(data), formats=READABLE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many() from None
    except Exception:
        raise SheetRefused(
            "That is no photograph the desk can read. Send a JPEG, PNG or WebP picture of the sheet."
        ) from None


def _too_many() -> SheetRefused:
    return SheetRefused("The photograph has more than 64 million pixels. Take it again at a smaller size.")


def _turned(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        # What the camera noted may be broken where the picture is whole: it can be read lying on its side.
        return image


def _bare(image: Image.Image) -> Image.Image:
    """A fresh picture of the same pixels, on white: position, time and remarks stay behind."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey, from a scanner: converted as they are, they would all be white.
        image = image.point(lambda grey: grey / 256).convert("L")
    seen = image.convert("RGBA")
    bare = Image.new("RGB", image.size, "white")
    bare.paste(seen, mask=seen)
    return bare
