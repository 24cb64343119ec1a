"""The last metre: from a committed event to every open screen.

One hub a process wakes at a hint or once a second, reads what is new, renders a change once per
topic and gives the same frame to every socket. Refuses to write, and to trust a message: what a
frame says was read from the database after the message came.
"""
