"""Adherence as a table, CSV, JSON or Markdown; sums over time in the same forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from dosecalc.account import Counts
from dosecalc.accounts import Tally
from dosecalc.adherences import COLUMNS, OVER_TIME, UNCONFIRMED, Adherence, Moment
from dosecalc.amounts import number
from dosecalc.diagnostics import as_json, visible
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import NO_BREAK, SOFT, grid, listed
from dosecalc.formats.markdown import escaped
from dosecalc.formats.records import figure
from dosecalc.formats.table import width_of_output
from dosecalc.parameters import Interval
from dosecalc.spoken import spoken
from dosecalc.units import Unit

_NOBODY = "there are no planned doses to hold the log against\n"
_ALWAYS = frozenset({"planned", "given", "missed", "unrecorded"})
_COUNTS = (
    "planned", "due", "given", "missed", "unrecorded", "not_yet_due", "late", "early", "made_up",
    "undated", "under", "over", "not_compared", "extra",
)  # fmt: skip
_HEADS = MappingProxyType(
    {
        "unrecorded": "no record", "not_yet_due": "not yet due", "made_up": "made up",
        "undated": "no date", "under": "too little", "over": "too much",
        "not_compared": "not compared",
    }
)  # fmt: skip

Table = tuple[list[str], list[list[str]]]


def table(found: Adherence) -> Iterator[str]:
    """Two tables, of doses and of amounts, and what they rest on."""
    if not found.rows:
        if found.ok:
            yield _NOBODY
        return
    width = width_of_output()
    name = f"{found.trial.name}  {found.trial.label}".rstrip()
    yield "\n".join(listed([visible(name) or "(no trial named)"], width, "")) + "\n"
    for head, body in (_doses(found), _amounts(found)):
        yield "".join(f"  {line}\n" for line in grid(head, body, width - 2))
        yield "\n"
    yield "".join(f"  {line}\n" for line in listed(_remarks(found), width - 2))


def markdown(found: Adherence) -> Iterator[str]:
    """The two tables in Markdown, and what they rest on as a list."""
    if not found.rows:
        if found.ok:
            yield _NOBODY
        return
    yield f"### {escaped(visible(found.trial.name))}\n\n"
    for head, body in (_doses(found), _amounts(found)):
        yield _markdown(head, body)
    yield "".join(f"- {escaped(remark)}\n" for remark in _remarks(found))


def _markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *([escaped(cell) for cell in row] for row in body)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows) + "\n"


def _remarks(found: Adherence) -> list[str]:
    return [visible(each) for each in (*found.remarks(), *_needs(found))]


def _needs(found: Adherence) -> Iterator[str]:
    """What it would take to know what is unknown, with the participants it is about."""
    people: dict[str, list[str]] = {}
    rows = [each for each in found.rows if each.participant is not None]
    for each in rows:
        for need in each.needs:
            people.setdefault(need, []).append(each.participant or "")
    for need, names in people.items():
        some = list(dict.fromkeys(names))
        whom = f"{', '.join(some[:3])}{' …' if len(some) > 3 else ''}: "
        scope = "" if len(names) == len(rows) else whom
        yield f"{scope}not all can be told or compared: needs {need}"


# ------------------------------------------------------------------ doses and amounts


def _doses(found: Adherence) -> Table:
    rows = found.rows
    kept = [n for n in _COUNTS if n in _ALWAYS or any(getattr(row.counts, n) for row in rows)]
    if all(row.counts.due == row.counts.planned for row in rows) and "due" in kept:
        kept.remove("due")
    who, names = _who(found)
    head = [*who, *(_HEADS.get(name, name) for name in kept), "completion"]
    body = [
        [*name, *(f"{getattr(row.counts, each):,}" for each in kept), _rate(row.counts)]
        for name, row in zip(names, rows, strict=True)
    ]
    return head, body


def _rate(counts: Counts) -> str:
    return "" if counts.rate is None else _percent(Interval(counts.rate, counts.rate))


def _percent(bound: Interval | None) -> str:
    """A share in hundredths, marked where it is rounded."""
    if bound is None:
        return "unknown"
    whole = Interval(bound.low * 100, None if bound.high is None else bound.high * 100)
    return f"{_figures(whole, None)} %".replace(" ", SOFT)


def _amounts(found: Adherence) -> Table:
    units = {row.unit for row in found.rows if row.unit is not None}
    unit = units.pop() if len(units) == 1 else None
    said = "" if unit is None or unit.name == "unstated" else f" ({unit})"
    who, names = _who(found)
    to_date = any(row.counts.not_yet_due for row in found.rows)
    head = [
        *who, f"planned{' to date' if to_date else ''}{said}", f"given{said}", "planned a week",
        "given a week", "relative intensity",
    ]  # fmt: skip
    body = [
        [
            *name,
            *(
                _amount(each, None if unit is not None else row.unit)
                for each in (row.planned, row.given, row.planned_intensity, row.intensity)
            ),
            "" if row.planned is not None and row.planned.high == 0 else _percent(row.relative),
        ]
        for name, row in zip(names, found.rows, strict=True)
    ]
    return head, body


def _amount(bound: Interval | None, unit: Unit | None) -> str:
    text = _figures(bound, unit)
    return text.replace(" × ", f"{NO_BREAK}×{NO_BREAK}").replace("≈ ", f"≈{NO_BREAK}")


def _figures(bound: Interval | None, unit: Unit | None) -> str:
    """Bounds in words, with one sign for a range of which both ends are rounded."""
    if bound is not None and bound.high == 0 and unit is None:
        return "0"
    text = spoken(bound, unit)
    return text.replace(" to ≈ ", " to ") if text.startswith("≈ ") else text


def _who(found: Adherence) -> tuple[list[str], list[list[str]]]:
    """The columns that tell rows apart: participants, arms if several, products if several."""
    rows = found.rows
    columns: dict[str, list[str]] = {
        "who": [_whom(row) for row in rows],
        "arm": [visible(row.arm or "") for row in rows],
        "cohort": [str(row.cohort or "") for row in rows],
        "product": [visible(row.agent or "") for row in rows],
    }
    kept = [name for name, cells in columns.items() if name == "who" or len({*cells} - {""}) > 1]
    return kept, [list(row) for row in zip(*(columns[name] for name in kept), strict=True)]


def _whom(row: Tally) -> str:
    if row.participant is not None:
        return visible(row.participant)
    return f"all {row.participants:,}" if row.participants != 1 else "all"


# ------------------------------------------------------------------ for programs


def csv(found: Adherence) -> Iterator[str]:
    """One line a row; figures without loss, as integers, decimals or fractions."""
    yield from lines(COLUMNS, (map(_exact, row) for row in found.values()))


def _exact(value: Any) -> Any:
    return number(value) if isinstance(value, Fraction) else value


def as_object(found: Adherence) -> Iterator[str]:
    """An object with `adherence`, `remarks` and `diagnostics`; exact figures beside numbers."""
    content = {
        "adherence": [_record(row) for row in found],
        "status": found.status,
        "remarks": list(found.remarks()),
        "diagnostics": [as_json(each) for each in found.diagnostics],
    }
    yield json.dumps(content, indent=2) + "\n"


def _record(row: Tally) -> dict[str, Any]:
    rate = row.counts.rate
    return {
        "level": row.level,
        "trial": row.trial,
        "arm": row.arm,
        "cohort": row.cohort,
        "reading": row.reading,
        "participant": row.participant,
        "participants": row.participants,
        "agent": row.agent,
        "doses": row.counts._asdict(),
        "rate": figure(None if rate is None else Interval(rate, rate)),
        "planned": figure(row.planned, row.unit),
        "given": figure(row.given, row.unit),
        "planned_per_week": figure(row.planned_intensity, row.unit),
        "given_per_week": figure(row.intensity, row.unit),
        "relative_intensity": figure(row.relative),
        "needs": list(row.needs),
    }


# ------------------------------------------------------------------ over time


def table_over_time(found: Adherence) -> Iterator[str]:
    """Sums date by date, participant by participant and arm by arm."""
    width = width_of_output()
    gap = ""
    for title, moments in _by_title(found):
        yield f"{gap}{title}\n"
        head, body = _over_time(moments)
        yield "".join(f"  {line}\n" for line in grid(head, body, width - 2))
        gap = "\n"
    if found.status:
        yield f"\n{UNCONFIRMED}\n"


def markdown_over_time(found: Adherence) -> Iterator[str]:
    """Sums date by date as Markdown tables."""
    for title, moments in _by_title(found):
        yield f"### {escaped(title)}\n\n"
        yield _markdown(*_over_time(moments))
    if found.status:
        yield f"{UNCONFIRMED}\n"


def _by_title(found: Adherence) -> Iterator[tuple[str, list[Moment]]]:
    groups: dict[tuple[str, str, str, str], list[Moment]] = {}
    for each in found.over_time():
        who = each.account.person.id if each.level == "participant" else ""
        arm = each.account.person.variant.arm.name
        agent = each.account.agent or ""
        groups.setdefault((who, arm, agent, each.level), []).append(each)
    for (who, arm, agent, _), moments in groups.items():
        parts = (f"participant {who}" if who else "all", f"arm {arm}" if arm else "", agent)
        yield visible(", ".join(part for part in parts if part)), moments


def _over_time(moments: Sequence[Moment]) -> Table:
    dated = any(each.day is not None for each in moments)
    head = ["date", *(["day"] if dated else []), "planned so far", "given so far"]
    unit = moments[0].account.unit
    body = [
        [
            each.date.isoformat(), *([str(each.day)] if dated else []),
            _amount(each.planned, unit), _amount(each.given, unit),
        ]
        for each in moments
    ]  # fmt: skip
    return head, body


def csv_over_time(found: Adherence) -> Iterator[str]:
    """One line a date, with both sums exact."""
    yield from lines(OVER_TIME, (map(_exact, row) for row in found.over_time_values()))


def object_over_time(found: Adherence) -> Iterator[str]:
    """An object with `over_time` and `diagnostics`."""
    rows = []
    for each, values in zip(found.over_time(), found.over_time_values(), strict=True):
        named = dict(zip(OVER_TIME[:9], values[:9], strict=True))
        unit = each.account.unit
        rows.append(
            {**named, "planned": figure(each.planned, unit), "given": figure(each.given, unit)}
        )
    content = {
        "over_time": rows,
        "status": found.status,
        "diagnostics": [as_json(each) for each in found.diagnostics],
    }
    yield json.dumps(content, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Adherence], Iterator[str]]] = MappingProxyType(
    {"table": table, "csv": csv, "json": as_object, "markdown": markdown}
)
OVER_TIME_FORMATS: Mapping[str, Callable[[Adherence], Iterator[str]]] = MappingProxyType(
    {
        "table": table_over_time, "csv": csv_over_time, "json": object_over_time,
        "markdown": markdown_over_time,
    }
)  # fmt: skip
