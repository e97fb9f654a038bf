"""A line of text as lexemes: words, numbers and signs, each with what it may be to the grammar.

What a word is depends on its place: `spray` is a unit, part of a route, or an arm's name. A
lexeme therefore lists its possible kinds, most specific first, and the parser takes the first
one that the place accepts. Every character becomes part of a lexeme or a diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dosecalc import units
from dosecalc.days import weekday
from dosecalc.diagnostics import Report, Source, Span
from dosecalc.language import mistakes, number_mistakes, numerals, vocabulary
from dosecalc.language.lazy import compiled

_SPACES = " \t\u00a0\u2009\u202f"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?![\w:])"
_OTHER_DATE = r"[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{2,4}(?![\w])"
_HALF_DAY = r"(?:0?[1-9]|1[0-2])(?::[0-5][0-9])?\s?[aApP](?:[mM](?!\w)|\.[mM]\.?(?!\w))"
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_REST_OF_DECIMAL = r"\.\s([0-9]+)"
_SIGNED = r"[-−][0-9]{1,9}(?!\d)"
_WORD = r"[^\W\d_](?:[\w²³'’]|(?<=[\w²³])[-.+](?=[\w²³]))*"
_SIGNS = {
    "(": "LEFT", ")": "RIGHT", "/": "SLASH", "=": "EQUALS", ",": "COMMA", "×": "TIMES",
    "–": "DASH", "-": "DASH", "−": "DASH",
}  # fmt: skip
_ABBREVIATION = r"[^\W\d_](?:\.[^\W\d_])+"
# The numbers of days and weeks are whole, so that no decimal can be lost behind them.
_DAY_NUMBERS = r"(?i:\b(?:days?|weeks?)\s(?:from\s)?)[-−\d\s,–]*(?:(?i:to|and)\s[-−\d\s,–]*)*$"
# How a sentence says what a table calls `unstated`.
NO_UNIT = "(unit not stated)"
_BEFORE_DAYS = ("UNIT", "ADVERB", "FREQUENCY", "TIME_UNIT", "COMMA", "ON", "ROUTE_ADVERB", "AND")


class Lexeme(NamedTuple):
    """A word, number or sign of the text, with every kind it may be; `value` for a number."""

    kinds: tuple[str, ...]
    text: str
    span: Span
    value: numerals.Numeral | None = None

    def of(self, *kinds: str) -> bool:
        """Whether the lexeme may be one of these kinds."""
        mine = self.kinds
        for kind in kinds:  # noqa: SIM110  this is asked more often than anything else
            if kind in mine:
                return True
        return False

    def only(self, *kinds: str) -> Lexeme:
        """The same lexeme, restricted to these kinds."""
        return self._replace(kinds=kinds)


NOTHING = Lexeme(("END",), "", Span(Source("", ""), 0, 0))


def words(
    source: Source, start: int, stop: int, report: Report, previous: Lexeme | None = None,
    comments: bool = True,
) -> list[Lexeme]:  # fmt: skip
    """The lexemes of a line one by one, before their neighbours say which they are.

    `previous` is the last lexeme of the line before; without `comments`, `#` has no meaning.
    """
    return list(_raw(source, start, stop, report, previous, comments))


# ------------------------------------------------------------------ characters to raw lexemes


def _raw(
    source: Source, start: int, stop: int, report: Report, previous: Lexeme | None,
    comments: bool,
) -> Iterator[Lexeme]:  # fmt: skip
    text, place = source.text, start
    while place < stop:
        if text[place] in _SPACES:
            place += 1
            continue
        if (comments and text[place] == "#") or _ends_the_sentence(text, place, stop, previous):
            return
        lexeme, place = _one(source, place, stop, previous, report)
        previous = lexeme
        yield lexeme


def _one(
    source: Source, place: int, stop: int, previous: Lexeme | None, report: Report
) -> tuple[Lexeme, int]:
    """The lexeme at `place` and where the next one starts."""
    text = source.text
    fixed = _fixed(source, place, stop, report)
    if fixed is not None:
        return fixed, fixed.span.stop
    if numeral := numerals.scan(text, place):
        return _number(source, place, min(numeral.stop, stop), numeral, report)
    if found := compiled(_WORD).match(text, place, stop):
        end = _word_end(text, place, found.end(), stop, previous)
        return _word(Span(source, place, end), previous), end
    if text[place] in "-−" and _signs_a_day(text, place, previous):
        found = compiled(_SIGNED).match(text, place, stop)
        if found:
            span = Span(source, place, found.end())
            return Lexeme(("SIGNED",), span.text, span), found.end()
    lexeme = _sign(source, place, stop, previous, report)
    return lexeme, lexeme.span.stop


def _ends_the_sentence(text: str, place: int, stop: int, previous: Lexeme | None) -> bool:
    """Whether a full stop closes the line; behind a number it may be a lost decimal."""
    closes = text[place] == "." and not text[place + 1 : stop].strip()
    closes = closes and not text[place - 1 : place].isspace()
    if not closes or previous is None or previous.of("DATE"):
        return False
    start = text.rfind("\n", 0, place) + 1
    return not previous.of("NUMBER") or bool(compiled(_DAY_NUMBERS).search(text, start, place))


def _word_end(text: str, start: int, end: int, stop: int, previous: Lexeme | None) -> int:
    """Where a word ends: `b.i.d.` has its last stop, `Mon-Fri`, `x14` and `d1` are two words."""
    word = text[start:end]
    first, dash, rest = word.partition("-")
    if dash and weekday(first) is not None and weekday(rest) is not None:
        return start + len(first)
    if word[1:].isdecimal() and word[0] in "qQ":
        return start + 1
    if word[1:2].isdecimal() and (
        word[0] in "xX" or (word[0] in "dD" and previous is not None and previous.of(*_BEFORE_DAYS))
    ):
        return start + 1
    if end < stop and text[end] == "." and compiled(_ABBREVIATION).fullmatch(word):
        return end + 1
    return end


def _fixed(source: Source, place: int, stop: int, report: Report) -> Lexeme | None:
    """A text in quotes, a date or a clock time; one that cannot be is reported."""
    first = source.text[place]
    if first == "(" and source.text.startswith(NO_UNIT, place, stop):
        return Lexeme(("UNIT",), "unstated", Span(source, place, place + len(NO_UNIT)))
    if first == '"':
        shapes: tuple[tuple[str, str], ...] = ((_STRING, "STRING"),)
    elif "0" <= first <= "9":
        shapes = (
            (_DATE, "DATE"),
            (_OTHER_DATE, "OTHER_DATE"),
            (_HALF_DAY, "CLOCK"),
            (_CLOCK, "CLOCK"),
        )
    else:
        return None
    for pattern, kind in shapes:
        if found := compiled(pattern).match(source.text, place, stop):
            span = Span(source, place, found.end())
            if kind == "OTHER_DATE":
                report.add(mistakes.other_date(span))
                return Lexeme(("DATE", "BROKEN"), span.text, span)
            if _EXISTS[kind](span.text):
                return Lexeme((kind,), span.text, span)
            report.add(mistakes.no_such_time(span))
            return Lexeme((kind, "BROKEN"), span.text, span)
    return None


def _sign(source: Source, place: int, stop: int, previous: Lexeme | None, report: Report) -> Lexeme:
    """A sign of punctuation; one that means nothing, or not here, is reported."""
    text, character = source.text, source.text[place]
    span = Span(source, place, place + 1)
    if character in _SIGNS:
        after = text[place + 1 : place + 2]
        if character in "-−" and after.isdecimal() and _negates(text, place, previous):
            found = compiled(_SIGNED).match(text, place, stop)
            whole = Span(source, place, found.end() if found else place + 2)
            report.add(number_mistakes.negative_number(whole))
        elif character in "-–" and (text[place - 1 : place].isspace() or after.isspace()):
            report.add(number_mistakes.spaced_dash(span))
        listing = previous is not None and previous.kinds[0] in ("NUMBER", "CLOCK")
        if character == "," and previous is not None and listing and after.isdecimal():
            report.add(number_mistakes.list_needs_space(span, (f"{previous.text}, {after}…",)))
        return Lexeme((_SIGNS[character],), character, span)
    if character == '"':
        end = text.find("\n", place, stop)
        span = Span(source, place, stop if end < 0 else end)
        report.add(mistakes.unclosed_text(span))
        return Lexeme(("STRING", "BROKEN"), span.text, span)
    end = place + 1
    while end < stop and text[end] == character:
        end += 1
    span = Span(source, place, end)
    rest = compiled(_REST_OF_DECIMAL).match(text, place, stop)
    if rest and previous is not None and previous.kinds[0] == "NUMBER":
        whole = Span(source, previous.span.start, rest.end())
        report.add(number_mistakes.broken_decimal(whole, f"{previous.text}.{rest[1]}"))
    else:
        report.add(mistakes.unexpected_character(span))
    return Lexeme(("BROKEN",), span.text, span)


def _negates(text: str, place: int, previous: Lexeme | None) -> bool:
    """Whether a dash stands right before a number and behind a word, not between two numbers."""
    begins = previous is None or text[place - 1 : place].isspace()
    return begins and not (previous is not None and previous.of("NUMBER", "SIGNED", "WEEKDAY"))


def _clock_exists(text: str) -> bool:
    hours, _, minutes = text.partition(":")
    return text[-1] in "mM." or (int(hours) < 24 and int(minutes) < 60)


def _date_exists(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_EXISTS: dict[str, Callable[[str], bool]] = {
    "STRING": lambda text: True,
    "DATE": _date_exists,
    "CLOCK": _clock_exists,
}


def _signs_a_day(text: str, place: int, previous: Lexeme | None) -> bool:
    if previous is None or not text[place - 1 : place].isspace():
        return False
    return previous.text.lower() in ("day", "days", "to", "through", "and", ",")


def _number(
    source: Source, place: int, stop: int, numeral: numerals.Numeral, report: Report
) -> tuple[Lexeme, int]:
    span = Span(source, place, stop)
    if numeral.trouble:
        report.add(number_mistakes.number(numeral.trouble, span, numeral.readings))
    kinds = ("NUMBER",) if numeral.value is not None else ("NUMBER", "BROKEN")
    if numeral.word:
        kinds = (*kinds, "NAME")
    return Lexeme(kinds, span.text, span, numeral), stop


def unit_kinds(text: str, previous: Lexeme | None) -> tuple[str, ...]:
    """What a unit may be: a countable form needs no number before it, any other does."""
    found = units.find(text)
    if found is None:
        return ()
    alone = previous is None or not previous.of("NUMBER", "SLASH")
    return ("FORM", "UNIT") if alone and found.dimension in vocabulary.FORMS else ("UNIT",)


def _word(span: Span, previous: Lexeme | None) -> Lexeme:
    text = span.text
    if text.lower() == "x" and previous is not None and previous.of("NUMBER"):
        gap = span.source.text[previous.span.stop : span.start]
        if len(gap) <= 1:
            return Lexeme(("TIMES",), text, span)
    found = list(vocabulary.kinds(text))
    following = span.source.text[span.stop : span.stop + 1]
    if text in ("d", "D") and following.isdecimal():
        found.insert(0, "DAYS")
    if text.lower() == "x":
        found.append("FOR")
    found.extend(unit_kinds(text, previous))
    if text.lower() in vocabulary.ROUTES:
        found.append("ROUTE")
    found.append("NAME")
    return Lexeme(tuple(found), text, span)
