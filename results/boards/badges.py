"""Parties as screens print them: a colour, an ink that is legible on it, an abbreviation beside it."""

from results.boards.cards import PartyBadge
from results.models import Party

NO_COLOUR = "#6b7280"
LIGHT_INK, DARK_INK = "#ffffff", "#0b0b0c"
LEGIBLE = 4.5


def badge(party: Party) -> PartyBadge:
    """The badge of a party row; a label that counts as another party is abbreviated like it."""
    colour = party.colour or NO_COLOUR
    tallying = party.counts_as or party
    return PartyBadge(
        code=party.code, abbr=tallying.code, name=party.short_name, colour=colour, ink=ink_on(colour)
    )


def ink_on(colour: str) -> str:
    """White where its contrast on `colour` (#rrggbb) is at least 4.5:1, else near-black, which then is."""
    return LIGHT_INK if contrast(LIGHT_INK, colour) >= LEGIBLE else DARK_INK


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
