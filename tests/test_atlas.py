"""The shipped trials and assumptions: what a folder gives, and that no factor strays."""

from fractions import Fraction
from pathlib import Path

import pytest

import dosecalc
from dosecalc import sources
from dosecalc.parameters import Interval
from dosecalc.protocol import Assumption

SCHEDULES = Path(__file__).parent.parent / "schedules"
FILES = sorted((SCHEDULES / "assumptions").glob("*.dose"))
LINES = [each for path in FILES for each in sources.assumptions((), [str(path)])[0]]
# A vesicle is a vesicle whatever the product; all others were measured on one, or speak of one.
SCOPED = [each for each in LINES if each.text != "1 vesicle = 1 particle"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_assumptions_is_read_in_silence_and_can_be_used(path: Path) -> None:
    found, said = sources.assumptions((), [str(path)])
    assert found and said == ()
    assert dosecalc.compare("NCT07232563", unit="particles", with_=[path.stem]).diagnostics == ()


def test_all_files_of_assumptions_go_together() -> None:
    assert sources.contradictions(LINES) == []


@pytest.mark.parametrize("line", LINES, ids=str)
def test_an_assumption_names_its_source(line: Assumption) -> None:
    assert line.facts.sources


@pytest.mark.parametrize("line", SCOPED, ids=str)
def test_an_assumption_is_for_one_product_or_trial(line: Assumption) -> None:
    assert (line.agent is None) != (line.scope is None)


CONVERSIONS = [each for each in SCOPED if each.kind == "conversion"]


@pytest.mark.parametrize("line", CONVERSIONS, ids=str)
@pytest.mark.parametrize("product", ["exosomes", "another-product"])
def test_a_factor_of_one_product_is_of_no_use_for_another(line: Assumption, product: str) -> None:
    assert line.source is not None
    for one, other in ((line.source.unit, line.target.unit), (line.target.unit, line.source.unit)):
        assert one is not None and other is not None
        phrase = f"1 {one.singular} of {product} once"
        found = dosecalc.total(phrase, unit=other.name, assume=[line.text])
        assert [row.total for row in found] == [None]


@pytest.mark.parametrize(
    ("phrase", "unit", "file", "low", "high"),
    [
        ("15 mL of ExoFlo once", "vesicles", "ExoFlo", 105 * 10**10, 12 * 10**11),
        ("300 ug of placental-MSC-exosomes once", "particles", "placental-MSC-exosomes", 10**11, 12 * 10**10),
        ('1 mL of "Organicell Flow" once', "particles", "Organicell-Flow", 2 * 10**11, 5 * 10**11),
        ('500 mL of "haMSC conditioned medium" once', "particles", "conditioned-medium", 3 * 10**10, 5 * 10**10),
        ('1 mL of "BM-MSC vesicles from hollow fibres" once', "particles", "bioreactors", 55 * 10**9, 55 * 10**9),
    ],
)  # fmt: skip
def test_a_factor_gives_what_was_measured(
    phrase: str, unit: str, file: str, low: int, high: int
) -> None:
    (row,) = dosecalc.total(phrase, unit=unit, with_=[file])
    assert row.total == Interval(Fraction(low), Fraction(high))


def test_the_factor_of_a_trial_is_for_that_trial() -> None:
    text = "trial {}\narm low\n  give 5 ug of haMSC-Exos once\n"
    found = [
        dosecalc.total(dosecalc.parse(text.format(name)), unit="particles", with_=["haMSC-Exos"])[0]
        for name in ("NCT04388982", "NCT04276987")
    ]
    assert [row.total for row in found] == [
        Interval(Fraction(2 * 10**8), Fraction(2 * 10**8)),
        None,
    ]


def test_a_folder_gives_its_trials_and_leaves_assumptions_alone() -> None:
    found = dosecalc.compare(SCHEDULES, unit="particles")
    assert found.ok
    assert {each.row.trial for each in found} == {path.stem for path in SCHEDULES.glob("*.dose")}


def test_every_bare_count_of_the_atlas_can_be_read_as_particles() -> None:
    found = dosecalc.compare(SCHEDULES, unit="particles", with_=["as-particles"])
    assert [each.row.trial for each in found if "the unit" in (each.needs or "")] == []


def test_a_figure_without_a_unit_stays_without_one_until_somebody_assumes_it() -> None:
    (row,) = dosecalc.total("NCT07243561")
    assert (str(row.unit), row.status) == ("unstated", "stated")
    (row,) = dosecalc.total("NCT07243561", unit="particles", with_=["as-particles"])
    assert (str(row.unit), row.status) == ("particles", "assumed")


@pytest.mark.parametrize("argument", ["ExoFlo", str(SCHEDULES / "assumptions")])
def test_assumptions_in_the_place_of_a_trial_are_told_where_they_belong(argument: str) -> None:
    (found,) = dosecalc.total(argument).diagnostics
    assert found.code == "only-assumptions"
    assert found.hint == f"name a trial, and add `--with {argument}`"
