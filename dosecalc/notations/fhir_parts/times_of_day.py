"""On which days of the week and when on a day: `dayOfWeek`, `timeOfDay`, `when` with `offset`."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes, dates
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.frequency import Frequency
from dosecalc.notations.fhir_parts.quantities import length
from dosecalc.notations.notation_mistakes import not_taken_over


class Day(NamedTuple):
    """Clauses of how often and when, one for each kind of event; all are given together.

    `once` is a single dose, right now. `frequency` is how often it is in all, `on_a_day` how often
    on a day on which it is given, where that is known.
    """

    clauses: tuple[str, ...]
    frequency: Frequency | None = None
    events: tuple[str, ...] = ()
    once: bool = False
    on_a_day: Frequency | None = None


_DAILY = Frequency(1, 1, Fraction(1), None, "d")


def times_of_day(repeat: Element, often: Frequency | None, coded: str) -> Day | None:
    """How often and when on a day; None where it is not clear, which is reported."""
    weekdays = repeat.codes("dayOfWeek", "day of the week", codes.DAYS_OF_WEEK)
    clocks = _clocks(repeat)
    events = repeat.codes("when", "event of a day", codes.EVENTS)
    offset = repeat.whole("offset", 0)
    if coded and not events and not clocks:
        events = [coded]
    for key, values in (("dayOfWeek", weekdays), ("timeOfDay", clocks), ("when", events)):
        if len(set(values)) < len(values):
            _wrong(repeat, key, "the same is listed twice", "list each once")
            return None
    if not repeat.report.ok:
        return None
    if codes.IMMEDIATELY in events:
        return _immediately(repeat, events, often)
    groups = _groups(repeat, events, offset)
    number = len(clocks) or sum(size for size, _ in groups)
    if often is None and (number or weekdays) and not any(size == 0 for size, _ in groups):
        often = _DAILY._replace(low=number or 1, high=number or 1)
    wrong = _misfit(repeat, often, weekdays, number, groups)
    if wrong:
        return None
    days = _weekdays(weekdays, often)
    if clocks:
        return Day(
            (f"{days or _often(often)} at {', '.join(clocks)}",),
            _all(often, weekdays),
            on_a_day=often,
        )
    if not groups:
        words = days or (often.words if often is not None else "")
        return Day((words,) if words else (), _all(often, weekdays), on_a_day=often)
    clauses = tuple(_clause(size, words, weekdays, often, len(groups)) for size, words in groups)
    return Day(clauses, _all(often, weekdays), tuple(events), on_a_day=often)


def _all(often: Frequency | None, weekdays: list[str]) -> Frequency | None:
    """How often it is on average, where days of the week pick some days."""
    if often is None or not weekdays or not often.a_day:
        return often
    number = len(weekdays)
    return Frequency(often.low * number, often.high * number, Fraction(1), None, "wk")


def _clocks(repeat: Element) -> list[str]:
    found = []
    for place, text in enumerate(repeat.texts("timeOfDay")):
        clock = dates.clock_of(text)
        if clock is None:
            repeat.wrong(fhir_mistakes.fhir_not_clear(
                f"{repeat.at('timeOfDay')}/{place}", f"`{text}` is no time of day in minutes",
                "write `08:00:00`",
            ))  # fmt: skip
        else:
            found.append(clock)
    return found


def _immediately(repeat: Element, events: list[str], often: Frequency | None) -> Day | None:
    if len(events) > 1 or often is not None:
        _wrong(repeat, "when", "`IMD` beside other times", "say it in an instruction alone")
        return None
    return Day(("once",), None, (), once=True)


def _groups(repeat: Element, events: list[str], offset: int | None) -> list[tuple[int, str]]:
    """Events of one kind in words, with how many they are; 0 for meals that nobody counts."""
    groups: dict[str, list[str]] = {}
    for event in events:
        side, name = codes.MEALS.get(event, ("", codes.MOMENTS.get(event, "")))
        key = f"{side} meals" if name == "meals" else side
        groups.setdefault(key, []).append(name)
    before = length(Fraction(offset), Fraction(offset), "min") if offset else ""
    found = []
    for key, names in groups.items():
        if not key:
            if before:
                repeat.wrong(not_taken_over(
                    repeat.at("offset"), "the language has no minutes before or after such events"
                ))  # fmt: skip
            found.append((len(names), ", ".join(names)))
        elif names == ["meals"]:
            found.append((0, f"{before} {key}".strip()))
        else:
            found.append((len(names), f"{before} {key} {', '.join(names)}".strip()))
    return found


def _misfit(
    repeat: Element, often: Frequency | None, weekdays: list[str], number: int,
    groups: list[tuple[int, str]],
) -> bool:  # fmt: skip
    """Report what does not fit together; whether anything was."""
    meals = any(size == 0 for size, _ in groups)
    said = False
    if meals and len(groups) > 1:
        _wrong(repeat, "when", "meals that nobody counts beside other events",
               "name the meals: `ACM`, `ACD`, `ACV`")  # fmt: skip
        said = True
    if often is not None and number and often.a_day and (often.low, often.high) != (number, number):
        what = f"{often.words}, at {number} time{'s' * (number != 1)} of a day"
        _wrong(repeat, "frequency", what, "let the frequency be as many as the times")
        said = True
    if often is not None and number and not often.a_day and len(groups) > 1:
        _wrong(
            repeat, "when", f"{often.words}, at several events of a day", "write a daily frequency"
        )
        said = True
    if weekdays and often is not None and not _picks(often, len(weekdays), number):
        _wrong(repeat, "dayOfWeek", f"{often.words}, on {len(weekdays)} named days",
               "write a daily frequency, or one a week for each of the days")  # fmt: skip
        said = True
    return said


def _picks(often: Frequency, weekdays: int, number: int) -> bool:
    """Whether days of the week pick days of a daily frequency, or are as many as a weekly one."""
    if often.a_day:
        return True
    return often.a_week and often.low == often.high == weekdays * max(number, 1)


def _weekdays(weekdays: list[str], often: Frequency | None) -> str:
    if not weekdays:
        return ""
    if len(weekdays) == len(codes.DAYS_OF_WEEK) and often is not None and often.a_day:
        return ""
    names = "on " + ", ".join(
        codes.DAYS_OF_WEEK[each] for each in codes.DAYS_OF_WEEK if each in weekdays
    )
    times = 1, 1
    if often is not None:
        times = (often.low, often.high) if often.a_day else (often.low // len(weekdays),) * 2
    return (
        names
        if times == (1, 1)
        else f"{_DAILY._replace(low=times[0], high=times[1]).words} {names}"
    )


def _often(often: Frequency | None) -> str:
    return "" if often is None else often.words


def _clause(
    size: int, words: str, weekdays: list[str], often: Frequency | None, groups: int
) -> str:
    """How often and when, for events of one kind."""
    own = often if groups == 1 else _DAILY._replace(low=size, high=size)
    if own is None:
        return words
    if size == 0 and (own.low, own.high) == (1, 1):
        words = words.replace("meals", "food")
    return f"{_weekdays(weekdays, own) or own.words} {words}"


def _wrong(repeat: Element, key: str, what: str, hint: str) -> None:
    repeat.wrong(fhir_mistakes.fhir_not_clear(repeat.at(key), what, hint))
