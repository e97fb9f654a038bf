"""Figures: what they look like, that nothing in them overlaps, and what their files hold.

The pictures in `figures/` are what a person has looked at and found good. They are compared by
`pytest --mpl`, which is on by default; after a change that is meant,
`pytest tests/test_figures.py --mpl-generate-path=tests/figures` writes them anew: look at each.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image
from strategies import phrases
from tests_cli import run

import dosecalc
from dosecalc.days import DayCount
from dosecalc.formats.figures import Drawing, Options
from dosecalc.formats.figures.axis import linear_places, log_places, time_ticks
from dosecalc.formats.figures.line import Path as Corners
from dosecalc.formats.figures.line import seen
from dosecalc.formats.figures.measure import extent, held
from dosecalc.formats.figures.spread import spread
from dosecalc.formats.figures.style import styled

SPRAY = """\
trial SPRAY-01 "Vesicle spray for a sore mouth"
arm low
  give 1e9 particles by oral spray twice weekly for 8 weeks
arm high
  give 4e9 to 5e9 particles by oral spray twice weekly for 8 weeks
arm control
  no treatment
"""
OPEN = """\
trial OPEN-1 "Bounds that are open, approximate, assumed and unknown"
arm "a very long name of an arm that explains the population, the comparator and the visits"
  give at least 5e9 particles by nasal drops weekly for 8 weeks
arm "as needed"
  give 2e10 particles as needed, at most 2 a day, for 10 days
arm approximate
  give about 3e11 particles by nasal drops weekly for 8 weeks
arm assumed
  give 4e10 particles by nasal drops weekly for 8 weeks
    assumed "the amount is taken from a talk"
arm unclear
  give unknown particles by nasal drops weekly for 8 weeks
arm placebo
  give placebo by nasal drops weekly for 8 weeks
"""
WIDE = """\
trial WIDE-1 "Amounts from 1 to 10¹³, and names that mean something to a typesetter"
arm "$x^2$ & <b>"
  give 1 particles by nasal drops weekly for 8 weeks
arm Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft
  give 1e13 particles by nasal drops every 2 weeks for 8 weeks
"""
FREQUENCIES = ("daily", "twice weekly", "weekly", "every 2 weeks")
FORTY = 'trial MANY-40 "Forty arms"\narm control\n  no treatment\n' + "".join(
    f'arm "arm {n}"\n  give {n % 8 + 1}e9 particles {FREQUENCIES[n % 4]} for 8 weeks\n'
    for n in range(1, 41)
)
MILLION = "1 mg every 60 seconds for 1000000 doses"
FIRST_DAY = {"x": "date", "start": "2026-03-02"}

SHOWN: dict[str, tuple[str, dict[str, Any]]] = {
    "one_regimen": ("10 mg daily for 7 days", {}),
    "ranges_and_no_treatment": (SPRAY, {}),
    "readings_by_date_for_a_dark_slide": ("NCT07312656", {"style": "dark", **FIRST_DAY}),
    "twelve_lines_in_print": ("NCT07485751", {"style": "print", "x": "weeks"}),
    "units_that_do_not_meet": ("five trials", {}),
    "open_bounds_on_a_logarithmic_axis": (OPEN, {"log": True}),
    "long_names_on_little_paper": (WIDE, {"log": True, "size": "4x3"}),
    "forty_arms": (FORTY, {}),
    "a_range_of_half_lives": (
        "10 mg every 12 hours for 3 days", {"kind": "remaining", "half_life": "2 to 8 h"},
    ),
    "totals_of_a_trial": (OPEN, {"kind": "totals"}),
    "totals_as_wide_as_a_phone": ("NCT07485751", {"kind": "totals", "size": "4x8"}),
    "totals_of_five_trials": ("five trials", {"kind": "totals", "style": "dark"}),
}  # fmt: skip
FIVE = ("NCT06598202", "NCT06853522", "NCT07232563", "NCT07312656", "NCT07485751")


def drawn(text: str, **options: Any) -> Drawing:
    if text == "five trials":
        return dosecalc.plot(*FIVE, **options)
    return dosecalc.plot(dosecalc.parse(text) if "\n" in text else text, **options)


@cache
def shown(name: str) -> Drawing:
    text, options = SHOWN[name]
    return drawn(text, **options)


class Picture:
    """A drawing as pytest-mpl saves it: in its own theme, and small."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing

    def savefig(self, name: str, **_: Any) -> None:
        with styled(self.drawing.options.theme):
            self.drawing.figure.savefig(name, format="png", dpi=64)


@pytest.mark.parametrize("size", ["2.5x20", "4x12", "7x8"])
def test_a_total_is_never_cut(size: str) -> None:
    drawing = drawn("NCT07485751", kind="totals", size=size)
    said = " ".join(each.get_text() for each in drawing.figure.texts).replace("\xa0", " ")
    for amount in ("2.56 × 10¹¹ to 2.88 × 10¹¹ (no unit)", "4.2 × 10¹⁰ to 2.07 × 10¹¹ (no unit)"):
        assert amount in said


# Pixel for pixel the same within one line of matplotlib, which brings its face and its FreeType; the
# next one sets letters half a pixel elsewhere, which comes to 5 to 15 of 255. Rounding of another
# processor stays below the tolerance; a single marker that is lost comes to more.
@pytest.mark.skipif(
    not matplotlib.__version__.startswith("3.11."), reason="letters are set otherwise"
)
@pytest.mark.mpl_image_compare(baseline_dir="figures", tolerance=0.4)
@pytest.mark.parametrize("name", list(SHOWN))
def test_a_figure_looks_as_it_did(name: str) -> Picture:
    return Picture(shown(name))


# ---------------------------------------------------------------- nothing overlaps


def words(figure: Figure) -> list[tuple[str, Any]]:
    """Every text of a figure with its rectangle in pixels."""
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    found: list[Text] = list(figure.texts)
    for axes in figure.axes:
        found += [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        found += [*axes.get_xticklabels(), *axes.get_yticklabels()]
    with styled("light"):
        canvas.draw()
        return [
            (each.get_text(), each.get_window_extent(renderer))
            for each in found
            if each.get_text() and each.get_visible()
        ]


def assert_clear(figure: Figure) -> None:
    """No text covers another, and none leaves the paper."""
    paper, placed = figure.bbox, words(figure)
    for said, box in placed:
        assert paper.x0 <= box.x0 and box.x1 <= paper.x1 + 1, said
        assert paper.y0 <= box.y0 and box.y1 <= paper.y1 + 1, said
    for (one, first), (two, second) in combinations(placed, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        up = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across <= 1 or up <= 1, (one, two)


@pytest.mark.parametrize("name", list(SHOWN))
def test_no_text_covers_another_or_leaves_the_paper(name: str) -> None:
    assert_clear(shown(name).figure)


@given(
    st.lists(phrases, min_size=1, max_size=5), st.sampled_from(["cumulative", "totals"]),
    st.booleans(), st.sampled_from(["days", "weeks", "date"]),
)  # fmt: skip
@settings(max_examples=25)
def test_nor_does_it_for_any_texts(texts: list[str], kind: str, log: bool, x: str) -> None:
    drawing = dosecalc.plot(*texts, kind=kind, log=log, x=x, start="2026-03-02")
    assume(not drawing.empty)
    assert_clear(drawing.figure)


ends = st.lists(st.floats(0, 3, width=32), min_size=1, max_size=14)


@given(ends, st.floats(0.125, 0.375, width=32))
def test_names_are_spread_in_order_and_never_touch(wanted: list[float], high: float) -> None:
    found = spread(wanted, [high] * len(wanted), 0.0, 3.0)
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    for below, above in pairwise(order):
        assert found[above] - found[below] >= high - 1e-6


@given(st.text(alphabet="abc ijMW", min_size=1, max_size=80), st.floats(0.3, 3))
def test_a_name_is_held_to_its_width(text: str, width: float) -> None:
    lines = held(text, width, 8.5, 2)
    assert len(lines) <= 2
    assert all(extent(line, 8.5) <= width + 1e-6 for line in lines)


# ---------------------------------------------------------------- axes


@pytest.mark.parametrize(
    ("options", "first", "last", "width", "texts"),
    [
        (Options(), 0, 7, 5, ["1", "2", "3", "4", "5", "6", "7", "8"]),
        (Options(), -7, 21, 3, ["−7", "1", "8", "15", "22"]),
        (Options(x="weeks"), 0, 28, 5, ["0", "1", "2", "3", "4"]),
        (Options(), 0, 700, 4, ["1", "85", "169", "253", "337", "421", "505", "589", "673"]),
        (Options(x="date", start=date(2026, 12, 20)), 0, 60, 3, ["20 Dec\n2026", "3 Jan\n2027", "17 Jan", "31 Jan", "14 Feb"]),
    ],
)  # fmt: skip
def test_time_has_ticks_that_are_easy_to_count_with(
    options: Options, first: float, last: float, width: float, texts: list[str]
) -> None:
    assert time_ticks(options, DayCount(), first, last, width).texts == texts


def test_hours_are_shown_only_where_something_happens_at_one() -> None:
    assert time_ticks(Options(), DayCount(), 0, 1, 4, hours=True).texts[:2] == ["day 1", "06:00"]
    assert time_ticks(Options(), DayCount(), 0, 1, 4).texts == ["1", "2"]


def test_amounts_have_round_ticks() -> None:
    assert linear_places(70) == [0, 20, 40, 60]
    assert log_places(1, 1e13) == [1, 1e3, 1e6, 1e9, 1e12]
    assert log_places(40, 400) == [50, 100, 200, 300]
    assert log_places(30, 140, 4) == [30, 50, 100]


# ---------------------------------------------------------------- many doses


def test_of_many_points_those_stay_that_are_seen() -> None:
    rng = np.random.default_rng(1)
    path = Corners(np.sort(rng.uniform(0, 10, 100_000)), rng.normal(size=100_000))
    kept = seen(path, 0, 10, 100)
    assert len(kept.x) <= 400
    assert (kept.y.min(), kept.y.max()) == (path.y.min(), path.y.max())
    assert (kept.x[0], kept.x[-1]) == (path.x[0], path.x[-1])


def test_a_million_doses_make_a_small_file() -> None:
    drawing = dosecalc.plot(MILLION)
    assert len(drawing.content("svg")) < 60_000
    assert len(drawing.content("png")) < 200_000


# ---------------------------------------------------------------- what files hold


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_input_gives_the_same_bytes(form: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(SPRAY).content(form)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    drawing = drawn(SPRAY)
    assert drawing.content(form) == first
    assert drawing.content(form) == first


def test_an_svg_has_its_words_as_text_and_can_be_read_aloud() -> None:
    root = ElementTree.fromstring(drawn(WIDE).content("svg"))
    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "betriebswerkbauunterbeamtengesellschaft: 4 × 10¹³" in (description.text or "")
    assert "not for prescribing" in (description.text or "")
    assert "$x^2$ & <b>" in [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_description_says_what_is_unknown_and_what_is_assumed() -> None:
    assert drawn(OPEN).description == (
        "Chart of the cumulative amount (particles) over time, OPEN-1: Bounds that are open, "
        "approximate, assumed and unknown. Totals: a very long name of an arm that explains the "
        "population, the comparator and the visits: at least 4 × 10¹⁰ particles; as needed: 0 to "
        "4 × 10¹¹ particles; approximate: about 2.4 × 10¹² particles; assumed: 3.2 × 10¹¹ "
        "particles; placebo: none. Not computed: unclear (needs the dose). Resting on "
        "assumptions: assumed."
    )


def test_png_and_pdf_hold_title_description_and_intended_use() -> None:
    drawing = drawn(SPRAY)
    held_in_png = Image.open(BytesIO(drawing.content("png"))).text
    assert held_in_png["Title"] == "SPRAY-01: Vesicle spray for a sore mouth"
    assert held_in_png["Description"].startswith(drawing.description)
    assert held_in_png["Software"] == (
        f"dosecalc {dosecalc.__version__}, for planning, review and research, not for prescribing"
    )
    pdf = drawing.content("pdf")
    assert b"/Title (SPRAY-01: Vesicle spray for a sore mouth)" in pdf
    assert b"/Subject" in pdf and b"CreationDate" not in pdf


def test_what_cannot_be_computed_stands_in_the_figure() -> None:
    said = [text for text, _ in words(drawn(OPEN).figure)]
    assert "Not computed: unclear (needs the dose)" in said
    assert "Nothing is given: control" in [text for text, _ in words(drawn(FORTY).figure)]
    assert "No amount is known." in [
        text for text, _ in words(drawn("unknown mg daily for 7 days").figure)
    ]


# ---------------------------------------------------------------- the ways to it


def test_axes_of_the_callers_hold_one_panel() -> None:
    figure = Figure()
    axes = figure.subplots()
    assert drawn(SPRAY, ax=axes).axes == (axes,)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "low", "high", "control: none",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="one panel cannot show"):
        drawn("five trials", ax=axes)


@pytest.mark.parametrize("kind", ["cumulative", "totals"])
def test_more_lines_than_anyone_can_read_are_refused(kind: str) -> None:
    arms = (f'arm "arm {n}"\n  give 1 mg daily for 2 days\n' for n in range(241))
    with pytest.raises(ValueError, match=r"241 .* in one figure: choose an arm, or fewer texts"):
        drawn("trial T-1\n" + "".join(arms), kind=kind).content("svg")


def test_curves_draw_themselves() -> None:
    curves = dosecalc.curve("10 mg daily for 3 days", half_life="6 h")
    assert curves._repr_svg_().count("<path") > 5
    assert "Peak: 10.66 mg." in curves.plot("remaining").description
    with pytest.raises(ValueError, match="not drawn from curves"):
        curves.plot("totals")


def test_characters_draw_it_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "64")
    printed = run("plot", "10 mg daily for 4 days", "--format", "text").stdout
    assert printed.splitlines()[0] == "10 mg daily for 4 days"
    assert printed.splitlines()[-1] == "● 40 mg"
    assert "study day" in printed and max(map(len, printed.splitlines())) <= 64
    totals = run("plot", "10 mg daily for 4 days", "--kind", "totals", "--format", "text").stdout
    assert totals.splitlines()[-1].endswith("│ 40 mg")


def test_the_command_writes_a_file_whole(tmp_path: Path) -> None:
    name = tmp_path / "exposure.svg"
    assert run("plot", "10 mg daily for 4 days", "-o", str(name)).exit_code == 0
    assert name.read_bytes() == dosecalc.plot("10 mg daily for 4 days").content("svg")
    assert list(tmp_path.iterdir()) == [name]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("-o x.gif", "`x.gif` does not end in .png, .svg or .pdf"),
        ("-o none/x.png", "cannot write `none/x.png`: No such file or directory"),
        ("-o x.png --size 7", "`7` is not a size in inches such as 7x4"),
        ("-o x.png --size 700x3", "a figure of 700x3 inches: sizes are 2.5x2 to 40x80 inches"),
        ("-o x.png --title \x07", "the title `\\x07` holds characters that cannot be drawn"),
        ("-o x.png --start 2.3.2026", "`2.3.2026` is not a date such as 2026-03-02"),
        ("-o x.png --x date", "an axis of dates needs the date of day 1: add `--start 2026-03-02`"),
        ("-o x.png --kind cumulatve", "no figure is called `cumulatve`: there is `cumulative`"),
        ("-o x.png --kind remaining",
         'what remains needs a half-life: add `--half-life "2 to 8 h"`'),
        ("", "name a file for the figure, such as `-o figure.png`, .svg or .pdf"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_is_refused_in_one_line(options: str, message: str) -> None:
    done = run("plot", "10 mg daily for 3 days", *options.split())
    assert (done.exit_code, done.stderr) == (2, f"dosecalc: {message}\n")


def test_paper_that_is_too_low_is_refused_with_a_size_that_would_do() -> None:
    with pytest.raises(ValueError, match=r"too low .*: `--size 6x[\d.]+` would do") as refused:
        drawn("five trials", size="6x3").content("svg")
    size = str(refused.value).split("`")[1].removeprefix("--size ")
    assert drawn("five trials", size=size).content("svg")


def test_a_text_with_errors_writes_no_file(tmp_path: Path) -> None:
    done = run("plot", "10 mg dayly", "-o", str(tmp_path / "x.png"))
    assert done.exit_code == 1 and "did you mean `daily`" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_callers_style_changes_nothing() -> None:
    usual = drawn(SPRAY).content("png")
    with matplotlib.rc_context({"xtick.top": True, "lines.linewidth": 9, "font.size": 30}):
        assert drawn(SPRAY).content("png") == usual


def test_nothing_touches_pyplot(tmp_path: Path) -> None:
    program = (
        "import sys, dosecalc\n"
        f"dosecalc.plot('10 mg daily for 3 days').save({str(tmp_path / 'x.png')!r})\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_letters_without_a_face_stay_letters_in_svg() -> None:
    assert re.search("<text[^>]*>患者 α</text>", drawn(SPRAY, title="患者 α")._repr_svg_())
