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
from dosecalc.language import mistakes, numerals, vocabulary
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
_BEFORE_DAYS = ("UNIT", "ADVERB", "FREQUENCY", "TIME_UNIT", "COMMA", "ON", "ROUTE_ADVERB", "AND")
_NAMED = {"TRIAL", "ARM", "AGENT", "SPAN"}
_ATTRIBUTES = {"ASSUMED", "SOURCE", "NOTE"}
_DOSE_STARTS = {"ABOUT", "AT_LEAST", "UP_TO", "UNKNOWN", "UNKNOWN_AMOUNT", "PLACEBO"}


class Lexeme(NamedTuple):
    """A word, number or sign of the text, with every kind it may be; `value` for a number."""

    kinds: tuple[str, ...]
    text: str
    span: Span
    value: numerals.Numeral | None = None

    def of(self, *kinds: str) -> bool:
        """Whether the lexeme may be one of these kinds."""
        return any(kind in self.kinds for kind in kinds)

    def only(self, *kinds: str) -> Lexeme:
        """The same lexeme, restricted to these kinds."""
        return self._replace(kinds=kinds)


def lexemes(source: Source, start: int, stop: int, report: Report) -> list[Lexeme]:
    """The lexemes of `source.text[start:stop]`, a phrase, with mistakes reported."""
    return folded(list(_raw(source, start, stop, report, None, comments=False)))


def words(
    source: Source, start: int, stop: int, report: Report, previous: Lexeme | None = None
) -> list[Lexeme]:
    """The lexemes of a line one by one, before their neighbours say which they are.

    `previous` is the last lexeme of the line before.
    """
    return list(_raw(source, start, stop, report, previous))


# ------------------------------------------------------------------ characters to raw lexemes


def _raw(
    source: Source, start: int, stop: int, report: Report, previous: Lexeme | None,
    comments: bool = True,
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
    return closes and previous is not None and not previous.of("NUMBER", "DATE")


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
            report.add(mistakes.negative_number(whole))
        elif character in "-–" and (text[place - 1 : place].isspace() or after.isspace()):
            report.add(mistakes.spaced_dash(span))
        listing = previous is not None and previous.kinds[0] in ("NUMBER", "CLOCK")
        if character == "," and previous is not None and listing and after.isdecimal():
            report.add(mistakes.list_needs_space(span, (f"{previous.text}, {after}…",)))
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
        report.add(mistakes.broken_decimal(whole, f"{previous.text}.{rest[1]}"))
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
        report.add(mistakes.number(numeral.trouble, span, numeral.readings))
    kinds = ("NUMBER",) if numeral.value is not None else ("NUMBER", "BROKEN")
    if numeral.word:
        kinds = (*kinds, "NAME")
    return Lexeme(kinds, span.text, span, numeral), stop


def _unit_kinds(text: str, previous: Lexeme | None) -> tuple[str, ...]:
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
    found.extend(_unit_kinds(text, previous))
    if text.lower() in vocabulary.ROUTES:
        found.append("ROUTE")
    found.append("NAME")
    return Lexeme(tuple(found), text, span)


# ------------------------------------------------------------------ words that depend on others


def folded(raw: list[Lexeme]) -> list[Lexeme]:
    """The lexemes with runs of words joined, and each word's kinds settled by its neighbours."""
    joined = _joined(raw)
    out: list[Lexeme] = []
    naming = False
    for position, lexeme in enumerate(joined):
        following = joined[position + 1] if position + 1 < len(joined) else None
        if naming and not _attribute(lexeme, following):
            out.append(lexeme.only("STRING" if lexeme.of("STRING") else "NAME"))
            continue
        naming = lexeme.kinds[0] == "IN_READING" or (lexeme.of("READING") and not out)
        if out and out[0].kinds[0] in _NAMED and len(out) == 1 and not lexeme.of("STRING"):
            out.append(lexeme.only("NAME"))
            continue
        settled = _settled(joined, position)
        if settled is not None:
            out.append(_as_agent(settled) if _after_agent(out) else settled)
    return out


def _after_agent(out: list[Lexeme]) -> bool:
    """Whether the words before are an agent's name that may go on."""
    for lexeme in reversed(out):
        if lexeme.kinds[0] == "OF_AGENT":
            return out[-1] is not lexeme
        if lexeme.kinds != ("NAME",):
            return False
    return False


def _as_agent(lexeme: Lexeme) -> Lexeme:
    """A unit right behind an agent's name belongs to the name: `of hucMSC exosomes`."""
    return lexeme.only("NAME") if set(lexeme.kinds) <= {"FORM", "UNIT", "NAME"} else lexeme


def _attribute(lexeme: Lexeme, following: Lexeme | None) -> bool:
    return lexeme.of(*_ATTRIBUTES) and following is not None and following.of("STRING")


def _joined(raw: list[Lexeme]) -> list[Lexeme]:
    out: list[Lexeme] = []
    place = 0
    while place < len(raw):
        longest = _run(raw, place)
        if longest is None:
            out.append(raw[place])
            place += 1
            continue
        length, kinds = longest
        first, last = raw[place], raw[place + length - 1]
        span = first.span.to(last.span)
        out.append(Lexeme(kinds, span.text, span))
        place += length
    return out


def _run(raw: list[Lexeme], place: int) -> tuple[int, tuple[str, ...]] | None:
    """How many lexemes from `place` are one word together, and its kinds."""
    words = []
    for lexeme in raw[place : place + vocabulary.LONGEST_PHRASE]:
        if not lexeme.of("NAME", "NUMBER", "TIMES"):
            break
        words.append(lexeme.text.lower())
    for length in range(len(words), 1, -1):
        run = tuple(words[:length])
        if kind := vocabulary.PHRASES.get(run):
            return length, (kind,)
        if " ".join(run) in vocabulary.ROUTES:
            return length, ("ROUTE", "NAME")
        spelling = " ".join(raw[place + k].text for k in range(length))
        if run[0].isalpha() and (kinds := _unit_kinds(spelling, raw[place - 1] if place else None)):
            return length, kinds
    return None


def _settled(joined: list[Lexeme], position: int) -> Lexeme | None:
    """The lexeme with its kinds settled by its neighbours; None where a sign is absorbed."""
    lexeme = joined[position]

    def ahead(distance: int) -> Lexeme:
        place = position + distance
        return joined[place] if 0 <= place < len(joined) else NOTHING

    rule = _RULES.get(lexeme.kinds[0])
    return rule(lexeme, ahead) if rule else lexeme


def _comma(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme | None:
    following = ahead(1)
    if following.of("THEN", "AND") and not ahead(2).of("WEEKDAY", "CLOCK", "MEAL", "MOMENT"):
        return None
    if ahead(-1).text.lower() == "on" and ahead(-2).of("TIME_UNIT") and following.of("NUMBER"):
        return None
    kinds = []
    if following.of("NUMBER", "SIGNED", "CLOCK", "WEEKDAY", "MEAL", "MOMENT"):
        kinds.append("LIST_COMMA")
    if following.of("NAME"):
        kinds.append("NAME_COMMA")
    return lexeme.only(*kinds, "COMMA")


def _and(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    following = ahead(1)
    named = ahead(2) if following.text.lower() == "on" else following
    if named.of("DAYS") and _in_days(ahead):
        return lexeme.only("LIST_AND", "AND")
    ranged = following.of("NUMBER") and ahead(2).of("TO", "DASH") and ahead(3).of("NUMBER")
    if ranged and not ahead(4).of("UNIT", "FORM") and _in_days(ahead):
        return lexeme.only("LIST_AND", "AND")
    counted = ahead(2).of("ADVERB", "FREQUENCY") and ahead(3).of("DOSES")
    counted = counted or (ahead(2).of("COMMA") and ahead(3).of("NUMBER"))
    bare = following.of("NUMBER") and ahead(2).kinds[0] not in _COUNTED and not counted
    if following.of("CLOCK", "WEEKDAY", "MEAL", "MOMENT") or bare:
        return lexeme.only("LIST_AND", "AND", "NAME")
    return lexeme


def _in_days(ahead: Callable[[int], Lexeme]) -> bool:
    """Whether what stands before is a list of days: `on days 1-5`."""
    back = -1
    while ahead(back).of("NUMBER", "SIGNED", "DASH", "TO", "COMMA", "AND"):
        back -= 1
    return back < -1 and ahead(back).of("DAYS")


def _of(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    following = ahead(1)
    if following.of("NUMBER") or following.kinds[0] in _DOSE_STARTS:
        return lexeme.only("OF_AMOUNT")
    return lexeme.only("OF_AGENT", "NAME")


def _on(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    if ahead(1).kinds[0] == "COMMA" and ahead(2).of("NUMBER") and ahead(-1).of("TIME_UNIT"):
        return lexeme.only("ON_THEN")
    return lexeme


def _once(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """`once`, `twice` and `thrice` by themselves, or in a period: `twice a week`."""
    if ahead(1).of("ADVERB", "A", "PER", "EACH", "EVERY", "SLASH") and not ahead(2).of("WEEKDAY"):
        return lexeme.only(f"{lexeme.kinds[0]}_PER", "NAME")
    return lexeme


def _days(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """Behind a number, a length of time, or days to count: `5 days a week`."""
    if not ahead(-1).of("NUMBER"):
        return lexeme
    period = not ahead(-2).of("FOR") and (
        ahead(1).of("A", "PER", "EACH", "EVERY", "SLASH") and ahead(2).of("TIME_UNIT")
    )
    if period or _monthly(ahead):
        return lexeme.only("DOSING_DAYS")
    return lexeme.only("TIME_UNIT", "DAYS")


def _monthly(ahead: Callable[[int], Lexeme]) -> bool:
    """Whether `10 days monthly` stands by itself, not behind `for`."""
    return ahead(1).of("ADVERB") and not ahead(-2).of("FOR", "EVERY", "TO", "DASH", "DAYS")


def _unknown(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """`unknown` with no unit behind it, in the place of a frequency."""
    placed = ahead(-1).of("TOTAL", "DOSES", "DAYS", "OF_AGENT", "OF_AMOUNT", "WITH")
    if ahead(1).of("UNIT", "FORM") or placed or ahead(-1) is NOTHING:
        return lexeme
    return lexeme.only("UNSTATED_TIMES")


def _time_unit(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """`every second day` is every other day."""
    if ahead(-1).of("EVERY") and ahead(1).of("TIME_UNIT") and lexeme.text.lower() == "second":
        return lexeme.only("OTHER")
    return lexeme


def _slash(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """`Mon/Wed/Fri` is a list of weekdays."""
    if ahead(-1).of("WEEKDAY") and ahead(1).of("WEEKDAY"):
        return lexeme.only("LIST_COMMA")
    return lexeme


def _times(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """`daily × 14 days`: a times sign that follows no number is `for`."""
    if lexeme.text == "×" and ahead(1).of("NUMBER") and not ahead(-1).of("NUMBER"):
        return lexeme.only("FOR")
    return lexeme


def _per(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """`mg per kg` is `mg/kg`; `mL per nostril` is in each of them."""
    if ahead(-1).of("UNIT", "FORM") and ahead(1).text.lower() in vocabulary.PAIRED:
        return lexeme.only("IN_EACH")
    per_unit = ahead(1).of("UNIT") and not ahead(1).of("TIME_UNIT")
    if lexeme.text.lower() == "per" and ahead(-1).of("UNIT") and per_unit:
        return lexeme.only("SLASH")
    return lexeme


def _escalating(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    stepped = ahead(1).of("EVERY") and lexeme.text.lower() == "escalating"
    if ahead(1).of("ACROSS", "EACH") or stepped:
        return lexeme.only("ESCALATING_BY", "NAME")
    return lexeme


def _counted(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    """A number that counts doses: `4 daily doses`, `4 doses of …`."""
    following = ahead(1)
    doses = ahead(2) if following.of("ADVERB", "FREQUENCY") else following
    introduced = ahead(-1).of(
        "FOR", "EVERY", "TO", "DASH", "AT_MOST", "UP_TO", "AT_LEAST", "DIVIDED", "IN", "EXPECT",
        "DOSES", "ABOUT", "COHORTS",
    )  # fmt: skip
    introduced = introduced or (ahead(-1).text == "×" and not ahead(-2).of("NUMBER"))
    if doses.of("DOSES") and not introduced:
        return lexeme.only("COUNT")
    return lexeme


def _from(lexeme: Lexeme, ahead: Callable[[int], Lexeme]) -> Lexeme:
    weight = ahead(2).text.lower() == "kg" or (ahead(2).of("TO") and ahead(3).of("BELOW"))
    if ahead(1).of("NUMBER") and weight:
        return lexeme.only("BAND_FROM")
    return lexeme


# What makes a number more than a day of a list: `on day 1 and 8 mg on day 2`.
_COUNTED = frozenset(
    {
        "UNIT", "TIME_UNIT", "DAYS", "WEEKS", "DASH", "TO", "TIMES", "DOSES", "DOUBLING", "SLASH",
        "FRACTIONS", "DIVIDED", "CYCLES", "NAME",
    }
)  # fmt: skip
NOTHING = Lexeme(("END",), "", Span(Source("", ""), 0, 0))
_RULES: dict[str, Callable[[Lexeme, Callable[[int], Lexeme]], Lexeme | None]] = {
    "COMMA": _comma,
    "AND": _and,
    "ON": _on,
    "ONCE": _once,
    "TWICE": _once,
    "THRICE": _once,
    "DAYS": _days,
    "TIME_UNIT": _time_unit,
    "TIMES": _times,
    "SLASH": _slash,
    "UNKNOWN": _unknown,
    "PER": _per,
    "EACH": _per,
    "ESCALATING": _escalating,
    "NUMBER": _counted,
    "FROM": _from,
    "OF_AGENT": _of,
}
