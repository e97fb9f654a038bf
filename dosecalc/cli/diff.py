"""`dosecalc diff`: what changed from one version of a trial to the next."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dosecalc.cli.common import (
    Assume,
    From,
    Output,
    Unit,
    Weight,
    With,
    one_spoken,
    say,
    show,
    wrong_call,
)

_ONE = "A phrase in quotes, a `.dose` file, the id of a trial that comes with dosecalc, or `-`."


class Form(StrEnum):
    """The outputs of `diff`."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_ONE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, as it is now.")],
    from_: From = None,
    unit: Unit = None,
    assume: Assume = None,
    with_: With = None,
    weight: Weight = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
) -> None:
    """What changed in dosing, visits and totals: 0 if nothing did, 1 if something did.

    Spelling, comments and the order of clauses and lines are no change. The exit status is 2 where
    the call is wrong or a text has errors.

    Examples:

      dosecalc diff protocol-1.dose protocol-2.dose

      git show HEAD~1:trial.dose | dosecalc diff - trial.dose --format markdown

      dosecalc diff "1e9 cells daily for 7 days" "2e9 cells daily for 10 days"
    """
    from dosecalc.formats import amendment_list
    from dosecalc.library import diff as changed

    if old == new == "-":
        wrong_call("standard input can be only one of the two")
    found = changed(
        one_spoken(old, from_),
        one_spoken(new, from_),
        unit=unit,
        assume=assume or (),
        with_=with_ or (),
        weight=weight,
    )
    text = amendment_list.FORMATS[form.value](found)
    show(text, output)
    say(found.diagnostics)
    raise typer.Exit(2 if not found.ok else 1 if found.changed else 0)
