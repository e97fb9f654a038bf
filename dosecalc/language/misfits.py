"""What to say where a sentence goes wrong: words of two meanings, and the likeliest slip first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import number
from dosecalc.diagnostics import Diagnostic, Span
from dosecalc.language import dose_refusals, mistakes, number_mistakes, vocabulary
from dosecalc.language.parser import Misfit
from dosecalc.language.tokens import NOTHING, Lexeme
from dosecalc.language.vocabulary import spelled

_REFUSED_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "biweekly": (("twice a week", "every 2 weeks"), "means twice a week or every 2 weeks"),
    "bi-weekly": (("twice a week", "every 2 weeks"), "means twice a week or every 2 weeks"),
    "bimonthly": (("twice a month", "every 2 months"), "means twice a month or every 2 months"),
    "bi-monthly": (("twice a month", "every 2 months"), "means twice a month or every 2 months"),
    "biannually": (("twice a year", "every 2 years"), "means twice a year or every 2 years"),
    "semiweekly": (("twice a week", "every 2 weeks"), "is easily taken for every 2 weeks"),
    "u": (("IU",), "is easily read as a 0 or a 4"),
    "cc": (("mL",), "is easily read as two noughts"),
    "od": (("once daily", 'by "right eye"'), "means once daily or the right eye"),
    "bis": (("twice daily", "twice weekly"), "means twice a day, twice a week, or until"),
    "tis": (("3 times daily", "3 times weekly"), "means three times a day or a week"),
    "qis": (("4 times daily", "4 times weekly"), "means four times a day or a week"),
    "eod": (("every other day",), "is easily taken for the end of the day"),
    "triweekly": (("3 times a week", "every 3 weeks"), "means 3 times a week or every 3 weeks"),
    "gm": (("g",), "is easily taken for milligrams"),
    "gr": (("g", "mg"), "means gram or grain, which is 64.8 mg"),
    "meq": (("mmol",), "depends on the charge of the ion, which no schedule states"),
    "miu": (("1e6 IU", "0.001 IU"), "means millions or thousandths of an international unit"),
    "mu": (("1e6 IU",), "is easily taken for µg"),
    "qs": (("weekly",), "means weekly or as much as suffices"),
    "jb": (("on weekdays",), "leaves out public holidays, which a schedule does not know"),
    "je": (("on weekends",), "leaves out public holidays, which a schedule does not know"),
    "units": (("IU",), "does not say of what"),
    "unit": (("IU",), "does not say of what"),
}
_UNIT_OF = {
    "minutely": "minute", "hourly": "hour", "daily": "day", "weekly": "week",
    "fortnightly": "fortnight", "monthly": "month", "yearly": "year",
}  # fmt: skip
_EXPECTED_WORDS = {
    "NUMBER": "a number",
    "UNIT": "a unit",
    "TIME_UNIT": "a unit of time",
    "NAME": "a name",
    "STRING": 'words in `"`',
    "DATE": "a date such as `2026-03-01`",
    "CLOCK": "a clock time such as `08:00`",
    "ADVERB": "`daily` or `weekly`",
    "FREQUENCY": "`BID` or `Q3W`",
    "WEEKDAY": "a weekday",
    "MEAL": "a meal",
    "ROUTE": "a route",
    "FOR": "`for`",
    "EVERY": "`every`",
    "DOSES": "`doses`",
    "CYCLES": "`cycles`",
    "DAYS": "`day`",
    "TIMES": "`times`",
    "ONCE_OPENED": "`once opened`",
}
_BEHIND_A_NUMBER = frozenset({"u", "unit", "units", "gm", "gr", "meq", "miu", "mu"})


def refused_words(lexemes: Sequence[Lexeme]) -> list[Diagnostic]:
    """Words that mean two things, wherever they stand outside quotes and names."""
    found = []
    readings: tuple[str, ...]
    for position, lexeme in enumerate(lexemes):
        if _touches(lexemes, position):
            found.append(number_mistakes.numbers_touch(lexeme.span.to(lexemes[position + 1].span)))
        word = vocabulary.spelled(lexeme.text)
        before = lexemes[position - 1] if position else None
        if before and before.kinds[0] in ("ARM", "TRIAL", "AGENT", "SPAN", "READING", "OF_AGENT"):
            continue
        counted = before is not None and before.of("NUMBER")
        if word in _REFUSED_WORDS and (word not in _BEHIND_A_NUMBER or counted):
            readings, why = _REFUSED_WORDS[word]
            found.append(mistakes.refused_word(lexeme.span, readings, why))
        elif (
            before
            and before.kinds[0] == "NUMBER"
            and word in _UNIT_OF
            and not _is_a_figure(lexemes, position - 1)
            and not _is_a_day(lexemes, position - 1)
            and not (position > 1 and lexemes[position - 2].of("DASH", "AT"))
        ):
            count, unit = before.text, _UNIT_OF[word]
            readings = (f"every {count} {unit}s", f"{count} times per {unit}")
            why = f"means {readings[0]} or {readings[1]}"
            if before.value and before.value.value == 1:
                readings, why = (word,), "has a number too many"
            span = before.span.to(lexeme.span)
            found.append(mistakes.refused_word(span, readings, why))
    return found


def _touches(lexemes: Sequence[Lexeme], position: int) -> bool:
    """Whether a regimen begins with two numbers side by side: `1 3 times a day`."""
    pair = lexemes[position : position + 2]
    begins = not position or lexemes[position - 1].kinds[0] in ("AND", "THEN", "GIVE", "LEFT")
    return begins and len(pair) == 2 and all(each.kinds[0] == "NUMBER" for each in pair)


def _is_a_figure(lexemes: Sequence[Lexeme], position: int) -> bool:
    """Whether the number is dressed as an amount, such as `1e9`, that no one counts periods in."""
    numeral = lexemes[position].value
    return numeral is not None and (numeral.power or numeral.value is None or numeral.value > 60)


def _is_a_day(lexemes: Sequence[Lexeme], position: int) -> bool:
    """Whether the number is a day or a week, alone or at the end of a list: `on days 1-4 daily`."""
    while position and lexemes[position].of(
        "NUMBER", "SIGNED", "LIST_COMMA", "LIST_AND", "DASH", "TO"
    ):
        position -= 1
    return lexemes[position].of("DAYS", "WEEKS")


class Place(NamedTuple):
    """Where a sentence goes wrong: its lexemes, the one that fits no rule, and what would fit."""

    lexemes: Sequence[Lexeme]
    position: int
    expected: frozenset[str]

    def near(self, distance: int) -> Lexeme:
        """The lexeme so far before or behind; one of no kind outside the sentence."""
        place = self.position + distance
        return self.lexemes[place] if 0 <= place < len(self.lexemes) else NOTHING

    def words(self, first: int, last: int) -> Span:
        """The words from one distance to another."""
        return self.near(first).span.to(self.near(last).span)


def misfit(lexemes: Sequence[Lexeme], trouble: Misfit, line: Span) -> Diagnostic:
    """What to say about the lexeme that fits no rule, or about a sentence that stops early."""
    if not lexemes:
        return mistakes.ends_early(line, ("an amount", "how often"))
    place = Place(lexemes, trouble.position, trouble.expected)
    for slip in _SLIPS:
        found = slip(place)
        if found is not None:
            return found
    if trouble.position >= len(lexemes):
        last = lexemes[-1].span
        end = Span(last.source, last.stop, last.stop)
        return mistakes.ends_early(end, _in_words(trouble.expected))
    at = lexemes[trouble.position]
    known = _fitting_words(trouble.expected) if at.of("NAME") else ()
    return mistakes.not_understood(at.span, _in_words(trouble.expected), known)


def _then_and_and(place: Place) -> Diagnostic | None:
    at = place.near(0)
    if not at.of("AND", "THEN"):
        return None
    earlier = (each for each in place.lexemes[: place.position] if each.of("AND", "THEN"))
    other = next(earlier, None)
    if other is None or other.kinds[0] == at.kinds[0]:
        return None
    return mistakes.then_and_mixed(at.span, other.span)


def _range_of_two_units(place: Place) -> Diagnostic | None:
    """`every 6 hours to 1 day`: here a range has one unit, behind it."""
    unit, other = place.near(-1), place.near(2)
    figures = place.near(-2).of("NUMBER") and place.near(1).of("NUMBER")
    measured = unit.of("UNIT", "TIME_UNIT") and other.of("UNIT", "TIME_UNIT")
    if not (place.near(0).of("TO", "DASH") and figures and measured):
        return None
    joined = f"{place.near(-2).text} to {place.near(1).text} {other.text}"
    alike = spelled(unit.text).rstrip("s") == spelled(other.text).rstrip("s")
    return number_mistakes.range_of_two_units(place.words(-2, 2), joined if alike else None)


def _unit_that_is_none(place: Place) -> Diagnostic | None:
    counted = place.near(-1).of("NUMBER") and "UNIT" in place.expected
    if counted and place.near(0).kinds == ("NAME",):
        return mistakes.unknown_unit(place.near(0).span, _unit_words())
    return None


def _list_that_runs_on(place: Place) -> Diagnostic | None:
    joined = place.near(-1).of("NUMBER") and place.near(-2).of("LIST_COMMA")
    if joined and place.near(0).of("TIMES", "ADVERB", "UNIT"):
        return mistakes.list_runs_on(place.near(-1).span)
    return None


def _count_of_what(place: Place) -> Diagnostic | None:
    """`x 4`, `for 14/7`."""
    at = place.near(0)
    if not (place.near(-1).of("NUMBER") and place.near(-2).of("FOR")):
        return None
    if at.of("SLASH") and place.near(1).text in _SHORT_LENGTHS:
        unit = _SHORT_LENGTHS[place.near(1).text]
        return mistakes.short_length(place.words(-1, 1), f"for {place.near(-1).text} {unit}s")
    if at is NOTHING or ("TIME_UNIT" in place.expected and at.kinds != ("NAME",)):
        return number_mistakes.bare_count(place.words(-2, -1))
    return None


def _length_without_for(place: Place) -> Diagnostic | None:
    """`10 mg daily, 12 weeks`."""
    measured = place.near(-1).of("TIME_UNIT") and place.near(-2).of("NUMBER")
    if measured and "APART" in place.expected:
        return number_mistakes.bare_length(place.words(-2, -1))
    return None


def _amount_a_day(place: Place) -> Diagnostic | None:
    """`10 mg per day`, `10 mg/kg/day`."""
    if place.near(-1).of("TIME_UNIT") and place.near(-2).of("A") and place.near(-3).of("UNIT"):
        place = place._replace(position=place.position - 2)
    at, unit, time = place.near(0), place.near(-1), place.near(1)
    if not (at.of("PER", "A", "SLASH") and unit.of("UNIT", "FORM") and time.of("TIME_UNIT")):
        return None
    start = -1
    while place.near(start - 1).of("UNIT", "SLASH", "NUMBER"):
        start -= 1
    name = vocabulary.TIME_UNITS[time.text.lower()]
    return dose_refusals.amount_in_time(place.words(start, 1), place.words(start, -1).text, name)


def _clock(place: Place) -> Diagnostic | None:
    """`at 8`, `at 20h`."""
    if place.near(-1).of("NUMBER") and place.near(-2).text.lower() == "at":
        last = 0 if place.near(0).of("TIME_UNIT") else -1
        return mistakes.bare_clock(place.words(-1, last))
    return None


def _strength(place: Place) -> Diagnostic | None:
    """`40 mg/0.4 mL`."""
    whole = place.near(0).of("NUMBER") and place.near(-1).of("SLASH") and place.near(1).of("UNIT")
    if whole and place.near(-2).of("UNIT") and place.near(-3).of("NUMBER"):
        first, rest = place.words(-3, -2).text, place.words(0, 1).text
        return mistakes.strength(place.words(-3, 1), f"{first} in {rest}")
    return None


def _limit(place: Place) -> Diagnostic | None:
    """`max 400 mg once`, `at most 4 g/day`."""
    for back in range(-2, -6, -1):
        if place.near(back).of("AT_MOST", "CAPPED_AT") and place.near(-1).of("UNIT", "TIME_UNIT"):
            return mistakes.limit_without_each(place.words(back, -1))
    return None


def _times_in_what(place: Place) -> Diagnostic | None:
    """`3 a day`, `3 times`."""
    if place.near(-1).of("TIMES") and place.near(0).of("NUMBER"):
        return number_mistakes.two_numbers(place.words(-2, 0), ())
    if place.near(-1).of("TIME_UNIT") and place.near(-2).of("A") and place.near(-3).of("NUMBER"):
        meant = f"{place.near(-3).text} times a {place.near(-1).text}"
        return mistakes.half_a_frequency(place.words(-3, -1), meant)
    if place.near(-1).of("TIMES") and place.near(-2).of("NUMBER"):
        count = place.near(-2).text
        return mistakes.half_a_frequency(place.words(-2, -1), f"{count} times a day")
    counted = place.near(-1).of("NUMBER") and place.near(0).of("A", "PER", "SLASH")
    if counted and place.near(1).of("TIME_UNIT"):
        count, unit = place.near(-1).text, place.near(1).text
        return mistakes.half_a_frequency(place.words(-1, 1), f"{count} times a {unit}")
    return None


def _fraction(place: Place) -> Diagnostic | None:
    """`1/2 tablet`."""
    at, above, below = place.near(0), place.near(-1), place.near(1)
    if not (at.of("SLASH") and above.value and below.value):
        return None
    if above.value.value is None or not below.value.value:
        return None
    return number_mistakes.written_fraction(
        place.words(-1, 1), number(above.value.value / below.value.value)
    )


def _date(place: Place) -> Diagnostic | None:
    at = place.near(0)
    return mistakes.date_in_regimen(at.span) if at.of("DATE") else None


def _weeks_of_what(place: Place) -> Diagnostic | None:
    """`daily weeks 1-4`."""
    at = place.near(0)
    if not (at.of("WEEKS") and place.near(1).of("NUMBER")) or place.near(-1).of("AT", "IN"):
        return None
    last = 1
    while place.near(last + 1).of("NUMBER", "DASH", "TO", "LIST_COMMA"):
        last += 1
    return mistakes.bare_weeks(place.words(0, last))


def _amount_in_brackets(place: Place) -> Diagnostic | None:
    """`1 tablet (500 mg)`."""
    if place.near(0).of("LEFT") and place.near(1).of("NUMBER"):
        last = next((k for k in range(1, 8) if place.near(k).of("RIGHT")), 1)
        return mistakes.brackets_hold_courses(place.words(0, last))
    return None


def _weeks_to(place: Place) -> Diagnostic | None:
    """`every 8 weeks to week 46`."""
    if place.near(0).of("TO") and place.near(1).of("WEEKS", "DAYS") and place.near(2).of("NUMBER"):
        meant = f"`through {place.near(1).text} {place.near(2).text}`"
        return mistakes.said_in_other_words(place.words(0, 2), meant)
    return None


def _doses_of_a_range(place: Place) -> Diagnostic | None:
    """`up to 2 doses of 1e4 cells`."""
    if place.near(0).of("DOSES") and place.near(-1).of("NUMBER") and place.near(1).of("OF_AMOUNT"):
        meant = f"the amount, and behind it `for {place.words(-2, 0).text}`"
        return mistakes.said_in_other_words(place.words(-2, 0), meant)
    return None


def _and_a_bare_number(place: Place) -> Diagnostic | None:
    """`1 tablet in the morning and 1 at night`."""
    if place.near(0).of("NUMBER") and place.near(-1).text.lower() == "and":
        return mistakes.second_amount(place.words(-1, 0))
    return None


def _word_for_another(place: Place) -> Diagnostic | None:
    """Everyday words that the language says in another way: `ongoing`, `d1`."""
    at = place.near(0)
    plain = vocabulary.spelled(at.text)
    said = _SAID_ELSEWHERE.get(plain)
    if said is None and plain[:1] == "d" and plain[1:].isdecimal():
        said = f"`on day {plain[1:]}`"
    return mistakes.said_in_other_words(at.span, said) if said else None


_SHORT_LENGTHS = {"7": "day", "52": "week", "12": "month"}
_SAID_ELSEWHERE = {
    "ongoing": "an open end: `until progression`, or `for an unstated time`",
    "indefinitely": "an open end: `until progression`, or `for an unstated time`",
    "lifelong": "an open end: `until progression`, or `for an unstated time`",
    "continue": "an open end: `until progression`, or `for an unstated time`",
    "skip": "days left out: `except days 9, 16`",
    "omit": "days left out: `except days 9, 16`",
    "excluding": "days left out: `except days 9, 16`",
    "loading": "a first dose of its own: `600 mg once then …`",
    "maintenance": "a second course: `… then 300 mg every 8 weeks`",
    "repeat": "a bracket: `(10 mg daily for 5 days) repeated 3 times every 28 days`",
    **dict.fromkeys(
        ("increase", "increasing", "reduce", "decrease", "titrate"),
        "a second course: `10 mg daily for 7 days then 20 mg daily`",
    ),
    "again": "the day alone: `on day 1 and 15 mL on day 4`",
    "only": "nothing: a listed day stands for itself",
    "or": "two readings of an arm, or a range: `1 to 2 tablets`",
    "wait": "a pause: `then rest 7 days then …`",
    "followed": "a second course: `… then 300 mg every 8 weeks`",
    "alternating": "two courses: `10 mg on day 1 of every 2 days … and 20 mg on day 2 of …`",
}
_SLIPS: tuple[Callable[[Place], Diagnostic | None], ...] = (
    _then_and_and, _range_of_two_units, _date, _clock, _strength, _limit, _amount_a_day,
    _unit_that_is_none,
    _list_that_runs_on, _count_of_what, _times_in_what, _fraction, _length_without_for,
    _weeks_of_what, _word_for_another, _amount_in_brackets, _weeks_to, _doses_of_a_range,
    _and_a_bare_number,
)  # fmt: skip


def _in_words(expected: frozenset[str]) -> tuple[str, ...]:
    """Up to six things that could stand here, in the reader's words."""
    found = [words for kind, words in _EXPECTED_WORDS.items() if kind in expected]
    return tuple(found[:6]) if len(found) < 9 else ("how often, as in `twice daily`",)


def _fitting_words(expected: frozenset[str]) -> tuple[str, ...]:
    """The known words that the place accepts; all of them where it accepts many."""
    fitting = tuple(
        word
        for word in vocabulary.known_words()
        if set(vocabulary.kinds(word)) & expected or len(expected) > 30
    )
    return fitting or vocabulary.known_words()


def _unit_words() -> tuple[str, ...]:
    return tuple(
        spelling for spelling in units.table() if len(spelling) > 1 and "_" not in spelling
    )
