"""Fourteen councils of 4 May 2023 as they were published: seats by party, control before and after.

Contains Parliamentary information licensed under the Open Parliament Licence v3.0 (House of Commons
Library). "Ind" are people who stood each for themselves, with the smaller local lists; the registered
local parties that hold control of their own are named. Control before is the Library's, and the Press
Association's for the eve of poll where the two differ (Boston, Dudley).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RealCouncil:
    """Seats after the poll, those not up included, and the outcome against control before."""

    name: str
    total: int
    seats: dict[str, int]
    before: str
    outcome: str


COUNCILS = (
    RealCouncil("Stoke-on-Trent", 44, {"Con": 14, "Lab": 29, "Ind": 1}, "NOC", "Lab gain from NOC"),
    RealCouncil(
        "North West Leicestershire",
        38,
        {"Con": 12, "Lab": 17, "LD": 5, "Ind": 4},
        "Con",
        "Con loss to NOC",
    ),
    RealCouncil(
        "Boston", 30, {"Con": 5, "LD": 1, "Boston Ind": 18, "Ind": 6}, "NOC", "Boston Ind gain from NOC"
    ),
    RealCouncil("North Kesteven", 43, {"Con": 25, "Lab": 2, "Ind": 16}, "NOC", "Con gain from NOC"),
    RealCouncil(
        "South Kesteven",
        56,
        {"Con": 24, "Lab": 2, "LD": 4, "Green": 4, "Ind": 22},
        "Con",
        "Con loss to NOC",
    ),
    RealCouncil("Bassetlaw", 48, {"Con": 8, "Lab": 38, "Ind": 2}, "Lab", "Lab hold"),
    RealCouncil("Sandwell", 72, {"Con": 12, "Lab": 60}, "Lab", "Lab hold"),
    RealCouncil("Dudley", 72, {"Con": 44, "Lab": 27, "Ind": 1}, "Con", "Con hold"),
    RealCouncil("Redditch", 29, {"Con": 16, "Lab": 13}, "Con", "Con hold"),
    RealCouncil(
        "Erewash",
        47,
        {"Con": 16, "Lab": 28, "LD": 1, "Green": 1, "Ind": 1},
        "Con",
        "Lab gain from Con",
    ),
    RealCouncil("Derby", 51, {"Con": 15, "Lab": 23, "LD": 4, "Ind": 9}, "NOC", "NOC no change"),
    RealCouncil(
        "Ashfield", 35, {"Con": 2, "Lab": 1, "Ashfield Ind": 32}, "Ashfield Ind", "Ashfield Ind hold"
    ),
    RealCouncil("Mansfield", 36, {"Con": 5, "Lab": 25, "Ind": 6}, "NOC", "Lab gain from NOC"),
    RealCouncil("Leicester", 54, {"Con": 17, "Lab": 31, "LD": 3, "Green": 3}, "Lab", "Lab hold"),
)
