"""Election packs: the one way in for reference data.

Owns reading a pack folder, saying what is wrong with it line by line, loading it in one transaction,
and the recorded results that a replay declares. Refuses to declare anything: figures of tonight are
only ever written by commands of the write side.

Seats under a licence of their own go into files of their own: every council_seats_*.csv has the columns
of council_seats.csv and is read after it, and a line of the head's credits must name it.

contests.csv may have `held_since`, the year in which the party that defends the seat won it. Where the cell
is empty, or the column is left out, what a producer entered stays.

council_results.csv, for replays, has totals of whole councils: `council*`, `recorded_at*`, `party*`
(one that tallies), `seats*`, `complete` (1: no seat is to come). The lines of one council and one time
are one total; a council may have several, each with at least the seats of the one before.
"""
