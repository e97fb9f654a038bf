"""FHIR's own rules about a repeated timing, checked one by one: tim-1 to tim-10.

Rule 3 was withdrawn by FHIR. `repeat` here is the object under `timing.repeat`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes
from dosecalc.notations.fhir_parts.element import Element


class _Rule(NamedTuple):
    """A rule: when it is broken, what to say, and what to do."""

    key: str
    broken: Callable[[Element], bool]
    why: str
    hint: str


def _needs(what: str, other: str) -> Callable[[Element], bool]:
    return lambda repeat: what in repeat and other not in repeat


def _below(what: str) -> Callable[[Element], bool]:
    def negative(repeat: Element) -> bool:
        value = repeat.number(what)
        return value is not None and value < 0

    return negative


def _offset(repeat: Element) -> bool:
    events = repeat.members.get("when")
    named = events if isinstance(events, list) else []
    at_meals = any(isinstance(each, str) and each in codes.MEALTIMES for each in named)
    return "offset" in repeat and ("when" not in repeat or at_meals)


_RULES = (
    _Rule("tim-1", _needs("duration", "durationUnit"), "a duration needs its unit",
          'add `"durationUnit": "h"`, or the unit that is meant'),
    _Rule("tim-2", _needs("period", "periodUnit"), "a period needs its unit",
          'add `"periodUnit": "d"`, or the unit that is meant'),
    _Rule("tim-4", _below("duration"), "a duration is not below 0", "write a duration above 0"),
    _Rule("tim-5", _below("period"), "a period is not below 0", "write a period above 0"),
    _Rule("tim-6", _needs("periodMax", "period"), "a longest period needs a shortest",
          "add `period`"),
    _Rule("tim-7", _needs("durationMax", "duration"), "a longest duration needs a shortest",
          "add `duration`"),
    _Rule("tim-8", _needs("countMax", "count"), "a greatest count needs a least", "add `count`"),
    _Rule("tim-9", _offset, "an offset needs an event that is no meal itself",
          'add `"when": ["ACM"]`, or leave `offset` out'),
    _Rule("tim-10", lambda repeat: "timeOfDay" in repeat and "when" in repeat,
          "a time of day and an event of the day exclude each other", "keep one of the two"),
)  # fmt: skip


def check(repeat: Element) -> None:
    """Report every rule that is broken."""
    for rule in _RULES:
        if rule.broken(repeat):
            repeat.wrong(fhir_mistakes.fhir_rule(repeat.pointer, rule.key, rule.why, rule.hint))
