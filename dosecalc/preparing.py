"""What callers type about a preparation, as a wish; what is wrong with it is in diagnostics."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from dosecalc import calls
from dosecalc import preparation_calls as refusals
from dosecalc.amounts import Amount
from dosecalc.days import Length
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import read
from dosecalc.preparation import Wish
from dosecalc.supplying import packing


class Typed(NamedTuple):
    """The words of a call, as they are typed."""

    batch: str | None = None
    lot: str | None = None
    participant: str | None = None
    cohort: int | None = None
    reading: str | None = None
    agent: str | None = None
    partner: str | None = None
    dose: int | None = None
    day: int | None = None
    exactly: str | None = None
    vial: str | None = None
    step: str | None = None
    dead_volume: str | None = None
    final_volume: str | None = None
    opened: str | None = None
    usable: str | None = None


def wish(typed: Typed) -> tuple[Wish | None, list[Diagnostic]]:
    """The wish, or None with what is wrong with its words."""
    said: list[Diagnostic] = []
    if typed.dose is not None and typed.day is not None:
        said.append(calls.one_of_two("--dose", "--day"))
    vial = None if typed.vial is None else packing(typed.vial, said)
    made = Wish(
        batch=_batch(typed.batch, said), lot=typed.lot or "", participant=typed.participant or "",
        cohort=typed.cohort, reading=typed.reading, agent=typed.agent, partner=typed.partner,
        dose=typed.dose, day=typed.day, exactly=_exactly(typed.exactly, said),
        vial=None if vial is None else vial.product,
        step=_volume("--step", typed.step, said),
        dead=_volume("--dead-volume", typed.dead_volume, said),
        final=_volume("--final-volume", typed.final_volume, said),
        opened=_moment(typed.opened, said),
        usable=_usable(typed.usable, said),
    )  # fmt: skip
    return (None if any(each.is_error for each in said) else made), said


def _amount(text: str, option: str, said: list[Diagnostic]) -> tuple[Amount | None, bool]:
    """One exact amount; and whether the text was understood at all."""
    found, diagnostics = read.read_holding(text, option.removeprefix("--"))
    errors = [each for each in diagnostics if each.is_error]
    said.extend(errors)
    if found is None or errors:
        return None, False
    first = found.amounts[0]
    alone = len(found.amounts) == 1 and found.agent is None
    exact = first.figure is not None and first.figure.exact and not first.figure.about
    return (first if alone and exact and first.unit is not None else None), True


def _batch(text: str | None, said: list[Diagnostic]) -> Amount | None:
    if text is None:
        return None
    found, understood = _amount(text, "--batch", said)
    per = found.unit.per if found is not None and found.unit is not None else None
    if understood and (per is None or per.dimension != "volume"):
        said.append(refusals.not_a_concentration(text))
    return found


def _volume(option: str, text: str | None, said: list[Diagnostic]) -> Amount | None:
    if text is None:
        return None
    found, understood = _amount(text, option, said)
    unit = found.unit if found is not None else None
    if understood and (unit is None or unit.dimension != "volume"):
        said.append(refusals.not_a_volume(option, text))
    return found


def _exactly(text: str | None, said: list[Diagnostic]) -> Amount | None:
    if text is None:
        return None
    found, understood = _amount(text, "--exactly", said)
    if understood and found is None:
        said.append(refusals.not_within_the_dose(text, "one exact amount"))
    return found


def _usable(text: str | None, said: list[Diagnostic]) -> Length | None:
    if text is None:
        return None
    found, diagnostics = read.read_length(text, "usable")
    said.extend(diagnostics)
    if found is not None and not found.exact:
        said.append(calls.one_length("--usable", str(found)))
    return found


def _moment(text: str | None, said: list[Diagnostic]) -> datetime | None:
    """A date with a time, as it is typed; with an offset from UTC it keeps it."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        found = None
    if found is None or len(text.strip()) < len("2026-03-02T09") or found.year > 9000:
        said.append(refusals.no_moment(text))
        return None
    return found
