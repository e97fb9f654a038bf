"""Exposure records as CDISC has them (EX, EC), as CSV or as Dataset-JSON 1.1.

A table of one subject is a phrase. Of several it is a file, with an arm for all subjects who have
the same regimen, and how many they are. Dates become study days: a regimen has none. What a record
leaves open (a part of a date, an amount, how often) stays open; what the language has no place for
is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dosecalc.diagnostics import Diagnostic, Source
from dosecalc.language.values import quoted as in_quotes
from dosecalc.notations import cdisc_mistakes, notation_mistakes
from dosecalc.notations.agent_and_route import quoted
from dosecalc.notations.cdisc_courses import Courses
from dosecalc.notations.cdisc_rows import Record, Table
from dosecalc.notations.cdisc_table import table
from dosecalc.notations.content import Content
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.unreadable import Unreadable

_HEADER = re.compile(r'["\s]*(STUDYID|DOMAIN|USUBJID|SUBJID)["\s]*[,;\t]', re.IGNORECASE)
_TREATMENT = re.compile(r"\b(EXTRT|ECTRT)\b", re.IGNORECASE)
_Kind = tuple[str, tuple[str, ...]]  # an arm, and its regimens
_SHOWN = 20  # subjects of an arm that its note names


def sniff(head: str) -> bool:
    """Whether a file can only be exposure records: by its header, or by what its JSON names."""
    line = head.lstrip().partition("\n")[0]
    if line.startswith("{"):
        return '"datasetJSONVersion"' in head and _TREATMENT.search(head) is not None
    return _HEADER.match(line) is not None and _TREATMENT.search(line) is not None


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """The regimen of each study of a table."""
    source = table(content)
    if isinstance(source, Diagnostic):
        yield Spoken("", content.name, (source,))
        return
    read = Table(source)
    records = read.records()
    said = read.sheet.diagnostics
    if not records or any(each.is_error for each in said):
        none = () if any(each.is_error for each in said) else (
            cdisc_mistakes.no_exposure(content.name),
        )  # fmt: skip
        yield Spoken("", content.name, (*said, *none))
        return
    for study in dict.fromkeys(record.study for record in records):
        mine = [record for record in records if record.study == study]
        yield _study(study, mine, source, said)
        said = ()


def _study(
    study: str, records: Sequence[Record], source: Source, said: Sequence[Diagnostic]
) -> Spoken:
    """The subjects of one study as a phrase, or as the text of a file."""
    subjects: dict[str, list[Record]] = {}
    for record in records:
        subjects.setdefault(record.subject, []).append(record)
    found: list[Diagnostic] = [*said]
    kinds: dict[_Kind, list[str]] = {}
    notes: dict[_Kind, dict[str, None]] = {}
    for subject, mine in subjects.items():
        courses = Courses(mine)
        try:
            key = (mine[0].arm, courses.gives())
        except Unreadable as stop:
            found += [*courses.said, stop.diagnostic]
            continue
        found += courses.said
        kinds.setdefault(key, []).append(subject)
        regimens = notes.setdefault(key, {})
        regimens.update(dict.fromkeys(each.regimen for each in mine if each.regimen))
    name = f"{source.name}, in words"
    found = list(dict.fromkeys(found))
    if any(each.is_error for each in found):
        return Spoken("", name, tuple(found))
    (_, phrases), *_ = kinds
    if len(subjects) == 1 and courses.origin is not None:
        found.append(notation_mistakes.day_1_dated(courses.origin.isoformat()))
    if len(subjects) == len(phrases) == 1:
        return Spoken(phrases[0], name, tuple(found))
    return Spoken(_file(study, kinds, notes), name, tuple(found))


def _file(
    study: str, kinds: dict[_Kind, list[str]], notes: dict[_Kind, dict[str, None]]
) -> str:  # fmt: skip
    """A file with an arm for each kind of subject."""
    lines = [f"trial {quoted(study or 'exposure')}"]
    taken: dict[str, int] = {}
    for number, (key, subjects) in enumerate(kinds.items(), 1):
        arm, phrases = key
        name = arm or f"group {number}"
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name} {taken[name]}"
        shown = ", ".join(subjects[:_SHOWN])
        more = f" and {len(subjects) - _SHOWN:,} more" if len(subjects) > _SHOWN else ""
        word = "subject" if len(subjects) == 1 else "subjects"
        lines += ["", f"arm {quoted(name)}", f"  participants {len(subjects)}"]
        lines += [f"    note {_text(f'{word} {shown}{more}')}"]
        lines += [f"  give {phrase}" for phrase in phrases]
        lines += [f"    note {_text(f'intended: {each}')}" for each in notes[key]]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A note in one line."""
    return in_quotes(" ".join(text.split()))
