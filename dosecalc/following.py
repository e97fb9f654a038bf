"""A plan against what was done: what is past is marked, and what is still to come is planned anew.

What a missed dose means is chosen by the user. `skip`: it is left out, and the rest stays. `shift`:
the doses after it take the places that come next, so that the course ends later and none is lost.
`make-up`: it is given on a day of its own. Where nothing is chosen it is only marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from dosecalc.actuals import Actual
from dosecalc.days import DayCount
from dosecalc.dues import DOSE, Content, Due, Planned, chained_day
from dosecalc.matching import Entry, Slot, matched
from dosecalc.patterns import DAY

Missed = Literal["", "skip", "shift", "make-up"]
Mark = Literal["done", "early", "late", "outside window", "missed", "unrecorded", "extra"]


_MEANS: Mapping[Missed, str] = {
    "": "what a missed dose means is not said: choose `--missed skip`, `shift` or `make-up`",
    "skip": "a missed dose is left out: chosen by `--missed skip`",
    "shift": "after a missed dose all later ones move by one place: chosen by `--missed shift`",
    "make-up": "a missed dose is given on another day: chosen by `--missed make-up`",
}


class Record(NamedTuple):
    """What became of something that was due: the row of the log, and the day it was done."""

    mark: Mark
    day: int | None = None
    actual: Actual | None = None


class Follow(NamedTuple):
    """A log, participant by participant; the last date that it covers; what a missed dose means."""

    rows: Mapping[str, tuple[Actual, ...]]
    as_of: date
    missed: Missed = ""


class Followed(NamedTuple):
    """The plan as it now is, with a record for each due, None for what is still to come."""

    plan: Planned
    records: tuple[Record | None, ...]


def followed(
    plan: Planned, participant: str, start: date, follow: Follow, numbers: DayCount
) -> Followed:
    """The plan of a participant who started on a date, after what the log says of them."""
    work = _Work(plan, start, follow, numbers)
    work.match(follow.rows.get(participant, ()))
    work.say_missed()
    if follow.missed == "shift":
        work.shift()
    elif follow.missed == "make-up":
        work.make_up()
    work.count_again()
    work.mark_unrecorded()
    return Followed(
        plan._replace(dues=tuple(work.dues), notes=(*plan.notes, *dict.fromkeys(work.notes))),
        tuple(work.records.get(number) for number in range(len(work.dues))),
    )


@dataclass(slots=True)
class _Work:
    """A plan being followed."""

    plan: Planned
    start: date
    follow: Follow
    numbers: DayCount
    dues: list[Due] = field(init=False)
    records: dict[int, Record] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dues = list(self.plan.dues)

    @property
    def today(self) -> int:
        """The last day that the log covers, as an offset."""
        return (self.follow.as_of - self.start).days

    # -- what was done

    def match(self, rows: Iterable[Actual]) -> None:
        """Mark what the log speaks of."""
        found: dict[tuple[str, str | None], list[Actual]] = {}
        for row in rows:
            found.setdefault(self._key(row), []).append(row)
        places: dict[tuple[str, str | None], list[int]] = {}
        for number, due in enumerate(self.dues):
            if due.kind in ("dose", "assessment"):
                places.setdefault((due.activity, due.agent), []).append(number)
        for key in dict.fromkeys((*places, *found)):
            self._matched(sorted(places.get(key, ()), key=self._moment), found.get(key, ()))

    def mark_unrecorded(self) -> None:
        """Mark what is past without a word of it."""
        for number, due in enumerate(self.dues):
            past = due.last <= self.today and due.kind in ("dose", "assessment")
            if past and number not in self.records:
                self.records[number] = Record("unrecorded")

    def _moment(self, number: int) -> tuple[int, int]:
        return self.dues[number].day, self.dues[number].second

    def _key(self, row: Actual) -> tuple[str, str | None]:
        """What a row is about; the only agent where a dose names none."""
        if row.activity != DOSE:
            return row.activity, None
        agents = {due.agent for due in self.dues if due.kind == "dose"}
        if row.agent is None and len(agents) == 1:
            return DOSE, next(iter(agents))
        return DOSE, row.agent

    def _matched(self, places: Sequence[int], rows: Iterable[Actual]) -> None:
        slots = [Slot(*self._moment(number)) for number in places]
        made = matched(slots, map(self._entry, rows))
        for number, entry in zip(places, made.rows, strict=True):
            if entry is not None:
                self.records[number] = self._record(self.dues[number], entry.row)
        for entry in made.surplus:
            if entry.row.given and entry.row.date is not None:
                self._extra(entry.row)

    def _entry(self, row: Actual) -> Entry:
        planned = None if row.planned_day is None else self._offset(row.planned_day)
        day = None if row.date is None else (row.date - self.start).days
        second = -1
        if row.time is not None:
            second = row.time.hour * 3600 + row.time.minute * 60 + row.time.second
        return Entry(planned, day, second, row.given, (row.row,), row)

    def _offset(self, number: int) -> int:
        try:
            return self.numbers.offset(number)
        except ValueError:
            return 0

    def _record(self, due: Due, row: Actual) -> Record:
        if not row.given:
            return Record("missed", None, row)
        if row.date is None:
            return Record("done", due.day, row)
        day = (row.date - self.start).days
        if due.window is not None and not due.window[0] <= day <= due.window[1]:
            return Record("outside window", day, row)
        mark: Mark = "done" if day == due.day else "late" if day > due.day else "early"
        return Record(mark, day, row)

    def _extra(self, row: Actual) -> None:
        """Something that was done and not planned."""
        assert row.date is not None
        day = (row.date - self.start).days
        held: tuple[Content, ...] = ()
        if row.amount is not None and row.amount.figure is not None:
            figure, unit = row.amount.figure, row.amount.unit
            held = (Content(figure.low, figure.high, unit.name if unit else None),)
        kind: Literal["dose", "assessment"] = "dose" if row.activity == DOSE else "assessment"
        self.records[len(self.dues)] = Record("extra", day, row)
        self.dues.append(Due(kind, row.activity, day, day, contents=held, agent=row.agent))

    # -- what a missed dose means

    def _missed(self) -> list[int]:
        """The doses that were missed, by their day."""
        found = [
            number for number, record in self.records.items()
            if record.mark == "missed" and self.dues[number].kind == "dose"
        ]  # fmt: skip
        return sorted(found, key=self._moment)

    def say_missed(self) -> None:
        """Say what a missed dose is taken to mean."""
        if self._missed():
            self.notes.append((DOSE, _MEANS[self.follow.missed]))

    def shift(self) -> None:
        """Let the doses after a missed one take the places that come next."""
        missed = Counter(self.dues[number].course for number in self._missed())
        for course, count in missed.items():
            places = [n for n, due in enumerate(self.plan.dues) if due.course == course]
            places.sort(key=self._moment)
            self._shifted(course, places, count)

    def _shifted(self, course: int, places: list[int], count: int) -> None:
        """One course: what was missed is given in the next free place, and the last ones later."""
        more = self._further(course, len(places), count)
        if more is None:
            what = "a missed dose cannot be shifted: its days are listed"
            self.notes.append((DOSE, what))
            return
        for due in more:
            places.append(len(self.dues))
            self.dues.append(due)
        left = [self.dues[n] for n in places[: len(places) - count]]
        waiting = 0
        for number in places:
            record = self.records.get(number)
            if record is not None and record.mark == "missed":
                continue
            slot, dose = self.dues[number], left[waiting]
            waiting += 1
            self.dues[number] = slot._replace(
                number=dose.number, contents=dose.contents, stated=slot.stated and slot is dose
            )

    def _further(self, course: int, places: int, count: int) -> list[Due] | None:
        """As many places behind the last one of a course; None where its days are listed."""
        placing = self.plan.placing[course]
        if not placing.goes_on:
            return None
        pattern, begin = placing.pattern, placing.start
        last = next(due for due in reversed(self.plan.dues) if due.course == course)
        found = []
        for number in range(places, places + count):
            offset = pattern.offset(number)
            day = begin + offset // DAY
            second = offset % DAY if last.second >= 0 else -1
            window, source = placing.window(day, beyond=True)
            found.append(last._replace(
                day=day, last=day, second=second, time=pattern.time(number) or "", window=window,
                window_from=source, stated=False, sure=True,
            ))  # fmt: skip
        return found

    def make_up(self) -> None:
        """Plan each missed dose once more, on a day without a dose of its course."""
        for number in self._missed():
            due = self.dues[number]
            taken = {self._done_on(n) for n, each in enumerate(self.dues)
                     if each.course == due.course and n != number}  # fmt: skip
            day = max(self.today, due.day) + 1
            apart = max(due.apart, 1)
            while any(abs(day - other) < apart for other in taken):
                day += 1
            self.dues.append(due._replace(
                day=day, last=day, window=(day, day + 27), window_from="make-up", stated=False,
                cause=f"makes up for dose {due.number} of {self.numbers.text(due.day)}",
                apart=apart,
            ))  # fmt: skip

    def _done_on(self, number: int) -> int:
        record = self.records.get(number)
        return self.dues[number].day if record is None or record.day is None else record.day

    # -- what hangs on other visits

    def count_again(self) -> None:
        """Move what is counted from visits that took place on another day, or were shifted."""
        for number, due in enumerate(self.dues):
            if due.chain is None or number in self.records:
                continue
            aim, record = self.dues[due.target], self.records.get(due.target)
            from_ = aim.day
            if due.chain.actual and record is not None and record.day is not None:
                from_ = record.day
            day = chained_day(due.chain, from_, self.start)
            moved = day - due.day
            window = None if due.window is None else (due.window[0] + moved, due.window[1] + moved)
            self.dues[number] = due._replace(day=day, last=day, window=window)
