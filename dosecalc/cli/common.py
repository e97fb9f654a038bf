"""Options that several commands share, and how a command says what it found and ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dosecalc.diagnostics import Diagnostic, concise, full

if TYPE_CHECKING:
    from dosecalc.language import Text

# A call that names what does not exist is wrong (status 2), a text with errors is not (status 1).
_CALL_MISTAKES = frozenset(
    {
        "no-such-file", "unreadable-file", "empty-folder", "only-assumptions", "unit-not-known",
        "arm-not-known", "assumptions-differ", "no-date", "one-of-two", "not-above-zero",
        "no-condition", "no-day-zero", "no-such-reference", "grid-needed", "half-life-needed",
        "day-1-needed", "no-such-span",
        "no-anchor", "anchors-differ", "no-closed-days", "no-window", "site-not-known",
        "watch-not-known", "closed-for-a-year", "cohort-size-needed", "more-than-cohorts",
        "only-for-one", "whose-log",
        "no-such-field", "not-one-text", "one-length", "not-a-part", "too-many-points",
        "arm-needed", "reading-needed", "reading-not-known", "cohort-needed", "cohort-not-known",
        "one-trial-needed", "start-needed", "whole-days-needed", "no-such-rule",
        "not-an-overage", "no-participants", "agent-not-known", "choice-needed", "no-such-dose",
        "batch-needed", "batch-does-not-fit", "not-a-concentration", "not-a-volume", "step-needed",
        "step-too-coarse", "final-volume-too-small", "final-volume-differs", "no-moment",
        "not-within-the-dose", "nothing-to-prepare", "partner-needed",
        "no-such-notation", "no-time-unit", "notation-needed", "several-exports", "option-not-for",
        "not-a-file", "own-language", "standard-input-twice",
    }
)  # fmt: skip

Arguments = Annotated[
    list[str],
    typer.Argument(
        metavar="PHRASE|FILE|FOLDER|ID…",
        help="A dosing phrase in quotes, a `.dose` file, a folder of them, the id of a trial that "
        "comes with dosecalc, or `-` for standard input.",
    ),
]
Unit = Annotated[
    str | None, typer.Option("--in", metavar="UNIT", help="The unit of amounts and totals.")
]
Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume", metavar="TEXT",
        help="An assumption such as '1 mL = 1e9 to 1e10 particles'; may be repeated.",
    ),
]  # fmt: skip
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="FILE",
        help="A file of assumptions, or the name of one that comes with dosecalc; may be repeated.",
    ),
]  # fmt: skip
Arm = Annotated[
    str | None, typer.Option("--arm", metavar="NAME", help="Only the arm of this name.")
]
Weight = Annotated[
    str | None,
    typer.Option("--weight", metavar="KG", help="Body weight in kg, `70` or `50 to 90`."),
]
Start = Annotated[
    str | None,
    typer.Option("--start", metavar="DATE", help="The date of day 1, which settles months."),
]
HalfLife = Annotated[
    str | None,
    typer.Option(
        "--half-life", metavar="TIME",
        help="The half-life of what was given, as in '6 h' or '2 to 8 h'; none is ever assumed.",
    ),
]  # fmt: skip
Absorption = Annotated[
    str | None,
    typer.Option(
        "--absorption-half-life", metavar="TIME", help="The half-life with which a dose arrives."
    ),
]  # fmt: skip
Fraction = Annotated[
    str | None,
    typer.Option(
        "--fraction", metavar="PART", help="The part of a dose that arrives, as in '0.02 to 0.05'."
    ),
]  # fmt: skip
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="KIND",
        help="The notation of the arguments, such as rx, events, fhir or ctgov; "
        "`dosecalc convert --kinds` lists all.",
    ),
]  # fmt: skip
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
]


_OPTIONS = frozenset(
    {
        "assumption", "at", "grid", "until", "half-life", "absorption", "fraction", "late", "vial",
        "participants", "batch", "step", "dead-volume", "final-volume", "usable", "exactly",
    }
)  # fmt: skip


def spoken(arguments: Iterable[str], notation: str | None) -> Iterator[str | Text]:
    """Arguments as they are typed; where they are of another notation, what they say."""
    if notation is None:
        yield from arguments
    else:
        from dosecalc import sources

        yield from sources.texts(arguments, notation)


def one_spoken(argument: str, notation: str | None) -> str | Text:
    """The one argument as it is typed; of another notation, the one trial that it says."""
    found = list(spoken([argument], notation))
    if len(found) == 1:
        return found[0]
    from dosecalc import calls

    say([calls.not_one_text(argument, len(found))])
    raise typer.Exit(2)


def written(name: str, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all; say why it cannot be, and end with 2."""
    from dosecalc.files import write_whole

    try:
        write_whole(name, content)
    except (OSError, ValueError) as error:
        error = error if isinstance(error, OSError) else OSError(str(error))
        wrong_call(f"cannot write `{name}`: {error.strerror or error}")


def show(text: str, output: str | None) -> None:
    """Print a text, or write it to the file that is asked for."""
    if output is None:
        sys.stdout.write(text)
    else:
        written(output, text.encode())


def say(diagnostics: Iterable[Diagnostic], *, short: bool = False) -> None:
    """Print diagnostics to standard error, in full unless `short`."""
    for each in diagnostics:
        sys.stderr.write((concise(each) if short else full(each)) + "\n")


def finish(diagnostics: Iterable[Diagnostic]) -> NoReturn:
    """End with 2 where the call was wrong, 1 where a text has errors, else 0."""
    found = tuple(diagnostics)
    if refused(found):
        raise typer.Exit(2)
    raise typer.Exit(1 if any(each.is_error for each in found) else 0)


def refused(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether the call itself was wrong, so that there is nothing to write."""
    errors = [each for each in diagnostics if each.is_error]
    typed = any(each.span and each.span.source.name in _OPTIONS for each in errors)
    return typed or any(each.code in _CALL_MISTAKES for each in errors)


def wrong_call(message: str) -> NoReturn:
    """Say in one line why the call cannot be carried out, and end with 2."""
    sys.stderr.write(f"dosecalc: {message}\n")
    raise typer.Exit(2)
