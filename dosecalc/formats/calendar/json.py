"""A calendar as JSON: its stamp, its lines, what has no date, and what the days rest on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from dosecalc.calendars import Calendar
from dosecalc.diagnostics import as_json
from dosecalc.formats.calendar import enrolled
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.calendar.rows import COLUMNS, rows
from dosecalc.stamps import DUTY, USE


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """One object, its lines one by one."""
    stamp = calendar.stamp
    head = {
        "trial": calendar.trial.name, "schedule": stamp.schedule, "sha256": stamp.digest,
        "dosecalc": stamp.version, "made": stamp.moment.isoformat(), "use": f"{USE}; {DUTY}",
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + ',\n"entries": ['
    gap = "\n"
    for row in rows(calendar):
        named = dict(zip(COLUMNS, row, strict=True))
        del named["trial"]
        yield gap + json.dumps(named, ensure_ascii=False, default=_plain)
        gap = ",\n"
    whole = calendar.enrolment
    rest = {
        "trial_as_a_whole": None if whole is None else enrolled.record(whole),
        "unplaced": [
            {"participant": person.id or None, "what": what, "needs": reason}
            for person, what, reason in calendar.unplaced()
        ],
        "notes": [{"about": name, "note": note} for name, note in calendar.remarks()],
        "diagnostics": [as_json(each) for each in calendar.diagnostics],
    }
    yield "\n],\n" + json.dumps(rest, ensure_ascii=False)[1:] + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not for JSON: {value!r}")
