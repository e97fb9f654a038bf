"""When a course is given, as a repeated Timing of FHIR; whether it fits is for `read_back` to say.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.model import courses
>>> trial = read_phrase("5 mg twice daily for 7 days").trial
>>> (course,) = courses(trial.arms[0].readings[0].regimens[0].item)
>>> made = repeat(course)
>>> made["frequency"], made["period"], made["periodUnit"], made["boundsDuration"]["code"]
(2, Fraction(1, 1), 'd', 'd')
"""

from __future__ import annotations

import re
from fractions import Fraction

from dosecalc.formats.exchange.fhir_parts.amounts import Json, duration, seconds, unit_of_time
from dosecalc.model import Course
from dosecalc.notations.fhir_parts import codes
from dosecalc.patterns import DAY, Cycle, Irregular, Listed, Monthly, Often, Pattern

_CLOCK = re.compile(r"\d\d:\d\d")
_MEAL = re.compile(r"(?:(\d+) (minute|hour)s? )?(before|after|with) (\w+)")
_EVENTS = {words: code for code, words in codes.MOMENTS.items()}
_MEALS = {words: code for code, words in codes.MEALS.items()}


def repeat(course: Course) -> Json | None:
    """How often, when and how long; None for what FHIR has no words for. Empty: nothing is said."""
    often = _often(course)
    bounds = _bounds(course)
    lasting = _lasting(course)
    if often is None or bounds is None or lasting is None:
        return None
    return {**bounds, **lasting, **often}


def _often(course: Course) -> Json | None:
    if not course.patterns:
        return {}
    name, pattern = course.patterns[0]
    if name:
        return _weekdays(course)
    if isinstance(pattern, Listed):
        slots = pattern.slots
        once = len(slots) == 1 and slots[0].offset < DAY and slots[0].time is None
        return {"count": 1} if once else None
    return _rate(pattern)


def _rate(pattern: Pattern) -> Json | None:
    if isinstance(pattern, Cycle):
        times = _times(pattern)
        period, unit = _period(pattern)
        return None if times is None else _per(len(pattern.slots), period, unit, times)
    if isinstance(pattern, Irregular):
        (low, unit), (high, _) = _in_one_unit(pattern.least, pattern.greatest)
        return {"frequency": 1, "period": low, "periodMax": high, "periodUnit": unit}
    if isinstance(pattern, Often):
        period, unit = _whole_days(pattern.period)
        if pattern.least == 0:
            return _per(pattern.greatest, period, unit, {})
        made = _per(pattern.least, period, unit, {})
        made["frequencyMax"] = pattern.greatest
        return made
    if isinstance(pattern, Monthly):
        step, unit = (pattern.step, "mo") if pattern.step % 12 else (pattern.step // 12, "a")
        return _per(pattern.each, Fraction(step), unit, {})
    return None


def _per(frequency: int, period: Fraction, unit: str, times: Json) -> Json:
    return {"frequency": frequency, "period": period, "periodUnit": unit, **times}


def _period(pattern: Cycle) -> tuple[Fraction, str]:
    """Elapsed time in hours, periods of days in days or weeks."""
    if pattern.timed and pattern.slots[0].time is None:
        value, unit = seconds(Fraction(pattern.period))
        return (
            (value * codes.SECONDS_OF[unit] / 3600, "h") if unit in ("wk", "d") else (value, unit)
        )
    return _whole_days(pattern.period)


def _whole_days(period: int) -> tuple[Fraction, str]:
    return seconds(Fraction(period))


def _in_one_unit(least: int, greatest: int) -> tuple[tuple[Fraction, str], tuple[Fraction, str]]:
    """Two lengths in the smaller of their units."""
    ends = [seconds(Fraction(each)) for each in (least, greatest)]
    unit = min((each for _, each in ends), key=codes.SECONDS_OF.__getitem__)
    low, high = (Fraction(each, codes.SECONDS_OF[unit]) for each in (least, greatest))
    return (low, unit), (high, unit)


def _weekdays(course: Course) -> Json | None:
    """Named days of the week, with the doses of each of them."""
    names = [name for name, _ in course.patterns]
    by_name = {word: code for code, word in codes.DAYS_OF_WEEK.items()}
    pattern = course.patterns[0][1]
    if not isinstance(pattern, Cycle) or not all(name in by_name for name in names):
        return None
    days = {slot.offset // DAY for slot in pattern.slots}
    a_day, rest = divmod(len(pattern.slots), len(days))
    if rest or len(days) != len(names):
        return None
    times = _times(Cycle(period=DAY, slots=pattern.slots[:a_day]))
    wanted = [by_name[name] for name in names]
    week = [each for each in codes.DAYS_OF_WEEK if each in wanted]
    return None if times is None else {**_per(a_day, Fraction(1), "d", times), "dayOfWeek": week}


def _times(pattern: Cycle | Listed) -> Json | None:
    """Times of the day of its doses; None where FHIR has no code for them."""
    stated = [slot.time for slot in pattern.slots if slot.time is not None]
    if not stated:
        return {}
    if len(stated) < len(pattern.slots):
        return None
    if all(_CLOCK.fullmatch(each) for each in stated):
        return {"timeOfDay": [f"{each}:00" for each in dict.fromkeys(stated)]}
    if len(set(stated)) == 1 and (single := _meal(stated[0])) is not None:
        return single
    made = [_meal(each) for each in stated]
    events = [_EVENTS[each] for each in stated if each in _EVENTS]
    if len(events) == len(stated):
        return {"when": events}
    found = [each for each in made if each is not None]
    if len(found) < len(stated) or len({each.get("offset") for each in found}) > 1:
        return None
    whens = [code for each in found for code in each["when"]]
    return {**found[0], "when": whens}


def _meal(words: str) -> Json | None:
    """`30 minutes before breakfast` as an event and minutes from it."""
    found = _MEAL.fullmatch(words)
    if found is None:
        return {"when": [_EVENTS[words]]} if words in _EVENTS else None
    number, unit, side, meal = found.groups()
    code = _MEALS.get((side, "meals" if meal in ("meal", "food") else meal))
    if code is None:
        return None
    minutes = int(number or 0) * (60 if unit == "hour" else 1)
    return {"when": [code], **({"offset": minutes} if minutes else {})}


def _bounds(course: Course) -> Json | None:
    extent = course.extent
    if extent.kind == "doses" and extent.count is not None:
        low, high = extent.count.low, extent.count.high
        if high is None or extent.count.about or low < 1:
            return None
        return {"count": int(low), **({"countMax": int(high)} if high != low else {})}
    if extent.kind == "length" and extent.length is not None:
        low, longest, unit = unit_of_time(extent.length)
        return _length(low, longest, unit)
    if extent.kind == "cycles" and extent.length is not None and extent.count is not None:
        low, longest, unit = unit_of_time(extent.length)
        if low != longest or extent.count.high is None or extent.count.about:
            return None
        return _length(low * extent.count.low, low * extent.count.high, unit)
    if extent.kind == "point" and extent.point is not None and course.start is None:
        point = extent.point
        days = point.day + extent.closed
        if point.anchor != "day" or point.length is not None or days < 1:
            return None
        return _length(Fraction(days), Fraction(days), "d")
    return None if extent.kind == "point" else {}


def _length(low: Fraction, high: Fraction | None, unit: str) -> Json:
    if low == high:
        return {"boundsDuration": duration(low, unit)}
    ends = {"low": duration(low, unit)} if low else {}
    if high is not None:
        ends["high"] = duration(high, unit)
    return {"boundsRange": ends}


def _lasting(course: Course) -> Json | None:
    """The length of one administration."""
    if len(course.infusion) > 1:
        return None
    if not course.infusion:
        return {}
    low, high, unit = unit_of_time(course.infusion[0])
    if high is None or low == 0:
        return None
    made: Json = {"duration": low, "durationUnit": unit}
    return {**made, "durationMax": high} if high != low else made
