"""What the desk counts of itself: how long drawing, telling and declaring take, and what went wrong.

Owns the instruments and their names. Knows nothing of elections: whoever does a thing says how long it took.
Refuses to hold anything up, and to keep a figure, a name or an address.
"""
