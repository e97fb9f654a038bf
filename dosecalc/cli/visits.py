"""`dosecalc visits`: the schedule of activities, as the matrix that protocols print."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dosecalc.cli.common import (
    Arm,
    Assume,
    From,
    Output,
    Start,
    Unit,
    Weight,
    With,
    finish,
    one_spoken,
    refused,
    say,
    written,
    wrong_call,
)

if TYPE_CHECKING:
    from dosecalc.activities import Activities
    from dosecalc.formats.activities import Form


def visits(
    argument: Annotated[
        str,
        typer.Argument(
            metavar="PHRASE|FILE|ID",
            help="A dosing phrase in quotes, a `.dose` file, or the id of a trial that comes with "
            "dosecalc.",
        ),
    ],
    from_: From = None,
    arm: Arm = None,
    cohort: Annotated[int | None, typer.Option(metavar="N", help="The cohort.")] = None,
    reading: Annotated[str | None, typer.Option(metavar="NAME", help="The reading.")] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The last day of what nothing ends: 'week 24', 'day 56'."),
    ] = None,
    start: Start = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    time: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When it is made; else SOURCE_DATE_EPOCH, else now."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORM", help="The form; a file's ending says it."),
    ] = None,
    output: Output = None,
) -> None:
    """What is done on which study day: doses and activities as rows, visits as columns.

    Needs no date. Of several arms, readings and cohorts each has its matrix, those that share one
    together.

    Examples:

      dosecalc visits NCT07485751 --reading "eight weeks"

      dosecalc visits "75 mg/m2 on day 1 of every 21 days for 6 cycles within 2 days" -o visits.docx
    """
    from dosecalc.library import visits as planned

    chosen = _form(form, output)
    if chosen.binary and output is None:
        wrong_call(f"name a file for it, such as `-o visits.{chosen.endings[0]}`")
    try:
        found = planned(
            one_spoken(argument, from_),
            arm=arm, cohort=cohort, reading=reading, until=until, start=start, unit=unit,
            assume=assume or (), with_=with_ or (), weight=weight, time=time,
        )  # fmt: skip
    except ValueError as error:
        wrong_call(str(error))
    if found.ok and not refused(found.diagnostics):
        _write(found, chosen, output)
    say(found.diagnostics)
    finish(found.diagnostics)


def _form(form: str | None, output: str | None) -> Form:
    """The form that is asked for, by its name or by the file's ending."""
    from dosecalc.diagnostics import either, visible
    from dosecalc.formats.activities import FORMS

    if form is None:
        ending = (output or "").rpartition(".")[2].lower()
        form = next((each.name for each in FORMS.values() if ending in each.endings), "text")
    if form not in FORMS:
        wrong_call(f"there is no form `{visible(form)}`: {either(list(FORMS))}")
    return FORMS[form]


def _write(found: Activities, form: Form, output: str | None) -> None:
    """Print the form, or write it whole into a file."""
    from dosecalc.formats.table import width_of_output

    width = width_of_output() if output is None else 100
    try:
        pieces = [
            each.encode() if isinstance(each, str) else each for each in form.write(found, width)
        ]
    except ModuleNotFoundError as error:
        if error.name != "docx":
            raise
        wrong_call("tables for a protocol need python-docx: pip install 'dosecalc[docx]'")
    if output is not None:
        written(output, pieces)
        return
    for piece in pieces:
        sys.stdout.write(piece.decode())
