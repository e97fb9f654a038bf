"""Regimens of human trials of extracellular vesicles, each written as a phrase of the language.

Totals are the records' own, or arithmetic on their words; a bare count is taken to be of particles,
unless the row says `unstated`.
"""

from fractions import Fraction

import pytest

import dosecalc
from dosecalc.language import read_phrase
from dosecalc.model import Item
from dosecalc.parameters import Interval

# trial, phrase, doses, total of each cohort, unit, last study day
TRIALS = [
    ("NCT04276987", "2.0e8 nano vesicles in 3 mL by inhalation on days 1-5", "5", "1e9", "vesicles", "5"),
    ("NCT04276987", "2.0e8 nano vesicles in 3 mL by inhalation on days 1-5", "5", "15", "mL", "5"),
    ("NCT04276987", "2×10^8 vesicles daily for 5 days", "5", "1e9", "vesicles", "5"),
    ("NCT04313647", "2e8, 4e8, 8e8, 12e8, 16e8 particles in 3 mL by inhalation once escalating across cohorts",
     "1", "2e8, 4e8, 8e8, 1.2e9, 1.6e9", "particles", "1"),
    # an older version, with a sixth level
    ("NCT04313647", "2e8, 4e8, 8e8, 12e8, 16e8, 20e8 particles in 3 mL by inhalation once escalating across cohorts",
     "1", "2e8, 4e8, 8e8, 1.2e9, 1.6e9, 2e9", "particles", "1"),
    # even placement over the week, not stated: the last week's second dose is on day 78 + 3
    ("NCT04388982", "5, 10, 20 ug in 1 mL intranasally twice a week for 12 weeks escalating across cohorts",
     "24", "120, 240, 480", "µg", "81"),
    ("NCT04388982", "5 ug in 1 mL intranasally twice a week for 12 weeks", "24", "24", "mL", "81"),
    # the same arms, published in particles; then the least dose that the paper would select
    ("NCT04388982", "2e8, 4e8, 8e8 particles in 1 mL by nasal spray twice weekly for 12 weeks escalating across cohorts",
     "24", "4.8e9, 9.6e9, 1.92e10", "particles", "81"),
    ("NCT04388982", "at least 4e8 particles two times per week for twelve weeks", "24", "9.6e9 or more", "particles", "81"),
    ("NCT04491240", "0.5–2×10^10 particles in 3 mL twice daily for 10 days", "20", "1e11 to 4e11", "particles", "10"),
    ("NCT04602442", "0.5-2e10 particles in 3 mL twice a day for 10 days", "20", "1e11 to 4e11", "particles", "10"),
    ("NCT04602442", "0.5-2e10 particles in 3 mL twice a day for 10 days", "20", "60", "mL", "10"),
    # the raised place of 10^8, lost in the record, is put back
    ("NCT04544215", "8.0×10^8 particles in 3 mL daily on days 1-7", "7", "5.6e9", "particles", "7"),
    ("NCT04544215", "16×10^8 particles in 3 mL daily on days 1-7", "7", "1.12e10", "particles", "7"),
    ("NCT04602104", "2e8, 8e8, 16e8 particles daily on days 1-7 escalating across cohorts",
     "7", "1.4e9, 5.6e9, 1.12e10", "particles", "7"),
    # its second phase: the highest tolerated dose, and a quarter of it
    ("NCT04602104", "unknown particles daily on days 1-7", "7", "unknown", "particles", "7"),
    # how many infusions is not stated
    ("NCT04493242", "800 billion EVs in 10 mL intravenously at unstated times", "unknown", "unknown", "vesicles", "unknown"),
    ("NCT04493242", "1.2 trillion EVs in 15 mL intravenously at unstated times", "unknown", "unknown", "vesicles", "unknown"),
    ("NCT05125562", "7×10^11 EVs in 10 mL intravenously on day 1", "1", "7e11", "vesicles", "1"),
    ("NCT05125562", "10.5×10^11 EVs in 15 mL intravenously on day 1", "1", "1.05e12", "vesicles", "1"),
    ("NCT05354141", 'about 1.2 trillion EVs in 15 mL on day 1 then about 1.2 trillion EVs in 15 mL on day 4 if "not recovered"',
     "1 to 2", "1.2e12 to 2.4e12", "vesicles", "1 to 4"),
    ("NCT05354141", '15 mL on day 1 then on day 4 if "not recovered"', "1 to 2", "15 to 30", "mL", "1 to 4"),
    # as registered, and with the power of its sister records; how many infusions is not stated
    ("NCT05116761", "10.5×10^8 EVs in 15 mL at unstated times", "unknown", "unknown", "vesicles", "unknown"),
    ("NCT05116761", "10.5×10^11 EVs in 15 mL at unstated times", "unknown", "unknown", "vesicles", "unknown"),
    # days counted from 0 in the record: week 46 is day 322 of it, 323 counted from 1
    ("NCT05130983", "15 mL on days 1, 3, 5 and at weeks 2, 6, 14, 22, 30, 38, 46", "10", "150", "mL", "323"),
    ("NCT05130983", "15 mL on days 1, 3, 5 and 15 mL at weeks 2, 6 and 15 mL every 8 weeks from day 99 through day 323",
     "10", "150", "mL", "323"),
    ("NCT05130983", "(15 mL on days 1, 3, 5 and at weeks 2, 6) then every 8 weeks for 5 doses starting 8 weeks after the last dose",
     "10", "150", "mL", "323"),
    ("NCT05130983", "15 mL counting days from 0 on days 0, 2, 4 and at weeks 2, 6, 14, 22, 30, 38, 46", "10", "150", "mL", "322"),
    ("NCT05176366", "(15 mL on days 1, 3, 5 and at weeks 2, 6) then every 4 weeks for 10 doses starting 4 weeks after the last dose",
     "15", "225", "mL", "323"),
    ("NCT05176366", "(15 mL on days 1, 3, 5 and at weeks 2, 6) then every 4 weeks through day 323 starting 4 weeks after the last dose",
     "15", "225", "mL", "323"),
    # with the sponsor's vesicles per mL
    ("NCT05130983", "15 mL at 8e10 EVs/mL on days 1, 3, 5 and 15 mL at 8e10 EVs/mL at weeks 2, 6, 14, 22, 30, 38, 46",
     "10", "1.2e13", "vesicles", "323"),
    ("NCT05176366", "(15 mL at 8e10 EVs/mL on days 1, 3, 5 and at weeks 2, 6) then every 4 weeks for 10 doses starting 4 weeks after the last dose",
     "15", "1.8e13", "vesicles", "323"),
    ("NCT04798716", "2e9, 4e9, 8e9 particles intravenously every other day for 3 doses escalating each dose", "3", "1.4e10", "particles", "5"),
    ("NCT04798716", "8e9, 4e9, 8e9 particles intravenously every other day for 5 days escalating each dose", "3", "2e10", "particles", "5"),
    ("NCT04798716", "8e9, 8e9, 8e9 particles intravenously every other day for 5 days escalating each dose", "3", "2.4e10", "particles", "5"),
    ("NCT04798716", "8e9 particles intravenously every other day for 5 days", "3", "2.4e10", "particles", "5"),
    # the same figures as particles per mL, with 1 mL a dose
    ("NCT04798716", "1 mL at 2e9 particles/mL on day 1 and 1 mL at 4e9 particles/mL on day 3 and 1 mL at 8e9 particles/mL on day 5",
     "3", "1.4e10", "particles", "5"),
    ("NCT04356300", "150 mg intravenously daily x 14 days", "14", "2100", "mg", "14"),
    # one drop an application; in one eye
    ("NCT04213248", "1 drop of 10 ug by eye drops 4 times daily for 14 days", "56", "560", "µg", "14"),
    ("NCT04213248", "drops of 10 ug 4 times daily for 14 days", "56", "56", "drops", "14"),
    ("NCT04213248", "1 drop of 10 ug in each eye 4 times daily for 14 days", "56", "1120", "µg", "14"),
    ("NCT03437759", 'by "intravitreal injection" 50 ug in 10 ul once', "1", "50", "µg", "1"),
    ("NCT03437759", 'by "intravitreal injection" 20 ug in 10 ul once', "1", "20", "µg", "1"),
    ("NCT03437759", 'by "intravitreal injection" 20 ug in 10 ul once', "1", "10", "µL", "1"),
    # as registered, and as a review copies it
    ("NCT03384433", '200 ug of protein by "stereotactic injection" once', "1", "200", "µg protein", "1"),
    ("NCT03384433", '200 mg of protein by "stereotactic injection" once', "1", "200", "mg protein", "1"),
    # the third course's last dose is on day 28 + 10, the sixth's on day 70 + 10
    ("NCT03608631", "an unknown amount intravenously on days 1, 4, 10 of every 14 days for 3 courses", "9", "unknown", "unknown", "38"),
    ("NCT03608631", "an unknown amount intravenously on days 1, 4, 10 of every 14 days for up to 3 courses", "3 to 9", "unknown", "unknown", "10 to 38"),
    ("NCT03608631", 'an unknown amount on days 1, 4, 10 of every 14 days for up to 3 courses then on days 1, 4, 10 of every 14 days for 3 courses if "response"',
     "3 to 18", "unknown", "unknown", "10 to 80"),
    ("NCT03857841", "20, 60, 200 pmol of phospholipid/kg intravenously once escalating across cohorts", "1", "20, 60, 200", "pmol phospholipid/kg", "1"),
    ("NCT03857841", "20, 60, 200 pmol of phospholipid per kg intravenously once escalating across cohorts", "1", "20, 60, 200", "pmol phospholipid/kg", "1"),
    # `10e11` is 10^11 or 10^12; the route is an abbreviation of two
    ("NCT05060107", '3-5×10^11 particles by "IA" once', "1", "3e11 to 5e11", "particles", "1"),
    ("NCT05060107", '3-5×10^12 particles by "IA" once', "1", "3e12 to 5e12", "particles", "1"),
    # vesicles of so many cells per kg
    ("NCT02138331", "1.22-1.51e6 cell-equivalents/kg weekly for 2 doses", "2", "2.44e6 to 3.02e6", "cell-equivalents/kg", "8"),
    ("NCT02138331", "2 doses of 1.22-1.51e6 cell-equivalents/kg 1 week apart", "2", "2.44e6 to 3.02e6", "cell-equivalents/kg", "8"),
    ("NCT02138331", "two doses of 1.22-1.51e6 cell-equivalents per kg one week apart", "2", "2.44e6 to 3.02e6", "cell-equivalents/kg", "8"),
    # how often is not stated
    ("NCT05261360", '1 million cell-equivalents/kg by "IA" at unstated times', "unknown", "unknown", "cell-equivalents/kg", "unknown"),
    # one application and up to two more, on unstated days
    ("NCT05078385", "about 1e4 cell-equivalents/cm2 for 1 to 3 doses", "1 to 3", "1e4 to 3e4", "cell-equivalents/cm2", "unknown"),
    ("NCT05078385", "about 1e4 cell-equivalents per cm2 for 1 to 3 doses at unstated times", "1 to 3", "1e4 to 3e4", "cell-equivalents/cm2", "unknown"),
    # what a fingertip unit weighs is not stated
    ("NCT05523011", "1 fingertip unit topically 3 times daily for 20 days", "60", "60", "fingertip units", "20"),
    ("NCT05523011", "1 FTU TID x 20 days", "60", "60", "fingertip units", "20"),
    ("NCT05523011", "1 FTU of unknown ug 3 times daily for 20 days", "60", "unknown", "µg", "20"),
    ("NCT04747574", "1e8, 5e8, 1e9, 1e10 particles by inhalation daily for 5 days escalating across cohorts",
     "5", "5e8, 2.5e9, 5e9, 5e10", "particles", "5"),
    ("NCT04747574", "1e9 particles in 2 mL by inhalation daily for 5 days", "5", "10", "mL", "5"),
    ("EXO-CD24 phase 2b", "1e9 particles daily for five days", "5", "5e9", "particles", "5"),
    ("EXO-CD24 phase 2b", "1e10 particles daily for five days", "5", "5e10", "particles", "5"),
    # 1e10 a dose, and 1e10 a day
    ("NCT05947747", "1e10 particles BID x 5 days", "10", "1e11", "particles", "5"),
    ("NCT05947747", "1e10 particles daily in 2 divided doses for 5 days", "10", "5e10", "particles", "5"),
    ("NCT04384445", "1 mL at 2-5e11 particles/mL intravenously on days 1, 5, 9", "3", "6e11 to 1.5e12", "particles", "9"),
    ("NCT04384445", "1 mL at 2-5e11 particles/mL counting days from 0 on days 0, 4, 8", "3", "6e11 to 1.5e12", "particles", "8"),
    # two reviews disagree
    ("NCT04389385", "2e8 particles in 3 mL on days 1-5", "5", "1e9", "particles", "5"),
    ("NCT04389385", "2e8 particles in 3 mL 5 times daily on days 1-5", "25", "5e9", "particles", "5"),
    # the day of enrolment counts as the first day, or does not
    ("NCT07232563", "1e11 particles by nasal drops on days 1-4", "4", "4e11", "particles", "4"),
    ("NCT07232563", "1e11 particles by nasal drops on days 1, 3, 4, 5", "4", "4e11", "particles", "5"),
    # the unit is not stated, nor whether a level is a cohort's or a participant's step
    ("NCT07485751", "1e9, 2e9, 4e9, 8e9, 16e9 unstated intranasally twice weekly for 8 weeks escalating across cohorts",
     "16", "1.6e10, 3.2e10, 6.4e10, 1.28e11, 2.56e11", "unstated", "53"),
    ("NCT07485751", "1e9 doubling to 16e9 particles twice weekly for 8 weeks escalating across cohorts",
     "16", "1.6e10, 3.2e10, 6.4e10, 1.28e11, 2.56e11", "particles", "53"),
    # eight weeks and 3 to 6 days more, in which up to two doses may fall
    ("NCT07485751", "1e9 unstated twice weekly for 2 months", "16 to 18", "1.6e10 to 1.8e10", "unstated", "53 to 62"),
    # in one participant, all five levels and eleven more doses of the first or of the last
    ("NCT07485751", "1e9, 2e9, 4e9, 8e9, 16e9 unstated twice weekly for 8 weeks",
     "16", "1.6e10, 3.2e10, 6.4e10, 1.28e11, 2.56e11, 4.2e10 to 2.07e11", "unstated", "53"),
    # the length of radiotherapy is not stated; then 40 to 47 days, with 7 before and 14 after or without
    ("NCT07312656", "about 1.5 mL by oral spray 3 times daily for an unstated time", "unknown", "unknown", "mL", "unknown"),
    ("NCT07312656", "about 1.5 mL by oral spray 3 times daily from day -7 for 61 to 68 days", "183 to 204", "274.5 to 306", "mL", "54 to 61"),
    ("NCT07312656", "about 1.5 mL by oral spray 3 times daily for 40 to 47 days", "120 to 141", "180 to 211.5", "mL", "40 to 47"),
    ("NCT06598202", "1 mL in each nostril once daily, twice a week for 2 weeks", "4", "8", "mL", "11"),
    ("NCT06598202", "unknown particles in 1 mL in each nostril once daily, twice a week for 2 weeks", "4", "unknown", "particles", "11"),
    # each time, and in all
    ("NCT06853522", "60e6 cell-equivalents locally at unstated times", "unknown", "unknown", "cell-equivalents", "unknown"),
    ("NCT06853522", "60e6 cell-equivalents locally once", "1", "6e7", "cell-equivalents", "1"),
    ("NCT07243561", "40 billion particles every other day for 10 doses", "10", "4e11", "particles", "19"),
    ("NCT07243561", "10 infusions of 40 billion particles every other day", "10", "4e11", "particles", "19"),
    ("NCT07243561", "ten doses of 40 billion particles every other day", "10", "4e11", "particles", "19"),
    ("NCT07515066", "1e9, 2e9, 3e9 particles by nebulisation twice daily for 7 days escalating across cohorts",
     "14", "1.4e10, 2.8e10, 4.2e10", "particles", "7"),
    # what a spray holds is not stated
    ("NCT07398612", "1 spray of unknown mL at 2e9 particles/mL once", "1", "unknown", "particles", "1"),
    ("NCT07398612", "1 spray of unknown mL at 4e9 particles/mL once", "1", "unknown", "particles", "1"),
    ("NCT07398612", "1 spray of unknown mL at 8e9 particles/mL once", "1", "1", "sprays", "1"),
    ("NCT07398612", "1 spray of unknown particles daily for 14 days", "14", "unknown", "particles", "14"),
    ("NCT07398612", "1 spray of unknown particles daily for 14 days", "14", "14", "sprays", "14"),
    # how many infusions is not stated
    ("NouvSoma001", "4e9 particles per kg intravenously at unstated times", "unknown", "unknown", "particles/kg", "unknown"),
    ("NouvSoma001", "4e9, 8e9, 1.6e10 particles/kg intravenously at unstated times escalating across cohorts",
     "unknown", "unknown, unknown, unknown", "particles/kg", "unknown"),
    ("NCT07143786", "5e11-2e12 particles intravenously at unstated times", "unknown", "unknown", "particles", "unknown"),
    ("IRCT 77465", "1 vial every 8 hours for 3 doses and 1 vial on days 2, 3, 10, 21", "7", "7", "vials", "21"),
    ("IRCT 77465", "3 doses of 1 vial 8 hours apart and 1 vial on days 2, 3, 10, 21", "7", "7", "vials", "21"),
    # if the figures are those of a vial
    ("IRCT 77465", "1 vial of 1e11 particles every 8 hours for 3 doses and 1 vial of 1e11 particles on days 2, 3, 10, 21",
     "7", "7e11", "particles", "21"),
    ("IRCT 77465", "1 vial of 250-300 ug every 8 hours for 3 doses and 1 vial of 250-300 ug on days 2, 3, 10, 21",
     "7", "1750 to 2100", "µg", "21"),
    ("ISRCTN33578935", "0.2 mg/kg in 15 mL on days 1 and 3", "2", "0.4", "mg/kg", "3"),
    ("ISRCTN33578935", "0.2 mg/kg in 15 mL on days 1 and 3", "2", "30", "mL", "3"),
    # no dose in the record
    ("NCT05490173", "an unknown amount intranasally at unstated times", "unknown", "unknown", "unknown", "unknown"),
    # in an artery one week after a vein; two tables word it in two ways
    ("Nassar 2016", "100 ug/kg intravenously on day 1 and 100 ug/kg intra-arterially on day 8", "2", "200", "µg/kg", "8"),
    ("Nassar 2016", "two doses of 100 ug/kg one week apart", "2", "200", "µg/kg", "8"),
    ("Nassar 2016", "100 mcg/kg weekly for two weeks", "2", "200", "µg/kg", "8"),
    # 4 or 5 weekly, as the month has 28 days or more; the sixth monthly dose is 5 months,
    # 150 to 153 days, after a start 28 to 31 days after day 1
    ("NCT02223897", "an unknown amount weekly for 1 month then monthly for 6 months", "10 to 11", "unknown", "unknown", "179 to 185"),
    ("NCT02223897", "an unknown amount weekly for a month then monthly for six months", "10 to 11", "unknown", "unknown", "179 to 185"),
    # cells, not their vesicles; 3 months are 89 to 92 days
    ("cells", "1.5e6 cells/kg every 3 months for 2 doses", "2", "3e6", "cells/kg", "90 to 93"),
    ("cells", "2 doses of 1.5e6 cells/kg 3 months apart", "2", "3e6", "cells/kg", "90 to 93"),
]  # fmt: skip

PHRASES = list(dict.fromkeys(phrase for _, phrase, *_ in TRIALS))


@pytest.mark.parametrize(
    ("trial", "phrase", "doses", "totals", "unit", "last_day"),
    TRIALS,
    ids=[f"{trial}: {phrase[:60]} ({unit})" for trial, phrase, _, _, unit, _ in TRIALS],
)
def test_a_trials_regimen_comes_to_its_doses_totals_and_last_day(
    trial: str, phrase: str, doses: str, totals: str, unit: str, last_day: str
) -> None:
    found = dosecalc.total(phrase)
    assert found.ok, [each.message for each in found.diagnostics]
    rows = [row for row in found if str(row.unit or "unknown") == unit]
    assert [row.total for row in rows] == [interval(each) for each in totals.split(", ")]
    assert {row.doses for row in rows} == {interval(doses)}
    assert {row.last_day for row in rows} == {interval(last_day)}
    assert all(bool(row.unknown) == ("unknown" in totals) for row in rows)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase[:80])
def test_a_trials_regimen_reads_back_as_itself(phrase: str) -> None:
    found = item(phrase)
    assert item(str(found)) == found


def item(text: str) -> Item:
    read = read_phrase(text)
    assert read.ok, [each.message for each in read.diagnostics]
    return read.trial.arms[0].readings[0].regimens[0].item


def interval(text: str) -> Interval | None:
    """The bounds that a cell of the table states: `5`, `1 to 2`, `9.6e9 or more`, `unknown`."""
    if text == "unknown":
        return None
    if text.endswith(" or more"):
        return Interval(Fraction(text.removesuffix(" or more")), None)
    low, _, high = text.partition(" to ")
    return Interval(Fraction(low), Fraction(high or low))
