"""Units: one closed table, read without pint and held to it."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosecalc.units import (
    UNSTATED,
    Unit,
    entries,
    find,
    groups,
    index,
    is_time,
    per,
    quantity,
    ratio,
    registry,
    spellings,
    table,
)

UNITS = tuple(unit for _, units in groups() for unit in units)


def known(spelling: str) -> Unit:
    unit = find(spelling)
    assert unit is not None
    return unit


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("particles", "particle"),
        ("Particles", "particle"),
        ("EVs", "vesicle"),
        ("nano vesicles", "vesicle"),
        ("small extracellular-vesicles", "vesicle"),
        ("cell-equivalents", "cell_equivalent"),
        ("cell equivalent", "cell_equivalent"),
        ("Vector Genomes", "vector_genome"),
        ("\N{MICRO SIGN}g", "ug"),
        ("\N{GREEK SMALL LETTER MU}g", "ug"),
        ("mcg", "ug"),
        ("\N{MICRO SIGN}g of protein", "ug_protein"),
        ("pmol phospholipid", "pmol_phospholipid"),
        ("ml", "mL"),
        ("FTU", "fingertip_unit"),
        ("m²", "m2"),
        ("hr", "hour"),
    ],
)
def test_a_unit_is_found_by_each_of_its_spellings(spelling: str, name: str) -> None:
    assert known(spelling).name == name


@pytest.mark.parametrize(
    "spelling",
    ["Mg", "MG", "ML", "MMOL", "Pmol", "Mg of protein", "Nmol phospholipid", "U", "cc", ""],
)
def test_an_abbreviation_in_another_case_is_no_unit(spelling: str) -> None:
    assert find(spelling) is None


def test_every_unit_is_found_by_its_name_and_as_it_prints() -> None:
    for unit in UNITS:
        assert find(unit.name) is unit
        assert find(unit.singular) is unit
        assert find(str(unit)) is unit


def test_many_of_a_word_print_in_the_plural_and_of_an_abbreviation_as_it_is() -> None:
    names = ("particle", "cell_equivalent", "suppository", "patch", "mL", "PFU", "ug_protein")
    assert [str(table()[name]) for name in names] == [
        "particles",
        "cell-equivalents",
        "suppositories",
        "patches",
        "mL",
        "PFU",
        "µg protein",
    ]


def test_a_unit_per_another_has_a_dimension_of_its_own() -> None:
    dose = known("mg")
    by_weight, by_area = per(dose, known("kg")), per(dose, known("m2"))
    assert [str(by_weight), str(by_area)] == ["mg/kg", "mg/m2"]
    assert not any(a.convertible(b) for a, b in combinations((dose, by_weight, by_area), 2))
    assert ratio(by_weight, per(known("ug"), known("kg"))) == 1000


def test_a_rate_per_weight_reads_from_left_to_right() -> None:
    rate = per(per(known("mg"), known("kg")), known("hour"))
    assert str(rate) == "mg/kg/hour"
    assert ratio(rate, per(per(known("mg"), known("kg")), known("day"))) == 24


def test_a_unit_per_another_cannot_stand_below_a_line() -> None:
    with pytest.raises(ValueError, match="cannot stand below a line"):
        per(known("mg"), per(known("mg"), known("mL")))


def test_nothing_converts_between_dimensions() -> None:
    with pytest.raises(ValueError, match="vesicles are not particles"):
        ratio(known("vesicle"), known("particle"))


def test_a_spelling_with_two_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match="`d` is spelled twice: for day and for drop"):
        index(entries("day = [time] = days = d\ndrop = [drop] = drops = d"))


@pytest.mark.parametrize("line", ["mg = g / 1000", "g = mass", "g = [mass]\nmg = g - 1000"])
def test_a_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"is not (`|defined above)"):
        list(entries(line))


def test_spellings_of_several_words_come_longest_first() -> None:
    lengths = [len(words) for words in spellings()]
    assert lengths == sorted(lengths, reverse=True)
    assert {("vector", "genomes"), ("ug", "of", "protein")} <= set(spellings())


def test_groups_hold_every_unit_once_under_a_header() -> None:
    assert set(UNITS) == set(table().values())
    assert len(UNITS) == len(set(UNITS))
    assert all(header for header, _ in groups())


def test_only_lengths_of_time_are_times() -> None:
    times = [unit.name for unit in UNITS if is_time(unit)]
    assert times == ["second", "minute", "hour", "day", "week"]


def test_an_unstated_unit_meets_no_other() -> None:
    assert [unit for unit in UNITS if unit.convertible(UNSTATED)] == [UNSTATED]


def test_pint_knows_the_same_units_with_the_same_factors() -> None:
    for a, b in combinations(UNITS, 2):
        assert registry().Unit(a.name).is_compatible_with(b.name) == a.convertible(b)
        if a.convertible(b):
            assert quantity(Fraction(1), a).to(b.name).magnitude == ratio(a, b)


def test_pint_converts_none_of_the_units_that_are_counted() -> None:
    counted = [unit for unit in UNITS if unit.dimension == unit.name] + [
        table()[name] for name in ("PFU", "CFU", "IU")
    ]
    assert len(counted) == 25
    for a, b in combinations(counted, 2):
        assert not registry().Unit(a.name).is_compatible_with(b.name)


def test_pint_has_no_unit_that_the_table_has_not() -> None:
    assert {registry().get_name(name) for name in registry()} == {unit.name for unit in UNITS}


def test_a_quantity_is_exact() -> None:
    third = quantity(Fraction(1, 3), per(known("mg"), known("kg")))
    assert third.to("ug/kg").magnitude == Fraction(1000, 3)


@given(st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_a_ratio_and_its_mirror_cancel(a: Unit, b: Unit) -> None:
    if a.convertible(b):
        assert ratio(a, b) * ratio(b, a) == 1
