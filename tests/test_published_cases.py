"""Regimens with the figures that other tools and standards publish for them."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from published_cases import (
    BY_DAY,
    BY_HOUR,
    DIFFERENT,
    INFUSIONS,
    RANGES,
    REFUSED,
    SILENT,
    STRICTER,
    TOTALS,
)

import dosecalc
from dosecalc.diagnostics import Severity
from dosecalc.parameters import Interval

Figure = int | Fraction
Rows = Sequence[tuple[object, ...]]


def named(rows: Rows) -> list[object]:
    return [pytest.param(*row[1:], id=str(row[0])) for row in rows]


@pytest.mark.parametrize(("phrase", "amounts", "days", "source"), named(BY_DAY))
def test_doses_fall_on_the_published_days(
    phrase: str, amounts: Sequence[Figure], days: Sequence[int], source: str
) -> None:
    listed = dosecalc.doses(phrase).to_frame()
    assert listed["low"].tolist() == list(amounts), source
    assert listed["high"].tolist() == list(amounts), source
    assert listed["day"].tolist() == list(days), source
    assert_adds_up(phrase, amounts, source)


@pytest.mark.parametrize(("phrase", "amounts", "hours", "source"), named(BY_HOUR))
def test_doses_fall_on_the_published_hours(
    phrase: str, amounts: Sequence[Figure], hours: Sequence[Figure], source: str
) -> None:
    listed = dosecalc.doses(phrase).to_frame()
    # A course whose doses are whole days apart lists days alone, counted from the first dose.
    passed = [
        24 * (day - 1) if hour is None else hour
        for day, hour in zip(listed["day"], listed["offset_hours"], strict=True)
    ]
    assert [hour - passed[0] for hour in passed] == list(hours), source
    assert listed["low"].tolist() == list(amounts), source
    assert listed["high"].tolist() == list(amounts), source
    assert_adds_up(phrase, amounts, source)


@pytest.mark.parametrize(("phrase", "amounts", "days", "lasting", "source"), named(INFUSIONS))
def test_an_infusion_lasts_as_long_as_published(
    phrase: str, amounts: Sequence[Figure], days: Sequence[int],
    lasting: Sequence[Figure | None], source: str,
) -> None:  # fmt: skip
    listed = dosecalc.doses(phrase).to_frame()
    assert listed["low"].tolist() == list(amounts), source
    assert listed["day"].tolist() == list(days), source
    assert listed["duration_hours"].tolist() == list(lasting), source
    assert_adds_up(phrase, amounts, source)


@pytest.mark.parametrize(("phrase", "doses", "total", "unit", "source"), named(TOTALS))
def test_a_regimen_comes_to_the_published_total(
    phrase: str, doses: int | None, total: Figure | None, unit: str, source: str
) -> None:
    row = dosecalc.total(phrase)[0]
    assert row.doses == exactly(doses), source
    assert row.total == exactly(total), source
    assert str(row.unit or "") == unit, source


@pytest.mark.parametrize(("phrase", "few", "many", "least", "most", "source"), named(RANGES))
def test_a_regimen_comes_to_the_published_range(
    phrase: str, few: int, many: int, least: int, most: int, source: str
) -> None:
    row = dosecalc.total(phrase)[0]
    assert row.doses == Interval(Fraction(few), Fraction(many)), source
    assert row.total == Interval(Fraction(least), Fraction(most)), source


@pytest.mark.parametrize(("phrase", "code"), named(REFUSED))
def test_what_contradicts_itself_or_means_two_things_is_refused_with_a_hint(
    phrase: str, code: str
) -> None:
    assert_refused(phrase, code)


@pytest.mark.parametrize(("phrase", "theirs", "few", "many", "why"), named(DIFFERENT))
def test_where_others_count_differently_the_words_are_counted(
    phrase: str, theirs: str, few: int | None, many: int | None, why: str
) -> None:
    found = dosecalc.total(phrase)
    ours = None if few is None or many is None else Interval(Fraction(few), Fraction(many))
    assert found.ok
    assert found[0].doses == ours, f"theirs: {theirs}; {why}"


@pytest.mark.parametrize(("phrase", "theirs", "code", "why"), named(STRICTER))
def test_what_others_read_in_silence_is_refused_with_a_hint(
    phrase: str, theirs: str, code: str, why: str
) -> None:
    assert_refused(phrase, code, f"theirs: {theirs}; {why}")


def test_each_published_case_stands_in_one_table() -> None:
    tables: tuple[Rows, ...] = (
        BY_DAY, BY_HOUR, INFUSIONS, TOTALS, RANGES, REFUSED, DIFFERENT, STRICTER, SILENT,
    )  # fmt: skip
    names = [row[0] for table in tables for row in table]
    assert len(names) == len(set(names))


def assert_adds_up(phrase: str, amounts: Sequence[Figure], source: str) -> None:
    row = dosecalc.total(phrase)[0]
    assert row.doses == exactly(len(amounts)), source
    assert row.total == exactly(sum(amounts)), source


def assert_refused(phrase: str, code: str, why: str = "") -> None:
    found = dosecalc.total(phrase)
    first = found.diagnostics[0]
    assert (first.code, first.severity) == (code, Severity.ERROR), why
    assert first.hint
    assert len(found) == 0


def exactly(value: Figure | None) -> Interval | None:
    return None if value is None else Interval(Fraction(value), Fraction(value))
