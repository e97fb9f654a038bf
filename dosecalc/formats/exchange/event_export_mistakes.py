"""What has to be said about an event table that is written.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, Severity, Span, visible


def event_legend(target: str, what: str) -> Diagnostic:
    """What the numbers of an event table stand for, which it has no place to say.

    Example: (on the command line) `dosecalc convert "5 mg daily for 7 days" --to nonmem`
    Remedy: keep it beside the table
    """
    return Diagnostic(
        code="event-legend",
        message=f"in {target}, {visible(what)}",
        span=None,
        severity=Severity.NOTE,
    )


def event_units_differ(
    target: str, one: str, other: str, whose: str, span: Span | None
) -> Diagnostic:
    """Amounts of one agent in units that do not meet, where a table has one column for them.

    Example: (on the command line) `dosecalc convert "1 mL once and 5 mg once" --to nonmem`
    Remedy: `--in mg`, with `--assume` for how the two meet
    """
    return Diagnostic(
        code="event-units-differ",
        message=f"{target} has one column of amounts, and {visible(whose)} is in {one} and {other}",
        span=span,
        hint=f"ask for one unit: `--in {one}`, with `--assume` for how the two meet",
    )


def parquet_needs_pyarrow() -> Diagnostic:
    """A Parquet file, and the program that writes them is not installed.

    Example: (on the command line) `dosecalc convert … --to mrgsolve -o doses.parquet`
    Remedy: `pip install 'dosecalc[parquet]'`, or a file that ends in `.csv`
    """
    return Diagnostic(
        code="parquet-needs-pyarrow",
        message="Parquet needs pyarrow, which is not installed",
        span=None,
        hint="pip install 'dosecalc[parquet]', or name a file that ends in `.csv`",
    )
