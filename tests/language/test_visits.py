"""Windows, visits that hang on others, sites, and how participants follow each other."""

from datetime import date

import pytest

import dosecalc
from dosecalc.days import Length
from dosecalc.language import read_file
from dosecalc.language.writer import formatted
from dosecalc.model import Trial
from dosecalc.protocol import Chain, Visit

HEAD = 'trial X "x"\n'
ARM = "arm a\n  give 10 mg weekly for 4 weeks\n"


def days(number: int) -> Length:
    return Length(low=number, high=number, unit="day")


def trial(text: str) -> Trial:
    read = read_file(text, "a file")
    assert read.ok, [each.message for each in read.diagnostics]
    return read.trial


def visit(line: str) -> Visit:
    found = trial(f"{HEAD}{ARM}visits\n  ECG at weeks 0, 2\n  {line}\n").visits[1]
    assert isinstance(found, Visit)
    return found


def site(*lines: str) -> tuple[Trial, str]:
    block = "".join(f"    {line}\n" for line in lines)
    text = f'{HEAD}  site "Main hospital"\n{block}\n{ARM}'
    return trial(text), formatted(text, "a file")[0] or ""


def mistakes(text: str) -> list[tuple[str, str]]:
    found = dosecalc.check(read_file(text, "a file"))
    return [(each.code, each.span.text if each.span else "") for each in found if each.is_error]


def wrong_visits(*lines: str) -> list[tuple[str, str]]:
    return mistakes(f"{HEAD}{ARM}visits\n" + "".join(f"  {line}\n" for line in lines))


def wrong_site(*lines: str) -> list[tuple[str, str]]:
    block = "".join(f"    {line}\n" for line in lines)
    return mistakes(f'{HEAD}  site "Main hospital"\n{block}\n{ARM}')


# ------------------------------------------------------------------ windows


def test_a_dose_has_a_window_and_the_same_total() -> None:
    phrase = dosecalc.parse("10 mg every 3 weeks for 6 cycles within 1 day before to 2 days after")
    course = phrase.trial.arms[0].readings[0].regimens[0].item
    assert course.window == (days(1), days(2))
    assert str(dosecalc.total(phrase)[0].total.low) == "60"


def test_one_length_is_both_sides_of_a_window() -> None:
    assert visit("labs at weeks 0, 4 within 3 days").window == (days(3), days(3))


def test_a_window_is_one_length() -> None:
    assert wrong_visits("labs at weeks 0, 4 within 2 to 3 days") == [
        ("needs-exact", "within 2 to 3 days")
    ]


def test_a_window_is_said_once() -> None:
    found = dosecalc.check("10 mg weekly for 4 weeks within 2 days within 3 days")
    assert [each.code for each in found] == ["said-twice"]


# ------------------------------------------------------------------ visits at a point


@pytest.mark.parametrize(
    ("line", "anchor", "before"),
    [
        ("follow-up 28 days after the last dose", "last dose", False),
        ("consent 3 days before the first dose", "first dose", True),
        ("call 2 days after last dose within 1 day", "last dose", False),
    ],
)
def test_a_visit_may_be_so_far_from_a_dose(line: str, anchor: str, before: bool) -> None:
    start = visit(line).start
    assert start is not None
    assert (start.anchor, start.before) == (anchor, before)


def test_a_visit_may_be_so_far_from_a_span() -> None:
    text = f"{HEAD}{ARM}span surgery\n  lasts 1 day\n\nvisits\n  scan 2 days after surgery ends\n"
    (found,) = trial(text).visits
    assert isinstance(found, Visit)
    assert found.start is not None
    assert (found.start.anchor, found.start.name) == ("span end", "surgery")


# ------------------------------------------------------------------ visits counted from visits


def test_a_visit_is_counted_from_each_planned_or_actual_visit() -> None:
    assert visit("call 7 days after each actual ECG").chain == Chain(
        activity="ECG", which="each", actual=True, length=days(7)
    )
    assert visit("fasting 1 day before the first planned dose").chain == Chain(
        activity="dose", which="first", actual=False, length=days(1), before=True
    )


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["call 7 days after each actual EGC"], [("unknown-name", "EGC")]),
        (["call 1 day before each actual dose"],
         [("before-what-happened", "1 day before each actual dose")]),
        (["ECG at weeks 2, 4", "call 7 days after each actual ECG at weeks 2, 4"],
         [("chain-and-days", "7 days after each actual ECG")]),
        (["ECG 1 day after each planned MRI", "MRI 1 day after each planned ECG"],
         [("hangs-on-itself", "MRI"), ("hangs-on-itself", "ECG")]),
        (["ECG 1 day after each planned ECG"], [("hangs-on-itself", "ECG")]),
        (["ECG at weeks 0, 2", "call 2 to 3 days after each planned ECG"],
         [("needs-exact", "2 to 3 days after each planned ECG")]),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(lines: list[str], found: list[tuple[str, str]]) -> None:
    assert wrong_visits(*lines) == found


# ------------------------------------------------------------------ sites


def test_a_site_says_when_it_sees_participants() -> None:
    read, text = site(
        "closed on weekends", "closed 2026-05-01, 2026-10-01 to 2026-10-07", "holidays cn",
        "slots 8 a day", "timezone Asia/Shanghai",
    )  # fmt: skip
    (found,) = read.sites
    assert (found.name, found.closed, found.holidays) == ("Main hospital", (5, 6), "CN")
    assert (found.slots, found.zone) == (8, "Asia/Shanghai")
    assert found.dates == (
        (date(2026, 5, 1), date(2026, 5, 1)), (date(2026, 10, 1), date(2026, 10, 7)),
    )  # fmt: skip
    assert text.splitlines()[1:7] == [
        '  site "Main hospital"',
        "    closed on weekends",
        "    closed on 2026-05-01, 2026-10-01 to 2026-10-07",
        "    holidays CN",
        "    slots 8 a day",
        '    timezone "Asia/Shanghai"',
    ]


def test_a_site_is_still_a_fact_of_the_trial() -> None:
    assert site()[0].facts_stated == (("site", '"Main hospital"'),)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["closed on weekdays", "closed Sat, Sun"], [("never-open", "closed Sat, Sun")]),
        (["closed on 2026-05-02 to 2026-05-01"], [("backward-range", "2026-05-02 to 2026-05-01")]),
        (["holidays Germany"], [("no-such-country", "Germany")]),
        (["holidays DE-XX"], [("no-such-country", "DE-XX")]),
        (["slots 0 a day"], [("zero-count", "0")]),
        (["slots 40 a week"], [("slots-a-day", "slots 40 a week")]),
        (["slots 4 a day", "slots 5 a day"], [("said-twice", "slots 5 a day")]),
        (["timezone Beijing"], [("no-such-timezone", "timezone Beijing")]),
        (["sponsor \"x\""], [("misplaced-line", "sponsor")]),
    ],
)  # fmt: skip
def test_a_line_of_a_site_that_cannot_be_is_refused(
    lines: list[str], found: list[tuple[str, str]]
) -> None:
    assert wrong_site(*lines) == found


def test_a_country_may_have_regions() -> None:
    assert site("holidays DE-BY")[0].sites[0].holidays == "DE-BY"


def test_a_slip_in_a_time_zone_gets_the_nearest_one() -> None:
    (found,) = [
        each
        for each in dosecalc.check(
            read_file(f'{HEAD}  site "s"\n    timezone "Asia/Shangai"\n{ARM}', "a file")
        )
        if each.is_error
    ]
    assert found.hint == "did you mean `Asia/Shanghai`?"


# ------------------------------------------------------------------ participants in turn


def test_participants_of_a_cohort_may_wait_for_each_other() -> None:
    read = trial(
        f"{HEAD}  stagger at least 24 hours between participants\n\narm a\n"
        "  sentinel 3 days before the others\n  give 10 mg once\n"
    )
    assert [each.said for each in read.spacing] == [
        "stagger at least 24 hours between participants"
    ]
    assert [each.said for each in read.arms[0].spacing] == [
        "sentinel participant 3 days before the others"
    ]


def test_what_a_site_and_a_cohort_say_is_compared_too() -> None:
    old = f'{HEAD}  site "s"\n    slots 4 a day\n\n{ARM}'
    new = old.replace("4 a day", "6 a day").replace(
        "arm a\n", "arm a\n  stagger 2 days between participants\n"
    )
    both = read_file(old, "old"), read_file(new, "new")
    assert [str(change) for change in dosecalc.diff(*both)] == [
        "site s: slots 4 a day → 6 a day",
        "arm a: stagger added: stagger 2 days between participants",
    ]
