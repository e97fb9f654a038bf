"""A form of export: its name, what it is, the endings of its files, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc import choosing
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_events import Dosed, dosed
from dosecalc.export_losses import left_out
from dosecalc.inventory import KINDS, inventory
from dosecalc.variants import Question, Variant

if TYPE_CHECKING:
    from dosecalc.language import Text
    from dosecalc.model import Trial

Pieces = Iterable[str] | Iterable[bytes]


class Wanted(NamedTuple):
    """What a caller wants of an export.

    `question` holds the unit of amounts, assumptions and the date of day 1. `arm`, `reading` and
    `cohort` keep some of the ways of dosing. `expanded` writes each dose in a line of its own,
    where a form could also hold a series in one. `subjects` is how many participants each way of
    dosing has. `ending` is that of the output file, in lower case; empty where there is none.
    """

    question: Question = Question()
    arm: str | None = None
    reading: str | None = None
    cohort: int | None = None
    expanded: bool = False
    time_unit: Literal["hour", "day"] = "hour"
    subjects: int = 1
    ending: str = ""

    def ways(self, trial: Trial) -> list[Variant] | Diagnostic:
        """The ways of dosing that are asked for, in the order of the text; or what is wrong."""
        return choosing.fitting(trial, self.arm, self.cohort, self.reading)

    def dosed(self, trial: Trial, way: Variant) -> Dosed:
        """The doses of one participant; raises ValueError for more than two million."""
        return dosed(trial, way, self.question)


class Export(NamedTuple):
    """What is written, piece by piece, and what has to be said about it."""

    pieces: Pieces
    diagnostics: tuple[Diagnostic, ...] = ()


class Form(NamedTuple):
    """A form; `holds` are the kinds of `inventory.KINDS` that it has a place for.

    Forms with `several` hold any number of trials in one file. `options` are those of `expand`,
    `time-unit` and `subjects` that it has. Endings in `binary` are only written into files.
    `read_by` is the notation that reads it back, `dose` being the schedule language itself; it is
    empty where nothing does.
    """

    name: str
    about: str
    endings: tuple[str, ...]
    module: str = ""
    holds: frozenset[str] = frozenset()
    several: bool = False
    options: frozenset[str] = frozenset()
    binary: tuple[str, ...] = ()
    read_by: str = ""

    def export(self, texts: Sequence[Text], wanted: Wanted) -> Export:
        """The texts in this form, with all that it cannot hold; its module is loaded now."""
        module = import_module(f"dosecalc.formats.exchange.{self.module or self.name}")
        export: Callable[[Sequence[Text], Wanted], Export] = module.export
        found = export(texts, wanted)
        lost = (each for text in texts for each in self._left_out(text.trial))
        return Export(found.pieces, (*found.diagnostics, *dict.fromkeys(lost)))

    def _left_out(self, trial: Trial) -> Iterable[Diagnostic]:
        """A line for each kind of thing that the trial says and this form has no place for."""
        for kind, items in inventory(trial).items():
            if kind not in self.holds:
                span = items[0].span if len(items) == 1 else None
                yield left_out(self.about, kind, [item.words for item in items], span)


# ------------------------------------------------------------------ kinds of forms

_ROWS = frozenset({"expand", "subjects"})


def whole_trial(name: str, about: str, ending: str, read_by: str) -> Form:
    """A form that holds everything that a trial says."""
    return Form(name, about, (ending,), holds=frozenset(KINDS), several=True, read_by=read_by)


def event_table(name: str, about: str, holds: frozenset[str]) -> Form:
    """A kind of event table."""
    return Form(
        name, about, ("csv", "parquet"), holds=holds, several=True,
        options=_ROWS | {"time-unit"}, binary=("parquet",), read_by="events",
    )  # fmt: skip


def resources(name: str, about: str, holds: frozenset[str], *, several: bool = True) -> Form:
    """Resources of a release of FHIR."""
    module = name.replace("-", "_")
    return Form(name, about, ("json",), module, holds, several, read_by="fhir")


def dataset(name: str, about: str, holds: frozenset[str], *, exposure: bool) -> Form:
    """A data set of CDISC's: of `exposure`, which is read back, or of visits."""
    options, read_by = (_ROWS, "cdisc") if exposure else (frozenset[str](), "")
    module = name.replace("-", "_")
    return Form(name, about, ("csv", "json"), module, holds, True, options, read_by=read_by)
