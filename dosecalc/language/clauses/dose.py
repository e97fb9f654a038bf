"""`1e9 to 16e9 particles`: how much one administration holds, at one level or several."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import Amount, Figure, just, number
from dosecalc.diagnostics import Span
from dosecalc.language import dose_refusals, refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Reading,
    Refused,
    figure,
    numbers,
    quantity,
    quantity_text,
    subtree,
    subtrees,
    tokens,
    unit,
    value,
)
from dosecalc.model import Band
from dosecalc.units import UNSTATED, Unit

EXAMPLE = "1e9, 2e9, 4e9 particles twice weekly for 8 weeks escalating across cohorts"
_MOST_LEVELS = 300


class Levels(NamedTuple):
    """The levels in order, each an amount and what it holds; or bands by weight; or placebo."""

    levels: tuple[tuple[Amount, ...], ...]
    text: str
    placebo: bool = False
    bands: tuple[Band, ...] = ()


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    counted = subtree(node, "counted")
    if counted is not None:
        from dosecalc.language.clauses import counted as doses

        doses.read(counted, draft)
        return
    given = amount(node, draft.reading)
    span = draft.reading.span(node)
    draft.put("dose", given, span)
    draft.say(f"with {given.text}" if draft.said else given.text, meaning(given), span)


def meaning(given: Levels) -> str:
    """What the amount is, in words."""
    if given.placebo:
        return "a dose without active content"
    if given.bands:
        return "the amount depends on body weight"
    if len(given.levels) > 1:
        return f"{len(given.levels)} dose levels: {given.text}"
    return f"one administration is {given.text}"


def amount(node: Node, reading: Reading) -> Levels:
    """The amount below a node, in any of its forms."""
    for rule, make in _FORMS.items():
        found = subtree(node, rule)
        if found is not None:
            made = make(found, reading)
            if len(made.levels) > _MOST_LEVELS:
                raise Refused(dose_refusals.too_many(reading.span(found)))
            _check_units(made, reading.span(found))
            return made
    raise AssertionError(node.data)


def _check_units(made: Levels, span: Span) -> None:
    """An amount may be per body weight or area; a rate or a concentration is no amount."""
    amounts = [held for level in made.levels for held in level]
    amounts += [band.amount for band in made.bands]
    for held in amounts:
        per = held.unit.per if held.unit is not None else None
        if per is None or held.unit is None or per.dimension in ("mass", "area"):
            continue
        if units.is_time(per):
            amount = str(Amount(held.figure, units.numerator(held.unit)))
            raise Refused(dose_refusals.amount_in_time(span, amount, per.singular))
        raise Refused(
            dose_refusals.unit_clash(
                span, f"so much per {per.singular} is no amount",
                "give the amount, as in `1.5 mL at 10 mg/mL`",
            )
        )  # fmt: skip


def _one(node: Node, reading: Reading) -> Levels:
    if tokens(node, "PLACEBO"):
        return Levels(((),), "placebo", placebo=True)
    held = quantity(node, reading)
    return Levels((held,), _text(node, held, reading))


def _text(node: Node, held: tuple[Amount, ...], reading: Reading) -> str:
    """Amounts as written: `sprays of 1.5 mL` keeps what one spray holds."""
    inner = subtree(node, "quantity")
    outer = quantity_text(node, held[0]) if not tokens(node, "FORM") else str(held[0].unit)
    return (
        outer if inner is None else f"{outer} of {_text(inner, quantity(inner, reading), reading)}"
    )


def _listed(node: Node, reading: Reading) -> Levels:
    given = subtree(node, "numbers")
    assert given is not None
    exact = numbers(given, reading)
    if any(each == 0 for each in exact):
        raise Refused(dose_refusals.zero_amount(reading.span(node)))
    measured = _unit(node, reading, reading.span(given))
    levels = tuple((Amount(just(each), measured),) for each in exact)
    unit_text = f" {measured}" if subtree(node, "unit") is not None else ""
    return Levels(levels, ", ".join(map(number, exact)) + unit_text)


def _unit(node: Node, reading: Reading, span: Span) -> Unit:
    named = subtree(node, "unit")
    if named is None:
        reading.report.add(dose_refusals.unstated_unit(span))
        return UNSTATED
    return unit(named, reading)


def _doubling(node: Node, reading: Reading) -> Levels:
    first, last = (_exact(each, reading) for each in subtrees(node, "figure"))
    named = [unit(each, reading) for each in subtrees(node, "unit")]
    measured = named[-1]
    if any(each is not measured for each in named):
        raise Refused(_clash(node, reading))
    steps = [first]
    while steps[-1] < last and len(steps) < 300:
        steps.append(steps[-1] * 2)
    if steps[-1] != last or first == 0:
        raise Refused(dose_refusals.levels_do_not_meet(reading.span(node)))
    start = str(Amount(just(first), measured)) if len(named) > 1 else number(first)
    text = f"{start} doubling to {Amount(just(last), measured)}"
    return Levels(tuple((Amount(just(each), measured),) for each in steps), text)


def _rising(node: Node, reading: Reading) -> Levels:
    first, step, last = (_exact(each, reading) for each in subtrees(node, "figure"))
    named = [unit(each, reading) for each in subtrees(node, "unit")]
    if any(each is not named[0] for each in named):
        raise Refused(_clash(node, reading))
    falls = bool(tokens(node, "FALLING"))
    reach = first - last if falls else last - first
    if step == 0 or reach <= 0 or reach % step or reach / step > 10_000:
        raise Refused(dose_refusals.levels_do_not_meet(reading.span(node)))
    sign = -1 if falls else 1
    steps = [first + sign * step * k for k in range(int(reach / step) + 1)]
    if steps[-1] == 0:
        raise Refused(dose_refusals.zero_amount(reading.span(node)))
    shown = [str(Amount(just(each), named[0])) for each in (first, step, last)]
    verb = "falling" if falls else "rising"
    text = f"{shown[0]} {verb} by {shown[1]} to {shown[2]}"
    return Levels(tuple((Amount(just(each), named[0]),) for each in steps), text)


def _exact(node: Node, reading: Reading) -> Fraction:
    found = figure(node, reading)
    if not found.exact or found.about:
        raise Refused(refusals.needs_exact(reading.span(node), "a level"))
    return found.low


def _clash(node: Node, reading: Reading):  # type: ignore[no-untyped-def]
    return dose_refusals.unit_clash(
        reading.span(node), "the levels are in different units", "give every level in one unit"
    )


def _bands(node: Node, reading: Reading) -> Levels:
    bands = tuple(_band(each, reading) for each in subtrees(node, "band"))
    reach: Fraction | None = Fraction(0)
    for each in bands:
        if each.start != reach:
            raise Refused(dose_refusals.bad_bands(reading.span(node)))
        reach = each.stop
    measured = {each.amount.unit for each in bands}
    if reach is not None or len(measured) > 1:
        raise Refused(dose_refusals.bad_bands(reading.span(node)))
    return Levels(((),), ", ".join(map(_band_text, bands)), bands=bands)


def _band(node: Node, reading: Reading) -> Band:
    given = subtree(node, "figure")
    assert given is not None
    measured, *weights = (unit(each, reading) for each in subtrees(node, "unit"))
    if any(each.name != "kg" for each in weights):
        raise Refused(
            dose_refusals.unit_clash(
                reading.span(node), "a band is bounded by body weight", "give its bounds in kg"
            )
        )
    ends = [value(token) for token in tokens(node, "NUMBER")]
    held = Amount(figure(given, reading), measured)
    if tokens(node, "BAND_FROM"):
        return Band(ends[0], ends[1] if len(ends) > 1 else None, held)
    return Band(Fraction(0), ends[0], held)


def _band_text(band: Band) -> str:
    if band.start == 0 and band.stop is not None:
        return f"{band.amount} below {number(band.stop)} kg"
    if band.stop is None:
        return f"{band.amount} from {number(band.start)} kg"
    return f"{band.amount} from {number(band.start)} to below {number(band.stop)} kg"


def whole_figure(amounts: tuple[Amount, ...]) -> Figure | None:
    """The figure of a single amount, for clauses that scale it."""
    return amounts[0].figure


_FORMS = {
    "quantity": _one,
    "levels": _listed,
    "doubling": _doubling,
    "rising": _rising,
    "bands": _bands,
}
