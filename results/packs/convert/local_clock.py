"""When the replay of May 2023 declares what: made up, because no source has the times.

Councils come one after another through the night and the next day, wards every few minutes.
"""

from datetime import datetime, timedelta, timezone

BRITISH_SUMMER_TIME = timezone(timedelta(hours=1))
# By council: when its count begins to declare on 5 May, and minutes between wards.
COUNTS = {
    "E07000136": ("00:20", 9),
    "E07000236": ("01:05", 8),
    "E08000027": ("01:15", 7),
    "E08000028": ("01:30", 6),
    "E06000021": ("02:00", 6),
    "E07000170": ("02:40", 9),
    "E07000139": ("03:35", 0),
    "E07000171": ("04:25", 0),
    "E07000036": ("05:50", 0),
    "E07000134": ("11:30", 4),
    "E07000141": ("15:10", 0),
    "E06000015": ("16:20", 0),
    "E07000174": ("16:55", 0),
    "E06000016": ("18:10", 0),
}
MAYORS = {"E07000174": "13:05", "E06000016": "14:25"}


def declared_at(council: str, place: int = 0) -> datetime:
    """When the ward at this place of the council's order is declared, or the council as a whole."""
    begins, minutes = COUNTS[council]
    return _on_the_day(begins) + timedelta(minutes=minutes * place)


def mayor_at(council: str) -> datetime:
    """When the mayor is declared."""
    return _on_the_day(MAYORS[council])


def _on_the_day(clock: str) -> datetime:
    return datetime.fromisoformat(f"2023-05-05T{clock}").replace(tzinfo=BRITISH_SUMMER_TIME)
