"""Since when the party that defended a constituency had held it, as things stood on 4 July 2024.

Only constituencies whose name went on and whose year is beyond doubt; the others have none. A by-election
that was lost and won back since ends a tenure, and one that was not won back leaves none to tell.
"""

HELD_SINCE = {
    "Amber Valley": 2010,
    "Bassetlaw": 2019,
    "Birmingham Northfield": 2019,
    "Birmingham Perry Barr": 1974,
    "Bolsover": 2019,
    "Boston and Skegness": 1997,
    "Cannock Chase": 2010,
    "Cheltenham": 2015,
    "Derby North": 2019,
    "Erewash": 2010,
    "Gedling": 2019,
    "High Peak": 2019,
    "Kettering": 2005,
    "Leicester East": 1987,
    "Leicester South": 2005,
    "Lichfield": 1997,
    "Lincoln": 2019,
    "Loughborough": 2010,
    "Mansfield": 2017,
    "Newcastle-under-Lyme": 2019,
    "North East Derbyshire": 2017,
    "North West Leicestershire": 2010,
    "Northampton North": 2010,
    "Northampton South": 2005,
    "Nuneaton": 2010,
    "Redditch": 2010,
    "Rushcliffe": 1970,
    "South Derbyshire": 2010,
    "Stafford": 2010,
    "Stratford-on-Avon": 1950,
    "Telford": 2015,
    "Tewkesbury": 1997,
    "Worcester": 2010,
}
