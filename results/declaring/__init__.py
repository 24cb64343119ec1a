"""The write side of declarations: the one way in for figures, whoever or whatever carries them.

Admin's form, a replay, an import and an API call the same commands. A command locks the contest,
checks, judges, writes and announces in one transaction; it refuses with a named exception whose
sentence a tired person can act on. Nothing here draws, and nothing here knows who is watching.
"""
