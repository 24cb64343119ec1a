"""Headlines that a producer pinned, or put aside, by the line's own key and the words that she saw.

Owns that a line has one mark at most. Refuses to know whether the line is true: what finds its line no more
is told as withdrawn by whoever shows it.
"""

from django.contrib.auth.models import User

from results.models import Election, HeadlineMark
from results.producing.noting import Noted, kept_desk, noted, silent
from results.producing.refusals import NothingThere, TooLong

Mark = HeadlineMark.Mark
LONGEST_KEY, LONGEST_WORDS = 160, 400


def pin(*, election_id: int, key: str, words: str, by: User) -> Noted:
    """Keep a line at the top. Raises a `ProducingRefused`: NotAProducer, NothingThere, TooLong.

    A line that was put aside is pinned instead. Pinned twice with the same words is quiet.
    """
    return _mark(election_id, key.strip(), words.strip(), Mark.PINNED, by)


def dismiss(*, election_id: int, key: str, words: str, by: User) -> Noted:
    """Put a line aside, a pinned one too. Raises a `ProducingRefused` as `pin` does."""
    return _mark(election_id, key.strip(), words.strip(), Mark.DISMISSED, by)


def bring_back(*, election_id: int, key: str, by: User) -> Noted:
    """Take its mark off a line: it stands where its strength puts it. Raises a `ProducingRefused`."""
    with kept_desk(election_id, by) as election:
        gone, _ = HeadlineMark.objects.filter(election=election, key=key.strip()).delete()
        return noted(election) if gone else silent(election)


def _mark(election_id: int, key: str, words: str, mark: Mark, by: User) -> Noted:
    with kept_desk(election_id, by) as election:
        _refuse(key, words)
        if HeadlineMark.objects.filter(election=election, key=key, mark=mark, words=words).exists():
            return silent(election)
        _write(election, key, words, mark, by)
        return noted(election)


def _write(election: Election, key: str, words: str, mark: Mark, by: User) -> None:
    # Deleted and made anew: its time is that of the newest mark.
    HeadlineMark.objects.filter(election=election, key=key).delete()
    HeadlineMark.objects.create(election=election, key=key, mark=mark, words=words, by=by)


def _refuse(key: str, words: str) -> None:
    if not key or not words:
        raise NothingThere("That line is not there any more: look at the desk again.")
    if len(key) > LONGEST_KEY or len(words) > LONGEST_WORDS:
        raise TooLong(f"A line has {LONGEST_WORDS} letters at most.")
