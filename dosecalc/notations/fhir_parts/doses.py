"""How much: `doseAndRate`, and the greatest doses, as clauses of the language."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import number
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.quantities import (
    Amount,
    Per,
    between,
    quantity,
    rate,
    ratio,
)
from dosecalc.notations.notation_mistakes import not_taken_over


class Dose(NamedTuple):
    """An amount, its rate, and its limits in words; the amount and the limits also as figures."""

    words: str
    amount: Amount | None = None
    rate: Per | None = None
    rate_words: str = ""


def dose(found: Element, lasting: Fraction | None = None) -> Dose | None:
    """How much one administration holds; None where that is wrong, which is reported.

    Without an amount it is what a rate makes in the hours that an administration is `lasting`.
    """
    entries = found.elements("doseAndRate")
    chosen = _ordered(found, entries)
    if chosen is None:
        return Dose("an unknown amount") if not entries else None
    amount = _amount(chosen)
    flow = _rate(chosen, amount is None)
    chosen.pass_over("type")
    for key in chosen.rest():
        chosen.wrong(not_taken_over(chosen.at(key), "the language has no words for it"))
    if not found.report.ok:
        return None
    poured = _poured(flow, lasting) if flow is not None and amount is None else None
    if poured is not None:
        chosen.wrong(fhir_mistakes.fhir_read_as(
            chosen.pointer, f"a dose is its rate in its length: {poured.words}"
        ))  # fmt: skip
        return Dose(poured.words, poured, flow)
    words = amount.words if amount is not None else "an unknown amount"
    rate_words = _flow(flow, amount, chosen) if flow is not None else ""
    return Dose(words, amount, flow, rate_words)


def _ordered(found: Element, entries: list[Element]) -> Element | None:
    """The amount that is ordered, of several of which the others are calculated."""
    if len(entries) < 2:
        return entries[0] if entries else None
    ordered = [each for each in entries if "ordered" in _types(each)]
    if len(ordered) != 1:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.at("doseAndRate"), "several doses, and not one of them is the ordered one",
            "keep one, or say the type of each: `ordered`, `calculated`",
        ))  # fmt: skip
        return None
    for each in entries:
        if each is not ordered[0]:
            found.wrong(not_taken_over(each.pointer, "the ordered dose counts"))
    return ordered[0]


def _types(entry: Element) -> set[str]:
    kind = entry.element("type")
    codings = kind.elements("coding") if kind is not None else []
    return {code for each in codings if (code := each.text("code")) is not None}


def _amount(entry: Element) -> Amount | None:
    chosen = entry.choice("doseQuantity", "doseRange")
    entry.pass_over("doseQuantity", "doseRange")
    found = entry.element(chosen) if chosen is not None else None
    if found is None:
        return None
    if chosen == "doseRange":
        return between(found)
    held = quantity(found)
    return None if held is None else Amount(held.value, held.value, held.unit)


def _poured(flow: Per, lasting: Fraction | None) -> Amount | None:
    """What a rate makes in so many hours, where that is a finite decimal of a known unit."""
    if not lasting or not flow.times or not flow.amount.unit or flow.unit not in codes.SECONDS_OF:
        return None
    rounds = lasting * 3600 / (codes.SECONDS_OF[flow.unit] * flow.times)
    low, high = (end and end * rounds for end in (flow.amount.low, flow.amount.high))
    if any("/" in number(end or 0) for end in (low, high)):
        return None
    return Amount(low, high, flow.amount.unit)


def _rate(entry: Element, needed: bool) -> Per | None:
    """The rate; one that is not understood is an error only where nothing else is the dose."""
    chosen = entry.choice("rateRatio", "rateQuantity", "rateRange")
    entry.pass_over("rateRatio", "rateQuantity", "rateRange")
    found = entry.element(chosen) if chosen is not None else None
    if found is None:
        return None
    if chosen == "rateRatio":
        return ratio(found)
    return rate(found, needed) if chosen == "rateQuantity" else _rates(found, needed)


def _rates(found: Element, needed: bool) -> Per | None:
    ends = {key: end for key in ("low", "high") if (end := found.element(key)) is not None}
    made = {key: rate(end, needed) for key, end in ends.items()}
    low, high = made.get("low"), made.get("high")
    if ends and not any(made.values()) and not needed:
        return None
    if low is None or high is None or low[1:] != high[1:] or low.amount.unit != high.amount.unit:
        if found.report.ok:
            found.wrong(fhir_mistakes.fhir_not_clear(
                found.pointer, "a range of rates has two ends in one unit", "write both alike"
            ))  # fmt: skip
        return None
    return Per(Amount(low.amount.low, high.amount.high, low.amount.unit), low.times, low.unit)


def _flow(flow: Per, amount: Amount | None, entry: Element) -> str:
    """The rate of an infusion in words; empty where the language has none for it."""
    word = codes.UNITS_OF_TIME[flow.unit]
    why = ""
    unit = units.typed(flow.amount.unit) if flow.amount.unit else None
    dose = units.typed(amount.unit) if amount is not None and amount.unit else None
    if amount is None:
        why = "neither an amount nor a length says how much that is"
    elif unit is None or unit.per is not None:
        why = "the language has no such rate"
    elif amount is not None and (dose is None or not unit.convertible(dose)):
        why = "the rate is not in a unit of the dose"
    elif flow.unit in ("mo", "a") or flow.times == 0:
        why = "the language has no such rate"
    if why:
        entry.wrong(not_taken_over(f"the rate at {entry.pointer}", why))
        return ""
    low, high = (end and end / flow.times for end in (flow.amount.low, flow.amount.high))
    if any("/" in number(end or 0) for end in (low, high)):
        entry.wrong(not_taken_over(f"the rate at {entry.pointer}", "it is no finite decimal"))
        return ""
    return f"at {Amount(low, high, f'{flow.amount.unit}/{word}').words}"


def hours(dose: Dose) -> Fraction | None:
    """The hours that an amount takes at its rate, where both are exact and in one unit."""
    flow, amount = dose.rate, dose.amount
    if flow is None or amount is None or flow.unit not in codes.SECONDS_OF:
        return None
    if amount.unit != flow.amount.unit or not flow.amount.low or amount.low != amount.high:
        return None
    if flow.amount.low != flow.amount.high or amount.low is None:
        return None
    return amount.low / flow.amount.low * flow.times * codes.SECONDS_OF[flow.unit] / 3600


class Limits(NamedTuple):
    """Limits in words, and each with what it is per."""

    words: tuple[str, ...] = ()
    held: tuple[tuple[Amount, str], ...] = ()


def limits(found: Element, several: bool) -> Limits:
    """The greatest dose an administration, a day and in all; R5 has several a period."""
    words: list[str] = []
    held: list[tuple[Amount, str]] = []
    for key, per in (("maxDosePerAdministration", "a dose"), ("maxDosePerLifetime", "in total")):
        limit = found.element(key)
        each = quantity(limit) if limit is not None else None
        if each is not None and limit is not None and _named(limit, each.unit):
            amount = Amount(each.value, each.value, each.unit)
            words.append(f"at most {each.words} {per}")
            held.append((amount, per))
            if per == "in total":
                limit.wrong(fhir_mistakes.fhir_read_as(
                    limit.pointer, "a limit for a lifetime is checked against these doses alone"
                ))  # fmt: skip
    for each_period in _periods(found, several):
        flow = ratio(each_period)
        period = _period(flow, each_period) if flow is not None else None
        if flow is not None and period is not None:
            words.append(_most(flow.amount, period))
            held.append((flow.amount, period))
    return Limits(tuple(words), tuple(held))


def _periods(found: Element, several: bool) -> list[Element]:
    if several:
        return found.elements("maxDosePerPeriod")
    one = found.element("maxDosePerPeriod")
    return [] if one is None else [one]


def _most(amount: Amount, period: str) -> str:
    if amount.unit == "doses":
        return f"at most {number(amount.high or 0)} doses {period}"
    return f"at most {number(amount.high or 0)} {amount.unit} {period}"


def _named(limit: Element, unit: str) -> bool:
    """Whether a limit has a unit; one without is reported."""
    if not unit:
        limit.wrong(not_taken_over(f"the limit at {limit.pointer}", "it has no unit that is known"))
    return bool(unit)


def _period(flow: Per, found: Element) -> str | None:
    """`a day` for one day, and for 24 hours, which is told."""
    if not _named(found, flow.amount.unit):
        return None
    if flow.times == 1 and flow.unit in codes.UNITS_OF_TIME:
        return f"a {codes.UNITS_OF_TIME[flow.unit]}"
    if flow.times == 24 and flow.unit == "h":
        found.wrong(fhir_mistakes.fhir_read_as(
            found.pointer, "a limit in 24 hours is checked for each day"
        ))  # fmt: skip
        return "a day"
    found.wrong(not_taken_over(
        f"the limit at {found.pointer}", "the language has limits a day, a week or a month"
    ))  # fmt: skip
    return None
