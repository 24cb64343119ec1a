"""Made-up photographs of declaration sheets, as a phone sends them."""

from io import BytesIO
from typing import Any

from PIL import Image

ORIENTATION, TAKEN_AT, REMARK = 0x0112, 0x0132, 0x9286
LYING = 6


def a_photograph(*, width: int = 300, height: int = 200, shape: str = "JPEG", **options: Any) -> bytes:
    """A picture that is dark in its left half and white in its right one."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("navy", (0, 0, width // 2, height))
    out = BytesIO()
    image.save(out, shape, **options)
    return out.getvalue()


def a_photograph_with_remarks() -> bytes:
    """A JPEG taken with the phone lying on its side, which says when, and what the camera thought."""
    remarks = Image.Exif()
    remarks[ORIENTATION] = LYING
    remarks[TAKEN_AT] = "2024:07:05 03:12:00"
    return a_photograph(exif=remarks, comment=b"Alice's phone, hall 2")


def opened(data: bytes) -> Image.Image:
    """A picture as it is looked at."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
