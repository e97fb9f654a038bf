"""A course from its clauses: the dose, the pattern of days, and how far it goes.

Two frequencies, listed days, on and off times and times of day become one `Pattern`; whatever
does not fit together is refused here, with both places.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from dosecalc import units
from dosecalc.amounts import Amount, just
from dosecalc.days import Length
from dosecalc.diagnostics import Span
from dosecalc.language import dose_refusals, rates, refusals, timing_refusals
from dosecalc.language.clauses.dose import Levels
from dosecalc.language.draft import Days, Draft, PerPeriod
from dosecalc.language.rhythm import Patterns, Rhythm
from dosecalc.language.values import Refused, held_by, seconds
from dosecalc.language.vocabulary import FORMS
from dosecalc.model import Band, Course, Dose, Escalation, Extent, Limit, Point
from dosecalc.patterns import (
    DAY,
    MONTHS_DIFFER,
    Listed,
    Monthly,
    Pattern,
    Windowed,
)


def course(draft: Draft, before: Course | None) -> Course:
    """The course that a draft describes; amount, agent and route carry over from `before`."""
    rhythm = Rhythm(draft)
    patterns = rhythm.patterns()
    dose = _dose(draft, before)
    extent = _extent(draft, patterns, rhythm)
    if dose is None and not patterns and extent.kind != "doses":
        raise Refused(refusals.nothing_said(draft.span))
    _check_gap(draft, patterns)
    _check_most(draft, patterns, dose)
    notes = list(draft.notes)
    notes.extend(_placement_notes(draft, patterns))
    return Course(
        said=tuple(draft.said),
        dose=dose,
        patterns=patterns,
        extent=extent,
        start=_start(draft, patterns, extent),
        escalation=_escalation(draft, dose, rhythm, before),
        agent=draft.get("agent") or (before.agent if before else None),
        route=draft.get("route") or (before.route if before else None),
        infusion=rates.times(draft, dose.levels if dose else ()),
        unstated=draft.get("unstated times") or "",
        optional=draft.get("optional"),
        limits=tuple(placed.value for placed in draft.limits) + _cap(draft, dose, before),
        window=draft.get("window"),
        apart=draft.get("apart") or 0,
        notes=tuple(notes),
    )


def _placement_notes(draft: Draft, patterns: Patterns) -> list[str]:
    """What the dates of a course rest on where the text does not state them."""
    if draft.get("optional") == "as needed" or not patterns or not patterns[0][1].even:
        return []
    pattern = patterns[0][1]
    if isinstance(pattern, Monthly) and pattern.each == 1:
        return [MONTHS_DIFFER]
    return ["even placement, not stated"]


def _cap(draft: Draft, dose: Dose | None, before: Course | None) -> tuple[Limit, ...]:
    """The cap of the amount; an amount that carries over keeps its own."""
    cap: Amount | None = draft.get("cap")
    if cap is None:
        carried = before.limits if before and draft.get("dose") is None else ()
        return tuple(limit for limit in carried if limit.per == "cap")
    amounts = [amount for level in dose.levels for amount in level] if dose else []
    amounts += [band.amount for band in dose.bands] if dose else []
    if not any(_comparable(amount, cap) for amount in amounts):
        raise Refused(
            dose_refusals.unit_clash(
                draft.place("cap"), "the cap and the amount are in units that do not meet",
                "give the cap in the unit of the amount", draft.place("dose"),
            )
        )  # fmt: skip
    return (Limit(cap, "cap"),)


def _comparable(amount: Amount, cap: Amount) -> bool:
    """Whether a cap is in the unit of an amount, once that is no longer per kg or m²."""
    if amount.unit is None or cap.unit is None:
        return False
    return units.numerator(amount.unit).convertible(cap.unit)


# ------------------------------------------------------------------ what a dose holds


def _dose(draft: Draft, before: Course | None) -> Dose | None:
    given: Levels | None = draft.get("dose")
    if given is None:
        infused = rates.given(draft)
        if infused is not None:
            return Dose(levels=(_level((infused,), draft),))
        for slot in ("volume", "concentration", "rate", "sites", "divided"):
            if draft.get(slot) is not None:
                raise Refused(dose_refusals.no_amount(draft.place(slot)))
        return before.dose if before else None
    if given.bands:
        return Dose(levels=(), bands=_bands(given.bands, draft))
    levels = tuple(_level(level, draft) for level in given.levels)
    only = given.levels[0][0].figure if len(levels) == 1 and given.levels[0] else None
    spread = draft.get("escalation") is not None and only is not None and not only.exact
    return Dose(levels=levels, spread=spread, placebo=given.placebo)


def _bands(bands: tuple[Band, ...], draft: Draft) -> tuple[Band, ...]:
    """Bands by weight at every site and in every part; one volume cannot hold them all."""
    for slot in ("volume", "concentration"):
        if draft.get(slot) is not None:
            raise Refused(
                refusals.does_not_fit(
                    draft.place(slot), draft.place("dose"),
                    "amounts that depend on body weight are not all in one volume",
                    "leave one of the two out",
                )
            )  # fmt: skip
    factor = _factor(draft)
    return tuple(Band(band.start, band.stop, band.amount.scaled(factor)) for band in bands)


def _factor(draft: Draft) -> Fraction:
    """How often a dose holds its amount: once at each site, or a part of it."""
    sites, divided = draft.get("sites"), draft.get("divided")
    return Fraction(sites[0] if sites else 1, divided or 1)


def _level(level: tuple[Amount, ...], draft: Draft) -> tuple[Amount, ...]:
    """One level with everything it is told to hold: sites, parts, volume, concentration."""
    factor = _factor(draft)
    held = [amount.scaled(factor) for amount in level]
    volume: Amount | None = draft.get("volume")
    if volume is not None:
        if len(level) > 1 and level[0].figure != just(1):
            raise Refused(
                refusals.does_not_fit(
                    draft.place("volume"), draft.place("dose"),
                    "the volume may be that of each or of all",
                    "give what they hold together, as in `2e11 particles in 10 mL`",
                )
            )  # fmt: skip
        volume = volume.scaled(factor)
        clash = next(
            (a for a in held if a.unit and a.unit.convertible(volume.unit or a.unit)), None
        )
        if clash is not None and volume.unit is not None:
            raise Refused(
                dose_refusals.unit_clash(
                    draft.place("volume"), "the amount is a volume already",
                    "leave one of the two out", draft.place("dose"),
                )
            )  # fmt: skip
        held.append(volume)
    concentration: Amount | None = draft.get("concentration")
    if concentration is not None:
        return _with_contents(held, _contents(held, concentration, draft), draft)
    return tuple(held)


def _with_contents(held: list[Amount], contents: Amount, draft: Draft) -> tuple[Amount, ...]:
    """An amount with what it holds; what is stated as well has to be the same.

    Of `1 g at 100 ug/g`, where both are masses, only what is given counts, not its carrier.
    """
    measured = draft.get("concentration").unit
    carried = measured.per is not None and units.numerator(measured).convertible(measured.per)
    for amount in held:
        if not (amount.unit and contents.unit and amount.unit.convertible(contents.unit)):
            continue
        if carried:
            return tuple(contents if each is amount else each for each in held)
        if amount.scaled(units.ratio(amount.unit, contents.unit)).figure == contents.figure:
            return tuple(held)
        raise Refused(
            dose_refusals.unit_clash(
                draft.place("concentration"),
                f"at this concentration the volume holds {contents}, and not {amount}",
                "correct one of the three, or leave one out", draft.place("dose"),
            )
        )  # fmt: skip
    return (*held, contents)


def _contents(held: list[Amount], concentration: Amount, draft: Draft) -> Amount:
    """What the volume of a dose holds at a concentration."""
    per = concentration.unit.per if concentration.unit else None
    for amount in held:
        if per and amount.unit and amount.unit.convertible(per):
            ratio = units.ratio(amount.unit, per)
            holds = Amount(concentration.figure, units.numerator(concentration.unit or per))
            return held_by(amount.scaled(ratio), holds)
    raise Refused(
        dose_refusals.unit_clash(
            draft.place("concentration"),
            f"the concentration is per {per.singular if per else 'nothing'}, and the amount is not",
            "a concentration is per the unit of the amount, as in `1.5 mL at 1e10 particles/mL`",
            draft.place("dose"),
        )
    )


def _escalation(
    draft: Draft, dose: Dose | None, rhythm: Rhythm, before: Course | None
) -> Escalation | None:
    given: Escalation | None = draft.get("escalation")
    several = dose is not None and (len(dose.levels) > 1 or dose.spread)
    if given is None:
        carried = before.escalation if before and draft.get("dose") is None else None
        if carried is not None and carried.kind == "cohorts":
            return carried
        return Escalation(kind="open") if several else None
    if not several:
        raise Refused(dose_refusals.no_levels(draft.place("escalation")))
    if given.kind == "time" and given.doses is None and given.seconds is None:
        cycle = rhythm.cycle
        if cycle is None:
            raise Refused(timing_refusals.cycles_without_period(draft.place("escalation")))
        step = seconds(cycle, draft.place("escalation"), "a step of an escalation")
        return replace(given, seconds=step)
    return given


# ------------------------------------------------------------------ from where, and how far


def _extent(draft: Draft, patterns: Patterns, rhythm: Rhythm) -> Extent:
    given: Extent | None = draft.get("extent")
    in_all = draft.get("in all")
    if rhythm.once and given is not None and given.kind in ("length", "cycles"):
        raise Refused(timing_refusals.once_in_what(rhythm.span, draft.place("extent")))
    if in_all is not None:
        if given is not None or draft.frequencies:
            raise Refused(timing_refusals.count_without_period(draft.place("in all"), in_all))
        given = Extent(kind="doses", count=just(in_all))
    ends = bool(patterns) and _is_listed(patterns[0][1])
    weeks = draft.get("weeks")
    if given is None:
        if ends:
            return Extent(kind="listed")
        if weeks is not None:
            last = Fraction(max(high for _, high in weeks))
            return Extent(kind="length", length=Length(low=last, high=last, unit="week"))
        if draft.get("unstated times"):
            return Extent(kind="unstated")
        return Extent(kind="open")
    place = draft.place("extent" if in_all is None else "in all")
    if given.kind == "cycles":
        if rhythm.cycle is None:
            raise Refused(timing_refusals.cycles_without_period(place))
        given = replace(given, length=rhythm.cycle)
    if given.kind == "length" and given.length is not None:
        _check_period(draft, rhythm, given.length, place)
    start: Point | None = draft.get("start")
    end = given.point
    if end and end.anchor == "day" and (start is None or start.anchor == "day"):
        first = start.day if start else min(_first_listed(draft), 0)
        if end.day + given.closed <= first:
            raise Refused(timing_refusals.ends_before_start(place, draft.place("start")))
    if patterns:
        _check_listed(draft, patterns[0][1], given)
    return given


def _first_listed(draft: Draft) -> int:
    """The first of the listed study days, as an offset from day 1."""
    days: Days | None = draft.get("days")
    return days[0][0][0] if days is not None and days[1] is None else 0


def _is_listed(pattern: Pattern) -> bool:
    """Whether the days are listed, some of them left out or not."""
    while isinstance(pattern, Windowed):
        pattern = pattern.inner
    return isinstance(pattern, Listed)


def _whole_count(pattern: Pattern) -> int | None:
    """How many doses a pattern has that ends by itself; None for one that goes on."""
    if _is_listed(pattern):
        return pattern.count(10**15).even
    if isinstance(pattern, Windowed) and not pattern.outside:
        return pattern.count(pattern.windows[-1][1]).high
    return None


def _check_listed(draft: Draft, pattern: Pattern, extent: Extent) -> None:
    """An extent may neither cut days off that are listed, nor count more doses than they hold."""
    whole = _whole_count(pattern)
    if whole is None:
        return
    place, other = draft.place("extent"), draft.place("days")
    windowed = isinstance(pattern, Windowed) and draft.get("weeks") is not None
    if extent.kind == "doses" and extent.count is not None:
        most = extent.count.high
        if most is None or most > whole or (most < whole and not windowed):
            raise Refused(
                refusals.does_not_fit(
                    place, other, f"the days hold {whole} dose{'s' * (whole != 1)}, not this many",
                    "leave the count out, or list other days",
                )
            )  # fmt: skip
        return
    stop: Fraction | int | None = None
    if extent.kind == "length" and extent.length is not None:
        stop = extent.length.seconds[0]
        if not windowed and not draft.visits and stop > pattern.offset(whole):
            raise Refused(
                refusals.does_not_fit(
                    place, other, "the listed days are dosed once each, and end before this length",
                    "leave the length out, or name a period: `on days 1-3 of every 7 days`",
                )
            )  # fmt: skip
    elif extent.point is not None and extent.point.anchor == "day" and not draft.in_bracket:
        stop = (extent.point.day + extent.closed) * DAY
    if stop is not None and not windowed and pattern.count(int(stop)).even < whole:
        raise Refused(
            refusals.does_not_fit(
                place, other, "some of the listed days lie after this end",
                "leave the end out, or list other days",
            )
        )  # fmt: skip


def _check_period(draft: Draft, rhythm: Rhythm, length: Length, place: Span) -> None:
    outer = rhythm.outer
    if length.seconds[1] is None:
        return
    if outer is None:
        if rhythm.cycle is not None and rhythm.cycle.seconds[0] > length.seconds[1]:
            raise Refused(timing_refusals.period_too_long(rhythm.cycle_span, place))
        return
    period = outer.period if isinstance(outer, PerPeriod) else outer.interval
    calendar = ("month", "year")
    if period.unit in calendar and length.unit in calendar:
        both = [
            (each.high or each.low) * (12 if each.unit == "year" else 1)
            for each in (period, length)
        ]
        too_long = both[0] > both[1]
    else:
        too_long = period.seconds[0] > length.seconds[1]
    if too_long:
        raise Refused(timing_refusals.period_too_long(rhythm.span, place))


def _start(draft: Draft, patterns: Patterns, extent: Extent) -> Point | None:
    """Where the course starts; listed study days count from day 1, or from their bracket."""
    given: Point | None = draft.get("start")
    listed = draft.get("days") is not None and draft.get("days")[1] is None
    if not (listed and patterns and isinstance(patterns[0][1], (Listed, Windowed))):
        return given
    if given is not None:
        raise Refused(
            refusals.does_not_fit(
                draft.place("start"), draft.place("days"),
                "study days are counted from day 1 and need no start", "leave the start out",
            )
        )  # fmt: skip
    return Point(anchor="origin")


def _check_most(draft: Draft, patterns: Patterns, dose: Dose | None) -> None:
    """The most doses in a time are a range of their own only for what is given as needed."""
    most = draft.get("most")
    if most is not None and draft.bare_most and dose is not None:
        held = [level[0] for level in dose.levels if level]
        if any(
            each.unit and each.unit.dimension in FORMS and each.figure != just(1) for each in held
        ):
            raise Refused(timing_refusals.most_of_what(draft.place("most"), str(most.count)))
    if most is None or draft.get("optional") == "as needed":
        return
    period = seconds(most.period, draft.place("most"), "a period")
    if any(pattern.count(period).high > most.count.low for _, pattern in patterns):
        raise Refused(
            refusals.does_not_fit(
                draft.place("most"), draft.span, "the frequency gives more doses than this",
                "change one of the two, or add `as needed`",
            )
        )  # fmt: skip


def _check_gap(draft: Draft, patterns: Patterns) -> None:
    gap = draft.get("apart")
    if gap is None or draft.get("optional"):
        return
    for _, pattern in patterns:
        offsets = [pattern.offset(n) for n in range(min(64, max(2, pattern.count(90 * DAY).even)))]
        near = min((b - a for a, b in pairwise(offsets)), default=gap)
        if near < gap:
            other = draft.frequencies[0].span if draft.frequencies else None
            raise Refused(timing_refusals.too_close(draft.place("apart"), other))
