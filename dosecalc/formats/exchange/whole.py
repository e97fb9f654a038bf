"""Forms that hold whole trials as they stand: nothing in them depends on what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.diagnostics import Diagnostic
from dosecalc.export_losses import option_not_for
from dosecalc.formats.exchange.form import Wanted


def kept_back(wanted: Wanted, about: str) -> Iterator[Diagnostic]:
    """An error for each option that would change what is given, or to whom."""
    question = wanted.question
    given = {
        "--arm": wanted.arm,
        "--reading": wanted.reading,
        "--cohort": wanted.cohort,
        "--in": question.unit,
        "--assume": question.assumptions,
        "--start": question.start,
    }
    for option, value in given.items():
        if value is not None and value != ():
            yield option_not_for(option, about, ())
