"""A calendar file (RFC 5545): the calendar of each way of dosing, an event for each appointment.

Events are listed, not recurring: a dose has a number, a study day and a window of its own, and
programs agree on dates where they disagree on rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc import choosing, stamps
from dosecalc.calendar_plans import calendar
from dosecalc.calendars import Person
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_events import Dosed
from dosecalc.export_losses import left_out, not_exportable
from dosecalc.formats.calendar import FORMS, Options
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text
from dosecalc.model import Arm
from dosecalc.variants import Variant

_ABOUT = "a calendar file (RFC 5545)"


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The calendar of one trial, with a participant for each way of dosing."""
    from dosecalc import __version__

    (text,) = texts
    trial, start = text.trial, wanted.question.start
    ways = wanted.ways(trial) if trial.arms else [Variant(Arm(name=""), None, None)]
    if isinstance(ways, Diagnostic):
        return Export((), (ways,))
    draft = choosing.draft(trial, ways)
    if draft is not None:
        return Export((), (draft,))
    if start is None:
        need = "the date of day 1: `--start 2026-03-02`"
        return Export((), (not_exportable(_ABOUT, "a regimen without dates", need),))
    names = [_name(way) if len(ways) > 1 else "" for way in ways]
    people = [Person(name, way, start) for name, way in zip(names, ways, strict=True)]
    made = calendar(trial, people, question=wanted.question, made=stamps.stamp(trial, __version__))
    unplaced = [f"{what}: needs {need}" for _, what, need in made.unplaced()]
    said = [left_out(_ABOUT, "what has no date", list(dict.fromkeys(unplaced)))] * bool(unplaced)
    elapsed = dict.fromkeys(each for way in ways for each in _elapsed(wanted.dosed(trial, way)))
    if elapsed:
        said.append(left_out(_ABOUT, "times that no clock tells", list(elapsed)))
    pieces = FORMS["ics"].write(made, Options())
    return Export(
        [each if isinstance(each, str) else each.decode() for each in pieces], tuple(said)
    )


def _elapsed(dosed: Dosed) -> Iterator[str]:
    """Courses whose times are counted from the first dose, as `every 12 hours` is."""
    for event in dosed.events:
        if event.timed and not event.time:
            yield str(dosed.course(event))


def _name(way: Variant) -> str:
    """What tells a way of dosing from the others."""
    parts = (way.arm.name, way.name or "", f"cohort {way.cohort}" if way.cohort else "")
    return ", ".join(filter(None, parts))
