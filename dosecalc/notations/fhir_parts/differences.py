"""Where a text and the structure beside it do not say the same, or the text says more."""

from __future__ import annotations

from fractions import Fraction

from dosecalc.amounts import readable
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import author_text
from dosecalc.notations.fhir_parts.author_text import Told
from dosecalc.notations.fhir_parts.codes import MEALS, MOMENTS
from dosecalc.notations.fhir_parts.doses import Dose, Limits, hours
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.quantities import Amount
from dosecalc.notations.fhir_parts.timing import When


def compare(found: Element, text: str, dose: Dose, when: When, most: Limits, needed: bool) -> None:
    """Report every difference between a text and its structure."""
    if not text.strip():
        return
    told = author_text.read(text)
    _amount(found, text.lower(), told, dose)
    _often(found, told, when)
    _days(found, told, when)
    _hours(found, told, dose, when)
    _rate(found, told, dose)
    _limits(found, told, dose, most)
    _moments(found, told, when)
    if told.as_needed and not needed:
        _more(found, "that it is given as needed", "as needed")
    if told.each and "site" not in found.members:
        _more(found, "a dose for each of several sites", told.each)
    for condition in told.conditions:
        _more(found, "a condition", condition[:80])


def _amount(found: Element, text: str, told: Told, dose: Dose) -> None:
    amount = dose.amount
    if amount is None or not told.amounts:
        return
    alike = [each for each in told.amounts if _unit(each.unit, amount.unit)]
    if not alike:
        if _pieces(amount.unit) and amount.unit.rstrip("s") not in text:
            _differ(found, "the unit of a dose", str(told.amounts[0]), amount.words)
        return
    sites = (1, 2) if told.each else (1,)
    each_of = [(each.low * n, each.high * n) for each in alike for n in sites]
    spread = (min(each.low for each in alike), max(each.high for each in alike))
    if not any(_fits(ends, amount) for ends in (*each_of, spread)):
        _differ(found, "a dose", str(alike[0]), amount.words)


def _fits(ends: tuple[Fraction, Fraction], amount: Amount) -> bool:
    """Whether the ends that a structure states are those of the text."""
    return amount.low in (None, ends[0]) and amount.high in (None, ends[1])


def _unit(said: str, structured: str) -> bool:
    """Whether two units may be one; a figure without a unit may be any."""
    return not structured or said == structured or said.rstrip("s") == structured.rstrip("s")


def _pieces(unit: str) -> bool:
    return unit in ("tablets", "capsules", "sprays", "drops", "puffs", "patches", "vials")


def _often(found: Element, told: Told, when: When) -> None:
    structured = when.frequency.per_day() if when.frequency is not None else None
    if told.frequency is None or structured is None:
        return
    given = when.on_a_day.per_day() if when.on_a_day is not None else None
    if told.frequency not in (structured, given):
        _differ(found, "how often", _a_day(told.frequency), _a_day(structured))


def _a_day(rate: tuple[Fraction, Fraction]) -> str:
    low, high = rate
    doses = readable(low) if low == high else f"{readable(low)} to {readable(high)}"
    return f"{doses} a day"


def _days(found: Element, told: Told, when: When) -> None:
    if told.days is None:
        return
    structured = when.bounds.days
    rate = when.frequency.per_day() if when.frequency is not None else None
    doses = when.bounds.doses
    if structured is None and doses is not None and doses[0] == doses[1] and rate is not None:
        structured = doses[0] / rate[0] if rate[0] == rate[1] else None
    if structured is not None and structured != told.days:
        _differ(found, "how long", f"{_days_in_words(told.days)}", _days_in_words(structured))
    elif structured is None and not when.moments and doses is None and not when.extent:
        _more(found, "how long it goes on", f"for {_days_in_words(told.days)}")


def _days_in_words(days: Fraction) -> str:
    return f"{readable(days)} day{'s' * (days != 1)}"


def _hours(found: Element, told: Told, dose: Dose, when: When) -> None:
    """The length of an infusion."""
    structured = when.lasting if when.lasting is not None else hours(dose)
    said = " then ".join(f"{readable(each)} hours" for each in dict.fromkeys(told.hours))
    if not told.hours or when.bounds.days in [each / 24 for each in told.hours]:
        return
    if structured is None and not when.over and not when.bounds.words:
        _more(found, "how long an administration takes", said)
    elif structured is not None and structured not in told.hours:
        lasts = f"{readable(structured)} hours"
        _differ(found, "how long an administration takes", said, lasts)


def _rate(found: Element, told: Told, dose: Dose) -> None:
    flow = dose.rate
    if told.rate is None or flow is None or (flow.amount.unit, flow.unit) != ("mL", "h"):
        return
    if flow.times and flow.amount.low == flow.amount.high and flow.amount.low is not None:
        stated = flow.amount.low / flow.times
        if stated != told.rate:
            said, held = (f"{readable(each)} mL/hour" for each in (told.rate, stated))
            _differ(found, "the rate", said, held)


def _limits(found: Element, told: Told, dose: Dose, most: Limits) -> None:
    for limit in told.most:
        words = f"{readable(limit.amount)} {limit.unit or 'doses'} {limit.per}"
        if not most.held:
            _more(found, "a greatest dose", f"at most {words}")
        elif not any(
            _same(limit, amount.high, amount.unit, per, dose) for amount, per in most.held
        ):
            held = most.words[0].removeprefix("at most ")
            _differ(found, "the greatest dose", words, held)


def _same(limit: author_text.Most, high: Fraction | None, unit: str, per: str, dose: Dose) -> bool:
    """Whether a limit is the one of the structure, or as many doses as make it up."""
    if per != limit.per:
        return False
    if limit.unit:
        return limit.amount == high and _unit(limit.unit, unit)
    one = dose.amount.high if dose.amount is not None and dose.amount.unit == unit else None
    return limit.amount == high or (one is not None and limit.amount * one == high)


def _moments(found: Element, told: Told, when: When) -> None:
    """Meals and times of a day; a clock time may stand for them."""
    if not told.moments or any(" at " in each for each in when.often):
        return
    events = " ".join(
        " ".join(MEALS[each]) if each in MEALS else MOMENTS.get(each, "") for each in when.events
    )
    for moment in told.moments:
        word = moment.split()[-1].rstrip("s")
        if not when.events:
            _more(found, "when on a day", moment)
        elif word not in events and not (word in ("meal", "food") and "before" in events):
            _differ(found, "when on a day", moment, events)


def _differ(found: Element, what: str, text: str, structure: str) -> None:
    found.wrong(fhir_mistakes.fhir_text_differs(found.pointer, what, text, structure))


def _more(found: Element, what: str, text: str) -> None:
    found.wrong(fhir_mistakes.fhir_only_in_text(found.pointer, what, text))
