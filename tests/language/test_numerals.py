"""Numbers: one exact value whatever the dress; what two readers read differently is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.language import read_phrase
from dosecalc.parameters import Interval

HUNDRED_BILLION = [
    "1e11", "1E11", "1e+11", "1×10^11", "1x10^11", "1X10^11", "1*10^11", "1·10^11", "1∙10^11",
    "1×10¹¹", "1×10\\^11", "10^11", "10\\^11", "10¹¹", "100 billion", "100billion", "100 Billion",
    "0.1 trillion", "100000 million", "1 × 10^11", "1 × 10 ^ 11", "1\u00a0×\u00a010¹¹", "100e9",
    "100000000000", "100,000,000,000", "100.0e9", "0100e9",
]  # fmt: skip


@pytest.mark.parametrize("dress", HUNDRED_BILLION)
def test_one_number_has_one_value_whatever_its_dress(dress: str) -> None:
    assert amount(f"{dress} particles once") == (10**11, 10**11)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", "1/2"), ("2.50", "5/2"), ("1e-3", "1/1000"), ("1×10^-3", "1/1000"),
        ("1×10⁻³", "1/1000"), ("10^−3", "1/1000"), ("007", "7"), ("3 hundred", "300"),
        ("1.5 thousand", "1500"), ("2.5e0", "5/2"), ("0.1", "1/10"),
    ],
)  # fmt: skip
def test_a_number_is_exact(text: str, value: str) -> None:
    assert amount(f"{text} mg once") == (Fraction(value), Fraction(value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1–16×10^9", 10**9, 16 * 10**9), ("1-16×10^9", 10**9, 16 * 10**9),
        ("0.5-2x10^10", 5 * 10**9, 2 * 10**10), ("3-5e11", 3 * 10**11, 5 * 10**11),
        ("1-2 billion", 10**9, 2 * 10**9), ("0.5-1e10", 5 * 10**9, 10**10),
        ("1e9-16e9", 10**9, 16 * 10**9), ("1e9 to 16e9", 10**9, 16 * 10**9),
        ("1e3-2e4", 10**3, 2 * 10**4), ("2-4", 2, 4), ("2 to 4", 2, 4), ("4-4", 4, 4),
    ],
)  # fmt: skip
def test_a_power_after_a_dash_belongs_to_both_ends(text: str, low: int, high: int) -> None:
    assert amount(f"{text} particles once") == (low, high)


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("2.0×10e11", "double-power", "type `2.0e11` or `2.0e12`"),
        ("8.0*108", "lost-superscript", "type `8.0e8` if that is meant"),
        ("7x1011", "lost-superscript", "type `7e11` if that is meant"),
        ("5×10(5)", "lost-superscript", "type `5e5` if that is meant"),
        ("10*7", "lost-superscript", "type `1e7` if that is meant"),
        (".5", "leading-point", "type `0.5`"),
        ("1,5", "decimal-comma", "type `1.5` or `1, 5`"),
        ("0,500", "decimal-comma", "type `0.500` or `0, 500`"),
        ("1000,000", "decimal-comma", "type `1000.000` or `1000, 000`"),
        ("1,5e3", "decimal-comma", "type `1.5e3` or `1, 5e3`"),
        ("1,5 million", "decimal-comma", "type `1.5 million` or `1, 5 million`"),
        ("50,100,150", "list-needs-space", "type `50, 100, 150` or `50100150`"),
        ("1,234,567", "list-needs-space", "type `1, 234, 567` or `1234567`"),
        ("1,2,4", "list-needs-space", "type `1, 2, 4`"),
        ("2 x 200", "two-numbers", "say how often in words, as in `200 mg twice daily`"),
        ("3×2e9", "two-numbers", "say how often in words, as in `200 mg twice daily`"),
        ("1e999999999", "number-too-long", "check the exponent"),
        ("1" * 61, "number-too-long", "check the exponent"),
        ("1 - 2", "spaced-dash", "type `to` for a range"),
        ("1 to 16e9", "ambiguous-power", "type `1 to 1.6e10` or `1e9 to 1.6e10`"),
        ("1, 2, 4×10^9", "ambiguous-power", "type `1, 2, 4e9` or `1e9, 2e9, 4e9`"),
        ("1 to 2 billion", "ambiguous-power", "type `1 to 2e9` or `1e9 to 2e9`"),
        ("1–10^9", "ambiguous-power", "type `1 to 1e9` or `1e9 to 1e9`"),
        ("16e9 to 1e9", "backward-range", "put the lesser number first"),
        ("0", "zero-amount", "type `placebo` for a dose without active content"),
    ],
)
def test_a_number_that_two_readers_read_differently_is_refused(
    text: str, code: str, hint: str
) -> None:
    found = [each for each in read_phrase(f"{text} mg once").diagnostics if each.is_error]
    assert [(each.code, each.hint) for each in found] == [(code, hint)]


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [("5", "U", "type `IU`"), ("5", "u", "type `IU`"), ("5", "cc", "type `mL`")],
)
def test_a_unit_that_is_misread_in_handwriting_is_refused(text: str, unit: str, hint: str) -> None:
    (found,) = read_phrase(f"{text} {unit} once").diagnostics
    assert (found.code, found.hint) == ("refused-word", hint)


@pytest.mark.parametrize(
    ("text", "read"), [("1,000", "1000"), ("12,000.5", "12000.5"), ("1,000,000", "1000000"),
                       ("50,100", "50100"), ("1,000e3", "1000e3")]
)  # fmt: skip
def test_a_thousands_separator_is_read_with_a_warning(text: str, read: str) -> None:
    (found,) = read_phrase(f"{text} mg once").diagnostics
    assert found.message == f"`{text}` is read as {read}"
    assert amount(f"{text} mg once") == (Fraction(read), Fraction(read))


@pytest.mark.parametrize("text", ["１", "1２", "٣", "1/2", "-5", "+5", "1.", "1..5", "1.5.2", "1'000",
                                  "1_000", "1 000", "0x", "1e", "1e+", "10^", "1×10^", "5 × 10 5"])  # fmt: skip
def test_a_number_in_any_other_dress_is_an_error(text: str) -> None:
    assert not read_phrase(f"{text} mg once").ok


@given(st.fractions(min_value=0, max_denominator=1).filter(bool), st.integers(-9, 30))
def test_a_number_with_a_power_of_ten_is_read_without_rounding(
    mantissa: Fraction, power: int
) -> None:
    value = mantissa * Fraction(10) ** power
    assert amount(f"{mantissa}e{power} particles once") == (value, value)


def amount(text: str) -> tuple[Fraction, Fraction | None]:
    """The amount of one administration."""
    (row,) = dosecalc.total(dosecalc.parse(text))
    assert isinstance(row.amount, Interval)
    return row.amount
