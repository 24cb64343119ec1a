"""Spelling of names: as they sort on a ballot paper, as they are read out, and as codes."""

import re
import unicodedata


def folded(name: str) -> str:
    """A name as it sorts: without accents, case and marks."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalpha() or letter == " ")


def read_out(surname_first: str) -> str:
    """ "Cresswell, E." as "E. Cresswell"."""
    surname, _, first = surname_first.partition(", ")
    return f"{first} {surname}".strip()


def slug(name: str, longest: int) -> str:
    """A name as part of a code, in whole words: "Joiner's Square" as joiners-square.

    A name that is too long ends at the last word that fits, and never in "and".
    """
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’.]", "", name.casefold()))
    while len("-".join(words)) > longest or words[-1] == "and":
        words.pop()
    return "-".join(words)
