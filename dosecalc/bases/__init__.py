"""What amounts are compared by: one basis a file, registered here once.

A basis makes, of one participant's tally, an expression that rises with its parameters, and says
in words what is special about it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from dosecalc.bases import (
    administration,
    arm,
    by_day,
    dosing_day,
    participant,
    peak_day,
    per_kg,
    trial,
    week,
)
from dosecalc.bases.case import Case, Measure
from dosecalc.results import Per


class Basis(NamedTuple):
    """A basis: its name on the command line, its words in a heading, its definition, its maker."""

    name: str
    label: str
    definition: str
    measure: Callable[[Case], Measure]
    per: Per


_MODULES = (
    participant, administration, dosing_day, week, peak_day, by_day, per_kg, arm, trial,
)  # fmt: skip


def _basis(module: ModuleType) -> Basis:
    per: Per = getattr(module, "PER", "participant")
    return Basis(module.NAME, module.LABEL, module.DEFINITION, module.measure, per)


BASES = MappingProxyType({module.NAME: _basis(module) for module in _MODULES})

__all__ = ["BASES", "Basis", "Case", "Measure"]
