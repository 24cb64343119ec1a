"""What a process keeps ready: made once for a number, however many ask for it at the same moment.

Owns waiting for whoever makes it, and the bound on memory. Knows nothing of elections: whoever asks says what
a thing is of, and equal numbers mean that nothing changed.
"""
