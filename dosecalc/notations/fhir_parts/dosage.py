"""One dosage instruction of FHIR as a course of the language, still without its place in time."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import dates
from dosecalc.notations.fhir_parts.differences import compare
from dosecalc.notations.fhir_parts.doses import Dose, dose, limits
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.routes import route
from dosecalc.notations.fhir_parts.timing import UNSTATED, When, timing
from dosecalc.notations.notation_mistakes import not_taken_over

Release = Literal["R5", "R4B"]
_OWN = {
    "R5": {"asNeeded", "asNeededFor"},
    "R4B": {"asNeededBoolean", "asNeededCodeableConcept"},
}


class Instruction(NamedTuple):
    """A course: its dose, its timing, and the clauses beside them; `sequence` orders several."""

    dose: Dose
    when: When
    beside: tuple[str, ...]
    agent: str
    sequence: int | None
    pointer: str

    def words(self, first: date | None) -> str:
        """The course in words; `first` is the date of day 1 of all of them, if they have dates."""
        head = [self.dose.words, self.dose.rate_words, self.agent, self.beside[0]]
        tail = [self.when.over, *self.beside[1:]]
        if self.when.moments:
            parts = _on_dates(self.when, first or self.when.moments[0].date)
        else:
            since = ""
            if first is not None and self.when.first is not None and self.when.first != first:
                since = f"from day {dates.study_day(self.when.first, first)}"
            parts = [f"{often} {since} {self.when.extent}" for often in self.when.often]
        said = [" ".join(" ".join([*head, part, *tail]).split()) for part in parts]
        return said[0] if len(said) == 1 else f"({' and '.join(said)})"


def _on_dates(when: When, first: date) -> list[str]:
    """Dates as study days, those with the same times of day together."""
    parts = []
    for clocks, days in dates.grouped(when.moments, first):
        at = f" at {', '.join(clocks)}" if any(clocks) else ""
        for number in sorted(set(days.values())):
            same = {day: n for day, n in days.items() if n == number}
            parts.append(dates.on_days(same) + at)
    return parts


def release_of(members: dict[str, object]) -> Release | None:
    """The release that a dosage can only be of; None where it may be both."""
    if any(key in members for key in _OWN["R5"]) or isinstance(
        members.get("maxDosePerPeriod"), list
    ):
        return "R5"
    if any(key in members for key in _OWN["R4B"]) or "maxDosePerPeriod" in members:
        return "R4B"
    return None


def instruction(found: Element, agent: str, release: Release) -> Instruction | None:
    """A dosage as a course; None where something is wrong, which is reported."""
    other: Release = "R4B" if release == "R5" else "R5"
    for key in sorted(_OWN[other] & set(found.members)):
        found.wrong(fhir_mistakes.fhir_release_mixed(found.pointer, key, release))
    sequence, text = found.whole("sequence", 0), found.text("text")
    held = found.element("timing")
    when = timing(held) if held is not None else _without_timing(found, text)
    amount = dose(found, when.lasting if when is not None else None)
    most = limits(found, release == "R5")
    needed, reason = _as_needed(found, release)
    by = route(found)
    _left(found, reason)
    if when is None or amount is None or not found.report.ok:
        return None
    said = [text or "", when.worded, *_instructed(found)]
    compare(found, " ".join(filter(None, said)), amount, when, most, needed)
    beside = (by, "as needed" if needed else "", *most.words)
    return Instruction(amount, when, beside, agent, sequence, found.pointer)


def _without_timing(found: Element, text: str | None) -> When:
    """What nothing but a text says, if it does: nobody knows when."""
    if text is not None:
        found.wrong(fhir_mistakes.fhir_only_in_text(found.pointer, "when it is given", text))
    else:
        found.wrong(fhir_mistakes.fhir_read_as(found.pointer, "nothing says when it is given"))
    return UNSTATED


def _as_needed(found: Element, release: Release) -> tuple[bool, str]:
    """Whether it is given only as needed, and for what."""
    flag, reason = ("asNeeded", "asNeededFor")
    if release == "R4B":
        flag, reason = ("asNeededBoolean", "asNeededCodeableConcept")
        found.choice(flag, reason)
    needed = found.boolean(flag)
    concepts = found.elements(reason) if release == "R5" else [found.element(reason)]
    if release == "R5" and reason in found and needed is False:
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "dos-1", "a reason to take it as needed, where it is not as needed",
            "leave `asNeeded` out, or set it to true",
        ))  # fmt: skip
    texts = [name for each in concepts if each is not None and (name := concept_text(each))]
    return bool(needed) or any(each is not None for each in concepts), ", ".join(texts)


def concept_text(concept: Element) -> str | None:
    """What is written of a coded concept."""
    text = concept.text("text")
    for coding in concept.elements("coding"):
        text = text or coding.text("display") or coding.text("code")
    return text


def _instructed(found: Element) -> list[str]:
    """The texts of further instructions."""
    said = [found.text("patientInstruction")]
    said += [concept_text(each) for each in found.elements("additionalInstruction")]
    return [each for each in said if each]


def _left(found: Element, reason: str) -> None:
    """Tell what the language has no words for."""
    if reason:
        found.wrong(not_taken_over(f"as needed for {reason}", "the language has no reasons"))
    for text in _instructed(found):
        found.wrong(not_taken_over(f"the instruction {text}", "it is no part of the dosing"))
    for key in ("site", "method"):
        concept = found.element(key)
        if concept is not None:
            said = concept_text(concept) or "a code"
            found.wrong(not_taken_over(f"the {key} {said}", "the language has no words for it"))
    for key in found.rest():
        found.wrong(not_taken_over(found.at(key), "the language has no words for it"))
