"""Everything that was declared and done in an election, as files of a pack beside its own.

Owns which rows those are, how a row becomes a line and a line a row again, with the numbers it had.
Refuses rights (roles, assignments, links) and what belongs to a desk and not to an election (outputs, cues,
what was on air); and it refuses to judge: what is restored is what was, outcomes included.
"""
