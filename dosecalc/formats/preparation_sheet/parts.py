"""What stands on a preparation sheet, as titled rows, whatever the form of the output."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import Amount, readable
from dosecalc.diagnostics import visible
from dosecalc.model import courses
from dosecalc.preparation import Preparation, volume_of
from dosecalc.prepared import Prepared
from dosecalc.stamps import DUTY, USE
from dosecalc.units import UNSTATED, Unit, numerator, ratio

BLANK = ""
Rows = tuple[tuple[str, str], ...]


class Sheet(NamedTuple):
    """A sheet's title, its rows by section, what is to be signed, and what it rests on.

    A row without a value is one to be filled in by hand. `measures` are the figures to act upon.
    """

    title: str
    about: Rows
    material: Rows
    working: tuple[str, ...]
    measures: Rows
    times: Rows
    people: tuple[str, ...]
    remarks: tuple[str, ...]
    origin: Rows
    use: str


def sheet(prepared: Prepared) -> Sheet:
    """The sheet of a preparation, every text visible and ready to be escaped."""
    made = prepared.preparation
    assert made is not None
    return Sheet(
        title="Preparation sheet: placebo" if made.placebo else "Preparation sheet",
        about=_rows(_about(made)),
        material=_rows(_material(made)),
        working=tuple(_working(made)),
        measures=_rows(_measures(made)),
        times=_rows(_times(made)),
        people=("Prepared by", "Checked by"),
        remarks=tuple(map(visible, _remarks(made))),
        origin=_rows(_origin(prepared)),
        use=f"{USE[0].upper()}{USE[1:]}; {DUTY}.",
    )


def _rows(rows: Iterator[tuple[str, str]]) -> Rows:
    return tuple((title, visible(value)) for title, value in rows)


def _about(made: Preparation) -> Iterator[tuple[str, str]]:
    trial, variant = made.trial, made.variant
    if not trial.phrase:
        yield "schedule", ": ".join(filter(None, (trial.name, trial.label)))
    if variant.arm.name:
        yield "arm", ": ".join(filter(None, (variant.arm.name, variant.arm.label)))
    if made.placebo and made.partner:
        yield "looks like arm", made.partner
    if variant.cohort is not None:
        yield "cohort", str(variant.cohort)
    if variant.name:
        yield "reading", variant.name
    course = made.block.course
    yield "dose", made.doses or "any of them: all hold the same"
    if not made.doses:
        yield "number and date of the dose", BLANK
    if not made.placebo:
        yield "amount", amount_of(made.amount, made.unit)
    yield "participant", made.wish.participant
    if course.agent and not made.placebo:
        yield "agent", course.agent
    if course.route:
        yield "route", course.route
    whole = courses(made.block.regimen.item)
    said = f" (course {whole.index(course) + 1} of {len(whole)})" if course in whole[1:] else ""
    yield f"as stated for {made.partner}" if made.partner else "as stated", f"{course}{said}"


def _material(made: Preparation) -> Iterator[tuple[str, str]]:
    yield "lot number", made.wish.lot
    if made.batch is not None and not (made.placebo and not made.partner):
        yield "measured concentration", concentration(made.batch)
    if made.vial is not None:
        yield "packing", str(made.vial)


def concentration(batch: Amount) -> str:
    """The measured concentration in words."""
    return amount_of(batch.figure.low, batch.unit) if batch.figure and batch.unit else ""


def amount_of(value: Fraction, unit: Unit) -> str:
    """An amount in words; a rounded one begins with `≈`."""
    if unit is UNSTATED:
        return f"{readable(value)} (no unit)"
    return f"{readable(value)} {unit.singular if value == 1 else unit.plural}"


def _working(made: Preparation) -> Iterator[str]:
    """How each figure comes about, a line each."""
    volume = made.volume
    exact = volume_of(made.exact, volume)
    dose = amount_of(made.amount, made.unit)
    if made.used:
        yield f"{made.stated}, with {' and '.join(made.used)}: {dose}"
    if made.unit.dimension == "volume":
        yield f"dose = {exact}"
        if made.batch is not None and not made.placebo:
            yield from _content(made)
    elif made.batch is not None:
        yield f"{dose} ÷ {concentration(made.batch)} = {exact}"
    if made.rounding is None:
        yield f"not rounded: {exact} is exact"
    else:
        step = volume_of(made.rounding.step, volume)
        drug = volume_of(made.drug, volume)
        if made.drug == made.exact:
            yield f"{drug} is a whole number of steps of {step}: nothing is rounded"
        else:
            yield f"rounded to the nearest {step}: ≈ {drug}"
            yield from _error(made)
    if made.dead:
        drawn = volume_of(made.drawn, volume)
        parts = f"{volume_of(made.drug, volume)} + {volume_of(made.dead, volume)} dead volume"
        yield f"{parts} = {drawn} to draw up"
    if made.final is not None and made.diluent is not None:
        final, drug = volume_of(made.final, volume), volume_of(made.drug, volume)
        yield f"{final} − {drug} = {volume_of(made.diluent, volume)} of diluent"
    if made.vials is not None and made.vial is not None:
        word = made.vial.form.singular if made.vials == 1 else made.vial.form.plural
        yield f"{volume_of(made.drawn, volume)} from {made.vial}: {made.vials} {word}, rounded up"


def _content(made: Preparation) -> Iterator[str]:
    """What a dose that is stated as a volume holds of the batch."""
    batch = made.batch
    assert batch is not None and batch.figure is not None and batch.unit is not None
    assert batch.unit.per is not None
    held = made.drug * ratio(made.volume, batch.unit.per) * batch.figure.low
    drug = volume_of(made.drug, made.volume)
    yield f"{drug} × {concentration(batch)} = {amount_of(held, numerator(batch.unit))}"


def _error(made: Preparation) -> Iterator[str]:
    assert made.rounding is not None
    off, part = made.rounding.difference, made.rounding.part * 100
    given = amount_of(made.rounding.given, made.unit)
    yield (
        f"the rounded volume holds {given}: {signed(off)} {made.unit.plural}, {signed(part)} % "
        "of the dose"
    )


def signed(value: Fraction) -> str:
    """A difference with its sign, `≈` before it where it is rounded."""
    shown = readable(abs(value))
    mark, figure = ("≈ ", shown[2:]) if shown.startswith("≈ ") else ("", shown)
    return f"{mark}{'−' if value < 0 else '+'}{figure}"


def _measures(made: Preparation) -> Iterator[tuple[str, str]]:
    """The figures to act upon, in the order of the work."""
    volume = made.volume
    rounded = made.rounding is not None and made.drug != made.exact
    mark = "≈ " if rounded else ""
    what = "placebo" if made.placebo else (made.block.course.agent or "product")
    if made.placebo:
        yield "Volume of placebo", mark_of(made, volume_of(made.given, volume))
        if made.dead:
            yield "Draw up, with the dead volume", volume_of(made.given + made.dead, volume)
        return
    if made.vials is not None and made.vial is not None:
        yield f"Open {made.vial.form.plural}", str(made.vials)
    else:
        yield "Open vials", f"not computed: needs {made.vials_need}"
    yield f"Dose of {what}", mark + volume_of(made.drug, volume)
    if made.dead:
        yield "Dead volume, drawn up in addition", volume_of(made.dead, volume)
    yield "Draw up", mark + volume_of(made.drawn, volume)
    if made.final is not None and made.diluent is not None:
        yield "Add diluent", mark + volume_of(made.diluent, volume)
        yield "Final volume", volume_of(made.final, volume)
    else:
        yield "Diluent", "none is stated"
    yield "Matching placebo, if blinded", mark_of(made, volume_of(made.given, volume))


def mark_of(made: Preparation, text: str) -> str:
    """A volume that is given, marked where it is a rounded one."""
    rounded = made.rounding is not None and made.drug != made.exact and made.final is None
    return f"≈ {text}" if rounded else text


def _times(made: Preparation) -> Iterator[tuple[str, str]]:
    if made.wish.opened is not None:
        yield "opened", moment(made.wish.opened)
    else:
        yield "opened (date and time)", BLANK
    if made.use_by is not None:
        yield "use by", f"{moment(made.use_by)}, {made.usable} after opening, as time elapses"
    elif made.usable is not None:
        yield "use by", f"{made.usable} after opening, as time elapses"
    else:
        yield "use by (no limit is stated)", BLANK


def moment(at: datetime) -> str:
    """A date and a time of day, with the offset from UTC where it is stated."""
    return at.isoformat(sep=" ", timespec="seconds" if at.second else "minutes")


def _remarks(made: Preparation) -> Iterator[str]:
    if made.placebo:
        yield "keep this sheet from everyone who is blinded"
    yield from (f"assumed: {text}" for text in (*made.assumed, *made.used))
    yield from made.notes


def _origin(prepared: Prepared) -> Iterator[tuple[str, str]]:
    made = prepared.preparation
    assert made is not None
    yield "schedule read from", prepared.file
    yield "SHA-256 of its text", prepared.digest
    span = made.block.regimen.span
    if span is not None and not made.trial.phrase:
        yield "line", str(span.line)
    yield "made", prepared.moment.strftime("%Y-%m-%d %H:%M:%S UTC")
    yield "by", f"dosecalc {prepared.version}"
