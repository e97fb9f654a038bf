"""`dosecalc supply`: how many vials a schedule takes."""

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
    Weight,
    With,
    finish,
    refused,
    say,
    show,
    spoken,
)


class Form(StrEnum):
    """The outputs of `supply`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class Share(StrEnum):
    """Whose later doses may use what is left in a vial."""

    DOSE = "dose"
    DAY = "day"
    PARTICIPANT = "participant"
    EVERYONE = "everyone"


Vial = Annotated[
    list[str] | None,
    typer.Option(
        "--vial", metavar="AMOUNT",
        help="What one vial holds, as in '5 mL', '1e11 particles in 5 mL' or '5 mL of AGENT'; "
        "may be repeated.",
    ),
]  # fmt: skip
Cohort = Annotated[int | None, typer.Option(metavar="N", help="Only the cohort of this number.")]
Reading = Annotated[str | None, typer.Option(metavar="NAME", help="Only the reading of this name.")]


def supply(
    arguments: Arguments,
    from_: From = None,
    vial: Vial = None,
    share: Annotated[
        Share,
        typer.Option(
            help="Who may use what is left in an opened vial: no later dose, or those of the same "
            "day, of the same participant, or of everyone."
        ),
    ] = Share.DOSE,
    undiluted: Annotated[
        bool,
        typer.Option(
            "--undiluted", help="The volume that holds a dose is drawn from the vial as it is."
        ),
    ] = False,
    participants: Annotated[
        str | None,
        typer.Option(metavar="N", help="Participants of each arm, or of each of its cohorts."),
    ] = None,
    overage: Annotated[
        str | None, typer.Option(metavar="PERCENT", help="How much more, as in '10 %'.")
    ] = None,
    arm: Arm = None,
    cohort: Cohort = None,
    reading: Reading = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    start: Start = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
) -> None:
    """Vials for each dose, week, participant, cohort and arm, and what is left over in them.

    Examples:

      dosecalc supply "3 mL daily for 7 days" --vial "5 mL"

      dosecalc supply NCT07232563 --vial "1e11 particles in 5 mL" --overage "10 %"

      dosecalc supply trial.dose --share day --format csv -o vials.csv
    """
    from dosecalc.formats import supply_table
    from dosecalc.library import supply as supplied

    found = supplied(
        *spoken(arguments, from_), vial=vial or (), assume=assume or (), with_=with_ or (), arm=arm,
        cohort=cohort, reading=reading, weight=weight, start=start, participants=participants,
        overage=overage, share=share.value, undiluted=undiluted,
    )  # fmt: skip
    if not refused(found.diagnostics):
        show(supply_table.FORMATS[form.value](found), output)
    say(found.diagnostics)
    finish(found.diagnostics)
