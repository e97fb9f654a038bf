"""The calculator as functions: `parse`, `load`, `total`, `doses`, `check`.

Each takes what the command line takes: phrases, files, folders, ids of shipped trials, or trials
that were read before.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from dosecalc import calls, checks, sources, units
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text, read_file, read_phrase, sniff
from dosecalc.results import Per, Results, Row
from dosecalc.totals import Question, rows
from dosecalc.units import Unit

if TYPE_CHECKING:
    from dosecalc.administrations import Doses

Argument = str | PathLike[str] | Text


def parse(text: str, name: str | None = None) -> Text:
    """The meaning of a phrase, or of a file's text, with its diagnostics.

    >>> parse("4 daily doses of 1×10^11 particles").ok
    True
    """
    if sniff(text):
        return read_file(text, name or "text")
    return read_phrase(text, name or "phrase")


def load(argument: str | PathLike[str]) -> tuple[Text, ...]:
    """The trials of a file, of a folder, or of a shipped trial named by its id.

    >>> load("NCT07232563")[0].trial.name
    'NCT07232563'
    """
    return tuple(sources.texts([str(argument)]))


def total(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    per: Per = "participant",
) -> Results:
    """Exact totals, a row for each arm, cohort, reading and unit.

    `unit` names the unit of the totals, `assume` holds assumptions as text, `with_` files of
    them, `weight` a body weight in kg (`70`, `50 to 90`) or with its unit. Mistakes of a text are
    in `diagnostics`; its rows are left out. Raises ValueError for a `per` that does not exist.

    >>> str(total("4 daily doses of 1×10^11 particles")[0].total.high)
    '400000000000'
    """
    if per not in ("participant", "cohort", "arm", "trial"):
        raise ValueError(f"per {per!r}: participant, cohort, arm or trial")
    question, diagnostics = ask(
        unit=unit, assume=assume, with_=with_, arm=arm, weight=weight, per=per
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
    diagnostics.extend(_missing_arm(read, arm))
    return Results(tuple(found), tuple(diagnostics))


def doses(
    *arguments: Argument,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
) -> Doses:
    """Every dose of one participant, a row each; arguments as for `total`.

    Mistakes of a text are in `diagnostics`; its doses are left out, and so are those of a trial
    with more than two million of them.

    >>> [row[7] for row in doses("1e11 particles daily for 4 days")]
    [1, 2, 3, 4]
    """
    from dosecalc import administrations

    question, diagnostics = ask(unit=unit, assume=assume, with_=with_, arm=arm, weight=weight)
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
    diagnostics.extend(_missing_arm(read, arm))
    return administrations.joined(found, diagnostics)


def texts(arguments: Sequence[Argument]) -> list[Text]:
    """The texts of arguments of any kind, in order."""
    found: list[Text] = []
    for argument in arguments:
        if isinstance(argument, Text):
            found.append(argument)
        else:
            found.extend(sources.texts([str(argument)]))
    return found


def check(*arguments: Argument) -> tuple[Diagnostic, ...]:
    """Everything that is wrong or doubtful in the texts, in their order."""
    found: list[Diagnostic] = []
    for text in texts(arguments):
        found.extend(text.diagnostics)
        if text.ok:
            found.extend(checks.check(text.trial))
    return tuple(found)


def ask(
    *,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    per: Per = "participant",
) -> tuple[Question | None, list[Diagnostic]]:
    """A question from its words, or None with the diagnostics that say why not."""
    typed = list(assume)
    if weight is not None:
        body = weight if weight.strip().lower().endswith(("kg", "g")) else f"{weight} kg"
        typed.append(f"weight = {body}")
    assumed, said = sources.assumptions(typed, with_)
    diagnostics = list(said)
    wanted: Unit | None = None
    if unit is not None:
        wanted = _unit(unit)
        if wanted is None:
            diagnostics.append(calls.unit_not_known(unit, units.table()))
    diagnostics.extend(sources.contradictions(assumed))
    if any(each.is_error for each in diagnostics):
        return None, diagnostics
    return Question(per=per, unit=wanted, assumptions=assumed, arm=arm), diagnostics


def _unit(text: str) -> Unit | None:
    """A unit as it is typed, one unit per another included."""
    parts = [units.find(part.strip()) for part in text.split("/")]
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
        return units.per(parts[0], parts[1])
    return None


def _missing_arm(read: Sequence[Text], arm: str | None) -> list[Diagnostic]:
    names = [each.name for text in read for each in text.trial.arms]
    if arm is None or arm in names:
        return []
    return [calls.arm_not_known(arm, dict.fromkeys(filter(None, names)))]
