"""`dosecalc check`: silent where all is well."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import Arguments, From, finish, spoken


class Form(StrEnum):
    """How diagnostics are printed."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


def check(
    arguments: Arguments,
    from_: From = None,
    output: Annotated[Form, typer.Option("--format", help="How diagnostics are printed.")] = (
        Form.FULL
    ),
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail as well.")] = False,
) -> None:
    """Check texts: nothing is printed, and the status is 0, where all is well.

    Examples:

      dosecalc check schedules/

      dosecalc check trial.dose --format concise
    """
    from dosecalc.diagnostics import as_json, concise, full
    from dosecalc.library import check as checked

    found = checked(*spoken(arguments, from_))
    if output is Form.JSON:
        import json

        typer.echo(json.dumps([as_json(each) for each in found], indent=2))
    else:
        for each in found:
            typer.echo(full(each) if output is Form.FULL else concise(each))
    if strict and found and not any(each.is_error for each in found):
        raise typer.Exit(1)
    finish(found)
