"""`dosecalc doses`: every dose, a line each."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Arguments,
    Arm,
    Assume,
    From,
    Start,
    Unit,
    Weight,
    With,
    finish,
    say,
    spoken,
)


class Form(StrEnum):
    """The outputs of `doses`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def doses(
    arguments: Arguments,
    from_: From = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    arm: Arm = None,
    weight: Weight = None,
    start: Start = None,
    output: Annotated[Form, typer.Option("--format", help="The form of the output.")] = (
        Form.TABLE
    ),
) -> None:
    """Every administration with its study day, amount, and the words that cause it.

    Examples:

      dosecalc doses "1e11 particles daily for 4 days"

      dosecalc doses NCT07232563 --format csv
    """
    import sys

    from dosecalc.formats import dose_list
    from dosecalc.library import doses as listed

    found = listed(
        *spoken(arguments, from_),
        unit=unit,
        assume=assume or (),
        with_=with_ or (),
        arm=arm,
        weight=weight,
        start=start,
    )
    for piece in dose_list.FORMATS[output.value](found):
        sys.stdout.write(piece)
    say(found.diagnostics)
    finish(found.diagnostics)
