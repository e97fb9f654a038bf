"""Regimens of the language page, of other tools and of standards: their doses and totals.

The figures were worked out by hand from what the words mean, or published by the source named.
"""

from fractions import Fraction

import pytest

import dosecalc
from dosecalc.parameters import Interval

# phrase, doses, total, unit, first and last study day
STATED = [
    ("1e11 particles daily for 4 days", 4, 4 * 10**11, "particles", 1, 4),
    ("4 daily doses of 1×10^11 particles", 4, 4 * 10**11, "particles", 1, 4),
    ("3× daily sprays of 1.5 mL for 7 days", 21, 21, "sprays", 1, 7),
    ("75 mg/m2 over 1 hour on day 1 of every 21 days for 6 cycles", 6, 450, "mg/m2", 1, 106),
    ("125 mg daily for 21 days on, 7 days off, for 6 cycles", 126, 15750, "mg", 1, 161),
    ("600 mg once then 300 mg every 8 weeks for 4 doses starting 2 weeks after the last dose",
     5, 1800, "mg", 1, 183),
    ("50, 100, 150, 200 mg daily escalating each week for 8 weeks", 56, 9100, "mg", 1, 56),
    ("10 mg daily at 08:00 for 7 days and 5 mg daily at 20:00 for 7 days", 14, 105, "mg", 1, 7),
    ("2e8 particles in 3 mL daily on days 1-5", 5, 10**9, "particles", 1, 5),
    ("2.5 mg BID x 14 days", 28, 70, "mg", 1, 14),
    ("10 mg twice daily for 3 days", 6, 60, "mg", 1, 3),
    ("10 mg every 12 hours for 3 days", 6, 60, "mg", 1, 3),
    ("10 mg every 3 weeks for 6 doses", 6, 60, "mg", 1, 106),
    ("10 mg Q3W for 18 weeks", 6, 60, "mg", 1, 106),
    ("10 mg every other day for 10 days", 5, 50, "mg", 1, 9),
    ("10 mg daily through day 56", 56, 560, "mg", 1, 56),
    ("10 mg daily before day 57", 56, 560, "mg", 1, 56),
    ("10 mg daily from day 15 for 2 weeks", 14, 140, "mg", 15, 28),
    ("10 mg daily from day 15 through day 28", 14, 140, "mg", 15, 28),
    ("10 mg on days -7 to -1", 7, 70, "mg", -7, -1),
    ("10 mg on days 1, 8, 15 of every 28 days for 6 cycles", 18, 180, "mg", 1, 155),
    ("10 mg every 3 weeks on days 1, 8 for 4 cycles", 8, 80, "mg", 1, 71),
    ("10 mg at weeks 0, 2, 6", 3, 30, "mg", 1, 43),
    ("10 mg once daily, twice a week for 2 weeks", 4, 40, "mg", 1, 11),
    ("10 mg daily in weeks 1-4", 28, 280, "mg", 1, 28),
    ("10 mg daily for 28 days except days 9, 16", 26, 260, "mg", 1, 28),
    ("300 mg daily in 3 divided doses for 7 days", 21, 2100, "mg", 1, 7),
    ("1 mL in each nostril once daily, twice a week for 2 weeks", 4, 8, "mL", 1, 11),
    ("1e9 particles doubling to 16e9 particles once daily escalating each dose for 5 days",
     5, 31 * 10**9, "particles", 1, 5),
    ("50 mg rising by 50 mg to 200 mg every week escalating every 2 doses for 8 weeks",
     8, 1000, "mg", 1, 50),
    ("10 mg daily for 7 days then rest 7 days then 20 mg daily for 7 days", 14, 210, "mg", 1, 21),
    ("(10 mg daily for 4 days then 5 mg daily for 3 days) repeated 3 times every 28 days",
     21, 165, "mg", 1, 63),
    # twice daily, 4 days on and 3 off inside 21 on and 7 off, over 56 days: nested cycles
    ("400 mg twice daily for 4 days on, 3 days off, 21 days on, 7 days off, for 56 days",
     48, 19200, "mg", 1, 46),
    ("10 mg twice daily on the first 5 days of every 28 days for 2 cycles", 20, 200, "mg", 1, 33),
    ("10 mg on days 1, 8 for 3 cycles of 21 days", 6, 60, "mg", 1, 50),
    ("10 mg daily for 2 cycles of 4 weeks", 56, 560, "mg", 1, 56),
    ("10 mg twice per cycle for 3 cycles of 28 days", 6, 60, "mg", 1, 71),
    ("10 mg twice daily, 5 days a week for 2 weeks", 20, 200, "mg", 1, 13),
    ("15 mL on days 1, 3, 5, at weeks 2, 6", 5, 75, "mL", 1, 43),
    ("3 doses of 10 mg 12 hours apart", 3, 30, "mg", 1, 2),
    ("at 50 mL/hour over 4 hours daily for 3 days", 3, 600, "mL", 1, 3),
    ("1 g at 100 ug/g three times daily for 20 days", 60, 6000, "µg", 1, 20),
    ("(10 mg daily for 10 days and 5 mg daily for 3 days) then 1 mg once "
     "starting 2 days after the last dose", 14, 116, "mg", 1, 12),
    ("100 mg every 12 hours for 3 doses then 200 mg every 24 hours for 2 doses "
     "then 50 mg every 12 hours for 2 doses", 7, 800, "mg", 1, 5),
    # metrumresearchgroup/mrgsolve, reference of ev: 100 every 24 h, 6 more
    ("100 mg every 24 hours for 7 doses", 7, 700, "mg", 1, 7),
    # the same: until 16 weeks, every 4 weeks, leaves the end out
    ("100 mg every 4 weeks for 16 weeks", 4, 400, "mg", 1, 85),
    # metrumresearchgroup/mrgsolve, reference of ev_seq: 1 daily ×4, 2 daily ×2, 3 every 12 h ×5
    ("1 mg every 24 hours for 4 doses then 2 mg every 24 hours for 2 doses "
     "then 3 mg every 12 hours for 5 doses", 11, 23, "mg", 1, 9),
    # InsightRX/PKPDsim, test_join_regimen: weeks 0, 2, 6, then every 8 weeks
    ("500 mg at weeks 0, 2, 6 then 400 mg every 8 weeks for 5 doses "
     "starting 8 weeks after the last dose", 8, 3500, "mg", 1, 323),
    # wanted of mrgsolve by its users: 10 and 30 weekly, then 60 every 3 weeks
    ("10 mg once then 30 mg once starting 1 week after the last dose "
     "then 60 mg every 3 weeks for 4 doses starting 1 week after the last dose",
     6, 280, "mg", 1, 78),
    # MEXCOVID, NCT04276987: 2.0e8 in 3 mL on days 1 to 5
    ("2.0e8 vesicles in 3 mL by inhalation on days 1-5", 5, 10**9, "vesicles", 1, 5),
    # NCT04356300: 150 mg daily for 14 days
    ("150 mg intravenously daily for 14 days", 14, 2100, "mg", 1, 14),
    # NCT07243561: 40 billion, ten times, every other day
    ("40 billion particles every other day for 10 doses", 10, 4 * 10**11, "particles", 1, 19),
    # IRCT trial 77465: three vials 8 hours apart, then one on days 2, 3, 10 and 21
    ("1 vial every 8 hours for 3 doses and 1 vial on days 2, 3, 10, 21", 7, 7, "vials", 1, 21),
]  # fmt: skip

# phrase, least and most doses, least and most total
RANGED = [
    ("0.5-2x10^10 particles in 3 mL twice daily for 10 days", 20, 20, 10**11, 4 * 10**11),
    ("1 to 2 mg every 4 to 6 hours for 1 day", 4, 6, 4, 12),
    ("10 mg 3 to 4 times a day for 7 days", 21, 28, 210, 280),
    ("10 mg twice weekly for 10 days", 2, 4, 20, 40),
    ("10 mg every 3 weeks for 4 to 6 cycles", 4, 6, 40, 60),
    ("10 mg every 3 weeks for up to 6 cycles", 1, 6, 10, 60),
    ("10 mg as needed, at most 4 a day, for 7 days", 0, 28, 0, 280),
    ("10 mg as needed, at least 4 hours apart, for 1 day", 0, 6, 0, 60),
    ('15 mL once then 15 mL on day 4 if "not recovered"', 1, 2, 15, 30),
    ("10 mg twice weekly for 2 months", 16, 18, 160, 180),
    ("10 mg daily for 1 month", 28, 31, 280, 310),
    ("up to 200 mg daily for 2 days", 2, 2, 0, 400),
    ("10 mg daily for up to 2 weeks", 1, 14, 10, 140),
    ("10 mg weekly for up to 2 months", 1, 9, 10, 90),
    (
        "1 to 2 tablets every 4 to 6 hours as needed, at most 8 tablets a day, for 3 days",
        0,
        18,
        0,
        24,
    ),
    ("1 tablet as needed, at most 8 tablets in total, at most 4 a day, for 3 days", 0, 12, 0, 8),
]


@pytest.mark.parametrize(
    ("phrase", "doses", "total", "unit", "first", "last"), STATED, ids=lambda value: str(value)[:60]
)
def test_a_regimen_comes_to_its_doses_total_and_days(
    phrase: str, doses: int, total: int, unit: str, first: int, last: int
) -> None:
    row = dosecalc.total(phrase)[0]
    assert (row.doses, row.total) == (_exactly(doses), _exactly(total))
    assert str(row.unit) == unit
    assert (row.first_day, row.last_day) == (_exactly(first), _exactly(last))


@pytest.mark.parametrize(
    ("phrase", "few", "many", "least", "most"), RANGED, ids=lambda value: str(value)[:60]
)
def test_a_regimen_that_leaves_something_open_comes_to_a_range(
    phrase: str, few: int, many: int, least: int, most: int
) -> None:
    row = dosecalc.total(phrase)[0]
    assert row.doses == Interval(Fraction(few), Fraction(many))
    assert row.total == Interval(Fraction(least), Fraction(most))
    assert row.depends_on


@pytest.mark.parametrize(
    "phrase",
    [
        "10 mg biweekly for 8 weeks",
        "10 mg bimonthly for 6 months",
        "10 mg 4 hourly for 2 days",
        "10 mg 2 weekly for 8 weeks",
        "10 mg daily on Monday for 4 weeks",
        "10 mg once a month for 2 weeks",
        "10 mg once a week for 5 days",
        "10 mg twice a day at 08:00 for 5 days",
        "10 mg at 08:00 for 5 days",
        "2 x 200 mg per day for 7 days",
        "1 - 2 mg daily for 7 days",
        "2. 5 mL daily for 7 days",
        "1 to 16e9 particles once",
        "1, 2, 4×10^9 particles once daily for 3 days",
        "2.0×10e11 particles once",
        "8.0*108 particles once",
        "7x1011 particles once",
        ".5 mg once",
        "1,5 mg once",
        "50,100,150 mg once daily for 3 days",
        "10 mg daily x 4",
        "10 U daily for 3 days",
        "10 cc daily for 3 days",
        "10 mg daily until",
        "-5 mg daily for 7 days",
        "10 mg daily for 0 days",
        "10 mg daily for -3 days",
        "10 mg every 0 hours for 3 days",
        "10 mg daily through week 8",
        "10 mg on days 0, 7",
        "10 mg daily for 7 days for 14 days",
        "10 mg daily utnil day 7",
        "100 mg/24h once",
        "10 mg daily for 2.5 doses",
        "300 mg daily in 3 divided doses for 7 days then daily for 7 days",
    ],
)
def test_a_phrase_that_says_two_things_or_nothing_is_refused(phrase: str) -> None:
    found = dosecalc.total(phrase)
    assert not found.ok
    assert len(found) == 0


def _exactly(value: int) -> Interval:
    return Interval(Fraction(value), Fraction(value))
