"""What exports are compared by: every dose of a regimen, as a row that has an order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import dosecalc
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options

START = "2026-03-02"
FIRST = date.fromisoformat(START)
Dose = tuple[Any, ...]


def doses(argument: str | Text) -> list[Dose]:
    """Day, time, hours, bounds, unit, agent, route and length; only times that a clock tells.

    An unknown figure of an unstated unit is an unknown amount.
    """
    rows = [
        (
            row[7], row[8] if row[8] and ":" in row[8] else "", row[9] or 0, row[10], row[11],
            "" if row[10] is None and row[12] == "unstated" else row[12] or "", row[4] or "", row[5] or "", row[13],
        )
        for row in dosecalc.doses(argument, start=START)
    ]  # fmt: skip
    return sorted(rows, key=repr)


def moments(argument: str | Text) -> list[datetime]:
    """When the doses are, each once for each of its units, day 1 being the start."""
    listed = dosecalc.doses(argument, start=START).to_frame()
    return sorted(
        datetime.fromisoformat(f"{FIRST + timedelta(days=day - (day > 0))}T{time or '00:00'}")
        for day, time in zip(listed["day"], listed["time"], strict=True)
    )


def back(notation: str, content: str, name: str = "export") -> list[Text]:
    """What an export says, read back."""
    return list(NOTATIONS[notation].texts(Content.of_text(content, name), Options()))
