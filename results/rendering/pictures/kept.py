"""Pictures that are drawn already: each once a process for the number it is of, however many ask for it."""

from results.keeping.once import KeptBytes

MOST_BYTES = 48 * 1024 * 1024

# One a process.
pictures_here = KeptBytes(most=MOST_BYTES)
