"""Studies of ClinicalTrials.gov, one by one: a study, a list, an answer, or one a line.

>>> from dosecalc.notations import Content, Options
>>> record = '{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}'
>>> found, = read(Content.of_text(record, "a.json"), Options())
>>> print(found.words)
unconfirmed
<BLANKLINE>
trial NCT00000001
  record "ClinicalTrials.gov"
  note "the record lists no arm and no drug"
<BLANKLINE>
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dosecalc.diagnostics import Diagnostic, Report
from dosecalc.notations import ctgov_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.ctgov.drafts import draft
from dosecalc.notations.ctgov.fields import Field
from dosecalc.notations.json_text import Value, values
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.unreadable import Unreadable

_SECTION = "protocolSection"
_OLDER = frozenset(
    {"FullStudiesResponse", "FullStudy", "Study", "ProtocolSection", "clinical_study"}
)


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """A draft for each study; what is none is a diagnostic, and hides no other."""
    number = 0
    try:
        for number, value in enumerate(values(content, below="studies"), start=1):
            yield _spoken(value, number, content.name)
    except Unreadable as unreadable:
        yield Spoken("", content.name, (unreadable.diagnostic,))
        return
    if not number:
        yield Spoken("", content.name, (ctgov_mistakes.no_studies(content.name),))


def sniff(head: str) -> bool:
    """Whether a text begins as JSON and soon has a study's first section."""
    return head.lstrip()[:1] in ("{", "[") and f'"{_SECTION}"' in head


def _spoken(value: Value, number: int, name: str) -> Spoken:
    wrong = _not_a_study(value, name)
    if wrong is not None:
        return Spoken("", name, (wrong,))
    report = Report()
    text = draft(Field(value.value, value.pointer, name, report), number, report)
    if text is None:
        return Spoken("", name, report.diagnostics)
    return Spoken(text.words, f"{name}, draft of {text.trial.name}", report.diagnostics, text)


def _not_a_study(value: Value, name: str) -> Diagnostic | None:
    found: Any = value.value
    if isinstance(found, dict) and isinstance(found.get(_SECTION), dict):
        return None
    if isinstance(found, dict) and found.get("studies") == []:
        return ctgov_mistakes.no_studies(name)
    older = isinstance(found, dict) and not _OLDER.isdisjoint(found)
    return ctgov_mistakes.not_a_study(name, value.pointer, older)
