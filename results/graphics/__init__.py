"""What graphics are made of: the cards of boards as whole values, ready to print.

Owns the values of every graphic, by the names that the pages, the feeds and other systems' templates
read. Each map of values is read in one snapshot and complete: every number stands as text beside itself,
nothing is null, every list has its most. Refuses to put anything on air, and to show what boards may not.
"""
