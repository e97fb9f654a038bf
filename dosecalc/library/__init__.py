"""The calculator as functions, one for each command.

Each takes what the command line takes: phrases, files, folders, ids of shipped trials, or trials
that were read before.
"""

from dosecalc.library.comparing import compare, diff, match, report
from dosecalc.library.converting import convert
from dosecalc.library.exposure import curve, plot
from dosecalc.library.giving import adherence, prepare, supply
from dosecalc.library.planning import calendar, visits
from dosecalc.library.reading import check, load, parse, schema
from dosecalc.library.totals import doses, total

__all__ = [
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
