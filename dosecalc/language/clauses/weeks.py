"""`in weeks 1-4` keeps a pattern inside those 7-day blocks; `at weeks 0, 2, 6` are visit days."""

from __future__ import annotations

from dosecalc.language import dose_refusals, timing_refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Reading, Refused, subtrees, tokens, value

EXAMPLE = "10 mg daily in weeks 1-4"
AT_EXAMPLE = "300 mg at weeks 0, 2, 6"


def read(node: Node, draft: Draft) -> None:
    """Read `in weeks`: ranges of weeks, week 1 being the course's first seven days."""
    ranges = week_list(node, draft.reading, first=1)
    span = draft.reading.span(node)
    draft.put("weeks", ranges, span)
    draft.say(f"in weeks {text(ranges)}", "inside these weeks of the course", span)


def read_at(node: Node, draft: Draft) -> None:
    """Read `at weeks`: week n is the day 7·n days after day 1."""
    ranges = week_list(node, draft.reading, first=0)
    span = draft.reading.span(node)
    days = tuple((7 * week, 7 * week) for low, high in ranges for week in range(low, high + 1))
    draft.put_days((days, None), visits=True, span=span)
    draft.say(f"at weeks {text(ranges)}", "week n is the day 7·n days after day 1", span)


def week_list(node: Node, reading: Reading, first: int) -> tuple[tuple[int, int], ...]:
    """Weeks, or other numbers of a list, as ranges; none before `first`."""
    found: list[tuple[int, int]] = []
    for each in subtrees(node, "days"):
        ends = [
            value(tokens(day, "NUMBER")[0])
            for day in subtrees(each, "day")
            if tokens(day, "NUMBER")
        ]
        if len(ends) < len(list(subtrees(each, "day"))) or any(
            end.denominator != 1 for end in ends
        ):
            raise Refused(dose_refusals.not_whole(reading.span(each)))
        if any(end > 10_000 for end in ends):
            raise Refused(dose_refusals.too_many(reading.span(each)))
        if ends[0] < first:
            raise Refused(dose_refusals.zero_count(reading.span(each)))
        if ends[-1] < ends[0]:
            raise Refused(dose_refusals.backward_range(reading.span(each)))
        if any(ends[0] <= high and low <= ends[-1] for low, high in found):
            raise Refused(timing_refusals.listed_twice(reading.span(each)))
        found.append((int(ends[0]), int(ends[-1])))
    return tuple(found)


def text(ranges: tuple[tuple[int, int], ...]) -> str:
    """Weeks as the language writes them."""
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)
