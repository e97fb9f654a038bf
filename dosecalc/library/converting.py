"""Schedules from and to other notations: `convert`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc.asking import Argument, ask, texts
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text
from dosecalc.library.reading import load

if TYPE_CHECKING:
    from dosecalc.conversion import Converted


def convert(
    *arguments: Argument,
    to: str | None = None,
    notation: str | None = None,
    arm: str | None = None,
    reading: str | None = None,
    cohort: int | None = None,
    expand: bool = False,
    time_unit: str | None = None,
    subjects: int | None = None,
    strict: bool = False,
    ending: str = "",
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    start: str | None = None,
) -> Converted:
    """The arguments in another notation, read back from which they say the same.

    `to` names it (`dosecalc convert --kinds` lists all); without it the `ending` of a file's name
    decides, and else it is the schedule language. `notation` is that of the arguments, as for
    `load`. `arm`, `reading` and `cohort` keep some ways of dosing. `expand` writes every dose in a
    line of its own, `time_unit` is `hours` or `days`, `subjects` how many participants each way of
    dosing has. What the form cannot hold is in `diagnostics`; with `strict` nothing is written
    then. Other arguments are those of `total`. Raises ValueError for a `time_unit` or a number of
    subjects that cannot be.

    >>> print(convert("100 mg q12h x 4 then 50 mg q24h x 3", notation="rx").text, end="")
    100 mg every 12 hours for 4 doses then 50 mg every 24 hours for 3 doses
    """
    from dosecalc import conversion
    from dosecalc.formats.exchange import Wanted

    if time_unit not in (None, "hours", "days"):
        raise ValueError(f"time_unit {time_unit!r}: hours or days")
    if subjects is not None and not 0 < subjects <= 1_000_000:
        raise ValueError(f"subjects {subjects}: 1 to 1,000,000")
    question, said = ask(unit=unit, assume=assume, with_=with_, weight=weight, start=start)
    form = conversion.form_of(to, ending)
    if isinstance(form, Diagnostic):
        return conversion.Converted(None, (*said, form))
    given = {"expand": expand, "time-unit": time_unit is not None, "subjects": subjects is not None}
    said += conversion.options_for(form, [name for name, is_given in given.items() if is_given])
    if question is None or any(each.is_error for each in said):
        return conversion.Converted(None, tuple(said))
    wanted = Wanted(
        question, arm, reading, cohort, expand, "day" if time_unit == "days" else "hour",
        subjects or 1, ending,
    )  # fmt: skip
    read = [text for each in arguments for text in _texts(each, notation)]
    return conversion.converted(read, form, wanted, said, strict=strict)


def _texts(argument: Argument, notation: str | None) -> Sequence[Text]:
    if notation is None or isinstance(argument, Text):
        return texts([argument])
    return load(argument, notation)
