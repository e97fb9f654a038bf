"""`dosecalc COMMAND`: the commands together, and what is common to all of them."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from dosecalc.cli.check import check
from dosecalc.cli.doses import doses
from dosecalc.cli.explain import explain
from dosecalc.cli.fmt import fmt
from dosecalc.cli.total import total
from dosecalc.cli.words import words

COMMANDS = (total, doses, check, fmt, explain, words)

app = typer.Typer(
    name="dosecalc",
    help="Exact dosing totals from a trial's own sentences. For planning, review and research, "
    "not for prescribing: every figure is to be verified by a qualified person.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from dosecalc import __version__

        typer.echo(f"dosecalc {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


for _command in COMMANDS:
    app.command()(_command)


def main() -> None:
    """Run the command line; a reader that stops reading is no error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
