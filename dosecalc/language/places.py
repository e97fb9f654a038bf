"""What a trial says of its sites, its participants, and how these follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from dosecalc.days import WEEKDAYS
from dosecalc.diagnostics import Report, Span
from dosecalc.language import dose_refusals, refusals, visit_refusals
from dosecalc.language.block import Statement
from dosecalc.language.clauses import weekdays
from dosecalc.language.clauses.weeks import week_list
from dosecalc.language.facts import body_of, facts_of
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Reading,
    Refused,
    figure,
    length,
    quoted,
    subtree,
    subtrees,
    tokens,
    unquoted,
    whole,
    words,
)
from dosecalc.protocol import Participants, Site, Spacing

Range = tuple[date, date]
Closed = tuple[tuple[int, ...], tuple[Range, ...], str]


def site(body: Node, statement: Statement, reading: Reading, report: Report) -> Site:
    """A `site` block; lines that are wrong are reported and left out."""
    name = unquoted(tokens(body, "STRING")[0])
    statement.text = f"site {quoted(name)}"
    closed: list[int] = []
    dates: list[Range] = []
    once: dict[str, tuple[object, Span]] = {}
    said: list[tuple[str, str]] = []
    for line in statement.block:
        if line.tree is None or line.rule == "attribute":
            continue
        inner = body_of(line.tree)
        try:
            if line.rule == "closed":
                text = _closed(inner, reading, closed, dates)
            else:
                value, text = _SINGLE[line.rule](inner, reading)
                if line.rule in once:
                    raise Refused(refusals.said_twice(line.span, once[line.rule][1], line.rule))
                once[line.rule] = value, line.span
        except Refused as refused:
            report.add(refused.diagnostic)
            continue
        keyword = _KEYWORDS.get(line.rule, line.rule)
        said.append((keyword, text))
        line.text = f"{keyword} {text}"
    values = {rule: value for rule, (value, _) in once.items()}
    return Site(
        name=name, closed=tuple(sorted(set(closed))), dates=tuple(dates),
        holidays=str(values.get("holidays", "")), zone=str(values.get("zone", "")),
        slots=values.get("slots"),  # type: ignore[arg-type]
        said=tuple(said), facts=facts_of(statement),
    )  # fmt: skip


_KEYWORDS = {"zone": "timezone"}


def _closed(node: Node, reading: Reading, days: list[int], dates: list[Range]) -> str:
    """Add the weekdays or dates on which nobody is seen; the text of the line."""
    found, ranges, text = closed(node, reading)
    if len({*days, *found}) == len(WEEKDAYS):
        raise Refused(visit_refusals.never_open(reading.span(node)))
    days.extend(found)
    dates.extend(ranges)
    return f"on {text}"


def closed(node: Node, reading: Reading) -> Closed:
    """The weekdays or the dates of a `closed` tree, and how the language writes them."""
    listed = subtree(node, "on_weekdays")
    if listed is not None:
        days, text = weekdays.listed(listed, reading)
        return days, (), text
    found = tuple(_range(each, reading) for each in subtrees(node, "dates"))
    return (), found, dates_text(found)


def _range(node: Node, reading: Reading) -> Range:
    ends = [date.fromisoformat(token) for token in tokens(node, "DATE")]
    if ends[-1] < ends[0]:
        raise Refused(dose_refusals.backward_range(reading.span(node)))
    return ends[0], ends[-1]


def dates_text(ranges: Iterable[Range]) -> str:
    """Dates as the language writes them.

    >>> dates_text([(date(2026, 5, 1), date(2026, 5, 1)), (date(2026, 10, 1), date(2026, 10, 7))])
    '2026-05-01, 2026-10-01 to 2026-10-07'
    """
    return ", ".join(
        first.isoformat() if first == last else f"{first} to {last}" for first, last in ranges
    )


def _holidays(node: Node, reading: Reading) -> tuple[str, str]:
    """The public holidays of a country, or of a region of it: `CN`, `DE-BY`."""
    named = next(subtrees(node, "name"))
    code = words(named).upper()
    if unknown_country(code):
        raise Refused(visit_refusals.no_such_country(reading.span(named), code))
    return code, code if code.replace("-", "").isalpha() else quoted(code)


def unknown_country(code: str) -> bool:
    """Whether no public holidays are known for a country, or for a region of it."""
    from holidays import list_supported_countries

    country, dash, region = code.partition("-")
    known = list_supported_countries()
    return country not in known or (bool(dash) and region not in known[country])


def _slots(node: Node, reading: Reading) -> tuple[int, str]:
    count = whole(tokens(node, "NUMBER")[0], reading)
    if count == 0:
        raise Refused(dose_refusals.zero_count(reading.span(node)))
    if tokens(node, "TIME_UNIT")[0].lower() not in ("day", "d"):
        raise Refused(visit_refusals.slots_a_day(reading.span(node), count))
    return count, f"{count} a day"


def _zone(node: Node, reading: Reading) -> tuple[str, str]:
    zone = "/".join(words(each) for each in subtrees(node, "name"))
    if unknown_zone(zone):
        raise Refused(visit_refusals.no_such_timezone(reading.span(node), zone))
    return zone, quoted(zone)


def unknown_zone(name: str) -> bool:
    """Whether a time zone is none of the IANA database's."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return True
    return False


_SINGLE = {"holidays": _holidays, "slots": _slots, "zone": _zone}


def spacing(body: Node, statement: Statement, reading: Reading) -> Spacing:
    """`sentinel participant 3 days before the others`, `stagger 7 days between participants`.

    A stagger may be for the first ones alone: `stagger 3 days between the first 3 participants`.
    """
    given = length(next(subtrees(body, "length")), reading)
    kind: Literal["sentinel", "stagger"] = "stagger"
    said = f"stagger {given} between participants"
    first = None
    for token in tokens(body, "NUMBER"):
        first = whole(token, reading)
        said = f"stagger {given} between the first {first} participants"
        if first == 1:
            raise Refused(refusals.does_not_fit(
                reading.span(token), reading.span(body), "one participant has nobody to wait for",
                "type 2 or more, or leave the line out",
            ))  # fmt: skip
    if statement.rule == "sentinel":
        kind, said = "sentinel", f"sentinel participant {given} before the others"
    statement.text = said
    return Spacing(kind=kind, length=given, said=said, first=first, facts=facts_of(statement))


def participants(
    body: Node, statement: Statement, reading: Reading, before: Sequence[Participants]
) -> Participants:
    """`participants 40 planned`, `participants 6 in each cohort`, `participants 3 in cohorts 1, 2`.

    `before` are those that the same block states above, of which none is for one of these cohorts.
    """
    given = next(subtrees(body, "figure"))
    count, place = figure(given, reading), reading.span(given)
    if count.low.denominator != 1 or (count.high or Fraction(1)).denominator != 1:
        raise Refused(dose_refusals.not_whole(place))
    if count.high == 0:
        raise Refused(dose_refusals.zero_count(place))
    cohorts = week_list(body, reading, first=1)
    made = Participants(
        figure=count, in_each_cohort=bool(cohorts or tokens(body, "IN_EACH_COHORT")),
        cohorts=cohorts, facts=facts_of(statement), span=reading.span(body),
    )  # fmt: skip
    for low, high in cohorts:
        for each in before:
            if any(first <= high and low <= last for first, last in each.cohorts):
                raise Refused(refusals.does_not_fit(
                    reading.span(body), each.span or place,
                    "two lines state the participants of one cohort", "keep one of the two",
                ))  # fmt: skip
    planned = " planned" * bool(tokens(body, "PLANNED"))
    statement.text = f"participants {count}{planned}{made.where}"
    return made
