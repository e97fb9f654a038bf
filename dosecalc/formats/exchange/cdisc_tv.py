"""Trial visits (TV of SDTM): a visit for each column of the schedule of activities.

Visits that fall on the same days whatever the arm are of no arm, as SDTM has it. A visit of which
the day is not exact has none, and its rule says in words when it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.activities import Column as Visit
from dosecalc.activities import Matrix, matrices, window_said
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.export_losses import left_out, nothing_to_export, written_otherwise
from dosecalc.formats.exchange.cdisc_dataset import Column, Dataset, Value
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text
from dosecalc.model import Arm
from dosecalc.variants import Variant
from dosecalc.visit_columns import listed

_ABOUT = "a table of trial visits (CDISC TV)"
_COLUMNS = (
    Column("STUDYID", "Study Identifier", key=1, kept=True),
    Column("DOMAIN", "Domain Abbreviation", kept=True),
    Column("VISITNUM", "Visit Number", "integer", key=3, kept=True),
    Column("VISIT", "Visit Name", kept=True),
    Column("VISITDY", "Planned Study Day of Visit", "integer"),
    Column("ARMCD", "Planned Arm Code", key=2, kept=True),
    Column("ARM", "Description of Planned Arm"),
    Column("TVSTRL", "Visit Start Rule", kept=True),
    Column("TVENRL", "Visit End Rule"),
)
_LONGEST, _LONGEST_CODE = 200, 20
_NOT_EXACT = ("months differ", "spaced at", "first dose on")
_NUMBERS = DayCount()


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The visits of each trial, arm by arm where they differ."""
    from dosecalc.formats.exchange.cdisc_exposure import studies_of

    rows: list[tuple[Value, ...]] = []
    said: dict[Diagnostic, None] = {}
    studies = studies_of(texts)
    for study, text in zip(studies, texts, strict=True):
        ways: list[Variant] | Diagnostic = [Variant(Arm(name=""), None, None)]
        if text.trial.arms or wanted.arm or wanted.cohort or wanted.reading:
            ways = wanted.ways(text.trial)
        if isinstance(ways, Diagnostic):
            return Export((), (ways,))
        found = matrices(text.trial, ways, wanted.question)
        said.update(dict.fromkeys(_left_out(found)))
        rows += [(study, "TV", *row) for row in _visits(found)]
    if not rows:
        return Export((), (*said, nothing_to_export(_ABOUT)))
    dataset = Dataset("TV", "Trial Visits", _COLUMNS, rows)
    return Export(list(dataset.pieces(wanted.ending, studies)), tuple(said))


def _left_out(found: Sequence[Matrix]) -> Iterator[Diagnostic]:
    """What is done day after day, and so makes no visit; what has no day at all."""
    for matrix in found:
        if matrix.footnotes:
            yield left_out(_ABOUT, "footnotes", matrix.footnotes)
        for row in matrix.rows:
            if row.runs:
                days = "; ".join(listed(run.days, _NUMBERS) for run in row.runs)
                what = f"what is done daily ({row.agent or row.activity}, {days})"
                yield written_otherwise(_ABOUT, what, "left out, being no visit")
            elif row.kind in ("dose", "assessment") and not any(row.cells):
                what = row.agent or row.activity
                yield written_otherwise(_ABOUT, what, "left out, since it has no known day")


def _visits(found: Sequence[Matrix]) -> Iterator[tuple[Value, ...]]:
    """The visits, numbered by their day over all arms; arm by arm where they differ."""
    days = sorted({_order(visit) for matrix in found for visit in matrix.columns})
    numbers = {day: number for number, day in enumerate(days, 1)}
    codes = _codes([name for matrix in found for name in _arms(matrix)])
    for matrix in found:
        arms: Sequence[str | None] = _arms(matrix) if len(found) > 1 else (None,)
        for arm in arms:
            for place, visit in enumerate(matrix.columns):
                vague = _vague(matrix, place, visit)
                name = _plain(listed(visit.days, _NUMBERS).upper())
                yield (
                    numbers[_order(visit)], _short(name),
                    None if vague else _NUMBERS.number(visit.days[0].day),
                    codes[arm] if arm else None, arm, _short(vague + _begins(matrix, place, visit)),
                    _short(_ends(visit)),
                )  # fmt: skip


def _vague(matrix: Matrix, place: int, visit: Visit) -> str:
    """Why the day of a visit is not exact, in words before its rule; empty where it is."""
    if visit.days[0].later != 0:
        return "not exactly "
    if not visit.days[0].day:
        return ""
    cells = [(row, row.cells[place]) for row in matrix.rows]
    notes = {note for row, cell in cells if cell for note in (*row.notes, *cell.notes)}
    texts = [matrix.footnotes[note - 1] for note in sorted({*notes, *visit.notes})]
    found = next((text for text in texts if text.startswith(_NOT_EXACT)), "")
    return f"{found}; " if found else ""


def _plain(text: str) -> str:
    """A text without signs that SDTM's character set lacks."""
    return text.replace("–", "-").replace("−", "-")


def _order(visit: Visit) -> tuple[int, int, int]:
    first, last = visit.days[0], visit.days[-1]
    return first.day, 10**9 if first.later is None else first.later, last.day


def _arms(matrix: Matrix) -> list[str]:
    """The names of the ways of dosing of a matrix: arms, with a reading or cohort where needed."""
    names = dict.fromkeys(
        ", ".join(filter(None, (
            way.arm.name, way.name or "", f"cohort {way.cohort}" if way.cohort else "",
        )))
        for way in matrix.ways
    )  # fmt: skip
    return list(names)


def _codes(names: Sequence[str]) -> dict[str, str]:
    """A code of at most 20 characters for each arm, none of them twice."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        plain = "".join(each for each in name.upper() if each.isalnum() or each in "-_")
        code, number = plain[:_LONGEST_CODE], 1
        while code in found.values() or not code:
            number += 1
            code = f"{plain[: _LONGEST_CODE - 4]}-{number}"
        found[name] = code
    return found


def _begins(matrix: Matrix, place: int, visit: Visit) -> str:
    """When a visit is, with its window, and what is done."""
    done = dict.fromkeys(
        f"dose of {row.agent}" if row.kind == "dose" and row.agent else row.activity
        for row in matrix.rows
        if row.kind in ("dose", "assessment") and row.cells[place] is not None
    )
    when = f"study {listed(visit.days, _NUMBERS)}"
    around = f", {window_said(visit.window)}" if visit.window else ""
    return _plain(f"{when}{around}: {', '.join(done)}")


def _ends(visit: Visit) -> str:
    """The end of the last day of a visit."""
    last = visit.days[-1]
    if last.later != 0:
        return "all assessments of the visit are done"
    return f"end of study {_NUMBERS.text(last.day)}"


def _short(text: str) -> str:
    """A text that SDTM has room for."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4]} ..."
