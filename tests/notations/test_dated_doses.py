"""Doses on single days as courses, and courses side by side."""

from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.notations.dated_doses import Given, file, gives, worded

times = st.sampled_from(("", "08:00", "20:30"))
listed = st.lists(st.tuples(st.integers(0, 60), times), min_size=1, max_size=25)


@given(listed)
def test_no_dose_is_added_dropped_or_moved(doses: list[tuple[int, str]]) -> None:
    phrase = worded(Given("5 mg of EX", day, time) for day, time in doses)
    found = [(row[7], row[8] or "") for row in dosecalc.doses(phrase)]
    assert sorted(found) == sorted((day + 1, time) for day, time in doses)


def test_what_would_carry_over_stands_behind_or_apart() -> None:
    assert gives(["5 mg of EX once", "9 mg once"]) == ("9 mg once and 5 mg of EX once",)
    apart = gives(["5 mg of EX once", "9 mg orally once"])
    assert apart == ("5 mg of EX once", "9 mg orally once")
    listed = dosecalc.doses(dosecalc.parse(file("T", apart))).to_frame()
    assert sorted(zip(listed["agent"].map(str), listed["route"].map(str), strict=True)) == [
        ("EX", "None"), ("None", "oral"),
    ]  # fmt: skip
