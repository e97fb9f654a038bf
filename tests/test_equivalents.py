"""Equivalents: the amount, the number of doses, or the factor that makes two regimens equal."""

from fractions import Fraction

import pytest

import dosecalc
from dosecalc.equivalents import Equivalent
from dosecalc.parameters import Interval


def only(regimen: str, target: str, **options: object) -> Equivalent:
    found, diagnostics = dosecalc.match(regimen, target, **options)  # type: ignore[arg-type]
    assert not diagnostics
    (made,) = found
    return made


def exactly(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def test_a_rhythm_gets_the_amount_of_a_dose() -> None:
    made = only("twice weekly for 8 weeks", "1e11 particles daily for 4 days")
    assert (made.doses, made.each) == (exactly(16), exactly(25 * 10**9))


def test_the_amount_of_a_dose_gives_the_same_total_again() -> None:
    made = only("every 3 weeks for 7 doses", "10 mg daily for 5 days")
    assert made.each == exactly(Fraction(50, 7))


def test_ranges_on_both_sides_are_bounds_of_the_amount() -> None:
    made = only("twice weekly for 10 days", "10 mg daily for 4 to 5 days")
    assert made.each == Interval(Fraction(10), Fraction(25))


def test_an_amount_without_an_end_gets_its_number_of_doses_and_their_last_day() -> None:
    made = only("2e9 particles twice weekly", "1e10 particles once")
    assert (made.doses, made.day, made.short) == (exactly(5), exactly(15), False)


def test_a_number_of_doses_that_does_not_fit_is_the_first_that_is_enough() -> None:
    made = only("3 mg daily", "10 mg once")
    assert (made.doses, made.short) == (exactly(4), True)


def test_a_whole_regimen_gets_the_factor_of_its_doses() -> None:
    made = only("2 mg daily for 5 days", "1 g once")
    assert made.factor == exactly(100)


def test_by_a_day_only_the_doses_up_to_its_end_count() -> None:
    made = only("twice weekly for 8 weeks", "10 mg daily for 9 days", by_day=8)
    assert (made.doses, made.each) == (exactly(3), exactly(Fraction(80, 3)))


@pytest.mark.parametrize(
    ("regimen", "target", "needs"),
    [
        ("twice weekly", "10 mg once", "how long it goes on"),
        ("3 mL daily", "10 mg once", "mg per mL"),
        ("1 to 2 mg daily", "10 mg once", "one exact amount a dose"),
        ("daily for 4 days", "unknown mg once", "the dose"),
        ("3 mg daily", "at least 10 mg once", "an upper bound of the target"),
    ],
)
def test_what_cannot_be_matched_says_what_it_needs(regimen: str, target: str, needs: str) -> None:
    assert only(regimen, target).needs == needs


def test_a_mistake_in_either_text_is_reported_and_nothing_is_matched() -> None:
    found, diagnostics = dosecalc.match("dayly for 3 days", "10 mg once")
    assert not found and diagnostics[0].code == "not-understood"


def test_a_rhythm_without_an_end_is_matched_by_a_day() -> None:
    assert only("daily", "10 mg once", by_day=3).doses == exactly(3)
