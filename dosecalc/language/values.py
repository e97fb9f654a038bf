"""Syntax trees to the values that several clauses share: figures, amounts, lengths, points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dosecalc import days, units
from dosecalc.amounts import Amount, Figure, just, number
from dosecalc.days import DayCount, Length
from dosecalc.diagnostics import Diagnostic, Report, Source, Span
from dosecalc.language import dose_refusals, numerals, refusals, timing_refusals, vocabulary
from dosecalc.language.lazy import compiled
from dosecalc.language.tree import Node, Token
from dosecalc.model import Point
from dosecalc.units import Unit


class Refused(Exception):
    """A value that cannot be made; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Reading(NamedTuple):
    """What reading a tree needs to know: the text, where mistakes go, and the file's names."""

    source: Source
    report: Report
    days: DayCount = DayCount()
    spans: tuple[str, ...] = ()

    def span(self, node: Node | Token) -> Span:
        """The place of a tree or token in the text."""
        return Span(self.source, node.start, node.stop)


def subtrees(node: Node, *rules: str) -> Iterator[Node]:
    """The children made by these rules, in order."""
    for child in node.children:
        if isinstance(child, Node) and child.data in rules:
            yield child


def subtree(node: Node, *rules: str) -> Node | None:
    """The first child made by one of these rules."""
    return next(subtrees(node, *rules), None)


def tokens(node: Node, *kinds: str) -> list[Token]:
    """The tokens among the children, of these kinds if any are named."""
    return [
        child
        for child in node.children
        if isinstance(child, Token) and (not kinds or child.type in kinds)
    ]


def words(node: Node) -> str:
    """The names of a tree as one text, quotes taken off."""
    return " ".join(unquoted(token) for token in tokens(node, "NAME", "STRING"))


def unquoted(token: str) -> str:
    """A text without its quotes, or a bare name as it is."""
    if token.startswith('"'):
        return token[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return str(token)


def quoted(text: str) -> str:
    """A text between quotes, as the language writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ------------------------------------------------------------------ numbers


def _numeral(token: Token) -> numerals.Numeral:
    found = numerals.scan(str(token), 0)
    if found is None:
        raise ValueError(f"no number: {token}")
    return found


def value(token: Token) -> Fraction:
    """The exact value of a number token."""
    found = _numeral(token).value
    if found is None:
        raise ValueError(f"no number: {token}")
    return found


def whole(token: Token, reading: Reading) -> int:
    """The value of a token that must be a whole number of one or more."""
    found = value(token)
    if found.denominator != 1:
        raise Refused(dose_refusals.not_whole(reading.span(token)))
    if found < 1:
        raise Refused(dose_refusals.zero_count(reading.span(token)))
    return int(found)


def figure(node: Node, reading: Reading) -> Figure:
    """A `figure` tree: a number, a range, `at least`, `up to`, `about`."""
    about = bool(tokens(node, "ABOUT"))
    spread = subtree(node, "spread")
    if spread is not None:
        return _spread(spread, about, reading)
    exact = value(tokens(node, "NUMBER")[0])
    if tokens(node, "AT_LEAST"):
        return Figure(exact, None)
    if tokens(node, "UP_TO"):
        return Figure(Fraction(0), exact)
    return Figure(exact, exact, about)


def _spread(node: Node, about: bool, reading: Reading) -> Figure:
    first, last = tokens(node, "NUMBER")
    low, high = value(first), value(last)
    if _numeral(last).power and not _numeral(first).power:
        factor = _power(last)
        bare = factor == high and last.startswith("10")
        if tokens(node, "TO") or bare or low * factor == high:
            readings = (
                f"{number(low)} to {number(high)}",
                f"{number(low * factor)} to {number(high)}",
            )
            raise Refused(dose_refusals.ambiguous_power(reading.span(node), readings))
        low *= factor
    if high < low:
        raise Refused(dose_refusals.backward_range(reading.span(node)))
    return Figure(low, high, about)


def _power(token: Token) -> Fraction:
    """The power of ten of a number, as a factor of its mantissa."""
    mantissa = _mantissa(token)
    return value(token) / mantissa if mantissa else Fraction(1)


def _mantissa(token: Token) -> Fraction:
    """The part of a number before its power of ten; 1 for a bare power."""
    text = str(token)
    if text[0].isalpha():
        spoken = numerals.scan(text.rsplit(None, 1)[0], 0)
        return spoken.value if spoken is not None and spoken.value else Fraction(1)
    digits = ""
    for character in text:
        if not (character.isdecimal() and character.isascii()) and character not in ".,":
            break
        digits += character
    bare = text[len(digits) :].lstrip()
    if digits == "10" and (bare.startswith(("^", "\\")) or bare[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        return Fraction(1)
    return Fraction(digits.replace(",", ""))


def numbers(node: Node, reading: Reading) -> tuple[Fraction, ...]:
    """A list of numbers; a power of ten on the last one alone is refused."""
    found = tokens(node, "NUMBER")
    powers = [_numeral(token).power for token in found]
    exact = tuple(value(token) for token in found)
    if powers[-1] and not any(powers[:-1]):
        factor = _power(found[-1])
        shared = (*(each * factor for each in exact[:-1]), exact[-1])
        readings = tuple(", ".join(map(number, each)) for each in (exact, shared))
        raise Refused(dose_refusals.ambiguous_power(reading.span(node), readings))
    return exact


# ------------------------------------------------------------------ amounts


def unit(node: Node, reading: Reading) -> Unit:
    """A `unit` tree; refused for so much a month, since months differ."""
    first, *below = tokens(node, "UNIT", "TIME_UNIT", "FORM")
    if not below:
        return _find(first)
    name = vocabulary.TIME_UNITS.get(below[0].lower(), "")
    if below[0].type == "TIME_UNIT" and name not in days.SECONDS:
        raise Refused(dose_refusals.amount_in_time(reading.span(node), f"10 {first}", name))
    return units.per(_find(first), _find(below[0]))


def _find(token: Token) -> Unit:
    text = " ".join(str(token).split())
    name = vocabulary.TIME_UNITS.get(text.lower(), text) if token.type == "TIME_UNIT" else text
    found = units.find(name)
    if found is None:
        raise ValueError(f"no unit: {token}")
    return found


def quantity(node: Node, reading: Reading) -> tuple[Amount, ...]:
    """A `quantity` tree: an amount, followed by what that amount holds, if it says so.

    `2 sprays of 0.1 mL` is 2 sprays and 0.2 mL.
    """
    form = tokens(node, "FORM")
    given = subtree(node, "figure")
    if tokens(node, "PLACEBO"):
        place = reading.span(node)
        raise Refused(
            refusals.does_not_fit(place, place, "a placebo has no amount", "type `placebo` alone")
        )
    if tokens(node, "UNKNOWN_AMOUNT"):
        return (Amount(None, None),)
    if tokens(node, "DASH", "TO"):
        return (_from_to(node, reading),)
    if tokens(node, "UNKNOWN"):
        named = subtree(node, "unit")
        return (Amount(None, unit(named, reading) if named is not None else None),)
    if form:
        outer = Amount(just(1), _find(form[0]))
    else:
        assert given is not None
        named = subtree(node, "unit")
        count = figure(given, reading)
        if count.high == 0:
            raise Refused(dose_refusals.zero_amount(reading.span(node)))
        _check_figure(given, named, reading)
        if named is None:
            _check_range(given, reading)
            reading.report.add(dose_refusals.unstated_unit(reading.span(given)))
        outer = Amount(count, unit(named, reading) if named is not None else units.UNSTATED)
    inner = subtree(node, "quantity")
    if inner is None:
        return (outer,)
    held = quantity(inner, reading)
    _check_holder(outer, held[0], reading.span(node))
    return (outer, *(held_by(outer, each) for each in held))


def _from_to(node: Node, reading: Reading) -> Amount:
    """`500 mg to 1 g`: a range whose ends have units of their own, in the unit of the first."""
    first, last = (unit(each, reading) for each in subtrees(node, "unit"))
    if not first.convertible(last):
        message = f"{first} and {last} are not the ends of one range"
        hint = "give both ends in one unit"
        raise Refused(dose_refusals.unit_clash(reading.span(node), message, hint))
    for given, named in zip(subtrees(node, "figure"), subtrees(node, "unit"), strict=True):
        _check_figure(given, named, reading)
    return Amount(_ends(node, units.ratio(last, first), reading), first)


def _ends(node: Node, factor: Fraction, reading: Reading) -> Figure:
    """The range between two figures, the second times a factor."""
    low, high = (figure(each, reading) for each in subtrees(node, "figure"))
    if not (low.exact and high.exact):
        raise Refused(refusals.needs_exact(reading.span(node), "each end of a range"))
    least, greatest = low.low, high.low * factor
    if greatest < least:
        raise Refused(dose_refusals.backward_range(reading.span(node)))
    if not greatest:
        raise Refused(dose_refusals.zero_amount(reading.span(node)))
    return Figure(least, greatest, low.about or high.about)


def _check_holder(outer: Amount, inner: Amount, span: Span) -> None:
    """Only pieces hold so much each: `2 sprays of 0.1 mL`, never `10 mL of 1 g`."""
    piece = outer.unit is not None and outer.unit.dimension in vocabulary.FORMS
    alike = outer.unit and inner.unit and outer.unit.convertible(inner.unit)
    if not piece or alike:
        raise Refused(dose_refusals.holds_nothing(span, str(outer), str(inner)))


_FALLEN = r"10([3-9]|1[0-9])"
_COUNTED = frozenset(
    {"particle", "vesicle", "cell", "cell_equivalent", "vector_genome", "plaque_forming_unit"}
)


def _check_figure(node: Node, named: Node | None, reading: Reading) -> None:
    """A half of what is not named is refused; `109 cells` has a warning."""
    for token in tokens(node, "NUMBER"):
        found = _numeral(token)
        if named is None and found.word and found.value is not None and found.value < 1:
            raise Refused(dose_refusals.part_of_what(reading.span(token)))
        power = compiled(_FALLEN).fullmatch(token)
        if power and named is not None and unit(named, reading).dimension in _COUNTED:
            reading.report.add(dose_refusals.bare_exponent(reading.span(token), power[1]))


def _check_range(node: Node, reading: Reading) -> None:
    """Refuse `1-2` without a unit; a power of ten, as registries write it, makes it an amount."""
    spread = subtree(node, "spread")
    if spread is not None and tokens(spread, "DASH"):
        low, high = tokens(spread, "NUMBER")
        if not _numeral(high).power:
            raise Refused(dose_refusals.range_without_unit(reading.span(spread), low, high))


def quantity_text(node: Node, held: Amount) -> str:
    """An amount as written: `unstated` is a word that only its author can say."""
    named = subtree(node, "unit")
    text = str(held)
    if held.unit is units.UNSTATED and held.figure is not None and named is not None:
        return f"{text} {held.unit}"
    return text


def held_by(outer: Amount, inner: Amount) -> Amount:
    """What so many units of `outer` hold, each holding `inner`."""
    if outer.figure is None or inner.figure is None:
        return Amount(None, inner.unit)
    a, b = outer.figure, inner.figure
    high = None if a.high is None or b.high is None else a.high * b.high
    return Amount(Figure(a.low * b.low, high, a.about or b.about), inner.unit)


# ------------------------------------------------------------------ time


def length(node: Node, reading: Reading) -> Length:
    """A `length` tree: a figure and a unit of time; whole seconds, whole months, not nothing."""
    named = tokens(node, "TIME_UNIT")
    if named[1:]:
        return _from_length_to(node, named, reading)
    count = subtree(node, "figure")
    found = figure(count, reading) if count is not None else just(1)
    return time_length(found, named[0], reading.span(node))


def _from_length_to(node: Node, named: list[Token], reading: Reading) -> Length:
    """`7 days to 2 weeks`, in the finer unit of the two; months and weeks have no common one."""
    first, last = (vocabulary.TIME_UNITS[str(each).lower()] for each in named)
    months = {"month": 1, "year": 12}
    sizes = months if first in months else days.SECONDS
    if first not in sizes or last not in sizes:
        message = f"{first}s and {last}s are not the ends of one range"
        hint = "give both ends in one unit, such as days"
        raise Refused(dose_refusals.unit_clash(reading.span(node), message, hint))
    finer = min(first, last, key=sizes.__getitem__)
    found = _ends(node, Fraction(sizes[last], sizes[first]), reading)
    scale = Fraction(sizes[first], sizes[finer])
    high = None if found.high is None else found.high * scale
    return time_length(Figure(found.low * scale, high, found.about), finer, reading.span(node))


def time_length(count: Figure, token: str, span: Span) -> Length:
    """So many units of time; refused where they are not whole seconds or months, or nothing."""
    name = vocabulary.TIME_UNITS[str(token).lower()]
    if count.about:
        raise Refused(refusals.needs_exact(span, "a length of time"))
    if count.high == 0 or (count.low == 0 and count.exact):
        raise Refused(dose_refusals.zero_count(span))
    if name in ("month", "year"):
        months = 12 if name == "year" else 1
        ends = [end * months for end in (count.low, count.high) if end is not None]
        if any(end.denominator != 1 for end in ends):
            raise Refused(dose_refusals.not_whole(span))
        if any(end > 1200 for end in ends):
            raise Refused(dose_refusals.too_many(span))
    else:
        seconds = days.SECONDS[name]
        ends = [end * seconds for end in (count.low, count.high) if end is not None]
        if any(end.denominator != 1 for end in ends):
            raise Refused(timing_refusals.too_fine(span))
        if any(end > 10**15 for end in ends):
            raise Refused(dose_refusals.too_many(span))
    return Length(low=count.low, high=count.high, unit=name)


def seconds(exact: Length, span: Span, what: str) -> int:
    """The seconds of an exact length; refused where it is a range or calendar months."""
    low, high = exact.seconds
    if low != high:
        raise Refused(refusals.needs_exact(span, what))
    return int(low)


def day(node: Node, reading: Reading) -> int:
    """A `day` tree as an offset from day 1, which is 0."""
    token = tokens(node, "NUMBER", "SIGNED")[0]
    if token.type == "SIGNED":
        numbered = int(str(token).replace("−", "-"))
    else:
        exact = value(token)
        if exact.denominator != 1:
            raise Refused(dose_refusals.not_whole(reading.span(token)))
        if exact > 10**9:
            raise Refused(dose_refusals.too_many(reading.span(token)))
        numbered = int(exact)
    try:
        return reading.days.offset(numbered)
    except ValueError:
        raise Refused(timing_refusals.day_zero(reading.span(token))) from None


def day_list(node: Node, reading: Reading) -> tuple[tuple[int, int], ...]:
    """The `days` of a clause as offsets from day 1, each a first and a last, as written."""
    found: list[tuple[int, int]] = []
    for each in subtrees(node, "days"):
        ends = [day(one, reading) for one in subtrees(each, "day")]
        first, last = ends[0], ends[-1]
        if last < first:
            raise Refused(dose_refusals.backward_range(reading.span(each)))
        if last - first > 100_000:
            raise Refused(dose_refusals.too_many(reading.span(each)))
        if any(first <= high and low <= last for low, high in found):
            raise Refused(timing_refusals.listed_twice(reading.span(each)))
        found.append((first, last))
    return tuple(found)


def day_text(ranges: tuple[tuple[int, int], ...], count: DayCount) -> str:
    """A list of days as the language writes it."""
    parts = []
    for first, last in ranges:
        low, high = count.number(first), count.number(last)
        if first == last:
            parts.append(str(low))
        else:
            parts.append(f"{low}-{high}" if low >= 0 else f"{low} to {high}")
    return ", ".join(parts)


def span_name(token: Token, reading: Reading) -> str:
    """The name of a declared span of time."""
    name = unquoted(token)
    if name not in reading.spans:
        raise Refused(timing_refusals.unknown_span(reading.span(token), reading.spans))
    return name


def point(node: Node, reading: Reading) -> Point:
    """A `point` tree."""
    given = subtree(node, "length")
    offset = length(given, reading) if given is not None else None
    before = bool(tokens(node, "BEFORE"))
    if tokens(node, "LAST_DOSE", "FIRST_DOSE"):
        last = bool(tokens(node, "LAST_DOSE"))
        return Point(anchor="last dose" if last else "first dose", length=offset, before=before)
    named = subtree(node, "name")
    if named is not None:
        end = bool(tokens(node, "ENDS"))
        name = span_name(tokens(named)[0], reading)
        return Point(
            anchor="span end" if end else "span start", name=name, length=offset, before=before
        )
    if tokens(node, "WEEKS"):
        return Point(anchor="day", day=7 * whole(tokens(node, "NUMBER")[0], reading))
    single = subtree(node, "day")
    assert single is not None
    return Point(anchor="day", day=day(single, reading))


def point_text(place: Point, count: DayCount) -> str:
    """A point as the language writes it."""
    if place.anchor == "day":
        return count.text(place.day)
    if place.anchor in ("first dose", "last dose"):
        where = f"the {place.anchor}"
    else:
        name = place.name or ""
        plain = name.replace("-", "").isalnum() and name[:1].isalpha()
        where = (name if plain else quoted(name)) + " " + place.anchor.removeprefix("span ") + "s"
    if place.length is None:
        return where
    return f"{place.length} {'before' if place.before else 'after'} {where}"
