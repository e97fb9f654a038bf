"""`dosecalc compare`: how much each arm gets, against the others."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Arguments,
    Arm,
    Assume,
    From,
    Output,
    Start,
    Unit,
    Weight,
    With,
    finish,
    refused,
    say,
    show,
    spoken,
    wrong_call,
)


class Form(StrEnum):
    """The outputs of `compare`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class Per(StrEnum):
    """The bases of a comparison."""

    PARTICIPANT = "participant"
    ADMINISTRATION = "administration"
    DOSING_DAY = "dosing-day"
    WEEK = "week"
    PEAK_DAY = "peak-day"
    KG = "per-kg"
    ARM = "arm"
    TRIAL = "trial"


class Order(StrEnum):
    """The orders of rows."""

    TEXT = "text"
    AMOUNT = "amount"


def compare(
    arguments: Arguments,
    from_: From = None,
    per: Annotated[Per, typer.Option(help="What is compared.")] = Per.PARTICIPANT,
    by_day: Annotated[
        int | None, typer.Option(metavar="DAY", help="What has been given by the end of this day.")
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(metavar="TRIAL[/ARM]", help="The arm to compare with; else the first known."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="CONDITION", help="Only rows such as 'phase = 1', 'route ~ nasal'."),
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="FIELD", help="Group rows by 'route', 'phase', 'agent'.")
    ] = None,
    sort: Annotated[Order, typer.Option(help="The order of the rows.")] = Order.TEXT,
    samples: Annotated[
        int | None,
        typer.Option(
            min=1, max=10_000_000, metavar="N", help="Draw what is uncertain so often, for chances."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The seed of the draws.")] = 1,
    why: Annotated[
        bool, typer.Option("--why", help="Show how much each parameter moves each row.")
    ] = False,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    arm: Arm = None,
    weight: Weight = None,
    start: Start = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
) -> None:
    """Amounts of arms and trials side by side, with verdicts that the bounds allow.

    Examples:

      dosecalc compare schedules/ --in particles

      dosecalc compare NCT07485751 NCT07232563 --in particles --reference NCT07232563 \\
        --assume "unit = particles for NCT07485751"

      dosecalc compare "1e9 cells daily for 7 days" "2e9 cells weekly for 4 weeks" --per week
    """
    from dosecalc.formats import comparison_table
    from dosecalc.library import compare as compared

    if by_day is not None and per is not Per.PARTICIPANT:
        wrong_call("--by-day is a basis of its own: leave --per out")
    if why and form is not Form.TABLE:
        wrong_call("--why goes with the table")
    found = compared(
        *spoken(arguments, from_),
        unit=unit, assume=assume or (), with_=with_ or (), arm=arm, weight=weight,
        start=start, per=per.value, by_day=by_day, reference=reference, where=where or (),
        group=group, sort=sort.value, samples=samples, seed=seed,
    )  # fmt: skip
    text = comparison_table.FORMATS[form.value](found)
    if why:
        text += "\n" + comparison_table.effects(found)
    if not refused(found.diagnostics):
        show(text, output)
    say(found.diagnostics)
    finish(found.diagnostics)
