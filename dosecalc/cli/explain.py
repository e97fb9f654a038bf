"""`dosecalc explain CODE`: what a diagnostic means, why, an example, and the remedy."""

from __future__ import annotations

from typing import Annotated

import typer

from dosecalc.cli.common import wrong_call


def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A diagnostic's code; without one all are listed."),
    ] = None,
) -> None:
    """Explain a diagnostic by its code.

    Examples:

      dosecalc explain decimal-comma

      dosecalc explain
    """
    from dosecalc.explanations import explanation, explanations

    if code is None:
        width = max(map(len, explanations()))
        for name, text in explanations().items():
            typer.echo(f"{name:<{width}}  {text.splitlines()[0]}")
        return
    found = explanation(code)
    if found is None:
        from dosecalc.diagnostics import nearest

        close = nearest(code, explanations())
        hint = (
            f"; did you mean {' or '.join(close)}?" if close else "; `dosecalc explain` lists all"
        )
        wrong_call(f"no diagnostic has the code {code}{hint}")
    typer.echo(f"{code}\n\n{found}")
