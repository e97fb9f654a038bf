"""`dosecalc adherence`: which planned doses were given, by a log of what was done."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Arm,
    Assume,
    From,
    Output,
    Weight,
    With,
    finish,
    one_spoken,
    refused,
    say,
    show,
    wrong_call,
)


class Form(StrEnum):
    """The outputs of `adherence`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def adherence(
    regimen: Annotated[
        str,
        typer.Argument(
            metavar="PHRASE|FILE|ID",
            help="The schedule: a dosing phrase in quotes, a `.dose` file, the id of a trial that "
            "comes with dosecalc, or `-` for standard input.",
        ),
    ],
    log: Annotated[
        str, typer.Option("--log", metavar="FILE", help="The log of what was done, as CSV.")
    ],
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="DATE", help="The date of day 1, for all participants."),
    ] = None,
    participants: Annotated[
        str | None,
        typer.Option(
            "--participants", metavar="FILE",
            help="A list of participants as CSV: id, arm, cohort, start.",
        ),
    ] = None,
    from_: From = None,
    arm: Arm = None,
    cohort: Annotated[
        int | None, typer.Option("--cohort", metavar="N", help="Only this cohort.")
    ] = None,
    reading: Annotated[
        str | None,
        typer.Option("--reading", metavar="NAME", help="The reading of the text that is followed."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="The last date that counts."),
    ] = None,
    by_day: Annotated[
        int | None,
        typer.Option("--by-day", metavar="N", help="The last study day of each that counts."),
    ] = None,
    by_week: Annotated[
        int | None,
        typer.Option("--by-week", metavar="N", help="So many weeks of each count: 8 to day 56."),
    ] = None,
    late: Annotated[
        str | None,
        typer.Option("--late", metavar="TIME", help="From which delay a dose is late: '1 day'."),
    ] = None,
    missed: Annotated[
        str | None,
        typer.Option(
            "--missed", metavar="skip|shift|make-up",
            help="What a missed dose means: it is left out, moves later ones, or is made up.",
        ),
    ] = None,
    as_planned: Annotated[
        bool,
        typer.Option("--as-planned", help="Doses without a stated amount held what was planned."),
    ] = False,
    over_time: Annotated[
        bool, typer.Option("--over-time", help="Sums planned and given, date by date.")
    ] = False,
    unit: Annotated[
        str | None, typer.Option("--in", "--unit", metavar="UNIT", help="The unit of amounts.")
    ] = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
) -> None:  # fmt: skip
    """Doses given, missed, late and unrecorded, completion rate and dose intensity.

    The log has one row for each thing done or missed, with the columns participant, activity,
    agent, planned day, date, time, amount, unit, given, reason.

    Examples:

      dosecalc adherence trial.dose --start 2026-03-02 --log actual.csv

      dosecalc adherence trial.dose --participants list.csv --log actual.csv --by-week 8

      dosecalc adherence trial.dose --start 2026-03-02 --log actual.csv --over-time --format csv
    """
    if [regimen, log, participants].count("-") > 1:
        wrong_call("standard input can be read once: name a file for the other")
    from dosecalc.formats import adherence_table
    from dosecalc.library import adherence as held

    found = held(
        one_spoken(regimen, from_),
        log, start=start, participants=participants, arm=arm, cohort=cohort,
        reading=reading, until=until, by_day=by_day, by_week=by_week, late=late, missed=missed,
        as_planned=as_planned, unit=unit, assume=assume or (), with_=with_ or (), weight=weight,
    )  # fmt: skip
    forms = adherence_table.OVER_TIME_FORMATS if over_time else adherence_table.FORMATS
    if found.ok or (output is None and not refused(found.diagnostics)):
        show("".join(forms[form.value](found)), output)
    say(found.diagnostics)
    finish(found.diagnostics)
