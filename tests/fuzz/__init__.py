"""Inputs that nobody would send on purpose, by the thousand, over every door of the desk.

`python -m tests.fuzz --inputs 100000` runs them all and prints a table; the suite runs a few hundred. Each
input has a number and comes from the seed alone: `--only forms --seed 7 --at 1234` sends that one again.
"""
