"""Recurrence rules and calendar files: published dates, dateutil's dates, and what is refused."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options, calendar_events

DATEUTIL = "dateutil/dateutil: docs/rrule.rst"


def read(text: str) -> Text:
    (found,) = NOTATIONS["rrule"].texts(Content.of_text(text, "rule"), Options())
    return found


def words(text: str) -> str:
    found = read(text)
    assert found.ok, [each.message for each in found.diagnostics]
    return found.words


def told(text: Text) -> list[str]:
    """The codes of what is said, besides which date is day 1."""
    return [each.code for each in text.diagnostics if each.code != "day-1-dated"]


def codes(text: str) -> list[str]:
    return told(read(text))


def moments(text: Text, first: date) -> list[datetime]:
    """When the doses are, day 1 being a date; those without a time at the start of their day."""
    listed = dosecalc.doses(text).to_frame()
    return sorted(
        datetime.fromisoformat(f"{first + timedelta(days=day - 1)}T{time or '00:00'}")
        for day, time in zip(listed["day"], listed["time"], strict=True)
    )


# ------------------------------------------------------------------ published


def daily(first: str, count: int) -> list[str]:
    begin = datetime.fromisoformat(first)
    return [(begin + timedelta(days=n)).isoformat() for n in range(count)]


# id, DTSTART, rule, published dates
PUBLISHED = [
    ("RR-001", "19970902T090000", "FREQ=DAILY;COUNT=10", daily("1997-09-02T09:00", 10)),
    ("RR-002", "19970902T090000", "FREQ=DAILY;UNTIL=19971224T000000", daily("1997-09-02T09:00", 113)),
    ("RR-004", "19970902T090000", "FREQ=DAILY;INTERVAL=10;COUNT=5",
     ["1997-09-02", "1997-09-12", "1997-09-22", "1997-10-02", "1997-10-12"]),
    ("RR-006", "19970902T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=6",
     ["1997-09-02", "1997-09-16", "1997-09-30", "1997-10-14", "1997-10-28", "1997-11-11"]),
    ("RR-008", "19970902T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
     ["1997-09-02", "1997-09-04", "1997-09-16", "1997-09-18", "1997-09-30", "1997-10-02",
      "1997-10-14", "1997-10-16"]),
    ("RR-010", "19970902T090000", "FREQ=MONTHLY;COUNT=5;BYMONTHDAY=-1,1",
     ["1997-09-30", "1997-10-01", "1997-10-31", "1997-11-01", "1997-11-30"]),
    ("RR-013", "19970902T090000", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000",
     ["1997-09-02T09:00", "1997-09-02T12:00", "1997-09-02T15:00"]),
    ("RR-014", "19970902T090000", "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
     [f"1997-09-02T{time}" for time in ("09:00", "09:15", "09:30", "09:45", "10:00", "10:15")]),
    ("RR-017", "19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
     ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]),
    ("RR-018", "19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
     ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]),
    ("RR-022", "19970512T090000", "FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO",
     ["1997-05-12", "1998-05-11", "1999-05-17"]),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "start", "rule", "dates"), PUBLISHED)
def test_a_rule_means_the_published_dates(
    id_: str, start: str, rule: str, dates: Sequence[str]
) -> None:
    expected = [datetime.fromisoformat(each if "T" in each else f"{each}T09:00") for each in dates]
    text = read(f"DTSTART:{start} RRULE:{rule}")
    assert moments(text, expected[0].date()) == expected, DATEUTIL


# ------------------------------------------------------------------ words

START = "DTSTART:19970902T090000 "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("100 mg; FREQ=DAILY;COUNT=10", "100 mg daily for 10 doses"),
        ("100 mg of EX by mouth\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8",
         "100 mg of EX by mouth on Tue, Thu for 8 doses"),
        ("FREQ=DAILY", "an unknown amount daily"),
        ("FREQ=DAILY;COUNT=1000000000", "an unknown amount daily for 1000000000 doses"),
        ("FREQ=HOURLY;INTERVAL=12;COUNT=4", "an unknown amount every 12 hours for 4 doses"),
        ("FREQ=MONTHLY;COUNT=6", "an unknown amount monthly for 6 doses"),
        ("FREQ=DAILY;BYHOUR=8,20;COUNT=14", "an unknown amount twice daily at 08:00, 20:00 for 14 doses"),
        (START + "FREQ=DAILY;COUNT=10", "an unknown amount daily at 09:00 for 10 doses"),
        (START + "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8",
         "an unknown amount at 09:00 on days 1, 3 of every 14 days for 8 doses"),
        (START + "RRULE:FREQ=DAILY;COUNT=5 EXDATE:19970904T090000",
         "an unknown amount at 09:00 on days 1, 2 of every 3 days for 2 cycles"),
        (START + "RDATE:19970910T090000,19970913T090000", "an unknown amount at 09:00 on days 1, 9, 12"),
        ("DTSTART;VALUE=DATE:19970902 RRULE:FREQ=DAILY;UNTIL=19970904", "an unknown amount daily for 3 doses"),
        (START + "FREQ=DAILY;COUNT=3\n5 mg\nDTSTART:19970910T100000 FREQ=DAILY;COUNT=2",
         "an unknown amount daily at 09:00 for 3 doses and 5 mg daily at 10:00 for 2 doses from day 9"),
        ("# of a trial\n10 mg\nDTSTART:19970902T090000\nRRULE:FREQ=DAILY;\n COUNT=2",
         "10 mg daily at 09:00 for 2 doses"),
    ],
)  # fmt: skip
def test_a_rule_in_words(text: str, said: str) -> None:
    assert words(text) == said


def test_hours_keep_the_days_on_which_they_fall() -> None:
    text = read("DTSTART:19970902T200000 RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=4")
    assert [each.isoformat(" ", "minutes") for each in moments(text, date(1997, 9, 2))] == [
        "1997-09-02 20:00", "1997-09-03 08:00", "1997-09-03 20:00", "1997-09-04 08:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "rule-missing"), ("# nothing", "rule-missing"), ("10 mg", "rule-dose"),
        ("10 mg daily; FREQ=DAILY;COUNT=3", "rule-dose"),
        ("FREQ=DAILY;TIMES=3", "rule-part-not-known"), ("FREQ=DAILY;COUNT=ten", "rule-value"),
        ("FREQ=DAILY;COUNT=0", "rule-value"), ("FREQ=DAILY;INTERVAL=0", "rule-value"),
        ("FREQ=OFTEN", "rule-value"), ("RRULE:COUNT=3", "rule-value"), ("RRULE:", "rule-value"),
        ("FREQ=DAILY;BYDAY=XX", "rule-value"), ("FREQ=DAILY;BYHOUR=24", "rule-value"),
        ("FREQ=DAILY;COUNT=3;COUNT=4", "rule-part-twice"),
        (START + "FREQ=DAILY;COUNT=3;UNTIL=19971224T000000", "rule-part-twice"),
        ("FREQ=DAILY;UNTIL=19971224T000000", "rule-start-needed"),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "rule-start-needed"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=3", "rule-start-needed"),
        (START + "FREQ=MONTHLY;BYDAY=1MO", "rule-endless"),
        (START + "RRULE:FREQ=DAILY EXDATE:19970904T090000", "rule-endless"),
        (START + "FREQ=DAILY;UNTIL=19971224", "rule-until-day"),
        (START + "FREQ=DAILY;UNTIL=19960101T000000", "rule-never"),
        ("DTSTART:1997 FREQ=DAILY", "rule-value"), ("DTSTART:19970231 FREQ=DAILY", "rule-value"),
        ("DTSTART:19970902T250000 FREQ=DAILY", "rule-value"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_said_is_refused(text: str, code: str) -> None:
    found = [each for each in read(text).diagnostics if each.is_error]
    assert [each.code for each in found] == [code] and found[0].hint
    assert read(text).words == ""


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "rule-never"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "rule-never"),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=366;COUNT=3", "rule-never"),
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=10;COUNT=3", "rule-never"),
        ("FREQ=SECONDLY;BYSECOND=0;BYMINUTE=0;BYHOUR=0;COUNT=1000000000", "rule-too-long"),
        ("FREQ=MINUTELY;BYHOUR=3;COUNT=1000000000", "rule-too-long"),
        ("FREQ=SECONDLY;BYSECOND=0,30;UNTIL=99991231T235959", "rule-too-long"),
        ("FREQ=DAILY;BYMONTH=1,3;UNTIL=99991231T000000", "rule-too-long"),
        ("FREQ=YEARLY;INTERVAL=1000000000;BYMONTH=3;COUNT=5", "rule-never"),
        ("FREQ=DAILY;INTERVAL=999999999;BYMONTH=9;COUNT=5", "rule-too-long"),
    ],
)
def test_a_hostile_rule_is_answered(rule: str, code: str) -> None:
    assert [each for each in codes(START + "RRULE:" + rule) if each != "rule-start-outside"] == [
        code
    ]


def test_a_first_date_that_the_rule_does_not_have_is_warned_of() -> None:
    text = read("DTSTART:20260302 RRULE:FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3")
    assert text.words == "an unknown amount on days 1, 32, 62"
    assert told(text) == ["rule-start-outside"]
    assert "2026-03-15" in text.diagnostics[0].message


def test_times_are_those_of_the_clock_and_a_zone_is_listed_as_left_out() -> None:
    text = read(
        "DTSTART;TZID=America/New_York:19970902T090000 RRULE:FREQ=DAILY;UNTIL=19970904T130000Z"
    )
    assert text.words == "an unknown amount daily at 09:00 for 3 doses"
    assert told(text) == ["not-taken-over"]


def test_clocks_that_change_move_no_dose() -> None:
    text = read("DTSTART;TZID=Europe/Berlin:20260327T023000 RRULE:FREQ=DAILY;COUNT=4")
    assert [f"{each:%d %H:%M}" for each in moments(text, date(2026, 3, 27))] == [
        "27 02:30", "28 02:30", "29 02:30", "30 02:30",
    ]  # fmt: skip


def test_a_dose_without_an_agent_takes_none_from_its_neighbour() -> None:
    text = read("5 mg of EX\nFREQ=DAILY;COUNT=2\n9 mg by mouth\nFREQ=DAILY;COUNT=1")
    listed = dosecalc.doses(text).to_frame()
    assert sorted(zip(listed["agent"].map(str), listed["route"].map(str), strict=True)) == [
        ("EX", "None"), ("EX", "None"), ("None", "oral"),
    ]  # fmt: skip


# ------------------------------------------------------------------ calendar files


def event(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


def calendar(*events: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""))


def test_an_event_whose_title_is_a_dose_is_that_dose() -> None:
    text = calendar(
        event("UID:1", "SUMMARY:5 mg of EX\\, by mouth", "DTSTART:20260302T080000",
              "RRULE:FREQ=DAILY;COUNT=3", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"),
        event("UID:2", "SUMMARY:Lunch with the team", "DTSTART:20260304T120000"),
    )  # fmt: skip
    found = read(text)
    assert found.words == "5 mg of EX, by mouth daily at 08:00 for 3 doses"
    assert told(found) == ["not-taken-over"]
    assert "Lunch with the team" in found.diagnostics[0].message


def test_events_whose_titles_are_no_doses_are_of_unknown_amount() -> None:
    found = read(
        calendar(
            event("UID:1", "SUMMARY:Pills", "DTSTART:20260302T080000", "RRULE:FREQ=DAILY;COUNT=3")
        )
    )
    assert found.words == "an unknown amount daily at 08:00 for 3 doses"
    assert told(found) == ["event-without-dose"]


def test_an_event_that_was_moved_is_given_once() -> None:
    text = calendar(
        event("UID:1", "SUMMARY:5 mg", "DTSTART:20260302T080000", "RRULE:FREQ=DAILY;COUNT=3"),
        event("UID:1", "SUMMARY:5 mg", "DTSTART:20260305T080000", "RECURRENCE-ID:20260303T080000"),
    )
    assert words(text) == "5 mg at 08:00 on days 1, 3, 4"


def test_a_cancelled_event_is_left_out() -> None:
    text = calendar(event("UID:1", "SUMMARY:5 mg", "DTSTART:20260302"),
                    event("UID:2", "SUMMARY:5 mg", "DTSTART:20260303", "STATUS:CANCELLED"))  # fmt: skip
    assert words(text) == "5 mg once"
    assert codes(text) == ["not-taken-over"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302\n", "rule-value"),
        (calendar(event("SUMMARY:5 mg")), "rule-start-needed"),
        (calendar(event("SUMMARY:5 mg", "DTSTART:x")), "rule-value"),
        (calendar(), "rule-missing"),
    ],
)
def test_a_broken_calendar_is_refused(text: str, code: str) -> None:
    assert code in codes(text) and read(text).words == ""


def test_a_calendar_file_is_told_by_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.ics"
    file.write_text(calendar(event("SUMMARY:5 mg", "DTSTART:20260302")))
    (found,) = dosecalc.load(file)
    assert found.words == "5 mg once"
    assert told(found) == ["guessed-notation"]


@pytest.mark.parametrize("title", ["Pills", "room 5", "5 mg daily", "", "x" * 2000])
def test_a_title_that_is_no_dose_says_none(title: str) -> None:
    assert calendar_events.dose_of(title) == ""


# ------------------------------------------------------------------ laws

WEEKDAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=4, unique=True
)


def joined(name: str, values: st.SearchStrategy[list[int]]) -> st.SearchStrategy[str]:
    return values.map(lambda found: f";{name}={','.join(map(str, found))}")


def some(low: int, high: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(low, high), min_size=1, max_size=3, unique=True)


rules = st.tuples(
    st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")).map("FREQ={}".format),
    st.one_of(st.just(""), st.integers(1, 4).map(";INTERVAL={}".format)),
    st.one_of(st.just(""), WEEKDAYS.map(lambda days: f";BYDAY={','.join(days)}")),
    st.one_of(st.just(""), joined("BYMONTH", some(1, 12))),
    st.one_of(st.just(""), joined("BYHOUR", some(0, 23))),
    st.one_of(st.just(""), st.just(";WKST=SU")),
    st.one_of(st.integers(1, 40).map(";COUNT={}".format),
              st.dates(date(2026, 3, 2), date(2027, 3, 2)).map(lambda day: f";UNTIL={day:%Y%m%d}T120000")),
).map("".join)  # fmt: skip


@given(rules, st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))
def test_a_rule_means_the_dates_that_dateutil_has(rule: str, start: datetime) -> None:
    begin = start.replace(second=0, microsecond=0)
    lines = f"DTSTART:{begin:%Y%m%dT%H%M%S}\nRRULE:{rule}"
    text = read("5 mg\n" + lines)
    if not text.ok:
        refused = {"rule-never", "rule-too-long"}
        assert {each.code for each in text.diagnostics if each.is_error} <= refused
        return
    if any(each.code == "not-taken-over" for each in text.diagnostics):
        return
    theirs = list(rrulestr(lines))
    assert moments(text, theirs[0].date()) == theirs


@given(st.text(alphabet="FREQ=DAILYWKOUNT;:,0123456789BYMSDX \n-RU", max_size=60))
def test_no_rule_ends_in_a_traceback(text: str) -> None:
    found = read("DTSTART:20260302T080000 RRULE:FREQ=" + text)
    assert found.ok or any(each.is_error for each in found.diagnostics)


def test_what_a_dose_of_our_own_calendar_is_equal_to_is_told() -> None:
    made = dosecalc.convert("1 drop of 10 ug by eye drops once", to="ics", start="2026-03-02")
    (text,) = NOTATIONS["rrule"].texts(Content.of_text(made.text, "a.ics"), Options())
    assert text.words == "1 drop by eye drops once"
    assert "what `1 drop = 10 µg` is equal to is left out" in text.diagnostics[0].message


def test_a_calendar_of_several_ways_of_dosing_has_an_arm_for_each(tmp_path: Path) -> None:
    trial = tmp_path / "two.dose"
    trial.write_text(
        "trial EX-01\narm low\n  give 5 mg of EX daily for 3 days\n"
        "arm high\n  give 10 mg of EX daily for 2 days from day 2\n"
    )
    made = dosecalc.convert(str(trial), to="ics", start="2026-03-02").text
    assert made is not None
    (tmp_path / "two.ics").write_text(made)
    (back,) = dosecalc.load(str(tmp_path / "two.ics"), "rrule")
    assert back.words == (
        "trial recurrence\n\n"
        'arm "low"\n  give 5 mg of EX daily for 3 days\n\n'
        'arm "high"\n  give 10 mg of EX daily for 2 days from day 2\n'
    )


# Further examples of RFC 5545, section 3.8.5.3: first date, and rule (counts where it has none).
RFC = [
    ("19970902", "FREQ=DAILY;INTERVAL=2;COUNT=5"),
    ("19980101", "FREQ=YEARLY;UNTIL=20000131T140000;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA"),
    ("19980101", "FREQ=DAILY;UNTIL=20000131T140000;BYMONTH=1"),
    ("19970902", "FREQ=WEEKLY;UNTIL=19971007T000000;WKST=SU;BYDAY=TU,TH"),
    ("19970901", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000;WKST=SU;BYDAY=MO,WE,FR"),
    ("19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR"),
    ("19970907", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU"),
    ("19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO"),
    ("19970928", "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=-3"),
    ("19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15"),
    ("19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15"),
    ("19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;COUNT=18"),
    ("19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7"),
    ("19970310", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3"),
    ("19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200"),
    ("19970519", "FREQ=YEARLY;BYDAY=20MO;COUNT=3"),
    ("19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=11"),
    ("19970913", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=10"),
    ("19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3"),
    ("19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3"),
    ("19970929", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7"),
    ("19970902", "FREQ=MINUTELY;INTERVAL=90;COUNT=4"),
    ("19970902", "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40;COUNT=30"),
    ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5"),
]


@pytest.mark.parametrize(("first", "rule"), RFC)
def test_further_examples_of_the_rfc_have_the_dates_of_dateutil(first: str, rule: str) -> None:
    lines = f"DTSTART:{first}T090000\nRRULE:{rule}"
    listed = dosecalc.doses(*dosecalc.load(f"5 mg; {lines}", "rrule")).to_frame()
    day_1 = datetime.strptime(first, "%Y%m%d")
    found = [
        day_1 + timedelta(days=int(day) - 1, hours=int(clock[:2]), minutes=int(clock[3:]))
        for day, clock in zip(listed["day"], listed["time"], strict=True)
    ]
    assert found == list(rrulestr(lines))


def test_the_date_that_is_day_1_is_told() -> None:
    (note,) = read("5 mg; DTSTART:20260302T080000 RRULE:FREQ=DAILY;COUNT=3").diagnostics
    assert (note.code, note.message) == ("day-1-dated", "2026-03-02 is day 1")
    assert read("5 mg; FREQ=DAILY;COUNT=3").diagnostics == ()
