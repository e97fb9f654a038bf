"""A Timing of FHIR as clauses of the language: how often, when, how long, from which date."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes, dates, repeat_rules
from dosecalc.notations.fhir_parts.bounds import Bounds, bounds, count
from dosecalc.notations.fhir_parts.dates import Moment
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.frequency import Frequency, abbreviation, frequency
from dosecalc.notations.fhir_parts.quantities import length
from dosecalc.notations.fhir_parts.times_of_day import times_of_day
from dosecalc.notations.notation_mistakes import not_taken_over

_MOST_EVENTS = 20_000


class When(NamedTuple):
    """When doses are given, in clauses; several `often` are given together.

    `often` is empty where dates (`moments`) say it. `first` is the first date that is named.
    """

    often: tuple[str, ...] = ()
    over: str = ""
    extent: str = ""
    first: date | None = None
    moments: tuple[Moment, ...] = ()
    frequency: Frequency | None = None
    bounds: Bounds = Bounds()
    events: tuple[str, ...] = ()
    lasting: Fraction | None = None
    worded: str = ""
    on_a_day: Frequency | None = None


UNSTATED = When(("at unstated times",))


def timing(found: Element) -> When | None:
    """What a Timing says; None where that is wrong or not clear, which is reported."""
    coded, worded = _coded(found)
    moments = _moments(found)
    repeat = found.element("repeat")
    _left(found)
    if worded and coded is None and not moments and "period" not in (repeat or ()):
        found.wrong(fhir_mistakes.fhir_only_in_text(found.at("code"), "how often", worded))
    if repeat is None:
        if coded is not None and not moments:
            return _abbreviated(coded, found, worded)
        if moments:
            return When(moments=moments, first=min(each.date for each in moments), worded=worded)
        return UNSTATED._replace(worded=worded)
    made = _repeated(repeat, coded)
    _left(repeat)
    if made is None or not found.report.ok:
        return None
    return _with_moments(made._replace(worded=worded), moments, found)


def _coded(found: Element) -> tuple[codes.Often | None, str]:
    """The abbreviation that stands for the timing, and what is written of it."""
    code = found.element("code")
    if code is None:
        return None, ""
    made, text = abbreviation(code)
    return made, text or ""


def _abbreviated(coded: codes.Often, found: Element, worded: str) -> When | None:
    """A timing that only its abbreviation says."""
    members = {"frequency": coded.frequency, "period": coded.period, "periodUnit": coded.unit}
    if coded.when:
        members["when"] = [coded.when]
    made = _repeated(Element(dict(members), found.at("code"), found.name, found.report), None)
    return made and made._replace(worded=worded)


def _repeated(repeat: Element, coded: codes.Often | None) -> When | None:
    repeat_rules.check(repeat)
    often = frequency(repeat, coded)
    limits = bounds(repeat)
    doses = count(repeat)
    over, lasting = _infusion(repeat)
    when = times_of_day(repeat, often, coded.when if coded else "")
    if when is None or limits is None or not repeat.report.ok:
        return None
    extent = _extent(repeat, often, limits, doses, when.once)
    if extent is None:
        return None
    clauses = when.clauses
    if not clauses:
        clauses = ("once",) if doses == (1, 1) else ("at unstated times",)
        extent = "" if doses == (1, 1) else extent
    elif len(clauses) > 1 and doses is not None:
        repeat.wrong(fhir_mistakes.fhir_not_clear(
            repeat.pointer, "a count of doses at several kinds of events of a day",
            "say how long, with `boundsDuration`, or write an instruction for each event",
        ))  # fmt: skip
        return None
    return When(
        clauses, over, extent, limits.first, (), when.frequency, limits._replace(doses=doses),
        when.events, lasting, on_a_day=when.on_a_day,
    )  # fmt: skip


def _infusion(repeat: Element) -> tuple[str, Fraction | None]:
    """How long one administration takes, in words and in hours where it is exact."""
    low, high = repeat.number("duration"), repeat.number("durationMax")
    unit = repeat.code("durationUnit", "unit of time", codes.UNITS_OF_TIME)
    if low is None or unit is None:
        return "", None
    if unit in ("d", "wk"):
        factor = codes.SECONDS_OF[unit] // 3600
        low, high, unit = low * factor, high and high * factor, "h"
    words = length(low, low if high is None else high, unit) if unit in codes.SECONDS_OF else None
    if words is None or low == 0:
        repeat.wrong(fhir_mistakes.fhir_not_clear(
            repeat.at("duration"), "an administration of such a length is not understood",
            "write `duration` and `durationMax` in `min` or `h`, the shorter first",
        ))  # fmt: skip
        return "", None
    hours = low * codes.SECONDS_OF[unit] / 3600 if high in (None, low) else None
    return f"over {words}", hours


def _extent(
    repeat: Element, often: Frequency | None, limits: Bounds, doses: tuple[int, int] | None,
    once: bool,
) -> str | None:  # fmt: skip
    """How far it goes: to a count within bounds, whichever comes first."""
    if doses is None or once:
        return limits.words
    counted = _counted(doses)
    if not limits.words:
        return counted
    most = None
    if often is not None and limits.days is not None:
        most = often.in_days(limits.days)
    if most is not None and doses[0] == doses[1] <= most:
        return counted
    if most is not None and doses[0] >= most:
        return limits.words
    repeat.wrong(fhir_mistakes.fhir_not_clear(
        repeat.pointer, "which of bounds and count ends this is not clear", "keep one of the two"
    ))  # fmt: skip
    return None


def _counted(doses: tuple[int, int]) -> str:
    low, high = doses
    if low == high:
        return f"for {low} dose{'s' * (low != 1)}"
    return f"for {low} to {high} doses"


def _moments(found: Element) -> tuple[Moment, ...]:
    """The dates of `event`, in order; a year or month alone is no day."""
    written = found.texts("event")
    if len(written) > _MOST_EVENTS:
        found.wrong(fhir_mistakes.fhir_too_many(found.at("event"), "dates", _MOST_EVENTS))
        return ()
    made = []
    for place, text in enumerate(written):
        each = dates.moment(text)
        if each is None:
            found.wrong(fhir_mistakes.fhir_not_clear(
                f"{found.at('event')}/{place}", f"`{text}` is no date of a day",
                "write `2026-03-02`, or `2026-03-02T08:00:00+01:00`",
            ))  # fmt: skip
        else:
            made.append(each)
    if len({each.zone for each in made}) > 1:
        found.wrong(fhir_mistakes.fhir_read_as(
            found.at("event"), "times in several zones are read as each place's own clock shows"
        ))  # fmt: skip
    twice = dates.same_instant(made)
    if twice is not None:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.at("event"), f"{twice.date} at {twice.clock} is there twice", "list it once"
        ))  # fmt: skip
    return tuple(sorted(made))


def _with_moments(made: When, moments: tuple[Moment, ...], found: Element) -> When | None:
    """Dates beside a repeated timing: the only one is its start, or all that it bounds."""
    if not moments:
        return made
    first = moments[0].date
    if made.frequency is None and made.often in (("at unstated times",), ()):
        return made._replace(often=(), moments=moments, first=first, extent="")
    if len(moments) > 1 or (made.first is not None and made.first != first):
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.pointer, "dates beside a repeated timing", "keep `event`, or `repeat`"
        ))  # fmt: skip
        return None
    what = f"{first}, beside a repeated timing, is read as its start"
    if moments[0].clock:
        what += f", and {moments[0].clock} as nothing that is counted"
    found.wrong(fhir_mistakes.fhir_read_as(found.at("event"), what))
    return made._replace(first=first)


def _left(found: Element) -> None:
    for key in found.rest():
        found.wrong(not_taken_over(found.at(key), "the language has no words for it"))
