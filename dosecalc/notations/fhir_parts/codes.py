"""Codes of FHIR that say when: units of time, days of the week, events of a day, abbreviations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

# FHIR's units of time, and the words of the language for them.
UNITS_OF_TIME: Mapping[str, str] = MappingProxyType(
    {
        "s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month",
        "a": "year",
    }
)  # fmt: skip
SECONDS_OF: Mapping[str, int] = MappingProxyType(
    {"s": 1, "min": 60, "h": 3600, "d": 86_400, "wk": 604_800}
)
DAYS_OF_WEEK: Mapping[str, str] = MappingProxyType(
    {
        "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
        "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
    }
)  # fmt: skip

# Events of a day that are no meals; HL7's event timing.
MOMENTS: Mapping[str, str] = MappingProxyType(
    {
        "MORN": "in the morning", "MORN.early": "early in the morning",
        "MORN.late": "late in the morning", "NOON": "at noon", "AFT": "in the afternoon",
        "AFT.early": "early in the afternoon", "AFT.late": "late in the afternoon",
        "EVE": "in the evening", "EVE.early": "early in the evening",
        "EVE.late": "late in the evening", "NIGHT": "at night", "PHS": "after falling asleep",
        "HS": "at bedtime", "WAKE": "on waking",
    }
)  # fmt: skip
MEALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        code: (side, meal)
        for prefix, side in (("C", "with"), ("AC", "before"), ("PC", "after"))
        for code, meal in (
            (prefix, "meals"), (f"{prefix}M", "breakfast"), (f"{prefix}D", "lunch"),
            (f"{prefix}V", "dinner"),
        )
    }
)  # fmt: skip
IMMEDIATELY = "IMD"
EVENTS = (*MOMENTS, *MEALS, IMMEDIATELY)
# Meals themselves, which nothing can be so many minutes away from (tim-9).
MEALTIMES = frozenset({"C", "CM", "CD", "CV"})


class Often(NamedTuple):
    """How often an abbreviation says: `frequency` times every `period` units, and when."""

    frequency: int
    period: int
    unit: str
    when: str = ""


GTS = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"
ABBREVIATIONS: Mapping[str, Often] = MappingProxyType(
    {
        "BID": Often(2, 1, "d"), "TID": Often(3, 1, "d"), "QID": Often(4, 1, "d"),
        "QD": Often(1, 1, "d"), "QOD": Often(1, 2, "d"), "AM": Often(1, 1, "d", "MORN"),
        "PM": Often(1, 1, "d", "AFT"), "BED": Often(1, 1, "d", "HS"), "WK": Often(1, 1, "wk"),
        "MO": Often(1, 1, "mo"),
        **{f"Q{hours}H": Often(1, hours, "h") for hours in (1, 2, 3, 4, 6, 8)},
    }
)  # fmt: skip

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "active": "", "draft": "", "completed": "", "unknown": "", "on-hold": "stopped",
        "cancelled": "stopped", "ended": "stopped", "stopped": "stopped",
        "entered-in-error": "wrong",
    }
)  # fmt: skip
INTENTS = (
    "proposal", "plan", "order", "original-order", "reflex-order", "filler-order",
    "instance-order", "option",
)  # fmt: skip
