"""What `adherence` returns: a row for each participant and arm, and what the rows rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from dosecalc.account import Account, Counts
from dosecalc.accounts import Accounts, Tally
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_amounts import ZERO
from dosecalc.intensity import DEFINITION
from dosecalc.model import Trial
from dosecalc.outcomes import Terms
from dosecalc.parameters import Interval
from dosecalc.units import Unit

if TYPE_CHECKING:
    import pandas as pd

_NAMED = ("level", "trial", "arm", "cohort", "reading", "participant", "participants", "agent")
COLUMNS = (
    *_NAMED, *Counts._fields, "rate", "planned_low", "planned_high", "given_low", "given_high",
    "unit", "planned_per_week_low", "planned_per_week_high", "given_per_week_low",
    "given_per_week_high", "relative_intensity_low", "relative_intensity_high", "needs",
    "status",
)  # fmt: skip
OVER_TIME = (
    "level", "trial", "arm", "cohort", "reading", "participant", "agent", "date", "day",
    "planned_low", "planned_high", "given_low", "given_high", "unit", "status",
)  # fmt: skip
UNCONFIRMED = "unconfirmed: no person has checked this draft"
_MEANT = {
    "even placement, not stated": "even placement, not stated: late and early are told from "
    "proposed days",
    "about": "the schedule says about: what was given is held against its figure",
    "placebo": "placebo: no active amount is planned",
}
_MEANING = {
    None: "what a missed dose means was not stated: it counts as missed, and no other dose moves",
    "skip": "skip: a missed dose is left out, and no other dose moves",
    "shift": "shift: a missed dose moves itself and all later doses by one place; none is lost",
    "make-up": "make up: an extra dose counts against the first missed one before it",
}


class Moment(NamedTuple):
    """What had been planned and given by the end of a date: of one participant, or of an arm.

    `day` is the participant's study day, None for an arm. Amounts are exact bounds, None from where
    they are unknown.
    """

    account: Account
    level: str
    date: date
    day: int | None
    planned: Interval | None
    given: Interval | None


class Adherence:
    """Rows of participants, then of arms, then of all, and what is counted how.

    `over_time` tells sums date by date; `remarks` what the figures rest on.
    """

    __slots__ = ("accounts", "diagnostics", "rows", "terms", "trial")

    columns = COLUMNS

    def __init__(
        self, trial: Trial, rows: tuple[Tally, ...], accounts: Accounts, terms: Terms,
        diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:  # fmt: skip
        self.trial = trial
        self.rows = rows
        self.accounts = accounts
        self.terms = terms
        self.diagnostics = diagnostics

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the answer; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def status(self) -> str | None:
        """`unconfirmed` where the schedule, or a regimen that somebody follows, is a draft."""
        readings = (each.person.variant.reading for each in self.accounts.accounts)
        regimens = (regimen for each in readings if each for regimen in each.regimens)
        draft = self.trial.unconfirmed or any(each.unconfirmed for each in regimens)
        return "unconfirmed" if draft else None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Tally]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> Tally:
        return self.rows[index]

    def values(self) -> Iterator[tuple[Any, ...]]:
        """A value for each of `columns`, row by row; figures exact, an open end None."""
        status = self.status
        for each in self.rows:
            yield (
                each.level, each.trial, each.arm, each.cohort, each.reading, each.participant,
                each.participants, each.agent, *each.counts, each.counts.rate,
                *_ends(each.planned), *_ends(each.given), _name(each.unit),
                *_ends(each.planned_intensity), *_ends(each.intensity), *_ends(each.relative),
                "; ".join(each.needs), status,
            )  # fmt: skip

    def over_time(self) -> Iterator[Moment]:
        """The sums at each date on which something was planned or given.

        Participants first, in order, then arms.
        """
        arms: dict[tuple[object, ...], list[Account]] = {}
        days = DayCount(self.trial.days_from_zero)
        for each in self.accounts.accounts:
            arms.setdefault((each.person.variant.arm.name, each.agent, each.unit), []).append(each)
            for moment in _summed("participant", [each]):
                day = (moment.date - each.person.start).days
                yield moment._replace(day=days.number(day))
        for mine in arms.values():
            yield from _summed("arm", mine)

    def over_time_values(self) -> Iterator[tuple[Any, ...]]:
        """A value for each of `OVER_TIME`, row by row."""
        status = self.status
        for each in self.over_time():
            person, alone = each.account.person, each.level == "participant"
            yield (
                each.level, self.trial.name, person.variant.arm.name or None,
                person.variant.cohort if alone else None, person.variant.name if alone else None,
                person.id if alone else None, each.account.agent, each.date.isoformat(), each.day,
                *_ends(each.planned), *_ends(each.given), _name(each.account.unit), status,
            )  # fmt: skip

    def remarks(self) -> tuple[str, ...]:
        """How doses were counted, and what the figures rest on."""
        if not self.rows:
            return ()
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        terms, counts = self.terms, Counts(*map(sum, zip(*(
            each.counts for each in self.accounts.accounts), strict=True)))  # fmt: skip
        if self.status:
            yield UNCONFIRMED
        yield self._cut_off()
        if terms.missed is not None or counts.missed:
            yield _MEANING[terms.missed]
        if terms.late > 1:
            yield f"late: given {terms.late} days or more after the planned day"
        if counts.moved:
            yield f"places by which missed doses have moved later ones, in all: {counts.moved}"
        if counts.unrecorded:
            yield (
                "unrecorded: due, and nothing in the log; completion, amounts and intensities hold "
                "what the log shows as given"
            )
        if counts.optional:
            yield f"doses that the text leaves open, counted only where given: {counts.optional}"
        if self.accounts.by_date:
            yield (
                f"rows without a planned day, matched by their dates: {self.accounts.by_date}; to "
                "a dose of that date, else to the nearest that is free, in order"
            )
        if terms.as_planned:
            yield "a dose given without a stated amount counts as the planned amount"
        rests_on = [why for each in self.accounts.accounts for why in each.rests_on]
        for said in dict.fromkeys((*rests_on, *self.accounts.assumed)):
            if said in _MEANT:
                yield _MEANT[said]
            elif not said.startswith("needs "):
                yield said
        if any(each.relative or each.planned_intensity or each.intensity for each in self.rows):
            yield DEFINITION

    def _cut_off(self) -> str:
        terms, days = self.terms, DayCount(self.trial.days_from_zero)
        ends = []
        if terms.until is not None:
            ends.append(f"the end of {terms.until.isoformat()}")
        if terms.last_day is not None:
            ends.append(f"the end of {days.text(terms.last_day)} of each participant")
        if not ends:
            return "no cut-off: every planned dose counts as due"
        after = f"; later rows, not counted: {self.accounts.after}" if self.accounts.after else ""
        return f"counted to {' and to '.join(ends)}{after}"

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas frame; exact figures as `fractions.Fraction`, None where unknown."""
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(self.values(), columns=list(COLUMNS), dtype=object)
        return frame

    def __str__(self) -> str:
        from dosecalc.formats.adherence_table import table

        return "".join(table(self)).rstrip("\n")


def _summed(level: str, mine: Sequence[Account]) -> Iterator[Moment]:
    """Sums over accounts of one unit, date by date."""
    changes: dict[date, list[tuple[Interval | None, Interval | None]]] = {}
    for each in mine:
        for day, planned, given in each.steps:
            try:
                on = each.person.start + timedelta(days=day)
            except OverflowError:
                continue
            changes.setdefault(on, []).append((planned, given))
    planned_so_far: Interval | None = ZERO
    given_so_far: Interval | None = ZERO
    for on in sorted(changes):
        planned_so_far = _plus(planned_so_far, (planned for planned, _ in changes[on]))
        given_so_far = _plus(given_so_far, (given for _, given in changes[on]))
        yield Moment(mine[0], level, on, None, planned_so_far, given_so_far)


def _plus(so_far: Interval | None, more: Iterable[Interval | None]) -> Interval | None:
    for each in more:
        if so_far is None or each is None:
            return None
        high = None if so_far.high is None or each.high is None else so_far.high + each.high
        so_far = Interval(so_far.low + each.low, high)
    return so_far


def _ends(found: Interval | None) -> tuple[Any, Any]:
    return (None, None) if found is None else (found.low, found.high)


def _name(unit: Unit | None) -> str | None:
    return unit.name if unit is not None else None
