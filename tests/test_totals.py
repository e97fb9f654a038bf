"""Totals of trials: readings side by side, cohorts, arms, trials, and what is not known."""

from fractions import Fraction

import pytest

import dosecalc
from dosecalc.parameters import Interval
from dosecalc.results import Row


def rows(text: str, **asked: object) -> list[Row]:
    results = dosecalc.total(dosecalc.parse(text), **asked)  # type: ignore[arg-type]
    assert results.ok, results.diagnostics
    return list(results)


def exactly(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def between(low: int | Fraction, high: int | Fraction) -> Interval:
    return Interval(Fraction(low), Fraction(high))


LEVELS = """
trial T
  participants 15 planned
arm A
  participants 3 to 6 in each cohort
  give 1e9, 2e9, 4e9 particles of EV by inhalation
    twice weekly for 8 weeks escalating across cohorts
"""


def test_cohorts_have_a_row_each_and_stay_on_their_level() -> None:
    found = rows(LEVELS)
    assert [row.cohort for row in found] == [1, 2, 3]
    assert [row.total for row in found] == [
        exactly(16 * 10**9), exactly(32 * 10**9), exactly(64 * 10**9)
    ]  # fmt: skip


def test_a_cohort_multiplies_by_its_participants() -> None:
    assert rows(LEVELS, per="cohort")[2].total == between(192 * 10**9, 384 * 10**9)
    assert rows(LEVELS, per="cohort")[2].depends_on == ("participants 3 to 6",)


def test_cohorts_may_have_numbers_of_their_own() -> None:
    text = LEVELS.replace("  give", "  participants 2 in cohorts 1, 3\n  give")
    assert [row.total for row in rows(text, per="cohort")][:3] == [
        exactly(32 * 10**9), between(96 * 10**9, 192 * 10**9), exactly(128 * 10**9),
    ]  # fmt: skip


def test_an_arm_adds_its_cohorts_up() -> None:
    (row,) = rows(LEVELS, per="arm")
    assert row.total == between(3 * 112 * 10**9, 6 * 112 * 10**9)
    assert row.doses == between(3 * 48, 6 * 48)


def test_a_trial_adds_the_arms_of_one_agent_up() -> None:
    text = """
trial T
arm A
  participants 10
  give 1 mg of X daily for 7 days
arm B
  participants 5
  give 1 g of X daily for 2 days
arm C
  participants 5
  no treatment
"""
    (row,) = rows(text, per="trial")
    assert (row.total, str(row.unit)) == (exactly(70 + 10_000), "mg")


def test_agents_are_never_added_together() -> None:
    found = rows("trial T\narm A\n  give 1 mg of X once\n  give 2 mg of Y once\n")
    assert [(row.agent, row.total) for row in found] == [("X", exactly(1)), ("Y", exactly(2))]


def test_units_of_one_dimension_add_and_others_stand_apart() -> None:
    found = rows("1 mg daily for 7 days and 1 g daily for 2 days and 3 mL daily for 2 days")
    assert [(str(row.unit), row.total) for row in found] == [
        ("mg", exactly(2007)), ("mL", exactly(6))
    ]  # fmt: skip


def test_an_amount_and_its_volume_are_both_totalled() -> None:
    found = rows("2e8 particles in 3 mL daily on days 1-5")
    assert [(str(row.unit), row.total) for row in found] == [
        ("particles", exactly(10**9)), ("mL", exactly(15))
    ]  # fmt: skip


def test_an_unknown_amount_says_what_is_needed_and_keeps_the_count() -> None:
    (row,) = rows("an unknown amount daily for 7 days")
    assert (row.doses, row.total, row.unknown, row.status) == (
        exactly(7), None, "the dose", "unknown"
    )  # fmt: skip


def test_a_known_volume_stays_known_beside_an_unknown_amount() -> None:
    found = rows("an unknown amount in 2 mL daily for 4 days")
    assert [(row.total, row.unknown) for row in found] == [
        (None, "the dose"), (exactly(8), None)
    ]  # fmt: skip


def test_participants_that_nobody_states_make_an_arm_unknown() -> None:
    (row,) = rows("trial T\narm A\n  give 1 mg once\narm B\n  no treatment\n", per="arm")[:1]
    assert row.unknown == "how many participants A has"


def test_readings_stand_side_by_side() -> None:
    text = """
trial T
arm A
  reading short
    give 1 mg daily for 7 days
  reading long
    give 1 mg daily for 14 days
"""
    assert [(row.reading, row.total) for row in rows(text)] == [
        ("short", exactly(7)), ("long", exactly(14))
    ]  # fmt: skip


def test_readings_of_several_arms_become_parameters_of_the_trial() -> None:
    arm = """
arm {0}
  participants 1
  reading short
    give 1 mg of X daily for 7 days
  reading long
    give 1 mg of X daily for 14 days
"""
    (row,) = rows("trial T\n" + arm.format("A") + arm.format("B"), per="trial")
    assert row.total == between(14, 28)
    assert row.depends_on == ("reading of A", "reading of B")


def test_the_status_says_how_sure_a_figure_is() -> None:
    assert rows("10 mg once")[0].status == "stated"
    assert rows("about 10 mg once")[0].status == "approximate"
    assert rows("10 mg/kg once", weight="70")[0].status == "assumed"
    given = "trial T\narm A\n  give 10 mg once\n    {}\n"
    assert rows(given.format('assumed "why"'))[0].status == "assumed"
    assert rows(given.format("unconfirmed"))[0].status == "unconfirmed"


def test_notes_and_sources_travel_into_the_rows() -> None:
    text = 'trial T\narm A\n  give 10 mg once\n    source "page 3"\n    note "as told"\n'
    (row,) = rows(text)
    assert (row.sources, row.notes) == (("page 3",), ("as told",))


def test_a_span_is_a_parameter_of_everything_that_hangs_on_it() -> None:
    text = """
trial T
span radiotherapy
  lasts 30 to 35 fractions on weekdays, starting on a Monday
arm A
  give 1 mL daily from 7 days before radiotherapy starts through 14 days after radiotherapy ends
"""
    (row,) = rows(text)
    assert row.total == between(61, 68)
    assert (row.first_day, row.last_day) == (exactly(-7), between(54, 61))
    assert row.depends_on == ("radiotherapy of 30 to 35 fractions",)


@pytest.mark.parametrize(
    ("fractions", "weekday", "last"),
    [(30, "Monday", 40), (33, "Monday", 45), (35, "Monday", 47), (30, "Tuesday", 42),
     (35, "Friday", 49)],
)  # fmt: skip
def test_radiotherapy_ends_where_its_fractions_do(fractions: int, weekday: str, last: int) -> None:
    text = f"""
trial T
span radiotherapy
  lasts {fractions} fractions on weekdays, starting on a {weekday}
arm A
  give 1 mL daily during radiotherapy
"""
    assert rows(text)[0].last_day == exactly(last)


def test_the_first_weekday_of_a_span_is_enumerated_where_nobody_states_it() -> None:
    text = """
trial T
span radiotherapy
  lasts 30 fractions on weekdays
arm A
  give 1 mL daily during radiotherapy
"""
    (row,) = rows(text)
    assert row.total == between(40, 42)
    assert row.depends_on == ("weekday on which radiotherapy starts",)


def test_a_span_of_unknown_length_leaves_its_total_unknown() -> None:
    text = """
trial T
span illness
  lasts an unstated time
arm A
  give 1 mL daily during illness
"""
    assert rows(text)[0].unknown == "how long illness lasts"


def test_the_even_count_stands_beside_the_range_of_a_cut_period() -> None:
    (row,) = rows("1 mg twice weekly for 10 days")
    assert row.doses == between(2, 4)
    assert "evenly placed: 3 doses" in row.notes


def test_weight_bands_cover_what_the_weight_may_be() -> None:
    phrase = "260 mg below 50 kg, 390 mg from 50 to under 80 kg, 520 mg from 80 kg once"
    assert rows(phrase)[0].total == between(260, 520)
    assert rows(phrase, weight="60")[0].total == exactly(390)
    assert rows(phrase, weight="60 to 80")[0].total == between(390, 520)


def test_a_cap_takes_the_lesser_amount() -> None:
    phrase = "8 mg/kg capped at 400 mg a dose once"
    assert rows(phrase, weight="40 to 90")[0].total == between(320, 400)
    assert rows(phrase)[0].unknown == "the body weight"


def test_an_assumption_in_either_direction_converts() -> None:
    assumed = ["1 cell-equivalent = 2 to 4 particles"]
    forth = rows("3 cell-equivalents once", unit="particles", assume=assumed)[0]
    back = rows("12 particles once", unit="cell-equivalents", assume=assumed)[0]
    assert (forth.total, back.total) == (between(6, 12), between(3, 6))
    assert forth.status == "assumed"


def test_a_chain_of_assumptions_is_followed() -> None:
    assumed = ["1 cell = 100 vesicles", "1 vesicle = 1 particle"]
    (row,) = rows("5 cells once", unit="particles", assume=assumed)
    assert row.total == exactly(500)


def test_two_paths_between_units_are_not_chosen_from() -> None:
    assumed = ["1 cell = 100 vesicles", "1 vesicle = 1 particle", "1 cell = 90 particles"]
    (row,) = rows("5 cells once", unit="particles", assume=assumed)
    assert row.total is None
    assert row.unknown is not None and row.unknown.startswith("one of two ways: `")


def test_an_assumption_for_another_agent_does_not_apply() -> None:
    assumed = ["1 mL = 5 particles for OTHER"]
    (row,) = rows("2 mL of EV once", unit="particles", assume=assumed)
    assert row.unknown == "particles per mL"


def test_vesicles_are_no_particles_unless_someone_says_so() -> None:
    assert rows("5 vesicles once", unit="particles")[0].total is None


def test_contradicting_assumptions_are_refused() -> None:
    found = dosecalc.total("2 mg/kg once", weight="70", assume=["weight = 80 kg"])
    assert [each.code for each in found.diagnostics] == ["assumptions-differ"]


def test_a_billion_doses_are_counted_without_listing_them() -> None:
    (row,) = rows("1 mg every 8 hours for 1000000000 days")
    assert row.total == exactly(3 * 10**9)


def test_a_result_gives_a_frame_and_html() -> None:
    found = dosecalc.total("10 mg daily for 7 days")
    frame = found.to_frame()
    assert frame.loc[0, "total_low"] == Fraction(70)
    assert "<td>70 mg</td>" in found._repr_html_()
    assert "70 mg" in str(found)


def test_labels_with_markup_are_shown_as_text() -> None:
    text = 'trial T "<script>"\narm "<b>"\n  give 1 mg once\n    note "a | b & <i>"\n'
    html = dosecalc.total(dosecalc.parse(text))._repr_html_()
    assert "<i>" not in html
    assert "<script>" not in html
