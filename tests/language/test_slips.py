"""The usual slips of a prescription are refused, and the message alone is enough to mend them."""

import pytest

import dosecalc

# slip, the words it points at, code, hint, the text as mended
SLIPS = [
    # spelling
    ("5 mg dialy for 7 days", "dialy", "not-understood",
     "did you mean `daily`?",
     "5 mg daily for 7 days"),
    ("10 mg twise a day for 5 days", "twise", "not-understood",
     "did you mean `twice`?",
     "10 mg twice a day for 5 days"),
    ("10 mg wekly for 4 weeks", "wekly", "not-understood",
     "did you mean `weekly`?",
     "10 mg weekly for 4 weeks"),
    ("1 tab evry 8 hours for 5 days", "evry", "not-understood",
     "did you mean `every`?",
     "1 tab every 8 hours for 5 days"),
    ("10 mg bid for 5 dyas", "dyas", "not-understood",
     "did you mean `days`?",
     "10 mg bid for 5 days"),
    ("2 tabelts tid for 5 days", "tabelts", "unknown-unit",
     "did you mean `tablets` or `tablet`?",
     "2 tablets tid for 5 days"),
    # units
    ("10 units sc daily for 7 days", "units", "refused-word",
     "type `IU`",
     "10 IU sc daily for 7 days"),
    ("10u sc daily for 7 days", "u", "refused-word",
     "type `IU`",
     "10 IU sc daily for 7 days"),
    ("5 cc tds for 7 days", "cc", "refused-word",
     "type `mL`",
     "5 mL tds for 7 days"),
    ("5 mg/mL 2 mL once", "5 mg/mL", "unit-clash",
     "give the amount, as in `1.5 mL at 10 mg/mL`",
     "2 mL at 5 mg/mL once"),
    ("2 tablets (500 mg) tds for 5 days", "(500 mg)", "brackets-hold-courses",
     "type `of 500 mg` for what each holds, or leave it out",
     "2 tablets of 500 mg tds for 5 days"),
    # numbers
    ("1,5 mL daily for 4 days", "1,5", "decimal-comma",
     "type `1.5` or `1, 5`",
     "1.5 mL daily for 4 days"),
    (".5 mg daily for 10 days", ".5", "leading-point",
     "type `0.5`",
     "0.5 mg daily for 10 days"),
    ("1/2 tab daily for 10 days", "1/2", "written-fraction",
     "type `0.5`",
     "0.5 tab daily for 10 days"),
    ("2x108 particles daily for 3 days", "2x108", "lost-superscript",
     "type `2e8` if that is meant",
     "2e8 particles daily for 3 days"),
    ("5 x 10e8 cells once", "5 x 10e8", "double-power",
     "type `5e8` or `5e9`",
     "5e8 cells once"),
    ("1 – 2 tabs daily for 5 days", "–", "spaced-dash",
     "type `to` for a range",
     "1 to 2 tabs daily for 5 days"),
    ("20 to 10 mg daily for 5 days", "20 to 10", "backward-range",
     "put the lesser number first",
     "10 to 20 mg daily for 5 days"),
    ("75 mg/m2 on days 1,8,15 q28d x 6 cycles", "1,8,15", "list-needs-space",
     "type `1, 8, 15`",
     "75 mg/m2 on days 1, 8, 15 q28d x 6 cycles"),
    # amounts by the day
    ("0.5 mg/kg/day for 5 days", "0.5 mg/kg/day", "amount-in-time",
     "type `0.5 mg/kg daily` for one dose, `0.5 mg/kg daily in 2 divided doses` for two",
     "0.5 mg/kg daily in 2 divided doses for 5 days"),
    ("50 mg in 2 divided doses for 7 days", "in 2 divided doses", "does-not-fit",
     "type `300 mg daily in 3 divided doses for 7 days`",
     "50 mg daily in 2 divided doses for 7 days"),
    # how often
    ("50 μg od for 30 days", "od", "refused-word",
     "type `once daily` or `by \"right eye\"`",
     "50 μg once daily for 30 days"),
    ("10 mg biweekly for 8 weeks", "biweekly", "refused-word",
     "type `twice a week` or `every 2 weeks`",
     "10 mg every 2 weeks for 8 weeks"),
    ("10 mg bimonthly for 6 months", "bimonthly", "refused-word",
     "type `twice a month` or `every 2 months`",
     "10 mg every 2 months for 6 months"),
    ("1 g 6 hourly for 2 days", "6 hourly", "refused-word",
     "type `every 6 hours` or `6 times per hour`",
     "1 g every 6 hours for 2 days"),
    ("10 mg 3 weekly for 12 weeks", "3 weekly", "refused-word",
     "type `every 3 weeks` or `3 times per week`",
     "10 mg every 3 weeks for 12 weeks"),
    ("10 mg 1 daily for 3 days", "1 daily", "refused-word",
     "type `daily`",
     "10 mg daily for 3 days"),
    ("10 mg 3/week for 2 weeks", "3/week", "half-a-frequency",
     "type `3 times a week`",
     "10 mg 3 times a week for 2 weeks"),
    ("2 tablets 3 times for 5 days", "3 times", "half-a-frequency",
     "type `3 times a day`",
     "2 tablets 3 times a day for 5 days"),
    ("10 mg twice for 5 days", "twice", "count-without-period",
     "type `twice daily` or `twice weekly`, or only `for 2 doses`",
     "10 mg twice daily for 5 days"),
    ("10 mg twice daily every 8 hours for 3 days", "every 8 hours", "two-frequencies",
     "keep one of them, or list the days: `on days 1, 4 of every 21 days`",
     "10 mg every 8 hours for 3 days"),
    ("10 mg daily on Mondays for 4 weeks", "on Mondays", "weekday-and-daily",
     "type `on Monday` alone for every week, or count days: `on day 1 of every 14 days`",
     "10 mg on Monday for 4 weeks"),
    ("10 mg twice weekly on Monday for 4 weeks", "on Monday", "days-do-not-match",
     "list 2, or change the frequency",
     "10 mg twice weekly on Monday, Thursday for 4 weeks"),
    ("10 mg at bedtime for 7 days", "at bedtime", "time-without-frequency",
     "add how often, as in `daily at 08:00`",
     "10 mg daily at bedtime for 7 days"),
    ("10 mg daily at 8:00 and 20:00 for 3 days", "at 8:00 and 20:00", "times-do-not-match",
     "give one time for each dose of a day",
     "10 mg twice daily at 8:00 and 20:00 for 3 days"),
    # how long
    ("1 tab tds for 7", "for 7", "bare-count",
     "type `x 7 doses` or `for 7 days`",
     "1 tab tds for 7 days"),
    ("1 g q6h x 4", "x 4", "bare-count",
     "type `x 4 doses` or `for 4 days`",
     "1 g q6h x 4 doses"),
    ("1 tab tds x 3/7", "3/7", "short-length",
     "type `for 3 days`",
     "1 tab tds for 3 days"),
    ("1 tab tds for 2/52", "2/52", "short-length",
     "type `for 2 weeks`",
     "1 tab tds for 2 weeks"),
    ("10 mg daily 7 days", "7 days", "bare-length",
     "type `for 7 days`",
     "10 mg daily for 7 days"),
    ("10 mg daily for 7 days for 2 weeks", "for 2 weeks", "said-twice",
     "keep one of the two, or begin a second course with `then`",
     "10 mg daily for 7 days"),
    ("10 mg daily from day 3 to day 9", "to day 9", "said-in-other-words",
     "type `through day 9`",
     "10 mg daily from day 3 through day 9"),
    ("10 mg daily through week 8", "through week 8", "through-week",
     "type `through day 56` or `through day 57`",
     "10 mg daily through day 56"),
    ("10 mg daily from 2026-03-01 for 7 days", "2026-03-01", "date-in-regimen",
     "type the study day, as in `from day 15`, or leave it out for day 1",
     "10 mg daily for 7 days"),
    ("10 mg bd days 1-14 for 3 cycles", "for 3 cycles", "cycles-without-period",
     "say what a cycle is: `of every 28 days`, `every 3 weeks` or `21 days on, 7 days off`",
     "10 mg bd days 1-14 of every 21 days for 3 cycles"),
    ("10 mg daily ongoing", "ongoing", "said-in-other-words",
     "type an open end: `until progression`, or `for an unstated time`",
     "10 mg daily for an unstated time"),
    # several courses
    ("300 mg stat then 75 mg daily for 28 days", "75 mg daily for 28 days", "start-needed",
     "add `starting 2 weeks after the last dose`",
     "300 mg stat then 75 mg daily for 28 days starting 1 day after the last dose"),
    ("10 mg daily x5 days; then 5 mg daily x5 days", ";", "unexpected-character",
     "leave it out, or put a name that needs it in double quotes",
     "10 mg daily x5 days then 5 mg daily x5 days"),
]  # fmt: skip

NAMES = [slip for slip, *_ in SLIPS]


@pytest.mark.parametrize(("slip", "words", "code", "hint", "mended"), SLIPS, ids=NAMES)
def test_a_slip_is_pointed_at_and_told_how_to_mend(
    slip: str, words: str, code: str, hint: str, mended: str
) -> None:
    (found,) = dosecalc.parse(slip).diagnostics
    assert (found.code, found.span and found.span.text, found.hint) == (code, words, hint)


@pytest.mark.parametrize("slip", NAMES)
def test_a_slip_gives_no_totals(slip: str) -> None:
    assert len(dosecalc.total(dosecalc.parse(slip))) == 0


@pytest.mark.parametrize("mended", [mended for *_, mended in SLIPS])
def test_the_mended_text_is_read(mended: str) -> None:
    assert dosecalc.parse(mended).ok
