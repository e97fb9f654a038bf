"""FHIR R5 alone: what belongs to the other release is an error. All else is as in `fhir`."""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.notations.content import Content
from dosecalc.notations.fhir import resources
from dosecalc.notations.notation import Options, Spoken


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """What each resource says, in the order of the file."""
    return resources(content, "R5")
