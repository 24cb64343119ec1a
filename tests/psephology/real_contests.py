"""Ten contests of 4 July 2024 as they were published, each for something that goes wrong easily.

Contains Parliamentary information licensed under the Open Parliament Licence v3.0 (House of Commons
Library). Votes last time are the 2019 notional results of Rallings and Thrasher; "Oth" is their column
of everybody else, so nobody is compared with it.
"""

from dataclasses import dataclass
from decimal import Decimal

from results.psephology.contest import judge
from results.psephology.counts import Count, Previous, PreviousLine, Result, Standing


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tonight's votes, and the published change in points where last time names the party."""

    name: str
    party: str
    votes: int
    change_pts: Decimal | None


@dataclass(frozen=True, slots=True)
class RealContest:
    """What was read out, and what was published about it."""

    name: str
    electorate: int
    rejected: int
    candidates: tuple[Candidate, ...]
    then: dict[str, int]
    won_then: str
    result: str
    majority: int

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(
            Standing(number=number, name=own.name, party=own.party, independent=own.party == "Ind")
            for number, own in enumerate(self.candidates, start=1)
        )

    @property
    def count(self) -> Count:
        votes = {number: own.votes for number, own in enumerate(self.candidates, start=1)}
        elected = max(votes, key=lambda number: votes[number])
        return Count(
            votes=votes,
            electorate=self.electorate,
            elected=frozenset({elected}),
            rejected=self.rejected,
        )

    @property
    def previous(self) -> Previous:
        lines = tuple(PreviousLine(party=party, votes=votes) for party, votes in self.then.items())
        return Previous(lines=lines, winner=self.won_then, catch_all=frozenset({"Oth"}))

    def judged(self) -> Result:
        return judge(standings=self.standings, count=self.count, previous=self.previous, new_seat=False)


REAL_CONTESTS = (
    RealContest(
        name="Ashfield",
        electorate=68_929,
        rejected=102,
        candidates=(
            Candidate("Lee Anderson", "RUK", 17_062, Decimal("37.8055")),
            Candidate("Alexander Coates", "Green", 1_100, Decimal("1.4473")),
            Candidate("Daniel Holmes", "LD", 619, Decimal("-0.5201")),
            Candidate("Rhea Keehn", "Lab", 11_554, Decimal("3.3913")),
            Candidate("Debbie Soloman", "Con", 3_271, Decimal("-31.0029")),
            Candidate("Jason Zadrozny", "Ash", 6_276, None),
        ),
        then={"Con": 16_838, "Lab": 10_986, "LD": 890, "RUK": 2_137, "Green": 563, "Oth": 11_535},
        won_then="Con",
        result="RUK gain from Con",
        majority=5508,
    ),
    RealContest(
        name="Birmingham Perry Barr",
        electorate=76_350,
        rejected=211,
        candidates=(
            Candidate("Kefentse Dennis", "Green", 2_440, Decimal("4.6287")),
            Candidate("Sabah Hamed", "LD", 1_302, Decimal("-3.0525")),
            Candidate("Garry Hickton", "Con", 4_227, Decimal("-9.1450")),
            Candidate("Ayoub Khan", "Ind", 13_303, None),
            Candidate("Akshay Khuttan", "RUK", 2_446, Decimal("3.6855")),
            Candidate("Khalid Mahmood", "Lab", 12_796, Decimal("-33.8657")),
            Candidate("Niko Omilana", "Ind", 509, None),
            Candidate("Shangara Singh", "SL", 453, None),
        ),
        then={"Con": 9_582, "Lab": 31_907, "LD": 3_062, "RUK": 1_333, "Green": 883, "Oth": 148},
        won_then="Lab",
        result="Ind gain from Lab",
        majority=507,
    ),
    RealContest(
        name="Birmingham Yardley",
        electorate=73_203,
        rejected=128,
        candidates=(
            Candidate("Yvonne Clements", "Con", 3_634, Decimal("-16.6913")),
            Candidate("Roxanne Green", "Green", 1_958, Decimal("4.2169")),
            Candidate("Roger Harmer", "LD", 3_634, Decimal("1.1223")),
            Candidate("Nora Kamberi", "RUK", 5_061, Decimal("8.9839")),
            Candidate("Jody McIntyre", "WPB", 10_582, None),
            Candidate("Jess Phillips", "Lab", 11_275, Decimal("-26.9092")),
        ),
        then={"Con": 11_208, "Lab": 24_349, "LD": 3_743, "RUK": 2_103, "Green": 503},
        won_then="Lab",
        result="Lab hold",
        majority=693,
    ),
    RealContest(
        name="Boston and Skegness",
        electorate=75_811,
        rejected=128,
        candidates=(
            Candidate("David Dickason", "ED", 518, None),
            Candidate("Alexandra Fawbert", "Lab", 7_629, Decimal("3.2998")),
            Candidate("Mike Gilbert", "BR", 397, None),
            Candidate("Richard Lloyd", "LD", 1_375, Decimal("-1.4437")),
            Candidate("Chris Moore", "Green", 1_506, None),
            Candidate("Richard Tice", "RUK", 15_520, None),
            Candidate("Matt Warman", "Con", 13_510, Decimal("-43.0321")),
        ),
        then={"Con": 34_406, "Lab": 7_004, "LD": 2_180, "Oth": 1_428},
        won_then="Con",
        result="RUK gain from Con",
        majority=2010,
    ),
    RealContest(
        name="Cheltenham",
        electorate=76_144,
        rejected=986,
        candidates=(
            Candidate("Alex Chalk", "Con", 17_866, Decimal("-12.3933")),
            Candidate("Lara Chaplin", "Lab", 2_665, Decimal("0.5747")),
            Candidate("Daud McDonald", "Ind", 775, None),
            Candidate("Max Wilkinson", "LD", 25_076, Decimal("4.6581")),
            Candidate("Daniel Wilson", "Green", 3_160, None),
        ),
        then={"Con": 27_563, "Lab": 2_733, "LD": 26_142, "Oth": 445},
        won_then="Con",
        result="LD gain from Con",
        majority=7210,
    ),
    RealContest(
        name="Coventry South",
        electorate=76_232,
        rejected=159,
        candidates=(
            Candidate("Chris Baddon", "RUK", 5_711, Decimal("10.4850")),
            Candidate("Mattie Heaven", "Con", 10_160, Decimal("-18.7658")),
            Candidate("Alastair Mellon", "SDP", 334, None),
            Candidate("Joshua Morland", "Ind", 231, None),
            Candidate("Niko Omilana", "Ind", 263, None),
            Candidate("Anne Patterson", "Green", 2_363, Decimal("2.8849")),
            Candidate("Stephen Richmond", "LD", 2_531, Decimal("-0.8112")),
            Candidate("Zarah Sultana", "Lab", 20_361, Decimal("3.3805")),
            Candidate("Mohammed Syed", "WPB", 777, None),
        ),
        then={"Con": 19_912, "Lab": 20_720, "LD": 3_152, "RUK": 1_348, "Green": 1_238, "Oth": 435},
        won_then="Lab",
        result="Lab hold",
        majority=10201,
    ),
    RealContest(
        name="Leicester East",
        electorate=76_560,
        rejected=255,
        candidates=(
            Candidate("Malihah Adam", "Ind", 974, None),
            Candidate("Nagarjun Agath", "Ind", 703, None),
            Candidate("Rajesh Agrawal", "Lab", 10_100, Decimal("-29.2974")),
            Candidate("Zuffar Haq", "LD", 6_329, Decimal("7.9182")),
            Candidate("Mags Lewis", "Green", 2_143, Decimal("2.8089")),
            Candidate("Khandu Patel", "Ind", 115, None),
            Candidate("Shivani Raja", "Con", 14_526, Decimal("-7.3870")),
            Candidate("Raj Solanki", "RUK", 2_611, Decimal("3.0810")),
            Candidate("Keith Vaz", "OL", 3_681, None),
            Candidate("Claudia Webbe", "Ind", 5_532, None),
        ),
        then={"Con": 18_564, "Lab": 24_563, "LD": 2_716, "RUK": 1_210, "Green": 858, "Oth": 329},
        won_then="Lab",
        result="Con gain from Lab",
        majority=4426,
    ),
    RealContest(
        name="Leicester South",
        electorate=70_867,
        rejected=158,
        candidates=(
            Candidate("Shockat Adam", "Ind", 14_739, None),
            Candidate("Ezechiel Adlore", "MRLP", 189, None),
            Candidate("Osman Admani", "Ind", 329, None),
            Candidate("Jonathan Ashworth", "Lab", 13_760, Decimal("-35.3011")),
            Candidate("Ann Green", "Comm", 279, None),
            Candidate("Craig Harwood", "RUK", 2_470, Decimal("3.5885")),
            Candidate("Gerri Hickton", "Con", 4_820, Decimal("-10.3133")),
            Candidate("Sharmen Rahman", "Green", 3_826, Decimal("5.8087")),
            Candidate("Carol Weaver", "LD", 1_425, Decimal("-0.9174")),
        ),
        then={"Con": 10_373, "Lab": 32_396, "LD": 2_054, "RUK": 1_100, "Green": 1_585},
        won_then="Lab",
        result="Ind gain from Lab",
        majority=979,
    ),
    RealContest(
        name="North Herefordshire",
        electorate=72_797,
        rejected=145,
        candidates=(
            Candidate("Jon Browning", "Lab", 3_205, Decimal("-8.8714")),
            Candidate("Ellie Chowns", "Green", 21_736, Decimal("34.3657")),
            Candidate("Andrew Dye", "RUK", 8_048, None),
            Candidate("Michael Guest", "SDP", 95, None),
            Candidate("Cat Hornsey", "LD", 1_436, Decimal("-10.6179")),
            Candidate("Bill Wiggin", "Con", 15_842, Decimal("-31.0454")),
        ),
        then={"Con": 34_009, "Lab": 8_290, "LD": 7_329, "Green": 4_785},
        won_then="Con",
        result="Green gain from Con",
        majority=5894,
    ),
    RealContest(
        name="Stratford-on-Avon",
        electorate=75_714,
        rejected=179,
        candidates=(
            Candidate("Seyi Agboola", "Lab", 3_753, Decimal("-4.2546")),
            Candidate("Chris Clarkson", "Con", 16_328, Decimal("-29.3587")),
            Candidate("James Crocker", "RUK", 7_753, None),
            Candidate("Neil O'Neil", "NONPOL", 186, None),
            Candidate("Manuela Perteghella", "LD", 23_450, Decimal("19.6030")),
            Candidate("Doug Rouxel", "Green", 1_197, Decimal("-1.5320")),
            Candidate("Kevin Taylor", "Ind", 292, None),
        ),
        then={"Con": 32_236, "Lab": 6_074, "LD": 13_216, "Green": 2_031},
        won_then="Con",
        result="LD gain from Con",
        majority=7122,
    ),
)
