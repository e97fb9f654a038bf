"""`dosecalc match`: which amount, or how many doses, give the same as another regimen."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Assume,
    From,
    Output,
    Unit,
    Weight,
    With,
    finish,
    one_spoken,
    say,
    show,
)


class Form(StrEnum):
    """The outputs of `match`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def match(
    regimen: Annotated[
        str,
        typer.Argument(
            metavar="PHRASE", help="A rhythm without an amount, or an amount without an end."
        ),
    ],
    to: Annotated[
        list[str],
        typer.Option("--to", metavar="PHRASE|FILE|ID", help="What to match; may be repeated."),
    ],
    by_day: Annotated[
        int | None, typer.Option(metavar="DAY", help="Match by the end of this day, not in all.")
    ] = None,
    from_: From = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
) -> None:
    """The amount a dose, or the number of doses, that comes to the same as another regimen.

    Examples:

      dosecalc match "twice weekly for 8 weeks" --to "1e11 particles daily for 4 days"

      dosecalc match "2e9 particles twice weekly" --to NCT07232563
    """
    from dosecalc.formats import equivalent_list
    from dosecalc.library import match as matched

    found, diagnostics = matched(
        one_spoken(regimen, from_),
        *to, by_day=by_day, unit=unit, assume=assume or (), with_=with_ or (),
        weight=weight,
    )  # fmt: skip
    text = equivalent_list.FORMATS[form.value](found)
    show(text, output)
    say(diagnostics)
    finish(diagnostics)
