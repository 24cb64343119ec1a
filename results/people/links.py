"""Links that open one board, one feed or one output without signing in: issued, opened, ended, revoked.

A token is shown once, when it is made. Only its hash is kept, so a copy of the database opens
nothing; it is signed, so a forged one is refused before anything is asked. Refuses to log one.
"""

import hashlib
import logging
import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from results.models import AccessLink, Election, Output, Region
from results.people.open_links import OpenLink, links_here, note_change
from results.people.uses import note_use

log = logging.getLogger(__name__)

# The dot keeps a token free of characters that an address would have to escape.
_signer = Signer(salt="results.people.links", sep=".")
LONGEST = 200


class LinkRefused(ValueError):
    """The link was not made; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def issue_link(
    *, name: str, scope: str, election: Election, region: Region, by: User, expires_at: datetime | None = None
) -> tuple[AccessLink, str]:
    """Make a link and its token. This is the only time the token can be had. Raises LinkRefused."""
    if scope not in AccessLink.Scope.values or scope == AccessLink.Scope.OUTPUT:
        raise LinkRefused("A link to a region opens a board or a feed, nothing else.")
    if region.election_id != election.pk:
        raise LinkRefused(f"{region.name} is not a region of {election.name}.")
    return _issue(
        AccessLink(
            name=name, scope=scope, election=election, region=region, created_by=by, expires_at=expires_at
        )
    )


def issue_output_link(
    *, name: str, output: Output, by: User, expires_at: datetime | None = None
) -> tuple[AccessLink, str]:
    """Make a link to an output's pages, program and preview, and its token: it cannot be had again."""
    return _issue(
        AccessLink(
            name=name,
            scope=AccessLink.Scope.OUTPUT,
            election_id=output.election_id,
            output=output,
            created_by=by,
            expires_at=expires_at,
        )
    )


def open_link(token: str, *, scope: str, region_id: int) -> OpenLink | None:
    """The link that this token opens for this region's board or feed.

    None where the token is forged or unknown, revoked or at its end, or is for something else. Costs a query
    now and then, however many ask: see `open_links`.
    """
    return _noted(link if (link := _find(token, scope)) and link.region == region_id else None)


def open_link_at(token: str, *, scope: str, slug: str, region: str) -> OpenLink | None:
    """As `open_link`, for a region named as addresses name it: by election and region code."""
    link = _find(token, scope)
    return _noted(link if link and (link.election_slug, link.region_code) == (slug, region) else None)


def open_output_link(token: str, *, output: str) -> OpenLink | None:
    """The link that this token opens for an output, by the output's slug. As `open_link`."""
    link = _find(token, AccessLink.Scope.OUTPUT)
    return _noted(link if link and link.output_slug == output else None)


def end_link_at(*, link: AccessLink, expires_at: datetime | None, by: User) -> None:
    """Say when a link opens nothing any more; None: not before it is revoked. One at its end opens again.

    Raises LinkRefused where the time is over, which would not be on record as a revocation is, or where it
    was revoked: that is for good.
    """
    _refuse_past(expires_at)
    if not AccessLink.objects.filter(pk=link.pk, revoked_at=None).update(expires_at=expires_at):
        raise LinkRefused("This link was revoked: make a new one.")
    note_change()
    log.info("Link %s is open until %s, by %s", link.pk, expires_at or "it is revoked", by.get_username())


def revoke_link(*, link: AccessLink, by: User) -> bool:
    """Close a link for good. False where it was closed before: the first time stays on record."""
    now = timezone.now()
    revoked = AccessLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)
    if revoked:
        link.revoked_at = now
        note_change()
        log.info("Link %s revoked by %s", link.pk, by.get_username())
    return bool(revoked)


def _refuse_past(expires_at: datetime | None) -> None:
    if expires_at is not None and expires_at <= timezone.now():
        raise LinkRefused("That time is over. Choose a later one; to close a link now, revoke it.")


def _issue(link: AccessLink) -> tuple[AccessLink, str]:
    _refuse_past(link.expires_at)
    token = _signer.sign(secrets.token_urlsafe(32))
    link.token_hash = _hash(token)
    link.save()
    opens = link.region or link.output
    log.info("Link %s (%s, %s) made by %s", link.pk, link.scope, opens, link.created_by.get_username())
    return link, token


def _find(token: str, scope: str) -> OpenLink | None:
    link = links_here.find(_hash(token)) if _is_ours(token) else None
    return link if link and link.scope == scope else None


def _noted(link: OpenLink | None) -> OpenLink | None:
    if link:
        note_use(link.pk)
    return link


def _is_ours(token: str) -> bool:
    if len(token) > LONGEST:
        return False
    try:
        _signer.unsign(token)
    except BadSignature:
        return False
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
