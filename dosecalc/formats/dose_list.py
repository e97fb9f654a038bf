"""Lists of doses as CSV, JSON, Markdown or a table, written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, groupby, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dosecalc.amounts import number, readable
from dosecalc.diagnostics import as_json, visible
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import GAP, columns_of
from dosecalc.formats.markdown import escaped
from dosecalc.formats.records import plain
from dosecalc.language.lazy import compiled
from dosecalc.parameters import Interval
from dosecalc.spoken import spoken
from dosecalc.units import typed

if TYPE_CHECKING:
    from dosecalc.administrations import Doses

Values = tuple[Any, ...]
_SPECIAL = r", course \d+ of \d+|, cycle \d+|, run \d+ of \d+|; "
_COURSE = r"course \d+ of \d+"
_LOOKED_AT = 2_000
_WIDEST = 60


def csv(doses: Doses) -> Iterator[str]:
    """One line a dose; figures without loss, as integers, decimals or fractions."""
    yield from lines(doses.columns, (map(_exact, row) for row in doses.rows()))


def _exact(value: Any) -> Any:
    return number(value) if isinstance(value, Fraction) else value


def as_objects(doses: Doses) -> Iterator[str]:
    """An object with `doses` and `diagnostics`; figures as JSON numbers, exact ones beside them."""
    yield '{\n"doses": ['
    separator = "\n"
    for row in doses.rows():
        record = dict(zip(doses.columns, row, strict=True))
        exact = [None if record[end] is None else str(record[end]) for end in ("low", "high")]
        made = {name: plain(v) if isinstance(v, Fraction) else v for name, v in record.items()}
        yield separator + json.dumps({**made, "exact": exact})
        separator = ",\n"
    found = json.dumps([as_json(each) for each in doses.diagnostics])
    yield f'\n],\n"diagnostics": {found}\n}}\n'


def markdown(doses: Doses) -> Iterator[str]:
    """A Markdown table without the columns that are empty."""
    head, rows = _cells(doses.rows(), _SHOWN, 0)
    yield f"| {' | '.join(head)} |\n|{'|'.join(['---'] * len(head))}|\n"
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |\n"


def table(doses: Doses) -> Iterator[str]:
    """Aligned columns under a heading for each trial, arm, cohort and reading.

    The words that cause a dose stand once, below; a row tells which of them, and what is special.
    """
    gap = ""
    for key, group in groupby(doses.rows(), key=lambda row: row[:4]):
        trial, arm, cohort, reading = key
        named = (f"arm {arm}" if arm else "", f"cohort {cohort}" if cohort else "", reading or "")
        yield gap + visible(", ".join(filter(None, (trial, *named)))) + "\n"
        said: dict[str, str] = {}
        yield from _aligned(_referring(group, said))
        for words, mark in said.items():
            yield f"  • {mark}: {visible(words)}\n" if len(said) > 1 else f"  • {visible(words)}\n"
        gap = "\n"


def _referring(rows: Iterator[Values], said: dict[str, str]) -> Iterator[Values]:
    """The rows with a mark for the words that cause them, which `said` keeps."""
    first = list(islice(rows, _LOOKED_AT))
    several = len({_parted(row[-1] or "")[0] for row in first}) > 1
    for row in chain(first, rows):
        words, special = _parted(row[-1] or "")
        course = compiled(_COURSE).match(special)
        mark = said.setdefault(words, course[0] if course else f"line {len(said) + 1}")
        told = several and not course
        yield (*row[:-1], f"{mark}, {special}".rstrip(", ") if told else special)


def _parted(cause: str) -> tuple[str, str]:
    """The words that cause a dose, and what is special about this one."""
    found = compiled(_SPECIAL).search(cause)
    if found is None:
        return cause, ""
    return cause[: found.start()], cause[found.start() :].lstrip(",; ")


def _aligned(rows: Iterator[Values]) -> Iterator[str]:
    """A table whose widths come from its first 2,000 doses."""
    head, cells = _cells(rows, _SHOWN[4:], 4)
    first = list(islice(cells, _LOOKED_AT))
    widths = [
        min(_WIDEST, max(columns_of(row[n]) for row in [head, *first])) for n in range(len(head))
    ]
    yield _line(head, widths)
    yield _line(["─" * width for width in widths], widths)
    for row in chain(first, cells):
        yield _line(row, widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)
    )
    return "  " + GAP.join(cells).rstrip() + "\n"


_SHOWN = (
    "trial", "arm", "cohort", "reading", "agent", "route", "dose", "day", "time", "hours", "amount",
    "over", "cause",
)  # fmt: skip


def _cells(
    rows: Iterator[Values], names: Sequence[str], skipped: int
) -> tuple[list[str], Iterator[list[str]]]:
    """The columns that the first doses fill, and every row's cells in them."""
    shown = (_shown(row)[skipped:] for row in rows)
    first = list(islice(shown, _LOOKED_AT))
    kept = [n for n in range(len(names)) if any(row[n] for row in first)]
    return [names[n] for n in kept], ([row[n] for n in kept] for row in chain(first, shown))


def _shown(row: Values) -> list[str]:
    (trial, arm, cohort, reading, agent, route, dose, day, time, hours, low, high, unit, length,
     cause) = row  # fmt: skip
    texts = [trial, arm, cohort, reading, agent, route, dose, day, time]
    return [
        *("" if text is None else visible(str(text)) for text in texts),
        "" if hours is None or time is not None else f"{readable(hours)} h",
        _amount(low, high, unit),
        "" if length is None else f"{readable(length)} h",
        visible(str(cause or "")),
    ]


def _amount(low: Fraction | None, high: Fraction | None, unit: str | None) -> str:
    bound = None if low is None else Interval(low, high)
    return spoken(bound, typed(unit) if unit is not None else None)


FORMATS: Mapping[str, Callable[[Doses], Iterator[str]]] = MappingProxyType(
    {"table": table, "csv": csv, "json": as_objects, "markdown": markdown}
)
