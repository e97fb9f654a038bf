"""What an export cannot hold, or writes otherwise than the schedule says it: never in silence.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
With `--strict`, one of these stops the export.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, visible

LOSSES = frozenset({"left-out", "written-otherwise", "not-taken-over"})
_SHOWN = 3


def left_out(target: str, kind: str, words: Sequence[str], span: Span | None = None) -> Diagnostic:
    """Something that a schedule says and that the form of the export has no place for.

    Example: (on the command line) a trial with visits: `dosecalc convert NCT07485751 --to mrgsolve`
    Remedy: keep the schedule beside the export; `--strict` refuses to write it
    """
    shown = ", ".join(f"`{visible(each)}`" for each in words[:_SHOWN])
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return Diagnostic(
        code="left-out",
        message=f"{target} has no place for {kind}: {shown}{more}",
        span=span,
        severity=Severity.WARNING,
    )


def written_otherwise(target: str, what: str, how: str, span: Span | None = None) -> Diagnostic:
    """Something that the form of the export can only hold in another way than the schedule.

    Example: (on the command line) `dosecalc convert "5 mg twice daily for 2 days" --to nonmem`
    Remedy: say it in the schedule as the export needs it; `--strict` refuses to write it
    """
    return Diagnostic(
        code="written-otherwise",
        message=f"in {target}, {what}: {how}",
        span=span,
        severity=Severity.WARNING,
    )


def not_exportable(target: str, what: str, need: str, span: Span | None = None) -> Diagnostic:
    """A dose that an export would have to guess: unknown, a range, or of unknown number.

    Example: (on the command line) `dosecalc convert "1 to 4 mg daily for 4 days" --to nonmem`
    Remedy: state it, assume it with `--assume`, or name one cohort or reading
    """
    return Diagnostic(
        code="not-exportable",
        message=f"{target} cannot hold {visible(what)}: it needs {need}",
        span=span,
        hint="state it, assume it with `--assume`, or name one cohort or reading",
    )


def not_whole(target: str) -> Diagnostic:
    """An export that would lose something, where `--strict` allows no loss.

    Example: (on the command line) `dosecalc convert NCT07485751 --to mrgsolve --strict`
    Remedy: leave `--strict` out, and look at what is listed as left out or written otherwise
    """
    return Diagnostic(
        code="not-whole",
        message=f"{target} would not hold all of it, and `--strict` allows no loss",
        span=None,
        hint="leave `--strict` out, or choose a form that holds more; `--to json` holds everything",
    )


def nothing_to_export(target: str) -> Diagnostic:
    """A schedule without anything that the form of the export could hold.

    Example: (on the command line) a trial whose arms get no treatment, as an event table
    Remedy: another form; `--to json` holds everything
    """
    return Diagnostic(
        code="nothing-to-export",
        message=f"there is nothing that {target} could hold",
        span=None,
        hint="`--to json` holds everything that a schedule says",
    )


def several_exports(target: str, count: int) -> Diagnostic:
    """Several trials in a form that holds one a file.

    Example: (on the command line) `dosecalc convert schedules/ --to ics`
    Remedy: name a folder: `--output exports/`, which gets a file for each
    """
    return Diagnostic(
        code="several-exports",
        message=f"{target} holds one trial, and there are {count:,}",
        span=None,
        hint="name a folder, which gets a file for each: `--output exports/`",
    )


def option_not_for(option: str, target: str, fitting: Iterable[str]) -> Diagnostic:
    """An option that the chosen form of export does not have.

    Example: (on the command line) `dosecalc convert "5 mg once" --to words --expand`
    Remedy: leave it out, or choose a form that has it
    """
    known = sorted(fitting)
    return Diagnostic(
        code="option-not-for",
        message=f"`{option}` means nothing in {target}",
        span=None,
        hint=f"leave it out; it goes with {either(known)}" if known else "leave it out",
    )
