"""Totals scale with counts and amounts, do not depend on units, and add over `and` and `then`."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import courses_in_order

import dosecalc
from dosecalc.parameters import Interval
from dosecalc.results import Row

SAME = [
    ("1.5 mL", "1500 µL"), ("1 g", "1000 mg"), ("0.25 mg", "250 µg"), ("2 kg", "2e6 mg"),
    ("1e9 particles", "1 billion particles"), ("0.002 L", "2 mL"),
]  # fmt: skip
ONE_AMOUNT = [
    "daily for 9 days",
    "twice weekly for 10 days",
    "once",
    "on days 1-4",
    "weekly for 1 month",
]


def row(text: str, unit: str | None = None) -> Row:
    (only,) = dosecalc.total(dosecalc.parse(text), unit=unit)
    return only


def scaled(bound: Interval | None, factor: int) -> Interval:
    assert bound is not None and bound.high is not None
    return Interval(bound.low * factor, bound.high * factor)


@given(st.integers(1, 10**12), st.integers(1, 10**9))
def test_a_total_is_the_count_times_the_amount(count: int, amount: int) -> None:
    found = row(f"{amount} mg daily for {count} doses")
    assert found.total == Interval(Fraction(count * amount), Fraction(count * amount))
    assert found.last_day == Interval(Fraction(count), Fraction(count))


@pytest.mark.parametrize("rhythm", ["daily for {} days", "twice weekly for {} weeks", "Q8H for {} days",
                                    "every 3 weeks for {} cycles",
                                    "daily for 21 days on, 7 days off, for {} cycles",
                                    "on days 1, 8, 15 of every 28 days for {} cycles"])  # fmt: skip
def test_a_billion_periods_hold_a_billion_times_the_doses_of_one(rhythm: str) -> None:
    one, many = row("10 mg " + rhythm.format(1)), row("10 mg " + rhythm.format(10**9))
    assert many.total == scaled(one.total, 10**9)


@pytest.mark.parametrize(("amount", "other"), SAME)
@pytest.mark.parametrize("rhythm", ONE_AMOUNT)
def test_the_unit_in_which_an_amount_is_stated_changes_no_total(
    amount: str, other: str, rhythm: str
) -> None:
    unit = amount.split()[-1]
    assert row(f"{amount} {rhythm}").total == row(f"{other} {rhythm}", unit).total


@given(courses_in_order, st.integers(2, 9))
def test_a_bracket_repeated_holds_so_many_times_the_doses(text: str, times: int) -> None:
    one = dosecalc.total(dosecalc.parse(text))
    assume(one.ok)
    many = dosecalc.total(dosecalc.parse(f"({text}) repeated {times} times every 9 years"))
    for single, repeated in zip(one, many, strict=True):
        assume(single.total is not None and single.total.high is not None)
        assert repeated.doses == scaled(single.doses, times)
        assert repeated.total == scaled(single.total, times)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 99), st.integers(1, 99))
def test_totals_add_over_and_and_over_then(a: int, b: int, low: int, high: int) -> None:
    first, second = f"{low} mg daily for {a} days", f"{high} mg BID for {b} days"
    added = row(first).total.low + row(second).total.low
    assert row(f"{first} and {second}").total == Interval(added, added)
    assert row(f"{first} then {second}").total == Interval(added, added)
    assert row(f"{first} then {second}").last_day.high == a + b
