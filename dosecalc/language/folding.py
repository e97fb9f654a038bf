"""Words that depend on their neighbours: runs that are one word, and what a word is in its place.

`at least` is one word to the grammar; `on` is another word in `21 days on, 7 days off`; a comma
continues a list or parts two clauses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dosecalc import units
from dosecalc.diagnostics import Report, Source
from dosecalc.language import vocabulary
from dosecalc.language.tokens import NOTHING, Lexeme, unit_kinds, words

_NAMED = {"TRIAL", "ARM", "AGENT", "SPAN"}
_ATTRIBUTES = {"ASSUMED", "SOURCE", "NOTE"}
_DOSE_STARTS = {"ABOUT", "AT_LEAST", "UP_TO", "UNKNOWN", "UNKNOWN_AMOUNT", "PLACEBO"}


def lexemes(source: Source, start: int, stop: int, report: Report) -> list[Lexeme]:
    """The lexemes of `source.text[start:stop]`, a phrase, with mistakes reported."""
    return folded(words(source, start, stop, report, comments=False))


def folded(raw: list[Lexeme]) -> list[Lexeme]:
    """The lexemes with runs of words joined, and each word's kinds settled by its neighbours."""
    joined = _joined(raw)
    out: list[Lexeme] = []
    naming = named = False
    for position, lexeme in enumerate(joined):
        named = _after_agent(out, named)
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
            out.append(_as_agent(settled) if named else settled)
    return out


def _after_agent(out: list[Lexeme], before: bool) -> bool:
    """Whether the words end with an agent's name that may go on; `before` without the last one."""
    if not out or out[-1].kinds != ("NAME",):
        return False
    return before or (len(out) > 1 and out[-2].kinds[0] == "OF_AGENT")


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


@cache
def _begin() -> frozenset[str]:
    """The first words of all that is more than one word, in small letters."""
    several = (
        *vocabulary.PHRASES,
        *(route.split() for route in vocabulary.ROUTES),
        *units.spellings(),
    )
    return frozenset(words[0].lower() for words in several)


def _run(raw: list[Lexeme], place: int) -> tuple[int, tuple[str, ...]] | None:
    """How many lexemes from `place` are one word together, and its kinds."""
    if raw[place].text.lower() not in _begin():
        return None
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
        if run[0].isalpha() and (kinds := unit_kinds(spelling, raw[place - 1] if place else None)):
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
    if following.of("NUMBER", "SIGNED", "CLOCK", "WEEKDAY", "MEAL", "MOMENT", "DATE"):
        kinds.append("LIST_COMMA")
    if following.of("NAME", "STRING"):
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
