"""`--kind ladder`: dose levels as a staircase, each with its amount and the factor to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.formats.figures.dosing_days import named, noted, placement, resting, together, told
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.measure import Weight, extent, height, held
from dosecalc.formats.figures.sheet import Box, around, sheet
from dosecalc.formats.figures.stairs import BANDS, SMALL, TICK, arm_names, drawn
from dosecalc.formats.figures.steps import (
    Ladder,
    Step,
    amount_text,
    day_text,
    factor_text,
    ladders,
    missing,
)
from dosecalc.formats.figures.words import headline, unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

_NAME = 9.0
_WIDE, _TALL, _LEAST = 8.0, 2.3, 1.1
_STEP, _GAP, _BELOW, _LEAST_LABEL = 0.5, 0.2, 0.5, 6.5
_SIDE = 0.6  # inches for the axis of amounts


class Panel(NamedTuple):
    """A ladder in its place: inches from the left of the box, and which row."""

    ladder: Ladder
    name: str
    row: int
    left: float
    width: float


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """A staircase for each ladder that differs, side by side, amounts in one unit on one scale."""
    found = ladders(subject.trials, subject.question)
    title = headline(subject.rows) if options.title is None else options.title
    box = sheet(target, look, title, _quiet(subject))
    if box is None:
        if len(found) != 1:
            raise ValueError(f"{len(found)} ladders do not go into one axes")
        axes: Axes = target  # type: ignore[assignment]
        frame, dpi = axes.get_window_extent(), axes.figure.dpi
        drawn(axes, found[0], found, (frame.width / dpi, frame.height / dpi), look, options)
        return
    panels = _placed(found, box.width)
    rows = max((each.row for each in panels), default=-1) + 1
    for row in range(rows):
        _row(box, [each for each in panels if each.row == row], (row, rows), found, look,
             options)  # fmt: skip


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """As wide as the steps need, a page at most, and as high as its rows and words need."""
    found = ladders(subject.trials, subject.question)
    panels = _placed(found, _WIDE)
    used = _natural(found[0]) * 1.35 if len(panels) == 1 else _WIDE
    width = max(min(used, _WIDE), 4.4) + 0.32
    title = headline(subject.rows) if options.title is None else options.title
    rows = max((each.row for each in panels), default=-1) + 1
    tall = sum(_TALL + _head(panels, row) + _foot(panels, row, options) for row in range(rows))
    return width, tall + around(title, _quiet(subject), width)


def description(subject: Subject, options: Options) -> str:
    """The steps of each ladder with their factors, and what they rest on."""
    said = []
    for each in ladders(subject.trials, subject.question):
        steps = ", ".join(_told(each))
        name = "; ".join(together(each.members))
        said.append(f"{name}: {steps}" if name else steps)
    first = "Dose levels as steps" if said else "No dose level is known"
    return " ".join(f"{line}." for line in (first, *said, *_quiet(subject, whole_list=True)))


def _told(ladder: Ladder) -> list[str]:
    """The steps in words."""
    found = []
    for number, step in enumerate(ladder.steps):
        what = amount_text(step.amount)
        if ladder.unit is not None:
            what += f" {unit_name(ladder.unit)}"
        times = factor_text(ladder, number)
        where = _where(ladder, step)
        found.append(
            " ".join(part for part in (where, what, f"({times})" if times else "") if part)
        )
    if ladder.band:
        found.append(BANDS[ladder.along])
    return found


def _where(ladder: Ladder, step: Step) -> str:
    if ladder.along == "day":
        return f"from day {day_text(ladder, step)}"
    word = {"cohort": "cohort ", "level": "level "}.get(ladder.along, "")
    return f"{word}{step.name}" if step.name else ""


def _quiet(subject: Subject, *, whole_list: bool = False) -> tuple[str, ...]:
    """Which arms have no step, and the notes; those on days only where steps stand on days."""
    trials, question = subject.trials, subject.question
    everybody = [named(row, len(trials) > 1) for row in subject.rows]
    notes = noted(subject.rows, len(trials) > 1)
    if any(each.along == "day" for each in ladders(trials, question)):
        notes = resting(trials, question, subject.rows)
    else:
        without = placement(trials)
        notes = {text: members for text, members in notes.items() if text not in without}
    assumed = [each for trial in trials for each in trial.assumptions] + [*question.assumptions]
    for row in subject.rows:
        for text in (each.text for each in assumed if each.text in row.depends_on):
            notes.setdefault(f"assumed: {text}", []).append(named(row, len(trials) > 1))
    for text, members in missing(trials, question).items():
        notes.setdefault(f"no step, {text}", members)
    return tuple(told(notes, everybody, whole_list=whole_list))


# ------------------------------------------------------------------ where panels go


def _natural(ladder: Ladder) -> float:
    """The width that a ladder's steps and its axis take."""
    labels = [
        extent(amount_text(step.amount), _LEAST_LABEL, "bold") + 0.05 for step in ladder.steps
    ]
    if ladder.along == "arm":
        labels += [min(extent(step.name, TICK), 1.3) + 0.14 for step in ladder.steps]
    step = min(max([*labels, _STEP]), 1.6)
    return _SIDE + max(step * len(ladder.steps), 2.2)


def _placed(found: Sequence[Ladder], width: float) -> list[Panel]:
    """The ladders in rows, each row as wide as the paper."""
    rows: list[list[Ladder]] = []
    for ladder in found:
        wide = _natural(ladder)
        if rows and sum(map(_natural, rows[-1])) + _GAP * len(rows[-1]) + wide <= width:
            rows[-1].append(ladder)
        else:
            rows.append([ladder])
    panels = []
    for row, ladders_ in enumerate(rows):
        free = width - _GAP * (len(ladders_) - 1)
        whole, left = sum(map(_natural, ladders_)), 0.0
        for ladder in ladders_:
            wide = _natural(ladder) * min(free / whole, 1.6)
            panels.append(Panel(ladder, "; ".join(together(ladder.members)), row, left, wide))
            left += wide + _GAP
    return panels


def _names(panel: Panel) -> list[str]:
    return held(panel.name, panel.width, _NAME, 3, "bold") if panel.name else []


def _head(panels: Sequence[Panel], row: int) -> float:
    """The room above a row: the names of its panels, and the unit."""
    lines = max((len(_names(each)) for each in panels if each.row == row), default=0)
    return height(lines, _NAME) + height(1, SMALL) + 0.12


def _foot(panels: Sequence[Panel], row: int, options: Options) -> float:
    """The room below a row: the axis, and the names of arms, upright where they are many."""
    return max((_names_below(each, options) for each in panels if each.row == row), default=0.0)


def _names_below(panel: Panel, options: Options) -> float:
    if panel.ladder.along != "arm":
        return _BELOW + 0.16 * (panel.ladder.along == "day" and options.x == "date")
    lines, upright = arm_names(panel.ladder, panel.width - _SIDE)
    if upright:
        return max(extent(line, SMALL) for each in lines for line in each) + 0.25
    return height(max(map(len, lines)), TICK) + 0.25


def _row(
    box: Box, panels: Sequence[Panel], place: tuple[int, int], found: Sequence[Ladder], look: Look,
    options: Options,
) -> None:  # fmt: skip
    """The panels of a row, each under its name and unit."""
    row, rows = place
    tall = box.height / rows
    head, foot = _head(panels, row), _foot(panels, row, options)
    inner = tall - head - foot
    if inner < _LEAST - 1e-6:
        wide, high = box.figure.get_size_inches()
        raise ValueError(f"{len(found)} ladders cannot be read on {wide:.3g}x{high:.3g} inches")
    bottom = box.height - (row + 1) * tall + foot
    for each in panels:
        wide = each.width - _SIDE
        axes = box.axes(each.left + _SIDE - 0.05, bottom, wide, inner)
        drawn(axes, each.ladder, found, (wide, inner), look, options)
        names = _names(each)
        top = bottom + inner + height(1, SMALL) + 0.07
        _write(box, each.left, top, unit_name(each.ladder.unit), SMALL, look.faint, "normal")
        top += height(len(names), _NAME)
        for number, line in enumerate(names):
            y = top - height(number, _NAME)
            _write(box, each.left, y, line, _NAME, look.ink, "bold")


def _write(
    box: Box, left: float, top: float, text: str, points: float, colour: str, weight: Weight
) -> None:
    wide, high = box.figure.get_size_inches()
    box.figure.text(
        (box.left + left) / wide, (box.bottom + top) / high, text, fontsize=points, color=colour,
        weight=weight, va="top",
    )  # fmt: skip
