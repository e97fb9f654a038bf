"""`dosecalc curve`: how exposure builds up, as numbers."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Absorption,
    Arguments,
    Arm,
    Assume,
    Fraction,
    From,
    HalfLife,
    Output,
    Start,
    Unit,
    Weight,
    With,
    finish,
    say,
    spoken,
    written,
    wrong_call,
)


class Form(StrEnum):
    """The outputs of `curve`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


def curve(
    arguments: Arguments,
    from_: From = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="DAYS", help="The ends of these days, as in 'days 1, 7, 28'."),
    ] = None,
    grid: Annotated[
        str | None, typer.Option(metavar="TIME", help="Every so long, as in '1d' or '6 h'.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="How far a grid goes, as in '5 days'.")
    ] = None,
    half_life: HalfLife = None,
    absorption_half_life: Absorption = None,
    fraction: Fraction = None,
    above: Annotated[
        float | None,
        typer.Option(metavar="AMOUNT", help="Tell how long more than this much remains."),
    ] = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    arm: Arm = None,
    weight: Weight = None,
    start: Start = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
) -> None:
    """The cumulative amount over time, exactly, and what may remain of it.

    Examples:

      dosecalc curve "1e9 particles twice weekly for 8 weeks" --at "days 1, 28, 56"

      dosecalc curve NCT07232563 --grid 1d --format csv -o curve.csv

      dosecalc curve "10 mg every 12 hours for 3 days" --half-life "2 to 8 h" --grid 6h
    """
    from dosecalc.formats import curve_list
    from dosecalc.library import curve as curves

    if form is Form.PARQUET and output is None:
        wrong_call("Parquet is no text: name a file with -o")
    found = curves(
        *spoken(arguments, from_),
        unit=unit, assume=assume or (), with_=with_ or (), arm=arm, weight=weight,
        start=start, at=at, grid=grid, until=until, half_life=half_life,
        absorption_half_life=absorption_half_life, fraction=fraction, above=above,
    )  # fmt: skip
    if form is Form.PARQUET:
        try:
            content = curve_list.parquet(found)
        except ModuleNotFoundError:
            wrong_call("Parquet needs pyarrow: pip install 'dosecalc[parquet]'")
        written(output or "", content)
    elif output is None:
        for piece in curve_list.FORMATS[form.value](found):
            sys.stdout.write(piece)
    else:
        written(output, "".join(curve_list.FORMATS[form.value](found)).encode())
    say(found.diagnostics)
    finish(found.diagnostics)
