"""When results were recorded, and when a newsroom would have expected them."""

from datetime import datetime, timedelta, timezone

BRITISH_SUMMER_TIME = timezone(timedelta(hours=1))
# The log of results runs this far behind the declarations, at the median.
MEDIAN_LAG = timedelta(minutes=26)
STEP = timedelta(minutes=15)
MIDNIGHT = datetime(2024, 7, 5, tzinfo=BRITISH_SUMMER_TIME)


def recorded_at(published: str) -> datetime:
    """A time of the log, which is printed in British Summer Time, with its offset."""
    return datetime.fromisoformat(published).replace(tzinfo=BRITISH_SUMMER_TIME)


def expected_at(recorded: datetime) -> datetime:
    """The quarter of an hour nearest to the likely declaration."""
    since = recorded - MEDIAN_LAG - MIDNIGHT
    return MIDNIGHT + STEP * round(since / STEP)
