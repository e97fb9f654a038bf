"""The schedule of activities as JSON: columns, rows with their cells, footnotes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dosecalc.activities import Activities, Matrix
from dosecalc.diagnostics import as_json
from dosecalc.formats.activities import words
from dosecalc.stamps import DUTY, USE
from dosecalc.visit_columns import Days


def write(activities: Activities, width: int) -> Iterator[str]:
    """One object; days are study days, footnotes are counted from 1."""
    stamp = activities.stamp
    content = {
        "trial": activities.trial.name, "schedule": stamp.schedule, "sha256": stamp.digest,
        "dosecalc": stamp.version, "made": stamp.moment.isoformat(), "use": f"{USE}; {DUTY}",
        "matrices": [_matrix(activities, matrix) for matrix in activities.matrices],
        "diagnostics": [as_json(each) for each in activities.diagnostics],
    }  # fmt: skip
    yield json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _matrix(activities: Activities, matrix: Matrix) -> dict[str, Any]:
    numbers = activities.numbers
    return {
        "ways": [
            {"arm": way.arm.name or None, "reading": way.name, "cohort": way.cohort}
            for way in matrix.ways
        ],
        "unconfirmed": matrix.unconfirmed,
        "columns": [
            {"head": list(words.head(column, numbers)), **_days(activities, column.days),
             "window": column.window, "notes": column.notes}
            for column in matrix.columns
        ],
        "rows": [
            {
                "kind": row.kind, "activity": row.activity, "agent": row.agent, "route": row.route,
                "about": row.about or None, "notes": row.notes,
                "cells": [cell and cell._asdict() for cell in row.cells],
                "runs": [
                    {**_days(activities, run.days), **run.cell._asdict()}
                    for run in row.runs
                ],
            }
            for row in matrix.rows
        ],
        "footnotes": matrix.footnotes,
        "remarks": matrix.remarks,
    }  # fmt: skip


def _days(activities: Activities, days: Days) -> dict[str, Any]:
    """Study days, and by how many days later they may be at most, null where nobody knows."""
    numbers = activities.numbers
    return {"days": [numbers.number(each.day) for each in days], "later": days[0].later}
