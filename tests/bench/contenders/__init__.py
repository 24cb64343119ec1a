"""Servers that stand side by side in `tests.bench.fanout`, each in a process of its own.

Each takes a POST of a text and sends it to every open socket, and each is as short as its makers would write
it: the desk's own hub without elections, Channels by its book, nginx with nchan, Node with `ws`.
"""
