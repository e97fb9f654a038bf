"""A PlanDefinition, as it is exported here, as the text of a file: doses and visits on days.

Actions are counted from the action `day-1`, or from others that are. Other people's plans say when
in ways that are not read; each action that has no such day is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.language import values
from dosecalc.language.facts import one_name
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.agent_and_route import quoted
from dosecalc.notations.fhir_parts import dates
from dosecalc.notations.fhir_parts.codes import UNITS_OF_TIME
from dosecalc.notations.fhir_parts.dosage import Release, concept_text
from dosecalc.notations.fhir_parts.doses import dose
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.quantities import length_of
from dosecalc.notations.fhir_parts.routes import route
from dosecalc.notations.notation_mistakes import not_taken_over

DAY_1 = "day-1"
_MOST = 20_000
_NOT_SURE = "it takes place"
_ABOUT = ("status", "description", "meta", "text", "language", "name", "url", "identifier", "type")
_RELATIONS = {"concurrent-with-start": 0, "after-start": 1, "before-start": -1}


class _Due(NamedTuple):
    """What is due on one day, an offset from day 1; what is not `sure` may not take place."""

    what: str
    kind: str
    day: int
    window: tuple[int, int] | None
    length: str = ""
    sure: bool = True


def plan(found: Element, release: Release | None) -> str:
    """The plan in words; empty where nothing of it can be read."""
    held = _definitions(found, release or "R5")
    actions = found.elements("action")
    title = found.text("title") or found.text("name") or "plan"
    found.pass_over(*_ABOUT, "id")
    for key in found.rest():
        found.wrong(not_taken_over(found.at(key), "the language has no words for it"))
    dues = [due for due in _dues(actions, held) if due is not None]
    if not dues and found.report.ok:
        found.wrong(fhir_mistakes.fhir_no_dosage(found.pointer))
    if not dues or not found.report.ok:
        return ""
    return "\n".join(_file(title, dues)) + "\n"


def _definitions(found: Element, release: Release) -> dict[str, str]:
    """What contained definitions say is given, in words, by their ids."""
    made = {}
    for inner in found.elements("contained"):
        product, parts = inner.element("productCodeableConcept"), inner.elements("dosage")
        if inner.text("resourceType") != "ActivityDefinition" or not parts:
            continue
        amount = dose(parts[0])
        agent = concept_text(product) if product is not None else None
        of = f"of {quoted(agent)}" if agent else ""
        if amount is not None:
            words = " ".join(filter(None, [amount.words, of, route(parts[0])]))
            made[f"#{inner.members.get('id')}"] = words
    return made


def _dues(actions: list[Element], held: dict[str, str]) -> Iterator[_Due | None]:
    placed: dict[str, int] = {DAY_1: 0}
    for action in actions:
        name = action.text("linkId") if "linkId" in action else _identifier(action)
        if name == DAY_1:
            continue
        day = _day(action, placed)
        if day is None:
            continue
        if name is not None:
            placed[name] = day
        yield from _repeated(action, day, held)


def _identifier(action: Element) -> str | None:
    value = action.members.get("id")
    return value if isinstance(value, str) else None


def _day(action: Element, placed: dict[str, int]) -> int | None:
    """The day of an action, as an offset from day 1; None where nothing says it."""
    related = action.elements("relatedAction")
    if len(related) != 1:
        _no_day(action, "it is not counted from one other action")
        return None
    target = related[0].text("targetId") or related[0].text("actionId")
    kind = related[0].text("relationship")
    if target not in placed or kind not in _RELATIONS:
        _no_day(action, "it is not counted from day 1, nor from what is")
        return None
    if target != DAY_1:
        what = "days after another visit or a dose are read as days from day 1"
        action.wrong(fhir_mistakes.fhir_read_as("", what))
    if kind == "concurrent-with-start":
        return placed[target]
    held = related[0].element("offsetDuration")
    if held is None:
        _no_day(action, "its day is a range, or is not stated")
        return None
    days = _days(held)
    return None if days is None else placed[target] + _RELATIONS[kind] * days


def _no_day(action: Element, why: str) -> None:
    action.wrong(not_taken_over(f"the action at {action.pointer}", why))


def _days(held: Element) -> int | None:
    """A length in whole days, which may be below 0 for a window."""
    if isinstance(held.members.get("value"), int) and held.members["value"] < 0:
        inner = {**held.members, "value": -held.members["value"]}
        found = _days(Element(inner, held.pointer, held.name, held.report))
        return found and -found
    made = length_of(held)
    if made is None:
        return None
    value, unit = made
    days = value * {"d": 1, "wk": 7}.get(unit, Fraction(0))
    if days.denominator != 1 or (value and not days):
        held.wrong(fhir_mistakes.fhir_not_clear(
            held.pointer, f"{number(value)} {UNITS_OF_TIME[unit]}s are no whole days", "write days"
        ))  # fmt: skip
        return None
    return int(days)


def _repeated(action: Element, day: int, held: dict[str, str]) -> Iterator[_Due | None]:
    what, kind = action.text("title") or "visit", _kind(action)
    given = action.text("definitionCanonical")
    if kind == "dose":
        what = held.get(given or "", "an unknown amount")
    window, sure = _window(action), action.text("requiredBehavior") in (None, "must")
    if not sure and kind != "dose":
        said = f"that the action at {action.pointer} may not take place"
        action.wrong(not_taken_over(said, "a visit of a schedule is due"))
    for each in _series(action, day):
        within = window and (each - window[0], window[1] - each)
        yield _Due(what, kind, each, within, _lasts(action), sure)


def _kind(action: Element) -> str:
    code = action.members.get("code")
    first = code[0] if isinstance(code, list) and code else code
    text = first.get("text") if isinstance(first, dict) else None
    return text if text in ("dose", "watch") else "assessment"


def _window(action: Element) -> tuple[int, int] | None:
    """The first and the last day on which it may be."""
    found = action.element("timingRange")
    ends = [found.element(key) for key in ("low", "high")] if found is not None else []
    days = [_days(end) for end in ends if end is not None]
    if len(days) < 2 or days[0] is None or days[1] is None:
        return None
    return days[0], days[1]


def _lasts(action: Element) -> str:
    found = action.element("timingDuration")
    days = _days(found) if found is not None else None
    return f"{days} days" if days else ""


def _series(action: Element, day: int) -> list[int]:
    timing = action.element("timingTiming")
    repeat = timing.element("repeat") if timing is not None else None
    if repeat is None:
        return [day]
    count, period = repeat.positive("count"), repeat.positive("period")
    if count is None or period is None or repeat.text("periodUnit") != "d" or count > _MOST:
        action.wrong(not_taken_over(f"the series at {action.pointer}", "it is no count of days"))
        return [day]
    return [day + period * n for n in range(count)]


# ------------------------------------------------------------------ as a file


def _file(title: str, dues: list[_Due]) -> Iterator[str]:
    """The lines of a file: one arm, its doses by what they hold, and the visits."""
    name = " ".join(title.split())[:200]
    yield f"trial {values.quoted(name)}"
    yield "arm plan"
    given = [each for each in dues if each.kind == "dose"]
    for what, days, within in _rows(given):
        yield f"  give {what} {days}{within}"
    if not given:
        yield "  no treatment"
    others = [each for each in dues if each.kind != "dose"]
    if others:
        yield "visits"
    for what, days, within in _rows([each for each in others if each.kind == "assessment"]):
        yield f"  {one_name(what)} {days}{within}"
    for each in others:
        if each.kind == "watch" and each.length:
            first = each.day + 1 if each.day >= 0 else each.day
            yield f"  watch {one_name(each.what)} for {each.length} from day {first}"


def _rows(dues: list[_Due]) -> Iterator[tuple[str, str, str]]:
    """Things with the same window and as many a day: what, on which days, within what."""
    groups: dict[tuple[str, tuple[int, int] | None, bool], Counter[int]] = {}
    for each in dues:
        sure = each.sure or each.kind != "dose"
        groups.setdefault((each.what, each.window, sure), Counter())[each.day] += 1
    for (what, window, sure), counted in groups.items():
        for number_a_day in sorted(set(counted.values())):
            days = {day: n for day, n in counted.items() if n == number_a_day}
            hangs = "" if sure else f' if "{_NOT_SURE}"'
            yield what, dates.on_days(days, series_too=False), _within(window) + hangs


def _within(window: tuple[int, int] | None) -> str:
    if window is None or min(window) < 0:
        return ""
    before, after = (f"{days} day{'s' * (days != 1)}" for days in window)
    return f" within {before}" if before == after else f" within {before} before to {after} after"
