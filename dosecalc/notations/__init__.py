"""Other people's notations: one input a file, each a function from what is handed over to words.

A notation is a module of this folder and a line in `NOTATIONS`. It defines

    def read(content: Content, options: Options) -> Iterator[Spoken]

which says in the schedule language what the notation says: a phrase, or the text of a file. What
cannot be said is not said: it is a diagnostic, with its place (a row and column, a JSON pointer).
What is left out is `not_taken_over`, what is understood in one of several ways a warning. Text that
is read comes back as `Text`, whose trial every command can use.

Where its files can be told from all others, it also defines

    def sniff(head: str) -> bool   # of the first characters

What it may count on: `content.open()` reads bytes as they come, `content.text()` all of them;
`options.time_unit` is what bare numbers of time are in, None where nobody said.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dosecalc.notations.content import Content
from dosecalc.notations.notation import Notation, Options, Spoken

NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {
        notation.name: notation
        for notation in (
            Notation("rx", "a dosing string of mrgsolve's kind", timed=True, typed=True),
            Notation("json", "whole trials, as `--to json` writes them"),
            Notation("ctgov", "a study record of ClinicalTrials.gov", "ctgov.reading"),
            Notation("fhir", "FHIR orders, dosages and timings, R5 or R4B"),
            Notation("fhir-r5", "FHIR R5 alone", "fhir_r5"),
            Notation("fhir-r4b", "FHIR R4B alone", "fhir_r4b"),
            Notation("cdisc", "exposure records (CDISC EX or EC) as CSV or Dataset-JSON 1.1"),
            Notation("rrule", "a recurrence rule, or a calendar file (RFC 5545)", typed=True),
        )
    }
)

__all__ = ["NOTATIONS", "Content", "Notation", "Options", "Spoken"]
