"""Curves: cumulative amounts that agree with the totals, and the times at which they are asked."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from strategies import phrases

import dosecalc
from dosecalc.language import read_phrase
from dosecalc.parameters import Interval

# phrase, the days asked for, the bounds at the end of each
ASKED = [
    ("10 mg daily for 4 days", "days 1, 2, 9", [(10, 10), (20, 20), (40, 40)]),
    ("10 mg twice daily for 2 days", "days 1, 2", [(20, 20), (40, 40)]),
    ("10 mg weekly for 3 weeks", "weeks 0, 1, 2", [(10, 10), (20, 20), (30, 30)]),
    ("10 mg on days -2 to 2", "days -3, -1, 1", [(0, 0), (20, 20), (30, 30)]),
    ("1 to 2 mg daily for 2 days", "days 1, 2", [(1, 2), (2, 4)]),
    ("10 mg every 4 to 6 hours for 1 day", "days 1", [(40, 60)]),
    ("10 mg monthly for 3 months", "days 1, 29, 31, 32", [(10, 10), (10, 20), (10, 20), (20, 20)]),
    ("10 mg as needed, at most 2 a day, for 2 days", "days 1, 2", [(0, 20), (0, 40)]),
    ('15 mL once then 15 mL on day 4 if "not recovered"', "days 1, 4", [(15, 15), (15, 30)]),
    ("1, 2, 4 mg daily escalating each dose for 4 days", "days 1-4",
     [(1, 1), (3, 3), (7, 7), (11, 11)]),
    ("at least 5 mg daily for 2 days", "days 1, 2", [(5, None), (10, None)]),
]  # fmt: skip


def bounds(low: int, high: int | None) -> Interval:
    return Interval(Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize(("phrase", "at", "amounts"), ASKED, ids=[case[0] for case in ASKED])
def test_the_amount_at_the_end_of_a_day_holds_that_day(
    phrase: str, at: str, amounts: list[tuple[int, int | None]]
) -> None:
    found = dosecalc.curve(phrase, at=at)
    assert [point.given for point in found.points(found[0])] == [bounds(*each) for each in amounts]


def test_levels_without_a_step_rise_at_their_slowest_below_and_their_fastest_above() -> None:
    participant = dosecalc.curve("1, 2, 4 mg weekly for 5 weeks")[-1]
    assert [amount for _, amount in participant.steps()] == [
        bounds(1, 1), bounds(2, 3), bounds(3, 7), bounds(5, 11), bounds(9, 15),
    ]  # fmt: skip


@given(phrases)
@settings(max_examples=300)
def test_a_curve_rises_and_ends_at_the_total(text: str) -> None:
    read = read_phrase(text)
    totals = dosecalc.total(read)
    curves = dosecalc.curve(read)
    assume(totals.ok)
    for curve, row in zip(curves, totals, strict=True):
        if curve.unknown is not None:
            continue
        amounts = [amount for _, amount in curve.steps()]
        for one, two in pairwise(amounts):
            assert one.low <= two.low
            assert one.high is None or two.high is None or one.high <= two.high
        assert all(amount.high is None or amount.low <= amount.high for amount in amounts)
        assert curve.end() == row.total


def test_a_grid_of_days_asks_at_the_end_of_each_and_a_finer_one_at_its_instants() -> None:
    daily = dosecalc.curve("10 mg every 12 hours for 2 days", grid="1d")
    assert [point.given for point in daily.points(daily[0])] == [bounds(20, 20), bounds(40, 40)]
    finer = dosecalc.curve("10 mg every 12 hours for 1 day", grid="6 h")
    assert [(point.hours, point.given.low) for point in finer.points(finer[0])] == [
        (0, 10), (6, 10), (12, 20),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"at": "days 0"}, "day-zero"),
        ({"at": "day 3 mg"}, "not-understood"),
        ({"grid": "1 to 2 days"}, "one-length"),
        ({"grid": "0 days"}, "zero-count"),
        ({"at": "days 1", "grid": "1d"}, "one-of-two"),
        ({"until": "5 days"}, "grid-needed"),
        ({"fraction": "0.1"}, "half-life-needed"),
        ({"half_life": "6"}, "ends-early"),
        ({"half_life": "6 h", "above": float("nan")}, "not-above-zero"),
        ({"half_life": "at least 6 h"}, "one-length"),
        ({"half_life": "6 h", "fraction": "2"}, "not-a-part"),
        ({"half_life": "6 h", "absorption_half_life": "1 to 2 h"}, "one-length"),
    ],
)
def test_an_option_that_cannot_be_is_refused(options: dict[str, object], code: str) -> None:
    found = dosecalc.curve("10 mg daily for 3 days", **options)  # type: ignore[arg-type]
    assert [each.code for each in found.diagnostics] == [code]
    assert len(found) == 0


def test_a_curve_that_cannot_be_computed_says_what_it_needs() -> None:
    (curve,) = dosecalc.curve("unknown mg daily for 3 days")
    assert curve.unknown == "needs the dose" and len(curve) == 0


def test_a_range_of_half_lives_is_a_band_that_holds_every_one_between() -> None:
    phrase = "10 mg every 12 hours for 3 days"
    wide = dosecalc.curve(phrase, half_life="2 to 8 h", fraction="0.1 to 0.5", grid="3h")
    inside = dosecalc.curve(phrase, half_life="5 h", fraction="0.3", grid="3h")
    for band, point in zip(wide.points(wide[0]), inside.points(inside[0]), strict=True):
        assert band.remaining and point.remaining
        assert band.remaining[0] <= point.remaining[0] <= band.remaining[1]


def test_without_a_half_life_nothing_is_said_to_remain() -> None:
    found = dosecalc.curve("10 mg daily for 3 days")
    assert all(point.remaining is None for point in found.points(found[0]))
    assert found.summary(found[0]) == ()


def test_the_frame_has_exact_figures() -> None:
    frame = dosecalc.curve("0.1 mg daily for 3 days").to_frame()
    assert list(frame["low"]) == [Fraction(1, 10), Fraction(1, 5), Fraction(3, 10)]
