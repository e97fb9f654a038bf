"""A calendar against a log: what is past is marked, what is still to come is planned anew."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.actuals import Actual
from dosecalc.calendars import Calendar
from dosecalc.language import read_file

TEXT = """\
trial EX-01 "x"

arm low
  give 1e9 particles of EX-EV every 7 days for 4 doses within 2 days

visits
  ECG at weeks 0, 2
  call 7 days after each actual ECG
  swab 7 days after each planned ECG
"""


def done(day: int, on: str, activity: str = "dose", **more: object) -> Actual:
    return Actual("001", activity, planned_day=day, date=date.fromisoformat(on), **more)  # type: ignore[arg-type]


def missed(day: int, reason: str = "") -> Actual:
    return Actual("001", "dose", planned_day=day, given=False, reason=reason)


def planned(*log: Actual, text: str = TEXT, **wishes: object) -> Calendar:
    wishes.setdefault("as_of", "2026-03-11")
    found = dosecalc.calendar(
        read_file(text, "x.dose"), start="2026-03-02", id="001", log=log, **wishes
    )
    assert found.ok, [each.message for each in found.diagnostics]
    return found


def shown(found: Calendar, activity: str = "dose") -> list[str]:
    return [f"{e.on} {e.status}" for e in found.entries() if e.activity == activity]


def test_what_was_done_is_early_late_or_outside_its_window() -> None:
    found = planned(done(1, "2026-03-02"), done(8, "2026-03-10"), done(15, "2026-03-19"),
                    done(22, "2026-03-22"), as_of="2026-03-30")  # fmt: skip
    assert shown(found) == [
        "2026-03-02 done", "2026-03-10 late", "2026-03-19 outside window", "2026-03-22 early",
    ]  # fmt: skip


def test_what_is_past_without_a_word_is_unrecorded_and_not_missed() -> None:
    assert shown(planned(done(1, "2026-03-02"))) == [
        "2026-03-02 done", "2026-03-09 unrecorded", "2026-03-16 planned", "2026-03-23 planned",
    ]  # fmt: skip


def test_a_missed_dose_is_only_marked_where_nobody_says_what_it_means() -> None:
    found = planned(done(1, "2026-03-02"), missed(8, "fever"))
    assert shown(found)[1:] == ["2026-03-09 missed", "2026-03-16 planned", "2026-03-23 planned"]
    assert found.remarks()[-1][1].startswith("what a missed dose means is not said")


def test_a_missed_dose_may_be_left_out() -> None:
    found = planned(missed(8), missed="skip")
    assert len(shown(found)) == 4
    assert found.remarks()[-1][1] == "a missed dose is left out: chosen by `--missed skip`"


def test_a_missed_dose_may_shift_all_later_ones() -> None:
    found = planned(done(1, "2026-03-02"), missed(8), missed="shift")
    assert shown(found) == [
        "2026-03-02 done", "2026-03-09 missed", "2026-03-16 planned", "2026-03-23 planned",
        "2026-03-30 planned",
    ]  # fmt: skip
    assert [e.due.number for e in found.entries() if e.kind == "dose"] == [1, 2, 2, 3, 4]


def test_a_shifted_level_moves_with_its_dose() -> None:
    text = TEXT.replace("1e9 particles", "1, 2, 3, 4 mg").replace(
        "for 4 doses", "for 4 doses escalating each dose"
    )
    found = planned(missed(8), text=text, missed="shift")
    held = [str(e.contents[0].low) for e in found.entries() if e.kind == "dose"]
    assert held == ["1", "2", "2", "3", "4"]


def test_listed_days_cannot_be_shifted_and_that_is_said() -> None:
    text = TEXT.replace("every 7 days for 4 doses", "on days 1, 8, 15, 22")
    found = planned(missed(8), text=text, missed="shift")
    assert len(shown(found)) == 4
    assert "a missed dose cannot be shifted: its days are listed" in [n for _, n in found.remarks()]


def test_a_missed_dose_may_be_made_up_on_a_day_of_its_own() -> None:
    found = planned(done(1, "2026-03-02"), missed(8), missed="make-up")
    (extra,) = [e for e in found.entries() if e.due.window_from == "make-up"]
    assert (extra.on, extra.proposed, extra.why) == (
        date(2026, 3, 12), True, "makes up for dose 2 of day 8",
    )  # fmt: skip


def test_visits_are_counted_from_the_actual_or_from_the_planned_date() -> None:
    found = planned(done(1, "2026-03-05", "ECG"))
    assert shown(found, "call")[0] == "2026-03-12 planned"
    assert shown(found, "swab")[0] == "2026-03-09 unrecorded"
    assert shown(found, "call")[1] == "2026-03-23 planned"


def test_doses_to_come_keep_their_distance_from_the_one_that_was_late() -> None:
    text = TEXT.replace("within 2 days", "within 2 days at least 6 days apart")
    found = planned(done(1, "2026-03-02"), done(8, "2026-03-11"), text=text)
    assert shown(found)[2] == "2026-03-17 moved"
    assert [e.why for e in found.entries() if e.kind == "dose"][2] == "to keep doses apart"


def test_what_was_not_planned_is_extra() -> None:
    found = planned(Actual("001", "X-ray", date=date(2026, 3, 4)))
    assert shown(found, "X-ray") == ["2026-03-04 extra"]


def test_a_log_of_somebody_else_has_a_warning() -> None:
    found = planned(Actual("002", "dose", planned_day=1, date=date(2026, 3, 2)))
    assert [each.code for each in found.diagnostics] == ["participant-not-listed"]


def test_a_log_of_several_needs_to_know_whose_calendar_it_is() -> None:
    log = [Actual(who, "dose", planned_day=1, date=date(2026, 3, 2)) for who in ("001", "002")]
    found = dosecalc.calendar(read_file(TEXT, "x.dose"), start="2026-03-02", log=log)
    assert [(each.code, each.hint) for each in found.diagnostics] == [
        ("whose-log", "add `--id 001` or `--id 002`")
    ]


def test_a_word_for_missed_doses_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="skip, shift or make-up"):
        dosecalc.calendar(TEXT, start="2026-03-02", missed="move")  # type: ignore[arg-type]


rows = st.lists(
    st.tuples(st.sampled_from([1, 8, 15, 22]), st.integers(-2, 3), st.booleans()),
    unique_by=lambda row: row[0], max_size=4,
)  # fmt: skip


@given(rows, st.sampled_from(["", "skip", "shift", "make-up"]), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_rows_changes_nothing_and_no_dose_is_lost(
    found: list[tuple[int, int, bool]], rule: str, chance: object
) -> None:
    log = [
        Actual("001", "dose", planned_day=day, date=date(2026, 3, 1) + timedelta(day + off) if given else None,
               given=given)
        for day, off, given in found
    ]  # fmt: skip
    shuffled = list(log)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (planned(*each, missed=rule) for each in (log, shuffled))
    assert shown(one) == shown(other)
    lost = sum(not row.given for row in log)
    more = lost if rule in ("shift", "make-up") else 0
    assert len(shown(one)) == 4 + more
