"""`dosecalc convert`: schedules from and to other people's notations."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dosecalc.cli.common import (
    Arguments,
    Arm,
    Assume,
    Start,
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
    from dosecalc.conversion import Converted
    from dosecalc.language import Text

_MOST_CHARACTERS = 100


class TimeUnit(StrEnum):
    """What bare numbers of time are in."""

    HOURS = "hours"
    DAYS = "days"


def _kinds(wanted: bool) -> None:
    """Print what can be read and what can be written, one kind a line."""
    if not wanted:
        return
    from dosecalc.conversion import forms_written, notations_read
    from dosecalc.formats.grid import grid
    from dosecalc.formats.table import width_of_output

    for head, body in (notations_read(), forms_written()):
        for line in grid(head, body, width_of_output() - 2):
            typer.echo(f"  {line}")
        typer.echo("")
    raise typer.Exit


def convert(
    arguments: Arguments,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="KIND",
            help="The notation of the arguments, such as rx, events, fhir or ctgov; `--kinds` "
            "lists all. `rx:days` and `events:hours` say what bare numbers of time are in.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="KIND",
            help="The notation to write, such as nonmem, fhir, cdisc-ec or ics; `--kinds` lists "
            "all. Without it the ending of the output file decides.",
        ),
    ] = None,
    kinds: Annotated[
        bool,
        typer.Option(
            "--kinds",
            callback=_kinds,
            is_eager=True,
            help="Print every kind, with what it is and how its files end.",
        ),
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER",
            help="Write to this file, or a file for each trial into this folder.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing if anything would be lost.")
    ] = False,
    arm: Arm = None,
    reading: Annotated[str | None, typer.Option(metavar="NAME", help="Only this reading.")] = None,
    cohort: Annotated[int | None, typer.Option(metavar="N", help="Only this cohort.")] = None,
    expand: Annotated[
        bool, typer.Option("--expand", help="A line for each dose, where one could hold several.")
    ] = False,
    time_unit: Annotated[
        TimeUnit | None, typer.Option("--time-unit", help="The unit of bare numbers of time.")
    ] = None,
    subjects: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=1_000_000, help="Participants of each kind."),
    ] = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    start: Start = None,
) -> None:
    """Schedules from and to other notations, with everything that they cannot hold.

    Examples:

      dosecalc convert --from rx "100 mg q12h x 4 then 50 mg q24h x 3"

      dosecalc convert "75 mg over 1 hour every 3 weeks for 6 doses" --to nonmem -o doses.csv

      dosecalc convert --from ctgov study.json -o drafts/
    """  # fmt: skip
    from dosecalc.library import convert as made

    def one(given: Sequence[str | Text], name: str | None) -> Converted:
        return made(
            *given, to=to, arm=arm, reading=reading, cohort=cohort, expand=expand,
            time_unit=time_unit.value if time_unit else None, subjects=subjects, strict=strict,
            ending=Path(name).suffix.lstrip(".").lower() if name else "", unit=unit,
            assume=assume or (), with_=with_ or (), weight=weight, start=start,
        )  # fmt: skip

    if output is not None and not output.strip():
        wrong_call("`--output` names no file")
    if output is not None and (output.endswith("/") or Path(output).is_dir()):
        _each(spoken(arguments, from_), Path(output), to, one)
        return
    found = one(list(spoken(arguments, from_)), output)
    if found.pieces is not None:
        _put(found, output)
    say(found.diagnostics)
    finish(found.diagnostics)


def _put(found: Converted, output: str | None) -> None:
    """Print an export piece by piece, or write it whole into a file."""
    pieces = found.pieces or ()
    if output is not None:
        written(output, (each.encode() if isinstance(each, str) else each for each in pieces))
        return
    for piece in pieces:
        if isinstance(piece, bytes):
            wrong_call("this is no text: name a file to write it into with `--output`")
        sys.stdout.write(piece)


def _each(
    given: Iterable[str | Text], folder: Path, to: str | None,
    one: Callable[[Sequence[str | Text], str | None], Converted],
) -> None:  # fmt: skip
    """Write a file for each trial into a folder; a trial with errors hides no other."""
    from dosecalc.conversion import form_of
    from dosecalc.diagnostics import Diagnostic

    form = form_of(to, "")
    if isinstance(form, Diagnostic):
        say([form])
        finish([form])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong_call(f"cannot write into `{folder}`: {error.strerror or error}")
    said: list[Diagnostic] = []
    taken: set[str] = set()
    for text in _texts(given):
        name = folder / f"{_file_name(text.trial.name, taken)}.{form.endings[0]}"
        found = one([text], str(name))
        if found.pieces is not None:
            _put(found, str(name))
        say(found.diagnostics)
        said += [each for each in found.diagnostics if each.is_error]
    sys.stderr.write(f"{len(taken):,} trial{'s' * (len(taken) != 1)} in {folder}\n")
    finish(said)


def _texts(given: Iterable[str | Text]) -> Iterator[Text]:
    from dosecalc.library import load

    for each in given:
        yield from load(each) if isinstance(each, str) else (each,)


def _file_name(name: str, taken: set[str]) -> str:
    """A name for a file, from letters, digits and a few signs, that none before it has."""
    safe = "".join(each if each.isalnum() or each in "-_.+" else "-" for each in name)
    wanted = safe.strip(".-")[:_MOST_CHARACTERS] or "trial"
    number = next(n for n in count(1) if _numbered(wanted, n).lower() not in taken)
    taken.add(_numbered(wanted, number).lower())
    return _numbered(wanted, number)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
