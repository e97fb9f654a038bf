"""What is due for one way of dosing, as a PlanDefinition: visits, watches and doses on study days.

The first action is day 1. Every other one is so many days after its start, or before it, or after
the dose that it is counted from. A window is a `timingRange` in days from day 1, a series at equal
distances a repeated `timingTiming`. What a dose holds is a contained ActivityDefinition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dues import Due, planned
from dosecalc.export_losses import left_out, written_otherwise
from dosecalc.formats.exchange.fhir_parts import release
from dosecalc.formats.exchange.fhir_parts.amounts import Json, amount, duration
from dosecalc.formats.exchange.fhir_parts.dosage import Target, by_route
from dosecalc.formats.exchange.fhir_parts.orders import identifier_of
from dosecalc.formats.exchange.form import Wanted
from dosecalc.model import Trial
from dosecalc.spoken import held
from dosecalc.units import Unit, per, table
from dosecalc.variants import Variant

DAY_1 = "day-1"
_SERIES = 3  # as many at equal distances are one action
_KINDS = {"dose": "dose", "assessment": "assessment", "watch": "watch"}


class _Run(NamedTuple):
    """Dues of one thing at equal distances; `step` is 0 for a single one."""

    dues: tuple[Due, ...]
    step: int


def plan(
    trial: Trial, way: Variant, wanted: Wanted, target: Target, lost: list[Diagnostic]
) -> Json | None:
    """The plan of one way of dosing; None where nothing is due."""
    found = planned(trial, way, wanted.question)
    for each in found.unplaced:
        lost.append(left_out(target.name, "what has no day", [f"{each.what}: {each.needs}"]))
    dues = [each for each in found.dues if each.kind in _KINDS]
    if not dues:
        return None
    lost += _untold(dues, target)
    held = _Definitions(target)
    runs = list(_runs(dues))
    names = {n: f"a{place}" for place, run in enumerate(runs, 1) for n in _numbers(run, found.dues)}
    actions = [
        _action(run, f"a{place}", names, held, trial, target) for place, run in enumerate(runs, 1)
    ]
    lost += held.lost
    own = "" if trial.phrase else trial.name
    words = [each for each in (own, way.arm.name, way.name or "") if each]
    words += [f"cohort {way.cohort}"] if way.cohort else []
    identifier = identifier_of(words)
    return {
        "resourceType": "PlanDefinition",
        **({"id": identifier} if identifier else {}),
        **({"contained": held.made} if held.made else {}),
        "title": ", ".join(words) or "a regimen",
        "status": "draft" if _unconfirmed(trial, way) else "unknown",
        **({"description": trial.label} if trial.label and not trial.phrase else {}),
        "action": [_day_1(trial, target), *actions],
    }


def _unconfirmed(trial: Trial, way: Variant) -> bool:
    regimens = way.reading.regimens if way.reading is not None else ()
    return trial.unconfirmed or any(each.unconfirmed for each in regimens)


def _day_1(trial: Trial, target: Target) -> Json:
    day = DayCount(trial.days_from_zero).text(0)
    return {**release.named(DAY_1, target.release), "title": f"{day}, the first day"}


def _untold(dues: Sequence[Due], target: Target) -> Iterator[Diagnostic]:
    """Days that the schedule does not state, and amounts that are about."""
    even = [each for each in dues if not each.stated and each.kind == "dose"]
    if even:
        yield written_otherwise(
            target.name, f"the days of `{even[0].agent or 'doses'}` are not stated",
            "evenly placed days are written",
        )  # fmt: skip
    gates = [each.activity for each in dues if each.gate]
    if gates:
        yield left_out(target.name, "watches that cohorts wait for", gates)
    timed = [each.time or "hours that have passed" for each in dues if each.time or each.second > 0]
    if timed:
        yield left_out(target.name, "times of a day", list(dict.fromkeys(timed)))


# ------------------------------------------------------------------ series


def _numbers(run: _Run, dues: Sequence[Due]) -> list[int]:
    own = {id(each) for each in run.dues}
    return [n for n, each in enumerate(dues) if id(each) in own]


def _runs(dues: Sequence[Due]) -> Iterator[_Run]:
    """Things on one row of a calendar, those at equal distances together, by their first day."""
    aimed = {each.target for each in dues}
    groups: dict[object, list[Due]] = {}
    for place, due in enumerate(dues):
        alone = place in aimed or due.window or due.chain or due.later or due.kind == "watch"
        what = (due.activity, due.agent, due.route, due.contents, due.sure, due.hours, due.cause)
        key = (place,) if alone else (due.kind, *what)
        groups.setdefault(key, []).append(due)
    found = [run for group in groups.values() for run in _series(group)]
    yield from sorted(found, key=lambda run: run.dues[0].day)


def _series(group: Sequence[Due]) -> list[_Run]:
    """Dues in order, cut where the distance changes."""
    days = [each.day for each in group]
    steps = {after - before for before, after in pairwise(days)}
    if len(group) >= _SERIES and len(steps) == 1 and 0 not in steps:
        return [_Run(tuple(group), steps.pop())]
    return [_Run((each,), 0) for each in group]


# ------------------------------------------------------------------ actions


def _action(
    run: _Run, name: str, names: dict[int, str], held: _Definitions, trial: Trial, target: Target
) -> Json:
    due = run.dues[0]
    kind = {"text": _KINDS[due.kind]}
    made: Json = {
        **release.named(name, target.release),
        "title": due.activity if due.kind != "dose" else _dose_title(due),
        "description": _described(run, trial),
        "code": kind if target.release == "R5" else [kind],
        "relatedAction": [_related(due, names, target)],
        **_timing(run),
        "requiredBehavior": "must" if due.sure else "could",
    }
    if due.kind == "dose":
        made["definitionCanonical"] = f"#{held.of(due)}"
    return made


def _dose_title(due: Due) -> str:
    return f"dose of {due.agent}" if due.agent else "dose"


def _described(run: _Run, trial: Trial) -> str:
    """The days in words."""
    count = DayCount(trial.days_from_zero)
    due = run.dues[0]
    if run.step:
        last = count.text(run.dues[-1].day)
        often = "daily" if run.step == 1 else f"every {run.step} days"
        return f"{often} from {count.text(due.day)} to {last}"
    words = count.text(due.day)
    if due.kind == "watch":
        words = due.cause
    if due.later is None or due.later:
        words += " or later"
    return words + ("" if due.stated else ", which the schedule does not state")


def _related(due: Due, names: dict[int, str], target: Target) -> Json:
    """From which action it is counted, and how many days."""
    if due.chain is not None and due.chain.length.exact and due.target in names:
        days = due.chain.length.seconds[0] / 86_400
        return _offset(names[due.target], -days if due.chain.before else days, 0, target)
    return _offset(DAY_1, Fraction(due.day), due.later, target)


def _offset(name: str, days: Fraction, later: int | None, target: Target) -> Json:
    """Days after the start of another action, or before it; a range where it may be later."""
    if days == 0 and later == 0:
        return release.related(name, "concurrent-with-start", {}, target.release)
    when = "before-start" if days < 0 else "after-start"
    if later == 0:
        held: Json = {"offsetDuration": duration(abs(days), "d")}
    else:
        ends = sorted((abs(days), abs(days + (later or 0))))
        held = {"offsetRange": {"low": duration(ends[0], "d")}}
        if later is not None:
            held["offsetRange"]["high"] = duration(ends[1], "d")
    return release.related(name, when, held, target.release)


def _timing(run: _Run) -> Json:
    """A series, a window in days from day 1, or how long a watch goes on."""
    due = run.dues[0]
    if run.step:
        repeat = {"count": len(run.dues), "frequency": 1, "period": run.step, "periodUnit": "d"}
        return {"timingTiming": {"repeat": repeat}}
    if due.kind == "watch" and due.last >= due.day and due.last_later == 0:
        return {"timingDuration": duration(Fraction(due.last - due.day + 1), "d")}
    if due.window is None or due.window_from != "stated":
        return {}
    low, high = (duration(Fraction(day), "d") for day in due.window)
    return {"timingRange": {"low": low, "high": high}}


class _Definitions:
    """What doses hold, each once, as contained ActivityDefinitions."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.made: list[Json] = []
        self.lost: list[Diagnostic] = []
        self._names: dict[object, str] = {}

    def of(self, due: Due) -> str:
        """The id of what a dose holds."""
        key = (due.agent, due.route, due.contents, due.placebo)
        if key not in self._names:
            self._names[key] = f"dose-{len(self._names) + 1}"
            self.made.append(self._definition(due, self._names[key]))
        return self._names[key]

    def _definition(self, due: Due, name: str) -> Json:
        dosage: Json = {"text": _held(due), **by_route(due.route), **self._amount(due)}
        return {
            "resourceType": "ActivityDefinition",
            "id": name,
            "status": "unknown",
            "kind": "MedicationRequest",
            **({"productCodeableConcept": {"text": due.agent}} if due.agent else {}),
            "dosage": [dosage],
        }

    def _amount(self, due: Due) -> Json:
        content = due.contents[0] if due.contents and not due.placebo else None
        if len(due.contents) > 1:
            units = [each.unit or "unknown" for each in due.contents[1:]]
            self.lost.append(left_out(self.target.name, "second units of a dose", units))
        if content is None or content.low is None or content.unit is None:
            return {}
        unit = _unit(content.unit)
        made = amount(content.low, content.high, unit) if unit is not None else None
        if made is None:
            self.lost.append(
                left_out(self.target.name, "amounts that are no decimals", [_held(due)])
            )
            return {}
        return {"doseAndRate": [made]}


def _unit(name: str) -> Unit | None:
    """A unit by its name in the table, or so much of one per another."""
    above, line, below = name.partition("/")
    if line and above in table() and below in table():
        return per(table()[above], table()[below])
    return table().get(name)


def _held(due: Due) -> str:
    """What a dose holds, in words."""
    if due.placebo:
        return "placebo"
    said: list[tuple[str, str | None]] = []
    for content in due.contents:
        if content.low is None:
            said.append(("an unknown amount", content.unit))
            continue
        high = "" if content.high in (None, content.low) else f" to {number(content.high or 0)}"
        words = f"{number(content.low)}{high} {_unit(content.unit or 'unstated')}"
        said.append((words, content.unit))
    return held(said) or "an unknown amount"
