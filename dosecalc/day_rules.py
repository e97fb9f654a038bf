"""What callers type about days: day 1, spans on their dates, and how days are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from dosecalc import calendar_calls, calls
from dosecalc.calendars import Prefer, Rules
from dosecalc.days import WEEKDAYS, DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import places, read, visit_refusals
from dosecalc.model import Trial
from dosecalc.openings import Opening, Range, opening
from dosecalc.patterns import DAY
from dosecalc.plan import layout
from dosecalc.protocol import Site
from dosecalc.variants import Variant

Anchored = tuple[str, date, date | None]


class Typed(NamedTuple):
    """The options about days, as they are typed; a field is empty where nothing is."""

    start: str | date | None = None
    anchors: Sequence[str] = ()
    site: str | None = None
    closed: Sequence[str] = ()
    holidays: Sequence[str] = ()
    slots: int | None = None
    timezone: str | None = None
    prefer: Prefer = "earlier"
    window: str | None = None
    until: str | None = None


# ------------------------------------------------------------------ rules


def rules(trial: Trial, typed: Typed, day_1: date | None, said: list[Diagnostic]) -> Rules:
    """How days are chosen; what is wrong is added to `said`."""
    closed, dates = _closed(typed.closed, said)
    for code in typed.holidays:
        if places.unknown_country(code.upper()):
            said.append(visit_refusals.no_such_country(None, code.upper()))
    if typed.timezone is not None and places.unknown_zone(typed.timezone):
        said.append(visit_refusals.no_such_timezone(None, typed.timezone))
    if typed.slots is not None and typed.slots < 1:
        said.append(calls.not_above_zero("--slots", typed.slots))
    if any(each.is_error for each in said):
        return Rules()

    def made(site: Site | None) -> Opening:
        return opening(
            site, closed=closed, dates=dates, holidays=[each.upper() for each in typed.holidays],
            slots=typed.slots, zone=typed.timezone or "",
        )  # fmt: skip

    return Rules(
        opening=made(_site(trial, typed.site, said)),
        prefer=typed.prefer,
        window=_window(typed.window, said),
        until=_until(typed.until, trial, day_1, said),
        at=moment_of(typed.start, said)[1],
        sites={site.name: made(site) for site in trial.sites},
    )


def _site(trial: Trial, name: str | None, said: list[Diagnostic]) -> Site | None:
    """The site of that name, or the only one."""
    if name is None and len(trial.sites) < 2:
        return trial.sites[0] if trial.sites else None
    found = next((each for each in trial.sites if each.name == name), None)
    if found is None and name is not None:
        said.append(calendar_calls.site_not_known(name, [each.name for each in trial.sites]))
    return found


def _closed(
    texts: Sequence[str], said: list[Diagnostic]
) -> tuple[tuple[int, ...], tuple[Range, ...]]:
    """Closed weekdays and closed dates."""
    days: list[int] = []
    dates: list[Range] = []
    for text in texts:
        found, _ = read.read_closed(text, "closed")
        if found is None:
            said.append(calendar_calls.no_closed_days(text))
        else:
            days.extend(found[0])
            dates.extend(found[1])
    if len(set(days)) == len(WEEKDAYS):
        said.append(calendar_calls.no_closed_days(", ".join(texts)))
    return tuple(sorted(set(days))), tuple(dates)


def _window(text: str | None, said: list[Diagnostic]) -> tuple[int, int] | None:
    if text is None:
        return None
    found, _ = read.read_window(text, "window")
    if found is None:
        said.append(calendar_calls.no_window(text))
        return None
    before, after = (int(each.seconds[0] // DAY) for each in found)
    return before, after


def _until(
    text: str | None, trial: Trial, day_1: date | None, said: list[Diagnostic]
) -> date | None:
    """A date, or a study day or week counted from day 1."""
    from datetime import timedelta

    if text is None:
        return None
    found = date_of(text)
    if found is not None:
        return found
    days, wrong = read.read_moments(text, "until", DayCount(trial.days_from_zero))
    said.extend(wrong)
    if days is None or day_1 is None:
        return None
    try:
        return day_1 + timedelta(days=days[-1])
    except OverflowError:
        said.append(calls.no_date(text))
        return None


def moment_of(given: str | date | None, said: list[Diagnostic]) -> tuple[date | None, time | None]:
    """The date of day 1, and the time of the first dose where one is typed."""
    if given is None:
        return None, None
    if isinstance(given, datetime):
        return given.date(), given.time()
    if isinstance(given, date):
        return given, None
    try:
        if len(given) > 10:
            found = datetime.fromisoformat(given.replace(" ", "T"))
            if found.tzinfo is None:
                return found.date(), found.time()
        else:
            return date.fromisoformat(given), None
    except ValueError:
        pass
    said.append(calls.no_date(given))
    return None, None


def date_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# ------------------------------------------------------------------ spans on their dates


def anchors(trial: Trial, texts: Sequence[str], said: list[Diagnostic]) -> tuple[Anchored, ...]:
    """Spans with their first and last dates: `radiotherapy=2026-04-13 to 2026-05-29`."""
    found: list[Anchored] = []
    names = [span.name for span in trial.spans]
    for text in texts:
        name, _, dates = text.partition("=")
        name = name.strip().strip('"')
        ends = [date_of(each.strip()) for each in dates.strip().split(" to ")]
        first, last = ends[0], ends[-1] if len(ends) == 2 else None
        if len(ends) > 2 or None in ends or first is None or (last is not None and last < first):
            said.append(calendar_calls.no_anchor(text))
        elif name not in names:
            said.append(calendar_calls.no_such_span(name, names))
        else:
            found.append((name, first, last))
            said.extend(_weekday(trial, name, first))
    return tuple(found)


def _weekday(trial: Trial, name: str, first: date) -> Iterable[Diagnostic]:
    """A warning where a span is told to start on another weekday."""
    span = trial.span_of_time(name)
    stated = [each for each, _ in span.patterns] if span is not None else []
    found = WEEKDAYS[first.weekday()]
    if span is not None and "starting on" in span.said and found not in stated:
        yield calendar_calls.wrong_weekday(name, first.isoformat(), found, stated[0])


def day_1(
    trial: Trial, variant: Variant, start: date | None, anchored: Sequence[Anchored],
    said: list[Diagnostic],
) -> date | None:  # fmt: skip
    """The date of day 1: as typed, or that of the span on which everything hangs."""
    regimens = variant.reading.regimens if variant.reading else ()
    origin = layout(regimens, trial, trial.name).origin
    first = next((each[1] for each in anchored if each[0] == origin and origin), None)
    if first is not None and start is not None and first != start:
        said.append(calendar_calls.anchors_differ(origin, start.isoformat(), first.isoformat()))
    found = start or first
    if found is None and not any(each.code == "no-date" for each in said):
        said.append(calendar_calls.day_1_needed())
    return found
