"""What is wrong with a record of ClinicalTrials.gov, or with what it says of doses.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Severity, either, visible

_SHOWN = 80


def _at(pointer: str) -> str:
    return f", at `{visible(pointer)}`" if pointer else ""


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return visible(line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + " …")


def not_a_study(name: str, pointer: str, older: bool) -> Diagnostic:
    """A JSON value that is no study as version 2 of the registry's interface gives it.

    Example: (on the command line) `dosecalc convert --from ctgov order.json`, a prescription
    Remedy: get the study again, as JSON of version 2, where it has a `protocolSection`
    """
    what = "is a study of an older version" if older else "is no study"
    return Diagnostic(
        code="not-a-study",
        message=f"what `{visible(name)}` holds {what}{_at(pointer)}",
        span=None,
        hint="get it as JSON of version 2 (`…/api/v2/studies/NCT…`), with a `protocolSection`",
    )


def no_studies(name: str) -> Diagnostic:
    """An answer or a list without any study.

    Example: (on the command line) `dosecalc convert --from ctgov list.json` with `{"studies": []}`
    Remedy: ask the registry for something that it has
    """
    return Diagnostic(
        code="no-studies",
        message=f"`{visible(name)}` holds no study",
        span=None,
        hint="ask the registry again; a list has studies under `studies`",
    )


def study_without_number(pointer: str, called: str) -> Diagnostic:
    """A study without the registry's number, which is what the draft is named for.

    Example: (on the command line) a record without `nctId`
    Remedy: write the trial's name behind `trial` in the draft
    """
    return Diagnostic(
        code="study-without-number",
        message=f"the study has no `nctId`, and is called `{visible(called)}`{_at(pointer)}",
        span=None,
        hint="write the trial's name behind `trial` in the draft",
        severity=Severity.WARNING,
    )


def record_word_not_known(pointer: str, word: str, known: Sequence[str]) -> Diagnostic:
    """A word of a record in a place where the registry has a closed list, and not this one.

    Example: (on the command line) a record with `"phases": ["PHASE7"]`
    Remedy: look at the record; what it says there is left out of the draft
    """
    return Diagnostic(
        code="record-word-not-known",
        message=f"`{_cut(word)}` is no word that the registry has there{_at(pointer)}",
        span=None,
        hint=f"known are {either(known)}; the draft leaves it out",
        severity=Severity.WARNING,
    )


def record_date_not_read(pointer: str, date: str) -> Diagnostic:
    """A date of a record that no calendar has, or that is written otherwise than the registry does.

    Example: (on the command line) a record that starts on `2026-02-30`
    Remedy: look at the record, and write the date into the draft
    """
    return Diagnostic(
        code="record-date-not-read",
        message=f"`{_cut(date)}` is no date{_at(pointer)}",
        span=None,
        hint="write the date into the draft, as `starts 2026-03-01`",
        severity=Severity.WARNING,
    )


def record_count_not_read(pointer: str, count: str) -> Diagnostic:
    """A number of participants, or an age, that is none.

    Example: (on the command line) a record with `"enrollmentInfo": {"count": -3}`
    Remedy: look at the record, and write the number into the draft
    """
    return Diagnostic(
        code="record-count-not-read",
        message=f"`{_cut(count)}` is no number of participants and no age in years{_at(pointer)}",
        span=None,
        hint="write it into the draft, as `participants 15 planned` or `ages 18 to 75`",
        severity=Severity.WARNING,
    )


def figure_damaged(pointer: str, words: str, why: str, readings: Sequence[str]) -> Diagnostic:
    """A figure in a record's text that has lost something, and stays unknown in the draft.

    Registries lose raised digits (`8.0*108`), and texts come with decimal commas and digits of
    full width. A repair may be wrong by orders of magnitude, so none is made.

    Example: (on the command line) a record whose arm says `8.0*108 particles`
    Remedy: find the figure in the protocol or a publication, and write it into the draft
    """
    meant = f"it may mean {either(readings)}; " if readings else ""
    return Diagnostic(
        code="figure-damaged",
        message=f"`{_cut(words)}` {why}{_at(pointer)}",
        span=None,
        hint=f"{meant}find the figure elsewhere, and write it into the draft",
        severity=Severity.WARNING,
    )


def figure_without_unit(pointer: str, words: str) -> Diagnostic:
    """An amount in a record's text that does not say what is counted.

    Example: (on the command line) a record whose arm says `1×10^9, 2×10^9` and no more
    Remedy: find the unit elsewhere, or assume one: `--assume "unit = particles"`
    """
    return Diagnostic(
        code="figure-without-unit",
        message=f"`{_cut(words)}` has no unit{_at(pointer)}",
        span=None,
        hint="find the unit elsewhere, or assume one: `--assume 'unit = particles'`",
        severity=Severity.WARNING,
    )


def record_contradicts_itself(
    pointer: str, first: str, other_pointer: str, second: str
) -> Diagnostic:
    """Two passages of a record that say two things of one dosing; the draft has both as readings.

    Example: (on the command line) a record whose arm says `for 8 weeks`, and its intervention
      `for 2 months`
    Remedy: find out which one holds, and take the other reading out of the draft
    """
    return Diagnostic(
        code="record-contradicts-itself",
        message=(
            f"`{_cut(first)}`{_at(pointer)}, and `{_cut(second)}`{_at(other_pointer)},"
            " contradict each other"
        ),
        span=None,
        hint="find out which one holds, and take the other reading out of the draft",
        severity=Severity.WARNING,
    )


def draft_without_doses(pointer: str) -> Diagnostic:
    """A record from whose texts no regimen can be made that the language reads.

    Example: (on the command line) no record is known that brings this about
    Remedy: write the regimen by hand, from the notes in the draft
    """
    return Diagnostic(
        code="draft-without-doses",
        message=f"no draft can be made of this study{_at(pointer)}",
        span=None,
        hint="write the schedule by hand",
    )
