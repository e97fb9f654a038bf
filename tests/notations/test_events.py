"""Event tables read as schedules, with the figures that other programs publish of theirs."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.dose_events import dosed
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options
from dosecalc.variants import Question, variants

HOUR = 3_600

EV = "mrgsolve/docs: reference/ev.html"
REALIZE = "metrumresearchgroup/mrgsolve: test-realize.R"
TEST_EV = "metrumresearchgroup/mrgsolve: test-ev.R"
SEQ = "mrgsolve/docs: reference/ev_seq.html"
REPEAT = "mrgsolve/docs: reference/ev_repeat.html"
DAYS = "metrumresearchgroup/mrgsolve: test-ev_days.R"
ET = "nlmixr2/rxode2et: test-et.R"
INTRO = "nlmixrdevelopment/RxODE: RxODE99-Intro2020"
RXODE = "nlmixrdevelopment/RxODE: rxode01events.Rmd"
PKPDSIM = "InsightRX/PKPDsim: tests/testthat"
PUMAS = "stjordanis/Pumas.jl: test/core"
CAMPSIS = "Calvagone/campsis: testRepeatedSchedule.R"
NMSIM = "NMautoverse/NMsim: test_NMcreateDoses.R"
PMXTRICKS = "philipdelff/pmxtricks: R/cyclicDoses.R"

A = "TIME,AMT,II,ADDL"
WEEK = (0, 24, 48, 72, 96, 120, 144)
LATER = (*WEEK, 168, 216, 264, 312)


def weeks(*first: int, count: int, every: int = 168) -> list[int]:
    return [hour + every * n for n in range(count) for hour in first]


# id, header, rows of the table, hours, amounts, words, source
PUBLISHED = [
    ("MEV-001", A, "0,100,24,6", WEEK, 7 * [100], "100 mg every 24 hours for 7 doses", EV),
    ("MEV-002", A, "0,100,24,1", (0, 24), (100, 100), "100 mg every 24 hours for 2 doses", EV),
    ("MEV-003", A, "0,500,0,0 24,250,24,4", WEEK[:6], (500, *5 * [250]),
     "500 mg once then 250 mg every 24 hours for 5 doses from day 2", REALIZE),
    ("MEV-005", A, "0,1000,0,0 12,500,12,10", range(0, 144, 12), (1000, *11 * [500]),
     "1000 mg once then 500 mg every 12 hours for 11 doses starting 12 hours after the last dose",
     REALIZE),
    ("MEV-006", A, "0,100,28,3", (0, 28, 56, 84), 4 * [100], "100 mg every 28 hours for 4 doses",
     TEST_EV),
    ("MEV-008", A, "0,100,28,3", (0, 28, 56, 84), 4 * [100], "100 mg every 28 hours for 4 doses",
     TEST_EV),
    ("MEV-011", A, "28,300,14,5", (28, 42, 56, 70, 84, 98), 6 * [300],
     "rest 28 hours then 300 mg every 14 hours for 6 doses",
     "metrumresearchgroup/mrgsolve: issue #1144"),
    ("MEV-016", A, "0,1,24,3 96,2,24,1 144,3,12,4",
     (*WEEK[:6], 144, 156, 168, 180, 192), (1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3),
     "1 mg every 24 hours for 4 doses then 2 mg every 24 hours for 2 doses "
     "then 3 mg every 12 hours for 5 doses", SEQ),
    ("MEV-019", A, "0,2,24,1 72,4,24,1", (0, 24, 72, 96), (2, 2, 4, 4),
     "2 mg every 24 hours for 2 doses then rest 24 hours then 4 mg every 24 hours for 2 doses", SEQ),
    ("MEV-020", A, "-24,4,24,1 0,2,24,1", (-24, 0, 0, 24), (4, 2, 4, 2),
     "4 mg every 24 hours for 2 doses from day -1 and 2 mg every 24 hours for 2 doses", SEQ),
    ("MEV-021", A, "0,100,12,1 24,200,0,0", (0, 12, 24), (100, 100, 200),
     "100 mg every 12 hours for 2 doses then 200 mg once", SEQ),
    ("MEV-024", A, "12,100,12,1 144,200,0,0 264,100,12,1", (12, 24, 144, 264, 276),
     (100, 100, 200, 100, 100),
     "rest 12 hours then 100 mg every 12 hours for 2 doses then rest 108 hours then 200 mg once "
     "then 100 mg every 12 hours for 2 doses from day 12", SEQ),
    ("MEV-027", A, "0,100,24,0 12,200,24,0", (0, 12), (100, 200),
     "100 mg once then 200 mg once starting 12 hours after the last dose", SEQ),
    ("MEV-028", A, "0,100,24,0 24,200,24,0 216,200,24,0 240,100,24,0", (0, 24, 216, 240),
     (100, 200, 200, 100),
     "100 mg every 10 days for 2 doses and 200 mg every 8 days for 2 doses from day 2", SEQ),
    ("MEV-031", A, " ".join(f"{t},500,0,0 {t + 24},250,24,5" for t in (0, 336, 672)),
     weeks(*WEEK, count=3, every=336), 3 * (500, *6 * [250]),
     "500 mg every 2 weeks for 3 doses and "
     "250 mg on days 1-6 of every 14 days for 3 cycles from day 2", REPEAT),
    ("MEV-035", A, "0,100,168,3 48,100,168,3 96,100,168,3", weeks(0, 48, 96, count=4), 12 * [100],
     "100 mg on days 1, 3, 5 of every 7 days for 4 cycles", DAYS),
    ("MEV-036", A, "24,50,168,23 72,100,168,23", weeks(24, 72, count=24), 24 * (50, 100),
     "50 mg every 7 days for 24 doses from day 2 and 100 mg every 7 days for 24 doses from day 4",
     DAYS),
    ("MEV-038", A, "0,100,168,0 24,100,168,0 48,100,168,0", (0, 24, 48), 3 * [100],
     "100 mg every 24 hours for 3 doses", DAYS),
    ("MEV-041", A, "0,100,12,3", (0, 12, 24, 36), 4 * [100], "100 mg every 12 hours for 4 doses", EV),
    ("MEV-043", A, "0,100,6,3", (0, 6, 12, 18), 4 * [100], "100 mg every 6 hours for 4 doses", EV),
    ("MEV-044", A, "0,100,24,1 1,200,24,3", (0, 1, 24, 25, 49, 73), (100, 200, 100, 200, 200, 200),
     "100 mg every 24 hours for 2 doses and (rest 1 hour then 200 mg every 24 hours for 4 doses)",
     EV),
    ("MEV-045", A, "0,100,24,6 168,100,48,3", LATER, 11 * [100],
     "100 mg every 24 hours for 7 doses then 100 mg every 48 hours for 4 doses", SEQ),
    ("MEV-046", A, " ".join(f"{t},100,24,6 {t + 168},100,48,3" for t in (0, 360, 720)),
     weeks(*LATER, count=3, every=360), 33 * [100],
     "100 mg on days 1-8, 10, 12, 14 of every 15 days for 3 cycles", REPEAT),
    ("MEV-048", A, "0,10,7,0 7,30,7,0 14,60,21,3", (0, 7, 14, 35, 56, 77), (10, 30, 60, 60, 60, 60),
     "10 mg once then 30 mg once starting 7 hours after the last dose "
     "then 60 mg every 21 hours for 4 doses starting 7 hours after the last dose", SEQ),
    ("MEV-049", "TIME,AMT,CMT,II,ADDL", "0,20,2,20,4 100,10,1,20,4", range(0, 200, 20),
     5 * [20] + 5 * [10],
     '20 mg by "compartment 2" every 20 hours for 5 doses '
     'then 10 mg by "compartment 1" every 20 hours for 5 doses', REALIZE),
    ("NEST-001", A, " ".join(f"{t},400,12,7" for t in weeks(0, 168, 336, count=2, every=672)),
     [t + 12 * n for t in weeks(0, 168, 336, count=2, every=672) for n in range(8)], 48 * [400],
     "((400 mg every 12 hours for 8 doses) repeated 3 times every 7 days) "
     "repeated 2 times every 4 weeks", PMXTRICKS),
    ("RXO-001", A, "50,1,1.5,5", (50, 51.5, 53, 54.5, 56, 57.5), 6 * [1],
     "rest 50 hours then 1 mg every 90 minutes for 6 doses", ET),
    ("RXO-002", A, "50,1,1.5,4", (50, 51.5, 53, 54.5, 56), 5 * [1],
     "rest 50 hours then 1 mg every 90 minutes for 5 doses", ET),
    ("RXO-003", A, "50,1,1.5,5", (50, 51.5, 53, 54.5, 56, 57.5), 6 * [1],
     "rest 50 hours then 1 mg every 90 minutes for 6 doses", ET),
    ("RXO-022", A, "0.25,4,0.5,4", (0.25, 0.75, 1.25, 1.75, 2.25), 5 * [4],
     "rest 15 minutes then 4 mg every 30 minutes for 5 doses", ET),
    ("RXO-026", A, "0,10000,12,10", range(0, 121, 12), 11 * [10000],
     "10000 mg every 12 hours for 11 doses", "nlmixr2/rxode2: vignettes/events-et"),
    ("RXO-029", A, "0,10000,12,9 120,20000,24,4", (*range(0, 120, 12), *range(120, 240, 24)),
     10 * [10000] + 5 * [20000],
     "10000 mg every 12 hours for 10 doses then 20000 mg every 24 hours for 5 doses", INTRO),
    ("RXO-030", A, "0,10000,24,13 504,10000,24,13 1008,10000,24,13",
     weeks(*range(0, 336, 24), count=3, every=504), 42 * [10000],
     "10000 mg on days 1-14 of every 21 days for 3 cycles", INTRO),
    ("RXO-032", A, "0,70000,24,4", (0, 24, 48, 72, 96), 5 * [70000],
     "70000 mg every 24 hours for 5 doses", INTRO),
    ("RXO-035", "TIME,AMT,II,SS,ADDL",
     "0,10000,24,1,0 12,15000,24,2,0 24,10000,24,0,3 36,15000,24,0,3", range(0, 120, 12),
     5 * (10000, 15000),
     "10000 mg every 24 hours for 5 doses and "
     "(rest 12 hours then 15000 mg every 24 hours for 5 doses)", RXODE),
    ("PKP-001", A, "0,500,0,0 336,500,0,0 1008,500,0,0 2352,400,1344,4",
     (0, 336, 1008, 2352, 3696, 5040, 6384, 7728), 3 * [500] + 5 * [400],
     "500 mg every 2 weeks for 2 doses then rest 2 weeks then 500 mg once "
     "then 400 mg every 8 weeks for 5 doses from day 99", PKPDSIM),
    ("PKP-005", A, "0,200,24,2", (0, 24, 48), 3 * [200], "200 mg every 24 hours for 3 doses",
     PKPDSIM),
    ("PKP-016", A, "0,1,0,0 24,2,0,0 48,3,0,0", (0, 24, 48), (1, 2, 3),
     "1 mg once then 2 mg on day 2 then 3 mg on day 3", PKPDSIM),
    ("PKP-017", A, "0,4,0,0 24,5,0,0 48,6,0,0", (0, 24, 48), (4, 5, 6),
     "4 mg once then 5 mg on day 2 then 6 mg on day 3", PKPDSIM),
    ("PUM-002", A, "0,100,24,6 0,50,12,13 0,200,24,2",
     sorted((*WEEK, *range(0, 168, 12), 0, 24, 48)),
     None,
     "100 mg every 24 hours for 7 doses and 200 mg every 24 hours for 3 doses "
     "and 50 mg every 12 hours for 14 doses", PUMAS),
    ("PUM-006", A, "0,10,24,2 12,20,24,2", range(0, 72, 12), 3 * (10, 20),
     "10 mg every 24 hours for 3 doses and (rest 12 hours then 20 mg every 24 hours for 3 doses)",
     PUMAS),
    ("PUM-008", A, "0,8e4,12,14", range(0, 180, 12), 15 * [80000],
     "80000 mg every 12 hours for 15 doses", PUMAS),
    ("PUM-009", A, "0,200,48,4", range(0, 240, 48), 5 * [200], "200 mg every 48 hours for 5 doses",
     "stjordanis/Pumas.jl: README.md"),
    ("PUM-010", A, "0,100,24,4", range(0, 120, 24), 5 * [100], "100 mg every 24 hours for 5 doses",
     "stjordanis/Pumas.jl: README.md"),
    ("CAM-001", A, " ".join(f"{t},5,0,0" for t in weeks(0, 24, 48, count=3)),
     weeks(0, 24, 48, count=3), 9 * [5], "5 mg on days 1-3 of every 7 days for 3 cycles", CAMPSIS),
    ("CAM-003", A, "0,5,168,2 24,5,168,2 48,5,168,2", weeks(0, 24, 48, count=3), 9 * [5],
     "5 mg on days 1-3 of every 7 days for 3 cycles", CAMPSIS),
    ("NMS-002", "TIME,AMT,CMT", "0,10,2 12,10,2", (0, 12), (10, 10),
     '10 mg by "compartment 2" every 12 hours for 2 doses', NMSIM),
    ("NMS-004", "TIME,AMT,CMT", "0,2,1 1,1,1 4,4,2 5,2,2", (0, 1, 4, 5), (2, 1, 4, 2), None, NMSIM),
    ("NMS-007", A, "0,10,0,0 12,10,12,3", (0, 12, 24, 36, 48), 5 * [10],
     "10 mg every 12 hours for 5 doses", NMSIM),
]  # fmt: skip

# More of the same sources: what it is there, header, rows, hours, amounts, words, source
MORE = [
    ("ev_seq(e1, wait = 20, e2, wait = -10, e3)", A, "0,1,24,3 116,2,24,1 154,3,12,4",
     (0, 24, 48, 72, 116, 140, 154, 166, 178, 190, 202), (1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3),
     "1 mg every 24 hours for 4 doses then rest 20 hours then 2 mg every 24 hours for 2 doses "
     "then 3 mg every 12 hours for 5 doses starting 14 hours after the last dose", TEST_EV),
    ("until after a later start", A, "28,100,28,2", (28, 56, 84), 3 * [100],
     "rest 28 hours then 100 mg every 28 hours for 3 doses", TEST_EV),
    ("total 10, ii 2", A, "0,100,2,9", range(0, 20, 2), 10 * [100],
     "100 mg every 2 hours for 10 doses", TEST_EV),
    ("ev_repeat of 10 days, 3 times", A, "0,100,24,9 240,100,24,9 480,100,24,9",
     range(0, 720, 24), 30 * [100], "100 mg every 24 hours for 30 doses", TEST_EV),
    ("ev_repeat of 21 days, 4 times, a week apart", A,
     " ".join(f"{t},100,24,20" for t in range(0, 2688, 672)),
     weeks(*range(0, 504, 24), count=4, every=672), 84 * [100],
     "100 mg on days 1-21 of every 28 days for 4 cycles", REPEAT),
    ("ev_days(t = e, th = e, s = e)", "TIME,AMT", "24,100 72,100 144,100", (24, 72, 144),
     3 * [100], "100 mg on days 2, 4, 7", DAYS),
    ("ev_days(f = e, sa = b)", "TIME,AMT", "96,100 120,200", (96, 120), (100, 200),
     "100 mg on day 5 then 200 mg on day 6", DAYS),
    ("seq with wait 72", A, "0,100,24,6 216,200,24,6 432,100,24,6",
     [t + start for start in (0, 216, 432) for t in WEEK], 7 * [100] + 7 * [200] + 7 * [100],
     "100 mg on days 1-7 of every 18 days for 2 cycles "
     "and 200 mg every 24 hours for 7 doses from day 10", ET),
    ("seq with wait 72 after the interval", A, "0,100,24,6 240,200,24,6 480,100,24,6",
     [t + start for start in (0, 240, 480) for t in WEEK], 7 * [100] + 7 * [200] + 7 * [100],
     None, ET),
    ("c(e2, e1, e2)", A, "0,250,24,4 120,500,0,0 144,250,24,4", range(0, 264, 24),
     5 * [250] + [500] + 5 * [250], None, ET),
    ("c(e1, e3, ii = 12)", "TIME,AMT", "0,500 12,200", (0, 12), (500, 200),
     "500 mg once then 200 mg once starting 12 hours after the last dose", ET),
    ("rep of 3 days, 10 times, 21 days", A, " ".join(f"{504 * n},100,24,2" for n in range(10)),
     weeks(0, 24, 48, count=10, every=504), 30 * [100],
     "100 mg on days 1-3 of every 21 days for 10 cycles", ET),
    ("until is inclusive: 120", A, "0,3,24,5", range(0, 144, 24), 6 * [3],
     "3 mg every 24 hours for 6 doses", ET),
    ("bolus of test_nm_to_regimen.R", "TIME,AMT", "0,100 12,100 25,200 36,200", (0, 12, 25, 36),
     (100, 100, 200, 200), "100 mg every 12 hours for 2 doses then rest 1 hour "
     "then 200 mg every 11 hours for 2 doses", PKPDSIM),
    ("data1 of parsing_tests.jl", "TIME,AMT", "0,100 12,100 24,100 36,100", (0, 12, 24, 36),
     4 * [100], "100 mg every 12 hours for 4 doses", PUMAS),
]  # fmt: skip

# id, header, rows, hours of infusion, source; times and amounts stand in the rows
INFUSIONS = [
    ("PKP-002", "TIME,AMT,DUR", "0,100,24 24,100,24 48,60.7142857142857,17 65,200,24 89,200,24 "
     "113,200,24", (24, 24, 17, 24, 24, 24), PKPDSIM),
    ("PKP-004", "TIME,AMT,DUR", "0,100,24 24,100,24 48,100,28 100,200,24 124,200,24 148,200,24",
     (24, 24, 28, 24, 24, 24), PKPDSIM),
    ("PKP-009", "TIME,AMT,DUR", "0,1000,1 12,500,0 24,1000,1 36,500,0", (1, None, 1, None), PKPDSIM),
    ("PKP-019", "TIME,AMT,RATE,CMT", "0,100,100,2 12,100,100,2 25,200,200,2 36,200,400,2 "
     "48,150,0,1 60,150,0,1", (1, 1, 1, 0.5, None, None), PKPDSIM),
    ("rate 1 to 5", "TIME,AMT,RATE", "0,100,1 12,100,2 24,100,3 36,100,4 48,100,5",
     (100, 50, Fraction(100, 3), 25, 20), PKPDSIM),
    ("join with interval = 15", "TIME,AMT,DUR", "0,100,24 24,100,24 48,53.57142857,15 63,200,24 "
     "87,200,24 111,200,24", (24, 24, 15, 24, 24, 24), PKPDSIM),
    ("tinf = 10", "TIME,AMT,RATE", "0,100,10", (10,), TEST_EV),
    ("30 ug/min of 4 ug, in mg and hours", "TIME,AMT,RATE", "0.25,0.004,1.8", (Fraction(1, 450),),
     ET),
    ("PUM-003", "TIME,AMT,RATE", "0,100,25", (4,), PUMAS),
    ("PUM-003", "TIME,AMT,DURATION", "0,100,4", (4,), PUMAS),
]  # fmt: skip

# What is refused here, or cannot stand in a table: id, why, a table, the code of the mistake
DIFFERENT = [
    ("PKP-013", "negative amounts are refused, not read as zero", "TIME,AMT\n0,-1\n48,3\n",
     "cell-not-understood"),
    ("PKP-014", "no dose is no regimen, not one dose at 0", "TIME,AMT,EVID\n0,.,0\n",
     "no-event-dose"),
    ("RXO-031", "no dose: the count of additional doses is -1", "TIME,AMT,II,ADDL\n0,100,24,-1\n",
     "cell-not-understood"),
    ("RXO-011", "refused there too", "TIME,AMT,ADDL\n11,10,3\n13,10,3\n", "event-interval-missing"),
    ("NMS-005", "refused there too", "TIME,AMT,ADDL\n0,10,3\n12,10,3\n", "event-interval-missing"),
    ("RXO-017", "two names of one column are refused there too", "TIME,AMT,CMT,compartment\n0,1,1,3\n",
     "column-twice"),
    ("RXO-012", "a window to draw a time from is no time", 'TIME,AMT\n"c(11,13)",10\n',
     "cell-not-understood"),
    ("RXO-014", "refused there too", 'TIME,AMT\n"c(0,1,2)",10\n', "cell-not-understood"),
    ("RXO-036", "a window to draw a time from is no time", 'TIME,AMT\n"c(0,6)",10000\n',
     "cell-not-understood"),
    ("RXO-020", "pounds are no unit here; there they become mg", "TIME,AMT,AMTU\n0.5,3,lb\n",
     "cell-not-understood"),
    ("RXO-023", "a sampling time is no dose", "TIME,AMT,EVID\n0.5,.,0\n", "no-event-dose"),
    ("CAM-006", "an amount is a number, no formula", "TIME,AMT\n0,AMT*WT\n", "cell-not-understood"),
]  # fmt: skip


def table(header: str, rows: str) -> str:
    lines = [f"1,{row},mg" for row in rows.split()]
    return "\n".join([f"ID,{header},AMTU", *lines]) + "\n"


def read(text: str, unit: str = "hour", name: str = "doses.csv") -> Text:
    content = Content.of_text(text, name)
    (found,) = NOTATIONS["events"].texts(content, Options(unit or None))  # type: ignore[arg-type]
    return found


def doses(text: Text, which: int = 0) -> list[tuple[Any, ...]]:
    found = dosed(text.trial, next(variants(text.trial.arms[which])), Question())
    return [
        (
            Fraction(event.seconds, HOUR), event.cells[0].amount and event.cells[0].amount.low,
            event.lasting and event.lasting / HOUR, found.course(event).route,
        )
        for event in found.events
    ]  # fmt: skip


def codes(text: str, unit: str = "hour") -> list[str]:
    return [each.code for each in read(text, unit).diagnostics]


@pytest.mark.parametrize("case", PUBLISHED + MORE, ids=[case[0] for case in PUBLISHED + MORE])
def test_a_table_means_the_published_doses(case: tuple[Any, ...]) -> None:
    _, header, rows, hours, amounts, words, _ = case
    found = read(table(header, rows))
    assert found.ok
    assert sorted(each[0] for each in doses(found)) == list(hours)
    if amounts is not None:
        assert [each[1] for each in doses(found)] == list(amounts) or Counter(
            each[:2] for each in doses(found)
        ) == Counter(zip(hours, amounts, strict=True))
    assert words is None or found.words == words


@pytest.mark.parametrize("case", PUBLISHED, ids=[case[0] for case in PUBLISHED])
def test_a_table_that_is_written_and_read_again_says_the_same(case: tuple[Any, ...]) -> None:
    _, header, rows, *_ = case
    found = read(table(header, rows))
    for expand in (False, True):
        assert read(dosecalc.convert(found, to="mrgsolve", expand=expand).text).words == found.words


@pytest.mark.parametrize("case", INFUSIONS, ids=[f"{each[0]} {each[1]}" for each in INFUSIONS])
def test_a_table_means_the_published_infusions(case: tuple[Any, ...]) -> None:
    _, header, rows, lasting, _ = case
    found = doses(read(table(header, rows)))
    assert [(time, amount) for time, amount, _, _ in found] == [
        tuple(map(Fraction, row.split(",")[:2])) for row in rows.split()
    ]
    assert [hours for _, _, hours, _ in found] == list(lasting)


@pytest.mark.parametrize("case", DIFFERENT, ids=[case[0] for case in DIFFERENT])
def test_what_is_refused_on_purpose(case: tuple[str, str, str, str]) -> None:
    _, _, text, code = case
    assert code in codes(text)
    assert not read(text).ok


def test_participants_with_the_same_doses_are_one_arm() -> None:
    # RXO-024: 100 q24 x 7 to IDs 1-5, 50 q12 x 14 to 1-3, 200 q24 x 3 to 1-2 (rxode2: test-et.R)
    rows = [f"{n},0,100,24,6" for n in range(1, 6)]
    rows += [f"{n},0,50,12,13" for n in range(1, 4)]
    rows += [f"{n},0,200,24,2" for n in range(1, 3)]
    text = "\n".join(["ID,TIME,AMT,II,ADDL,AMTU", *(f"{row},mg" for row in rows)])
    found = read(text, name="data/a study.csv")
    assert found.words == (
        'trial "a study"\n\n'
        'arm "group 1" "ID 1, 2"\n'
        "  participants 2\n"
        "  give 100 mg every 24 hours for 7 doses\n"
        "  give 200 mg every 24 hours for 3 doses\n"
        "  give 50 mg every 12 hours for 14 doses\n\n"
        'arm "group 2" "ID 3"\n'
        "  participants 1\n"
        "  give 100 mg every 24 hours for 7 doses\n"
        "  give 50 mg every 12 hours for 14 doses\n\n"
        'arm "group 3" "ID 4, 5"\n'
        "  participants 2\n"
        "  give 100 mg every 24 hours for 7 doses\n"
    )
    assert [each.code for each in found.diagnostics if each.code != "doses-coincide"] == [
        "event-subject-split"
    ]


# ------------------------------------------------------------------ how a table is read


def test_columns_come_in_any_order_case_and_separator() -> None:
    text = "amtu;Cmt;EVID;addl;II;amt;time;#ID\nmg;2;1;1;24;5.5;12;7\n"
    assert (
        read(text).words
        == 'rest 12 hours then 5.5 mg by "compartment 2" every 24 hours for 2 doses'
    )
    assert read(text.replace(";", "\t")).words == read(text).words


def test_points_and_na_are_empty_cells() -> None:
    text = "ID,TIME,AMT,EVID,II,ADDL,RATE,SS,AMTU\n1,0,5,1,.,NA,,.,mg\n1,2,.,0,.,.,.,.,.\n"
    assert read(text).words == "5 mg once"


def test_bare_times_are_hours_with_a_warning_unless_somebody_says() -> None:
    text = "TIME,AMT,II,ADDL,AMTU\n0,5,2,2,mg\n"
    assert (codes(text, ""), read(text, "").words) == (
        ["times-without-unit"], "5 mg every 2 hours for 3 doses",
    )  # fmt: skip
    assert (codes(text), read(text).words) == ([], "5 mg every 2 hours for 3 doses")
    assert (codes(text, "day"), read(text, "day").words) == ([], "5 mg every 2 days for 3 doses")
    assert codes("TIME,AMT,AMTU\n0,5,mg\n", "") == []


def test_whole_days_have_no_time_of_day() -> None:
    text = "TIME,AMT,II,ADDL,AMTU\n7,5,7,2,mg\n"
    assert read(text, "day").words == "5 mg weekly for 3 doses from day 8"
    assert read(text.replace("7,5", "7.5,5"), "day").words == (
        "rest 180 hours then 5 mg every 168 hours for 3 doses"
    )


def test_amounts_without_a_unit_are_in_one_that_is_unstated() -> None:
    text = "TIME,AMT\n0,5\n"
    assert (codes(text), read(text).words) == (["event-unit-missing"], "5 unstated once")
    assert codes("TIME,AMT,AMTU\n0,5,.\n") == ["event-unit-missing"]
    (total,) = dosecalc.total(read(text), assume=["unit = mg"])
    assert str(total.unit) == "mg"


def test_agents_and_routes_are_taken_from_their_columns() -> None:
    text = "TIME,AMT,AMTU,ROUTE,AGENT\n0,5,mg,oral,EX\n24,5,mg,intravenous,EX\n"
    found = read(text)
    assert [route for *_, route in doses(found)] == ["oral", "intravenous"]


def test_arms_are_kept_by_their_names() -> None:
    text = "ID,TIME,AMT,AMTU,ARM\n1,0,5,mg,low\n2,0,9,mg,high\n3,0,7,mg,low\n"
    assert [arm.name for arm in read(text).trial.arms] == ["low", "high", "low (2)"]


def test_a_participant_without_a_dose_gets_no_treatment() -> None:
    text = "ID,TIME,AMT,EVID,AMTU\n1,0,5,1,mg\n2,0,.,0,.\n"
    assert read(text).words.endswith("  participants 1\n  no treatment\n")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("TIME,AMT\n0,x\n", "cell-not-understood", "2:3"),
        ("TIME,AMT\n0,1e999\n", "cell-not-understood", "2:3"),
        ("TIME,AMT\n0,nan\n", "cell-not-understood", "2:3"),
        ("TIME,AMT\n-inf,5\n", "cell-not-understood", "2:1"),
        ("TIME;AMT\n0;1,5\n", "cell-not-understood", "2:3"),
        ("TIME,AMT\n0,-5\n", "cell-not-understood", "2:3"),
        ("TIME,AMT\n08:30,5\n", "cell-not-understood", "2:1"),
        ("TIME,AMT,EVID\n0,5,101\n", "cell-not-understood", "2:5"),
        ("TIME,AMT,EVID\n0,5,1.5\n", "cell-not-understood", "2:5"),
        ("TIME,AMT,II,ADDL\n0,5,12,2.5\n", "cell-not-understood", "2:8"),
        ("TIME,AMT,II,ADDL\n0,5,-12,0\n", "cell-not-understood", "2:5"),
        ("TIME,AMT,RATE\n0,5,-3\n", "cell-not-understood", "2:5"),
        ("TIME,AMT,CMT\n0,5,-1\n", "cell-not-understood", "2:5"),
        ("TIME,AMT,AMTU\n0,5,mgs/day\n", "cell-not-understood", "2:5"),
        ("TIME,AMT,EVID\n0,.,1\n", "cell-missing", "2:3"),
        ("TIME,AMT,EVID\n.,5,1\n", "cell-missing", "2:1"),
        ("ID,TIME,AMT\n,0,5\n", "cell-missing", "2:1"),
        ("ID,AMT\n1,5\n", "column-missing", "1:1"),
        ("TIME,AMT,AMT\n0,5,5\n", "column-twice", "1:10"),
        ("TIME,AMT,II,ADDL\n0,5,0,3\n", "event-interval-missing", "2:5"),
        ("TIME,AMT,II,ADDL\n0,5,8.3333,3\n", "event-time-too-fine", "2:5"),
        ("TIME,AMT\n-0.01,5\n", "event-time-too-fine", "2:1"),
        ("TIME,AMT,RATE,DUR\n0,100,20,4\n", "event-infusion-differs", "2:7"),
        ("TIME,AMT,RATE,SS\n0,0,20,1\n", "event-infusion-endless", "2:5"),
        ("TIME,AMT,EVID\n0,100,0\n", "event-amount-of-none", "2:3"),
        ("TIME,AMT,EVID\n0,5,1\n24,5,1\n0,5,4\n", "event-time-restarts", "4:1"),
        ("DATE,TIME,AMT\n2026-03-02,0,5\n", "event-dates", "1:1"),
        ("TIME,AMT,II,ADDL\n0,5,1,1e9\n", "event-too-many-doses", "2:7"),
        ("TIME,AMT,EVID\n0,0,1\n", "no-event-dose", "1:1"),
        ("", "column-missing", "1:1"),
        ("TIME,AMT\n0,5,6\n", "cells-left-over", "2:5"),
        ('TIME,AMT\n0,"5\n', "broken-row", "2:1"),
    ],
)
def test_a_mistake_is_shown_in_its_cell(text: str, code: str, place: str) -> None:
    found = [each for each in read(text).diagnostics if each.code == code]
    assert [str(each.span) for each in found[:1]] == [f"doses.csv:{place}"]
    assert not read(text).ok or code == "no-event-dose"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TIME,AMT,AMTU\n24,5,mg\n0,5,mg\n", "event-times-unsorted"),
        ("ID,TIME,AMT,AMTU\n1,0,5,mg\n2,0,5,mg\n1,24,5,mg\n", "event-subject-split"),
        ("TIME,AMT,II,AMTU\n0,5,24,mg\n", "event-interval-unused"),
        ("TIME,AMT,SS,II,AMTU\n0,5,1,24,mg\n", "not-taken-over"),
        ("TIME,AMT,RATE,AMTU\n0,5,-2,mg\n", "not-taken-over"),
        ("TIME,AMT,EVID,AMTU\n0,5,4,mg\n", "not-taken-over"),
        ("TIME,AMT,EVID,AMTU\n0,5,1,mg\n2,.,0,.\n", "not-taken-over"),
        ("TIME,AMT,EVID,AMTU\n0,5,1,mg\n2,.,2,.\n", "not-taken-over"),
        ("TIME,AMT,AMTU,WT\n0,5,mg,70\n", "not-taken-over"),
        ("TIME,AMT,EVID,AMTU\n0,5,1,mg\n2,0,1,mg\n", "not-taken-over"),
        ("C,TIME,AMT,AMTU\n,0,5,mg\nC,2,7,mg\n", "not-taken-over"),
        ("TIME,AMT,AMTU\n0.0001,5,mg\n", "not-taken-over"),
        ("TIME,AMT,RATE,AMTU\n0,100,7,mg\n", "not-taken-over"),
    ],
)
def test_what_is_left_out_or_read_in_one_way_is_told(text: str, code: str) -> None:
    assert codes(text) == [code]
    assert read(text).ok


def test_times_finer_than_a_second_are_rounded_to_it_and_thirds_need_no_telling() -> None:
    assert doses(read("TIME,AMT,AMTU\n0.0001,5,mg\n"))[0][0] == 0
    assert doses(read("TIME,AMT,AMTU\n0.33333333,5,mg\n"))[0][0] == Fraction(1, 3)
    assert codes("TIME,AMT,AMTU\n0.33333333,5,mg\n") == []


def test_a_table_is_told_by_its_header_and_a_log_is_not() -> None:
    sniffs = NOTATIONS["events"].sniffs
    assert sniffs("\n#ID;time;amt;evid\n")
    assert sniffs('"ID","TIME","AMT","ADDL"\n')
    assert not sniffs("participant,date,time,amount,unit\n")
    assert not sniffs("TIME,AMT\n")
    assert not sniffs("trial X\n")


def test_a_file_is_read_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "doses.csv"
    path.write_text("ID,TIME,AMT,EVID,II,ADDL,AMTU\n1,0,5,1,12,3,mg\n")
    (row,) = dosecalc.total(str(path))
    assert row.total.high == 20


# ------------------------------------------------------------------ laws

ROWS = st.lists(
    st.tuples(
        st.integers(1, 3), st.integers(-10, 400), st.sampled_from(("5", "7.5", "1e3")),
        st.sampled_from((0, 6, 12, 24, 36, 168)), st.integers(0, 9),
        st.sampled_from(("", "2.5", "5")), st.integers(1, 2),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def expanded(rows: Sequence[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """Every dose that the rows of a participant mean, without any code of the program."""
    found: Counter[tuple[Any, ...]] = Counter()
    for _, time, amount, interval, more, rate, compartment in rows:
        lasting = Fraction(amount) / Fraction(rate) if rate else None
        for again in range(more + 1 if interval else 1):
            hour = Fraction(time + interval * again)
            found[hour, Fraction(amount), lasting, f"compartment {compartment}"] += 1
    return found


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_words_give_every_dose_that_the_rows_mean(rows: list[tuple[Any, ...]]) -> None:
    rows = sorted((*rows, (1, 0, "5", 0, 0, "", 2)), key=lambda row: row[:2])
    lines = [
        f"{name},{time},{amount},{interval},{more if interval else 0},{rate},{compartment},mg"
        for name, time, amount, interval, more, rate, compartment in rows
    ]
    found = read("\n".join(["ID,TIME,AMT,II,ADDL,RATE,CMT,AMTU", *lines]))
    assert found.ok
    names = sorted({row[0] for row in rows})
    expected = [expanded([row for row in rows if row[0] == name]) for name in names]
    arms = [Counter(doses(found, place)) for place in range(len(found.trial.arms))]
    assert {frozenset(each.items()) for each in arms} == {
        frozenset(each.items()) for each in expected
    }
    if len(names) > 1:
        people = [arm.participants[0].figure.low for arm in found.trial.arms]
        assert people == [expected.count(arm) for arm in arms]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='0123456789.,;-eE"\n\tNAxmg ', max_size=60), st.booleans())
def test_no_table_ends_in_a_traceback(body: str, days: bool) -> None:
    head = "ID,TIME,AMT,EVID,II,ADDL,RATE,DUR,SS,CMT,AMTU\n"
    for text in (head + body, body):
        found = read(text, "day" if days else "hour")
        assert found.ok or any(each.is_error for each in found.diagnostics)
