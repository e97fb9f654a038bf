"""A course from its clauses: the dose, the pattern of days, and how far it goes.

Two frequencies, listed days, on and off times and times of day become one `Pattern`; whatever
does not fit together is refused here, with both places.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from dosecalc import units
from dosecalc.amounts import Amount, Figure, just
from dosecalc.days import WEEKDAYS, Length
from dosecalc.diagnostics import Span
from dosecalc.language import refusals
from dosecalc.language.clauses.dose import Levels
from dosecalc.language.clauses.on_days import Days, flat
from dosecalc.language.draft import Draft, Every, Once, PerPeriod
from dosecalc.language.values import Refused, held_by, seconds
from dosecalc.model import Band, Course, Dose, Escalation, Extent, Limit, Point
from dosecalc.patterns import (
    DAY,
    Cycle,
    Irregular,
    Listed,
    Masked,
    Monthly,
    Often,
    Pattern,
    Slot,
    Windowed,
    evenly,
    on_days,
    weekly,
)

Patterns = tuple[tuple[str, Pattern], ...]


def course(draft: Draft, before: Course | None) -> Course:
    """The course that a draft describes; amount, agent and route carry over from `before`."""
    rhythm = _Rhythm(draft)
    patterns = rhythm.patterns()
    dose = _dose(draft, before)
    extent = _extent(draft, patterns, rhythm)
    if dose is None and not patterns and extent.kind != "doses":
        raise Refused(refusals.nothing_said(draft.span))
    _check_gap(draft, patterns)
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
        infusion=draft.get("infusion") or (),
        optional=draft.get("optional"),
        limits=tuple(placed.value for placed in draft.limits) + _cap(draft, dose, before),
        notes=tuple(notes),
    )


def _placement_notes(draft: Draft, patterns: Patterns) -> list[str]:
    """What the dates of a course rest on where the text does not state them."""
    if draft.get("optional") == "as needed" or not patterns or not patterns[0][1].even:
        return []
    if isinstance(patterns[0][1], Monthly):
        return ["months differ in length"]
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
            refusals.unit_clash(
                draft.place("cap"), "the cap and the amount are in units that do not meet",
                "give the cap in the unit of the amount", draft.place("dose"),
            )
        )  # fmt: skip
    return (Limit(cap, "cap"),)


def _comparable(amount: Amount, cap: Amount) -> bool:
    """Whether a cap is in the unit of an amount, once that is no longer per kg or m²."""
    if amount.unit is None or cap.unit is None:
        return False
    whole = _numerator(amount) if amount.unit.per is not None else amount.unit.name
    named = next((unit for unit in units.table().values() if unit.name == whole), None)
    return named is not None and named.convertible(cap.unit)


# ------------------------------------------------------------------ what a dose holds


def _dose(draft: Draft, before: Course | None) -> Dose | None:
    given: Levels | None = draft.get("dose")
    if given is None:
        for slot in ("volume", "concentration", "sites", "divided"):
            if draft.get(slot) is not None:
                raise Refused(refusals.no_amount(draft.place(slot)))
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
                refusals.unit_clash(
                    draft.place("volume"), "the amount is a volume already",
                    "leave one of the two out", draft.place("dose"),
                )
            )  # fmt: skip
        held.append(volume)
    concentration: Amount | None = draft.get("concentration")
    if concentration is not None:
        _add_contents(held, _contents(held, concentration, draft), draft)
    return tuple(held)


def _add_contents(held: list[Amount], contents: Amount, draft: Draft) -> None:
    """Add what the volume holds; an amount that is stated as well has to be the same."""
    for amount in held:
        if amount.unit and contents.unit and amount.unit.convertible(contents.unit):
            if amount.scaled(units.ratio(amount.unit, contents.unit)).figure == contents.figure:
                return
            raise Refused(
                refusals.unit_clash(
                    draft.place("concentration"),
                    f"at this concentration the volume holds {contents}, and not {amount}",
                    "correct one of the three, or leave one out", draft.place("dose"),
                )
            )  # fmt: skip
    held.append(contents)


def _contents(held: list[Amount], concentration: Amount, draft: Draft) -> Amount:
    """What the volume of a dose holds at a concentration."""
    per = concentration.unit.per if concentration.unit else None
    for amount in held:
        if per and amount.unit and amount.unit.convertible(per):
            numerator = next(
                unit for unit in units.table().values() if unit.name == _numerator(concentration)
            )
            ratio = units.ratio(amount.unit, per)
            return held_by(amount.scaled(ratio), Amount(concentration.figure, numerator))
    raise Refused(
        refusals.unit_clash(
            draft.place("concentration"),
            f"the concentration is per {per.singular if per else 'nothing'}, and the amount is not",
            "a concentration is per the unit of the amount, as in `1.5 mL at 1e10 particles/mL`",
            draft.place("dose"),
        )
    )


def _numerator(concentration: Amount) -> str:
    return concentration.unit.name.partition("/")[0] if concentration.unit else ""


def _escalation(
    draft: Draft, dose: Dose | None, rhythm: _Rhythm, before: Course | None
) -> Escalation | None:
    given: Escalation | None = draft.get("escalation")
    several = dose is not None and (len(dose.levels) > 1 or dose.spread)
    if given is None:
        carried = before.escalation if before and draft.get("dose") is None else None
        if carried is not None and carried.kind == "cohorts":
            return carried
        return Escalation(kind="open") if several else None
    if not several:
        raise Refused(refusals.no_levels(draft.place("escalation")))
    if given.kind == "time" and given.doses is None and given.seconds is None:
        cycle = rhythm.cycle
        if cycle is None:
            raise Refused(refusals.cycles_without_period(draft.place("escalation")))
        step = seconds(cycle, draft.place("escalation"), "a step of an escalation")
        return replace(given, seconds=step)
    return given


# ------------------------------------------------------------------ which days, how many on each


class _Rhythm:
    """The frequencies, days and times of a draft, sorted into what picks days and what counts."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.cycle: Length | None = None
        self.daily: PerPeriod | Every | None = None
        self.outer: PerPeriod | Every | None = None
        self.once = False
        self.span = draft.span
        self.cycle_span = draft.span
        self.daily_span = draft.span
        self._sort()

    def _sort(self) -> None:
        for placed in self.draft.frequencies:
            given = placed.value
            if isinstance(given, Once):
                self.once = True
                self.span = placed.span
            elif _is_daily(given) and self.daily is None:
                self.daily, self.daily_span = given, placed.span
            elif self.outer is None and not _is_daily(given):
                self.outer, self.span = given, placed.span
            else:
                first = self.draft.frequencies[0].span
                raise Refused(refusals.two_frequencies(placed.span, first))
        if len(self.draft.frequencies) == 2 and (self.daily is None or _elapsed(self.outer)):
            first, second = (placed.span for placed in self.draft.frequencies)
            raise Refused(refusals.two_frequencies(second, first))

    def patterns(self) -> Patterns:
        """The pattern of the course, or one for each weekday it may begin on."""
        made = self._days()
        self._check_divided(made)
        if not made:
            return ()
        return tuple((name, self._masked(pattern)) for name, pattern in made)

    def _check_divided(self, made: Patterns) -> None:
        """An amount is divided over the doses of a day, which nothing else may count."""
        if self.draft.get("divided") is None:
            return
        pattern = made[0][1] if made else None
        whole = isinstance(pattern, Listed) or (
            isinstance(pattern, Cycle) and pattern.period % DAY == 0
        )
        extent = self.draft.get("extent")
        if isinstance(self.daily, PerPeriod) or not whole:
            place, why = self.daily_span, "how many doses a day has is said twice, or not at all"
        elif extent is not None and extent.kind == "doses":
            place, why = self.draft.place("extent"), "a dose may be the amount or a part of it"
        else:
            return
        raise Refused(
            refusals.does_not_fit(
                self.draft.place("divided"), place, why,
                "type `300 mg daily in 3 divided doses for 7 days`",
            )
        )  # fmt: skip

    # -- the doses of one dosing day

    def _a_day(self) -> tuple[Slot, ...]:
        times: tuple[Slot, ...] = self.draft.get("time") or ()
        number = self._each_day()
        divided = self.draft.get("divided")
        if divided:
            number *= divided
        if times and self.daily is None and self.outer is None and not divided:
            return times
        if times and len(times) != number:
            raise Refused(refusals.times_do_not_match(self.draft.place("time"), len(times), number))
        return times or tuple(Slot(0) for _ in range(number))

    def _each_day(self) -> int:
        return int(self.daily.count.low) if isinstance(self.daily, PerPeriod) else 1

    # -- the days

    def _days(self) -> Patterns:
        days, weekdays = self.draft.get("days"), self.draft.get("weekdays")
        if days is not None and weekdays is not None:
            raise Refused(
                refusals.said_twice(
                    self.draft.place("weekdays"), self.draft.place("days"), "on which days"
                )
            )
        if self.draft.get("optional") == "as needed":
            return self._as_needed()
        if self.once:
            return self._once(days, weekdays)
        if days is not None:
            return (("", self._listed(*days)),)
        if weekdays is not None:
            return self._weekly(*weekdays)
        if self.outer is None and self.daily is None:
            if self.draft.get("time") is not None:
                raise Refused(refusals.time_without_frequency(self.draft.place("time")))
            return ()
        return (("", self._regular()),)

    def _once(self, days: Days | None, weekdays: object) -> Patterns:
        if weekdays is not None:
            place = self.draft.place("weekdays")
            raise Refused(
                refusals.does_not_fit(place, self.span, "a single dose needs no weekday",
                                      "leave one of the two out")
            )  # fmt: skip
        if days is not None:
            ranges, every = days
            if every is not None or len(flat(ranges)) != 1:
                raise Refused(
                    refusals.days_do_not_match(
                        self.draft.place("days"), self.span, len(flat(ranges)), 1
                    )
                )
            return (("", on_days(flat(ranges), self._a_day(), None)),)
        times = self._a_day()
        return (("", Listed(slots=times)),)

    def _listed(self, ranges: tuple[tuple[int, int], ...], every: Length | None) -> Pattern:
        days = flat(ranges)
        place = self.draft.place("days")
        period = every
        if self.outer is not None:
            if every is not None:
                raise Refused(refusals.two_frequencies(place, self.span))
            period = self._period_of_outer(len(days), place)
        if period is None:
            if self.draft.get("weeks") is not None:
                raise Refused(
                    refusals.does_not_fit(
                        self.draft.place("weeks"), place,
                        "study days and weeks both say when",
                        "list all days, or type `on days 1-5 of every 7 days in weeks 1, 3`",
                    )
                )  # fmt: skip
            return on_days(days, self._a_day(), None)
        length = seconds(period, place, "a period of listed days")
        self.cycle, self.cycle_span = period, place
        if any(day < 0 or (day + 1) * DAY > length for day in days):
            raise Refused(refusals.day_outside_period(place))
        return on_days(days, self._a_day(), length)

    def _period_of_outer(self, listed: int, place: Span) -> Length:
        """The period whose days are listed; `n` per period must list n of them."""
        outer = self.outer
        if isinstance(outer, PerPeriod):
            if outer.count.low != listed or not outer.count.exact:
                stated = int(outer.count.low)
                raise Refused(refusals.days_do_not_match(place, self.span, listed, stated))
            return outer.period
        assert outer is not None
        return outer.interval

    def _weekly(self, days: tuple[int, ...], group: bool) -> Patterns:
        place = self.draft.place("weekdays")
        if isinstance(self.daily, Every) and not group:
            day = WEEKDAYS[days[0]]
            raise Refused(refusals.weekday_and_daily(place, self.daily_span, day))
        if self.outer is not None:
            period = self._period_of_outer(
                len(days) if _weeks(self.outer) == 1 else len(days) * _weeks(self.outer), place
            )
            if isinstance(self.outer, Every) and (_weeks(self.outer) != 1 or len(days) != 1):
                day = WEEKDAYS[days[0]]
                raise Refused(refusals.weekday_and_daily(place, self.span, day))
            if seconds(period, place, "a week") % (7 * DAY):
                raise Refused(refusals.weekday_and_daily(place, self.span, WEEKDAYS[days[0]]))
        a_day = self._a_day()
        if len(days) == 1:
            return (("", weekly(days, a_day, days[0])),)
        return tuple((WEEKDAYS[first], weekly(days, a_day, first)) for first in days)

    def _regular(self) -> Pattern:
        outer = self.outer
        if outer is None:
            daily = self.daily
            if isinstance(daily, PerPeriod) and not daily.count.exact:
                assert daily.count.high is not None
                return Often(period=DAY, least=int(daily.count.low), greatest=int(daily.count.high))
            return Cycle(period=DAY, slots=self._a_day(), timed=self._timed())
        if isinstance(outer, Every):
            return self._interval(outer.interval)
        return self._per_period(outer)

    def _timed(self) -> bool:
        return self.draft.get("time") is not None and ":" in (self.draft.get("time")[0].time or "")

    def _interval(self, interval: Length) -> Pattern:
        self.cycle = interval
        if interval.unit in ("month", "year"):
            return self._monthly(interval, Figure(Fraction(1), Fraction(1)))
        low, high = interval.seconds
        if high is None:
            raise Refused(refusals.needs_exact(self.span, "an interval"))
        if low != high:
            if self.daily is not None:
                raise Refused(refusals.two_frequencies(self.span, self.daily_span))
            return Irregular(least=int(low), greatest=int(high))
        period = int(low)
        if period % DAY == 0:
            return Cycle(period=period, slots=self._a_day(), timed=self._timed())
        times: tuple[Slot, ...] = self.draft.get("time") or (Slot(0),)
        if len(times) != 1:
            raise Refused(refusals.times_do_not_match(self.draft.place("time"), len(times), 1))
        return Cycle(period=period, slots=(Slot(0),), timed=True)

    def _per_period(self, outer: PerPeriod) -> Pattern:
        if outer.period.unit in ("month", "year"):
            return self._monthly(outer.period, outer.count)
        period = seconds(outer.period, self.span, "a period")
        assert outer.count.high is not None
        if not outer.count.exact:
            return Often(period=period, least=int(outer.count.low), greatest=int(outer.count.high))
        number = int(outer.count.low)
        if period < DAY:
            slots = tuple(Slot(k * period // number) for k in range(number))
            return Cycle(period=period, slots=slots, timed=True)
        if number > period // DAY and self.daily is not None:
            raise Refused(refusals.two_frequencies(self.span, self.daily_span))
        base = evenly(number, period)
        a_day = self._a_day()
        slots = tuple(
            Slot(slot.offset + dose.offset, dose.time) for slot in base.slots for dose in a_day
        )
        return Cycle(period=period, slots=slots, even=base.even)

    def _monthly(self, period: Length, count: Figure) -> Pattern:
        if period.low != period.high or not count.exact:
            raise Refused(refusals.needs_exact(self.span, "a number of months"))
        step = int(period.low) * (12 if period.unit == "year" else 1)
        return Monthly(step=step, each=int(count.low) * self._each_day())

    def _as_needed(self) -> Patterns:
        """From none to the stated maximum: so many a period, or one in each least gap."""
        most, gap = self.draft.get("most"), self.draft.get("apart")
        found: list[Pattern] = []
        if most is not None:
            period = seconds(most.period, self.draft.place("most"), "a period")
            found.append(Often(period=period, least=0, greatest=int(most.count.low)))
        if gap is not None:
            found.append(Often(period=gap, least=0, greatest=1))
        for given in (self.daily, self.outer):
            if isinstance(given, PerPeriod):
                period = seconds(given.period, self.draft.span, "a period")
                assert given.count.high is not None
                found.append(Often(period=period, least=0, greatest=int(given.count.high)))
            elif isinstance(given, Every) and given.interval.seconds[0]:
                found.append(Often(period=int(given.interval.seconds[0]), least=0, greatest=1))
        if not found:
            return ()
        fewest = min(found, key=lambda pattern: pattern.count(7 * DAY).high)
        return (("", fewest),)

    # -- days left out

    def _masked(self, pattern: Pattern) -> Pattern:
        for placed in sorted(self.draft.on_off, key=lambda placed: sum(placed.value)):
            on, off = placed.value
            inner = getattr(pattern, "period", None)
            if inner is not None and inner > on and not isinstance(pattern, Masked):
                raise Refused(
                    refusals.does_not_fit(placed.span, self.span,
                                          "no dose is sure to fall in the days on",
                                          "lengthen the days on, or list the days")
                )  # fmt: skip
            if isinstance(pattern, Masked) and pattern.period > on:
                raise Refused(
                    refusals.does_not_fit(placed.span, self.draft.on_off[0].span,
                                          "these on and off times do not nest",
                                          "let the inner pattern fit into the outer days on")
                )  # fmt: skip
            pattern = Masked(inner=pattern, on=on, period=on + off)
            total = Fraction(on + off, DAY)
            self.cycle, self.cycle_span = Length(low=total, high=total, unit="day"), placed.span
        weeks = self.draft.get("weeks")
        if weeks is not None:
            ranges = _merged([((low - 1) * 7, high * 7) for low, high in weeks])
            pattern = Windowed(inner=pattern, windows=ranges)
        left_out = self.draft.get("except")
        if left_out is not None:
            pattern = Windowed(inner=pattern, windows=self._left_out(left_out), outside=True)
        return pattern

    def _left_out(self, ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Study days as stretches counted from the start of the course, which must be known."""
        start = self.draft.get("start")
        first = 0
        if start is not None:
            if start.anchor != "day":
                raise Refused(
                    refusals.does_not_fit(
                        self.draft.place("except"), self.draft.place("start"),
                        "which study days this course has is not known",
                        "let the course start on a study day",
                    )
                )  # fmt: skip
            first = start.day
        return _merged([(low - first, high + 1 - first) for low, high in ranges])


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of days as disjoint ascending stretches of seconds."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if out and first * DAY <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last * DAY))
        else:
            out.append((first * DAY, last * DAY))
    return tuple(out)


def _is_daily(given: PerPeriod | Every) -> bool:
    period = given.period if isinstance(given, PerPeriod) else given.interval
    return period.unit == "day" and period.low == period.high == 1


def _elapsed(given: PerPeriod | Every | None) -> bool:
    if not isinstance(given, Every):
        return False
    return given.interval.unit in ("second", "minute", "hour")


def _weeks(given: PerPeriod | Every) -> int:
    period = given.period if isinstance(given, PerPeriod) else given.interval
    low, high = period.seconds
    return int(low / (7 * DAY)) if low == high and low % (7 * DAY) == 0 else 0


# ------------------------------------------------------------------ from where, and how far


def _extent(draft: Draft, patterns: Patterns, rhythm: _Rhythm) -> Extent:
    given: Extent | None = draft.get("extent")
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
    place = draft.place("extent")
    if given.kind == "cycles":
        if rhythm.cycle is None:
            raise Refused(refusals.cycles_without_period(place))
        given = replace(given, length=rhythm.cycle)
    if given.kind == "length" and given.length is not None:
        _check_period(draft, rhythm, given.length, place)
    start: Point | None = draft.get("start")
    end = given.point
    if end and end.anchor == "day" and (start is None or start.anchor == "day"):
        first = start.day if start else min(_first_listed(draft), 0)
        if end.day + given.closed <= first:
            raise Refused(refusals.ends_before_start(place, draft.place("start")))
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
    elif extent.point is not None and extent.point.anchor == "day" and not draft.in_bracket:
        stop = (extent.point.day + extent.closed) * DAY
    if stop is not None and not windowed and pattern.count(int(stop)).even < whole:
        raise Refused(
            refusals.does_not_fit(
                place, other, "some of the listed days lie after this end",
                "leave the end out, or list other days",
            )
        )  # fmt: skip


def _check_period(draft: Draft, rhythm: _Rhythm, length: Length, place: Span) -> None:
    outer = rhythm.outer
    if length.seconds[1] is None:
        return
    if outer is None:
        if rhythm.cycle is not None and rhythm.cycle.seconds[0] > length.seconds[1]:
            raise Refused(refusals.period_too_long(rhythm.cycle_span, place))
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
        raise Refused(refusals.period_too_long(rhythm.span, place))


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


def _check_gap(draft: Draft, patterns: Patterns) -> None:
    gap = draft.get("apart")
    if gap is None or draft.get("optional"):
        return
    for _, pattern in patterns:
        offsets = [pattern.offset(n) for n in range(min(64, max(2, pattern.count(90 * DAY).even)))]
        near = min((b - a for a, b in pairwise(offsets)), default=gap)
        if near < gap:
            other = draft.frequencies[0].span if draft.frequencies else None
            raise Refused(refusals.too_close(draft.place("apart"), other))
