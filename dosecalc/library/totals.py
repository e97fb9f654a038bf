"""How much is given, in all and dose by dose: `total`, `doses`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc import calls, checks
from dosecalc.asking import Argument, ask, missing_arm, texts
from dosecalc.results import Per, Results, Row
from dosecalc.totals import rows

if TYPE_CHECKING:
    from dosecalc.administrations import Doses


def total(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
    per: Per = "participant",
) -> Results:
    """Exact totals, a row for each arm, cohort, reading and unit.

    `unit` names the unit of the totals, `assume` holds assumptions as text, `with_` files of
    them, `weight` a body weight in kg (`70`, `50 to 90`) or with its unit. `start`, the date of
    day 1, makes months and weekdays exact. Mistakes of a text are in `diagnostics`; its rows are
    left out. Raises ValueError for a `per` that does not exist.

    >>> str(total("4 daily doses of 1×10^11 particles")[0].total.high)
    '400000000000'
    """
    if per not in ("participant", "cohort", "arm", "trial"):
        raise ValueError(f"per {per!r}: participant, cohort, arm or trial")
    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, per=per, start=start
    )
    found: list[Row] = []
    read = list(texts(arguments))
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            said = checks.check(text.trial)
            diagnostics.extend(said)
            if question is not None and not any(each.code in checks.STOPPING for each in said):
                found.extend(rows(text.trial, question))
    diagnostics.extend(missing_arm(read, arm))
    return Results(tuple(found), tuple(diagnostics))


def doses(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    start: str | None = None,
) -> Doses:
    """Every dose of one participant, a row each; arguments as for `total`.

    Mistakes of a text are in `diagnostics`; its doses are left out, and so are those of a trial
    with more than two million of them.

    >>> [row[7] for row in doses("1e11 particles daily for 4 days")]
    [1, 2, 3, 4]
    """
    from dosecalc import administrations

    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, start=start
    )
    found: list[Doses] = []
    read = texts(arguments)
    for text in read:
        diagnostics.extend(text.diagnostics)
        if text.ok:
            said = checks.check(text.trial)
            diagnostics.extend(said)
            if question is None or any(each.code in checks.STOPPING for each in said):
                continue
            try:
                found.append(administrations.doses(text.trial, question))
            except ValueError as error:
                diagnostics.append(calls.too_many_doses(text.trial.name, str(error)))
    diagnostics.extend(missing_arm(read, arm))
    return administrations.joined(found, diagnostics)
