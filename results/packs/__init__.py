"""Election packs: the one way in for reference data, and the way out for everything.

Owns reading a pack folder, saying what is wrong with it line by line, loading it in one transaction,
the recorded results that a replay declares, and writing an election as a pack again. Refuses to declare
anything: figures of tonight are only ever written by commands of the write side. What a desk declared before
and wrote out is restored as it was, and only where nothing was declared.

Seats under a licence of their own go into files of their own: every council_seats_*.csv has the columns
of council_seats.csv and is read after it, and a line of the head's credits must name it.

contests.csv may have `held_since`, the year in which the party that defends the seat won it. Where the cell
is empty, or the column is left out, what a producer entered stays.

council_results.csv, for replays, has totals of whole councils: `council*`, `recorded_at*`, `party*`
(one that tallies), `seats*`, `complete` (1: no seat is to come). The lines of one council and one time
are one total; a council may have several, each with at least the seats of the one before.

What a desk writes has its history as well, in files of its own; a pack without them is a pack all the same.
Their columns are the fields of the desk's models, by name. Times have their offset, yes and no are 1 and 0,
an unknown value is empty. A line names others by codes: a person by username, a revision as CONTEST/REVISION,
a candidate as CONTEST/NUMBER, an event by its number, a photograph by its line, from 1. Lines stand in the
order in which the desk wrote them.

- people.csv: whoever is named below; `username`, `first_name`, `last_name`. Where a desk does not know one,
  loading makes her without a password, a role or a way in.
- numbers.csv: by which pages call regions, councils, contests and revisions; `kind`, `code`, `number`. Kept
  where they are free.
- election.csv, contest_states.csv: policies, closing, the last event's number; status, recounts.
- revisions.csv, revision_votes.csv, outcomes.csv, outcome_parties.csv: every revision of every contest, in
  force or not, who keyed, confirmed, bypassed and rejected it, its figures and what they meant.
- council_revisions.csv, council_revision_seats.csv: the same of councils' totals.
- overrides.csv, acts.csv, events.csv, told.csv: calls fixed for air; the audit; the numbered events, and when
  boards were sent them.
- key_contests.csv, headline_marks.csv, watches.csv: what producers put down at their desk.
- sheets.csv with sheets/DIGEST.jpg: photographs of declaration sheets, where they were asked for.

Left out are rights (roles, assignments, links) and the graphics desk (outputs, cues, holds, the as-run log).
"""
