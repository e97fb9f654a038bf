"""Curves as a table, CSV, JSON, Markdown or Parquet, written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from io import BytesIO
from itertools import islice
from types import MappingProxyType
from typing import Any

from dosecalc.amounts import number, readable
from dosecalc.curves import Curves, Point
from dosecalc.diagnostics import as_json, visible
from dosecalc.exposure import Curve
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import grid, listed
from dosecalc.formats.markdown import escaped
from dosecalc.formats.records import figure
from dosecalc.sketch import CAVEAT, Band
from dosecalc.spoken import spoken

_WIDTH = 100
_AT_ONCE = 2_000


def csv(curves: Curves) -> Iterator[str]:
    """One line a point; exact figures without loss, what remains as floats."""
    yield from lines(curves.columns, (map(_exact, row) for row in curves.rows()))


def _exact(value: Any) -> Any:
    return number(value) if isinstance(value, Fraction) else value


def as_objects(curves: Curves) -> Iterator[str]:
    """An object with `curves` and `diagnostics`; a curve has its points, or says what it needs."""
    yield '{\n"curves": ['
    for place, curve in enumerate(curves):
        row = curve.row
        head = {
            "trial": row.trial, "arm": row.arm, "cohort": row.cohort, "reading": row.reading,
            "agent": row.agent, "unit": row.unit.name if row.unit else None, "status": row.status,
            "unknown": curve.unknown, "depends_on": list(row.depends_on),
            "notes": list(curve.notes),
            "summary": [band._asdict() for band in curves.summary(curve)],
        }  # fmt: skip
        yield ",\n" * bool(place) + json.dumps(head)[:-1] + ', "points": ['
        for count, point in enumerate(curves.points(curve)):
            yield ", " * bool(count) + json.dumps(_object(point))
        yield "]}"
    found = json.dumps([as_json(each) for each in curves.diagnostics])
    yield f'\n],\n"diagnostics": {found}\n}}\n'


def _object(point: Point) -> dict[str, Any]:
    made = {"day": point.day, "hours": float(point.hours), "given": figure(point.given)}
    if point.remaining is not None:
        made["remaining"] = {"low": point.remaining[0], "high": point.remaining[1]}
    return made


def parquet(curves: Curves) -> bytes:
    """The points as a Parquet file: floats, and the exact figures beside them as text.

    Raises ModuleNotFoundError where pyarrow, an extra, is not installed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = dict(zip(curves.columns, zip(*curves.rows(), strict=True), strict=False))
    made: dict[str, Any] = {}
    for name in curves.columns:
        values = columns.get(name, ())
        if name in ("low", "high", "offset_hours"):
            made[name] = pa.array([None if v is None else float(v) for v in values], pa.float64())
        elif name in ("remaining_low", "remaining_high"):
            made[name] = pa.array(values, pa.float64())
        elif name in ("cohort", "day"):
            made[name] = pa.array(values, pa.int64())
        else:
            made[name] = pa.array(values, pa.string())
    for name in ("low", "high"):
        exact = [None if v is None else number(v) for v in columns.get(name, ())]
        made[f"{name}_exact"] = pa.array(exact, pa.string())
    file = BytesIO()
    pq.write_table(pa.table(made), file)
    return file.getvalue()


def table(curves: Curves) -> Iterator[str]:
    """Aligned columns under a heading for each curve, its notes and what remains below."""
    for place, curve in enumerate(curves):
        yield "\n" * bool(place) + visible(heading(curve)) + "\n"
        if curve.unknown is not None:
            yield f"  cannot be computed: {curve.unknown}\n"
            continue
        if curve.row.total is not None and curve.row.total.high == 0:
            yield "  nothing is given\n"
            continue
        points = iter(curves.points(curve))
        while rows := [_cells(point, curve) for point in islice(points, _AT_ONCE)]:
            kept = [n for n in range(len(_HEAD)) if any(row[n] for row in rows)]
            found = grid([_HEAD[n] for n in kept], [[row[n] for n in kept] for row in rows], _WIDTH)
            yield "".join(f"  {line}\n" for line in found)
        for line in listed([*curve.notes, *_figures(curves, curve)], _WIDTH):
            yield f"  {line}\n"


_HEAD = ("day", "hours", "given so far", "remaining")


def heading(curve: Curve) -> str:
    """Trial, arm, cohort, reading and agent, as far as they are told apart."""
    row = curve.row
    named = (
        f"arm {row.arm}" if row.arm else "", f"cohort {row.cohort}" if row.cohort else "",
        row.reading or "", row.agent or "",
    )  # fmt: skip
    return ", ".join((row.trial, *filter(None, named)))


def _cells(point: Point, curve: Curve) -> list[str]:
    unit = curve.row.unit
    day = f"{point.day:,}".replace("-", "−")
    whole = point.hours.denominator == 1 and point.hours % 24 == 0
    hours = "" if whole or point.hours * 3600 % 86400 == 86399 else f"{readable(point.hours)} h"
    left = (
        "" if point.remaining is None else _floats(*point.remaining) + (f" {unit}" if unit else "")
    )
    return [day, hours, spoken(point.given, unit), left]


def _figures(curves: Curves, curve: Curve) -> Iterator[str]:
    """What remains, a line each, and what these figures are."""
    found = curves.summary(curve)
    for band in found:
        yield f"{band.name}: {said(band)}"
    if found:
        yield CAVEAT


def said(band: Band) -> str:
    """A band in words, four figures of each end."""
    return f"{_floats(band.low, band.high)} {band.unit}".rstrip()


def _floats(low: float, high: float) -> str:
    ends = [readable(Fraction(f"{end:.4g}")) if end < float("inf") else "∞" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def markdown(curves: Curves) -> Iterator[str]:
    """A Markdown table for each curve."""
    for place, curve in enumerate(curves):
        yield "\n" * bool(place) + f"### {escaped(visible(heading(curve)))}\n\n"
        if curve.unknown is not None:
            yield f"Cannot be computed: {escaped(curve.unknown)}\n"
            continue
        rows = [_cells(point, curve) for point in curves.points(curve)]
        kept = [n for n in range(len(_HEAD)) if any(row[n] for row in rows)]
        yield f"| {' | '.join(_HEAD[n] for n in kept)} |\n|{'|'.join(['---'] * len(kept))}|\n"
        for row in rows:
            yield f"| {' | '.join(escaped(row[n]) for n in kept)} |\n"
        notes = [*curve.notes, *_figures(curves, curve)]
        yield "".join(["\n", *(f"- {escaped(note)}\n" for note in notes)]) if notes else ""


FORMATS: Mapping[str, Callable[[Curves], Iterator[str]]] = MappingProxyType(
    {"table": table, "csv": csv, "json": as_objects, "markdown": markdown}
)
