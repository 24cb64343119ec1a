"""The write side of the producers' desk: headlines marked, key contests, contests that a person follows.

Owns the acts of a producer at her desk: each asks whether this person may, writes, and numbers what others
see in one transaction. No board and no output changes by them. Refuses to read results: a headline comes in
as the key and the words that stood on the screen.
"""
