"""The schedules that come with the program: each checks, is canonical, and says where it is from."""

from pathlib import Path

import pytest

import dosecalc
from dosecalc.checks import check
from dosecalc.language import read_file
from dosecalc.language.writer import formatted
from dosecalc.model import Regimen

FILES = sorted((Path(__file__).parent.parent / "schedules").glob("*.dose"))
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def regimens(path: Path) -> list[Regimen]:
    trial = read_file(path.read_text(encoding="utf-8"), path.name).trial
    return [each for arm in trial.arms for reading in arm.readings for each in reading.regimens]


@every_file
def test_a_schedule_checks_silently(path: Path) -> None:
    text = read_file(path.read_text(encoding="utf-8"), path.name)
    assert (*text.diagnostics, *check(text.trial)) == ()


@every_file
def test_a_schedule_is_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text, path.name) == (text, ())


@every_file
def test_every_regimen_has_a_source(path: Path) -> None:
    assert [str(each.item) for each in regimens(path) if not each.facts.sources] == []


@every_file
def test_a_schedule_is_found_by_its_id_in_any_case(path: Path) -> None:
    assert {row.trial for row in dosecalc.total(path.stem.lower())} == {path.stem}


@every_file
def test_a_schedule_names_its_record_and_what_it_comes_to(path: Path) -> None:
    trial = read_file(path.read_text(encoding="utf-8"), path.name).trial
    assert "record" in dict(trial.facts_stated)
    assert trial.label
    assert trial.expects
