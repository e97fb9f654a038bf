"""Dosing strings of mrgsolve's kind, with the figures that its own tests and pages publish."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc

# metrumresearchgroup/mrgsolve: R/class_rx.R and test-ev_rx.R; string, hours, amounts, hours of
# infusion and compartments, None where the string names none.
PUBLISHED = [
    ("100 in 2", (0,), (100,), None, (2,)),
    ("100 q 24 x 3 then 50 q12 x 2", (0, 24, 48, 72, 84), (100, 100, 100, 50, 50), None, None),
    ("100.2E-2 q4", (0,), (Fraction("1.002"),), None, None),
    ("100 q 12 x 3", (0, 12, 24), (100, 100, 100), None, None),
    ("100 in 1 & 200 in 2", (0, 0), (100, 200), None, (1, 2)),
    ("100 mg q 24 then 200 mg q12", (0, 24), (100, 200), None, None),
    ("100 over 10 q 12 x 3 ,  200 q 24 x 2", (0, 12, 24, 36, 60), (100, 100, 100, 200, 200),
     (10, 10, 10, None, None), None),
    ("1.23E4", (0,), (12300,), None, None),
    ("1.23e-4", (0,), (Fraction("0.000123"),), None, None),
    ("1.23E+4", (0,), (12300,), None, None),
    ("1000 over 1.3", (0,), (1000,), (Fraction("1.3"),), None),
    ("1000 after 2.93", (Fraction("2.93"),), (1000,), None, None),
    ("100 in 1 & 200 in 2 then 300 in 3 after 10", (0, 0, 10), (100, 200, 300), None, (1, 2, 3)),
    ("500 mg over 2 hours q 24 h x3 in 1", (0, 24, 48), (500, 500, 500), (2, 2, 2), (1, 1, 1)),
    ("500 then 250 q24 x 4 after 24", (0, 24, 48, 72, 96), (500, 250, 250, 250, 250), None, None),
    ("400 mg q 12 x4", (0, 12, 24, 36), (400, 400, 400, 400), None, None),
    ("400 over 1 q 24 x 3", (0, 24, 48), (400, 400, 400), (1, 1, 1), None),
    ("100 over 10 q 48 x 3", (0, 48, 96), (100, 100, 100), (10, 10, 10), None),
    ("100", (0,), (100,), None, None),
    ("100 q12 x 3", (0, 12, 24), (100, 100, 100), None, None),
    ("100 over 2", (0,), (100,), (2,), None),
    ("100 ov 2", (0,), (100,), (2,), None),
    ("100 then 50 q 24 after 12", (0, 12), (100, 50), None, None),
    ("100 over 2.23", (0,), (100,), (Fraction("2.23"),), None),
    ("100 over 10 q 12 x 3 then 200 q 24 x 2", (0, 12, 24, 36, 60), (100, 100, 100, 200, 200),
     (10, 10, 10, None, None), None),
    ("100 over 10 in 4 q 12 x 3", (0, 12, 24), (100, 100, 100), (10, 10, 10), (4, 4, 4)),
    ("1000 after 2", (2,), (1000,), None, None),
    ("100 in 1 & 200 in 2 after 4", (0, 4), (100, 200), None, (1, 2)),
    ("50 over 12 q 21 x 6 then 25 q 14 x 6",
     (0, 21, 42, 63, 84, 105, 126, 140, 154, 168, 182, 196), 6 * (50,) + 6 * (25,),
     6 * (12,) + 6 * (None,), None),
]  # fmt: skip


def words(string: str, notation: str = "rx") -> str:
    (text,) = dosecalc.load(string, notation)
    return text.words


def codes(string: str, notation: str = "rx") -> list[str]:
    (text,) = dosecalc.load(string, notation)
    return [each.code for each in text.diagnostics if each.code != "unstated-unit"]


@pytest.mark.parametrize(
    ("string", "hours", "amounts", "lasting", "compartments"), PUBLISHED,
    ids=[row[0] for row in PUBLISHED],
)  # fmt: skip
def test_a_string_means_the_published_doses(
    string: str, hours: Sequence[Fraction], amounts: Sequence[Fraction],
    lasting: Sequence[Fraction | None] | None, compartments: Sequence[int] | None,
) -> None:  # fmt: skip
    (text,) = dosecalc.load(string, "rx:hours")
    listed = dosecalc.doses(text).to_frame()
    passed = [
        24 * (day - 1) if hour is None else hour
        for day, hour in zip(listed["day"], listed["offset_hours"], strict=True)
    ]
    assert passed == list(hours)
    assert listed["low"].tolist() == list(amounts)
    assert listed["duration_hours"].tolist() == list(lasting or [None] * len(hours))
    routes = (
        [f"compartment {each}" for each in compartments] if compartments else [None] * len(hours)
    )
    assert listed["route"].tolist() == routes


def test_doses_joined_by_and_may_wait_differently_where_nothing_follows() -> None:
    assert words("100 after 2h & 50 in 2 after 6h") == (
        'rest 2 hours then (100 once and (rest 4 hours then 50 once by "compartment 2"))'
    )


def test_units_of_time_count() -> None:
    assert words("1e9 particles q1w x 8") == "1e9 particles every 1 week for 8 doses"
    assert words("5 mg q 2 d x 3 over 30 min") == ("5 mg over 30 minutes every 2 days for 3 doses")


def test_units_that_mrgsolve_ignores_are_pointed_out() -> None:
    assert codes("5 mg q 2 d x 3") == ["rx-read-otherwise"]
    assert codes("5 mg q 12 h x 3") == []


def test_bare_times_are_hours_with_a_warning_unless_somebody_says() -> None:
    assert codes("5 mg q 2 x 3") == ["times-without-unit"]
    assert words("5 mg q 2 x 3") == "5 mg every 2 hours for 3 doses"
    assert codes("5 mg q 2 x 3", "rx:hours") == []
    assert words("5 mg q 2 x 3", "rx:days") == "5 mg every 2 days for 3 doses"


def test_a_comma_and_then_are_one_turn() -> None:
    assert words("100 q12h x 4, then 50 q24h x 2") == (
        "100 every 12 hours for 4 doses then 50 every 24 hours for 2 doses"
    )


def test_a_wait_after_a_series_counts_from_when_the_next_dose_was_due() -> None:
    (text,) = dosecalc.load("100 mg q12h x 2 then 50 mg q12h x 2 after 6h", "rx")
    assert dosecalc.doses(text).to_frame()["offset_hours"].tolist() == [0, 12, 30, 42]


@pytest.mark.parametrize(
    ("string", "code"),
    [
        ("", "rx-amount-missing"),
        ("q12h x 4", "rx-amount-missing"),
        ("100 mg q12h x 4 then", "rx-amount-missing"),
        ("100 mg q x 4", "rx-number-missing"),
        ("100 mg q12h until 48", "rx-word-not-known"),
        ("100 to 200 mg q12h", "rx-word-not-known"),
        ("1,000 mg q24h x 2", "rx-comma-in-number"),
        ("100 q12h q24h x 2", "rx-said-twice"),
        ("100 q12h x 2.5", "rx-not-a-count"),
        ("100 q12h x 0", "rx-not-a-count"),
        ("100 over 0", "rx-not-a-length"),
        ("100 q12h x 2 then 50 q12h x 2 after -6", "rx-time-below-zero"),
        ("100 mg x 4", "rx-interval-missing"),
        ("100 then 50", "rx-nothing-between"),
        ("100 & 50 after 12h then 25 after 6h", "rx-two-waits"),
        ("100 q12h x 4 " + 5000 * " then 1", "rx-too-long"),
    ],
)
def test_what_mrgsolve_would_drop_or_misread_is_refused(string: str, code: str) -> None:
    (text,) = dosecalc.load(string, "rx:hours")
    assert [each.code for each in text.diagnostics if each.is_error] == [code]
    assert text.words == ""


@given(st.text(alphabet="0123456789.,&-+eExq thenovriaf/µ\n", max_size=40))
def test_no_string_ends_in_a_traceback(string: str) -> None:
    for text in dosecalc.load("100 " + string, "rx"):
        assert text.ok or any(each.is_error for each in text.diagnostics)


# A part of a string: amount, interval (0 for none), how many, and the wait of all its doses.
DOSES = st.tuples(st.integers(1, 999), st.sampled_from((0, 6, 12, 25)), st.integers(1, 3))
PARTS = st.lists(
    st.tuples(st.lists(DOSES, min_size=1, max_size=2), st.sampled_from((0, 5, 36))),
    min_size=1, max_size=4,
)  # fmt: skip


def written(doses: list[tuple[int, int, int]], wait: int) -> str:
    after = f" after {wait}h" if wait else ""
    return " & ".join(
        f"{amount} mg q{every}h x {count}{after}" if every else f"{amount} mg{after}"
        for amount, every, count in doses
    )


def meant(parts: list[tuple[list[tuple[int, int, int]], int]]) -> list[tuple[int, int]]:
    """Hours and amounts by the documented rule: a part begins when its forerunner's next is due."""
    found, now = [], 0
    for doses, wait in parts:
        begin = now + wait
        for amount, every, count in doses:
            found += [(begin + every * n, amount) for n in range(count if every else 1)]
        now = max(begin + every * count for _, every, count in doses)
    return sorted(found)


@given(PARTS)
def test_parts_follow_each_other_when_the_next_dose_would_be_due(
    parts: list[tuple[list[tuple[int, int, int]], int]],
) -> None:
    (text,) = dosecalc.load(" then ".join(written(*part) for part in parts), "rx")
    if not text.ok:
        assert {each.code for each in text.diagnostics if each.is_error} == {"rx-nothing-between"}
        return
    listed = dosecalc.doses(text).to_frame()
    hours = [
        24 * (day - 1) if hour is None else hour
        for day, hour in zip(listed["day"], listed["offset_hours"], strict=True)
    ]
    assert sorted(zip(hours, listed["low"], strict=True)) == meant(parts)
