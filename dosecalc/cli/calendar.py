"""`dosecalc calendar`: a participant's days, or those of all participants, on real dates."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dosecalc.cli.common import (
    Arm,
    Assume,
    From,
    Output,
    Unit,
    Weight,
    With,
    finish,
    one_spoken,
    refused,
    say,
    wrong_call,
)

if TYPE_CHECKING:
    from dosecalc.calendars import Calendar


class Per(StrEnum):
    """What work is counted by."""

    DAY = "day"
    WEEK = "week"


class Missed(StrEnum):
    """What a missed dose means."""

    SKIP = "skip"
    SHIFT = "shift"
    MAKE_UP = "make-up"


class Prefer(StrEnum):
    """Which of two open days as near is taken."""

    EARLIER = "earlier"
    LATER = "later"


def calendar(
    argument: Annotated[
        str,
        typer.Argument(
            metavar="PHRASE|FILE|ID",
            help="A dosing phrase in quotes, a `.dose` file, or the id of a trial that comes with "
            "dosecalc.",
        ),
    ],
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The date of day 1, with the time of the first dose if known."
        ),
    ] = None,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPAN=DATE",
            help="The dates of a span: 'radiotherapy=2026-04-13 to 2026-05-29'.",
        ),
    ] = None,
    from_: From = None,
    arm: Arm = None,
    cohort: Annotated[int | None, typer.Option(metavar="N", help="The cohort.")] = None,
    reading: Annotated[str | None, typer.Option(metavar="NAME", help="The reading.")] = None,
    id: Annotated[str, typer.Option(metavar="ID", help="The participant's id.")] = "",
    participants: Annotated[
        str | None,
        typer.Option(
            metavar="N|FILE",
            help="All participants: how many, or a list of them: id, arm, cohort, start, site.",
        ),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The first start; else the trial's own `starts`."),
    ] = None,
    every: Annotated[
        str | None, typer.Option(metavar="TIME", help="From one participant to the next: 7d.")
    ] = None,
    per_cohort: Annotated[
        int | None, typer.Option("--per-cohort", metavar="N", help="Participants in a cohort.")
    ] = None,
    gate: Annotated[
        list[str] | None,
        typer.Option(metavar="WATCH", help="A watch that is assumed to gate the next cohort."),
    ] = None,
    workload: Annotated[
        Per | None, typer.Option("--workload", help="Only the work of each day or week.")
    ] = None,
    site: Annotated[str | None, typer.Option(metavar="NAME", help="The site of the file.")] = None,
    closed: Annotated[
        list[str] | None,
        typer.Option(metavar="DAYS", help="Closed days: 'Sat, Sun', 2026-05-01; may be repeated."),
    ] = None,
    holidays: Annotated[
        list[str] | None,
        typer.Option(metavar="COUNTRY", help="Public holidays: CN, or with a region DE-BY."),
    ] = None,
    slots: Annotated[int | None, typer.Option(metavar="N", help="Appointments a day.")] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="The clock of the site: Asia/Shanghai.")
    ] = None,
    prefer: Annotated[
        Prefer, typer.Option(help="Which of two open days as near is taken.")
    ] = Prefer.EARLIER,
    window: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="The window of what has none: '2 days'."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The last day of what nothing ends: a date, 'week 24'."),
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Of all participants only cohorts, dates and work.")
    ] = False,
    log: Annotated[
        str | None, typer.Option(metavar="FILE", help="A log of what was done, as CSV.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The last date that the log covers."),
    ] = None,
    missed: Annotated[
        Missed | None, typer.Option(help="What a missed dose means; none is ever assumed.")
    ] = None,
    reminder: Annotated[
        list[str] | None,
        typer.Option(metavar="TIME", help="A reminder so long before, in calendar programs."),
    ] = None,
    windows: Annotated[
        bool, typer.Option("--windows", help="Windows as events of their own in calendar programs.")
    ] = False,
    time: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When it is made; else SOURCE_DATE_EPOCH, else now."),
    ] = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORM", help="The form; a file's ending says it."),
    ] = None,
    output: Output = None,
) -> None:
    """Every dose, assessment, watch and span on real dates, moved to open days where it may be.

    Examples:

      dosecalc calendar NCT07232563 --reading "days 1 to 4" --start 2026-03-02

      dosecalc calendar "10 mg every 3 weeks for 6 cycles within 2 days" --start 2026-03-02 \\
        --closed "Sat, Sun" --holidays DE-BY -o visits.csv

      dosecalc calendar NCT07485751 --participants 15 --gate DLT --until "week 24" \\
        --reading "eight weeks, cohorts" --workload week
    """
    from dosecalc.formats.calendar import FORMS, Options
    from dosecalc.formats.table import width_of_output
    from dosecalc.library import calendar as planned

    chosen = FORMS[_form(form, output, FORMS)]
    if chosen.binary and output is None:
        wrong_call(f"name a file for it, such as `-o visits.{chosen.endings[0]}`")
    try:
        found = planned(
            one_spoken(argument, from_),
            start=start, anchors=anchor or (), arm=arm, cohort=cohort, reading=reading,
            id=id, participants=_count(participants), first=first, every=every,
            per_cohort=per_cohort, gate=gate or (), site=site, closed=closed or (),
            holidays=holidays or (), slots=slots, timezone=timezone, prefer=prefer.value,
            window=window, until=until, log=log, as_of=as_of,
            missed=missed.value if missed else "", unit=unit, assume=assume or (),
            with_=with_ or (),
            weight=weight, time=time, tick=_progress,
        )  # fmt: skip
    except ValueError as error:
        wrong_call(str(error))
    if found.ok and not refused(found.diagnostics):
        reminders = tuple(map(_reminder, reminder or ()))
        options = Options(windows, reminders, width_of_output(), summary)
        found = replace(found, tick=_progress(len(found.placed), "written"))
        if workload is not None:
            _written(_load(found, workload, chosen.name, options.width), output)
        else:
            try:
                pieces = chosen.write(found, options)
            except ValueError as error:  # too much for this form
                wrong_call(str(error))
            _written(pieces, output)
            say(chosen.said(found, options))
    say(found.diagnostics)
    finish(found.diagnostics)


def _count(participants: str | None) -> int | str | None:
    """A number of participants, or the name of their list."""
    text = (participants or "").strip()
    if not text.isdecimal():
        return participants
    if len(text) > 6 or int(text) == 0:
        wrong_call(f"`--participants {text}`: 1 to 999,999, or the name of a list")
    return int(text)


def _load(found: Calendar, per: Per, form: str, width: int) -> Iterable[str]:
    """The work of each day or week, in the forms that hold a table."""
    from dosecalc.diagnostics import either
    from dosecalc.formats.calendar import workload

    if form not in workload.FORMATS:
        wrong_call(f"workload is {either(list(workload.FORMATS))}, not {form}")
    return workload.FORMATS[form](found, per.value, width)


def _form(form: str | None, output: str | None, forms: Iterable[str]) -> str:
    """The form that is asked for, by its name or by the file's ending."""
    from dosecalc.diagnostics import either
    from dosecalc.formats.calendar import FORMS

    if form is not None:
        if form not in forms:
            wrong_call(f"there is no form `{form}`: {either(list(forms))}")
        return form
    ending = (output or "").rpartition(".")[2].lower()
    return next((each.name for each in FORMS.values() if ending in each.endings), "text")


def _reminder(text: str) -> timedelta:
    """So long before, as a length of time."""
    from dosecalc.language.read import read_length

    found, _ = read_length(text, "reminder")
    if found is None or not found.exact:
        wrong_call(f"`{text}` is not one length of time: type `1 day` or `2 hours`")
    return timedelta(seconds=int(found.seconds[0]))


def _progress(number: int, label: str = "planned") -> Callable[[], None]:
    """A bar on the terminal where there are many; nothing elsewhere."""
    if number < 100 or not sys.stderr.isatty():
        return lambda: None
    bar = typer.progressbar(length=number, label=label, file=sys.stderr)
    bar.render_progress()

    def tick() -> None:
        bar.update(1)
        if bar.finished:
            bar.render_finish()

    return tick


def _written(pieces: Iterable[str] | Iterable[bytes], output: str | None) -> None:
    """Print a form piece by piece, or write it whole into a file."""
    from dosecalc.cli.common import written

    if output is None:
        for piece in pieces:
            sys.stdout.write(piece if isinstance(piece, str) else piece.decode())
        return
    written(output, (each.encode() if isinstance(each, str) else each for each in pieces))
