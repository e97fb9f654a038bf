"""Mistakes of a call: files that are not there, units and arms that do not exist.

As in `language/mistakes.py`, a function's name is its code and its docstring what
`dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, nearest, visible


def not_text(span: Span | None, name: str) -> Diagnostic:
    """A file that is not UTF-8 text.

    Example: (a file) an image, or a spreadsheet saved as it is
    Remedy: save it as plain text in UTF-8
    """
    return Diagnostic(
        code="not-text",
        message=f"`{name}` is not a text file in UTF-8",
        span=span,
        hint="save it as plain text in UTF-8",
    )


def no_such_file(name: str, near: Sequence[str]) -> Diagnostic:
    """An argument that looks like a file's name, and no such file is there.

    Example: (on the command line) `dosecalc total schedules/NCT07232564.dose`
    Remedy: check the name; shipped trials are found by their id alone
    """
    hint = "check the name; a trial that comes with dosecalc is found by its id alone"
    if near:
        hint = f"did you mean {either(near)}?"
    return Diagnostic(
        code="no-such-file",
        message=f"there is no file `{visible(name)}`",
        span=None,
        hint=hint,
    )


def unreadable_file(name: str, why: str) -> Diagnostic:
    """A file that is there and cannot be opened.

    Example: (on the command line) a file without permission to read it
    Remedy: check the permissions
    """
    return Diagnostic(
        code="unreadable-file",
        message=f"`{visible(name)}` cannot be read: {why}",
        span=None,
        hint="check the name and its permissions",
    )


def no_date(text: str) -> Diagnostic:
    """A date that is none, or is written another way.

    Example: (on the command line) `dosecalc total … --start 2.3.2026`
    Remedy: `--start 2026-03-02`
    """
    return Diagnostic(
        code="no-date",
        message=f"`{visible(text)}` is not a date",
        span=None,
        hint="dates are written year-month-day, as in `2026-03-02`",
    )


def no_condition(text: str) -> Diagnostic:
    """A condition on rows that is none.

    Example: (on the command line) `dosecalc compare schedules/ --where phase`
    Remedy: `--where "phase = 1"`, `--where "route ~ nasal"`
    """
    return Diagnostic(
        code="no-condition",
        message=f"`{visible(text)}` is no condition on a row",
        span=None,
        hint="type a field, a sign and a value: `phase = 1`, `arm != placebo`, `route ~ nasal`",
    )


def no_such_field(name: str, known: Iterable[str]) -> Diagnostic:
    """A condition on a field that no text has.

    Example: (on the command line) `dosecalc compare schedules/ --where "phse = 1"`
    Remedy: one of the fields that the hint names
    """
    names = list(known)
    close = nearest(name, names)
    listed = f"did you mean {either(close)}?" if close else None
    return Diagnostic(
        code="no-such-field",
        message=f"no text states `{visible(name)}`",
        span=None,
        hint=listed or f"fields are {', '.join(names)}",
    )


def no_row_left() -> Diagnostic:
    """Conditions that no row fulfils.

    Example: (on the command line) `dosecalc compare schedules/ --where "arm = low"`
    Remedy: ask for less, or look at all rows first
    """
    return Diagnostic(
        code="no-row-left",
        message="no row fulfils the conditions",
        span=None,
        hint="leave `--where` out to see all rows",
        severity=Severity.WARNING,
    )


def too_many_points(name: str, count: int, most: int) -> Diagnostic:
    """A curve that is asked for at more times than anybody reads.

    Example: (on the command line) `dosecalc curve "10 mg daily for 60 days" --grid 1s`
    Remedy: a longer step, such as `--grid 1h`, or an earlier `--until`
    """
    return Diagnostic(
        code="too-many-points",
        message=f"`{visible(name)}` would have {count:,} times; {most:,} are the most",
        span=None,
        hint="ask for a longer step with `--grid`, or an earlier `--until`",
    )


def no_day_zero() -> Diagnostic:
    """Day 0, where the first day is day 1.

    Example: (on the command line) `dosecalc compare schedules/ --by-day 0`
    Remedy: `--by-day 1`
    """
    return Diagnostic(
        code="no-day-zero",
        message="there is no day 0: day 1 is the first day",
        span=None,
        hint="count from day 1",
    )


def no_such_reference(name: str, known: Sequence[str]) -> Diagnostic:
    """A reference that is none of the compared rows.

    Example: (on the command line) `dosecalc compare schedules/ --reference NCT1`
    Remedy: name a trial, or `TRIAL/ARM`, of those that are compared
    """
    close = nearest(name, known) or tuple(dict.fromkeys(known))[:3]
    return Diagnostic(
        code="no-such-reference",
        message=f"nothing that is compared is called `{visible(name)}`",
        span=None,
        hint=f"compared are {either(close)}" if close else "name a trial, or `TRIAL/ARM`",
    )


def not_one_text(name: str, count: int) -> Diagnostic:
    """An argument that holds several texts, or none, where one version of a trial is meant.

    Example: (on the command line) `dosecalc diff old/ new/`
    Remedy: name a file of each folder
    """
    return Diagnostic(
        code="not-one-text",
        message=f"`{visible(name)}` holds {count or 'no'} texts, and one version is meant",
        span=None,
        hint="name one file, one id or one phrase for each version",
    )


def one_of_two(first: str, second: str) -> Diagnostic:
    """Two options that say the same thing in two ways.

    Example: (on the command line) `dosecalc curve … --at "days 1, 7" --grid 1d`
    Remedy: give one of the two
    """
    return Diagnostic(
        code="one-of-two",
        message=f"`{first}` and `{second}` both say when",
        span=None,
        hint="give one of the two",
    )


def grid_needed() -> Diagnostic:
    """An end for times that are asked for at even steps, and no step.

    Example: (on the command line) `dosecalc curve … --until "5 days"`
    Remedy: add `--grid 6h`
    """
    return Diagnostic(
        code="grid-needed",
        message="`--until` ends a grid of times, and there is none",
        span=None,
        hint="add the step of the grid: `--grid 6h`",
    )


def half_life_needed() -> Diagnostic:
    """An option about what remains, and no half-life: none is ever assumed.

    Example: (on the command line) `dosecalc curve … --fraction 0.05`
    Remedy: add `--half-life "2 to 8 h"`
    """
    return Diagnostic(
        code="half-life-needed",
        message="what remains needs a half-life, and none is ever assumed",
        span=None,
        hint='add `--half-life`, a range where it is not known better: `--half-life "2 to 8 h"`',
    )


def one_length(option: str, given: str) -> Diagnostic:
    """An option that takes one length of time, or one with two ends.

    Example: (on the command line) `dosecalc curve … --grid "1 to 2 days"`
    Remedy: give one length, such as `6 h`
    """
    return Diagnostic(
        code="one-length",
        message=f"`{option}` cannot be {given}",
        span=None,
        hint="give one length, such as `6 h`; a half-life may have two ends: `2 to 8 h`",
    )


def not_a_part(given: str) -> Diagnostic:
    """A fraction of a dose that is not above 0 and at most 1.

    Example: (on the command line) `dosecalc curve … --half-life 6h --fraction 5`
    Remedy: `--fraction 0.05` for five in a hundred
    """
    return Diagnostic(
        code="not-a-part",
        message=f"`{given}` is not a part of a dose, which is above 0 and at most 1",
        span=None,
        hint="give a figure such as `0.05`, or a range: `0.02 to 0.05`",
    )


def not_above_zero(option: str, given: float) -> Diagnostic:
    """An amount to compare with that is zero, below it, or no number.

    Example: (on the command line) `dosecalc curve … --half-life 6h --above -3`
    Remedy: `--above 3`
    """
    return Diagnostic(
        code="not-above-zero",
        message=f"`{option}` cannot be {given:g}",
        span=None,
        hint="give an amount above zero",
    )


def empty_folder(name: str) -> Diagnostic:
    """A folder without any schedule in it.

    Example: (on the command line) `dosecalc total empty-folder/`
    Remedy: schedules are files whose names end in `.dose`
    """
    return Diagnostic(
        code="empty-folder",
        message=f"`{visible(name)}` holds no `.dose` file",
        span=None,
        hint="schedules are files whose names end in `.dose`",
    )


def only_assumptions(name: str) -> Diagnostic:
    """A file of assumptions given as if it were a trial.

    Example: (on the command line) `dosecalc total assumptions.dose`
    Remedy: `dosecalc total TRIAL --with assumptions.dose`
    """
    return Diagnostic(
        code="only-assumptions",
        message=f"`{visible(name)}` holds assumptions and no trial",
        span=None,
        hint=f"name a trial, and add `--with {visible(name)}`",
    )


def no_assumptions(name: str) -> Diagnostic:
    """A file named with `--with` that assumes nothing.

    Example: (on the command line) `dosecalc total schedules/ --with NCT07232563.dose`
    Remedy: name a file with lines such as `assume 1 vesicle = 1 particle`
    """
    return Diagnostic(
        code="no-assumptions",
        message=f"`{visible(name)}` holds no assumption",
        span=None,
        hint="it needs lines such as `assume 1 vesicle = 1 particle`",
        severity=Severity.WARNING,
    )


def unit_not_known(name: str, known: Iterable[str]) -> Diagnostic:
    """A unit asked for with `--in` that is not in the table.

    Example: (on the command line) `dosecalc total schedules/ --in particels`
    Remedy: `--in particles`; `dosecalc words units` lists the units
    """
    close = nearest(name, known)
    hint = f"did you mean {either(close)}?" if close else "`dosecalc words units` lists the units"
    return Diagnostic(
        code="unit-not-known",
        message=f"`{visible(name)}` is not a unit",
        span=None,
        hint=hint,
    )


def arm_not_known(name: str, known: Iterable[str]) -> Diagnostic:
    """An arm asked for with `--arm` that no trial among the arguments has.

    Example: (on the command line) `dosecalc total NCT07312656 --arm spary`
    Remedy: `--arm spray`
    """
    names = tuple(known)
    close = nearest(name, names) or names[:6]
    return Diagnostic(
        code="arm-not-known",
        message=f"no arm is called `{visible(name)}`",
        span=None,
        hint=f"there are {', '.join(f'`{each}`' for each in close)}" if close else None,
    )


def unwritable_file(name: str, why: str) -> Diagnostic:
    """A file or folder that cannot be written; what was there before is untouched.

    Example: (on the command line) `dosecalc fmt` on a file in a folder without permission
    Remedy: check the permissions of the folder
    """
    return Diagnostic(
        code="unwritable-file",
        message=f"`{visible(name)}` cannot be written: {why}",
        span=None,
        hint="check the permissions of its folder; nothing was changed",
    )


def too_many_doses(name: str, why: str) -> Diagnostic:
    """A list of more doses than a person or a program can use: over two million.

    Example: (on the command line) `dosecalc doses "1 mg every 1 second for 1 year"`
    Remedy: `dosecalc total` needs no list; or shorten the course
    """
    return Diagnostic(
        code="too-many-doses",
        message=f"the doses of `{visible(name)}` are not listed: {why}",
        span=None,
        hint="`dosecalc total` needs no list; or shorten the course",
    )


def assumptions_differ(first: str, second: str) -> Diagnostic:
    """Two assumptions that give one thing two values.

    Example: (on the command line) `--weight 70 --assume "weight = 80 kg"`
    Remedy: keep one, or give a range: `weight = 70 to 80 kg`
    """
    return Diagnostic(
        code="assumptions-differ",
        message=f"`{first}` and `{second}` contradict each other",
        span=None,
        hint="keep one of them, or give a range",
    )


def doses_not_listed(course: str, reason: str, span: Span | None) -> Diagnostic:
    """A course whose doses cannot be put in rows, because the text does not say enough.

    Its other doses are listed. `dosecalc total` still gives what is known of the course.

    Example: (on the command line) `dosecalc doses "10 mg daily until progression"`
    Remedy: say how often the dose is given, from when, and for how long at most.
    """
    return Diagnostic(
        code="doses-not-listed",
        message=f"the doses of `{course}` are not listed: {reason}",
        span=span,
        hint="say how often it is given, from when, and for how long at most",
        severity=Severity.WARNING,
    )


def unconfirmed_draft(name: str, span: Span | None) -> Diagnostic:
    """A draft that no person has checked: no calendar, supply or preparation is made of it.

    Example: (in a file) `unconfirmed` under `trial` or under `give`
    Remedy: check the schedule against its source, and take `unconfirmed` out
    """
    return Diagnostic(
        code="unconfirmed-draft",
        message=f"`{visible(name)}` is unconfirmed, and nobody acts upon a draft",
        span=span,
        hint="have the schedule checked against its source, then take `unconfirmed` out",
    )
