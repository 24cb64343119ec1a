"""Every address of the desk before everybody who may come to it: a world, the walk, and the table."""
