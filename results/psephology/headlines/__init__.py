"""What is remarkable about a result and about the night so far, and why: lines for producers.

Owns the rules and their order. Refuses to guess: each line carries the figures that prove it, and is gone
as soon as they do not.

`Running` is the door: seats and councils in, lines out. Rules about one contest are in `outcomes`, `margins`,
`shares` and `names`; those about the night in `tide`, `firsts`, `superlatives`, `counted`, `deposits` and
`sweeps`; those about councils in `councils`.
"""
