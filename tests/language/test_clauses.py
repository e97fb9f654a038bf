"""Each clause means one thing: doses, totals and days on either side of its boundaries.

The figures were worked out by hand from the page of the language.
"""

from fractions import Fraction

import pytest

import dosecalc
from dosecalc.language.clauses import CLAUSES
from dosecalc.parameters import Interval
from dosecalc.results import Row

Bounds = int | tuple[int, int] | None


def rows(text: str) -> list[Row]:
    results = dosecalc.total(dosecalc.parse(text))
    assert results.ok, [each.message for each in results.diagnostics]
    return list(results)


def row(text: str) -> Row:
    (only,) = rows(text)
    return only


def bounds(value: Bounds) -> Interval | None:
    if value is None:
        return None
    low, high = value if isinstance(value, tuple) else (value, value)
    return Interval(Fraction(low), Fraction(high))


def codes(text: str) -> list[str]:
    return [each.code for each in dosecalc.check(dosecalc.parse(text))]


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.rule)
def test_the_example_of_a_clause_is_read(clause: object) -> None:
    assert dosecalc.parse(clause.example).ok  # type: ignore[attr-defined]


# ------------------------------------------------------------------ which days

# regimen of 10 mg, doses, first day, last day
DAYS: list[tuple[str, Bounds, Bounds, Bounds]] = [
    ("once", 1, 1, 1),
    ("once on day 4", 1, 4, 4),
    ("daily for 1 day", 1, 1, 1),
    ("every other day for 8 days", 4, 1, 7),
    ("every other day for 9 days", 5, 1, 9),
    ("every 12 hours for 36 hours", 3, 1, 2),
    ("every 12 hours for 37 hours", 4, 1, 2),
    ("every 3 weeks for 3 weeks", 1, 1, 1),
    ("every 3 weeks for 21 days", 1, 1, 1),
    ("every 3 weeks for 22 days", 2, 1, 22),
    ("every 4 to 6 hours for 1 day", (4, 6), 1, 1),
    ("daily for 10 days to 2 weeks", (10, 14), 1, (10, 14)),
    ("daily for 48 hours to 3 days", (2, 3), 1, (2, 3)),
    ("monthly for 12 months to 1 year", 12, 1, (335, 338)),
    ("3 to 4 times a day for 7 days", (21, 28), 1, 7),
    ("twice weekly for 1 week", 2, 1, 4),
    ("twice weekly for 8 weeks", 16, 1, 53),
    ("twice weekly for 10 days", (2, 4), 1, None),
    ("3 times a week for 4 weeks", 12, 1, 26),
    ("twice daily for 7 days", 14, 1, 7),
    ("BID for 7 days", 14, 1, 7),
    ("TID for 7 days", 21, 1, 7),
    ("QID for 7 days", 28, 1, 7),
    ("QD for 7 days", 7, 1, 7),
    ("QOD for 8 doses", 8, 1, 15),
    ("QW for 3 weeks", 3, 1, 15),
    ("BIW for 8 weeks", 16, 1, 53),
    ("TIW for 4 weeks", 12, 1, 26),
    ("Q3W for 4 doses", 4, 1, 64),
    ("Q8H for 2 days", 6, 1, 2),
    ("weekly for 3 weeks", 3, 1, 15),
    ("every week for 3 weeks", 3, 1, 15),
    ("once a week for 3 weeks", 3, 1, 15),
    ("once daily, twice a week for 2 weeks", 4, 1, 11),
    ("twice daily, twice a week for 2 weeks", 8, 1, 11),
    ("twice daily every 3 weeks for 6 cycles", 12, 1, 106),
    # listed days
    ("on days 1-4", 4, 1, 4),
    ("on days 1 to 4", 4, 1, 4),
    ("on days 1, 3 and 5", 3, 1, 5),
    ("on days 1-4 twice daily", 8, 1, 4),
    ("on days -7 to -1", 7, -7, -1),
    ("on days -1 to 1", 2, -1, 1),
    ("on day −1", 1, -1, -1),
    ("at weeks 0, 2, 6", 3, 1, 43),
    ("on days 1, 8, 15 of every 28 days for 6 cycles", 18, 1, 155),
    ("on days 1, 8, 15 of every 28 days for 28 days", 3, 1, 15),
    ("on days 1, 8, 15 of every 28 days for 29 days", 4, 1, 29),
    ("every 3 weeks on days 1, 8 for 6 cycles", 12, 1, 113),
    ("twice weekly on days 1, 4 for 8 weeks", 16, 1, 53),
    ("on days 1-5 except days 2", 4, 1, 5),
    # weekdays, of which the first is not known
    ("on Mon, Thu for 8 weeks", 16, 1, (53, 54)),
    ("twice a week on Mon, Thu for 8 weeks", 16, 1, (53, 54)),
    ("weekly on Monday for 3 weeks", 3, 1, 15),
    ("on weekdays for 3 weeks", 15, 1, (19, 21)),
    ("on weekdays for 10 days", (6, 8), 1, (8, 10)),
    # days on, days off
    ("daily for 21 days on, 7 days off, for 6 cycles", 126, 1, 161),
    ("daily 21 days on, 7 days off for 28 days", 21, 1, 21),
    ("daily 21 days on, 7 days off for 29 days", 22, 1, 29),
    ("daily 5 days on, 2 days off, 3 weeks on, 1 week off for 8 weeks", 30, 1, 47),
    ("twice daily in weeks 1, 3", 28, 1, 21),
    ("daily in weeks 2-3", 14, 8, 21),
    ("daily for 28 days except days 9, 16", 26, 1, 28),
    ("daily for 28 days except days 1", 27, 2, 28),
    # how far
    ("daily for 8 weeks", 56, 1, 56),
    ("daily for 56 doses", 56, 1, 56),
    ("daily through day 56", 56, 1, 56),
    ("daily before day 57", 56, 1, 56),
    ("daily x 56 days", 56, 1, 56),
    ("daily for 4 to 6 days", (4, 6), 1, (4, 6)),
    ("every 3 weeks for 4 to 6 cycles", (4, 6), 1, (64, 106)),
    ("every 3 weeks up to 6 cycles", (1, 6), 1, (1, 106)),
    ("daily for 1 month", (28, 31), 1, (28, 31)),
    ("daily for 2 months", (59, 62), 1, (59, 62)),
    ("daily for 3 months", (89, 92), 1, (89, 92)),
    ("daily for 6 months", (181, 184), 1, (181, 184)),
    ("daily for 12 months", (365, 366), 1, (365, 366)),
    ("daily for 1 year", (365, 366), 1, (365, 366)),
    ("monthly for 6 months", 6, 1, None),
    ("twice a month for 3 months", 6, 1, None),
    # from where
    ("daily from day 15 for 2 weeks", 14, 15, 28),
    ("daily from day 15 through day 15", 1, 15, 15),
    ("daily from day -7 for 14 days", 14, -7, 7),
    ("daily from day -7 through day 7", 14, -7, 7),
    # times of day change nothing
    ("twice daily at 08:00, 20:00 for 7 days", 14, 1, 7),
    ("daily at bedtime for 7 days", 7, 1, 7),
    ("3 times daily 30 minutes after breakfast, lunch, dinner for 7 days", 21, 1, 7),
    ("daily over 90, 60, 30 minutes for 7 days", 7, 1, 7),
    # as needed
    ("as needed, at most 4 a day, for 7 days", (0, 28), None, None),
    ("as needed, at most 4 a day, at least 4 hours apart, for 7 days", (0, 28), None, None),
    ("as needed, at most 4 a day, at least 8 hours apart, for 7 days", (0, 21), None, None),
    ("every 4 hours as needed for 3 days", (0, 18), None, None),
    # not stated
    ("as needed for 7 days", None, None, None),
    ("at unstated times", None, None, None),
    ("daily for an unstated time", None, 1, None),
    ("daily until progression", None, 1, None),
]


@pytest.mark.parametrize(("rhythm", "doses", "first", "last"), DAYS, ids=[case[0] for case in DAYS])
def test_a_rhythm_has_so_many_doses_from_day_to_day(
    rhythm: str, doses: Bounds, first: Bounds, last: Bounds
) -> None:
    found = row(f"10 mg {rhythm}")
    assert found.doses == bounds(doses)
    assert found.total == (
        None if found.doses is None else Interval(*(10 * end for end in found.doses))
    )
    if first is not None:
        assert found.first_day == bounds(first)
    if last is not None:
        assert found.last_day == bounds(last)


# ------------------------------------------------------------------ how much

# phrase, and for each row: one administration, total, unit
AMOUNTS: list[tuple[str, list[tuple[str | None, str | None, str]]]] = [
    ("up to 200 mg daily for 7 days", [("0 200", "0 1400", "mg")]),
    ("1e9 to 16e9 particles daily for 4 days", [("1e9 16e9", "4e9 64e9", "particles")]),
    ("unknown particles daily for 7 days", [(None, None, "particles")]),
    ("about 1.5 mL daily for 7 days", [("1.5", "10.5", "mL")]),
    ("2e8 particles in 3 mL daily for 5 days", [("2e8", "1e9", "particles"), ("3", "15", "mL")]),
    ("unknown particles in 2 mL once", [(None, None, "particles"), ("2", "2", "mL")]),
    ("1.5 mL at 1e10 particles/mL daily for 7 days",
     [("1.5", "10.5", "mL"), ("1.5e10", "10.5e10", "particles")]),
    ("1.5e10 particles in 1.5 mL at 1e10 particles/mL once",
     [("1.5e10", "1.5e10", "particles"), ("1.5", "1.5", "mL")]),
    ("1 mL in each nostril once", [("2", "2", "mL")]),
    ("2e8 particles in 1 mL in each nostril once", [("4e8", "4e8", "particles"), ("2", "2", "mL")]),
    ("2 sprays of 0.1 mL daily for 7 days", [("2", "14", "sprays"), ("0.2", "1.4", "mL")]),
    ("2 vials of 1e11 particles once", [("2", "2", "vials"), ("2e11", "2e11", "particles")]),
    ("300 mg daily in 3 divided doses for 7 days", [("100", "2100", "mg")]),
    ("300 mg once in 3 divided doses", [("100", "300", "mg")]),
    ("2 mg/kg weekly for 4 weeks", [("2", "8", "mg/kg")]),
    ("1e4 cell-equivalents/cm2 once", [("1e4", "1e4", "cell-equivalents/cm2")]),
    ("260 mg below 50 kg, 390 mg from 50 to under 80 kg, 520 mg from 80 kg once",
     [("260 520", "260 520", "mg")]),
    ("260 mg below 50 kg, 520 mg from 50 kg in each knee once", [("520 1040", "520 1040", "mg")]),
    ("100 mg capped at 60 mg a dose daily for 2 days", [("60", "120", "mg")]),
    ("100 mg capped at 0.2 g a dose daily for 2 days", [("100", "200", "mg")]),
    ("300 mg daily in 3 divided doses for 2 days capped at 60 mg a dose", [("60", "360", "mg")]),
    ("1e9 doubling to 16e9 particles daily escalating each dose for 7 doses",
     [("1e9 16e9", "63e9", "particles")]),
    ("50 mg rising by 50 mg to 200 mg daily for 8 weeks escalating each week",
     [("50 200", "9100", "mg")]),
    ("200 mg falling by 50 mg to 50 mg daily escalating every 2 doses for 8 doses",
     [("50 200", "1000", "mg")]),
    ("50, 100, 150 mg every 3 weeks escalating each cycle for 6 cycles", [("50 150", "750", "mg")]),
    ("50, 100 mg twice weekly for 4 weeks escalating every 2 weeks", [("50 100", "600", "mg")]),
    # ten days hold two to four doses: 4 × 50 + 4 × 100, to 2 × 50 + 6 × 100
    ("50, 100 mg twice weekly for 4 weeks escalating every 10 days", [("50 100", "600 700", "mg")]),
    # from a Monday three doses in three days, from a Friday one
    ("50, 100 mg on weekdays escalating every 3 days for 1 week", [("50 100", "350 450", "mg")]),
    ("50, 100 mg capped at 60 mg a dose daily escalating each dose for 2 days",
     [("50 60", "110", "mg")]),
]  # fmt: skip


def ends(text: str | None) -> Interval | None:
    if text is None:
        return None
    found = [Fraction(part) for part in text.split()]
    return Interval(found[0], found[-1])


@pytest.mark.parametrize(("text", "expected"), AMOUNTS, ids=[case[0] for case in AMOUNTS])
def test_an_amount_is_counted_in_every_unit_it_is_stated_in(
    text: str, expected: list[tuple[str | None, str | None, str]]
) -> None:
    found = [(each.amount, each.total, str(each.unit)) for each in rows(text)]
    assert found == [(ends(amount), ends(total), unit) for amount, total, unit in expected]


def test_at_least_has_no_upper_bound() -> None:
    assert row("at least 60 mg daily for 7 days").total == Interval(Fraction(420), None)


def test_about_is_marked_in_the_result() -> None:
    assert row("about 1.5 mL once").status == "approximate"


def test_an_unknown_amount_has_no_unit_and_no_total() -> None:
    assert (row("an unknown amount once").unit, row("an unknown amount once").total) == (None, None)


def test_a_placebo_is_counted_and_amounts_to_nothing() -> None:
    assert (row("placebo daily for 7 days").doses, row("placebo daily for 7 days").total) == (
        bounds(7), bounds(0)
    )  # fmt: skip


def test_cohorts_have_a_row_each_and_a_participant_another_where_nothing_is_said() -> None:
    found = rows("10, 20 mg daily for 7 days")
    assert [(each.reading, each.cohort, each.total) for each in found] == [
        ("cohorts", 1, bounds(70)), ("cohorts", 2, bounds(140)), ("participant", None, bounds((80, 130)))
    ]  # fmt: skip


def test_levels_across_cohorts_have_no_reading_for_a_participant() -> None:
    found = rows("10, 20 mg daily for 7 days escalating across cohorts")
    assert [(each.cohort, each.total) for each in found] == [(1, bounds(70)), (2, bounds(140))]


def test_levels_across_cohorts_carry_over_with_their_amount() -> None:
    found = rows("10, 20 mg daily for 2 days escalating across cohorts then daily for 2 days")
    assert [(each.cohort, each.total) for each in found] == [(1, bounds(40)), (2, bounds(80))]


def test_an_agent_and_a_route_are_carried_to_the_result() -> None:
    found = row('10 mg of "drug A" intranasally once')
    assert (found.agent, found.route) == ("drug A", "intranasal")


# ------------------------------------------------------------------ one after another, together

# phrase, doses, total in mg, last day
JOINED: list[tuple[str, Bounds, Bounds, Bounds]] = [
    ("10 mg daily for 7 days then rest 7 days then 20 mg daily for 7 days", 14, 210, 21),
    ("10 mg daily through day 10 then 20 mg daily for 2 days", 12, 140, 12),
    ("10 mg daily before day 10 then 20 mg daily for 2 days", 11, 130, 11),
    ("10 mg on days 1-5 then 20 mg daily for 2 days", 7, 90, 7),
    ("10 mg every 3 weeks for 4 doses then 20 mg weekly for 2 doses", 6, 80, 92),
    ("10 mg daily for 21 days on, 7 days off, for 2 cycles then 20 mg daily for 7 days", 49, 560, 63),
    ("10 mg daily for 4 to 6 days then 20 mg daily for 2 days", (6, 8), (80, 100), (6, 8)),
    ("10 mg daily for 4 days then 20 mg daily through day 10", 10, 160, 10),
    ("600 mg once then 300 mg every 8 weeks for 4 doses starting 2 weeks after the last dose",
     5, 1800, 183),
    ("10 mg weekly for 3 doses then 20 mg once starting 2 days after the first dose", 4, 50, 15),
    ("(10 mg daily for 5 days and 20 mg daily for 4 days) then 5 mg daily for 2 days", 11, 140, 7),
    ("10 mg daily for 7 days and 20 mg daily for 7 days from day 5", 14, 210, 11),
    ("(10 mg daily for 7 days then rest 7 days) repeated 3 times", 21, 210, 35),
    ("(10 mg daily for 7 days then rest 7 days) repeated 3 times every 28 days", 21, 210, 63),
    ("(10 mg on days 1, 3) repeated 2 times every 7 days", 4, 40, 10),
    ("(10 mg once) repeated 3 times every 7 days", 3, 30, 15),
    ("(10 mg once) repeated 3 times every 7 days then 20 mg once starting 2 days after the last dose",
     4, 50, 17),
    ("((10 mg daily for 2 days) repeated 2 times) repeated 2 times", 8, 80, 8),
    ("rest 2 days then 10 mg daily for 3 days", 3, 30, 5),
    ('15 mg once then 15 mg on day 4 if "not recovered"', (1, 2), (15, 30), (1, 4)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "doses", "total", "last"), JOINED, ids=[case[0] for case in JOINED]
)
def test_courses_follow_each_other_or_run_together(
    text: str, doses: Bounds, total: Bounds, last: Bounds
) -> None:
    found = row(text)
    assert (found.doses, found.total, found.last_day) == (
        bounds(doses),
        bounds(total),
        bounds(last),
    )


def test_an_amount_an_agent_and_a_route_carry_over() -> None:
    found = row("10 mg of EX by mouth daily for 2 days then weekly for 2 doses")
    assert (found.total, found.agent, found.route) == (bounds(40), "EX", "oral")


def test_a_comma_in_a_list_of_agents_names_needs_quotes() -> None:
    assert row('1e9 particles of "daily drug" daily for 2 days').agent == "daily drug"
    assert codes("1e9 particles of daily for 2 days") == ["not-understood"]


# ------------------------------------------------------------------ what is refused

REFUSED = [
    # two frequencies, and words for two of them
    ("10 mg biweekly for 8 weeks", "refused-word"),
    ("10 mg bimonthly for 8 weeks", "refused-word"),
    ("10 mg 4 hourly for 2 days", "refused-word"),
    ("10 mg 2 weekly for 8 weeks", "refused-word"),
    ("10 mg daily on Monday for 2 weeks", "weekday-and-daily"),
    ("10 mg every 2 weeks on Monday for 8 weeks", "weekday-and-daily"),
    ("10 mg twice a week every 3 weeks for 12 weeks", "two-frequencies"),
    ("10 mg once daily once", "two-frequencies"),
    ("10 mg about 3 times daily for 2 days", "needs-exact"),
    # a period longer than its extent
    ("10 mg once a month for 2 weeks", "period-too-long"),
    ("10 mg weekly for 6 days", "period-too-long"),
    ("10 mg on days 1, 8 of every 28 days for 27 days", "period-too-long"),
    ("10 mg daily 21 days on, 7 days off for 27 days", "period-too-long"),
    # two extents, or one that cuts or exceeds what is listed
    ("10 mg daily for 7 days for 14 days", "said-twice"),
    ("10 mg once for 5 doses", "does-not-fit"),
    ("10 mg on days 1-5 for 8 doses", "does-not-fit"),
    ("10 mg on days 1-5 for 4 days", "does-not-fit"),
    ("10 mg on days 1-5 through day 4", "does-not-fit"),
    ("10 mg daily in weeks 2-3 for 15 doses", "does-not-fit"),
    # days that are not there, or there twice
    ("10 mg on day 0", "day-zero"),
    ("10 mg on days 1, 1", "listed-twice"),
    ("10 mg on days 1-4, 4-6", "listed-twice"),
    ("10 mg on Mon, Monday for 2 weeks", "listed-twice"),
    ("10 mg daily at 08:00, 8:00 for 2 days", "listed-twice"),
    ("10 mg on days 4-1", "backward-range"),
    ("10 mg on days 1, 30 of every 28 days for 2 cycles", "day-outside-period"),
    ("10 mg twice weekly on days 1, 3, 5 for 8 weeks", "days-do-not-match"),
    ("10 mg on days 1, 8, 3 times daily", "list-runs-on"),
    # ends
    ("10 mg daily through week 8", "through-week"),
    ("10 mg daily before day 1", "ends-before-start"),
    ("10 mg daily from day 5 before day 5", "ends-before-start"),
    ("10 mg daily for 14 days then 20 mg daily through day 14", "course-without-doses"),
    ("10 mg daily x 4", "bare-count"),
    ("10 mg daily for 6 cycles", "cycles-without-period"),
    # times of day, and divided amounts
    ("10 mg twice daily at 08:00 for 2 days", "times-do-not-match"),
    ("10 mg at 08:00 for 2 days", "time-without-frequency"),
    ("300 mg every 12 hours in 3 divided doses for 2 days", "does-not-fit"),
    ("300 mg 3 times daily in 3 divided doses for 2 days", "does-not-fit"),
    ("300 mg daily in 3 divided doses for 7 doses", "does-not-fit"),
    # amounts that do not agree, or are none
    ("1e9 particles in 2 mL at 1e10 particles/mL once", "unit-clash"),
    ("1 mL in 3 mL once", "unit-clash"),
    ("2 vials of 1e11 particles in 5 mL once", "does-not-fit"),
    ("10 mg/day for 3 days daily", "amount-in-time"),
    ("mg daily for 7 days", "not-understood"),
    ("particles daily for 7 days", "not-understood"),
    ("once hours", "not-understood"),
    ("10 mg/mL daily for 3 days", "unit-clash"),
    ("8 mg/kg capped at 400 mL a dose once", "unit-clash"),
    ("in 3 mL daily for 4 days", "no-amount"),
    ("2 sprays of placebo once", "does-not-fit"),
    ("10 mg escalating across cohorts once", "no-levels"),
    ("10, 20 mg daily for 4 days escalating every 2 to 3 doses", "needs-exact"),
    # limits
    ("10 mg 4 times a day at most 2 a day for 3 days", "does-not-fit"),
    ("100 mg daily for 5 days at most 400 mg in total", "limit-exceeded"),
    ("100 mg twice daily for 2 days at most 150 mg a day", "limit-exceeded"),
    (
        "50, 100, 400 mg daily for 3 days escalating each dose at most 549 mg in total",
        "limit-exceeded",
    ),
    ("100 mg capped at 60 to 80 mg a dose once", "needs-exact"),
    # sequences
    ("10 mg once then 20 mg daily for 2 days", "start-needed"),
    ("10 mg daily then 20 mg daily for 2 days", "no-end"),
    ("1 mg once then 2 mg daily for 2 days and 3 mg once", "then-and-mixed"),
    ("(10 mg daily for 30 days) repeated 3 times every 28 days", "does-not-fit"),
    # beyond any trial
    ("10 mg 1e9 times daily for 2 days", "too-many"),
    ("10 mg on days 1-99999999", "too-many"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_says_two_things_or_nothing_is_refused(text: str, code: str) -> None:
    assert codes(text) == [code]


# phrase, and the warning it is read with
WARNED = [
    ("10 mg daily until day 56", "until-day"),
    ("1e9 daily for 7 days", "unstated-unit"),
    ("1,000 mg daily for 7 days", "thousands-read"),
    ("50, 100, 150 mg daily escalating each week for 2 weeks", "level-unreached"),
]


@pytest.mark.parametrize(("text", "code"), WARNED, ids=[case[0] for case in WARNED])
def test_what_other_tools_read_otherwise_is_read_with_a_warning(text: str, code: str) -> None:
    assert codes(text) == [code]
    assert row(text).total is not None


@pytest.mark.parametrize(
    "text",
    [
        "100 mg daily for 4 days at most 400 mg in total",
        "100 mg twice daily for 2 days at most 200 mg a day",
        "50, 100, 400 mg daily for 3 days escalating each dose at most 550 mg in total",
        "100, 10 mg daily for 30 days escalating each dose at most 390 mg in total",
    ],
)
def test_a_limit_that_is_just_kept_is_no_mistake(text: str) -> None:
    assert codes(text) == []
