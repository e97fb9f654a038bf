"""A preparation sheet as text, Markdown, JSON and HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dosecalc.diagnostics import as_json
from dosecalc.formats.grid import columns_of, wrapped
from dosecalc.formats.markdown import escaped
from dosecalc.formats.preparation_sheet.parts import Rows, Sheet, sheet
from dosecalc.formats.records import plain
from dosecalc.prepared import Prepared

if TYPE_CHECKING:
    from jinja2 import Template

_WIDTH = 88
_LINE = "_" * 24
_SIGNED = ("name", "signature", "date and time")


def text(prepared: Prepared) -> str:
    """The sheet for a terminal or a plain printer."""
    found = sheet(prepared)
    return "\n".join(_text(found)) + "\n"


def _text(found: Sheet) -> Iterator[str]:
    yield found.title.upper()
    for rows in (found.about, found.material):
        yield ""
        yield from _aligned(rows)
    yield from ("", "Working")
    for line in found.working:
        yield from (f"  {part}" for part in wrapped(line, _WIDTH - 2))
    yield "═" * _WIDTH
    yield from _aligned(found.measures)
    yield "═" * _WIDTH
    yield from _aligned(found.times)
    for person in found.people:
        yield ""
        yield f"{person}"
        yield from _aligned(tuple((word, "") for word in _SIGNED))
    if found.remarks:
        yield ""
        for remark in found.remarks:
            first, *rest = wrapped(remark, _WIDTH - 2)
            yield f"• {first}"
            yield from (f"  {line}" for line in rest)
    yield ""
    yield from _aligned(found.origin)
    yield from ("", *wrapped(found.use, _WIDTH))


def _aligned(rows: Rows) -> Iterator[str]:
    """Titles beside their values; a line to write on where there is no value."""
    wide = max((columns_of(title) for title, _ in rows), default=0)
    for title, value in rows:
        first, *rest = wrapped(value or _LINE, _WIDTH - wide - 4)
        yield f"  {title}{' ' * (wide - columns_of(title))}  {first}"
        yield from (" " * (wide + 4) + line for line in rest)


def markdown(prepared: Prepared) -> str:
    """The sheet in Markdown."""
    found = sheet(prepared)
    parts = [f"# {found.title}"]
    for title, rows in (("", found.about), ("Material", found.material)):
        parts += [f"## {title}"] if title else []
        parts.append(_table(rows))
    parts += ["## Working", "\n".join(f"- {escaped(line)}" for line in found.working)]
    parts += ["## To measure", _table(found.measures), "## Times", _table(found.times)]
    head = f"| | {' | '.join(_SIGNED)} |\n|---|---|---|---|"
    parts += ["## Signatures", "\n".join((head, *(f"| {each} | | | |" for each in found.people)))]
    if found.remarks:
        parts += ["## Remarks", "\n".join(f"- {escaped(each)}" for each in found.remarks)]
    parts += ["## Origin", _table(found.origin), escaped(found.use)]
    return "\n\n".join(parts) + "\n"


def _table(rows: Rows) -> str:
    lines = [f"| {escaped(title)} | {escaped(value) or '____________'} |" for title, value in rows]
    return "\n".join(("| | |", "|---|---|", *lines))


def html(prepared: Prepared) -> str:
    """One page of A4 that needs nothing beside it and is read without colour."""
    return _template().render(sheet=sheet(prepared), signed=_SIGNED)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return made.get_template("sheet.html.j2")


def as_object(prepared: Prepared) -> str:
    """All figures of the sheet, exact ones as texts beside JSON's numbers, and the diagnostics."""
    made = prepared.preparation
    whole: dict[str, Any] = {"preparation": None}
    if made is not None:
        volume, unit = made.volume.name, made.unit.name
        rounding = made.rounding
        whole["preparation"] = {
            "trial": made.trial.name, "arm": made.variant.arm.name or None,
            "cohort": made.variant.cohort, "reading": made.variant.name,
            "agent": made.block.course.agent, "route": made.block.course.route,
            "dose": made.doses or None, "participant": made.wish.participant or None,
            "placebo": made.placebo, "partner": made.partner or None, "stated": made.stated,
            "regimen": str(made.block.course), "amount": _figure(made.amount, unit),
            "batch": None if made.batch is None or made.batch.figure is None
            or made.batch.unit is None
            else _figure(made.batch.figure.low, made.batch.unit.name),
            "lot": made.wish.lot or None, "exact_volume": _figure(made.exact, volume),
            "volume": _figure(made.drug, volume), "rounded": made.drug != made.exact,
            "rounding": None if rounding is None else {
                "step": _figure(rounding.step, volume), "given": _figure(rounding.given, unit),
                "difference": _figure(rounding.difference, unit),
                "part": _figure(rounding.part),
            },
            "dead_volume": _figure(made.dead, volume), "drawn": _figure(made.drawn, volume),
            "final_volume": _figure(made.final, volume), "diluent": _figure(made.diluent, volume),
            "placebo_volume": _figure(made.given, volume),
            "vial": None if made.vial is None else str(made.vial), "vials": made.vials,
            "vials_needs": made.vials_need or None,
            "opened": made.wish.opened.isoformat() if made.wish.opened else None,
            "usable": None if made.usable is None else str(made.usable),
            "use_by": made.use_by.isoformat() if made.use_by else None,
            "assumed": list(made.assumed), "notes": list(made.notes),
        }  # fmt: skip
        whole |= {
            "schedule": {"read_from": prepared.file, "sha256": prepared.digest},
            "made": prepared.moment.isoformat(), "version": prepared.version,
            "use": sheet(prepared).use,
        }  # fmt: skip
    whole["diagnostics"] = [as_json(each) for each in prepared.diagnostics]
    return json.dumps(whole, indent=1, ensure_ascii=True) + "\n"


def _figure(value: Fraction | None, unit: str | None = None) -> dict[str, Any] | None:
    if value is None:
        return None
    made: dict[str, Any] = {"value": plain(value), "exact": str(value)}
    return {**made, "unit": unit} if unit is not None else made


FORMATS: Mapping[str, Callable[[Prepared], str]] = MappingProxyType(
    {"text": text, "markdown": markdown, "html": html, "json": as_object}
)
