"""Reports: what a page holds, that every text stays text, and that it needs nothing beside it."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tests_cli import run

import dosecalc
from dosecalc import stamps
from dosecalc.formats.report import svg

TIME = "2026-03-02T10:00+02:00"
FIVE = ("NCT06598202", "NCT06853522", "NCT07232563", "NCT07312656", "NCT07485751")
UNIT = "unit = particles for NCT07485751"
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)> & {{7*7}} ]]> <!--"
HOSTILE = f"""
trial "T <b>1</b>" "{EVIL}"
  sponsor "{EVIL}"
  design "javascript:alert(3)" note "</title><svg onload=alert(4)>"
agent "<i>x</i>" "{EVIL}"
arm "<a href=http://a.example>" "</style><style>*{{display:none}}</style>"
  reading "=1+1"
    give 1e9 particles of "<i>x</i>" by nasal drops daily for 4 days
      assumed "https://a.example/{"x" * 200}"
      source "' onmouseover=alert(5) '"
      note "\u202eturned"
  reading "two"
    give 1e9 to 3e9 particles of "<i>x</i>" by nasal drops daily for 4 days
"""


class Page(HTMLParser):
    """A page taken apart: elements with their attributes, and the words outside scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    @property
    def text(self) -> str:
        return "".join(self.words)

    def values(self, *names: str) -> list[str]:
        return [held[name] for _, held in self.elements for name in names if name in held]


@cache
def five() -> str:
    return dosecalc.report(
        *FIVE, unit="particles", assume=[UNIT], reference="NCT07232563", time=TIME
    ).html()


@cache
def hostile() -> str:
    return dosecalc.report(dosecalc.parse(HOSTILE), time=TIME).html()


@cache
def forty() -> str:
    arms = "".join(
        f'arm a{n}\n  give {n}e9 particles daily for {n % 9 + 4} weeks\n    note "level {n}"\n'
        for n in range(1, 41)
    )
    return dosecalc.report(dosecalc.parse(f"trial FORTY\n{arms}"), time=TIME).html()


PAGES = pytest.mark.parametrize("made", [five, hostile, forty])


# ---------------------------------------------------------------- what a page holds


def test_a_page_says_what_it_is_for_who_made_it_and_when() -> None:
    text = Page(five()).text
    assert "for planning, review and research, not for prescribing" in text
    assert "every figure is to be verified by a qualified person" in text
    assert f"dosecalc {dosecalc.__version__}" in text
    assert "2026-03-02 08:00:00 UTC" in text


def test_a_page_goes_from_the_comparison_to_what_it_was_made_from() -> None:
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", five())
    assert headings == [
        "Comparison", "Curves", "Schedules", "Assumptions", "What is not known", "Made from",
    ]  # fmt: skip


def test_the_digest_of_a_schedule_is_that_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a.dose"
    file.write_bytes(b"trial A-1\narm a\n  give 1 mg daily for 4 days\n")
    assert sha256(file.read_bytes()).hexdigest() in Page(dosecalc.report(file).html()).text


def test_a_phrase_has_the_digest_of_its_words() -> None:
    phrase = "10 mg daily for 7 days"
    assert dosecalc.report(phrase).schedules[0].digest == sha256(phrase.encode()).hexdigest()


def test_a_regimen_stands_in_words_with_the_meaning_of_each_clause() -> None:
    text = Page(five()).text
    assert "1e11 particles of hUC-MSC-sEV-001 by nasal drops on days 1, 3, 4, 5" in text
    assert "one administration is 1e11 particles" in text


def test_assumptions_of_the_reader_come_before_those_of_the_schedules() -> None:
    found = dosecalc.report("NCT07485751", unit="particles", assume=[UNIT]).assumptions()
    assert [(each.by_reader, each.text) for each in found] == [
        (True, UNIT),
        (False, "15 planned, shared equally by five levels"),
        (False, "the record counts from one administration and does not say from which"),
    ]
    assert len(found[0].rows) == 12


def test_an_assumption_that_changes_nothing_is_used_by_no_row() -> None:
    found = dosecalc.report("10 mg once", assume=["weight = 70 kg"]).assumptions()
    assert [each.rows for each in found] == [()]
    assert "no row" in dosecalc.report("10 mg once", assume=["weight = 70 kg"]).markdown()


def test_a_gap_names_the_single_fact_that_settles_it() -> None:
    found = dosecalc.report("NCT06853522", "NCT07312656", unit="particles").gaps()
    assert [(gap.need, len(gap.settles), len(gap.shared)) for gap in found] == [
        ("particles per mL of NCT07312656", 2, 0),
        ("particles per cell-equivalent of NCT06853522", 1, 1),
        ("how often and how long", 0, 1),
    ]


def test_a_range_names_what_narrows_it_most_in_the_unit_of_the_comparison() -> None:
    (spread,) = dosecalc.report(
        "2 mL of exosomes daily for 5 days", unit="particles",
        assume=["1 mL of exosomes = 1e9 to 1e10 particles"],
    ).spreads()  # fmt: skip
    assert spread.effect.parameter.name == "1 mL of exosomes = 1e9 to 1e10 particles"
    assert spread.row.unit is not None and spread.row.unit.name == "particle"
    assert (
        str(spread.effect.at_most)
        == "Interval(low=Fraction(100000000000, 1), high=Fraction(100000000000, 1))"
    )


def test_what_a_schedule_states_has_no_assumption_of_the_reader_in_it() -> None:
    (schedule,) = dosecalc.report("NCT07485751", unit="particles", assume=[UNIT]).schedules
    units = [row.unit.name for row in (schedule.stated[0], schedule.asked[0]) if row.unit]
    assert units == ["unstated", "particle"]


def test_the_date_of_day_1_makes_months_exact() -> None:
    made = dosecalc.report("1 mg daily for 2 months", start="2026-03-02", time=TIME).markdown()
    assert "Start: 2026-03-02." in made
    assert "| 61 | 1 mg | 61 mg |" in made


def test_the_basis_of_the_comparison_can_be_chosen() -> None:
    page = Page(dosecalc.report("70 mg weekly for 4 weeks", per="week").html()).text
    assert "What is given, per week" in page


def test_a_figure_that_cannot_be_drawn_says_why_in_its_place() -> None:
    text = Page(dosecalc.report("1 mg every 1 second for 1 year").html()).text
    assert "Not drawn: 31,622,400 doses to list, and at most 2,000,000 can be." in text
    assert "Days with doses" in text


# ---------------------------------------------------------------- every text stays text


def test_nothing_in_a_schedule_becomes_markup() -> None:
    page = Page(hostile())
    names = [name for name, _ in page.elements]
    assert names.count("script") == names.count("style") == 1
    assert not {"img", "i", "iframe", "object", "embed", "base"} & set(names)
    assert not [key for _, held in page.elements for key in held if key.startswith("on")]


def test_labels_are_shown_as_they_are_written() -> None:
    text = Page(hostile()).text
    assert EVIL in text
    assert "<a href=http://a.example>" in text
    assert "' onmouseover=alert(5) '" in text
    assert "\\u202eturned" in text


def test_markdown_shows_labels_as_they_are_written() -> None:
    made = dosecalc.report(dosecalc.parse(HOSTILE), time=TIME).markdown()
    assert "<" not in made.replace("\\<", "")
    assert "://" not in made
    assert "\\<img src=x onerror=alert(2)\\> &amp; {{7\\*7}}" in made


@PAGES
def test_a_page_runs_its_own_script_and_style_only(made: Callable[[], str]) -> None:
    page = made()
    for kind in ("script", "style"):
        (held,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = b64encode(sha256(held.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;".replace("&#39;", "'") in page
    assert not Page(page).values("style")


@PAGES
def test_a_page_asks_for_nothing_beside_it(made: Callable[[], str]) -> None:
    page = Page(made())
    assert [to for to in page.values("href", "src", "action", "data") if to[:1] != "#"] == []
    assert re.findall(r"url\((?!#)|@import|fetch\(|XMLHttp|import\(", made()) == []


@PAGES
def test_every_id_is_unique_and_every_reference_leads_to_one(made: Callable[[], str]) -> None:
    page = Page(made())
    ids = page.values("id")
    pointed = page.values("aria-labelledby", "aria-controls", "aria-describedby", "for")
    wanted = {each for text in pointed for each in text.split()}
    wanted |= {each.removeprefix("#") for each in page.values("href")}
    wanted |= set(re.findall(r"url\(#([^)]+)\)", made()))
    assert len(ids) == len(set(ids))
    assert wanted - set(ids) == set()


@PAGES
def test_every_table_has_a_caption_and_every_head_a_scope(made: Callable[[], str]) -> None:
    page = Page(made())
    names = [name for name, _ in page.elements]
    assert names.count("table") == names.count("caption") > 3
    assert [held for name, held in page.elements if name == "th" and "scope" not in held] == []


@PAGES
def test_headings_leave_no_level_out(made: Callable[[], str]) -> None:
    levels = [int(name[1]) for name, _ in Page(made()).elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


# ---------------------------------------------------------------- the same bytes, and few of them


def test_the_same_input_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772438400")
    once, again = (dosecalc.report("NCT07232563").html() for _ in range(2))
    assert once == again
    assert "2026-03-02 08:00:00 UTC" in once


def test_forty_arms_are_less_than_two_megabytes() -> None:
    assert len(forty().encode()) < 2_000_000


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="`soon` is not a time"):
        stamps.moment("soon")


# ---------------------------------------------------------------- the command


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = run("report", "10 mg daily for 7 days", "--time", TIME, "-o", str(file))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_file_that_ends_in_md_is_markdown(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    run("report", "10 mg daily for 7 days", "-o", str(file))
    assert file.read_text(encoding="utf-8").startswith("# 10 mg daily for 7 days\n")


def test_a_text_with_errors_is_named_on_the_page_that_leaves_it_out() -> None:
    done = run("report", "10 mg daily for 7 days", "10 mg dayly", "--format", "markdown")
    assert done.exit_code == 1
    assert "## Messages" in done.stdout
    assert "`dayly` is not understood here" in done.stdout.replace("\\", "")


def test_without_any_sound_text_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = run("report", "10 mg dayly", "-o", str(file))
    assert done.exit_code == 1
    assert not file.exists()


def test_a_wrong_time_or_an_unwritable_file_ends_with_2(tmp_path: Path) -> None:
    assert run("report", "10 mg once", "--time", "soon").exit_code == 2
    assert run("report", "10 mg once", "-o", str(tmp_path / "no" / "r.html")).exit_code == 2


# ---------------------------------------------------------------- figures within a page

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="72pt" height="36pt" viewBox="0 0 72 36"><metadata>x</metadata><defs><style>*{{}}</style>'
    '<path id="m" d="M 0 0.123 L 5 0.123 z" style="fill: {0}"/></defs><g id="axes"><use '
    'xlink:href="#m" x="1.26" style="stroke: {0}; fill: none"/></g></svg>'
)


def test_a_figure_gets_ids_of_the_page_and_colours_of_both_themes() -> None:
    styles = svg.Styles()
    made = svg.inline(
        DRAWN.format("#ffffff").encode(), DRAWN.format("#000000").encode(), "g", styles
    )
    assert made == (
        '<svg width="96" height="48" viewBox="0 0 72 36"><defs><path d="M0 0.1H5z" id="g-0" '
        'class="f0"/></defs><use href="#g-0" x="1.3" class="f1"/></svg>'
    )
    assert styles.rules() == "svg .f0{fill:var(--f0)}svg .f1{stroke:var(--f0);fill:none}"
    assert (styles.colours(0), styles.colours(1)) == ("--f0:#ffffff;", "--f0:#000000;")
