"""What can be wrong with a trial as a whole: one rule a file, registered here once."""

from collections.abc import Callable, Iterator

from dosecalc.checks import (
    course_without_doses,
    doses_coincide,
    expectation_differs,
    level_unreached,
    limit_exceeded,
    no_such_cohort,
    participants_differ,
)
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Trial

CHECKS: tuple[Callable[[Trial], Iterator[Diagnostic]], ...] = (
    course_without_doses.check,
    doses_coincide.check,
    expectation_differs.check,
    level_unreached.check,
    limit_exceeded.check,
    no_such_cohort.check,
    participants_differ.check,
)


# Texts that contradict themselves are not totalled; the other diagnostics stand beside a total.
STOPPING = frozenset({course_without_doses.CODE})


def check(trial: Trial) -> tuple[Diagnostic, ...]:
    """The diagnostics of every rule, in the order of the rules."""
    return tuple(found for rule in CHECKS for found in rule(trial))
