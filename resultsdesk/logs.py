"""What the desk's log leaves out, so that the line that matters is seen at three in the morning."""

import logging


class InOneLine(logging.Filter):
    """A missing Redis is told in a line, not in a traceback a second: boards go on without it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the exception's own words in the place of its traceback."""
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{record.msg}: {record.exc_info[1]!r}"
            record.exc_info = None
        return True
