"""A row for every party that stands now or stood last time, so that a region's sums compare."""

from tests.psephology.ballots import judged, last_time


def test_every_party_of_both_results_has_one_line_with_most_votes_first() -> None:
    result = judged(
        ("A", "Con", 450),
        ("B", "Lab", 350),
        ("C", "Green", 200),
        previous=last_time(winner="Lab", Lab=60, Con=30, LD=9, others=1),
    )

    assert [(own.party, own.votes, own.previous_votes) for own in result.parties] == [
        ("Con", 450, 30),
        ("Lab", 350, 60),
        ("Green", 200, 0),
        ("LD", 0, 9),
        ("Oth", 0, 1),
    ]


def test_independents_share_one_line() -> None:
    result = judged(
        ("Ann Lee", "Ind", 450),
        ("Bo Day", "Ind", 350),
        ("C", "Lab", 200),
        previous=last_time(winner="Lab", Lab=60, independents={"Cy Fox": 30, "Bo Day": 10}),
    )

    assert [(own.party, own.votes, own.previous_votes, own.seats) for own in result.parties] == [
        ("Ind", 800, 40, 1),
        ("Lab", 200, 60, 0),
    ]


def test_two_candidates_of_one_party_share_one_line() -> None:
    result = judged(("A", "Con", 450), ("B", "Con", 350), previous=last_time(winner="Con", Con=60))

    assert [(own.party, own.votes, own.previous_votes) for own in result.parties] == [("Con", 800, 60)]


def test_an_independent_who_gains_from_another_costs_independents_nothing() -> None:
    then = last_time(winner="Ind", person="Bo Day", independents={"Bo Day": 10})
    (own,) = judged(("Ann Lee", "Ind", 450), ("Bo Day", "Ind", 350), previous=then).parties

    assert (own.seats, own.gains, own.losses) == (1, 1, 1)
