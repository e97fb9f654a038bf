"""A dose level that the course is too short to reach.

Levels that rise in time need doses enough for each of them; a level that no participant ever
gets is more often a slip than a plan.

Example: 50, 100, 150, 200 mg daily escalating each week for 3 weeks
Remedy: lengthen the course, shorten the step, or leave the level out
"""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.diagnostics import Diagnostic, Severity
from dosecalc.levels import level_counts
from dosecalc.model import Trial
from dosecalc.parameters import bounds
from dosecalc.plan import layout

CODE = "level-unreached"


def check(trial: Trial) -> Iterator[Diagnostic]:
    """A warning for each course with a level that gets no dose."""
    for arm in trial.arms:
        for reading in arm.readings:
            for block in layout(reading.regimens, trial, trial.name).blocks:
                dose, escalation = block.course.dose, block.course.escalation
                if dose is None or escalation is None or len(dose.levels) < 2:
                    continue
                if escalation.kind == "time":
                    counts = [bounds(share) for share in level_counts(block)]
                    empty = [n for n, c in enumerate(counts, 1) if c is not None and c.high == 0]
                else:
                    whole = bounds(block.count)
                    few = escalation.kind == "open" and whole is not None and whole.high is not None
                    reach = int(whole.high) if few and whole is not None and whole.high else 0
                    empty = list(range(reach + 1, len(dose.levels) + 1)) if few else []
                if empty:
                    said = next(
                        (s for s in block.course.said if s.text.startswith("escalat")),
                        block.course.said[0],
                    )
                    one = len(empty) == 1
                    yield Diagnostic(
                        code=CODE,
                        message=f"level{'' if one else 's'} {', '.join(map(str, empty))} of "
                        f"{len(dose.levels)} {'is' if one else 'are'} never reached",
                        span=said.span,
                        hint="lengthen the course, or leave out what is not given",
                        severity=Severity.WARNING,
                    )
