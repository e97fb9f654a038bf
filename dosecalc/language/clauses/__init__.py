"""Every way of saying something about a course: one file each, registered here once."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node


class Clause(NamedTuple):
    """A rule of the grammar, and where the function that reads it and an example stand.

    A module is imported when a text first needs it.
    """

    rule: str
    module: str
    reader: str = "read"
    shown: str = "EXAMPLE"

    @property
    def example(self) -> str:
        """A phrase that shows the clause."""
        example: str = getattr(_module(self.module), self.shown)
        return example


CLAUSES = (
    Clause("dose", "dose"),
    Clause("frequency", "frequency"),
    Clause("in_all", "in_all"),
    Clause("on_days", "on_days"),
    Clause("first_days", "first_days"),
    Clause("on_weekdays", "weekdays"),
    Clause("except_weekdays", "except_weekdays"),
    Clause("in_weeks", "weeks"),
    Clause("at_weeks", "weeks", "read_at", "AT_EXAMPLE"),
    Clause("except_days", "except_days"),
    Clause("on_off", "on_off"),
    Clause("clock", "time_of_day"),
    Clause("meals", "time_of_day", "read_meals", "MEALS_EXAMPLE"),
    Clause("apart", "apart"),
    Clause("extent", "extent"),
    Clause("start", "start"),
    Clause("infusion", "infusion"),
    Clause("escalation", "escalation"),
    Clause("volume", "volume"),
    Clause("concentration", "volume", "read_at", "AT_EXAMPLE"),
    Clause("sites", "sites"),
    Clause("divided", "sites", "read_divided", "DIVIDED_EXAMPLE"),
    Clause("limit", "limit"),
    Clause("capped", "limit", "read_capped", "CAPPED_EXAMPLE"),
    Clause("as_needed", "as_needed"),
    Clause("most_doses", "as_needed", "read_most"),
    Clause("condition", "as_needed", "read_condition", "CONDITION_EXAMPLE"),
    Clause("agent_of", "agent"),
    Clause("route", "agent", "read_route", "ROUTE_EXAMPLE"),
    Clause("unstated", "unstated"),
    Clause("counting", "counting"),
    Clause("within", "within"),
)
_BY_RULE = {clause.rule: clause for clause in CLAUSES}


@cache
def _module(name: str) -> ModuleType:
    return import_module(f"dosecalc.language.clauses.{name}")


def read(node: Node, draft: Draft) -> None:
    """Read the clause that a tree is into the draft of its course."""
    clause = _BY_RULE[node.data]
    reader: Callable[[Node, Draft], None] = getattr(_module(clause.module), clause.reader)
    reader(node, draft)


def is_clause(node: Node) -> bool:
    """Whether a tree is a clause of a course."""
    return node.data in _BY_RULE
