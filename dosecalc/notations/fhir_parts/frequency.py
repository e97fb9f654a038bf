"""How often: `frequency` times in a `period`, or an abbreviation such as BID."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes
from dosecalc.notations.fhir_parts.element import Element

_ONE = {"d": "daily", "wk": "weekly", "mo": "monthly", "a": "yearly"}


class Frequency(NamedTuple):
    """`low` to `high` times in a period of `period` to `longest` units of time.

    >>> Frequency(3, 4, Fraction(1), None, "d").words, Frequency(1, 1, Fraction(2), None, "d").words
    ('3 to 4 times daily', 'every 2 days')
    """

    low: int
    high: int
    period: Fraction
    longest: Fraction | None
    unit: str

    @property
    def words(self) -> str:
        unit, period, longest = self.unit, self.period, self.longest
        word = codes.UNITS_OF_TIME[unit]
        if longest is not None:
            return f"every {number(period)} to {number(longest)} {word}s"
        times = f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"
        if times == "1":
            return _ONE[unit] if period == 1 and unit in _ONE else f"every {_so_many(period, word)}"
        if period == 1 and unit in _ONE:
            return f"{times} times {_ONE[unit]}"
        return f"{times} times every {_so_many(period, word)}"

    @property
    def a_day(self) -> bool:
        """Whether the period is one day."""
        return self.unit == "d" and self.period == 1 and self.longest is None

    @property
    def a_week(self) -> bool:
        return self.longest is None and (
            (self.unit == "wk" and self.period == 1) or (self.unit == "d" and self.period == 7)
        )

    def per_day(self) -> tuple[Fraction, Fraction] | None:
        """The least and most doses a day on average; None for months."""
        if self.unit not in codes.SECONDS_OF:
            return None
        day = Fraction(86_400, codes.SECONDS_OF[self.unit])
        return self.low * day / (self.longest or self.period), self.high * day / self.period

    def in_days(self, days: Fraction) -> int | None:
        """The doses in so many days, where whole periods say it exactly."""
        rate = self.per_day()
        if rate is None or rate[0] != rate[1]:
            return None
        doses = rate[0] * days
        return int(doses) if doses.denominator == 1 else None


def _so_many(count: Fraction, word: str) -> str:
    return f"{number(count)} {word}{'s' * (count != 1)}"


def frequency(repeat: Element, coded: codes.Often | None) -> Frequency | None:
    """How often a timing says; None where it does not, or where that is wrong."""
    low, high = repeat.positive("frequency"), repeat.positive("frequencyMax")
    period, longest = repeat.number("period"), repeat.number("periodMax")
    unit = repeat.code("periodUnit", "unit of time", codes.UNITS_OF_TIME)
    if coded is not None:
        if period is None:
            low, period, unit = coded.frequency, Fraction(coded.period), coded.unit
        elif repeat.report.ok and not _alike(low or 1, period, unit, coded):
            _wrong(repeat, "the code of the timing and its structure differ",
                          "correct one of the two")  # fmt: skip
            return None
    if period is None:
        if low is not None or high is not None:
            _wrong(repeat, "a frequency does not say in what time",
                          'add `"period": 1, "periodUnit": "d"`, or what is meant')  # fmt: skip
            return None
        return None
    if unit is None or period < 0 or not repeat.report.ok:
        return None
    if low is None:
        low = _assumed(repeat, high)
    return _made(repeat, low, high, period, longest, unit)


def _assumed(repeat: Element, high: int | None) -> int:
    """A period without a frequency: once in it, as FHIR says."""
    what = "a period without a frequency is read as once in it"
    if high is not None:
        what = "a greatest frequency without a least is read as from once on"
    repeat.wrong(fhir_mistakes.fhir_read_as(repeat.pointer, what))
    return 1


def _alike(low: int, period: Fraction, unit: str | None, coded: codes.Often) -> bool:
    """Whether a structure says what its code says, in the same or in other units."""
    if (low, period, unit) == (coded.frequency, Fraction(coded.period), coded.unit):
        return True
    if unit not in codes.SECONDS_OF or coded.unit not in codes.SECONDS_OF or not period:
        return False
    assert unit is not None
    return low / (period * codes.SECONDS_OF[unit]) == Fraction(
        coded.frequency, coded.period * codes.SECONDS_OF[coded.unit]
    )


def _made(
    repeat: Element, low: int, high: int | None, period: Fraction, longest: Fraction | None,
    unit: str,
) -> Frequency | None:  # fmt: skip
    if high is not None and high < low:
        _wrong(repeat, "the greatest frequency is below the least", "exchange the two")
        return None
    if period == 0:
        _wrong(repeat, "a period of 0 is none", "write a period above 0")
        return None
    if longest is not None and longest < period:
        _wrong(repeat, "the longest period is below the shortest", "exchange the two")
        return None
    if longest == period:
        longest = None
    if longest is not None and (low, high or 1) != (1, 1):
        _wrong(repeat, "several times in a period of unknown length",
                      "write a frequency of 1, or one period")  # fmt: skip
        return None
    whole = _whole(period, unit)
    if whole is None or (longest is not None and unit in ("mo", "a")):
        _wrong(repeat, f"a period of {number(period)} `{unit}` is not understood",
                      "write it in whole months, or in days")  # fmt: skip
        return None
    if longest is None:
        period, unit = whole
    return Frequency(low, high or low, period, longest, unit)


def _whole(period: Fraction, unit: str) -> tuple[Fraction, str] | None:
    """A period in the largest unit in which it is a whole number, its own first."""
    if period.denominator == 1:
        return period, unit
    if unit not in codes.SECONDS_OF:
        return None
    seconds = period * codes.SECONDS_OF[unit]
    for each, long in reversed(tuple(codes.SECONDS_OF.items())):
        if (seconds / long).denominator == 1:
            return seconds / long, each
    return None


def _wrong(repeat: Element, what: str, hint: str) -> None:
    repeat.wrong(fhir_mistakes.fhir_not_clear(repeat.pointer, what, hint))


def abbreviation(code: Element) -> tuple[codes.Often | None, str | None]:
    """What a coded timing stands for, and what is written of it."""
    text = code.text("text")
    found = None
    unknown = []
    for coding in code.elements("coding"):
        name, system = coding.text("code"), coding.text("system")
        shown = coding.text("display")
        coding.pass_over(*coding.members)
        text = text or shown
        if name is None:
            continue
        if system in (codes.GTS, None) and name in codes.ABBREVIATIONS:
            found = found or codes.ABBREVIATIONS[name]
        else:
            unknown.append((coding.pointer, name, system))
    for pointer, name, system in unknown if found is None else ():
        code.wrong(fhir_mistakes.fhir_read_as(
            pointer, f"`{name}` of {system or 'no system'} is not known, and not read"
        ))  # fmt: skip
    code.pass_over(*code.members)
    named = (text or "").strip().upper().replace(".", "")
    if found is None and "coding" not in code.members and named in codes.ABBREVIATIONS:
        found = codes.ABBREVIATIONS[named]
        code.wrong(fhir_mistakes.fhir_read_as(code.at("text"), f"`{text}` is read as its code"))
    return found, text
