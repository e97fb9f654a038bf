"""How many events of calendar programs are written a second, beside icalendar on the same events.

Seconds are printed, never asserted. Run with `--benchmark-enable` for the whole.
"""

import tracemalloc
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from dosecalc.calendar_plans import calendar as planned
from dosecalc.calendars import Calendar, Person, Rules
from dosecalc.formats.calendar import FORMS, Options
from dosecalc.formats.calendar.events import Event, Writer
from dosecalc.formats.calendar.ics import events
from dosecalc.language import read_phrase
from dosecalc.openings import Opening
from dosecalc.stamps import Stamp
from dosecalc.variants import variants

STAMP = Stamp("a phrase", "0" * 64, "1.2.3", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
VISITS = 50


def of_people(count: int) -> Calendar:
    """So many participants with 50 visits each, who start within a year."""
    phrase = f"5 mg of EV intravenously every 7 days for {VISITS} doses within 2 days"
    trial = read_phrase(phrase).trial
    variant = next(variants(trial.arms[0]))
    first = date(2026, 3, 2)
    people = [
        Person(f"{n:05}", variant, first + timedelta(days=n % 365)) for n in range(count)
    ]  # fmt: skip
    return planned(trial, people, Rules(opening=Opening(zone="Asia/Shanghai")), made=STAMP)


def size(form: str, calendar: Calendar) -> int:
    return sum(map(len, FORMS[form].write(calendar, Options())))


@pytest.mark.parametrize("form", ["ics", "csv"])
def test_a_calendar_of_10_000_participants(benchmark: Any, form: str) -> None:
    count = 100 if benchmark.disabled else 10_000
    calendar = of_people(count)
    benchmark.extra_info["bytes"] = benchmark.pedantic(size, args=(form, calendar), rounds=1)
    benchmark.extra_info["events"] = count * VISITS
    assert benchmark.extra_info["bytes"] > 100 * count * VISITS


def serialised(found: list[Event]) -> int:
    writer = Writer(STAMP, ())
    return sum(len(writer.written(event)) for event in found)


def as_icalendar(found: list[Event]) -> icalendar.Calendar:
    """The same events as icalendar holds them."""
    made = icalendar.Calendar()
    for event in found:
        each = icalendar.Event()
        for name, value in (
            ("SUMMARY", event.summary), ("DTSTART", event.start), ("DTEND", event.stop),
            ("DTSTAMP", STAMP.moment), ("UID", event.uid), ("SEQUENCE", 3158104),
            ("DESCRIPTION", event.about), ("LAST-MODIFIED", STAMP.moment),
            ("STATUS", "CONFIRMED"), ("TRANSP", "OPAQUE"),
        ):  # fmt: skip
            each.add(name, value)
        made.add_component(each)
    return made


def some_events(benchmark: Any) -> list[Event]:
    found = list(events(of_people(10 if benchmark.disabled else 400), Options()))
    benchmark.extra_info["events"] = len(found)
    return found


def test_events_as_bytes(benchmark: Any) -> None:
    found = some_events(benchmark)
    assert benchmark.pedantic(serialised, args=(found,), rounds=3) > 0


def test_the_same_events_as_bytes_by_icalendar(benchmark: Any) -> None:
    made = as_icalendar(some_events(benchmark))
    content = benchmark.pedantic(made.to_ical, rounds=3)
    assert content.count(b"BEGIN:VEVENT") == benchmark.extra_info["events"]


def test_the_same_events_made_and_as_bytes_by_icalendar(benchmark: Any) -> None:
    found = some_events(benchmark)
    content = benchmark.pedantic(lambda: as_icalendar(found).to_ical(), rounds=1)
    ours = b"".join(map(Writer(STAMP, ()).written, found))
    assert ours.replace(b"\r\n ", b"") in content.replace(b"\r\n ", b"")


def test_writing_takes_as_much_room_for_many_as_for_few() -> None:
    def most(count: int) -> int:
        calendar = of_people(count)
        size("ics", calendar)
        tracemalloc.start()
        size("ics", calendar)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few, many = most(20), most(200)
    print(f"20 participants {few / 2**20:.1f} MiB, 200 participants {many / 2**20:.1f} MiB")
    assert many < 3 * few
