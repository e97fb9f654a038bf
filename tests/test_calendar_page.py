"""The page of a calendar: everything due stands on it once, in words, and every text stays text."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import phrases
from tests_cli import run

import dosecalc
from dosecalc.calendars import Calendar
from dosecalc.diagnostics import visible
from dosecalc.enrolment import Enrolled
from dosecalc.formats.calendar import FORMS, Options, html, words
from dosecalc.formats.calendar.page.months import Day, Months, months

TIME = "2026-03-02T10:00+02:00"
COHORTS = "eight weeks, cohorts"
MONDAY = date(2026, 3, 2)
EVIL = '</style></script><script>alert(1)</script><img src=x onerror=alert(2)> & {{7*7}} "\\" <!--'
SITE = """trial EX-03 "Inhaled"
arm A "low"
  give 2 mg of EX-EV intravenously every week for 3 to 4 doses within 1 day over 2 hours
visits
  ECG, blood-count at weeks 0, 2, 60 within 2 days
  watch DLT for 28 days from the first dose
    assumed "the first dose is meant"
  watch effects for 30 days from the last dose
"""


def page(found: Calendar) -> str:
    return "".join(map(str, FORMS["html"].write(found, Options())))


def schizophrenia(**more: object) -> Calendar:
    return dosecalc.calendar(
        "NCT07485751", start="2026-03-02", cohort=1, reading=COHORTS, closed=["Sat, Sun"],
        holidays=["CN"], time=TIME, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def site(**more: object) -> Calendar:
    return dosecalc.calendar(
        dosecalc.parse(SITE), start="2026-03-03", closed=["Sat, Sun"], time=TIME, **more  # type: ignore[arg-type]
    )  # fmt: skip


def several(count: int, text: str = SITE) -> Calendar:
    people = [Enrolled(f"{n:03}", start=MONDAY + timedelta(days=7 * n)) for n in range(count)]
    return dosecalc.calendar(dosecalc.parse(text), participants=people, time=TIME)


class Page(HTMLParser):
    """A page taken apart: elements, words outside scripts and styles, and agendas as grids.

    A row of an agenda has its date and the text of each column, also of a cell that stands above.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self._spanning: dict[int, tuple[int, str]] = {}
        self._inside = ""
        self._agenda = False
        self._cell: tuple[int, int] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        self.elements.append((tag, held))
        self._inside = tag
        if tag == "table":
            self._agenda = "agenda" in held.get("class", "")
        if self._agenda and tag == "tr":
            self.rows.append([])
            self._fill()
        if self._agenda and tag in ("th", "td"):
            self.rows[-1].append("")
            self._cell = (len(self.rows[-1]) - 1, int(held.get("rowspan", "1")))

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.words.append(data)
        if self._cell:
            self.rows[-1][self._cell[0]] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        if tag in ("th", "td") and self._cell:
            column, rows = self._cell
            if rows > 1:
                self._spanning[column] = (rows - 1, self.rows[-1][column])
            self._cell = None
            self._fill()

    def _fill(self) -> None:
        """The cells that reach down from rows above to where the row is now."""
        while len(self.rows[-1]) in self._spanning:
            column = len(self.rows[-1])
            left, text = self._spanning.pop(column)
            self.rows[-1].append(text)
            if left > 1:
                self._spanning[column] = (left - 1, text)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def values(self, *names: str) -> list[str]:
        return [held[name] for _, held in self.elements for name in names if name in held]

    def agenda(self) -> list[list[str]]:
        """The rows of all agendas, heads left out."""
        return [[cell.strip() for cell in row] for row in self.rows if row[0].strip() != "Date"]


def days(found: Months) -> Iterator[Day]:
    for month in found.shown:
        yield from (day for week in month.weeks for day in week if day is not None)


def drawn(found: Calendar) -> Months:
    return months(tuple(found.entries()), found.rules.opening)


def signs(found: Calendar) -> dict[str, str]:
    return {
        day.date[5:]: " ".join(sign.text for sign in day.signs)
        for day in days(drawn(found))
        if day.signs
    }


# ---------------------------------------------------------------- everything due, once


def said(found: Calendar) -> list[tuple[str, str, str, str, str]]:
    """Date, study day, title, window and remark of every line of a calendar."""
    return [
        (
            f"{e.on:%a} {e.on}",
            words.week(found, e),
            words.title(e),
            words.window(e),
            words.remark(e),
        )
        for e in found.entries()
    ]


@pytest.mark.parametrize("found", [schizophrenia(), site(), site(slots=1), several(3)])
def test_every_line_of_the_calendar_is_a_row_of_the_agenda(found: Calendar) -> None:
    rows = Page(page(found)).agenda()
    assert len({len(row) for row in rows}) == 1
    assert [(row[0], row[1]) for row in rows] == [(on, day) for on, day, *_ in said(found)]
    for row, (_, _, title, window, remark) in zip(rows, said(found), strict=True):
        assert title in row[2]
        assert re.sub(r" \d$", "", row[3]) == window
        assert row[4] == visible(remark)


@given(phrases)
def test_whatever_the_phrase_each_date_has_the_rows_of_its_lines(phrase: str) -> None:
    found = dosecalc.calendar(
        phrase, start="2026-03-02", until="2026-06-01", closed=["Sat, Sun"], time=TIME
    )
    if not found.ok or sum(1 for _ in found.entries()) > 400:
        return
    rows = Page(page(found)).agenda()
    expected = [(on, visible(title)) for on, _, title, *_ in said(found)]
    assert [row[0] for row in rows] == [on for on, _ in expected]
    assert all(title in row[2] for row, (_, title) in zip(rows, expected, strict=True))


def test_a_day_that_the_protocol_does_not_give_is_proposed_in_its_row() -> None:
    found = schizophrenia()
    marks = [row[2][:10] for row in Page(page(found)).agenda() if "proposed" in row[2]]
    assert len(marks) == sum(entry.proposed for entry in found.entries()) == 15
    assert {mark.split()[0] for mark in marks} == {"Dp"}
    assert words.LEGEND in Page(page(found)).text


def test_amount_route_length_and_dates_stand_with_what_is_due() -> None:
    rows = Page(page(site())).agenda()
    assert [row[2] for row in rows[:4]] == [
        "W1 watch DLT2026-03-03 to 2026-03-30",
        "V ECG",
        "V blood-count",
        "D dose 1 of EX-EV, 2 mgintravenous, over 2 h",
    ]


def test_where_a_window_comes_from_is_said_below_the_agenda() -> None:
    text = Page(page(schizophrenia())).text
    assert "2026-03-02 to 2026-03-08 1" in text
    assert "1 window: its period, placement not stated" in text
    assert "window of the call" not in text


def test_what_has_no_date_says_what_it_needs() -> None:
    text = Page(page(schizophrenia())).text
    assert "Without a date" in text
    assert "vital-signs needs: when it ends" in text


def facts(text: str) -> list[tuple[str, str]]:
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text)


def test_the_head_says_who_and_when_and_how_the_site_is_open() -> None:
    text = page(schizophrenia(id="001"))
    assert re.findall("<h1>(.*)</h1>", text) == [
        "NCT07485751 · Nasal exosomes for schizophrenia that resists treatment"
    ]
    assert facts(text) == [
        ("participant", "001"),
        ("arm", "exosomes, five dose levels"),
        ("reading", "eight weeks, cohorts"),
        ("cohort", "1"),
        ("day 1", "Monday 2026-03-02"),
        ("site", "closed on Saturday, Sunday; closed on public holidays of CN"),
    ]


def test_spans_have_their_dates_in_the_head_as_exact_as_they_are() -> None:
    found = dosecalc.calendar(
        "NCT07312656", arm="spray", reading="intervention text",
        anchors=["radiotherapy=2026-04-13"], time=TIME,
    )  # fmt: skip
    assert facts(page(found))[-1] == (
        "radiotherapy", "2026-04-13 to 2026-05-22 (at the latest 2026-05-29)",
    )  # fmt: skip


def test_notes_and_assumptions_stand_on_the_page() -> None:
    text = Page(page(site())).text
    assert "watch DLT assumed: the first dose is meant" in text


def test_somebody_for_whom_nothing_is_due_has_a_page_that_says_so() -> None:
    found = dosecalc.calendar(
        dosecalc.parse("trial T\narm A\n  no treatment\n"), start="2026-03-02", time=TIME
    )
    assert facts(page(found)) == [("arm", "A"), ("day 1", "Monday 2026-03-02")]
    assert "Nothing is due on a date." in Page(page(found)).text


# ---------------------------------------------------------------- months


def test_days_have_a_letter_for_what_is_done_and_signs_for_how_sure_it_is() -> None:
    assert signs(site()) == {
        "03-03": "D V",
        "03-10": "D",
        "03-17": "D V",
        "03-24": "D?",
        "04-27": "V",
    }


def test_a_day_without_any_open_day_has_its_sign_on_the_planned_date() -> None:
    found = dosecalc.calendar("10 mg weekly for 2 doses", start="2026-02-28", closed=["Sat, Sun"])
    assert signs(found) == {"02-28": "D!", "03-07": "D!"}


def test_a_window_goes_from_its_first_to_its_last_day() -> None:
    found = dosecalc.calendar("10 mg weekly for 2 doses within 1 day", start="2026-03-03")
    assert {day.date: day.window for day in days(drawn(found)) if day.window} == {
        "2026-03-02": "in from",
        "2026-03-03": "in",
        "2026-03-04": "in to",
        "2026-03-09": "in from",
        "2026-03-10": "in",
        "2026-03-11": "in to",
    }


def test_a_bar_is_sure_as_long_as_its_ends_are_and_is_named_anew_on_each_line() -> None:
    found = drawn(site())
    watch = found.stretches[1]
    assert (watch.name, watch.dates) == (
        "W2", "2026-03-17 (at the latest 2026-03-24) to 2026-04-15 (at the latest 2026-04-22)",
    )  # fmt: skip
    bars = {day.date[5:]: day.bars[1] for day in days(found) if len(day.bars) > 1 and day.bars[1]}
    assert [day for day, bar in bars.items() if bar and not bar.sure] == [
        *(f"03-{day}" for day in range(17, 24)), *(f"04-{day}" for day in range(16, 23)),
    ]  # fmt: skip
    assert [day for day, bar in bars.items() if bar and bar.label] == [
        "03-17", "03-23", "03-30", "04-01", "04-06", "04-13", "04-20",
    ]  # fmt: skip


def test_bars_that_run_at_the_same_time_keep_to_lanes_of_their_own() -> None:
    lanes = [each.lane for each in drawn(site()).stretches]
    assert lanes == [0, 1]


def test_closed_days_are_named_where_it_is_not_for_their_weekday() -> None:
    april = drawn(schizophrenia()).shown[1]
    assert (april.name, april.closed) == (
        "April 2026", ("5 Tomb-Sweeping Day", "6 Tomb-Sweeping Day (observed)"),
    )  # fmt: skip
    found = dosecalc.calendar("10 mg once", start="2026-03-02", closed=["2026-03-09 to 2026-03-11"])
    assert drawn(found).shown[0].closed == ("9 to 11 closed",)


def test_weeks_begin_on_monday_and_each_day_stands_once() -> None:
    for found in (schizophrenia(), site()):
        for month in drawn(found).shown:
            assert all(len(week) == 7 for week in month.weeks)
            placed = [(day, n) for week in month.weeks for n, day in enumerate(week) if day]
            assert [date.fromisoformat(day.date).weekday() for day, _ in placed] == [
                n for _, n in placed
            ]
            assert [day.number for day, _ in placed] == list(range(1, len(placed) + 1))


def test_months_in_which_nothing_begins_or_ends_are_left_out_and_named() -> None:
    found = drawn(site())
    assert [month.name for month in found.shown] == ["March 2026", "April 2026", "April 2027"]
    assert found.left_out == "May 2026 to March 2027"
    assert "are left out: May 2026 to March 2027." in Page(page(site())).text


def test_the_legend_names_only_what_is_used() -> None:
    plain = drawn(dosecalc.calendar("10 mg once", start="2026-03-02"))
    assert (plain.legend, plain.windows, plain.maybe) == ((("D", "dose"),), False, False)
    assert [mark for mark, _ in drawn(schizophrenia()).legend] == ["D", "V", "p", "x"]
    assert [mark for mark, _ in drawn(site()).legend] == ["D", "V", "?", "x"]


# ---------------------------------------------------------------- every text stays text


def named(text: str) -> Calendar:
    """A calendar in which a text stands wherever a user's text can."""
    read = dosecalc.parse(SITE)
    trial = read.trial
    visits = tuple(
        replace(each, activities=(text, "ECG")) if hasattr(each, "activities") else replace(each, name=text)
        for each in trial.visits
    )  # fmt: skip
    arm = replace(trial.arms[0], label=text)
    trial = replace(trial, name=text, label=text, visits=visits, arms=(arm,))
    people = [Enrolled(each, start=MONDAY) for each in (f"1 {text}", f"2 {text}")]
    found = dosecalc.calendar(replace(read, trial=trial), participants=people, time=TIME)
    assert found.ok
    return replace(found, stamp=found.stamp._replace(schedule=text))


def shape(made: Page) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, tuple(held)) for name, held in made.elements]


_HARMLESS = named("name")


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
def test_no_text_changes_the_elements_of_a_page(text: str) -> None:
    found = named(text)
    made = Page(page(found))
    assert shape(made) == shape(Page(page(_HARMLESS)))
    assert all(visible(text).strip() in each for each in (made.text, "".join(made.values("title"))))
    page(found).encode()


def test_markup_and_control_characters_are_shown_as_they_are() -> None:
    made = Page(page(named(EVIL + "\u202e\x00\r\n")))
    assert EVIL + "\\u202e\\x00\\r\\n" in made.text
    names = [name for name, _ in made.elements]
    assert (names.count("script"), names.count("style"), "img" in names) == (1, 1, False)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_a_text_ends_no_string_and_no_element_of_the_style_sheet(text: str) -> None:
    assert re.fullmatch(r"[\w ,.:;()·…-]*", re.sub(r"\\[0-9a-f]+ ", "", html._quoted(text)))
    back = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), html._quoted(text))
    assert back == visible(text)


@pytest.mark.parametrize("found", [schizophrenia(), named(EVIL)], ids=["one", "several"])
def test_a_page_asks_for_nothing_and_runs_its_own_script_and_style_only(found: Calendar) -> None:
    text = page(found)
    made = Page(text)
    assert [to for to in made.values("href", "src", "action", "data") if to[:1] != "#"] == []
    assert re.findall(r"url\(|@import|fetch\(|XMLHttp|import\(", text) == []
    assert not made.values("style")
    for kind in ("script", "style"):
        for held in re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL):
            digest = b64encode(sha256(held.encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in text


@pytest.mark.parametrize("found", [schizophrenia(), several(3)], ids=["one", "several"])
def test_headings_heads_of_tables_and_references_are_in_order(found: Calendar) -> None:
    made = Page(page(found))
    levels = [int(name[1]) for name, _ in made.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert [held for name, held in made.elements if name == "th" and "scope" not in held] == []
    ids = made.values("id")
    assert len(ids) == len(set(ids))
    assert {*made.values("aria-labelledby"), *(to[1:] for to in made.values("href"))} <= set(ids)


# ---------------------------------------------------------------- several, and the same bytes


def test_one_participant_needs_no_script_and_no_index() -> None:
    names = [name for name, _ in Page(page(schizophrenia())).elements]
    assert "script" not in names
    assert 'id="index"' not in page(schizophrenia())


def test_several_have_an_index_and_a_section_each() -> None:
    made = Page(page(several(3)))
    assert made.values("href") == ["#p1", "#p2", "#p3"]
    assert "3 participants" in made.text
    own = [held["id"] for name, held in made.elements if "own" in held.get("class", "")]
    assert own == ["p1", "p2", "p3"]


def test_columns_of_the_index_in_which_nothing_stands_are_left_out() -> None:
    heads = re.findall(r'<table id="index">\n<thead>(.*)</thead>', page(several(2)))
    assert re.findall(r">([^<]+)</th>", heads[0]) == ["participant", "arm", "day 1"]


def test_each_participant_has_what_rests_on_their_own_plan() -> None:
    text = page(several(2))
    assert text.count("the first dose is meant") == 2
    assert text.count("For planning, review and research") == 4


def test_it_comes_in_pieces_participant_by_participant() -> None:
    pieces = list(FORMS["html"].write(several(3), Options()))
    assert [str(piece).count('class="participant own"') for piece in pieces] == [0, 1, 1, 1, 0]


def test_the_same_calendar_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(schizophrenia()) == page(schizophrenia())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772438400")
    found = dosecalc.calendar("NCT07232563", start="2026-03-02", reading="days 1 to 4")
    assert "2026-03-02 08:00 UTC" in page(found)


def test_the_stamp_stands_at_the_end_of_each_part_and_on_each_sheet() -> None:
    found = schizophrenia()
    text = page(found)
    digest = found.stamp.digest
    assert text.count(f"schedule NCT07485751.dose, SHA-256 {digest}") == 2
    assert f'content:"schedule NCT07485751.dose, SHA-256 {digest}\\a dosecalc' in text


# ---------------------------------------------------------------- the command


def test_the_command_writes_a_page_by_the_ending_of_its_file(tmp_path: Path) -> None:
    for name in ("visits.html", "visits.htm"):
        file = tmp_path / name
        done = run("calendar", "10 mg weekly for 3 doses", "--start", "2026-03-02", "-o", str(file))
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
        assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("output", [[], ["-o", "visits.html"]])
def test_more_than_a_browser_shows_well_is_refused_whole(
    output: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(html, "MOST", 5)
    Path("people.csv").write_text("id,start\n1,2026-03-02\n2,2026-03-09\n")
    done = run(
        "calendar", "10 mg weekly for 4 doses", "--participants", "people.csv", "--format", "html",
        *output,
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "dosecalc: a page of more than 5 lines is more than a browser shows well: the first 1 of 2 "
        "participants fit; split their list, or write CSV\n"
    )
    assert not Path("visits.html").exists()
