"""A course as a Dosage of FHIR: how much, by which route, with which limits, and its timing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from dosecalc.diagnostics import Diagnostic
from dosecalc.export_losses import left_out, written_otherwise
from dosecalc.formats.exchange.fhir_parts import amounts, release
from dosecalc.formats.exchange.fhir_parts.amounts import Json
from dosecalc.model import Course
from dosecalc.notations.fhir_parts import codes, routes, ucum
from dosecalc.notations.fhir_parts.dosage import Release
from dosecalc.pricing import Cell


class Target(NamedTuple):
    """The release that is written, and what diagnostics call it."""

    release: Release
    name: str


class Made(NamedTuple):
    """A part of a resource, and what it cannot hold."""

    part: Json
    lost: tuple[Diagnostic, ...] = ()


def dose(cells: Sequence[Cell], course: Course, target: Target) -> Made:
    """The amount of one administration; of two units, the first."""
    lost: list[Diagnostic] = []
    cell = cells[0]
    if "placebo" in cell.why:
        lost.append(written_otherwise(
            target.name, "a placebo has no amount", "no dose is written"
        ))  # fmt: skip
        return Made({}, tuple(lost))
    if len(cells) > 1:
        others = [str(each.unit) for each in cells[1:]]
        lost.append(left_out(target.name, "second units of a dose", others))
    if cell.amount is None or cell.unit is None:
        if cell.unit is not None:
            lost.append(left_out(target.name, "the unit of an unknown amount", [str(cell.unit)]))
        return Made({}, tuple(lost))
    made = amounts.amount(cell.amount.low, cell.amount.high, cell.unit)
    if made is None:
        lost.append(left_out(target.name, "amounts that are no decimals", [_words(course)]))
        return Made({}, tuple(lost))
    lost += [
        written_otherwise(target.name, f"`{_words(course)}`: {why}", "the figure is written alone")
        for why in cell.why
    ]
    if ucum.code(str(cell.unit)) is None and cell.unit.name != "unstated":
        lost.append(left_out(target.name, "a code for the unit", [str(cell.unit)]))
    return Made({"doseAndRate": [made]}, tuple(lost))


def _words(course: Course) -> str:
    return course.said[0].text if course.said else str(course)


def circumstances(course: Course, target: Target) -> Made:
    """Route, as needed, and limits."""
    limited = _limits(course, target)
    part = {**_as_needed(course, target), **by_route(course.route), **limited.part}
    lost = [*limited.lost, *_untold(course, target)]
    return Made(part, tuple(lost))


def _as_needed(course: Course, target: Target) -> Json:
    return release.as_needed(target.release) if course.optional == "as needed" else {}


def by_route(name: str | None) -> Json:
    """A route in words, and in SNOMED CT where it has a code that is known here."""
    if name is None:
        return {}
    code = routes.code(name)
    coding = {"coding": [{"system": routes.SNOMED, "code": code}]} if code else {}
    return {"route": {**coding, "text": name}}


def _limits(course: Course, target: Target) -> Made:
    """Limits a dose and a period; one in total is of these doses, not of a lifetime."""
    part: Json = {}
    ratios: list[Json] = []
    lost: list[Diagnostic] = []
    for limit in course.limits:
        said = f"at most {limit.amount} {limit.per}"
        figure, unit = limit.amount.figure, limit.amount.unit
        exact = figure is not None and figure.exact and not figure.about and unit is not None
        held = amounts.quantity(figure.low, unit) if exact and figure and unit else None
        if held is None or limit.per == "total":
            lost.append(left_out(target.name, "limits in total", [said]))
        elif limit.per in ("dose", "cap"):
            part["maxDosePerAdministration"] = held
            if limit.per == "cap":
                how = "as the greatest dose, which nothing lowers a dose to"
                lost.append(written_otherwise(target.name, f"a cap of {limit.amount}", how))
        else:
            ratios.append({"numerator": held, "denominator": _one(limit.per)})
    if len(ratios) > 1 and target.release == "R4B":
        lost.append(left_out(target.name, "further limits a period", [_words(course)]))
    return Made({**part, **release.most_a_period(ratios, target.release)}, tuple(lost))


def _one(per: str) -> Json:
    found = next(code for code, word in codes.UNITS_OF_TIME.items() if word == per)
    return amounts.duration(Fraction(1), found)


def _untold(course: Course, target: Target) -> Iterable[Diagnostic]:
    """What no member of a Dosage says."""
    if course.apart:
        said = next((each.text for each in course.said if each.text.endswith("apart")), "apart")
        yield left_out(target.name, "distances between doses", [said])
    if course.optional is not None and course.optional != "as needed":
        yield left_out(target.name, "conditions", [course.optional])
    if course.extent.why:
        yield left_out(target.name, "ends that are no dates", [course.extent.why])
    if course.extent.kind == "unstated" and course.patterns:
        yield written_otherwise(target.name, "an end that nobody states", "as one that is open")
