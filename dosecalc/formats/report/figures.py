"""The figures of a report, each as wide as a page and, where that is too small, as a phone."""

from __future__ import annotations

from typing import NamedTuple

from dosecalc.diagnostics import visible
from dosecalc.exposure import Curve
from dosecalc.formats.figures import Subject, draw, options
from dosecalc.formats.figures.drawing import kind_of
from dosecalc.formats.report.svg import Styles, inline
from dosecalc.model import Trial
from dosecalc.reports import Report, Schedule, as_stated
from dosecalc.totals import Question

_PHONE = 5.4  # inches, drawn at seven tenths on a screen of 390 pixels
_TALLEST = 60.0
_STRETCHES = (1, 1.5, 2.2)
_SHORTENED = "…"


class Figure(NamedTuple):
    """A caption and the drawings; `narrow` is empty where one serves every screen.

    `missing` says why nothing is drawn.
    """

    caption: str
    wide: str = ""
    narrow: str = ""
    missing: str = ""


class Drafter:
    """Draws the figures of one page, whose styles it gathers."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._drawn = 0

    def comparison(self, report: Report) -> Figure | None:
        """The totals of all rows as intervals."""
        found = (row for each in report.schedules for row in each.asked)
        rows = tuple(row for row in found if row.total is None or row.total.high != 0)
        if all(row.total is None for row in rows):
            return None
        subject = Subject(_trials(report), report.question, rows)
        return self._figure("What one participant gets in all", "totals", subject, True)

    def curves(self, report: Report) -> Figure | None:
        """What has been given by when, of all rows."""
        found = tuple(curve for each in report.schedules for curve in each.curves)
        if not any(map(_rises, found)):
            return None
        rows = tuple(curve.row for curve in found)
        subject = Subject(_trials(report), report.question, rows, found)
        return self._figure("What has been given by when", "cumulative", subject, True)

    def calendar(self, schedule: Schedule, question: Question) -> Figure | None:
        """The days on which one schedule gives doses."""
        if not _placed(schedule):
            return None
        subject = Subject((schedule.trial,), as_stated(question), schedule.stated)
        caption = f"Days with doses, {visible(schedule.trial.name)}"
        return self._figure(caption, "calendar", subject, False)

    def _figure(self, caption: str, kind: str, subject: Subject, both: bool) -> Figure:
        try:
            wide = self._inline(kind, subject, None)
        except ValueError as error:  # too many doses, or rows, for paper
            return Figure(caption, missing=visible(str(error)))
        width, height = _size(kind, subject)
        if not both or width <= _PHONE:
            return Figure(caption, wide, "")
        narrow = self._narrow(kind, subject, height if height < 4 else height * width / _PHONE)
        # What a small drawing would cut short is better read in the large one.
        cut = narrow.count(_SHORTENED) > wide.count(_SHORTENED)
        return Figure(caption, wide, "" if cut else narrow)

    def _narrow(self, kind: str, subject: Subject, height: float) -> str:
        """The figure as wide as a phone, and as high as it has to be; empty where that is a lot."""
        for stretch in _STRETCHES:
            try:
                return self._inline(kind, subject, (_PHONE, min(height * stretch, _TALLEST)))
            except ValueError:  # too low for what it has to show
                continue
        return ""

    def _inline(self, kind: str, subject: Subject, size: tuple[float, float] | None) -> str:
        self._drawn += 1
        light, dark = (
            draw(subject, kind, title="", size=size, style=style).content("svg")
            for style in ("light", "dark")
        )
        return inline(light, dark, f"g{self._drawn}", self.styles)


def _trials(report: Report) -> tuple[Trial, ...]:
    return tuple(each.trial for each in report.schedules)


def _size(kind: str, subject: Subject) -> tuple[float, float]:
    return kind_of(kind).module().size(subject, options(title=""))


def _rises(curve: Curve) -> bool:
    return curve.unknown is None and len(curve) > 0


def _placed(schedule: Schedule) -> bool:
    """Whether any dose of a schedule has a day."""
    return any(row.first_day is not None for row in schedule.stated)
