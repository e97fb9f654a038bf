"""The timeline: dose events as columns, and their agreement with the closed form."""

from datetime import datetime, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from dosecalc.language import read_file, read_phrase
from dosecalc.levels import level_counts
from dosecalc.parameters import Interval, bounds
from dosecalc.patterns import DAY
from dosecalc.timeline import Timeline, timeline
from dosecalc.totals import rows, variants
from dosecalc.units import table

dates = pytest.importorskip("dateutil.rrule")

MG = table()["mg"]
MONDAY = datetime(2026, 3, 2)


def events(phrase: str, which: int = 0, most: int = 2_000_000) -> Timeline:
    read = read_phrase(phrase)
    assert read.ok, [each.message for each in read.diagnostics]
    return timeline(read.trial, list(variants(read.trial.arms[0]))[which], most)


def days(phrase: str) -> list[int]:
    return [int(day) + 1 for day in events(phrase).day]


def exactly(value: int) -> Interval:
    return Interval(Fraction(value), Fraction(value))


# ------------------------------------------------------------------ dates


def test_twice_weekly_is_placed_evenly() -> None:
    assert days("10 mg twice weekly for 2 weeks") == [1, 4, 8, 11]


def test_days_before_day_1_are_negative_offsets() -> None:
    assert events("10 mg daily from day -2 through day 2").day.tolist() == [-2, -1, 0, 1]


def test_an_elapsed_interval_has_seconds_and_no_stated_time() -> None:
    found = events("10 mg every 18 hours for 3 doses")
    assert found.day.tolist() == [0, 0, 1]
    assert found.second.tolist() == [0, 18 * 3600, 12 * 3600]
    assert found.time.tolist() == [None, None, None]


def hours(phrase: str) -> list[float]:
    found = events(phrase)
    seconds = np.maximum(found.second, 0)
    return [(day * DAY + second) / 3600 for day, second in zip(found.day, seconds, strict=True)]


def test_a_rest_in_hours_is_kept_to_the_hour() -> None:
    assert hours("5 mg every 12 hours for 2 doses then rest 1 hour then 5 mg once") == [0, 12, 25]
    assert hours("5 mg every 12 hours for 3 doses then rest 2 days then 5 mg once") == [
        0, 12, 24, 72,
    ]  # fmt: skip


def test_a_course_of_days_behind_one_of_hours_starts_with_its_day() -> None:
    assert hours("5 mg every 12 hours for 3 doses then 5 mg daily for 2 days") == [
        0, 12, 24, 24, 48,
    ]  # fmt: skip


def test_a_bracket_repeated_every_so_many_hours_is_repeated_by_the_hour() -> None:
    assert hours("(5 mg once) repeated 3 times every 25 hours") == [0, 25, 50]


def test_regimens_of_one_arm_do_not_move_each_other() -> None:
    text = (
        "trial T\narm A\n  give 5 mg every 5 hours for 2 doses\n  give rest 1 hour then 5 mg once"
    )
    trial = read_file(text, "T").trial
    found = timeline(trial, next(variants(trial.arms[0])))
    assert (found.day * DAY + found.second).tolist() == [0, 3600, 5 * 3600]


def test_a_clock_time_is_kept_as_stated() -> None:
    found = events("10 mg twice daily at 08:00, 20:00 for 1 day")
    assert found.second.tolist() == [8 * 3600, 20 * 3600]
    assert found.time.tolist() == ["08:00", "20:00"]


def test_doses_of_a_day_without_times_have_no_second() -> None:
    found = events("10 mg twice daily for 1 day")
    assert (found.day.tolist(), found.second.tolist()) == ([0, 0], [-1, -1])


def test_meals_are_stated_times_without_a_second() -> None:
    found = events("10 mg twice daily 30 minutes after breakfast, dinner for 1 day")
    assert found.time.tolist() == ["30 minutes after breakfast", "30 minutes after dinner"]
    assert found.second.tolist() == [-1, -1]


def test_on_and_off_times_start_anew_in_every_period() -> None:
    assert days("10 mg daily 2 days on, 3 days off for 10 days") == [1, 2, 6, 7]


def test_excepted_days_are_left_out() -> None:
    assert days("10 mg every other day for 9 days except days 3, 4, 5") == [1, 7, 9]


def test_named_weeks_alone_are_kept() -> None:
    assert days("10 mg weekly for 8 weeks in weeks 2, 4") == [8, 22]


def test_months_are_placed_on_their_earliest_days() -> None:
    assert days("10 mg once a month for 3 months") == [1, 29, 60]


def test_repetitions_are_numbered_and_each_counts_its_doses_anew() -> None:
    found = events("(10 mg daily for 2 days) repeated 2 times every 7 days")
    assert found.day.tolist() == [0, 1, 7, 8]
    assert found.run.tolist() == [0, 0, 1, 1]
    assert found.place.tolist() == [0, 1, 0, 1]
    assert found.number.tolist() == [1, 2, 3, 4]


def test_brackets_nest() -> None:
    inner = "(10 mg daily for 1 day then rest 1 day) repeated 2 times"
    assert days(f"({inner}) repeated 2 times every 9 days") == [1, 3, 10, 12]


def test_courses_that_run_together_are_merged_in_time() -> None:
    found = events("10 mg weekly for 2 weeks and 5 mg every 3 days for 9 days")
    assert found.day.tolist() == [0, 0, 3, 6, 7]
    assert found.block.tolist() == [0, 1, 1, 1, 0]


def test_doses_are_numbered_within_their_agent() -> None:
    found = events("10 mg of A weekly for 2 weeks and 5 mg of B weekly for 2 weeks")
    assert found.number.tolist() == [1, 1, 2, 2]


def test_cycles_are_those_of_the_longest_period() -> None:
    found = events("10 mg on days 1, 8 of every 21 days for 2 cycles")
    assert found.cycle.tolist() == [0, 0, 1, 1]


def test_a_daily_course_has_no_cycles() -> None:
    assert events("10 mg daily for 2 days").cycle.tolist() == [-1, -1]


def test_every_3_weeks_falls_where_dateutil_says() -> None:
    expected = dates.rrule(dates.WEEKLY, dtstart=MONDAY, interval=3, count=17)
    found = events("10 mg every 3 weeks for 17 doses")
    assert [MONDAY + timedelta(int(day)) for day in found.day] == list(expected)


def test_weekdays_fall_where_dateutil_says() -> None:
    expected = dates.rrule(
        dates.WEEKLY, dtstart=MONDAY, byweekday=(dates.MO, dates.TH, dates.FR), count=30
    )
    found = events("10 mg on Mon, Thu, Fri for 30 doses")
    assert found.weekdays == ("Monday",)
    assert [MONDAY + timedelta(int(day)) for day in found.day] == list(expected)


@given(st.integers(1, 40), st.integers(1, 400))
def test_every_n_days_falls_where_dateutil_says(step: int, length: int) -> None:
    until = MONDAY + timedelta(length - 1)
    assume(step <= length)
    expected = dates.rrule(dates.DAILY, dtstart=MONDAY, interval=step, until=until)
    found = events(f"10 mg every {step} days for {length} days")
    assert [MONDAY + timedelta(int(day)) for day in found.day] == list(expected)


# ------------------------------------------------------------------ what is uncertain


def test_doses_beyond_the_least_count_are_possible() -> None:
    found = events("10 mg daily for 2 to 4 days")
    assert found.possible.tolist() == [False, False, True, True]


def test_a_cut_period_has_possible_doses_inside_the_course() -> None:
    found = events("10 mg twice weekly for 10 days")
    assert found.day.tolist() == [0, 3, 7, 9]
    assert found.possible.tolist() == [False, False, True, True]


def test_every_day_has_its_own_possible_dose() -> None:
    found = events("10 mg 1 to 2 times a day for 2 days")
    assert found.day.tolist() == [0, 0, 1, 1]
    assert found.possible.tolist() == [False, True, False, True]


def test_doses_as_needed_are_all_possible() -> None:
    assert events("10 mg as needed, at most 2 a day, for 2 days").possible.tolist() == [True] * 4


def test_a_condition_makes_its_doses_possible() -> None:
    found = events('10 mg daily for 2 days then 5 mg daily for 1 day if "not recovered"')
    assert found.possible.tolist() == [False, False, True]


def test_dates_after_an_uncertain_length_are_the_earliest() -> None:
    found = events("10 mg daily for 1 to 3 days then 5 mg daily for 1 day")
    assert found.day[found.block == 1].tolist() == [1]


def test_a_course_without_an_end_is_left_out_with_the_reason() -> None:
    found = events("10 mg daily for 2 days and 5 mg daily until progression")
    assert len(found) == 2
    assert [reason for _, reason in found.left_out] == ["when progression comes"]


def test_a_course_without_a_greatest_length_is_left_out() -> None:
    (_, reason), *_ = events("10 mg daily for at least 3 weeks").left_out
    assert reason == "no greatest number of doses: `for at least 3 weeks`"


def test_more_events_than_wanted_are_refused_before_they_are_made() -> None:
    with pytest.raises(ValueError, match="1,000,000,000 doses to list, and at most 2,000,000"):
        events("10 mg daily for 1e9 days")


# ------------------------------------------------------------------ levels and sums


def test_levels_rise_after_so_many_doses_and_the_last_one_stays() -> None:
    found = events("10, 20, 30 mg daily for 8 days escalating every 2 doses")
    assert found.level.tolist() == [0, 0, 1, 1, 2, 2, 2, 2]


def test_levels_rise_after_so_much_time() -> None:
    found = events("10, 20 mg every 3 days for 12 days escalating each week")
    assert found.level.tolist() == [0, 0, 0, 1]


def test_a_cohort_stays_on_its_level() -> None:
    found = events("10, 20 mg daily for 2 days escalating across cohorts", which=1)
    assert found.level.tolist() == [1, 1]
    assert found.total(MG) == exactly(40)


def test_a_level_that_nobody_states_is_minus_1_and_its_sum_a_range() -> None:
    found = events("10, 20 mg daily for 3 days escalation", which=2)
    assert found.level.tolist() == [-1, -1, -1]
    assert found.total(MG) == Interval(Fraction(40), Fraction(50))


def test_only_amounts_that_convert_are_summed() -> None:
    found = events("1 g in 3 mL daily for 2 days")
    assert found.total(MG) == exactly(2000)
    assert found.total(table()["L"]) == Interval(Fraction(6, 1000), Fraction(6, 1000))


def test_a_sum_with_an_unknown_amount_is_unknown() -> None:
    assert events("unknown mg daily for 2 days").total(MG) is None


def test_one_agent_is_summed_alone() -> None:
    found = events("10 mg of A daily for 2 days and 5 mg of B daily for 2 days")
    assert found.total(MG, agent="B") == exactly(10)


def test_thirds_are_summed_exactly() -> None:
    assert events("10 mg daily in 3 divided doses for 7 days").total(MG) == exactly(70)


# ------------------------------------------------------------------ the closed form agrees


COUNTED = st.integers(1, 30)
FREQUENCIES = st.one_of(
    st.sampled_from(["daily", "twice daily", "3 times a day", "every other day", "weekly"]),
    st.sampled_from(["twice daily at 08:00, 20:00", "every 2 to 3 days", "3 to 4 times a day"]),
    st.integers(1, 7).map(lambda n: f"{n} times a week"),
    st.integers(1, 10).map(lambda n: f"every {n} days"),
    st.integers(1, 60).map(lambda n: f"every {n} hours"),
    st.sampled_from(["on Mon", "on Mon, Thu", "on weekdays", "every 2 weeks"]),
    st.tuples(st.sets(st.integers(1, 14), min_size=1, max_size=4), st.integers(14, 30)).map(
        lambda p: f"on days {', '.join(map(str, sorted(p[0])))} of every {p[1]} days"
    ),
)
EXTENTS = st.one_of(
    COUNTED.map(lambda n: f"for {n} days"),
    COUNTED.map(lambda n: f"for {n} weeks"),
    COUNTED.map(lambda n: f"for {n} doses"),
    st.integers(1, 6).map(lambda n: f"for {n} cycles"),
    st.integers(1, 60).map(lambda n: f"through day {n}"),
    st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda p: f"for {p[0]} to {sum(p)} weeks"),
    st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda p: f"for {p[0]} to {sum(p)} doses"),
)
MASKS = st.one_of(
    st.just(""),
    st.just(""),
    st.tuples(st.integers(1, 21), st.integers(1, 9)).map(
        lambda p: f"{p[0]} days on, {p[1]} days off"
    ),
    st.sampled_from(["in weeks 1-2", "in weeks 1, 3", "except days 2, 9", "except days 3-5"]),
)
DOSES = st.sampled_from(
    [
        ("10 mg", ""),
        ("1 to 3 mg", ""),
        ("1, 2, 5 mg", "escalating each week"),
        ("1, 2, 5 mg", "escalating each dose"),
        ("5, 3 mg", "escalating every 3 doses"),
    ]
)


@st.composite
def one_course(draw: st.DrawFn) -> str:
    dose, escalation = draw(DOSES)
    parts = (dose, draw(FREQUENCIES), draw(MASKS), draw(EXTENTS), escalation)
    return " ".join(part for part in parts if part)


@st.composite
def brackets(draw: st.DrawFn) -> str:
    inner = draw(sequences)
    every = draw(st.sampled_from(["", " every 28 days", " every 400 days"]))
    return f"({inner}) repeated {draw(st.integers(2, 4))} times{every}"


courses = one_course()
sequences = st.one_of(
    courses,
    st.tuples(courses, courses).map(" then ".join),
    st.tuples(courses, st.just("rest 5 days"), courses).map(" then ".join),
)
phrases = st.one_of(courses, sequences, brackets(), st.tuples(courses, courses).map(" and ".join))


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(phrases)
@example("10 mg twice weekly for 10 days")
@example("10 mg 3 times a week 10 days on, 4 days off for 20 days")
@example("(1, 2, 5 mg daily for 10 days escalating each week then rest 5 days) repeated 3 times")
def test_expanding_agrees_with_the_closed_form(phrase: str) -> None:
    read = read_phrase(phrase)
    assume(read.ok)
    assume(not ("in weeks" in phrase and "doses" in phrase))
    (variant,) = variants(read.trial.arms[0])
    (row,) = rows(read.trial)
    found = timeline(read.trial, variant)
    assert not found.left_out
    sure, most = len(found) - int(found.possible.sum()), len(found)
    total = found.total(MG)
    assert row.doses is not None and row.total is not None and total is not None
    if any(found.weekdays):
        assert sure <= row.doses.low and most >= _high(row.doses)
    else:
        assert row.doses == Interval(Fraction(sure), Fraction(most))
        assert total == row.total or "escalating" in phrase
    if sure == most == row.doses.low:
        assert row.total.low <= total.low and _high(total) <= _high(row.total)
        assert total == row.total or not _levels_are_exact(found)
        if len(np.unique(found.block)) == len(found.blocks) and "3 to 4" not in phrase:
            for end, bound in ((min, row.first_day), (max, row.last_day)):
                assert bound is not None
                assert bound.low <= end(found.day.tolist()) + 1 <= _high(bound)
    _ascending(found)


def _high(bound: Interval) -> Fraction:
    assert bound.high is not None
    return bound.high


def _levels_are_exact(found: Timeline) -> bool:
    """Whether the dose at which a level rises does not hang on dates that are not stated."""
    shares = [bounds(share) for block in found.blocks for share in level_counts(block)]
    return all(share is not None and share.low == share.high for share in shares)


def _ascending(found: Timeline) -> None:
    moment = found.day * DAY + np.maximum(found.second, 0)
    unclocked = found.second < 0
    assert np.all(found.day[1:] >= found.day[:-1])
    both = ~unclocked[1:] & ~unclocked[:-1]
    assert np.all((moment[1:] >= moment[:-1])[both])
    assert found.number.tolist() == list(range(1, len(found) + 1))
