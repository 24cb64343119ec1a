"""Fault drills: a night with many open boards while its parts fail, on real servers.

`night` is the night, `swarm` its boards, `reporter` whoever declares; each drill has a file of its own. The
same drills at any size, with a table of what was found: `python -m tests.drills`.
"""
