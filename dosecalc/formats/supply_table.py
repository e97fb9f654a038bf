"""Supplies as a table, CSV, JSON or Markdown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import Any

from dosecalc.amounts import number, readable
from dosecalc.containers import Left
from dosecalc.diagnostics import as_json, visible
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import NO_BREAK, grid, listed
from dosecalc.formats.markdown import escaped
from dosecalc.formats.records import figure, json_unit
from dosecalc.formats.table import remarks, width_of_output
from dosecalc.parameters import Interval
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.supplies import RULES, Opened, Supplied, Supplies
from dosecalc.units import Unit

_WIDTH = 120
_NAMES = ("arm", "cohort", "reading", "agent", "packing")
Section = tuple[str, list[str], list[list[str]]]


def table(supplies: Supplies, width: int | None = None) -> str:
    """Three tables a trial: one dose, one participant with the weeks, and all participants."""
    width = width or (width_of_output() if sys.stdout.isatty() else _WIDTH)
    out: list[str] = []
    for named, group in _by_trial(supplies):
        out += ["", visible(named)] if out else [visible(named)]
        out += [f"  {line}" for line in _common(group)]
        for title, head, body in _sections(supplies, group):
            out += [f"  {title}", *(f"    {line}" for line in grid(head, body, width - 4))]
        out += [f"  {line}" for line in listed(_notes(supplies, group), width - 2)]
    out += [f"{visible(name)}: no treatment" for name in _alone(supplies)]
    return "\n".join(out) + "\n" if out else ""


def markdown(supplies: Supplies) -> str:
    """The same tables in Markdown."""
    out: list[str] = []
    for named, group in _by_trial(supplies):
        out.append(f"### {escaped(visible(named))}\n")
        out += [f"{escaped(line)}\n" for line in _common(group)]
        for title, head, body in _sections(supplies, group):
            rows = (head, ["---"] * len(head), *body)
            out.append(f"{title[0].upper()}{title[1:]}:\n")
            out += [f"| {' | '.join(map(escaped, cells))} |" for cells in rows]
            out[-len(body) - 1] = f"|{'|'.join(['---'] * len(head))}|"
            out.append("")
        out += [f"- {escaped(note)}" for note in _notes(supplies, group)]
        out.append("")
    out += [f"{escaped(visible(name))}: no treatment" for name in _alone(supplies)]
    return "\n".join(out).rstrip() + "\n" if out else ""


def _by_trial(supplies: Supplies) -> Iterator[tuple[str, list[Supplied]]]:
    for _, found in groupby(supplies, key=lambda each: each.row.trial):
        group = list(found)
        first = group[0].row
        yield "  ".join(filter(None, (first.trial, first.title))), group


def _alone(supplies: Supplies) -> list[str]:
    """The arms without treatment of trials of which nothing else is shown."""
    shown = {each.row.trial for each in supplies}
    return [f"{trial}, {arm}" for trial, arm in supplies.untreated if trial not in shown]


# ------------------------------------------------------------------ the three tables


def _sections(supplies: Supplies, group: list[Supplied]) -> Iterator[Section]:
    forms = {form(each).plural for each in group}
    word = forms.pop() if len(forms) == 1 else "pieces"
    more = f"with {readable(supplies.wish.overage * 100)}{NO_BREAK}% overage"
    people = [each for each in group if each.row.per == "participant"]
    groups = [each for each in group if each.row.per != "participant"]
    told = {one.needs for each in people for one in each.doses}
    head: tuple[str, ...] = ("a dose", word, "left over")
    rows = [(each, _dose_cells(each, one)) for each in people for one in each.doses]
    yield "for one dose", *_filled(head, rows, group)
    head = ("doses", word, more, "left over", "in a week", "in the greatest week")
    rows = [(each, _participant_cells(each, told)) for each in people]
    yield "for one participant", *_filled(head, rows, group)
    head = ("of", "participants", "doses", word, more, "left over", "in a week, all at once")
    rows = [(each, _group_cells(each, told)) for each in groups]
    if rows:
        yield "for all participants", *_filled(head, rows, group)


def _filled(
    head: Sequence[str], rows: list[tuple[Supplied, list[str]]], group: list[Supplied]
) -> tuple[list[str], list[list[str]]]:
    """The rows with their names, without the columns that none of them fills."""
    told = [len(names) > 1 for names in _said(group)]
    body = [
        [*(name if told[n] else "" for n, name in enumerate(_names(each))), *cells]
        for each, cells in rows
    ]
    whole = [*_NAMES, *head]
    kept = [n for n in range(len(whole)) if any(row[n] for row in body)]
    return [whole[n] for n in kept], [[row[n] for n in kept] for row in body]


def _names(each: Supplied) -> list[str]:
    row = each.row
    cohort = "" if row.cohort is None else str(row.cohort)
    said = (row.arm or "", cohort, row.reading or "", row.agent or "", str(each.product or ""))
    return list(map(visible, said))


def _said(group: list[Supplied]) -> list[set[str]]:
    """The different names of each kind that the rows have; of packings, those that there are."""
    *said, packings = (set(names) for names in zip(*map(_names, group), strict=True))
    return [*said, packings - {""} or packings]


def _common(group: list[Supplied]) -> Iterator[str]:
    """The names that all rows share, which no column repeats."""
    for title, names in zip(_NAMES, _said(group), strict=True):
        if len(names) == 1 and any(names):
            yield f"{title}: {names.pop()}"


def _dose_cells(each: Supplied, one: Opened) -> list[str]:
    if one.number is None:
        return [_amount(one), f"cannot be computed, needs {one.needs}", ""]
    return [_amount(one), spoken(one.number, None), _left(one.left, each.left_unit, one.about)]


def _amount(one: Opened) -> str:
    if one.amount is None:
        return ""
    return ("about " if one.about else "") + spoken(one.amount, one.unit)


def _participant_cells(each: Supplied, told: set[str | None]) -> list[str]:
    return [
        spoken(each.row.doses, None), _number(each, told),
        _overage(each), _left(each.left, each.left_unit, _about(each)), _weeks(each),
        _greatest(each),
    ]  # fmt: skip


def _number(each: Supplied, told: set[str | None]) -> str:
    """The pieces, or what is needed for them and not told above."""
    if each.row.total is not None:
        return spoken(each.row.total, None)
    need = "; ".join(need for need in (each.row.unknown or "").split("; ") if need not in told)
    return f"cannot be computed, needs {need}" if need else "cannot be computed"


def _weeks(each: Supplied) -> str:
    """The weeks with as many pieces together: `2 in weeks 1 to 8`."""
    if each.row.total is None:
        return ""
    if each.weeks is None:
        return f"cannot be told, needs {each.weeks_need}"
    runs: list[tuple[int, int, Interval]] = []
    for week, found in each.weeks:
        follows = bool(runs) and week == runs[-1][1] + (2 if runs[-1][1] == -1 else 1)
        if follows and runs[-1][2] == found:
            runs[-1] = (runs[-1][0], week, found)
        else:
            runs.append((week, week, found))
    shown = [f"{spoken(found, None)} in {_span(first, last)}" for first, last, found in runs[:6]]
    return ", ".join(shown) + (f" and {len(runs) - 6} more" if len(runs) > 6 else "")


def _span(first: int, last: int) -> str:
    ends = [str(end).replace("-", "−") for end in (first, last)]
    return f"week {ends[0]}" if first == last else f"weeks {ends[0]} to {ends[1]}"


def _greatest(each: Supplied) -> str:
    found = each.greatest
    if found is None or not each.weeks or len({value for _, value in each.weeks}) < 2:
        return ""
    number, which = found
    more = f" and {len(which) - 1} more" if len(which) > 1 else ""
    return f"{spoken(number, None)} in {_span(which[0], which[0])}{more}"


def _group_cells(each: Supplied, told: set[str | None]) -> list[str]:
    row = each.row
    of = "the cohort" if row.per == "cohort" else f"the {row.per}"
    people = spoken(each.people, None) if each.people else "unknown"
    rest = _left(each.left, each.left_unit, _about(each))
    once = ""
    if each.at_once is not None and row.total is not None:
        high = each.at_once.high
        once = "no end" if high is None else f"at most {readable(high)}"
    return [of, people, spoken(row.doses, None), _number(each, told), _overage(each), rest, once]


def _overage(each: Supplied) -> str:
    return "" if each.overage is None else spoken(each.overage, None)


def _about(each: Supplied) -> bool:
    return each.row.approximate


def _left(rest: Left | None, unit: Unit | None, about: bool) -> str:
    """What is left in opened pieces; `none` where they are emptied."""
    if rest is None:
        return ""
    low, high = rest.bounds
    if high == 0:
        return "none"
    mark = "about " if about else ""
    if rest.below and high is not None:
        return f"{mark}{readable(low)} to less than {spoken(Interval(high, high), unit)}"
    return mark + spoken(rest.bounds, unit)


def form(each: Supplied) -> Unit:
    """What the pieces of a row are."""
    assert each.row.unit is not None
    return each.row.unit


def _notes(supplies: Supplies, group: list[Supplied]) -> list[str]:
    """The rule for rests, arms without treatment, and what the figures rest on."""
    forms = {form(each).plural for each in group}
    found = [RULES[supplies.wish.share].format(forms.pop() if len(forms) == 1 else "pieces")]
    trial = group[0].row.trial
    found += [f"{arm}: no treatment" for name, arm in supplies.untreated if name == trial]
    return [visible(each) for each in found] + remarks([each.row for each in group])


# ------------------------------------------------------------------ for other programs


COLUMNS = (
    "trial", "arm", "cohort", "reading", "agent", "packing", "per", "number", "form",
    "participants_low", "participants_high", "doses_low", "doses_high", "amount_low",
    "amount_high", "amount_unit", "pieces_low", "pieces_high", "left_low", "left_high",
    "left_unit", "status", "needs",
)  # fmt: skip


def csv(supplies: Supplies) -> str:
    """One line for each dose, participant, week, group and overage; figures without loss."""
    return "".join(lines(COLUMNS, (line for each in supplies for line in _lines(each))))


def _lines(each: Supplied) -> Iterator[list[Any]]:
    row = each.row
    for one in each.doses:
        yield _line(each, "dose", None, one.number, one.left, one.needs, one=one)
    yield _line(each, row.per, None, row.total, each.left, row.unknown, doses=row.doses)
    for week, found in each.weeks or ():
        yield _line(each, "week", week, found, None, None)
    if each.greatest is not None:
        found, which = each.greatest
        yield _line(each, "greatest week", which[0], found, None, None)
    if each.overage is not None:
        yield _line(each, f"{row.per} with overage", None, each.overage, None, None)
    if each.at_once is not None:
        yield _line(each, f"{row.per}, all in their greatest week", None, each.at_once, None, None)


def _line(
    each: Supplied, per: str, place: int | None, found: Interval | None, rest: Left | None,
    need: str | None, *, doses: Interval | None = None, one: Opened | None = None,
) -> list[Any]:  # fmt: skip
    row = each.row
    amount = one.amount if one is not None else None
    return [
        row.trial, row.arm, row.cohort, row.reading, row.agent,
        str(each.product) if each.product else None, per, place, json_unit(form(each)),
        *_ends(each.people), *_ends(doses), *_ends(amount),
        json_unit(one.unit) if one is not None and amount is not None and one.unit else None,
        *_ends(found), *_ends(rest.bounds if rest is not None else None),
        json_unit(each.left_unit) if rest is not None and each.left_unit else None,
        row.status, need,
    ]  # fmt: skip


def _ends(found: Interval | None) -> list[str | None]:
    return [None, None] if found is None else [_exact(found.low), _exact(found.high)]


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else number(value)


def as_object(supplies: Supplies) -> str:
    """An object with the rule and its rows; exact figures beside JSON's numbers."""
    whole = {
        "rule": supplies.wish.share,
        "overage": str(supplies.wish.overage),
        "supply": [_record(each) for each in supplies],
        "untreated": [{"trial": trial, "arm": arm} for trial, arm in supplies.untreated],
        "diagnostics": [as_json(each) for each in supplies.diagnostics],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False).encode(
        "utf-8", "backslashreplace"
    ).decode() + "\n"  # fmt: skip


def _record(each: Supplied) -> dict[str, Any]:
    row: Row = each.row
    greatest = each.greatest
    return {
        "trial": row.trial, "arm": row.arm, "cohort": row.cohort, "reading": row.reading,
        "agent": row.agent, "packing": str(each.product) if each.product else None,
        "form": json_unit(form(each)), "per": row.per, "participants": figure(each.people),
        "doses": figure(row.doses), "pieces": figure(row.total), "left": _rest(each.left, each),
        "overage": figure(each.overage), "at_once": figure(each.at_once),
        "each": [_each(one, each) for one in each.doses],
        "weeks": None if each.weeks is None else [
            {"week": week, "pieces": figure(found)} for week, found in each.weeks
        ],
        "weeks_needs": each.weeks_need or None,
        "greatest_week": None if greatest is None else {
            "pieces": figure(greatest[0]), "weeks": list(greatest[1]),
        },
        "status": row.status, "unknown": row.unknown, "depends_on": list(row.depends_on),
        "sources": list(row.sources), "notes": list(row.notes),
    }  # fmt: skip


def _each(one: Opened, each: Supplied) -> dict[str, Any]:
    return {
        "amount": figure(one.amount, one.unit), "about": one.about, "pieces": figure(one.number),
        "left": _rest(one.left, each), "needs": one.needs,
    }  # fmt: skip


def _rest(rest: Left | None, each: Supplied) -> dict[str, Any]:
    made = figure(None if rest is None else rest.bounds, each.left_unit)
    return {**made, "below": rest.below} if rest is not None else made


FORMATS: Mapping[str, Callable[[Supplies], str]] = MappingProxyType(
    {"table": table, "csv": csv, "json": as_object, "markdown": markdown}
)
