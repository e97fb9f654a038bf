"""Every question and every output over every trial that comes with the program."""

from collections.abc import Iterator

import pytest

import dosecalc
from dosecalc.formats.calendar import FORMS, Options
from dosecalc.language import Text
from dosecalc.sources import shipped, texts
from dosecalc.variants import variants

START, TIME = "2026-03-02", "2026-03-01"
TRIALS = [text for text in texts([str(shipped())]) if text.trial.arms]


def named(text: Text) -> str:
    return text.trial.name


def ways(text: Text) -> Iterator[dict[str, object]]:
    """What has to be chosen for each way in which a participant may be dosed."""
    for arm in text.trial.arms:
        for variant in variants(arm):
            yield {"arm": arm.name, "reading": variant.name, "cohort": variant.cohort}


def test_there_are_more_than_forty_trials() -> None:
    assert len(TRIALS) > 40 and len({named(text) for text in TRIALS}) == len(TRIALS)


@pytest.mark.parametrize("text", TRIALS, ids=named)
def test_a_trial_is_totalled_listed_matrixed_and_counted_in_vials(text: Text) -> None:
    totals = dosecalc.total(text)
    assert totals.ok and len(totals) >= len(text.trial.arms) and str(totals)
    assert all(row[0] == named(text) for row in dosecalc.doses(text))
    assert dosecalc.visits(text).ok
    assert dosecalc.supply(text, vial="1 mL").ok


@pytest.mark.parametrize("text", TRIALS, ids=named)
def test_every_way_of_dosing_has_a_calendar(text: Text) -> None:
    for chosen in ways(text):
        anchors = [f"{span.name}={START}" for span in text.trial.spans]
        found = dosecalc.calendar(text, start=START, anchors=anchors, closed=["Sun"], **chosen)
        assert found.ok, [each.message for each in found.diagnostics]
        listed = sum(1 for entry in found.entries() if entry.kind == "dose")
        unplaced = [what for _, what, _ in found.unplaced() if what.startswith("dose")]
        dosed = dosecalc.doses(text, arm=str(chosen["arm"]), start=START)
        mine = {row[6] for row in dosed if row[2:4] == (chosen["cohort"], chosen["reading"])}
        assert unplaced or listed >= len(mine)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "html"])
def test_every_form_holds_a_calendar_of_every_trial(form: str) -> None:
    for text in TRIALS:
        chosen = next(ways(text))
        found = dosecalc.calendar(text, start=START, id="001", time=TIME, **chosen)
        pieces = [each if isinstance(each, bytes) else each.encode()
                  for each in FORMS[form].write(found, Options())]  # fmt: skip
        assert b"".join(pieces)


def test_the_whole_folder_is_drawn_by_route() -> None:
    drawing = dosecalc.plot(str(shipped()), kind="totals", group="route", by_trial=True,
                            unit="particles", with_=[str(shipped() / "assumptions")])  # fmt: skip
    assert drawing.ok and "NCT05130983" in drawing.description
    assert drawing.content("svg").startswith(b"<?xml")


def test_the_whole_folder_is_reported() -> None:
    made = dosecalc.report(str(shipped()), unit="particles", time=TIME,
                           with_=[str(shipped() / "assumptions" / "as-particles.dose")])  # fmt: skip
    assert made.ok
    page = made.markdown()
    assert all(named(text) in page for text in TRIALS)
