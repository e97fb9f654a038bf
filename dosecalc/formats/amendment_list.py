"""Amendments in words and as a table of totals, as JSON, or as Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import Any

from dosecalc.amended_totals import Amendment, TotalChange
from dosecalc.amendments import Change, Thing
from dosecalc.amounts import readable
from dosecalc.comparison import METHODS, ZERO, Compared
from dosecalc.diagnostics import as_json, visible
from dosecalc.formats.grid import GAP, NO_BREAK, columns_of, grid, listed, wrapped
from dosecalc.formats.markdown import escaped
from dosecalc.formats.records import figure
from dosecalc.parameters import Interval
from dosecalc.spoken import days, spoken

_WIDTH = 120
_HEAD = (
    "arm", "cohort", "reading", "agent", "doses", "days", "total before", "total after", "change",
)  # fmt: skip
_LISTS = MappingProxyType(
    {
        "visit": "visits",
        "watch": "visits",
        "assumption": "assumptions",
        "expectation": "expectations",
    }
)
_ARROW = f"{NO_BREAK}→ "


def table(found: Amendment, width: int = _WIDTH) -> str:
    """What changed, under headings and in words, and then the totals before and after."""
    if not found.ok and not found.changes:
        return ""
    if not found.changed:
        return "\n".join((*wrapped(_title(found), width), ""))
    parts = ["\n".join(wrapped(_title(found), width))]
    for heading, group in groupby(found.changes, key=_heading):
        parts.append("\n".join((visible(heading), *_lines(list(group), width))))
    parts += _totals(found, width)
    return "\n\n".join(parts) + "\n"


def _title(found: Amendment) -> str:
    name = found.old if found.old == found.new else f"{found.old}{_ARROW}{found.new}"
    count = len(found.changes)
    said = "no change" if not count else "1 change" if count == 1 else f"{count} changes"
    return visible(f"{name}: {said}".replace(NO_BREAK, " "))


def _heading(change: Change) -> str:
    """The part of the trial that a change belongs to: an arm's reading, or all visits."""
    if not change.things:
        return "trial"
    first = change.things[0]
    if first.kind in _LISTS:
        return _LISTS[first.kind]
    if change.kind == "renamed":
        return change.where
    outer = [first, *(each for each in change.things[1:] if each.kind == "reading")]
    return ", ".join(filter(None, map(str, outer))) or "dosing"


def _lines(found: list[Change], width: int) -> Iterator[str]:
    """Lines of what changed and how, the first column as wide as its widest entry."""
    cells = [(visible(_aspect(each)), visible(_says(each))) for each in found]
    wide = max(columns_of(first) for first, _ in cells)
    for first, second in cells:
        pad = " " * (wide - columns_of(first))
        lead = f"{GAP}{first}{pad}{GAP}" if wide else GAP
        for number, line in enumerate(wrapped(second, max(30, width - columns_of(lead)))):
            yield (lead if not number else " " * columns_of(lead)) + line


def _aspect(change: Change) -> str:
    """What is left of the place below the heading, and the aspect."""
    inner = change.things[1:] if change.kind != "renamed" else ()
    first = change.things[0] if change.things else None
    if first is not None and first.kind in _LISTS:
        name = " → ".join(dict.fromkeys(filter(None, first[1:])))
        inner_words = [f"watch {name}" if first.kind == "watch" else name]
    else:
        inner_words = [str(each) for each in inner if each.kind != "reading"]
    aspect = change.aspect if change.aspect != "value" else ""
    return " ".join(filter(None, (*inner_words, aspect)))


def _says(change: Change) -> str:
    aspect = change.aspect if change.aspect != "value" else ""
    return change.says.removeprefix(aspect).strip()


# ------------------------------------------------------------------ totals


def _totals(found: Amendment, width: int) -> list[str]:
    if not found.totals:
        return []
    if all(_unmoved(each) for each in found.totals):
        count = len(found.totals)
        said = "the total does not change" if count == 1 else f"no change in any of {count} totals"
        return [f"totals per participant\n{GAP}{said}"]
    rows = _told_once(_body(found))
    kept = [n for n in range(len(_HEAD)) if any(row[n] for row in rows)]
    head = [_HEAD[n] for n in kept]
    lines = grid(head, [[row[n] for n in kept] for row in rows], width - len(GAP))
    lines += listed(_remarks(found), width - len(GAP))
    return ["\n".join(("totals per participant", *(GAP + line for line in lines)))]


def _remarks(found: Amendment) -> list[str]:
    """What the totals depend on, and what a ratio of two agents is worth."""
    sides = [side for each in found.totals for side in (each.old, each.new) if side is not None]
    said = dict.fromkeys(f"depends on {name}" for side in sides for name in side.depends_on)
    renamed = {each.things[-1][1:] for each in found.changes if each.kind == "renamed"}
    moved = (each.agent for each in found.totals if _moved(each.agent) and each.ratio is not None)
    if any(each[1:] not in renamed for each in moved):
        said[METHODS] = None
    return list(said)


def _unmoved(change: TotalChange) -> bool:
    if change.old is None or change.new is None or change.effect != "none":
        return False
    return change.old.row.doses == change.new.row.doses and _when(change.old) == _when(change.new)


def _body(found: Amendment) -> list[list[str]]:
    """A row of cells for each total, with its agent where that tells it from another or changes."""
    groups = Counter(map(_group, found.totals))
    return [_cells(each, groups[_group(each)] > 1) for each in found.totals]


def _group(change: TotalChange) -> tuple[object, ...]:
    both = (change.arm, change.reading)
    return change.cohort, *(each.new if each.old is None else each.old for each in both)


def _told_once(rows: list[list[str]]) -> list[list[str]]:
    """The rows without an arm that the row above has."""
    return [
        ["", *row[1:]] if place and row[0] == rows[place - 1][0] else row
        for place, row in enumerate(rows)
    ]


def _cells(change: TotalChange, several: bool) -> list[str]:
    old, new = change.old, change.new
    agent = _names(change.agent) if several or _moved(change.agent) else ""
    return [
        visible(_names(change.arm)), str(change.cohort or ""), visible(_names(change.reading)),
        visible(agent), _turned(_doses, old, new), _turned(_when, old, new),
        _total(old), _total(new), _change(change),
    ]  # fmt: skip


def _names(thing: Thing) -> str:
    return _ARROW.join(dict.fromkeys(filter(None, thing[1:])))


def _moved(thing: Thing) -> bool:
    return thing.old != thing.new and None not in thing[1:]


def _turned(told: Callable[[Compared], str], *both: Compared | None) -> str:
    found = [told(each) for each in both if each is not None]
    return _ARROW.join(dict.fromkeys(each or "unknown" for each in found)) if any(found) else ""


def _doses(found: Compared) -> str:
    return spoken(found.row.doses, None).replace(" ", NO_BREAK)


def _when(found: Compared) -> str:
    return days(found.row.first_day, found.row.last_day).replace(" ", NO_BREAK)


def _total(found: Compared | None) -> str:
    if found is None:
        return ""
    if found.amount == ZERO:
        return "none"
    about = "about " if found.row.approximate and found.amount is not None else ""
    return (about + spoken(found.amount, found.unit)).replace(" × ", f"{NO_BREAK}×{NO_BREAK}")


def _change(change: TotalChange) -> str:
    if change.effect == "none":
        return "no change"
    if change.ratio is not None:
        return f"×{NO_BREAK}{_ratio(change.ratio)}".replace(" to ", f"{NO_BREAK}to{NO_BREAK}")
    if change.effect in ("added", "removed"):
        return change.effect
    return f"unknown: {change.needs}" if change.effect == "unknown" else (change.needs or "")


def _ratio(bound: Interval) -> str:
    if bound.high is None:
        return f"at least {_fraction(bound.low)}"
    ends = dict.fromkeys(map(_fraction, (bound.low, bound.high)))
    return " to ".join(ends)


def _fraction(value: Fraction) -> str:
    """A ratio as a short decimal, or as the fraction that it is."""
    plain = value.denominator in (1, 2, 4, 5, 8, 10, 20, 25, 50, 100)
    return readable(value) if plain or value.denominator > 99 else f"{value} {readable(value)}"


# ------------------------------------------------------------------ other forms


def as_object(found: Amendment) -> str:
    """An object with the changes, the totals and the diagnostics, exact figures beside numbers."""
    whole = {
        "old": found.old, "new": found.new, "changed": found.changed,
        "changes": [_record(each) for each in found.changes],
        "totals": [_row(each) for each in found.totals],
        "diagnostics": [as_json(each) for each in found.diagnostics],
    }  # fmt: skip
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _record(change: Change) -> dict[str, Any]:
    return {
        "where": change.where, "aspect": change.aspect or None, "kind": change.kind,
        "old": change.old, "new": change.new,
        "things": [each._asdict() for each in change.things],
    }  # fmt: skip


def _row(change: TotalChange) -> dict[str, Any]:
    return {
        "arm": {"old": change.arm.old, "new": change.arm.new}, "cohort": change.cohort,
        "reading": {"old": change.reading.old or None, "new": change.reading.new or None},
        "agent": {"old": change.agent.old or None, "new": change.agent.new or None},
        "old": _side(change.old), "new": _side(change.new), "ratio": figure(change.ratio),
        "effect": change.effect, "needs": change.needs,
    }  # fmt: skip


def _side(found: Compared | None) -> dict[str, Any] | None:
    if found is None:
        return None
    row = found.row
    return {
        "doses": figure(row.doses), "total": figure(found.amount, found.unit),
        "days": {"first": figure(row.first_day), "last": figure(row.last_day)},
        "status": row.status, "needs": None if found.amount else row.unknown,
        "depends_on": list(found.depends_on),
    }  # fmt: skip


def markdown(found: Amendment) -> str:
    """A table of changes and one of totals."""
    if not found.ok and not found.changes:
        return ""
    parts = [f"### {escaped(_title(found))}"]
    if found.changed:
        rows = [(each.where, each.aspect or each.kind, each.old or "", each.new or "")
                for each in found.changes]  # fmt: skip
        parts.append(_marked(("where", "what", "before", "after"), rows))
    if found.changed and found.totals:
        parts.append(_marked(_HEAD, _body(found)))
    return "\n\n".join(parts) + "\n"


def _marked(head: tuple[str, ...], rows: list[Any]) -> str:
    kept = [n for n in range(len(head)) if any(row[n] for row in rows)]
    lines = [
        [head[n] for n in kept],
        ["---"] * len(kept),
        *([row[n] for n in kept] for row in rows),
    ]
    return "\n".join(
        "|" + "|".join(line) + "|" if number == 1 else f"| {' | '.join(map(escaped, line))} |"
        for number, line in enumerate(lines)
    )


FORMATS: Mapping[str, Callable[[Amendment], str]] = MappingProxyType(
    {"table": table, "json": as_object, "markdown": markdown}
)
