"""What callers of `adherence` type, as terms and people, with diagnostics of what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from os import PathLike, fspath

from dosecalc import adherence_mistakes, calls
from dosecalc.account import Person
from dosecalc.actuals import Actual, read_log
from dosecalc.asking import day_typed
from dosecalc.choosing import arm_of, chosen
from dosecalc.days import SECONDS, DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.enrolment import Enrolled, read_participants
from dosecalc.model import Trial
from dosecalc.outcomes import RULES, Terms
from dosecalc.variants import Variant

Log = str | PathLike[str] | Sequence[Actual]
Listed = str | PathLike[str] | Sequence[Enrolled]


def terms(
    until: str | None, by_day: int | None, by_week: int | None, late: str | None,
    missed: str | None, as_planned: bool, days: DayCount,
) -> tuple[Terms, list[Diagnostic]]:  # fmt: skip
    """How doses are to be counted, and what is wrong with what was typed."""
    said: list[Diagnostic] = []
    last = day_typed(until)
    if until is not None and last is None:
        said.append(calls.no_date(until))
    if by_day is not None and by_week is not None:
        said.append(calls.one_of_two("--by-day", "--by-week"))
    if by_week is not None and by_week < 1:
        said.append(calls.not_above_zero("--by-week", by_week))
    last_day = None if by_week is None else 7 * by_week - 1
    if by_day is not None:
        if by_day == 0 and not days.has_zero:
            said.append(calls.no_day_zero())
        else:
            last_day = days.offset(by_day)
    rule = None if missed is None else "-".join(missed.replace("-", " ").lower().split())
    if rule is not None and rule not in RULES:
        said.append(adherence_mistakes.no_such_rule(missed or ""))
    least = 1
    if late is not None:
        made, wrong = _whole_days(late)
        said += wrong
        least = made or 1
    return Terms(last, last_day, least, rule, as_planned), said


def _whole_days(text: str) -> tuple[int | None, list[Diagnostic]]:
    """A length in days, at least one."""
    from dosecalc.language.read import read_length

    found, said = read_length(text, "late")
    if found is None:
        return None, list(said)
    days = found.seconds[0] / SECONDS["day"]
    if not found.exact or days.denominator != 1:
        return None, [adherence_mistakes.whole_days_needed("--late", str(found))]
    return int(days), list(said)


def log_of(log: Log) -> tuple[Sequence[Actual], list[Diagnostic]]:
    """The rows of a log, from its file if a name is given."""
    if isinstance(log, (str, PathLike)):
        rows, said = read_log(str(fspath(log)))
        return rows, list(said)
    return tuple(log), []


def people(
    trial: Trial, log: Sequence[Actual], listed: Listed | None, *, start: date | None,
    arm: str | None, cohort: int | None, reading: str | None,
) -> tuple[list[Person], Sequence[Actual], list[Diagnostic]]:  # fmt: skip
    """The participants with their plans, and the rows of the log without those of others.

    Without a list, everybody who is in the log takes part and starts on `start`. Of a list, `arm`
    and `cohort` keep those that are in them, or for whom it does not say.
    """
    said: list[Diagnostic] = []
    if listed is None:
        if start is None:
            return [], log, [adherence_mistakes.start_needed(None)]
        enrolled: Sequence[Enrolled] = [
            Enrolled(name) for name in dict.fromkeys(each.participant for each in log)
        ]
    elif isinstance(listed, (str, PathLike)):
        enrolled, found = read_participants(str(fspath(listed)))
        said += found
    else:
        enrolled = listed
    if any(each.is_error for each in said):
        return [], log, said
    choice = _Choice(trial, arm, cohort, reading)
    made: list[Person] = []
    others: set[str] = set()
    for each in enrolled:
        variant = choice.of(each)
        day_1 = each.start or start
        if isinstance(variant, Diagnostic):
            said.append(variant)
        elif variant is None or day_1 is None:
            others.add(each.id)
            if variant is not None:
                said.append(adherence_mistakes.start_needed(each.id))
        else:
            made.append(Person(each.id, variant, day_1))
    if others:
        log = [each for each in log if each.participant not in others]
    return made, log, list(dict.fromkeys(said))


class _Choice:
    """The plan of each participant, chosen once for all who are alike."""

    def __init__(
        self, trial: Trial, arm: str | None, cohort: int | None, reading: str | None
    ) -> None:
        self.trial, self.arm, self.cohort, self.reading = trial, arm, cohort, reading
        self._found: dict[tuple[str | None, int | None], Variant | Diagnostic] = {}

    def of(self, who: Enrolled) -> Variant | Diagnostic | None:
        """The plan of a participant; None for one whom the question leaves out."""
        if self.arm and who.arm and self.arm.casefold() != who.arm.casefold():
            return None
        if self.cohort is not None and who.cohort is not None and self.cohort != who.cohort:
            return None
        key = (who.arm or self.arm, who.cohort or self.cohort)
        if key not in self._found:
            arm = arm_of(self.trial, key[0], who.id if who.row else "")
            found = arm if isinstance(arm, Diagnostic) else chosen(arm, key[1], self.reading)
            self._found[key] = _placed(found, who) if isinstance(found, Diagnostic) else found
        return self._found[key]


def _placed(found: Diagnostic, who: Enrolled) -> Diagnostic:
    """The diagnostic with the row of the list that it is about."""
    return replace(found, span=who.span) if found.span is None else found
