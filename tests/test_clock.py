"""Times across both changes of the clocks, against the offsets of the IANA database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosecalc.clock import later, wall

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("day", "clock", "zone", "shown", "note"),
    [
        (date(2026, 3, 29), time(2, 30), BERLIN, "2026-03-29T03:30:00+02:00",
         "02:30 does not exist on 2026-03-29, 03:30 instead"),
        (date(2026, 10, 25), time(2, 30), BERLIN, "2026-10-25T02:30:00+02:00",
         "02:30 comes twice on 2026-10-25, the first is meant"),
        (date(2026, 3, 8), time(2, 0), NEW_YORK, "2026-03-08T03:00:00-04:00",
         "02:00 does not exist on 2026-03-08, 03:00 instead"),
        (date(2026, 3, 28), time(8, 0), BERLIN, "2026-03-28T08:00:00+01:00", ""),
        (date(2026, 3, 30), time(8, 0), BERLIN, "2026-03-30T08:00:00+02:00", ""),
    ],
)  # fmt: skip
def test_a_time_of_the_clock_is_resolved_by_one_rule(
    day: date, clock: time, zone: ZoneInfo, shown: str, note: str
) -> None:
    found = wall(day, clock, zone)
    assert (found.at.isoformat(), found.note) == (shown, note)


def test_without_a_zone_a_time_is_just_that() -> None:
    assert wall(date(2026, 3, 29), time(2, 30)).at == datetime(2026, 3, 29, 2, 30)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
    lambda found: found.replace(microsecond=0, tzinfo=UTC)
)


@given(moments, st.integers(0, 10_000_000), st.sampled_from([BERLIN, NEW_YORK, UTC]))
def test_elapsed_time_is_the_same_on_every_clock(
    start: datetime, seconds: int, zone: ZoneInfo
) -> None:
    found = later(start.astimezone(zone), seconds).at
    assert found.astimezone(UTC) - start == timedelta(seconds=seconds)
    assert found.tzinfo is zone
