"""`dosecalc prepare`: the sheet for one administration from one batch."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Arm,
    Assume,
    From,
    Output,
    Start,
    Weight,
    With,
    finish,
    one_spoken,
    say,
    show,
    wrong_call,
)
from dosecalc.cli.supply import Cohort, Reading


class Form(StrEnum):
    """The outputs of `prepare`."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def _option(metavar: str, words: str, *names: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(*names, metavar=metavar, help=words)
    return found


def prepare(
    argument: Annotated[
        str,
        typer.Argument(
            metavar="PHRASE|FILE|ID",
            help="A phrase in quotes, a `.dose` file, the id of a trial that comes with dosecalc, "
            "or `-`.",
        ),
    ],
    batch: Annotated[
        str | None, _option("CONCENTRATION", "What was measured, as in '2.3e10 particles/mL'.")
    ] = None,
    batch_id: Annotated[str | None, _option("LOT", "The lot number.")] = None,
    from_: From = None,
    arm: Arm = None,
    cohort: Cohort = None,
    reading: Reading = None,
    agent: Annotated[str | None, _option("NAME", "The agent, where several are given.")] = None,
    dose: Annotated[int | None, _option("N", "Which dose, where they differ.")] = None,
    day: Annotated[int | None, _option("N", "The doses of which study day, instead.")] = None,
    exactly: Annotated[
        str | None,
        _option(
            "AMOUNT", "The one amount that is meant, where the record states a range or about."
        ),
    ] = None,
    vial: Annotated[str | None, _option("AMOUNT", "What one vial holds, as in '5 mL'.")] = None,
    step: Annotated[
        str | None, _option("VOLUME", "What the volume is rounded to, as in '0.01 mL'.")
    ] = None,
    dead_volume: Annotated[
        str | None, _option("VOLUME", "What stays in syringe and needle, drawn up in addition.")
    ] = None,
    final_volume: Annotated[
        str | None, _option("VOLUME", "The volume after diluting, unless the schedule states it.")
    ] = None,
    partner: Annotated[
        str | None, _option("ARM", "The arm that a placebo has to look like.")
    ] = None,
    opened: Annotated[
        str | None, _option("TIME", "When the vial was opened, as in 2026-03-02T09:00.")
    ] = None,
    usable: Annotated[
        str | None, _option("TIME", "How long it may be used once opened, as in '4 hours'.")
    ] = None,
    participant: Annotated[
        str | None, _option("ID", "The participant's id; else a line to write it on.", "--id")
    ] = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    start: Start = None,
    time: Annotated[
        str | None,
        _option("TIME", "When the sheet is made; else SOURCE_DATE_EPOCH, else now."),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="The form; by the file's ending, else text."),
    ] = None,
    output: Output = None,
) -> None:
    """A preparation sheet: volume to draw, diluent, vials, placebo, use-by, and lines to sign.

    Nothing is guessed: a dose that is unknown, a range, about so much, or a draft is refused.

    Examples:

      dosecalc prepare NCT07232563 --reading "days 1 to 4" --batch "2.3e10 particles/mL" \\
        --step "0.01 mL" -o sheet.html

      dosecalc prepare "2e8 particles in 3 mL once" --batch "1e9 particles/mL"
    """
    from dosecalc.library import prepare as prepared

    chosen = _form(form, output)
    try:
        found = prepared(
            one_spoken(argument, from_),
            batch=batch, batch_id=batch_id, arm=arm, cohort=cohort, reading=reading,
            agent=agent, dose=dose, day=day, exactly=exactly, vial=vial, step=step,
            dead_volume=dead_volume, final_volume=final_volume, partner=partner, opened=opened,
            usable=usable, participant=participant, assume=assume or (), with_=with_ or (),
            weight=weight, start=start, time=time,
        )  # fmt: skip
    except ValueError as error:
        wrong_call(str(error))
    if found.ok:
        from dosecalc.formats.preparation_sheet import FORMATS

        show(FORMATS[chosen.value](found), output)
    say(found.diagnostics)
    finish(found.diagnostics)


def _form(form: Form | None, output: str | None) -> Form:
    """The form that is asked for, by its name or by the file's ending."""
    if form is not None:
        return form
    endings = {".html": Form.HTML, ".htm": Form.HTML, ".md": Form.MARKDOWN, ".json": Form.JSON}
    name = (output or "").lower()
    if name.endswith((".pdf", ".docx", ".doc", ".xlsx")):
        wrong_call(f"a sheet is text, Markdown, HTML or JSON, not `{name.rpartition('.')[2]}`")
    return next((made for end, made in endings.items() if name.endswith(end)), Form.TEXT)
