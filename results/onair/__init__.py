"""The write side of the graphics desk: cues, what is on air, holds, and the log of what was.

Owns the acts of an operator: each locks the output, asks whether this person may, compares the digest
that she saw with the one that stands, writes, logs and numbers in one transaction. Nothing goes to air
by itself. Refuses to read results: the values of a graphic come in from the read side, as a snapshot.
"""
