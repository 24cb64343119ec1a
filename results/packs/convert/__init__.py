"""Making packs from published facts, once, before they ship. Nothing here runs on the night.

Refuses Django and the rest of the desk: in go tables as published, out come the files of a pack.
"""
