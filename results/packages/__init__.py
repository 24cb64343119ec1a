"""Graphics packed for the play-out systems of others: OGraf, CasparCG and SPX.

Owns what is in a package: the field tables, the manifests, the pages, the archives. Everything here is
a pure function of the code the desk ships: it answers bytes, writes no file, asks no database, and puts
no figure of any election into a package.
"""
