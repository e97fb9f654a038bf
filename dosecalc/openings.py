"""When a site sees participants: closed weekdays, public holidays, closed dates, slots a day.

>>> opening = Opening(closed=(5, 6), dates=((date(2026, 5, 1), date(2026, 5, 1)),))
>>> opening.closed_on(date(2026, 5, 1)), opening.closed_on(date(2026, 5, 2))
('closed on 2026-05-01', 'a Saturday')
>>> opening.closed_on(date(2026, 5, 4))
''
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from dosecalc.days import WEEKDAYS
from dosecalc.protocol import Site

Range = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The rules of a site. `closed` holds weekdays, Monday being 0; `dates` closed first and last
    days; `holidays` countries, or countries and regions (`CN`, `DE-BY`); `slots` appointments a
    day, None where nothing limits them.
    """

    name: str = ""
    closed: tuple[int, ...] = ()
    dates: tuple[Range, ...] = ()
    holidays: tuple[str, ...] = ()
    slots: int | None = None
    zone: str = ""
    _known: dict[date, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def limits(self) -> bool:
        """Whether any day may be closed or full."""
        return bool(self.closed or self.dates or self.holidays or self.slots is not None)

    def closed_on(self, day: date) -> str:
        """Why nobody is seen on a date; an empty text where the site is open."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = self._reason(day)
        return found

    def _reason(self, day: date) -> str:
        for first, last in self.dates:
            if first <= day <= last:
                return f"closed on {day}"
        for code in self.holidays:
            name = holiday(code, day)
            if name:
                return name
        return f"a {WEEKDAYS[day.weekday()]}" if day.weekday() in self.closed else ""


def opening(
    site: Site | None,
    *,
    closed: Iterable[int] = (),
    dates: Iterable[Range] = (),
    holidays: Iterable[str] = (),
    slots: int | None = None,
    zone: str = "",
) -> Opening:
    """The rules of a site of the file together with those of a call, whose slots and zone hold."""
    own = site or Site(name="")
    countries = (own.holidays, *holidays) if own.holidays else tuple(holidays)
    return Opening(
        name=own.name,
        closed=tuple(sorted({*own.closed, *closed})),
        dates=(*own.dates, *dates),
        holidays=tuple(dict.fromkeys(countries)),
        slots=own.slots if slots is None else slots,
        zone=zone or own.zone,
    )


def holiday(code: str, day: date) -> str:
    """The public holiday of a country or region on a date, by its English name where it has one."""
    return _holidays(code, day.year).get(day, "")


@cache
def _holidays(code: str, year: int) -> dict[date, str]:
    from holidays import country_holidays

    country, _, region = code.partition("-")
    known = country_holidays(country, subdiv=region or None)
    languages = known.supported_languages
    language = next((each for each in languages if each.startswith("en")), None)
    found = country_holidays(country, subdiv=region or None, years=year, language=language)
    return {day: str(name) for day, name in found.items()}


def dates_between(first: date, last: date) -> Iterable[date]:
    """Every date from the first to the last, both included."""
    return (first + timedelta(days=days) for days in range((last - first).days + 1))
