"""Whatever the schedule: vials agree with the list of doses, nothing raises, no sheet is guessed."""

from __future__ import annotations

from collections import Counter
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import files, phrases

import dosecalc
from dosecalc.formats.preparation_sheet import FORMATS as SHEETS
from dosecalc.formats.supply_table import FORMATS
from dosecalc.supplies import RULES

HELD = st.sampled_from(
    ["5 mL", "1e9 particles in 2 mL", "25 mg", "1e9 to 2e9 particles", "ampoule of about 2 mL"]
)
PEOPLE = st.sampled_from([None, "12", "3 to 6"])


@given(phrases, HELD, PEOPLE, st.sampled_from(list(RULES)))
def test_every_phrase_is_supplied_in_every_form(
    phrase: str, vial: str, people: str | None, share: str
) -> None:
    found = dosecalc.supply(
        dosecalc.parse(phrase), vial=vial, participants=people, share=share, overage="10 %"
    )
    for name in FORMATS:
        assert FORMATS[name](found) or not found.supplied
    for each in found:
        assert (each.row.total is None) == (each.row.unknown is not None)
        assert each.left is None or each.left.bounds.low >= 0


@given(files, st.sampled_from(list(RULES)))
def test_every_file_is_supplied(text: str, share: str) -> None:
    found = dosecalc.supply(dosecalc.parse(text), share=share, overage="10 %")
    assert all(FORMATS[name](found) or not found.supplied for name in FORMATS)


@given(phrases, HELD)
def test_vials_hold_all_that_is_given(phrase: str, vial: str) -> None:
    text = dosecalc.parse(phrase)
    for each in dosecalc.supply(text, vial=vial).per("participant"):
        if each.row.total is None or each.left is None or each.left_unit is None:
            continue
        totals = [
            row.total
            for row in dosecalc.total(text, unit=each.left_unit.name)
            if (row.agent, row.reading, row.cohort)
            == (each.row.agent, each.row.reading, each.row.cohort)
        ]
        figures = [
            amount.figure
            for amount in (each.product.holds if each.product else ())
            if amount.unit == each.left_unit
        ]
        if not figures:
            continue  # a dose that is stated in vials, whatever they hold
        (held,) = figures
        assert held is not None and held.high is not None and totals[0] is not None
        assert each.row.total.low * held.high >= totals[0].low
        if each.row.total.high is not None and totals[0].high is not None:
            assert each.row.total.high * held.low >= totals[0].high


@given(phrases, st.sampled_from(["5 mL", "25 mg", "1e9 particles"]))
def test_vials_and_their_weeks_agree_with_the_list_of_doses(phrase: str, vial: str) -> None:
    text = dosecalc.parse(phrase)
    listed = list(dosecalc.doses(text, unit=vial.split()[1]))
    held = next(iter(dosecalc.parse(f"{vial} once").trial.arms[0].readings[0].regimens)).item
    content = held.dose.levels[0][0].figure.low  # type: ignore[union-attr]
    for each in dosecalc.supply(text, vial=vial).per("participant"):
        mine = [
            row for row in listed if row[2:5] == (each.row.cohort, each.row.reading, each.row.agent)
        ]
        known = each.row.total is not None and each.row.total.high is not None and each.weeks
        if not known or any(row[11] is None for row in mine) or "level" in str(mine[:1]):
            continue
        weeks: Counter[int] = Counter()
        for row in mine:
            offset = row[7] - 1 if row[7] > 0 else row[7]
            weeks[offset // 7 + 1 if offset >= 0 else offset // 7] += ceil(row[11] / content)
        assert each.row.total.high == sum(weeks.values())  # type: ignore[union-attr]
        assert {week: found.high for week, found in each.weeks or ()} == weeks


@given(files | phrases, HELD)
def test_every_schedule_is_prepared_or_refused_with_words(text: str, vial: str) -> None:
    read = dosecalc.parse(text)
    for arm in [each.name or None for each in read.trial.arms]:
        for batch in ("2e8 particles/mL", "1 mg/mL", None):
            found = dosecalc.prepare(
                read, arm=arm, batch=batch, vial=vial, step="0.01 mL", final_volume="10 mL"
            )
            if found.preparation is None:
                assert any(each.is_error and each.hint for each in found.diagnostics)
                continue
            assert all(SHEETS[name](found) for name in SHEETS)
            made = found.preparation
            assert made.final is not None and made.diluent is not None and made.diluent >= 0
            assert not read.trial.unconfirmed


@pytest.mark.parametrize("trial", [
    "NCT06598202", "NCT06853522", "NCT07232563", "NCT07312656", "NCT07485751",
])  # fmt: skip
def test_shipped_trials_are_supplied_in_every_form(trial: str) -> None:
    for share in RULES:
        found = dosecalc.supply(trial, vial="5 mL", share=share)
        assert found.ok and all(FORMATS[name](found) for name in FORMATS)
