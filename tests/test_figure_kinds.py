"""Calendars, time lines, ladders and what drives totals: what they show, tested apart from how it is drawn."""

from collections import Counter
from itertools import combinations
from typing import Any

import matplotlib
import pytest
from hypothesis import given, settings
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from strategies import phrases

import dosecalc
from dosecalc import asking
from dosecalc.administrations import doses
from dosecalc.formats.figures import Drawing, draw
from dosecalc.formats.figures import intervals as totals
from dosecalc.formats.figures.dosing_days import Calendar, Who, calendars, together, told
from dosecalc.formats.figures.drivers import groups
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.lanes import Chart, Lane, Stretch, chart
from dosecalc.formats.figures.steps import Ladder, factor_text, ladders, logarithmic
from dosecalc.formats.figures.style import styled
from dosecalc.formats.figures.weeks import Grid, cells, grid, panel, placed
from dosecalc.totals import Question, rows

ESCALATION = "50, 100, 150, 200 mg daily escalating each week for 4 weeks"
FORTY = 'trial ARMS "Forty arms"\n' + "".join(
    f"arm arm{n}\n  give {n % 5 + 1} mg every {n % 9 + 1} days for {n % 4 + 2} weeks\n"
    for n in range(1, 41)
)
LONG = """trial LONG "A title that goes on and on about everything that is done to its participants"
arm "the arm that gets the higher dose of the intervention after the first interim analysis"
  reading "the reading that takes the third paragraph to the letter and ignores the rest of it"
    give 10 mg twice weekly for 8 weeks
  reading b
    give 10 mg daily for 8 weeks
arm "a control arm with an also rather long name for what it is"
  give 5 mg daily for 1 week then 10 mg daily for 2 weeks
"""
WATCHED = """trial EX-03 "Everything that a time line holds"
span rt
  lasts 4 to 6 weeks
arm a
  give 1 mg daily for 2 weeks
arm b
  give 1 mg weekly until progression
arm c
  give 1 mg weekly from 7 days before rt starts through 14 days after rt ends
visits
  bloods at weeks 0, 2 within 3 days
  imaging weekly for 8 weeks within 1 day before to 2 days after
  echo daily
  scan once starting 28 days after the last dose
  watch DLT for 28 days from the first dose, before next cohort
  watch late-effects for at least 4 weeks from day 8
  watch rest for 4 weeks from rt ends
"""


def subject(text: str) -> Subject:
    """A phrase, a file's text or a shipped trial, as figures get it."""
    read = dosecalc.load(text) if text.startswith("NCT") else (dosecalc.parse(text),)
    assert all(each.ok for each in read)
    trials = tuple(each.trial for each in read)
    return Subject(trials, Question(), tuple(row for each in trials for row in rows(each)))


def days(text: str) -> list[list[tuple[int, int, int]]]:
    """For each calendar: offset from day 1, sure doses, most doses."""
    found = calendars(subject(text).trials, Question())
    return [[(day, each.sure, each.most) for day, each in one.days] for one in found]


def lanes(text: str) -> dict[str, Lane]:
    return {lane.name: lane for lane in charted(text).lanes}


def charted(text: str) -> Chart:
    asked = subject(text)
    return chart(asked.trials, asked.question, asked.rows)


def test_days_hold_their_doses_before_day_1_too() -> None:
    assert days("10 mg twice daily on days -1 to 2") == [[(-1, 2, 2), (0, 2, 2), (1, 2, 2)]]


def test_doses_as_needed_are_never_sure() -> None:
    assert days("10 mg as needed, at most 3 a day, for 2 days") == [[(0, 0, 3), (1, 0, 3)]]


def test_cohorts_on_the_same_days_share_a_calendar() -> None:
    found = calendars(subject("NCT07485751").trials, Question())
    assert [together(each.members) for each in found] == [
        ("exosomes: eight weeks, cohorts 1 to 5; eight weeks, participant",),
        ("exosomes: two months, cohorts 1 to 5; two months, participant",),
    ]


def test_days_have_amounts_only_where_doses_differ() -> None:
    (same,) = calendars(subject("10 mg daily for 2 days").trials, Question())
    assert not same.vary and same.days[0][1].amount is None
    (rising,) = calendars(subject(ESCALATION).trials, Question())
    amounts = [each.amount for _, each in rising.days]
    assert rising.vary and [int(a.low) for a in amounts if a is not None][::7] == [
        50,
        100,
        150,
        200,
    ]


@given(phrases)
@settings(max_examples=40)
def test_a_calendar_holds_every_dose_that_is_listed(text: str) -> None:
    read = dosecalc.parse(text)
    if not read.ok:
        return
    listed = doses(read.trial, Question()).parts
    held: Counter[Who] = Counter()
    for each in calendars((read.trial,), Question()):
        for who in each.members:
            held[who._replace(agent=None)] += sum(day.most for _, day in each.days)
    for part in listed:
        _, arm, cohort, reading = part.head
        assert held[Who(None, arm, reading, cohort)] == len(part.events)


def only(text: str) -> Calendar:
    return calendars(subject(text).trials, Question())[0]


def test_a_year_is_shown_by_days_and_three_years_by_weeks() -> None:
    assert grid([(0, 364)]) == Grid(1, 7)
    assert grid([(0, 3 * 365)]) == Grid(7, 13)
    assert grid([(0, 20 * 365)]) == Grid(28, 13)
    assert grid([(0, 100 * 365)]) == Grid(364, 10)


def test_a_cell_of_a_week_holds_its_days_together() -> None:
    there = cells(only("10 mg daily for 10 days"), Grid(7, 13))
    assert [(at, each.most) for at, each in there.items()] == [((0, 0), 7), ((0, 1), 3)]


def test_rows_of_a_long_calendar_stand_in_blocks_that_fit() -> None:
    made = panel(only("10 mg weekly for 52 weeks"), Grid(1, 7), 0.2, False, 7.6)
    assert made.tall == 18 and made.width <= 7.6
    there, tall = placed([made, made], 7.6)
    assert there[1].left == 0 and tall > 2 * made.height


def test_notes_name_those_whom_they_concern() -> None:
    a, b = Who(None, "x", "a", None), Who(None, "x", "b", None)
    everybody = [a, b, Who(None, "c", None, None)]
    assert told({"n": [a]}, everybody) == ["x, a: n"]
    assert told({"n": [a, b]}, everybody) == ["x: n"]
    assert told({"n": everybody}, everybody) == ["n"]
    assert len(told({str(n): [a] for n in range(99)}, everybody)) == 10
    assert len(told({str(n): [a] for n in range(99)}, everybody, whole_list=True)) == 99


def test_a_span_is_sure_to_its_least_and_may_last_to_its_greatest() -> None:
    assert lanes("NCT07312656")["radiotherapy"].stretch == Stretch(0, 0, 39, 46)


def test_an_arm_without_treatment_has_an_empty_lane() -> None:
    control = lanes("NCT07312656")["control"]
    assert control.days == () and control.about == "no treatment"


def test_a_visit_at_week_2_is_14_days_after_day_1_with_its_window() -> None:
    bloods = lanes(WATCHED)["bloods"]
    assert bloods.days == ((0, True), (14, True)) and bloods.window == (3, 3)
    assert lanes(WATCHED)["imaging"].window == (1, 2)


def test_what_has_no_end_goes_on_to_the_end_of_the_axis() -> None:
    found = charted(WATCHED)
    echo = next(lane for lane in found.lanes if lane.name == "echo")
    assert echo.open and echo.days[-1][0] == found.last
    endless = lanes(WATCHED)["watch late-effects"]
    assert endless.open and endless.stretch == Stretch(7, 7, 34, None)


def test_a_watch_from_the_first_dose_is_that_of_each_arm() -> None:
    found = lanes(WATCHED)
    assert found["watch DLT (a; b)"].stretch == Stretch(0, 0, 27, 27)
    assert found["watch DLT (c)"].stretch == Stretch(-7, -7, 20, 20)
    assert found["watch DLT (c)"].gate and not found["watch rest"].gate


def test_a_watch_that_begins_on_a_range_of_days_is_sure_only_between() -> None:
    assert lanes(WATCHED)["watch rest"].stretch == Stretch(27, 41, 54, 68)


def test_a_visit_after_a_last_dose_that_may_be_later_may_be_later_too() -> None:
    found = lanes(WATCHED)
    assert (found["scan (a)"].days, found["scan (a)"].later) == (((41, True),), 0)
    assert (found["scan (c)"].days, found["scan (c)"].later) == (((63, True),), 14)


def test_what_cannot_be_placed_is_listed_with_the_reason() -> None:
    assert charted(WATCHED).unplaced == (("scan (b)", "when the last dose is given"),)
    assert charted("10 mg at unstated times").unplaced == (("doses", "how often and how long"),)


def test_a_span_that_no_arm_hangs_on_has_no_place() -> None:
    text = "trial T\nspan rt\n  lasts 4 weeks\narm a\n  give 1 mg daily for 2 days\n"
    assert charted(text).unplaced == (("rt", "when rt starts"),)


def test_of_a_span_without_a_length_no_day_is_sure() -> None:
    text = "trial T\nspan rt\n  lasts an unstated time\narm a\n  give 1 mg daily during rt\n"
    assert lanes(text)["rt"].stretch == Stretch(0, 0, -1, None) and lanes(text)["a"].open


def test_trials_that_count_days_in_two_ways_have_no_common_axis() -> None:
    zero = dosecalc.parse("trial A\ncounting days from 0\narm a\n  give 1 mg once\n").trial
    with pytest.raises(ValueError, match="counts its days from 0"):
        chart((zero, dosecalc.parse("1 mg once").trial), Question())


def all_of(text: str) -> tuple[Ladder, ...]:
    return ladders(subject(text).trials, Question())


# phrase, what its steps stand along, where they stand, their amounts
LADDERS = [
    (ESCALATION, "day", [0, 7, 14, 21], ["50", "100", "150", "200"]),
    ("1, 2, 4 mg daily escalating every 2 doses until progression", "day", [0, 2, 4], ["1", "2", "4"]),
    ("10 mg daily for 1 week then 5 mg daily for 1 week", "day", [0, 7], ["10", "5"]),
    ("1, 2, 4 mg weekly for 8 weeks escalating across cohorts", "cohort", [1, 2, 3], ["1", "2", "4"]),
    ("10 mg daily for 7 days", "arm", [0], ["10"]),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "along", "where", "amounts"), LADDERS)
def test_steps_stand_where_levels_change(
    phrase: str, along: str, where: list[int], amounts: list[str]
) -> None:
    (found,) = all_of(phrase)
    assert found.along == along
    assert [step.where for step in found.steps] == where
    assert [str(step.amount.low) for step in found.steps] == amounts


def test_levels_that_nobody_allots_are_cohorts_and_one_participants() -> None:
    cohorts, participant = all_of("NCT07485751")
    assert (cohorts.along, participant.along) == ("cohort", "level")
    assert [factor_text(cohorts, n) for n in range(5)] == ["", "× 2", "× 2", "× 2", "× 2"]


def test_a_range_without_steps_is_a_band() -> None:
    assert [each.band for each in all_of("1 to 16 mg weekly for 8 weeks escalation")] == [
        True,
        True,
    ]


def test_a_factor_that_is_not_short_is_marked_as_approximate() -> None:
    (found,) = all_of(ESCALATION)
    assert [factor_text(found, n) for n in (2, 3)] == ["× 1.5", "≈ × 1.33"]


LEVELS = [("1, 2, 4", True), ("1, 5, 20", True), ("50, 100, 150", False)]


@pytest.mark.parametrize(("levels", "log"), LEVELS)
def test_geometric_levels_or_a_decade_of_them_are_logarithmic(levels: str, log: bool) -> None:
    phrase = f"{levels} mg weekly for 8 weeks escalating across cohorts"
    assert logarithmic(all_of(phrase)) == log


def test_an_unknown_dose_has_no_step() -> None:
    drawn = draw(subject("NCT06598202"), "ladder")
    assert "vesicles, record: no step, needs the dose." in drawn.description


def test_a_step_that_rests_on_an_assumption_says_so() -> None:
    drawn = dosecalc.plot("2 mg/kg once", kind="ladder", unit="mg", weight="50 to 90")
    assert drawn.description.endswith("100 to 180 mg. assumed: weight = 50 to 90 kg.")


def test_each_driver_alone_moves_the_total_between_its_bars_the_strongest_first() -> None:
    read = dosecalc.parse("2 mg/kg daily for 2 to 4 days")
    asked, _ = asking.ask(weight="50 to 80")
    assert asked is not None
    (group,) = groups(Subject((read.trial,), asked, tuple(rows(read.trial, asked))))
    assert (group.whole.low, group.whole.high) == (200, 640)
    assert [(bar.name, bar.ends) for bar in group.bars] == [
        ("for 2 to 4 days", ((200.0, 320.0), (400.0, 640.0))),
        ("weight = 50 to 80 kg", ((200.0, 400.0), (320.0, 640.0))),
    ]


def test_a_total_that_is_exact_has_no_driver() -> None:
    assert groups(subject("10 mg daily for 7 days")) == []
    assert "No total is known as a range." in draw(subject(ESCALATION), "drivers").description


def test_what_cannot_be_computed_is_said_below_the_drivers() -> None:
    assert "Not computed" in words_of(draw(subject("NCT06853522"), "drivers").figure)


# ------------------------------------------------------------------ what is drawn

KINDS = ("calendar", "timeline", "ladder", "drivers")
TEXTS = (
    "10 mg daily for 7 days", "10 mg at unstated times", "10 mg daily until progression",
    "10 mg weekly for 3 years", FORTY, LONG, WATCHED, "at least 5 mg daily for 2 days",
    "NCT06853522", "NCT07232563", "NCT06598202",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_everything_that_can_be_read_can_be_drawn_twice_alike(kind: str, text: str) -> None:
    asked = subject(text)
    first, second = draw(asked, kind), draw(asked, kind)
    assert first.content("svg") == second.content("svg")
    assert first.description.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_one_panel_goes_into_axes_of_the_callers(kind: str) -> None:
    axes = Figure().add_subplot()
    draw(subject(ESCALATION), kind, ax=axes)
    assert axes.texts or axes.patches


def test_several_panels_do_not_go_into_one_axes() -> None:
    for kind in ("calendar", "ladder", "drivers"):
        with pytest.raises(ValueError, match="do not go into one axes"):
            draw(subject("NCT07485751"), kind, ax=Figure().add_subplot())


@pytest.mark.parametrize("kind", ["calendar", "timeline"])
def test_paper_that_is_too_small_is_refused_in_one_line(kind: str) -> None:
    with pytest.raises(ValueError, match="inches"):
        assert draw(subject(FORTY), kind, size="4x3").figure


# name, kind, text, how it is to look
LOOKS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("a phrase", "calendar", "10 mg daily for 7 days", {}),
    ("readings with doses that are not sure", "calendar", "NCT07312656", {}),
    ("six cycles by date", "calendar", "10 mg daily on days 1-21 of every 28 days for 6 cycles", {"start": "2026-03-02"}),
    ("a year for a slide", "calendar", "10 mg weekly for 52 weeks", {"style": "dark"}),
    ("three years in print", "calendar", "10 mg twice weekly for 3 years", {"style": "print"}),
    ("ninety years by date", "calendar", "10 mg daily for 90 years", {"start": "2026-12-30"}),
    ("amounts in print", "calendar", ESCALATION, {"style": "print"}),
    ("long names", "calendar", LONG, {}),
    ("as needed", "calendar", "10 mg as needed, at most 3 a day, for 5 days", {}),
    ("visits", "timeline", "NCT07485751", {}),
    ("a span with a range", "timeline", "NCT07312656", {"style": "dark"}),
    ("everything", "timeline", WATCHED, {}),
    ("everything in print", "timeline", WATCHED, {"style": "print"}),
    ("forty arms", "timeline", FORTY, {}),
    ("unknown times", "timeline", "NCT06853522", {}),
    ("both readings", "ladder", "NCT07485751", {}),
    ("steps in time", "ladder", ESCALATION, {"style": "print"}),
    ("a band", "ladder", "1 to 16 mg weekly for 8 weeks escalation", {"style": "dark"}),
    ("arms", "ladder", LONG, {}),
    ("a least amount", "ladder", "at least 5 mg daily for 2 days", {}),
    ("a least amount", "drivers", "at least 5 mg daily for 2 to 3 days", {}),
    ("both readings", "drivers", "NCT07485751", {}),
    ("a wide range in print", "drivers", "1 to 80 mg daily for 2 to 9 weeks", {"style": "print"}),
    ("nothing", "drivers", "10 mg daily for 7 days", {"style": "dark"}),
]  # fmt: skip


NAMES = [f"{kind}_{name}".replace(" ", "_") for name, kind, *_ in LOOKS]
looks = pytest.mark.parametrize(("kind", "text", "wishes"), [case[1:] for case in LOOKS], ids=NAMES)


class Picture:
    """A drawing as pytest-mpl saves it: in its own theme, and small."""

    def __init__(self, drawing: Drawing, theme: Any) -> None:
        self.drawing, self.theme = drawing, theme

    def savefig(self, name: str, **_: Any) -> None:
        with styled(self.theme):
            self.drawing.figure.savefig(name, format="png", dpi=64)


NEWEST = matplotlib.__version__.startswith("3.11.")


# A single mark that is lost comes to more than the tolerance.
@pytest.mark.skipif(not NEWEST, reason="other versions set letters otherwise")
@pytest.mark.mpl_image_compare(baseline_dir="figures", tolerance=0.4)
@looks
def test_a_kind_looks_as_it_did(kind: str, text: str, wishes: dict[str, Any]) -> Picture:
    return Picture(draw(subject(text), kind, **wishes), wishes.get("style", "light"))


def words_of(figure: Figure) -> str:
    return " ".join(said for said, _ in words(figure))


def words(figure: Figure) -> list[tuple[str, Any]]:
    """Every text of a figure with its rectangle in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    found: list[Text] = list(figure.texts)
    for axes in figure.axes:
        found += [*axes.texts]
        if axes.axison:
            found += [axes.xaxis.label, *axes.get_xticklabels(), *axes.get_yticklabels()]
    return [
        (each.get_text(), Text.get_window_extent(each, canvas.get_renderer()))
        for each in found
        if each.get_text() and each.get_visible()
    ]


@looks
def test_no_word_covers_another_or_leaves_the_paper(
    kind: str, text: str, wishes: dict[str, Any]
) -> None:
    figure = draw(subject(text), kind, **wishes).figure
    there = words(figure)
    for said, box in there:
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 + 1, said
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 + 1, said
    for (one, a), (two, b) in combinations(there, 2):
        across, up = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or up <= 1, (one, two)


SEVERAL = """trial EX-05 "Two routes"
arm low
  give 1 mg by mouth daily for 2 days
arm high
  give 4 mg intravenously daily for 2 days
arm other
  give 2 to 3 mg daily for 2 days
"""


def totalled(text: str, **wishes: object) -> list[tuple[str, list[tuple[str, str]]]]:
    found = totals.groups(subject(text).rows, Options(**wishes))  # type: ignore[arg-type]
    return [(each.title, [(one.name, one.value) for one in each.intervals]) for each in found]


def test_totals_are_grouped_by_a_field_and_what_is_not_stated_comes_last() -> None:
    assert totalled(SEVERAL, group="route") == [
        ("intravenous", [("high", "8 mg")]),
        ("oral", [("low", "2 mg")]),
        ("route not stated", [("other", "4 to 6 mg")]),
    ]


def test_groups_that_measure_the_same_share_an_axis() -> None:
    found = totals.groups(subject(SEVERAL).rows, Options(group="route"))
    assert len({totals.limits(each) for each in found}) == 1


def test_a_trial_may_be_one_line_from_its_least_to_its_greatest() -> None:
    assert totalled(SEVERAL, by_trial=True) == [("", [("EX-05", "2 to 8 mg")])]
    assert totalled("NCT07485751", by_trial=True)[0][1] == [
        ("NCT07485751", "1.6 × 10¹⁰ to 2.88 × 10¹¹ (no unit)")
    ]


def test_a_line_of_a_trial_is_as_sure_as_its_least_sure_row() -> None:
    text = SEVERAL.replace("give 4 mg intravenously daily for 2 days",
                           'give 4 mg intravenously daily for 2 days\n    assumed "why"')  # fmt: skip
    (group,) = totals.groups(subject(text).rows, Options(by_trial=True))
    assert [each.status for each in group.intervals] == ["assumed"]


def test_what_rows_cannot_be_grouped_by_is_said() -> None:
    with pytest.raises(ValueError, match="rows are grouped by `trial` or `arm` or `route`"):
        totalled(SEVERAL, group="colour")
