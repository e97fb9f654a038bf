"""`dosecalc report`: one page with everything that a set of schedules says and comes to."""

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
from dosecalc.cli.compare import Per


class Form(StrEnum):
    """The outputs of `report`."""

    HTML = "html"
    MARKDOWN = "markdown"


def report(
    arguments: Arguments,
    from_: From = None,
    output: Output = None,
    per: Annotated[Per, typer.Option(help="What is compared.")] = Per.PARTICIPANT,
    reference: Annotated[
        str | None,
        typer.Option(metavar="TRIAL[/ARM]", help="The arm to compare with; else the first known."),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="A title.")] = None,
    time: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When it is made, as in 2026-03-02T10:00; else SOURCE_DATE_EPOCH, else now.",
        ),
    ] = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    arm: Arm = None,
    weight: Weight = None,
    start: Start = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="The form; a file that ends in .md is Markdown, else HTML."),
    ] = None,
) -> None:
    """A page for a meeting or a file: comparison, curves, each schedule, assumptions, gaps.

    It needs no network and nothing beside it, and prints on A4.

    Examples:

      dosecalc report schedules/ -o report.html

      dosecalc report NCT07485751 NCT07232563 --in particles --reference NCT07232563 \\
        --assume "unit = particles for NCT07485751" -o report.html

      dosecalc report "1e9 particles twice weekly for 8 weeks" --format markdown
    """
    from dosecalc.library import report as reported

    try:
        found = reported(
            *spoken(arguments, from_),
            unit=unit, assume=assume or (), with_=with_ or (), arm=arm, weight=weight,
            per=per.value, reference=reference, start=start, title=title, time=time,
        )  # fmt: skip
    except ValueError as error:
        wrong_call(str(error))
    if not found.empty and not refused(found.diagnostics):
        text = found.markdown() if _form(form, output) is Form.MARKDOWN else found.html()
        show(text, output)
    say(found.diagnostics)
    finish(found.diagnostics)


def _form(form: Form | None, output: str | None) -> Form:
    """The form that is asked for, by its name or by the file's ending."""
    if form is not None:
        return form
    ending = (output or "").lower()
    if ending.endswith((".pdf", ".doc", ".docx", ".odt", ".png", ".svg")):
        wrong_call(f"a report is HTML or Markdown, not `{ending.rpartition('.')[2]}`")
    return Form.MARKDOWN if ending.endswith((".md", ".markdown")) else Form.HTML
