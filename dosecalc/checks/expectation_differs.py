"""An `expect` line that states another figure than the one that is computed.

A file checks itself: `expect` states the totals, doses or dosing days that a protocol or a paper
prints, in every reading unless one is named. Where they differ, both figures are shown; either
the schedule is read wrongly or the source contradicts itself.

Example: (in a file) `expect drops total 5e11 particles` where four doses of 1e11 are given
Remedy: correct the schedule or the expectation; say `unknown` where it cannot be computed
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.diagnostics import Diagnostic, nearest
from dosecalc.model import Trial
from dosecalc.parameters import Interval
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.totals import Question, rows

if TYPE_CHECKING:
    from dosecalc.protocol import Expect

CODE = "expectation-differs"


def check(trial: Trial) -> Iterator[Diagnostic]:
    """Every expectation that does not hold, or that speaks of nothing."""
    for expect in trial.expects:
        found = rows(trial, Question(per=expect.per, unit=expect.unit))
        named = [row for row in found if _named(row, expect)]
        if not named:
            yield _nothing(expect, found)
        for row in named:
            got, expected = _got(row, expect), _expected(expect)
            if got != expected:
                unit = row.unit if expect.kind == "total" else None
                yield _differs(expect, row, f"computed is {spoken(got, unit)}")
                break


def _named(row: Row, expect: Expect) -> bool:
    if expect.arm is not None and expect.per != "trial" and row.arm != expect.arm:
        return False
    if expect.cohort is not None and row.cohort != expect.cohort:
        return False
    if expect.reading is None:
        return True
    return row.reading is not None and (
        row.reading == expect.reading or row.reading.startswith(expect.reading + ", ")
    )


def _got(row: Row, expect: Expect) -> Interval | None:
    if expect.kind == "doses":
        return row.doses
    if expect.kind == "days":
        return row.dosing_days
    return row.total


def _expected(expect: Expect) -> Interval | None:
    if expect.figure is None:
        return None
    return Interval(Fraction(expect.figure.low), expect.figure.high)


def _differs(expect: Expect, row: Row, got: str) -> Diagnostic:
    where = ", ".join(
        part for part in (row.arm, row.reading, row.cohort and f"cohort {row.cohort}") if part
    )
    needs = f", which needs {row.unknown}" if row.unknown and expect.kind == "total" else ""
    return Diagnostic(
        code=CODE,
        message=f"`{expect.said}` does not hold{' for ' + where if where else ''}: {got}{needs}",
        span=expect.span,
        label="expected here",
        hint="`dosecalc total FILE --why` shows how the figure came about",
    )


def _nothing(expect: Expect, found: tuple[Row, ...]) -> Diagnostic:
    names = [row.arm for row in found if row.arm]
    if expect.arm in names:
        names = [row.reading for row in found if row.arm == expect.arm and row.reading]
    wanted = expect.reading if expect.arm in [row.arm for row in found] else expect.arm
    close = nearest(wanted or "", names) or tuple(dict.fromkeys(names))[:4]
    return Diagnostic(
        code="unknown-name",
        message=f"`{expect.said}` speaks of no arm, cohort or reading of this file",
        span=expect.span,
        hint=f"declared are {', '.join(f'`{name}`' for name in close)}" if close else None,
    )
