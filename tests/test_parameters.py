"""Expressions with uncertain parts: their bounds hold every value that the parts may take."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dosecalc.parameters import (
    Choice,
    Expression,
    Interval,
    Known,
    Parameter,
    Product,
    Rising,
    Sum,
    Uncertain,
    Unknown,
    bounds,
    drivers,
    needs,
    parameters,
)

fractions = st.fractions(min_value=0, max_value=1000, max_denominator=50)


@st.composite
def uncertain(draw: st.DrawFn) -> Uncertain:
    low, high = sorted((draw(fractions), draw(fractions)))
    return Uncertain(
        Parameter(name=draw(st.sampled_from("abc")) + f"{low}-{high}", low=low, high=high)
    )


def expressions() -> st.SearchStrategy[Expression]:
    leaves = st.one_of(fractions.map(Known), uncertain())
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: Sum(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: Product(tuple(parts))),
        ),
        max_leaves=6,
    )


@given(expressions(), st.data())
def test_bounds_hold_every_value_of_the_parameters(made: Expression, data: st.DataObject) -> None:
    whole = bounds(made)
    held = {
        p: data.draw(st.fractions(min_value=p.low, max_value=p.high or 0)) for p in parameters(made)
    }
    value = bounds(made, held)
    assert whole is not None and value is not None and whole.high is not None
    assert value.low == value.high
    assert whole.low <= value.low <= whole.high


@given(expressions())
def test_the_bounds_are_met_at_the_ends(made: Expression) -> None:
    whole = bounds(made)
    least = bounds(made, {p: p.low for p in parameters(made)})
    most = bounds(made, {p: p.high or Fraction(0) for p in parameters(made)})
    assert whole is not None and least is not None and most is not None
    assert (whole.low, whole.high) == (least.low, most.high)


def test_an_enumerated_parameter_takes_one_value_everywhere() -> None:
    day = Parameter(name="weekday", values=("Monday", "Tuesday"))

    def by_day(first: int, second: int) -> Choice:
        cases = (("Monday", Known(Fraction(first))), ("Tuesday", Known(Fraction(second))))
        return Choice(day, cases)

    assert bounds(Sum((by_day(1, 10), by_day(10, 1)))) == Interval(Fraction(11), Fraction(11))


def test_an_unknown_part_makes_a_sum_unknown_and_says_what_it_needs() -> None:
    made = Sum((Known(Fraction(1)), Unknown("the dose")))
    assert bounds(made) is None
    assert needs(made) == ("the dose",)


def test_nothing_times_an_unknown_is_nothing() -> None:
    made = Product((Known(Fraction(0)), Unknown("the dose")))
    assert bounds(made) == Interval(Fraction(0), Fraction(0))


def test_the_parameter_that_moves_most_comes_first() -> None:
    small = Uncertain(Parameter(name="small", low=Fraction(1), high=Fraction(2)))
    large = Uncertain(Parameter(name="large", low=Fraction(1), high=Fraction(100)))
    assert [p.name for p in drivers(Sum((small, large)))] == ["large", "small"]


def test_a_rising_function_is_bounded_by_its_values_at_the_ends() -> None:
    days = Uncertain(Parameter(name="days", low=Fraction(3), high=Fraction(5)))
    made = Rising(days, lambda d: (2 * d, 2 * d + 1))
    assert bounds(made) == Interval(Fraction(6), Fraction(11))
