"""When outcomes are measured: a line of `visits` where a time frame is plain, a note elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dosecalc.language.values import quoted
from dosecalc.notations.ctgov.fields import Field
from dosecalc.notations.ctgov.names import plain
from dosecalc.notations.prose.moments import moments
from dosecalc.notations.prose.plain import one_line

_KINDS = ("primary", "secondary", "other")
_LONGEST_NAME, _LONGEST_FRAME = 100, 400


class Visits(NamedTuple):
    """Lines of `visits`, each with what stands under it, and notes of what is not understood."""

    lines: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def visits(module: Field) -> Visits:
    """The outcomes of a record, primary ones first."""
    lines: list[tuple[str, ...]] = []
    notes: list[str] = []
    for kind in _KINDS:
        for outcome in module[f"{kind}Outcomes"]:
            measure, frame = outcome["measure"].text(), outcome["timeFrame"].text()
            name = one_line(measure, _LONGEST_NAME)
            clauses = moments(frame) if name else ()
            lines += _lines(name, clauses, kind, one_line(measure))
            if not clauses and (name or frame.strip()):
                shown = one_line(frame, _LONGEST_FRAME) or "not stated"
                notes.append(f"{kind} outcome, {name or 'without a name'}: when it is measured"
                             f" is not taken over: {shown}")  # fmt: skip
    return Visits(tuple(lines), tuple(notes))


def _lines(
    name: str, clauses: tuple[str, ...], kind: str, measure: str
) -> Iterator[tuple[str, ...]]:
    for clause in clauses:
        under = [f'source "{kind} outcome"']
        if measure != name:
            under.append(f"note {quoted(one_line(measure, 1_000))}")
        yield f"{activity(name)} {clause}", *under


def activity(name: str) -> str:
    """A name in quotes, unless it is one plain word.

    >>> activity("MoCA"), activity("q3"), activity("MoCA score")
    ('MoCA', '"measure q3"', '"MoCA score"')
    """
    if " " in name or not name.replace("-", "").isalnum() or not name[0].isalpha():
        return quoted(name)
    return name if plain(name) else quoted(f"measure {name}")
