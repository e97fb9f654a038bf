"""What is said of a whole trial: when its cohorts start, whether its dates hold, and on what.

>>> from datetime import date
>>> deadline(Deadline("completes", date(2026, 12, 1), date(2026, 12, 6), "last follow-up"))
'completes is planned for 2026-12-01, and last follow-up is 2026-12-06 at the earliest: \
5 days TOO EARLY'
"""

from __future__ import annotations

from typing import Any

from dosecalc.diagnostics import visible
from dosecalc.gates import Deadline, Enrolment


def cohorts(found: Enrolment) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of a table of cohorts, without the columns that nothing fills."""
    head = ["arm", "cohort", "participants", "starts", "the next may start", "why"]
    rows = [
        [
            visible(each.variant.arm.name), str(each.variant.cohort or ""), str(each.size),
            f"{each.first}" if each.first == each.last else f"{each.first} to {each.last}",
            visible(f"{each.opens}, {each.gate}") if each.opens else "", visible(each.why),
        ]
        for each in found.cohorts
    ]  # fmt: skip
    kept = [n for n in range(len(head)) if any(row[n] for row in rows)]
    return [head[n] for n in kept], [[row[n] for n in kept] for row in rows]


def remarks(found: Enrolment) -> list[str]:
    """The trial's own dates against what the schedule allows, then what that rests on."""
    rests = (f"rests on: {text}" for text in found.rests_on)
    return [visible(each) for each in (*map(deadline, found.deadlines), *rests)]


def deadline(found: Deadline) -> str:
    """A date of the trial against what the schedule allows."""
    if found.name == "starts":
        kept = f"the trial starts {found.earliest}"
        early = f"{_counted(found.days)} before the trial starts, {found.earliest}"
        return f"{found.what} is {found.planned}: {early if found.days > 0 else kept}"
    said = (
        f"{found.name} is planned for {found.planned}, "
        f"and {found.what} is {found.earliest} at the earliest"
    )
    if found.days > 0:
        return f"{said}: {_counted(found.days)} TOO EARLY"
    return f"{said}: {_counted(-found.days)} to spare"


def _counted(days: int) -> str:
    return f"{days} day{'s' * (days != 1)}"


def record(found: Enrolment) -> dict[str, Any]:
    """The same as plain values; dates as texts."""
    return {
        "cohorts": [
            {
                "arm": each.variant.arm.name or None, "cohort": each.variant.cohort,
                "participants": each.size, "first_start": each.first.isoformat(),
                "last_start": each.last.isoformat(),
                "next_may_start": None if each.opens is None else each.opens.isoformat(),
                "gate": each.gate or None, "why": each.why or None,
            }
            for each in found.cohorts
        ],
        "dates": [
            {
                "name": each.name, "planned": each.planned.isoformat(),
                "earliest": each.earliest.isoformat(), "of": each.what, "days_too_early": each.days,
            }
            for each in found.deadlines
        ],
        "rests_on": list(found.rests_on),
    }  # fmt: skip
