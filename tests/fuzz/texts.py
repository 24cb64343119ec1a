"""Texts that break readers: figures in other scripts, what is no text, marks that turn writing round."""

from random import Random

FIGURES = (
    "",
    "0",
    "-1",
    "\u2212 7",
    "12,345",
    "12 345",
    "12\u202f345",
    "1,2,3",
    "1e9",
    "1_000",
    "0x1F",
    "12.5",
    "½",
    "²",
    "٣٤٥",
    "１２３",
    "०१",
    "Ⅷ",
    "NaN",
    "inf",
    "99999999",
    "100000000",
    "2147483648",
    "9223372036854775808",
    "9" * 60,
    "9" * 5000,
    "true",
    "[]",
    "None",
)
WORDS = (
    "ten thousand",
    "\x00",
    "a\x00b",
    "\x01\x08\x0b\x1f\x7f",
    "\ufeff",
    "\ufffe\uffff",
    "\u202eelected",
    "\u2066\u2067\u200f\u200e",
    "\u2028\u2029\x85",
    "e\u0301" * 40,
    "Z\u0351\u036b\u0343" * 30,
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% now %}",
    "]]><!--",
    "&#0;&unknown;",
    "'; DROP TABLE results_tally; --",
    "%00%ff%c0%80",
    "../../../../etc/passwd",
    "\\\\?\\C:\\",
    "\r\nSet-Cookie: a=b",
    "=cmd|' /C calc'!A0",
    "\ud83d",
    "x" * 301,
    "x" * 70_000,
    " ",
    "\t\n",
    "İıſß",
)
TIMES = (
    "24:00",
    "25:61",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2024-03-31 01:30",
    "0001-01-01 00:00",
    "9999-12-31 23:59:59",
    "٠٣:١٢",
    "3.15pm",
    "now",
)
CODES = (
    "EM",
    "WM",
    "MID",
    "C0001",
    "Lab",
    "Con",
    "../",
    "a/b",
    "..",
    ".",
    ";",
    "%2f",
    "%00",
    "a%20b",
    "a b",
    "é",
)


NULS = ("\x00", "1\x00", "\x00EM", "general\x00", "lower-third\x00")


def nasty(random: Random) -> str:
    """One text, most often from the lists, else a broken or a random one."""
    kind = random.random()
    if kind < 0.35:
        return random.choice(FIGURES)
    if kind < 0.78:
        return random.choice(random.choice((WORDS, WORDS, TIMES, CODES, NULS)))
    if kind < 0.88:
        return str(random.randrange(-5, 40_000))
    return "".join(chr(_point(random)) for _ in range(random.randrange(1, 12)))


def bent(random: Random, text: str) -> str:
    """The same text with a letter gone, doubled, exchanged or put in."""
    if not text:
        return nasty(random)
    at = random.randrange(len(text))
    kind = random.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] * 2 + text[at + 1 :]
    letter = chr(_point(random))
    return text[:at] + letter + text[at + (1 if kind == 2 else 0) :]


def _point(random: Random) -> int:
    most = random.choice((0x20, 0x7F, 0x7F, 0x250, 0xFFFF, 0x10FFFF))
    return random.randrange(most)


def garbage(random: Random, longest: int = 400) -> bytes:
    """Bytes of any kind."""
    return random.randbytes(random.randrange(longest))


def damaged(random: Random, data: bytes) -> bytes:
    """Bytes cut off, overwritten, swapped or doubled somewhere."""
    if not data:
        return garbage(random)
    at, kind = random.randrange(len(data)), random.randrange(5)
    upto = min(len(data), at + random.randrange(1, 40))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + random.randbytes(upto - at) + data[upto:]
    if kind == 2:
        return data[:at] + data[upto:]
    if kind == 3:
        return data[:upto] + data[at:]
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]
