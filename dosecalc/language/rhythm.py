"""Which days are dosed and how often: frequencies, days and times as one pattern."""

from __future__ import annotations

from fractions import Fraction

from dosecalc import units
from dosecalc.amounts import Figure
from dosecalc.days import WEEKDAYS, Length
from dosecalc.diagnostics import Span
from dosecalc.language import refusals, timing_refusals
from dosecalc.language.clauses.on_days import flat
from dosecalc.language.draft import AnyMeal, Days, Draft, Every, Once, PerCycle, PerPeriod, Placed
from dosecalc.language.values import Refused, seconds
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
    between,
    evenly,
    on_days,
    weekly,
)

Patterns = tuple[tuple[str, Pattern], ...]
_MEALS_OPEN = "how often (how many meals a day is not stated)"


class Rhythm:
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

    def _put_spacing(self) -> None:
        """`3 doses 8 hours apart` is a frequency where no other is stated."""
        spacing, place = self.draft.get("spacing"), self.draft.place("spacing")
        if spacing is None:
            return
        stated = [self.draft.place(slot) for slot in ("days", "weekdays") if self.draft.get(slot)]
        stated += [placed.span for placed in self.draft.frequencies]
        if stated:
            raise Refused(
                refusals.does_not_fit(
                    place, stated[0], "this spacing is a frequency of its own",
                    f"leave one of the two out, or type `at least {spacing} apart`",
                )
            )  # fmt: skip
        self.draft.frequencies.append(Placed(Every(spacing), place))

    def _sort(self) -> None:
        self._put_spacing()
        self.cycle = self.draft.get("cycle")
        self.cycle_span = self.draft.place("cycle")
        for placed in self.draft.frequencies:
            given = placed.value
            if isinstance(given, PerCycle):
                if self.cycle is None:
                    raise Refused(timing_refusals.cycle_length_needed(placed.span))
                given = PerPeriod(given.count, self.cycle)
            if isinstance(given, Once):
                self.once = True
                self.span = placed.span
            elif _is_daily(given) and self.daily is None:
                self.daily, self.daily_span = given, placed.span
            elif self.outer is None and not _is_daily(given):
                self.outer, self.span = given, placed.span
            else:
                first = self.draft.frequencies[0].span
                raise Refused(timing_refusals.two_frequencies(placed.span, first))
        if len(self.draft.frequencies) == 2 and (self.daily is None or _elapsed(self.outer)):
            first, second = (placed.span for placed in self.draft.frequencies)
            raise Refused(timing_refusals.two_frequencies(second, first))

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
        number = self._each_day()
        divided = self.draft.get("divided")
        if divided:
            number *= divided
        times = self._times(number)
        if times and self.daily is None and self.outer is None and not divided:
            return times
        if times and len(times) != number:
            raise Refused(
                timing_refusals.times_do_not_match(self.draft.place("time"), len(times), number)
            )
        return times or tuple(Slot(0) for _ in range(number))

    def _times(self, number: int) -> tuple[Slot, ...]:
        """The times of day that are stated; `with meals` goes with any number of doses."""
        given: tuple[Slot, ...] | AnyMeal | None = self.draft.get("time")
        if isinstance(given, AnyMeal):
            if given.several and number == 1 and isinstance(self.daily, Every):
                place = self.draft.place("time")
                raise Refused(timing_refusals.meals_not_counted(place, self.daily_span))
            return (Slot(0, given.time),) * number
        return given or ()

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
            given = self.draft.get("time")
            if isinstance(given, AnyMeal):
                self.draft.put("unstated times", _MEALS_OPEN, self.draft.place("time"))
            elif given is not None and self.draft.get("in all") != len(given):
                raise Refused(timing_refusals.time_without_frequency(self.draft.place("time")))
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
                    timing_refusals.days_do_not_match(
                        self.draft.place("days"), self.span, len(flat(ranges)), 1
                    )
                )
            return (("", on_days(flat(ranges), self._a_day(), None)),)
        times = self._a_day()
        return (("", Listed(slots=times)),)

    def _listed(self, ranges: tuple[tuple[int, int], ...], every: Length | None) -> Pattern:
        days = flat(ranges)
        place = self.draft.place("days")
        period = every or self.draft.get("cycle")
        if self.outer is not None:
            if every is not None:
                raise Refused(timing_refusals.two_frequencies(place, self.span))
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
            raise Refused(timing_refusals.day_outside_period(place))
        return on_days(days, self._a_day(), length)

    def _period_of_outer(self, listed: int, place: Span) -> Length:
        """The period whose days are listed; `n` per period must list n of them."""
        outer = self.outer
        if isinstance(outer, PerPeriod):
            if outer.count.low != listed or not outer.count.exact:
                stated = int(outer.count.low)
                raise Refused(timing_refusals.days_do_not_match(place, self.span, listed, stated))
            return outer.period
        assert outer is not None
        return outer.interval

    def _weekly(self, days: tuple[int, ...], group: bool) -> Patterns:
        place = self.draft.place("weekdays")
        if isinstance(self.daily, Every) and not group:
            day = WEEKDAYS[days[0]]
            raise Refused(timing_refusals.weekday_and_daily(place, self.daily_span, day))
        if self.outer is not None:
            period = self._period_of_outer(
                len(days) if _weeks(self.outer) == 1 else len(days) * _weeks(self.outer), place
            )
            if isinstance(self.outer, Every) and (_weeks(self.outer) != 1 or len(days) != 1):
                day = WEEKDAYS[days[0]]
                raise Refused(timing_refusals.weekday_and_daily(place, self.span, day))
            if seconds(period, place, "a week") % (7 * DAY):
                raise Refused(
                    timing_refusals.weekday_and_daily(place, self.span, WEEKDAYS[days[0]])
                )
        a_day = self._a_day()
        if len(days) == 1:
            return ((WEEKDAYS[days[0]], weekly(days, a_day, days[0])),)
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
        given = self._times(1)
        return bool(given) and ":" in (given[0].time or "")

    def _interval(self, interval: Length) -> Pattern:
        self._check_cycle(interval)
        self.cycle = self.cycle or interval
        if interval.unit in ("month", "year"):
            return self._monthly(interval, Figure(Fraction(1), Fraction(1)))
        low, high = interval.seconds
        if high is None:
            raise Refused(refusals.needs_exact(self.span, "an interval"))
        if low != high:
            if self.daily is not None:
                raise Refused(timing_refusals.two_frequencies(self.span, self.daily_span))
            return Irregular(least=int(low), greatest=int(high))
        period = int(low)
        if interval.unit in ("second", "minute", "hour") and self.draft.get("time") is None:
            return Cycle(period=period, slots=(Slot(0),), timed=True)
        if period % DAY == 0:
            return Cycle(period=period, slots=self._a_day(), timed=self._timed())
        times = self._times(1) or (Slot(0),)
        if len(times) != 1:
            raise Refused(
                timing_refusals.times_do_not_match(self.draft.place("time"), len(times), 1)
            )
        return Cycle(period=period, slots=(Slot(0),), timed=True)

    def _check_cycle(self, interval: Length) -> None:
        """A cycle of a stated length holds whole intervals, so that nothing starts anew in it."""
        if self.cycle is None:
            return
        whole, each = self.cycle.seconds[0], interval.seconds[0]
        if not (self.cycle.exact and interval.exact) or whole % each:
            raise Refused(
                refusals.does_not_fit(
                    self.cycle_span, self.span, "a cycle does not hold whole intervals",
                    "list the days of a cycle, as in `on days 1, 8`",
                )
            )  # fmt: skip

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
            raise Refused(timing_refusals.two_frequencies(self.span, self.daily_span))
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
        if number := self._most_by_amount():
            found.append(Often(period=DAY, least=0, greatest=number))
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

    def _most_by_amount(self) -> int:
        """How many doses a day `at most 8 tablets a day` leaves room for; 0 where nobody says."""
        given = self.draft.get("dose")
        held = [amount for level in (given.levels if given else ()) for amount in level]
        for limit in (placed.value for placed in self.draft.limits):
            most = limit.amount
            if limit.per != "day" or most.figure is None or most.figure.high is None:
                continue
            for amount in held:
                each = amount.figure.low if amount.figure else Fraction(0)
                if each and amount.unit and most.unit and most.unit.convertible(amount.unit):
                    return int(most.figure.high * units.ratio(most.unit, amount.unit) / each)
        return 0

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
            self._check_stretches("weeks", pattern, ranges)
            pattern = Windowed(inner=pattern, windows=ranges)
        left_out = self.draft.get("except")
        if left_out is not None:
            ranges = self._left_out(left_out)
            self._check_stretches("except", pattern, ranges)
            pattern = Windowed(inner=pattern, windows=ranges, outside=True)
        return pattern

    def _check_stretches(
        self, slot: str, pattern: Pattern, stretches: tuple[tuple[int, int], ...]
    ) -> None:
        """Refuse named weeks, or days left out, in which the course has no dose anyway."""
        extent = self.draft.get("extent")
        length = extent.length.seconds[1] if extent is not None and extent.length else None
        ends = length if extent is not None and extent.kind == "length" else None
        for first, last in stretches:
            if between(pattern, max(first, 0), last).high == 0 or (ends and first >= ends):
                raise Refused(
                    refusals.does_not_fit(
                        self.draft.place(slot), self.draft.place("extent"),
                        "the course has no dose in one of these stretches",
                        "name only what the course reaches",
                    )
                )  # fmt: skip

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
