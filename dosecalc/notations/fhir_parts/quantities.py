"""Amounts, ranges, ratios and lengths of time of FHIR, as words of the schedule language."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import number
from dosecalc.days import Length
from dosecalc.diagnostics import visible
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes, ucum
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.notation_mistakes import not_taken_over

_MANY = Fraction(2)


class Held(NamedTuple):
    """A figure and its unit in the language, empty where there is none that is known."""

    value: Fraction
    unit: str

    @property
    def words(self) -> str:
        return Amount(self.value, self.value, self.unit).words


class Amount(NamedTuple):
    """One figure or a range; an end that is not stated is None. Both ends are in one unit."""

    low: Fraction | None
    high: Fraction | None
    unit: str

    @property
    def words(self) -> str:
        if self.high is None:
            return f"at least {number(self.low or 0)} {self._named()}"
        if self.low is None:
            return f"up to {number(self.high)} {self._named()}"
        if self.low == self.high:
            return f"{number(self.low)} {self._named(self.low)}"
        return f"{number(self.low)} to {number(self.high)} {self._named()}"

    def _named(self, value: Fraction = _MANY) -> str:
        """The unit for so many of it; what has none is not stated."""
        found = units.typed(self.unit) if self.unit else None
        return self.unit or "unstated" if found is None or value != 1 else found.singular


def quantity(found: Element) -> Held | None:
    """A quantity without comparator; None where it has no value."""
    value = found.number("value")
    unit, code, system = found.text("unit"), found.text("code"), found.text("system")
    if "comparator" in found:
        found.pass_over("comparator")
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "sqt-1", "a dose has no comparator", "write a range, or one figure"
        ))  # fmt: skip
    if code is not None and system is None:
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "qty-3", "a code needs its system", f'add `"system": "{ucum.UCUM}"`'
        ))  # fmt: skip
        return None
    if value is None:
        if found.report.ok:
            found.wrong(fhir_mistakes.fhir_not_clear(
                found.pointer, "a quantity has no value", "add its `value`"
            ))  # fmt: skip
        return None
    if value < 0:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.at("value"), "an amount is below 0", "write an amount above 0"
        ))  # fmt: skip
        return None
    meant = _meant(found, unit, code, system)
    return None if meant is None else Held(value * meant.factor, meant.unit)


def _meant(
    found: Element, unit: str | None, code: str | None, system: str | None
) -> ucum.Meant | None:
    """The unit of a quantity; one without a name where it is not known."""
    said = units.typed(unit) if unit else None
    if code is None:
        if unit is None:
            found.wrong(fhir_mistakes.fhir_unit_not_known(found.pointer, "value", "has no unit"))
            return ucum.Meant("")
        if said is None or units.is_time(said):
            found.wrong(fhir_mistakes.fhir_unit_not_known(found.at("unit"), unit, _NO_UNIT))
            return ucum.Meant("")
        return ucum.Meant(str(said))
    meant = ucum.form(code) if system == ucum.DRUG_FORMS else None
    if system == ucum.UCUM:
        meant = ucum.known(code)
    elif system != ucum.DRUG_FORMS:
        meant = ucum.Meant(str(said)) if said is not None else None
        what = f"a code of {system}, which is not known here"
        if meant is not None:
            found.wrong(fhir_mistakes.fhir_read_as(
                found.at("code"), f"`{code}` is {what}; its unit `{unit}` counts"
            ))  # fmt: skip
    if meant is None:
        why = ucum.why_not(code) if system in (ucum.UCUM, ucum.DRUG_FORMS) else "is " + what
        found.wrong(fhir_mistakes.fhir_unit_not_known(found.at("code"), code, why))
        return ucum.Meant("")
    named = units.typed(meant.unit)
    if said is not None and named is not None and meant.factor == 1 and said != named:
        found.wrong(fhir_mistakes.fhir_unit_differs(found.pointer, code, unit or ""))
        return None
    return meant


_NO_UNIT = "is no unit of the language"


def between(found: Element) -> Amount | None:
    """A range; an end that is not there is not stated."""
    low, high = _end(found, "low"), _end(found, "high")
    given = [each for each in (low, high) if each is not None]
    if not given:
        if found.report.ok:
            found.wrong(fhir_mistakes.fhir_not_clear(
                found.pointer, "a range has no ends", "add `low`, `high`, or both"
            ))  # fmt: skip
        return None
    if low is not None and high is not None:
        if low.unit != high.unit:
            high = _converted(high, low.unit)
            if high is None:
                found.wrong(fhir_mistakes.fhir_not_clear(
                    found.pointer, "the ends of a range have two units", "write both in one unit"
                ))  # fmt: skip
                return None
        if low.value > high.value:
            found.wrong(fhir_mistakes.fhir_rule(
                found.pointer, "rng-2", "a range ends below where it begins", "exchange its ends"
            ))  # fmt: skip
            return None
    return Amount(
        None if low is None else low.value, None if high is None else high.value, given[0].unit
    )


def _end(found: Element, key: str) -> Held | None:
    end = found.element(key)
    return None if end is None else quantity(end)


def _converted(held: Held, unit: str) -> Held | None:
    """An amount in another unit of the same dimension."""
    source, target = units.typed(held.unit), units.typed(unit)
    if source is None or target is None or not source.convertible(target):
        return None
    return Held(held.value * units.ratio(source, target), unit)


class Per(NamedTuple):
    """An amount in a length of time, in hours and as FHIR's unit of time; or of something else."""

    amount: Amount
    times: Fraction
    unit: str


def ratio(found: Element) -> Per | None:
    """So much in so long; None where the lower part is no length of time, which is reported."""
    above, below = found.element("numerator"), found.element("denominator")
    if (above is None) != (below is None) and found.report.ok:
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "rat-1", "a ratio has a numerator and a denominator", "add the other one"
        ))  # fmt: skip
    if above is None or below is None:
        return None
    held, length = quantity(above), length_of(below)
    if held is None or length is None:
        return None
    return Per(Amount(held.value, held.value, held.unit), *length)


def rate(found: Element, needed: bool = True) -> Per | None:
    """An amount per time whose unit says both: 50 mL/h; an error only where it is `needed`."""
    code = found.text("code") or found.text("unit") or ""
    above, _, below = code.rpartition("/")
    below = _unit_of_time(below)
    if (below not in codes.SECONDS_OF or not above) and not needed:
        found.pass_over("value", "system", "unit")
        why = f"`{visible(code)}` is no amount in a length of time"
        found.wrong(not_taken_over(f"the rate at {found.pointer}", why))
        return None
    if below not in codes.SECONDS_OF or not above:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.pointer, f"`{code}` is no amount in a length of time",
            "write a rate as `mL/h`, or as a ratio",
        ))  # fmt: skip
        return None
    members = {**found.members, "code": above, "unit": above}
    held = quantity(Element(members, found.pointer, found.name, found.report))
    found.pass_over("value", "system", "unit")
    return held and Per(Amount(held.value, held.value, held.unit), Fraction(1), below)


def _unit_of_time(said: str) -> str:
    """FHIR's unit for one that is written in another way, such as `hr`; else what is said."""
    known = units.find(said) if said not in codes.SECONDS_OF else None
    names = {word: code for code, word in codes.UNITS_OF_TIME.items()}
    return said if known is None else names.get(known.name, said)


def length_of(found: Element) -> tuple[Fraction, str] | None:
    """A length of time as a number and FHIR's unit for it (drt-1)."""
    value, code = found.number("value"), found.text("code")
    system, unit = found.text("system"), found.text("unit")
    if "comparator" in found:
        found.pass_over("comparator")
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.pointer, "a length of time has a comparator", "write a range: `boundsRange`"
        ))  # fmt: skip
        return None
    if value is None or value < 0:
        if found.report.ok:
            found.wrong(fhir_mistakes.fhir_not_clear(
                found.pointer, "a length of time needs a value from 0 on", "add its `value`"
            ))  # fmt: skip
        return None
    if code is None:
        code = next((each for each, word in codes.UNITS_OF_TIME.items() if unit == each), None)
    others = system is not None and system != ucum.UCUM
    if code is not None and code in codes.UNITS_OF_TIME and others:
        what = f"{system} is no system of units of time; `{code}` is read as UCUM's"
        found.wrong(fhir_mistakes.fhir_read_as(found.at("system"), what))
    elif code is None or others:
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "drt-1", "a length of time needs a code of UCUM",
            f'add `"system": "{ucum.UCUM}"` and a `code`: {", ".join(codes.UNITS_OF_TIME)}',
        ))  # fmt: skip
        return None
    if code not in codes.UNITS_OF_TIME:
        found.wrong(fhir_mistakes.fhir_code_not_known(
            found.at("code"), code, "unit of time", codes.UNITS_OF_TIME
        ))  # fmt: skip
        return None
    _agree(found, code, unit)
    return value, code


def _agree(found: Element, code: str, unit: str | None) -> None:
    """Say where a unit of time and its code differ."""
    said = units.find(unit) if unit else None
    if said is not None and said.name != codes.UNITS_OF_TIME[code]:
        found.wrong(fhir_mistakes.fhir_unit_differs(found.pointer, code, unit or ""))


def length(low: Fraction | None, high: Fraction | None, unit: str) -> str | None:
    """A length of time in words; None for a part of a month.

    >>> length(Fraction(4), Fraction(6), "wk"), length(None, Fraction(3), "d")
    ('4 to 6 weeks', 'up to 3 days')
    """
    try:
        made = Length(low=low or Fraction(0), high=high, unit=codes.UNITS_OF_TIME[unit])
    except ValueError:
        return None
    return str(made)
