"""Every form of export reads back as the doses that it was made of, or says what it lost.

The figures of an export are compared with those that the schedule language gives its source: day
and time, bounds of the amount, unit, length of an infusion, agent and route, one dose at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from exported_doses import START
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import phrases

import dosecalc
from dosecalc.conversion import Converted
from dosecalc.dose_events import Dosed, DoseEvent, dosed
from dosecalc.formats.exchange import FORMS
from dosecalc.inventory import KINDS
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options
from dosecalc.patterns import DAY
from dosecalc.pricing import Cell
from dosecalc.variants import Question, variants

NOT_READ = {
    "markdown": "a page for people; its numbered lines are sentences, and test_markdown reads those",
    "cdisc-tv": "visits name the doses that are due, without amounts",
}
PAGES = {"words": "a trial in words is a page, of which test_words reads each sentence"}
UNITLESS = {"nonmem": "numbers alone; a note beside it names the unit"}
TOGETHER = {"fhir": "an order for each agent", "rrule": "a block or an event for each series"}
# What a form may leave out without any dose becoming another one.
ASIDE = frozenset(KINDS) - {"times of day", "limits", "conditions", "escalation", "spans"}
# So many of the shipped schedules are compared at the least, of each notation that reads.
COMPARED = {"dose": 44, "json": 44, "events": 6, "fhir": 7, "cdisc": 6, "rrule": 26}
# What is written otherwise, and is read back as it was.
SAME = ("the name of the treatment", "having no term for it")
# A calendar is for people: what reading one back cannot take over, it says itself.
LEFT = {"not-taken-over", "rule-missing"}
FIRST = date.fromisoformat(START)
MOST = 2_000
SCHEDULES = dosecalc.load("schedules")
Dose = tuple[Any, ...]
Doses = frozenset[tuple[Dose, int]]


def test_every_form_is_read_back_or_says_why_not() -> None:
    read = {name for name, form in FORMS.items() if form.read_by in {"dose", *NOTATIONS}}
    assert read | set(NOT_READ) == set(FORMS) and not read & set(NOT_READ)


class Law:
    """How the doses of a form are compared: what it says that it leaves out is on neither side."""

    def __init__(self, form: str, aside: frozenset[str]) -> None:
        self.by, self.aside = FORMS[form].read_by, aside
        self.units = form not in UNITLESS

    def doses(self, texts: Iterable[Text], start: date | None) -> set[Doses]:
        """Those of each way of dosing; all together where the notation parts agents or courses."""
        ways = [way for text in texts for way in self._ways(text, start)]
        if self.by in TOGETHER:
            ways = [sum(ways, Counter())]
        if self.by == "rrule":
            ways = [_from_the_first(doses) for doses in ways]
        return {frozenset(doses.items()) for doses in ways if doses}

    def _ways(self, text: Text, start: date | None) -> Iterator[Counter[Dose]]:
        first = [each.message for each in text.diagnostics if each.code == "day-1-dated"]
        days = (date.fromisoformat(first[0][:10]) - FIRST).days if first else 0
        for arm in text.trial.arms:
            for way in variants(arm):
                made = dosed(text.trial, way, Question(start=start), MOST)
                doses = Counter(self._dose(made, each, days * DAY) for each in made.events)
                endless = {("without an end",): 1} if made.left_out else {}
                yield doses + Counter(endless)

    def _dose(self, made: Dosed, event: DoseEvent, shift: int) -> Dose:
        course = made.course(event)
        return (
            event.seconds + shift, event.timed or self.by == "events", event.possible,
            event.lasting if "infusions" not in self.aside else None,
            course.agent if "agents" not in self.aside else None,
            (course.route or "").lower() if "routes" not in self.aside else None,
            frozenset(self._amount(cell) for cell in event.cells),
        )  # fmt: skip

    def _amount(self, cell: Cell) -> Dose:
        amount, unit = cell.amount, cell.unit
        if amount is None or unit is None:
            return ("unknown",)
        factor = unit.factor if self.units else Fraction(1)
        high = None if amount.high is None else amount.high * factor
        return amount.low * factor, high, unit.dimension if self.units else ""


def _from_the_first(doses: Counter[Dose]) -> Counter[Dose]:
    """Doses whose days are counted from the first of them, as a calendar has no other day 1."""
    first = min((each[0] // DAY for each in doses if len(each) > 1), default=0)
    return Counter(
        {(each[0] - first * DAY, *each[1:]): n for each, n in doses.items() if len(each) > 1}
    )


def lost(found: Converted) -> frozenset[str] | None:
    """The kinds that are left out and that no dose depends on; None where doses change."""
    kinds = {each.message.partition(" has no place for ")[2].partition(": ")[0]
             for each in found.losses if not any(words in each.message for words in SAME)}  # fmt: skip
    return frozenset(kinds) if kinds <= ASIDE else None


def back(form: str, content: str) -> list[Text]:
    """What an export says."""
    by = FORMS[form].read_by
    if by == "dose":
        if content.startswith("trial "):
            return [dosecalc.parse(content)]
        return [dosecalc.parse(each) for each in content.splitlines() if each[0] != "#"]
    unit = "hour" if NOTATIONS[by].timed else None
    return list(NOTATIONS[by].texts(Content.of_text(content, "export"), Options(unit)))


def holds(text: Text, form: str, start: str | None) -> bool | None:
    """Whether a text reads back from a form as it was; None where that is not promised."""
    asked = start if FORMS[form].holds != frozenset(KINDS) else None
    found = dosecalc.convert(text, to=form, start=asked)
    if found.pieces is None:
        assert any(each.is_error for each in found.diagnostics)
        return None
    aside = lost(found)
    if aside is None:
        return None
    law, day_1 = Law(form, aside), date.fromisoformat(asked) if asked else None
    try:
        meant = law.doses([text], day_1)
    except ValueError:  # more doses than are compared
        return None
    read = back(form, found.text)
    said = [each for one in read for each in one.diagnostics]
    if form == "ics" and any(each.code in LEFT for each in said):
        return None
    assert [each.message for each in said if each.is_error] == []
    return law.doses(read, day_1) == meant


@pytest.mark.parametrize("form", [name for name in FORMS if name not in NOT_READ])
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(phrases, st.sampled_from((None, START)))
def test_a_phrase_reads_back_dose_by_dose(form: str, phrase: str, start: str | None) -> None:
    text = dosecalc.parse(phrase)
    assert not text.ok or holds(text, form, start) is not False


@pytest.mark.parametrize("form", [name for name in FORMS if name not in {*NOT_READ, *PAGES}])
def test_every_shipped_schedule_reads_back_dose_by_dose(form: str) -> None:
    found = {text.trial.name: holds(text, form, START) for text in SCHEDULES}
    assert [name for name, same in found.items() if same is False] == []
    assert sum(same is True for same in found.values()) >= COMPARED[FORMS[form].read_by]
