"""Closed weekdays, public holidays, closed dates, and the rules of a site with those of a call."""

from datetime import date

import pytest

from dosecalc.openings import Opening, holiday, opening
from dosecalc.protocol import Site


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 5, 1), "closed on 2026-05-01"),
        (date(2026, 10, 7), "closed on 2026-10-07"),
        (date(2026, 10, 8), ""),
        (date(2026, 5, 2), "a Saturday"),
        (date(2026, 5, 4), ""),
    ],
)
def test_a_site_says_why_it_is_closed(day: date, reason: str) -> None:
    dates = ((date(2026, 5, 1), date(2026, 5, 1)), (date(2026, 10, 1), date(2026, 10, 7)))
    assert Opening(closed=(5, 6), dates=dates).closed_on(day) == reason


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("CN", date(2026, 10, 1), "National Day"),
        ("US", date(2026, 7, 4), "Independence Day"),
        ("GB", date(2026, 12, 25), "Christmas Day"),
        ("DE-BY", date(2026, 1, 6), "Epiphany"),
        ("DE", date(2026, 1, 6), ""),
        ("CN", date(2026, 3, 3), ""),
    ],
)
def test_public_holidays_are_those_of_a_country_or_a_region(
    code: str, day: date, name: str
) -> None:
    assert holiday(code, day) == name


def test_the_rules_of_a_call_add_to_those_of_the_site() -> None:
    site = Site(name="Main", closed=(6,), holidays="CN", slots=8, zone="Asia/Shanghai")
    found = opening(site, closed=[5], holidays=["DE"], slots=4)
    assert (found.closed, found.holidays, found.slots) == ((5, 6), ("CN", "DE"), 4)
    assert found.zone == "Asia/Shanghai"


def test_without_rules_every_day_is_open() -> None:
    assert not opening(None).limits
    assert opening(None).closed_on(date(2026, 12, 25)) == ""
