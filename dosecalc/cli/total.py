"""`dosecalc total`: how much is given, exactly, with everything that is not known."""

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
    wrong_call,
)
from dosecalc.results import Results


class Format(StrEnum):
    """The outputs of `total`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class Group(StrEnum):
    """Whose total."""

    PARTICIPANT = "participant"
    COHORT = "cohort"
    ARM = "arm"
    TRIAL = "trial"


def total(
    arguments: Arguments,
    from_: From = None,
    per: Annotated[Group, typer.Option(help="Whose total.")] = Group.PARTICIPANT,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    arm: Arm = None,
    weight: Weight = None,
    start: Start = None,
    output: Annotated[Format, typer.Option("--format", help="The form of the output.")] = (
        Format.TABLE
    ),
    why: Annotated[
        bool, typer.Option("--why", help="Derive each figure from the words of the text.")
    ] = False,
) -> None:
    """Exact totals of phrases, files and folders.

    Examples:

      dosecalc total "4 daily doses of 1×10^11 particles"

      dosecalc total schedules/ --format csv

      dosecalc total NCT07312656 --in particles --assume "1 mL of exosomes = 1e9 to 1e10 particles"

      dosecalc total "2 mg/kg every 3 weeks for 6 doses" --weight 70 --why
    """
    from dosecalc.library import total as totals

    if why and output is not Format.TABLE:
        wrong_call("--why goes with the table; the JSON output holds notes and sources")
    results = totals(
        *spoken(arguments, from_),
        unit=unit, assume=assume or (), with_=with_ or (), arm=arm, weight=weight,
        start=start, per=per.value,
    )  # fmt: skip
    text = _text(results, output, why)
    if text:
        typer.echo(text, nl=not text.endswith("\n"))
    if output is not Format.JSON:
        say(results.diagnostics)
    finish(results.diagnostics)


def _text(results: Results, output: Format, why: bool) -> str:
    if output is Format.TABLE:
        from dosecalc.formats.table import table

        return table(results, why=why)
    if output is Format.CSV:
        from dosecalc.formats import csv

        return csv.text(results)
    if output is Format.JSON:
        from dosecalc.formats import json

        return json.text(results)
    from dosecalc.formats import markdown

    return markdown.text(results)
