"""Calendars for calendar programs: what other readers find in them, and what a second file does."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.calendar_plans import calendar as planned
from dosecalc.calendars import Calendar, Person
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import FORMS, Options
from dosecalc.formats.calendar.content_lines import folded
from dosecalc.formats.calendar.events import Event, Writer, identity
from dosecalc.formats.calendar.ics import events
from dosecalc.formats.calendar.zones import vtimezone
from dosecalc.language import read_file, read_phrase
from dosecalc.stamps import Stamp
from dosecalc.variants import variants

MADE = "2026-01-02T03:04:05"
STAMP = Stamp("a file", "0" * 64, "1.2.3", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
BERLIN = ZoneInfo("Europe/Berlin")
HEAD = "trial X\n\narm a\n  give 5 mg of EV once\n\nvisits\n"


def made(argument: Any, **options: Any) -> Calendar:
    given = {"start": "2026-03-02", "time": MADE, **options}
    found = dosecalc.calendar(argument, **given)
    assert found.ok, found.diagnostics
    return found


def file(*visits: str) -> Any:
    found = read_file(HEAD + "".join(f"  {line}\n" for line in visits), "a file")
    assert found.ok, found.diagnostics
    return found


def written(calendar: Calendar, **options: Any) -> bytes:
    return b"".join(FORMS["ics"].write(calendar, Options(**options)))  # type: ignore[arg-type]


def read(content: bytes) -> list[Any]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def found(calendar: Calendar, **options: Any) -> list[Any]:
    return read(written(calendar, **options))


def summaries(calendar: Calendar, **options: Any) -> list[str]:
    return [str(each["SUMMARY"]) for each in found(calendar, **options)]


def starts(calendar: Calendar) -> list[Any]:
    return [each.decoded("DTSTART") for each in found(calendar)]


def uids(calendar: Calendar, **options: Any) -> list[str]:
    return [str(each["UID"]) for each in found(calendar, **options)]


# ------------------------------------------------------------------ one event


def test_a_calendar_of_one_visit_is_this_file() -> None:
    phrase = read_phrase("5 mg of EV by mouth once", "a phrase")
    digest = "7f5d4a6a65f9ddeb1ad2f8b1e5b7d80bbd7ecfaa4c2b4b0dbb8ab8b5ac2d3fc1"
    text = written(made(phrase, id="001", timezone="Asia/Shanghai")).decode()
    unfolded = re.sub(r"SHA-256 [0-9a-f]{64}", f"SHA-256 {digest}", text.replace("\r\n ", ""))
    unfolded = re.sub("UID:[0-9a-f]{40}@", "UID:x@", unfolded)
    version = dosecalc.__version__
    stamp = (
        rf"schedule a phrase\, SHA-256 {digest}\ndosecalc {version}\, 2026-01-02 03:04 UTC\n"
        r"For planning\, review and research\, not for prescribing\; every figure is to be "
        r"verified by a qualified person."
    )
    legend = r"proposed: a day that the protocol does not give\, spread evenly or moved"
    assert unfolded.split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//dosecalc//dosecalc {version}//EN",
        "CALSCALE:GREGORIAN", r"NAME:5 mg of EV by mouth once\, participant 001", rf"DESCRIPTION:{legend}\n{stamp}",
        r"X-WR-CALNAME:5 mg of EV by mouth once\, participant 001", rf"X-WR-CALDESC:{legend}\n{stamp}",
        "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:20250101T000000",
        "TZNAME:CST", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE",
        "BEGIN:VEVENT", r"SUMMARY:001: dose 1 of EV\, 5 mg", "DTSTART;VALUE=DATE:20260302",
        "DTEND;VALUE=DATE:20260303", "DTSTAMP:20260102T030405Z",
        "UID:x@dosecalc", "SEQUENCE:3158104",
        r"DESCRIPTION:participant 001\; day 1\, week 0\n- dose 1 of EV\, 5 mg (oral)\; said: "
        rf"5 mg of EV by mouth once\n{stamp}",
        "LAST-MODIFIED:20260102T030405Z", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "options", "summary", "status"),
    [
        ("5 mg of EV weekly for 2 doses", {}, "dose 1 of EV, 5 mg", "CONFIRMED"),
        ("5 mg of EV twice weekly for 1 week", {}, "proposed: dose 2 of EV, 5 mg", "TENTATIVE"),
        ("5 mg of EV on day 6 within 2 days", {"closed": ["Sat"]},
         "proposed: dose 1 of EV, 5 mg", "TENTATIVE"),
        ("5 mg of EV on day 6", {"closed": ["Sat"]}, "NO OPEN DAY: 7: dose 1 of EV, 5 mg",
         "TENTATIVE"),
        ('5 mg of EV once then 5 mg on day 4 if "no fever"', {}, "possibly dose 2 of EV, 5 mg",
         "TENTATIVE"),
    ],
)  # fmt: skip
def test_a_title_and_a_status_say_what_is_not_sure(
    phrase: str, options: dict[str, Any], summary: str, status: str
) -> None:
    events = found(made(phrase, id="7", **options))
    shown = {str(each["SUMMARY"]).removeprefix("7: "): str(each["STATUS"]) for each in events}
    assert shown[summary] == status


def test_of_many_activities_the_title_names_the_first_and_says_that_one_is_proposed() -> None:
    calendar = made(
        file("a, b, c, d, e weekly for 1 week", "f twice weekly for 1 week"), until="2026-04-01"
    )
    assert summaries(calendar)[0] == "proposed: dose 1 of EV, 5 mg; a; b; and 4 more"


def test_what_found_no_open_day_is_an_event_beside_what_takes_place_that_day() -> None:
    calendar = made(file("ECG on day 6"), closed=["Sat"])
    assert summaries(calendar) == ["dose 1 of EV, 5 mg", "NO OPEN DAY: ECG"]
    assert "NO OPEN DAY: a Saturday, and no window is stated" in found(calendar)[1]["DESCRIPTION"]


def test_a_description_says_window_move_and_words() -> None:
    calendar = made(file("ECG on day 6 within 2 days"), closed=["Sat"])
    assert str(found(calendar)[1]["DESCRIPTION"]).split("\n")[:3] == [
        "arm a; day 6, week 0",
        "- proposed: ECG; window 2026-03-05 to 2026-03-09; moved from 2026-03-07: a Saturday; "
        "said: on day 6 within 2 days",
        "proposed: a day that the protocol does not give, spread evenly or moved",
    ]


def test_every_event_carries_hash_version_time_and_use() -> None:
    calendar = made(file("ECG on day 6 within 2 days", "watch DLT for 28 days from the first dose"))
    foot = "\n".join(calendar.stamp.lines())
    assert foot.endswith("every figure is to be verified by a qualified person.")
    assert all(each["DESCRIPTION"].endswith(foot) for each in found(calendar, windows=True))


def test_no_more_of_a_person_is_told_than_the_id_and_how_they_are_treated() -> None:
    content = written(made("5 mg of EV once", id="001")).decode()
    assert "001" in content and "ATTENDEE" not in content and "ORGANIZER" not in content


# ------------------------------------------------------------------ stretches and windows


def test_a_watch_lasts_through_its_last_day_and_leaves_the_days_free() -> None:
    watch = found(made(file("watch DLT for 28 days from the first dose"), id="1"))[0]
    assert str(watch["SUMMARY"]) == "1: watch DLT"
    assert watch.decoded("DTSTART") == date(2026, 3, 2)
    assert watch.decoded("DTEND") == date(2026, 3, 2) + timedelta(days=28)
    assert watch["TRANSP"] == "TRANSPARENT"


def test_a_span_whose_end_is_a_range_lasts_to_the_latest_one_and_says_so() -> None:
    calendar = made("NCT07312656", arm="spray", reading="arm text", start="2026-04-06")
    span = found(calendar)[0]
    assert str(span["SUMMARY"]) == "date not exact: radiotherapy"
    assert (span.decoded("DTEND"), span["STATUS"]) == (date(2026, 5, 23), "TENTATIVE")
    assert "2026-04-06 to 2026-05-15 (at the latest 2026-05-22)" in span["DESCRIPTION"]


def test_a_visit_whose_date_hangs_on_something_unknown_says_so() -> None:
    calendar = made("5 mg of EV daily for 3 to 5 days then 7 mg weekly for 2 doses")
    last = found(calendar)[-1]
    assert str(last["SUMMARY"]) == "date not exact: dose 7 of EV, 7 mg"
    assert "2026-03-12 (at the latest 2026-03-14); its date is not exact" in last["DESCRIPTION"]
    assert last["STATUS"] == "TENTATIVE"


def test_what_has_no_date_is_named_in_the_calendar() -> None:
    calendar = made(file("ECG daily"))
    text = icalendar.Calendar.from_ical(written(calendar))["DESCRIPTION"]
    assert "no date for ECG: needs when it ends" in text.split("\n")


def test_windows_are_events_of_their_own_on_request() -> None:
    calendar = made(file("ECG on day 6 within 1 day", "MRI on day 6"), id="1")
    assert summaries(calendar) == ["1: dose 1 of EV, 5 mg", "1: ECG; MRI"]
    window = found(calendar, windows=True)[2]
    assert (str(window["SUMMARY"]), window["TRANSP"]) == ("1: window: ECG", "TRANSPARENT")
    assert window.decoded("DTSTART") == date(2026, 3, 6)
    assert window.decoded("DTEND") == date(2026, 3, 9)


def test_reminders_ring_before_what_is_due_and_not_for_stretches() -> None:
    calendar = made(file("watch DLT for 28 days from the first dose"))
    watch, dose = found(calendar, reminders=(timedelta(days=1), timedelta(hours=2)))
    assert watch.walk("VALARM") == []
    assert [alarm.decoded("TRIGGER") for alarm in dose.walk("VALARM")] == [
        timedelta(days=-1), timedelta(hours=-2),
    ]  # fmt: skip
    assert {str(alarm["DESCRIPTION"]) for alarm in dose.walk("VALARM")} == {"dose 1 of EV, 5 mg"}


# ------------------------------------------------------------------ times


def test_a_dose_with_a_time_is_an_event_of_its_own_and_as_long_as_stated() -> None:
    text = HEAD.replace("once", "over 90 minutes at 08:00 once") + "  ECG on day 1\n"
    ecg, dose = found(made(read_file(text, "a file"), timezone="Asia/Shanghai"))
    assert (str(ecg["SUMMARY"]), ecg.decoded("DTSTART")) == ("ECG", date(2026, 3, 2))
    assert dose.decoded("DTSTART").isoformat() == "2026-03-02T08:00:00+08:00"
    assert dose.decoded("DTEND").isoformat() == "2026-03-02T09:30:00+08:00"


def test_a_dose_without_a_stated_length_has_no_end() -> None:
    (dose,) = found(made("5 mg of EV at 08:00 once"))
    assert "DTEND" not in dose and "DURATION" not in dose
    assert dose.decoded("DTSTART") == datetime(2026, 3, 2, 8)


def test_a_time_without_a_zone_floats_and_the_calendar_says_so() -> None:
    content = written(made("5 mg of EV at 08:00 once"))
    assert b"DTSTART:20260302T080000\r\n" in content and b"VTIMEZONE" not in content
    text = icalendar.Calendar.from_ical(content)["DESCRIPTION"]
    assert "no time zone is stated: times are those of the clock" in text


def test_days_without_times_need_no_zone() -> None:
    assert b"no time zone" not in written(made("5 mg of EV once"))


def test_a_time_in_utc_is_written_as_one() -> None:
    content = written(made("5 mg of EV at 08:00 once", timezone="UTC"))
    assert b"DTSTART:20260302T080000Z\r\n" in content and b"VTIMEZONE" not in content


@pytest.mark.parametrize(
    ("phrase", "start", "times"),
    [
        ("5 mg every 12 hours for 4 doses", "2026-03-28T20:00",
         ["28T20:00:00+01:00", "29T09:00:00+02:00", "29T21:00:00+02:00", "30T09:00:00+02:00"]),
        ("5 mg every 12 hours for 4 doses", "2026-10-24T20:00",
         ["24T20:00:00+02:00", "25T07:00:00+01:00", "25T19:00:00+01:00", "26T07:00:00+01:00"]),
        ("5 mg twice daily at 08:00, 20:00 for 2 days", "2026-03-28",
         ["28T08:00:00+01:00", "28T20:00:00+01:00", "29T08:00:00+02:00", "29T20:00:00+02:00"]),
        ("5 mg twice daily at 08:00, 20:00 for 2 days", "2026-10-24",
         ["24T08:00:00+02:00", "24T20:00:00+02:00", "25T08:00:00+01:00", "25T20:00:00+01:00"]),
        ("5 mg at 02:30 daily for 2 days", "2026-03-28", ["28T02:30:00+01:00", "29T03:30:00+02:00"]),
        ("5 mg at 02:30 daily for 2 days", "2026-10-25", ["25T02:30:00+02:00", "26T02:30:00+01:00"]),
    ],
)  # fmt: skip
def test_hours_elapse_and_times_of_the_clock_stay_when_the_clocks_change(
    phrase: str, start: str, times: list[str]
) -> None:
    calendar = made(phrase, start=start, timezone="Europe/Berlin")
    assert [each.isoformat() for each in starts(calendar)] == [start[:8] + at for at in times]


def test_the_second_of_two_times_that_look_alike_is_written_in_utc() -> None:
    calendar = made("5 mg over 30 minutes every 6 hours for 2 doses", start="2026-10-24T21:30",
                    timezone="Europe/Berlin")  # fmt: skip
    assert [each.isoformat() for each in starts(calendar)] == [
        "2026-10-24T21:30:00+02:00", "2026-10-25T01:30:00+00:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "days"),
    [("2028-02-27", ["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"]),
     ("2026-12-30", ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"])],
)  # fmt: skip
def test_days_go_on_over_leap_days_and_the_end_of_a_year(start: str, days: list[str]) -> None:
    calendar = made("5 mg daily for 4 days", start=start)
    assert [each.isoformat() for each in starts(calendar)] == days


@pytest.mark.parametrize("start", ["0001-01-02", "9999-12-30"])
def test_the_first_and_the_last_of_all_days_are_written(start: str) -> None:
    calendar = made("5 mg at 23:30 over 1 hour once", start=start, timezone="Europe/Berlin")
    assert len(found(calendar)) == 1


# ------------------------------------------------------------------ VTIMEZONE

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Shanghai",
         "America/Santiago", "Africa/Casablanca", "Asia/Tehran", "Asia/Kathmandu")  # fmt: skip
moments = st.datetimes(datetime(2019, 1, 2), datetime(2030, 12, 30), timezones=st.just(UTC))


@given(st.sampled_from(ZONES), moments)
def test_icalendar_reads_the_same_instants_from_a_written_zone(name: str, at: datetime) -> None:
    content = vtimezone(name, date(2019, 1, 1), date(2030, 12, 31))
    zone = icalendar.Timezone.from_ical(content).to_tz(lookup_tzid=False)
    here = at.astimezone(ZoneInfo(name))
    if here.fold == 0:  # a reader that knows no second time takes the first
        shown = here.replace(tzinfo=zone)
        assert shown.utcoffset() == here.utcoffset()


@given(st.sampled_from([each for each in ZONES if each not in ("Africa/Casablanca",)]), moments)
def test_dateutil_reads_the_same_instants_where_changes_follow_a_rule(
    name: str, at: datetime
) -> None:
    content = vtimezone(name, at.date(), at.date())
    text = content.decode().replace("\r\n", "\n")
    if "RDATE" not in text:  # which dateutil does not read
        zone = tzical(StringIO(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n")).get()
        here = at.astimezone(ZoneInfo(name))
        if here.fold == 0:
            assert here.replace(tzinfo=zone).utcoffset() == here.utcoffset()


def test_a_zone_is_written_with_every_calendar_that_has_one() -> None:
    content = written(made("5 mg at 08:00 once", timezone="Asia/Shanghai"))
    (zone,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"


# ------------------------------------------------------------------ what other readers find

phrases = st.builds(
    "{} mg of EV every {} days for {} doses{}".format,
    st.integers(1, 900), st.integers(1, 40), st.integers(1, 12),
    st.sampled_from(("", " within 1 day", " within 3 days", " at 08:00", " at 02:30 within 2 days",
                     " over 45 minutes at 23:30")),
)  # fmt: skip
days = st.dates(date(2019, 1, 1), date(2032, 12, 31))
closed = st.sampled_from(((), ("Sun",), ("Sat, Sun",), ("Mon, Wed, Fri",)))
zones = st.sampled_from((None, *ZONES))


def shown(each: Any) -> tuple[str, str, str]:
    return str(each["UID"]), str(each["SUMMARY"]), each.decoded("DTSTART").isoformat()


@given(phrases, days, closed, zones, st.booleans())
def test_readers_find_the_events_that_were_written(
    phrase: str, start: date, closed: tuple[str, ...], zone: str | None, windows: bool
) -> None:
    calendar = made(phrase, start=start, closed=closed, timezone=zone)
    content = written(calendar, windows=windows)
    written_events = list(events(calendar, Options(windows=windows)))
    made_events = {event.uid: event for event in written_events}
    read_back = icalendar.Calendar.from_ical(content)
    again = [shown(each) for each in read_back.walk("VEVENT")]
    assert [uid for uid, _, _ in again] == [event.uid for event in written_events]
    assert len(made_events) == len(written_events)
    for uid, summary, at in again:
        event = made_events[uid]
        assert (summary, at) == (event.summary, event.start.isoformat())
    last = start + timedelta(days=600)
    expanded = recurring_ical_events.of(read_back).between(start - timedelta(days=30), last)
    assert Counter(map(shown, expanded)) == Counter(again)


@given(phrases, days)
def test_dates_are_the_start_and_whole_periods(phrase: str, start: date) -> None:
    calendar = made(phrase, start=start)
    period, count = (
        int(each) for each in re.findall("every ([0-9]+) days for ([0-9]+)", phrase)[0]
    )
    first = [at.date() if isinstance(at, datetime) else at for at in starts(calendar)]
    assert first == [start + timedelta(days=period * number) for number in range(count)]


@given(phrases, days, closed)
def test_events_are_the_appointments_of_the_calendar(
    phrase: str, start: date, closed: tuple[str, ...]
) -> None:
    calendar = made(phrase, start=start, closed=closed)
    wanted = Counter(each.on for each in calendar.appointments())
    given_on = [at.date() if isinstance(at, datetime) else at for at in starts(calendar)]
    assert set(given_on) == set(wanted)


def test_a_day_holds_what_readers_find_at_it() -> None:
    calendar = icalendar.Calendar.from_ical(written(made("5 mg weekly for 3 doses")))
    assert len(recurring_ical_events.of(calendar).at(date(2026, 3, 9))) == 1
    assert recurring_ical_events.of(calendar).at(date(2026, 3, 10)) == []


# ------------------------------------------------------------------ importing again


def test_a_visit_that_moves_keeps_its_name() -> None:
    text = file("ECG on day 6 within 2 days", "watch DLT for 28 days from the first dose")
    before, after = made(text, id="1"), made(text, id="1", closed=["Sat"])
    assert starts(before) != starts(after)
    assert uids(before, windows=True) == uids(after, windows=True)


def test_a_visit_that_finds_no_open_day_any_more_keeps_its_name() -> None:
    text = file("ECG on day 6")
    before, after = made(text, id="1"), made(text, id="1", closed=["Sat"])
    assert uids(before) == uids(after)
    assert [each.startswith("NO OPEN DAY") for each in summaries(after)] == [False, True]


def test_another_start_of_the_same_participant_moves_every_visit() -> None:
    text = file("ECG on day 6 within 2 days", "call 3 days after each planned ECG")
    assert uids(made(text, id="1")) == uids(made(text, id="1", start="2026-03-05"))


def test_a_dose_that_gets_a_time_keeps_its_name() -> None:
    phrase = "5 mg every 12 hours for 2 doses"
    untimed, timed = made(phrase), made(phrase, start="2026-03-02T08:00")
    assert set(uids(untimed)) < set(uids(timed))


def test_what_is_planned_later_has_a_higher_sequence() -> None:
    (first,) = found(made("5 mg once", time="2026-01-01T00:00"))
    (second,) = found(made("5 mg once", time="2026-01-01T00:01"))
    assert second["SEQUENCE"] == first["SEQUENCE"] + 1
    assert second.decoded("DTSTAMP") == second.decoded("LAST-MODIFIED") > first.decoded("DTSTAMP")


def test_a_time_before_2020_has_no_negative_sequence() -> None:
    (event,) = found(made("5 mg once", time="1999-01-01"))
    assert event["SEQUENCE"] == 0


def of_people(*people: tuple[str, str, date]) -> Calendar:
    text = "trial X\n\narm a\n  give 5 mg weekly for 3 doses\n\narm b\n  give 5 mg once\n"
    trial = read_file(text, "a file").trial
    arms = {arm.name: next(variants(arm)) for arm in trial.arms}
    listed = [Person(name, arms[arm], start) for name, arm, start in people]
    return planned(trial, listed, made=STAMP)


DAY = date(2026, 3, 2)


def test_participants_never_share_names() -> None:
    calendar = of_people(("1", "a", DAY), ("2", "a", DAY), ("1", "b", DAY), ("", "a", DAY),
                         ("", "a", DAY), ("", "a", DAY + timedelta(days=7)))  # fmt: skip
    names = uids(calendar)
    assert len(names) == len(set(names)) == 16


@given(st.lists(st.text(max_size=3), unique=True, max_size=6))
def test_ids_that_look_alike_are_told_apart(ids: list[str]) -> None:
    names = uids(of_people(*((name, "a", DAY) for name in ids)))
    assert len(names) == len(set(names)) == 3 * len(ids)


def test_trials_never_share_names() -> None:
    other = file("ECG on day 1").trial
    one, two = (read_file(f"trial {name}\n\narm a\n  give 5 mg once\n", "f") for name in "XY")
    assert other.name == "X"
    assert uids(made(one, id="1")) != uids(made(two, id="1"))


def test_the_same_time_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    one = written(made("5 mg weekly for 3 doses", time=None))
    two = written(made("5 mg weekly for 3 doses", time=None))
    assert one == two and b"DTSTAMP:20260102T030405Z" in one


# ------------------------------------------------------------------ any text

texts = st.text(st.characters(codec="utf-8"), max_size=200)
# Of what is typed, icalendar itself takes a backslash and an N for a break of the line.
plain = texts.filter(lambda text: "\\N" not in text)


def one_event(summary: str, about: str, **more: Any) -> bytes:
    event = Event("1@dosecalc", summary, about, DAY, DAY + timedelta(days=1), **more)
    return Writer(STAMP, (timedelta(hours=36),)).written(event)


def lines_of(content: bytes) -> Iterator[bytes]:
    assert content.endswith(b"\r\n")
    yield from content[:-2].split(b"\r\n")


@given(texts, texts)
def test_no_line_is_longer_than_75_octets_and_none_splits_a_character(one: str, two: str) -> None:
    for each in lines_of(one_event(one, two)):
        assert len(each) <= 75
        assert each.decode()


@given(texts, texts)
def test_texts_are_read_as_they_were_written(one: str, two: str) -> None:
    event = icalendar.Event.from_ical(one_event(one, two))
    breaks = re.compile("\r\n|\r|\n")
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (
        breaks.sub("\n", one),
        breaks.sub("\n", two),
    )
    assert sorted(event) == ["DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED",
                             "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID"]  # fmt: skip


def by_icalendar(event: Event) -> bytes:
    found = icalendar.Event()
    found.add("SUMMARY", event.summary)
    found.add("DTSTART", event.start)
    if event.stop is not None:
        found.add("DTEND", event.stop)
    found.add("DTSTAMP", STAMP.moment)
    found.add("UID", event.uid)
    found.add("SEQUENCE", 3158104)
    found.add("DESCRIPTION", event.about)
    found.add("LAST-MODIFIED", STAMP.moment)
    found.add("STATUS", "TENTATIVE" if event.tentative else "CONFIRMED")
    found.add("TRANSP", "TRANSPARENT" if event.free else "OPAQUE")
    if event.due:
        alarm = icalendar.Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", event.summary)
        alarm.add("TRIGGER", timedelta(hours=-36))
        found.add_component(alarm)
    return bytes(found.to_ical())


ends = st.one_of(
    st.tuples(days, st.none() | days),
    st.tuples(st.datetimes(datetime(2019, 1, 1), datetime(2032, 1, 1)), st.none()),
    st.tuples(st.datetimes(datetime(2019, 1, 1), datetime(2032, 1, 1),
                           timezones=st.just(BERLIN), allow_imaginary=False), st.none()),
).filter(lambda pair: not getattr(pair[0], "fold", 0))  # fmt: skip


LONG = "X:" + "a" * 71 + "\\;b"
FOLDS_ALIKE = icalendar.parser.Contentline(LONG).to_ical() == folded(LONG.encode())


@pytest.mark.skipif(not FOLDS_ALIKE, reason="an icalendar that folds lines within an escape")
@given(plain, plain, ends, st.booleans(), st.booleans(), st.booleans())
def test_the_bytes_are_those_of_icalendar(
    one: str, two: str, when: Any, tentative: bool, free: bool, due: bool
) -> None:
    event = Event(identity(one), one, two, *when, tentative, free, due)
    assert Writer(STAMP, (timedelta(hours=36),)).written(event) == by_icalendar(event)


INJECTED = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil"


def test_an_id_that_tries_to_open_an_event_does_not() -> None:
    (event, *_) = events = read(written(of_people((INJECTED, "b", DAY))))
    assert len(events) == 1
    assert event["SUMMARY"] == f"{visible(INJECTED)}: dose 1, 5 mg"


@given(texts.filter(bool))
def test_any_id_is_shown_and_adds_no_event(name: str) -> None:
    content = written(of_people((name, "b", DAY)))
    (event,) = read(content)
    assert event["SUMMARY"] == f"{visible(name)}: dose 1, 5 mg"
    assert all(len(each) <= 75 for each in lines_of(content))
    controls = set(range(32)) - {10, 13} | {127}
    assert not controls & set(content)


activities = texts.filter(lambda text: text.strip() == text != "" and text.isprintable())


@given(activities)
def test_any_activity_is_shown_as_it_was_typed(name: str) -> None:
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = read_file(f"{HEAD}  {quoted} on day 2\n", "a file")
    if text.ok and len(text.trial.visits) == 1:
        (activity,) = text.trial.visits[0].activities  # type: ignore[union-attr]
        assert str(found(made(text))[1]["SUMMARY"]) == visible(activity)


# ------------------------------------------------------------------ many


def test_many_participants_come_in_pieces() -> None:
    people = [(f"{number:04}", "a", DAY + timedelta(days=number % 9)) for number in range(500)]
    pieces = list(FORMS["ics"].write(of_people(*people), Options()))
    assert len(pieces) > 5 and max(map(len, pieces)) < 80_000
    content = b"".join(pieces)  # type: ignore[arg-type]
    assert content.count(b"BEGIN:VEVENT") == 1500
    assert len(set(uids(of_people(*people)))) == 1500
