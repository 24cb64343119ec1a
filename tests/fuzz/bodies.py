"""Bodies of posts as browsers encode them, and as none would."""

import zlib
from functools import cache
from random import Random
from struct import pack
from urllib.parse import quote_plus

from tests.fuzz.texts import damaged, garbage, nasty
from tests.photographs import a_photograph, a_photograph_with_remarks

Fields = list[tuple[str, str]]
Upload = tuple[str, str, bytes]
BOUNDARY = "----a-boundary"
URLENCODED = "application/x-www-form-urlencoded"
ODD_TYPES = (
    "",
    "text/plain",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    f"multipart/form-data; boundary={'x' * 300}",
    "multipart/form-data; boundary=é",
    f"multipart/form-data; boundary={BOUNDARY}; charset=rot13",
    f"multipart/form-data; boundary={BOUNDARY}; charset=utf-16",
    f"multipart/form-data; boundary={BOUNDARY}; charset=utf-7",
    f"{URLENCODED}; charset=utf-16",
    f"{URLENCODED}; charset=rot13",
    f"{URLENCODED}; charset=nothing",
    f"{URLENCODED}; charset=\x00",
)


def encoded(fields: Fields, uploads: list[Upload], *, multipart: bool) -> tuple[bytes, str]:
    """A body and its type."""
    if not multipart and not uploads:
        body = b"&".join(
            quote_plus(_bytes(name)).encode() + b"=" + quote_plus(_bytes(value)).encode()
            for name, value in fields
        )
        return body, URLENCODED
    parts = [_part(f'name="{name}"', _bytes(value)) for name, value in fields]
    parts += [
        _part(f'name="{name}"; filename="{file}"\r\nContent-Type: image/jpeg', data)
        for name, file, data in uploads
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def odd(random: Random, body: bytes, kind: str) -> tuple[bytes, str]:
    """A body that arrived broken, or that says it is something else."""
    choice = random.randrange(4)
    if choice == 0:
        return damaged(random, body), kind
    if choice == 1:
        return body, random.choice(ODD_TYPES)
    if choice == 2:
        return garbage(random), kind
    many = b"&".join(b"f%d=1" % number for number in range(random.choice((999, 1001, 1200))))
    return many, URLENCODED


def an_upload(random: Random, name: str) -> Upload:
    """A file for a field: a photograph, or what is none."""
    file = random.choice(("sheet.jpg", "", "../../x.jpg", "\x00.jpg", "x" * 300, 'a";b.jpg', nasty(random)))
    data = random.choice(_pictures())
    if random.random() < 0.4:
        data = damaged(random, data)
    return name, file.replace("\n", "").replace("\r", ""), data


@cache
def _pictures() -> tuple[bytes, ...]:
    photograph = a_photograph()
    marked = a_photograph_with_remarks()
    exif = marked.find(b"Exif")
    return (
        photograph,
        marked,
        marked[: exif + 8] + b"\xff" * 40 + marked[exif + 48 :],
        a_photograph(shape="PNG"),
        a_photograph(shape="WEBP"),
        a_photograph(shape="GIF"),
        a_photograph(width=1, height=1, shape="PNG"),
        _claims_to_be(60_000, 60_000),
        _claims_to_be(7_000, 7_000),
        _claims_to_be(0, 0),
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"%PDF-1.7",
        b"",
        b"\xff\xd8\xff",
    )


def _claims_to_be(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""
    head = pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 5_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def _part(named: str, data: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {named}"
    return _bytes(head) + b"\r\n\r\n" + data + b"\r\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
