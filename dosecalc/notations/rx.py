"""Dosing strings as users of mrgsolve write them: `100 mg q12h x 4 then 50 q24 x 3`.

A dose is an amount, and after it, in any order: `q` its interval, `x` how many in all, `over` the
length of an infusion, `in` a compartment, `after` a wait before it. `then` (or a comma) starts what
comes when the next dose would have been due, `&` what is given at the same time. Without `x`, `q`
is one dose whose interval only says when the next part begins.

Every word is accounted for, and units count. Where mrgsolve drops a word or ignores a unit, a
warning says what it would read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import number as figure
from dosecalc.diagnostics import Diagnostic, Report, Source, Span
from dosecalc.language.lazy import compiled
from dosecalc.notations import notation_mistakes, rx_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.unreadable import Unreadable

_TOKEN = r"[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|[^\W\d_]+(?:/[^\W\d_]+[0-9²]?)?|[^\w\s]|\w"
_TIME_UNITS = MappingProxyType(
    {
        name: unit
        for unit, names in {
            "minute": "min mins minute minutes",
            "hour": "h hr hrs hour hours",
            "day": "d day days",
            "week": "w wk wks week weeks",
        }.items()
        for name in names.split()
    }
)
_KEYWORDS = MappingProxyType(
    {
        "q": "q", "x": "x", "in": "in", "ov": "over", "ove": "over", "over": "over",
        "aft": "after", "afte": "after", "after": "after", "then": "then", ",": "then", "&": "&",
    }
)  # fmt: skip
_LONGEST = 20_000


class _Token(NamedTuple):
    text: str
    span: Span

    @property
    def keyword(self) -> str | None:
        return _KEYWORDS.get(self.text.lower())

    @property
    def is_number(self) -> bool:
        return self.text[0] in "0123456789"


class _Time(NamedTuple):
    """A length of time in seconds, and in words of the language."""

    seconds: Fraction
    words: str


class _Dose(NamedTuple):
    """One dose or a series: what is given, how often (None for once), and the wait before."""

    given: str
    often: str | None
    interval: _Time | None
    route: str
    after: _Time | None
    place: Span

    def words(self, once: str = "once") -> str:
        """The dose in words of the language, a single one being given `once`."""
        return " ".join(filter(None, (self.given, self.often or once, self.route)))


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """The regimen of a string, or of each line of a file that is neither empty nor a `#` line."""
    text = content.text()
    if isinstance(text, Diagnostic):
        yield Spoken("", content.name, (text,))
        return
    lines = [
        line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    for line in lines or [""]:
        yield _spoken(line.strip(), content.name, options)


def _spoken(line: str, name: str, options: Options) -> Spoken:
    source, report = Source(name, line[:_LONGEST]), Report()
    words = ""
    try:
        if len(line) > _LONGEST:
            raise Unreadable(rx_mistakes.rx_too_long(Span(source, 0, 40)))
        words = _Reader(source, report, options).words()
    except Unreadable as stop:
        report.add(stop.diagnostic)
    return Spoken(words if report.ok else "", f"{name}, in words", report.diagnostics)


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, source: Source, report: Report, options: Options) -> None:
        self.report, self.options = report, options
        self.bare: Span | None = None
        self.tokens = [
            _Token(found[0], Span(source, *found.span()))
            for found in compiled(_TOKEN).finditer(source.text)
        ]
        self.end = Span(source, len(source.text), len(source.text))
        self.at = 0

    def words(self) -> str:
        """The whole string in words of the language."""
        groups = [self._group()]
        while self._next == "then":
            self._turn()
            groups.append(self._group())
        if self.at < len(self.tokens):
            raise Unreadable(rx_mistakes.rx_word_not_known(self.tokens[self.at].span))
        if self.bare is not None and self.options.time_unit is None:
            self.report.add(notation_mistakes.times_without_unit(self.bare, "hours"))
        return _joined(groups)

    @property
    def _next(self) -> str | None:
        return self.tokens[self.at].keyword if self.at < len(self.tokens) else None

    def _turn(self) -> None:
        """Pass `then`, a comma, or both; a comma between digits is none of them."""
        token = self.tokens[self.at]
        around = token.span.source.text[token.span.start - 1 : token.span.stop + 1]
        if token.text == "," and around[:1].isdigit() and around[2:].isdigit():
            raise Unreadable(rx_mistakes.rx_comma_in_number(token.span))
        if token.text != token.text.lower():
            self.report.add(rx_mistakes.rx_read_otherwise(token.span, "drops it"))
        self.at += 1
        if token.text == "," and self._next == "then" and self.tokens[self.at].text != ",":
            self._turn()

    def _group(self) -> list[_Dose]:
        """Doses given at the same time."""
        found = [self._dose()]
        while self._next == "&":
            self.at += 1
            found.append(self._dose())
        return found

    def _dose(self) -> _Dose:
        first = self._number(rx_mistakes.rx_amount_missing)
        amount = figure(_value(first.text))
        if self.at < len(self.tokens) and self.tokens[self.at].keyword is None:
            token = self.tokens[self.at]
            if token.is_number or units.typed(token.text) is None:
                raise Unreadable(rx_mistakes.rx_word_not_known(token.span))
            amount += f" {token.text}"
            self.at += 1
        said: dict[str, tuple[Span, str, _Time | None]] = {}
        while self._next is not None and self._next not in ("then", "&"):
            keyword, token = self._next, self.tokens[self.at]
            if keyword in said:
                raise Unreadable(rx_mistakes.rx_said_twice(token.span, said[keyword][0]))
            if token.text != token.text.lower() and keyword != "q":
                self.report.add(rx_mistakes.rx_read_otherwise(token.span, "drops it"))
            self.at += 1
            said[keyword] = (token.span, *self._clause(keyword))
        return self._worded(amount, first, said)

    def _worded(
        self, amount: str, first: _Token, said: dict[str, tuple[Span, str, _Time | None]]
    ) -> _Dose:
        text = {keyword: words for keyword, (_, words, _) in said.items()}
        count = text.get("x", "1")
        if "q" not in said and count != "1":
            raise Unreadable(rx_mistakes.rx_interval_missing(said["x"][0]))
        if "q" in said and "x" not in said:
            self.report.add(rx_mistakes.rx_one_dose(said["q"][0]))
        often = f"every {text['q']} for {_doses(int(count))}" if "q" in text else None
        given = f"{amount} over {text['over']}" if "over" in text else amount
        route = f'by "compartment {text["in"]}"' if "in" in text else ""
        times = {keyword: time for keyword, (_, _, time) in said.items()}
        return _Dose(given, often, times.get("q"), route, times.get("after"), first.span)

    def _clause(self, keyword: str) -> tuple[str, _Time | None]:
        """What follows a keyword, in words, and as a time where it is one."""
        if keyword in ("x", "in"):
            token = self._number(rx_mistakes.rx_number_missing)
            if not token.text.isdecimal() or int(token.text) == 0:
                raise Unreadable(rx_mistakes.rx_not_a_count(token.span))
            return str(int(token.text)), None
        time = self._time()
        return time.words, time

    def _time(self) -> _Time:
        if self.at < len(self.tokens) and self.tokens[self.at].text == "-":
            raise Unreadable(rx_mistakes.rx_time_below_zero(self.tokens[self.at].span))
        token = self._number(rx_mistakes.rx_number_missing)
        value, span = _value(token.text), token.span
        unit: str = self.options.time_unit or "hour"
        if value == 0:
            raise Unreadable(rx_mistakes.rx_not_a_length(token.span))
        if self.at < len(self.tokens) and self.tokens[self.at].keyword is None:
            stated = self.tokens[self.at]
            if stated.text.lower() not in _TIME_UNITS:
                raise Unreadable(rx_mistakes.rx_word_not_known(stated.span))
            unit, span = _TIME_UNITS[stated.text.lower()], token.span.to(stated.span)
            self.at += 1
            if unit != (self.options.time_unit or "hour"):
                theirs = f"reads the bare number {figure(value)}"
                self.report.add(rx_mistakes.rx_read_otherwise(span, theirs))
        elif self.bare is None:
            self.bare = token.span
        seconds = value * {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}[unit]
        return _Time(seconds, f"{figure(value)} {unit}{'s' * (value != 1)}")

    def _number(self, missing: object) -> _Token:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or not token.is_number:
            assert callable(missing)
            raise Unreadable(missing(token.span if token else self.end))
        self.at += 1
        return token


def _value(text: str) -> Fraction:
    power = text.lower().partition("e")[2]
    if len(text) > 40 or (power and abs(int(power)) > 60):
        return Fraction(0)
    return Fraction(text.lower().replace(".e", "e").rstrip("."))


def _joined(groups: Sequence[list[_Dose]]) -> str:
    """Parts one after another, each when the next dose of the one before would have been due.

    A single dose takes no time here, and a day in the language: where something hangs on its end,
    it is said as the one dose of a series that ends when the next part begins.
    """
    words: list[str] = []
    before: list[_Dose] = []
    for group, following in zip(groups, [*groups[1:], []], strict=True):
        wait, single = _wait(group, following), not any(dose.often for dose in group)
        at_once = before and not any(dose.often for dose in before)
        if at_once and wait is None:
            raise Unreadable(rx_mistakes.rx_nothing_between(before[-1].place, group[0].place))
        distance = _distance(before, group, wait, len(groups), following)
        if wait and not at_once and not distance:
            words.append(f"rest {wait.words}")
        once = "once" if distance or not before else "every 24 hours for 1 dose"
        if following and not (single and len(groups) == 2 and len(following) == 1):
            until = _first(following) if single else next(d.interval for d in group if d.often)
            once = f"every {until.words} for 1 dose" if until else once
        words.append(_together([_later(dose, wait, once) for dose in group]) + distance)
        before = group
    return " then ".join(words)


def _distance(
    before: list[_Dose], group: list[_Dose], wait: _Time | None, parts: int, following: list[_Dose]
) -> str:
    """How far one dose, or series, is from the last dose before it, where that says it best."""
    if not before or len(group) > 1 or following:
        return ""
    at_once = not any(dose.often for dose in before)
    length = wait if at_once else before[0].interval
    if length is None or (parts > 2 and at_once):
        return ""
    if not at_once and (len(before) > 1 or wait is not None or group[0].often):
        return ""
    return f" starting {length.words} after the last dose"


def _doses(number: int) -> str:
    return f"{number} dose{'s' * (number != 1)}"


def _wait(group: list[_Dose], following: list[_Dose]) -> _Time | None:
    """The wait before a group: the same for all its doses where something hangs on its end."""
    waits = {dose.after.seconds if dose.after else 0 for dose in group}
    if len(waits) > 1 and following:
        raise Unreadable(rx_mistakes.rx_two_waits(group[0].place, group[-1].place))
    return _first(group)


def _first(group: list[_Dose]) -> _Time | None:
    """The shortest wait before a dose of a group; None where one has none."""
    waits = [dose.after for dose in group if dose.after]
    return min(waits, key=lambda wait: wait.seconds) if len(waits) == len(group) else None


def _later(dose: _Dose, wait: _Time | None, once: str) -> str:
    """A dose in words, behind what it waits longer than its group."""
    begins, earliest = (each.seconds if each else Fraction(0) for each in (dose.after, wait))
    if begins == earliest:
        return dose.words(once)
    hours = (begins - earliest) / 3600
    return f"(rest {figure(hours)} hour{'s' * (hours != 1)} then {dose.words(once)})"


def _together(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"({' and '.join(words)})"
