"""`dosecalc words`: the vocabulary, each word with what it means or a phrase that shows it."""

from __future__ import annotations

from typing import Annotated

import typer

from dosecalc.cli.common import wrong_call


def words(
    group: Annotated[
        str | None,
        typer.Argument(help="units, frequencies, clauses or routes; all of them without one."),
    ] = None,
) -> None:
    """List the vocabulary of the schedule language.

    Examples:

      dosecalc words

      dosecalc words units
    """
    from dosecalc.diagnostics import nearest
    from dosecalc.formats.grid import grid
    from dosecalc.formats.table import width_of_output
    from dosecalc.glossary import GROUPS, entries

    if group is not None and group not in GROUPS:
        close = nearest(group, GROUPS) or tuple(GROUPS)
        wrong_call(f"there is no group {group}; type {' or '.join(close)}")
    for name in GROUPS if group is None else (group,):
        head, body = entries(name)
        typer.echo(f"{name}\n")
        for line in grid(head, body, width_of_output() - 2):
            typer.echo(f"  {line}")
        typer.echo("")
