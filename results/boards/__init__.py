"""The read side: frozen cards and the functions that build them, each from one snapshot.

Whatever a screen, a feed or a socket shows was read here, so this is where anything that may not be
seen is held back. Refuses to write and to draw.
"""
