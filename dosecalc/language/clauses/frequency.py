"""`twice weekly`, `every 3 weeks`, `once`, `BID`: how often.

`n` per period is not `every period/n`: `twice daily` is two doses on each day at unstated times,
`every 12 hours` is elapsed time.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dosecalc.amounts import Figure, just
from dosecalc.days import Length
from dosecalc.diagnostics import Span
from dosecalc.language import dose_refusals, refusals, timing_refusals, vocabulary
from dosecalc.language.clauses import time_of_day
from dosecalc.language.draft import Draft, Every, Frequency, Once, PerCycle, PerPeriod, Placed
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Refused,
    figure,
    length,
    subtree,
    time_length,
    tokens,
    value,
)
from dosecalc.patterns import DAY

EXAMPLE = "10 mg twice weekly for 8 weeks"
_HEADS = {"ONCE_PER": 1, "TWICE_PER": 2, "THRICE_PER": 3}
_COUNTED = {Fraction(1): "once", Fraction(2): "twice"}
_ADVERB_OF = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft; a word such as `QAM` says the time of day as well."""
    given = made(node, draft)
    span = draft.reading.span(node)
    put(draft, given, span)
    if len(draft.frequencies) == 2 and draft.said[-1].text == text(draft.frequencies[0].value):
        draft.said[-1] = replace(draft.said[-1], text=draft.said[-1].text + ",")
    draft.say(text(given), meaning(given), span)
    for token in tokens(node, "FREQUENCY"):
        if moment := _term(token).moment:
            time_of_day.put((moment,), draft, span)


def made(node: Node, draft: Draft) -> Frequency:
    """The frequency that a `frequency` tree states."""
    if tokens(node, "ONCE"):
        return Once()
    for token in tokens(node, "ADVERB"):
        return Every(_one(vocabulary.ADVERBS[str(token).lower()]))
    for token in tokens(node, "FREQUENCY"):
        return abbreviation(str(token))
    every = subtree(node, "every")
    if every is not None:
        return Every(_interval(every, draft))
    days = subtree(node, "dosing_days")
    if days is not None:
        return dosing_days(days, draft)
    per = subtree(node, "per_period")
    assert per is not None
    return _per_period(per, draft)


def _term(token: str) -> vocabulary.Term:
    found = vocabulary.frequency(token)
    if found is None:
        raise ValueError(f"no frequency: {token}")
    return found


def abbreviation(word: str) -> Frequency:
    """The frequency that `BID` or `Q3W` states."""
    term = _term(word)
    low, high = Fraction(term.period), Fraction(max(term.period, term.to))
    return _tidy(just(term.number), Length(low=low, high=high, unit=term.unit))


def _one(unit: str) -> Length:
    return Length(low=Fraction(1), high=Fraction(1), unit=unit)


def _interval(node: Node, draft: Draft) -> Length:
    token = tokens(node, "TIME_UNIT")[0]
    if tokens(node, "OTHER"):
        count = just(2)
    else:
        given = subtree(node, "figure")
        count = figure(given, draft.reading) if given is not None else just(1)
    return time_length(count, token, draft.reading.span(node))


def _per_period(node: Node, draft: Draft) -> Frequency:
    reading = draft.reading
    given = subtree(node, "figure")
    if given is not None:
        count = figure(given, reading)
        span = reading.span(given)
    else:
        head = tokens(node, *_HEADS)[0]
        count = just(_HEADS[head.type])
        span = reading.span(head)
    if count.high is None or count.about:
        raise Refused(refusals.needs_exact(span, "a frequency"))
    if count.high == 0:
        raise Refused(dose_refusals.zero_count(span))
    if count.low.denominator != 1 or count.high.denominator != 1:
        raise Refused(dose_refusals.not_whole(span))
    if count.high > 10_000:
        raise Refused(dose_refusals.too_many(span))
    if tokens(node, "CYCLES"):
        _put_cycle(node, draft)
        return PerCycle(count)
    for token in tokens(node, "ADVERB"):
        return _tidy(count, _one(vocabulary.ADVERBS[str(token).lower()]))
    number = tokens(node, "NUMBER")
    periods = just(value(number[0])) if number else just(1)
    return _tidy(count, time_length(periods, tokens(node, "TIME_UNIT")[0], reading.span(node)))


def _put_cycle(node: Node, draft: Draft) -> None:
    """The length of a cycle, where the clause says it."""
    given = subtree(node, "length")
    if given is not None:
        draft.put("cycle", length(given, draft.reading), draft.reading.span(given))


def dosing_days(node: Node, draft: Draft) -> Frequency:
    """`5 days a week`: so many days in each period, a dose on each unless more are stated."""
    given = _per_period(node, draft)
    span = draft.reading.span(node)
    if isinstance(given, PerPeriod):
        least, most = given.period.seconds[0], given.count.high or given.count.low
        if most * DAY > least:
            raise Refused(timing_refusals.day_outside_period(span))
    return given


def _tidy(count: Figure, period: Length) -> Frequency:
    """Once in a period is every period."""
    return Every(period) if count == just(1) else PerPeriod(count, period)


def put(draft: Draft, given: Frequency, span: Span) -> None:
    """Add a frequency; a third one is refused, and so is a pair with `once`."""
    before = draft.frequencies
    if len(before) == 2 or (before and Once() in (given, before[0].value)):
        raise Refused(timing_refusals.two_frequencies(span, before[0].span))
    before.append(Placed(given, span))


def text(given: Frequency) -> str:
    """The frequency as the language writes it."""
    if isinstance(given, Once):
        return "once"
    if isinstance(given, Every):
        unit = given.interval.unit
        single = given.interval.low == given.interval.high == 1
        if single:
            return _ADVERB_OF.get(unit, f"every {unit}")
        return f"every {given.interval}"
    times = _COUNTED.get(given.count.low, "") if given.count.exact else ""
    times = times or f"{given.count} times"
    if isinstance(given, PerCycle):
        return f"{times} per cycle"
    if given.period.low == 1 and given.period.unit in _ADVERB_OF:
        return f"{times} {_ADVERB_OF[given.period.unit]}"
    if given.period.low == 1:
        return f"{times} per {given.period.unit}"
    return f"{times} every {given.period}"


def meaning(given: Frequency) -> str:
    """What the frequency means, in words."""
    if isinstance(given, Once):
        return "a single dose"
    if isinstance(given, Every):
        single = given.interval.low == given.interval.high == 1
        return f"one dose every {given.interval.unit if single else given.interval}"
    if isinstance(given, PerCycle):
        return f"{given.count} doses in every cycle"
    if given.period.low == 1 and given.period.unit == "day":
        return f"{given.count} doses on each dosing day, at times that are not stated"
    period = given.period.unit if given.period.low == given.period.high == 1 else given.period
    return f"{given.count} doses in every {period}"
