"""Election packs: the one way in for reference data.

Owns reading a pack folder, saying what is wrong with it line by line, loading it in one transaction,
and the recorded results that a replay declares. Refuses to declare anything: figures of tonight are
only ever written by commands of the write side.
"""
