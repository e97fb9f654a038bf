"""Plans as recurrence rules and calendar files: what dateutil and icalendar find in them."""

from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from exported_doses import FIRST, START, back, doses, moments
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import phrases

import dosecalc
from dosecalc.conversion import Converted
from dosecalc.formats.exchange.rrule import _rule
from dosecalc.sources import shipped, texts


def converted(argument: Any, to: str = "rrule", **options: Any) -> Converted:
    return dosecalc.convert(argument, to=to, **options)


def lines(phrase: str, **options: Any) -> list[str]:
    found = converted(phrase, **options)
    assert found.pieces is not None, [each.message for each in found.diagnostics]
    return found.text.splitlines()


def dated(content: str) -> list[datetime]:
    """The dates that dateutil finds in the blocks of an export."""
    found: list[datetime] = []
    for block in content.split("\n\n"):
        rules = [line for line in block.replace("\n ", "").splitlines()
                 if line.startswith(("DTSTART", "RRULE", "RDATE", "EXDATE"))]  # fmt: skip
        plain = "\n".join(line.replace(";VALUE=DATE", "") for line in rules)
        if plain:
            found += rrulestr(plain, forceset=True)
            if "RRULE" not in plain:  # dateutil counts DTSTART with a rule alone
                found.append(datetime.strptime(rules[0].rpartition(":")[2][:15],
                                               "%Y%m%dT%H%M%S" if "T" in rules[0].rpartition(":")[2] else "%Y%m%d"))  # fmt: skip
    return sorted(found)


# ------------------------------------------------------------------ rules


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("10 mg of X daily at 08:00 for 3 days", ["10 mg of X", "DTSTART:20260302T080000", "RRULE:FREQ=DAILY;COUNT=3"]),
        ("10 mg weekly for 4 doses", ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;COUNT=4"]),
        ("10 mg every 10 days for 5 doses", ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;INTERVAL=10;COUNT=5"]),
        ("10 mg on Mon, Thu for 3 weeks", ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6"]),
        ("10 mg on days 1, 3 of every 14 days for 8 doses",
         ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,WE;COUNT=8"]),
        ("10 mg monthly for 5 months", ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=MONTHLY;COUNT=5"]),
        ("10 mg daily for 9 days except day 2",
         ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=9", "EXDATE;VALUE=DATE:20260303"]),
        ("10 mg on days 1, 2, 9, 30", ["10 mg", "DTSTART;VALUE=DATE:20260302", "RDATE;VALUE=DATE:20260303,20260310,20260331"]),
        ("10 mg daily until progression", ["10 mg", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY"]),
        ("placebo of X by nasal drops over 5 minutes once",
         ["placebo of X by nasal drops over 5 minutes", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=1"]),
    ],
)  # fmt: skip
def test_a_course_is_this_rule(phrase: str, expected: list[str]) -> None:
    assert lines(phrase, start=START) == expected


def test_days_that_no_rule_has_are_listed_with_a_note_and_nothing_is_lost() -> None:
    found = converted("10 mg on days 1, 2, 9, 30", start=START)
    assert [each.code for each in found.diagnostics] == ["rule-dates-listed"]
    assert found.losses == ()


def test_a_route_that_carries_over_is_written_out() -> None:
    found = lines("1 mg of X orally daily for 2 days then 2 mg daily for 2 days", start=START)
    assert [line for line in found if line.endswith("orally")] == [
        "1 mg of X orally",
        "2 mg of X orally",
    ]


def test_an_end_is_a_count_never_a_date() -> None:
    assert "UNTIL" not in converted("10 mg daily through day 56", start=START).text


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("10 mg daily at 08:30 for 3 days", "RRULE:FREQ=DAILY;BYHOUR=8;BYMINUTE=30;COUNT=3"),
        ("10 mg every 12 hours for 4 doses", "RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=4"),
    ],
)
def test_without_a_start_a_rule_stands_alone_and_that_is_told(phrase: str, expected: str) -> None:
    assert lines(phrase) == ["10 mg", expected]
    assert any("DTSTART is left out" in each.message for each in converted(phrase).losses)


@pytest.mark.parametrize(
    "phrase", ["10 mg on days 1, 2, 9, 30", "10 mg daily for 2 days then 5 mg daily for 2 days", "10 mg monthly for 3 months",
               "10 mg every 3 weeks for 4 to 6 cycles", "10 mg every 4 to 6 hours for 3 days", "10 mg as needed for 3 days"],
)  # fmt: skip
def test_what_no_rule_could_say_is_refused(phrase: str) -> None:
    found = converted(phrase)
    assert found.pieces is None and "not-exportable" in [each.code for each in found.diagnostics]


def test_ways_of_dosing_are_told_apart_by_comments() -> None:
    found = lines("1, 2 mg once escalating across cohorts", start=START)
    assert [line for line in found if line.startswith("#")] == [
        "# 1, 2 mg once escalating across cohorts, cohort 1", "# 1, 2 mg once escalating across cohorts, cohort 2",
    ]  # fmt: skip


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30, unique=True).map(sorted))
def test_a_rule_gives_the_days_that_it_was_made_of(days: list[int]) -> None:
    rule = _rule(days, FIRST)
    if rule is None:
        return
    begin = datetime.combine(FIRST + timedelta(days=days[0]), time())
    found = [(each.date() - FIRST).days for each in rrulestr(f"RRULE:{rule.text}", dtstart=begin)]
    assert [day for day in found if day not in rule.without] == days


@settings(suppress_health_check=list(HealthCheck))
@given(phrases)
def test_dateutil_finds_every_dose_of_a_plan(phrase: str) -> None:
    if not dosecalc.parse(phrase).ok or len(dosecalc.doses(phrase, start=START)) > 1000:
        return
    found = converted(phrase, start=START)
    if found.pieces is None or found.losses:
        return
    content = found.text
    cells = len({row[12] for row in dosecalc.doses(phrase)})
    if cells < 2:  # a dose in two units has two rows
        assert dated(content) == moments(phrase), content
    (text,) = back("rrule", content)
    assert text.ok and doses(text) == doses(phrase), content


# ------------------------------------------------------------------ calendar files


def test_a_calendar_file_lists_every_dose() -> None:
    phrase = "5 mg of X orally twice daily at 08:00, 20:00 for 3 days"
    content = converted(phrase, "ics", start=START).text
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(
        FIRST, date(2026, 4, 1)
    )
    assert sorted(each.decoded("DTSTART") for each in found) == moments(phrase)
    (text,) = back("rrule", content)
    assert doses(text) == doses(phrase)


def test_a_calendar_file_needs_a_date_and_a_checked_schedule() -> None:
    refused = converted("5 mg once", "ics")
    assert [each.code for each in refused.diagnostics] == [
        "not-exportable"
    ] and "--start" in refused.diagnostics[0].message
    draft = dosecalc.parse("trial T\nunconfirmed\narm a\n  give 5 mg once\n")
    assert "unconfirmed-draft" in [
        each.code for each in converted(draft, "ics", start=START).diagnostics
    ]


def test_what_has_no_date_is_told() -> None:
    found = converted("5 mg daily until progression", "ics", start=START)
    assert "left-out" in [each.code for each in found.diagnostics]


TRIALS = [text for text in texts([str(shipped())]) if text.trial.arms]


@pytest.mark.parametrize("to", ["rrule", "ics"])
@pytest.mark.parametrize("start", [None, START])
def test_every_shipped_trial_is_exported_or_says_why_not(to: str, start: str | None) -> None:
    for text in TRIALS:
        found = converted(text, to, start=start)
        assert (found.pieces is None) == any(each.is_error for each in found.diagnostics)
        if found.pieces is not None and to == "rrule":
            assert all(each.ok for each in back("rrule", found.text))
