"""Clauses and statements that are well formed and cannot be meant.

A function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Span, nearest


def said_twice(span: Span, other: Span, what: str) -> Diagnostic:
    """The same thing said twice in one course.

    Example: 10 mg daily for 7 days for 14 days
    Remedy: keep one of the two, or make a second course with `then`
    """
    return Diagnostic(
        code="said-twice",
        message=f"this course says {what} twice",
        span=span,
        other=other,
        other_label="said here first",
        hint="keep one of the two, or begin a second course with `then`",
    )


def nothing_said(span: Span) -> Diagnostic:
    """A course without an amount, a frequency, or days.

    Example: for 7 days
    Remedy: say how much and how often
    """
    return Diagnostic(
        code="nothing-said",
        message="this says neither how much nor how often",
        span=span,
        hint="say how much and how often, as in `10 mg daily`",
    )


def needs_exact(span: Span, what: str) -> Diagnostic:
    """A range, or a figure marked `about`, where one exact number or length is needed.

    Example: 10 mg daily for 21 to 28 days on, 7 days off, for 6 cycles
    Remedy: give one length, or two readings of the arm
    """
    return Diagnostic(
        code="needs-exact",
        message=f"{what} has to be exact",
        span=span,
        hint="give one figure, or two readings of the arm",
    )


def does_not_fit(span: Span, other: Span, message: str, hint: str) -> Diagnostic:
    """Two clauses that cannot stand in one course.

    Example: 10 mg once on Monday
    Remedy: keep one of them
    """
    return Diagnostic(
        code="does-not-fit", message=message, span=span, other=other,
        other_label="with this", hint=hint,
    )  # fmt: skip


def duplicate_name(span: Span, other: Span | None, what: str) -> Diagnostic:
    """Two things of one kind with the same name in a file.

    Example: (in a file) two lines `arm active`
    Remedy: give each its own name
    """
    return Diagnostic(
        code="duplicate-name",
        message=f"{what} `{span.text}` is declared twice",
        span=span,
        other=other,
        other_label="declared here first",
        hint="give each its own name",
    )


def no_trial(span: Span) -> Diagnostic:
    """A file with arms but no line that names its trial.

    Example: (in a file) `arm A` as the first line
    Remedy: begin the file with `trial NAME "title"`
    """
    return Diagnostic(
        code="no-trial",
        message="the file does not say which trial this is",
        span=span,
        hint='begin it with `trial NAME "title"`',
    )


def unknown_name(span: Span, what: str, known: Sequence[str], name: str) -> Diagnostic:
    """A line that speaks of an arm or a reading which the file does not have.

    Example: (in a file) `expect spary doses 4` where the arm is `spray`
    Remedy: use a declared name
    """
    close = nearest(name, known) or tuple(known[:4])
    hint = "declared are " + ", ".join(f"`{name}`" for name in close) if close else None
    return Diagnostic(
        code="unknown-name", message=f"no {what} is called `{name}`", span=span, hint=hint
    )


def missing(span: Span, what: str, hint: str) -> Diagnostic:
    """A block without a line that it cannot do without.

    Example: (in a file) `span radiotherapy` without `lasts …`
    Remedy: add the line, `lasts an unstated time` where the record does not say
    """
    return Diagnostic(code="missing", message=what, span=span, hint=hint)
