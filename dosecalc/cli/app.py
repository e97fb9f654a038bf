"""`dosecalc COMMAND`: the commands together, and what is common to all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated

import typer

# Each with its line in `--help`; it is the function of its name in the module of its name. One
# that is called is imported alone, because every import is time that the user waits.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "total": "How much in all, exactly.",
        "doses": "Every dose with its study day and amount.",
        "curve": "What has been given by when.",
        "compare": "Arms and trials side by side.",
        "diff": "What an amendment changes.",
        "match": "The dose, or the number of doses, of the same total.",
        "plot": "Exposure over time, drawn.",
        "report": "All of it on one page.",
        "calendar": "Every dose and visit on real dates.",
        "visits": "What is done on which study day.",
        "adherence": "What was given, against the plan.",
        "supply": "How many vials it takes.",
        "prepare": "How one dose is prepared.",
        "convert": "From and to other notations.",
        "check": "What is wrong or doubtful in a text.",
        "fmt": "Write files in canonical form.",
        "explain": "What a message means, by its code.",
        "words": "The vocabulary of the schedule language.",
        "schema": "The JSON Schema of what `convert --to json` writes.",
    }
)


def _version(wanted: bool) -> None:
    if wanted:
        from dosecalc import __version__

        typer.echo(f"dosecalc {__version__}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def application(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """The command line with these commands."""
    app = typer.Typer(
        name="dosecalc",
        help="Exact dosing totals from a trial's own sentences. For planning, review and research, "
        "not for prescribing: every figure is to be verified by a qualified person.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_common)
    for name in names:
        app.command(name, short_help=COMMANDS[name])(
            getattr(import_module(f"dosecalc.cli.{name}"), name)
        )
    return app


def main() -> None:
    """Run the command line; a reader that stops reading is no error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    # A phrase that begins with a minus is no option.
    sys.argv[1:] = [f" {each}" if each[:1] == "-" and each[1:2].isdecimal() else each
                    for each in sys.argv[1:]]  # fmt: skip
    called = sys.argv[1:2]
    completing = "_DOSECALC_COMPLETE" in os.environ
    app = application(
        (called[0],) if called and called[0] in COMMANDS and not completing else COMMANDS
    )
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0) from None
        sys.stderr.write(f"dosecalc: cannot print: {error.strerror or error}\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
