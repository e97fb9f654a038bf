"""When a site is open, in words.

>>> closed(Opening(closed=(5, 6), holidays=("CN",)))
'closed: Saturday, Sunday; holidays of CN are named under their month'
>>> weekly("a Saturday"), weekly("Labour Day")
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.days import WEEKDAYS
from dosecalc.openings import Opening

_WEEKLY = frozenset(f"a {name}" for name in WEEKDAYS)


def weekly(reason: str) -> bool:
    """Whether a day is closed because of its weekday, which a legend says once for all."""
    return reason in _WEEKLY


def closed(opening: Opening) -> str:
    """What closed days are: weekdays by their names, others where they are named."""
    parts = []
    if opening.holidays:
        parts.append(f"holidays of {', '.join(opening.holidays)}")
    if opening.dates:
        parts.append("other closed dates")
    named = f"{' and '.join(parts)} are named under their month" if parts else ""
    return "closed: " + "; ".join(filter(None, (_weekdays(opening), named)))


def rules(opening: Opening) -> str:
    """The rules by which days were chosen; empty where there are none."""
    return "; ".join(_rules(opening))


def _rules(opening: Opening) -> Iterator[str]:
    if opening.name:
        yield opening.name
    if opening.closed:
        yield f"closed on {_weekdays(opening)}"
    if opening.holidays:
        yield f"closed on public holidays of {', '.join(opening.holidays)}"
    for first, last in opening.dates:
        yield f"closed on {first}" if first == last else f"closed from {first} to {last}"
    if opening.slots is not None:
        yield f"{opening.slots} {'appointment' if opening.slots == 1 else 'appointments'} a day"
    if opening.zone:
        yield f"clock of {opening.zone}"


def _weekdays(opening: Opening) -> str:
    return ", ".join(WEEKDAYS[number] for number in opening.closed)
