"""Mistakes of a call about vials: what a piece holds, how much more, how many participants.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, either, nearest, visible


def not_an_overage(text: str) -> Diagnostic:
    """An overage that is no part of the whole, or ten times it and more.

    Example: (on the command line) `dosecalc supply trial.dose --overage "10 vials"`
    Remedy: `--overage "10 %"`
    """
    return Diagnostic(
        code="not-an-overage",
        message=f"`{visible(text)}` is not an overage",
        span=None,
        hint='give a percentage, as in `--overage "10 %"`',
    )


def no_participants(text: str) -> Diagnostic:
    """A number of participants that is not a whole number of one or more, or a range of them.

    Example: (on the command line) `dosecalc supply trial.dose --participants 2.5`
    Remedy: `--participants 12`, or `--participants "3 to 6"`
    """
    return Diagnostic(
        code="no-participants",
        message=f"`{visible(text)}` is not a number of participants",
        span=None,
        hint="give a whole number, or a range such as `3 to 6`",
    )


def agent_not_known(name: str, known: Sequence[str]) -> Diagnostic:
    """An agent that a call names and that nothing among the arguments gives.

    Example: (on the command line) `dosecalc supply NCT07232563 --vial "5 mL of EX-EV"`
    Remedy: name an agent of the schedule, or leave it out where there is one
    """
    close = nearest(name, known) or tuple(known)[:6]
    hint = f"given are {either(close)}" if close else "the schedule names no agent: leave `of` out"
    return Diagnostic(
        code="agent-not-known",
        message=f"no agent is called `{visible(name)}`",
        span=None,
        hint=hint,
    )
