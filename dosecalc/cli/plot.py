"""`dosecalc plot`: figures for a protocol, a paper or a slide."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

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
    Unit,
    Weight,
    With,
    finish,
    say,
    spoken,
    written,
    wrong_call,
)

if TYPE_CHECKING:
    from dosecalc.formats.figures import Drawing


class Form(StrEnum):
    """The outputs of `plot`."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    TEXT = "text"


class TimeAxis(StrEnum):
    """How the axis of time counts."""

    DAYS = "days"
    WEEKS = "weeks"
    DATE = "date"


class Style(StrEnum):
    """The themes: for a page, for a dark slide, for a printer without colours."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


def _kinds() -> str:
    from dosecalc.formats.figures import KINDS

    return "; ".join(f"{kind.name}: {kind.about}" for kind in KINDS)


def plot(
    arguments: Arguments,
    from_: From = None,
    output: Output = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=f"What is shown. {_kinds()}.")
    ] = "cumulative",
    x: Annotated[TimeAxis, typer.Option("--x", help="The axis of time.")] = TimeAxis.DAYS,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="The date of day 1, as in 2026-03-02.")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Amounts on a logarithmic axis.")] = False,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="A title; '' for none.")] = None,
    size: Annotated[
        str | None, typer.Option(metavar="WxH", help="Width and height in inches, as in 7x4.")
    ] = None,
    style: Annotated[Style, typer.Option(help="The theme.")] = Style.LIGHT,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD", help="Totals in panels by trial, arm, route, agent or status."
        ),
    ] = None,
    by_trial: Annotated[
        bool, typer.Option("--by-trial", help="Totals with one line for each trial.")
    ] = False,
    half_life: HalfLife = None,
    absorption_half_life: Absorption = None,
    fraction: Fraction = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    arm: Arm = None,
    weight: Weight = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="The form; a file's ending says it. Text needs no file."),
    ] = None,
) -> None:
    """Draw exposure over time, what may remain, or totals, into a file.

    Examples:

      dosecalc plot "1e9 particles twice weekly for 8 weeks" -o exposure.png

      dosecalc plot schedules/ --kind totals -o totals.svg

      dosecalc plot "10 mg every 12 hours for 3 days" --kind remaining \\
        --half-life "2 to 8 h" --size 7x4 --style print -o remaining.pdf
    """
    from dosecalc.library import plot as plotted

    form = _form(form, output)
    try:
        drawing = plotted(
            *spoken(arguments, from_),
            kind=kind, unit=unit, assume=assume or (), with_=with_ or (), arm=arm,
            weight=weight, half_life=half_life, absorption_half_life=absorption_half_life,
            fraction=fraction, x=x.value, start=start, log=log, title=title, size=size,
            style=style.value, group=group, by_trial=by_trial,
        )  # fmt: skip
        content = b"" if drawing.empty else _content(drawing, form)
    except ValueError as error:
        wrong_call(str(error))
    if drawing.empty:
        if drawing.ok:
            wrong_call("there is nothing to draw")
    elif output is None:
        sys.stdout.write(content.decode())
    else:
        written(output, content)
    say(drawing.diagnostics)
    finish(drawing.diagnostics)


def _form(form: Form | None, output: str | None) -> Form:
    """The form that is asked for, by its name or by the file's ending."""
    from dosecalc.formats.figures.drawing import form_of

    if output is None:
        if form in (Form.SVG, Form.TEXT):
            return form
        wrong_call("name a file for the figure, such as `-o figure.png`, .svg or .pdf")
    try:
        named = Form(form_of(output))
    except ValueError as error:
        if form is None:
            wrong_call(str(error))
        return form
    if form not in (None, named):
        wrong_call(f"`{output}` is the name of {named.value}, and --format says {form.value}")
    return named


def _content(drawing: Drawing, form: Form) -> bytes:
    if form is not Form.TEXT:
        return drawing.content(form.value)  # type: ignore[arg-type]
    try:
        return drawing.text(shutil.get_terminal_size().columns).encode()
    except ModuleNotFoundError:
        wrong_call("figures in the terminal need plotext: pip install 'dosecalc[terminal]'")
