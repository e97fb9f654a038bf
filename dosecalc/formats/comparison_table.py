"""Comparisons as a table, CSV, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from dosecalc.amounts import number, readable
from dosecalc.comparison import Compared, Effect
from dosecalc.comparisons import Comparison
from dosecalc.diagnostics import as_json, visible
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import NO_BREAK, SOFT, grid, listed
from dosecalc.formats.markdown import escaped
from dosecalc.formats.records import figure
from dosecalc.parameters import Interval
from dosecalc.spoken import spoken
from dosecalc.units import Unit

_WIDTH = 120
_EFFECTS = ("parameter", "at its least", "at its greatest")
_HEAD = (
    "group", "trial", "arm", "cohort", "reading", "doses", "length", "as stated", "amount", "ratio",
    "in draws", "verdict",
)  # fmt: skip


def table(comparison: Comparison, width: int = _WIDTH) -> str:
    """Aligned columns, one row an arm, the notes of rows and of the whole below."""
    if not comparison.rows:
        return ""
    unit = _common(comparison)
    rows = _told_once([_cells(each, unit) for each in comparison])
    kept = [n for n in range(len(_HEAD)) if any(row[n] for row in rows)]
    found = grid(
        [_head(comparison)[n] for n in kept], [[row[n] for n in kept] for row in rows], width
    )
    notes = listed([*_notes(comparison), *comparison.remarks()], width)
    return "\n".join((*found, *notes)) + "\n"


def _head(comparison: Comparison) -> list[str]:
    head = list(_HEAD)
    unit = _common(comparison)
    head[0] = comparison.group or ""
    head[8] = comparison.basis.label + (f" ({unit})" if unit is not None else "")
    return head


def _common(comparison: Comparison) -> Unit | None:
    """The unit of every amount, where it is one."""
    found = {each.unit for each in comparison if each.amount is None or each.amount.high != 0}
    only = found.pop() if len(found) == 1 else None
    return None if only is None or only.name == "unstated" else only


def _told_once(rows: list[list[str]]) -> list[list[str]]:
    """The rows without a group, a trial, and an arm, that the row above has."""
    out: list[list[str]] = []
    for place, row in enumerate(rows):
        above = rows[place - 1] if place else [""] * len(row)
        same = 0
        while same < 3 and row[same] == above[same]:
            same += 1
        out.append([*([""] * same), *row[same:]])
    return out


def _cells(each: Compared, unit: Unit | None) -> list[str]:
    row = each.row
    length = "" if each.days is None else f"{_range(each.days)} d"
    same = row.total == each.amount and row.unit is each.unit
    stated = "" if same else _amount(row.total, row.unit, row.approximate)
    doses = spoken(row.doses, None)
    return [
        visible(each.group), visible(row.trial), visible(row.arm or ""), str(row.cohort or ""),
        visible(row.reading or ""), doses.replace(" ", SOFT), length.replace(" ", SOFT),
        stated, _amount(each.amount, None if unit else each.unit, row.approximate),
        _ratio(each.ratio),
        _draws(each), _verdict(each),
    ]  # fmt: skip


def label(each: Compared) -> str:
    """Trial, arm, cohort and reading, as far as they are told apart."""
    row = each.row
    named = (row.arm or "", f"cohort {row.cohort}" if row.cohort else "", row.reading or "")
    return ", ".join((row.trial, *filter(None, named)))


def _amount(bound: Interval | None, unit: Unit | None, approximate: bool) -> str:
    if bound is not None and bound.high == 0:
        return "none"
    about = "about " if approximate and bound is not None else ""
    return (about + spoken(bound, unit)).replace(" × ", f"{NO_BREAK}×{NO_BREAK}")


def _range(bound: Interval) -> str:
    if bound.high is None:
        return f"at least {readable(bound.low)}"
    ends = readable(bound.low), readable(bound.high)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1].removeprefix('≈ ')}"


def _ratio(bound: Interval | None) -> str:
    if bound is None:
        return ""
    exact = bound.low == bound.high and bound.low.denominator not in (1, 2, 4, 5, 10, 20, 25, 50)
    shown = f"{bound.low} = {readable(bound.low)}" if exact and _short(bound.low) else _range(bound)
    return shown.replace(" to ", f"{SOFT}to{SOFT}")


def _short(value: Fraction) -> bool:
    return value.denominator < 100


def _draws(each: Compared) -> str:
    """How often the row exceeds the reference, and the middle nine tenths of the ratio."""
    if each.chances is None:
        return ""
    low, middle, high = (f"{end:.3g}" for end in each.chances.quantiles)
    return f"more in {each.chances.exceeds:.1%}; {middle} ({low} to {high})"


def _verdict(each: Compared) -> str:
    return each.says.partition(":")[0].replace(" ", SOFT)


def _notes(comparison: Comparison) -> list[str]:
    """What a row depends on, said once for all rows that share it."""
    said: dict[str, list[str]] = {}
    for each in comparison:
        for name in each.depends_on:
            said.setdefault(f"depends on {name}", []).append(label(each))
        if each.verdict == "none" and each.needs:
            said.setdefault(f"not comparable, {each.needs}", []).append(label(each))
        if each.note:
            said.setdefault(each.note, []).append(label(each))
        if each.row.status in ("assumed", "unconfirmed"):
            said.setdefault(f"{each.row.status}", []).append(label(each))
    return [f"{_few(names, len(comparison))}{note}" for note, names in said.items()]


def _few(names: list[str], rows: int) -> str:
    if len(names) == rows:
        return ""
    shown = list(dict.fromkeys(names))
    more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
    return "; ".join(shown[:3]) + more + ": "


def effects(comparison: Comparison, width: int = _WIDTH) -> str:
    """What drives each row: the amount with each parameter alone at its least and greatest."""
    out: list[str] = []
    for each in comparison:
        found = each.effects()
        if not found:
            continue
        out.append(visible(label(each)))
        rows = [[effect.parameter.name, *_moved(effect, each.unit)] for effect in found]
        out += [f"  {line}" for line in grid(_EFFECTS, rows, width)]
    return "\n".join(out) + "\n" if out else ""


def _moved(effect: Effect, unit: Unit | None) -> tuple[str, str]:
    ends = (effect.at_least, effect.at_most)
    least, most = (spoken(each, unit) if each is not None else "no end" for each in ends)
    return least, most


def csv(comparison: Comparison) -> str:
    """One line a row; figures without loss."""
    rows = (map(_exact, row) for row in comparison.values())
    return "".join(lines(comparison.columns, rows))


def _exact(value: Any) -> Any:
    return number(value) if isinstance(value, Fraction) else value


def as_object(comparison: Comparison) -> str:
    """An object with the basis, its rows, remarks and diagnostics, exact figures beside numbers."""
    found = [
        {
            "trial": each.row.trial, "arm": each.row.arm, "cohort": each.row.cohort,
            "reading": each.row.reading, "agent": each.row.agent, "route": each.row.route,
            "doses": figure(each.row.doses), "days": figure(each.days),
            "stated": figure(each.row.total, each.row.unit),
            "amount": figure(each.amount, each.unit), "ratio": figure(each.ratio),
            "draws": each.chances and each.chances._asdict(),
            "verdict": each.verdict, "status": each.row.status, "needs": each.needs,
            "depends_on": list(each.depends_on), "note": each.note,
            "group": each.group or None,
        }
        for each in comparison
    ]  # fmt: skip
    whole = {
        "basis": comparison.basis.name, "rows": found, "remarks": list(comparison.remarks()),
        "diagnostics": [as_json(each) for each in comparison.diagnostics],
    }  # fmt: skip
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def markdown(comparison: Comparison) -> str:
    """A Markdown table with its notes."""
    first = 0 if comparison.group else 1
    head = _head(comparison)[first:]
    rows = [_cells(each, _common(comparison))[first:] for each in comparison]
    made = [f"| {' | '.join(map(escaped, row))} |" for row in (head, ["---"] * len(head), *rows)]
    made[1] = "|" + "|".join(["---"] * len(head)) + "|"
    notes = [f"- {escaped(note)}" for note in (*_notes(comparison), *comparison.remarks())]
    return "\n".join((*made, "", *notes)) + "\n"


FORMATS: Mapping[str, Callable[[Comparison], str]] = MappingProxyType(
    {"table": table, "csv": csv, "json": as_object, "markdown": markdown}
)
