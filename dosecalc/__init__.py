"""dosecalc: exact dosing totals, calendars and comparisons from a trial's own sentences.

For planning, review and research, not for prescribing; every figure is to be verified by a
qualified person.
"""

from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text
from dosecalc.library import (
    adherence,
    calendar,
    check,
    compare,
    convert,
    curve,
    diff,
    doses,
    load,
    match,
    parse,
    plot,
    prepare,
    report,
    schema,
    supply,
    total,
    visits,
)
from dosecalc.results import Results, Row

__version__ = "0.1.0"
__all__ = [
    "Diagnostic",
    "Results",
    "Row",
    "Text",
    "adherence",
    "calendar",
    "check",
    "compare",
    "convert",
    "curve",
    "diff",
    "doses",
    "load",
    "match",
    "parse",
    "plot",
    "prepare",
    "report",
    "schema",
    "supply",
    "total",
    "visits",
]
