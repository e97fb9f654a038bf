"""Exact dose events in words: read back, the words give the same events."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dosecalc.dose_events import dosed
from dosecalc.language import read_file, read_phrase
from dosecalc.notations.phrasing import Given, Unsayable, in_one, phrased
from dosecalc.variants import Question, variants

HOUR, DAY = 3_600, 86_400


def read_back(words: str) -> Counter[tuple[object, ...]]:
    read = read_file if words.startswith("trial") else read_phrase
    text = read(words, "words")
    assert text.ok, (words[:300], [each.message for each in text.diagnostics][:3])
    found = dosed(text.trial, next(variants(text.trial.arms[0])), Question())
    return Counter(
        (
            event.seconds, found.course(event).agent, found.course(event).route, event.lasting,
            *(cell.amount.low for cell in event.cells if cell.amount),
        )
        for event in found.events
    )  # fmt: skip


def expected(doses: Sequence[Given]) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            each.seconds if each.timed else each.seconds // DAY * DAY, each.agent, each.route,
            each.lasting, Fraction(each.amount.split()[0]),
        )
        for each in doses
    )  # fmt: skip


def hours(*times: float, amount: str = "5 mg") -> list[Given]:
    return [Given(round(time * HOUR), amount) for time in times]


def days(*numbers: int, amount: str = "5 mg") -> list[Given]:
    return [Given((number - (number > 0)) * DAY, amount, timed=False) for number in numbers]


def said(doses: Sequence[Given], *, clock: bool = False) -> str:
    words = in_one(phrased(doses, clock=clock))
    assert words is not None
    assert read_back(words) == expected(doses)
    return words


# ------------------------------------------------------------------ the words


def test_equal_steps_are_an_interval() -> None:
    assert said(hours(0, 24, 48)) == "5 mg every 24 hours for 3 doses"
    assert said(hours(2.5, 10.5)) == "rest 2.5 hours then 5 mg every 8 hours for 2 doses"
    assert said(hours(0, 504, 1008)) == "5 mg every 3 weeks for 3 doses"
    assert said(days(1, 2, 3)) == "5 mg daily for 3 days"
    assert said(days(3, 10, 17)) == "5 mg weekly for 3 doses from day 3"


def test_one_dose_is_given_once() -> None:
    assert said(hours(0)) == "5 mg once"
    assert said(hours(2.93)) == "rest 2.93 hours then 5 mg once"
    assert said(days(4)) == "5 mg on day 4"


def test_days_of_a_week_are_days_of_a_period() -> None:
    week = [7 * n + day for n in range(4) for day in (1, 3, 5)]
    assert said(days(*week)) == "5 mg on days 1, 3, 5 of every 7 days for 4 cycles"
    assert said(days(*week[:-1])) == "5 mg on days 1, 3, 5 of every 7 days for 11 doses"
    assert said(hours(*(24 * (day - 1) for day in week))) == (
        "5 mg on days 1, 3, 5 of every 7 days for 4 cycles"
    )


def test_few_days_without_a_rule_are_listed() -> None:
    assert said(days(-7, 1, 2, 3, 15, 43)) == "5 mg on days -7, 1-3, 15, 43"


def test_another_amount_follows_with_then() -> None:
    steps = hours(0, 24, 48) + hours(72, 96, amount="10 mg") + hours(120, 144, 168, amount="20 mg")
    assert said(steps) == (
        "5 mg every 24 hours for 3 doses then 10 mg every 24 hours for 2 doses "
        "then 20 mg every 24 hours for 3 doses"
    )


def test_a_pause_is_a_rest() -> None:
    assert said(hours(0, 12, 24, 36, 336, 348, 360, amount="5 mg")) == (
        "5 mg every 12 hours for 4 doses then rest 12 days then 5 mg every 12 hours for 3 doses"
    )


def test_a_single_dose_before_a_series_says_how_long_before() -> None:
    assert said(hours(0, amount="500 mg") + hours(24, 48, 72, amount="250 mg")) == (
        "500 mg once then 250 mg every 24 hours for 3 doses from day 2"
    )


def test_what_follows_a_single_dose_within_a_day_says_how_long_after() -> None:
    assert said(hours(0, amount="500 mg") + hours(8, 16, amount="250 mg")) == (
        "500 mg once then 250 mg every 8 hours for 2 doses starting 8 hours after the last dose"
    )


def test_morning_and_evening_amounts_run_side_by_side() -> None:
    doses = hours(0, 24, 48, amount="10 mg") + hours(12, 36, 60, amount="20 mg")
    assert said(doses) == (
        "10 mg every 24 hours for 3 doses and (rest 12 hours then 20 mg every 24 hours for 3 doses)"
    )


def test_what_comes_again_is_put_in_brackets() -> None:
    block = [*range(0, 96, 12), *range(168, 264, 12), *range(336, 432, 12)]
    twice = [*block, *(hour + 672 for hour in block)]
    assert said(hours(*twice)) == (
        "((5 mg every 12 hours for 8 doses) repeated 3 times every 7 days) "
        "repeated 2 times every 4 weeks"
    )


def test_clock_times_are_said_as_such_where_they_are() -> None:
    doses = hours(8, 20, 32, 44)
    assert said(doses, clock=True) == "5 mg twice daily at 08:00, 20:00 for 2 days"
    assert said(doses) == "rest 8 hours then 5 mg every 12 hours for 4 doses"
    assert said(hours(8, 20, 56, 68, 176, 188, 224, 236), clock=True) == (
        "5 mg twice daily at 08:00, 20:00 on days 1, 3 of every 7 days for 2 cycles"
    )


def test_days_without_a_time_may_have_several_doses() -> None:
    assert said(days(1, 1, 2, 2)) == "5 mg twice daily for 2 days"
    assert (
        said(days(1, 1, 1, 8, 8, 8)) == "5 mg 3 times daily on day 1 of every 7 days for 2 cycles"
    )


def test_doses_before_day_1_are_said_by_days_and_clock_times() -> None:
    assert said(hours(-48, -36, -24)) == "5 mg every 12 hours for 3 doses from day -2"
    assert said(hours(-36, 0, 24)) == "5 mg at 12:00 on day -2 and 5 mg every 24 hours for 2 doses"


def test_agents_and_routes_do_not_carry_over() -> None:
    doses = [
        Given(0, "5 mg", agent="A", route="compartment 2", lasting=5_400),
        Given(12 * HOUR, "5 mg"),
        Given(24 * HOUR, "5 mg", route='by "mouth"'),
    ]
    assert said(doses) == (
        "(rest 12 hours then 5 mg once) and "
        '5 mg by "by \\"mouth\\"" on day 2 and '
        '5 mg of "A" over 90 minutes by "compartment 2" once'
    )
    other = [Given(0, "5 mg", agent="A"), Given(0, "5 mg", route="oral")]
    assert in_one(phrased(other)) is None


@pytest.mark.parametrize(
    ("dose", "why"),
    [
        (Given(Fraction(1, 3), "5 mg"), "the schedule language counts whole seconds"),
        (Given(0, "5 mg", lasting=Fraction(1, 3)), "the schedule language counts whole seconds"),
        (Given(-1, "5 mg"), "before day 1 the schedule language has whole minutes"),
    ],
)
def test_what_no_word_can_say_is_refused(dose: Given, why: str) -> None:
    with pytest.raises(Unsayable) as refused:
        phrased([dose])
    assert refused.value.why == why


def test_no_dose_has_no_words() -> None:
    assert phrased([]) == ()


# ------------------------------------------------------------------ the law

STEPS = (1, 3_599, 1_800, HOUR, 5 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 36 * HOUR, 2 * DAY, 7 * DAY)


@st.composite
def series(draw: st.DrawFn) -> list[int]:
    """Times of one thing: equal steps, slots of a period, or anything; nested once or not."""
    steps = draw(st.lists(st.sampled_from(STEPS), min_size=0, max_size=4))
    times, period = [0], draw(st.sampled_from(STEPS))
    for step in steps:
        times.append(times[-1] + step)
    period += times[-1]
    for _ in range(draw(st.integers(0, 2))):
        again = draw(st.integers(1, 4))
        times = [time + n * period for n in range(again) for time in times]
        period = times[-1] + draw(st.sampled_from(STEPS))
    cut = draw(st.integers(0, 2))
    return times[: len(times) - cut] or times


def unlike(routes: bool) -> SearchStrategy[Given]:
    names = st.sampled_from((None, "X", "a b"))
    return st.builds(
        Given, st.just(0), st.sampled_from(("5 mg", "7 mg")), names if routes else st.none(),
        names if routes else st.just("oral"), st.sampled_from((None, None, 1_800, 4_999)),
    )  # fmt: skip


@st.composite
def lists_of_doses(draw: st.DrawFn) -> list[Given]:
    found: list[Given] = []
    several = draw(st.booleans())
    day = draw(st.booleans())
    for _ in range(draw(st.integers(1, 4))):
        each = draw(unlike(several))
        start = draw(st.sampled_from((0, 0, DAY, 5 * DAY, 8 * HOUR, 5_007, -2 * DAY, -90 * 60)))
        if found and draw(st.booleans()):
            start = int(found[-1].seconds) + draw(st.sampled_from(STEPS))
        for time in draw(series()):
            seconds = start + time
            if seconds < 0:
                seconds -= seconds % 60
            found.append(each._replace(seconds=seconds, timed=not day))
    return found


def in_a_file(doses: Sequence[Given], clock: bool) -> str:
    parts = phrased(doses, clock=clock)
    return "trial T\narm A\n" + "".join(f"  give {part.words}\n" for part in parts)


@settings(max_examples=300, deadline=None)
@given(lists_of_doses(), st.booleans())
@example(hours(0, 1, 4, 5, 9, 10, 13, 14, 18), False)
@example(hours(0, 13, 14, 16, 27, 40, 41, 43, amount="7 mg"), False)
def test_words_read_back_give_the_same_doses(doses: list[Given], clock: bool) -> None:
    assert read_back(in_a_file(doses, clock)) == expected(doses)
    words = in_one(phrased(doses, clock=clock))
    assert words is None or read_back(words) == expected(doses)


@settings(max_examples=100, deadline=None)
@given(lists_of_doses())
def test_the_order_of_doses_does_not_matter(doses: list[Given]) -> None:
    assert Counter(phrased(doses)) == Counter(phrased(doses[::-1]))


def test_a_hundred_thousand_doses_are_as_short_as_three() -> None:
    assert said(hours(*range(0, 2_400_000, 24))) == "5 mg every 24 hours for 100000 doses"


def test_an_infusion_that_still_runs_has_the_next_one_beside_it() -> None:
    one = Given(0, "5 mg", lasting=36 * 3_600)
    other = Given(24 * 3_600, "9 mg", lasting=3_600)
    assert in_one(phrased([one, other])) == (
        "5 mg over 36 hours once and 9 mg over 1 hour on day 2"
    )
    assert in_one(phrased([one._replace(lasting=24 * 3_600), other])) == (
        "5 mg over 24 hours once then 9 mg over 1 hour on day 2"
    )
