"""The closed vocabulary: which words the language knows, and what each may be in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dosecalc.days import WEEKDAYS, weekday
from dosecalc.language.lazy import compiled

TIME_UNITS: Mapping[str, str] = MappingProxyType(
    {
        spelling: name
        for name, spellings in {
            "second": "second seconds sec s",
            "minute": "minute minutes min mins",
            "hour": "hour hours hr hrs h",
            "day": "day days d",
            "week": "week weeks wk wks",
            "fortnight": "fortnight fortnights",
            "month": "month months mo",
            "year": "year years",
        }.items()
        for spelling in spellings.split()
    }
)

ADVERBS: Mapping[str, str] = MappingProxyType(
    {
        "hourly": "hour",
        "daily": "day",
        "weekly": "week",
        "fortnightly": "fortnight",
        "monthly": "month",
        "yearly": "year",
        "annually": "year",
    }
)

# Abbreviations that state a count in a period, and those that state an interval.
PER_PERIOD: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "qd": (1, "day"), "bid": (2, "day"), "tid": (3, "day"), "qid": (4, "day"),
        "bd": (2, "day"), "bds": (2, "day"), "tds": (3, "day"), "qds": (4, "day"),
        "biw": (2, "week"), "tiw": (3, "week"), "qiw": (4, "week"),
    }
)  # fmt: skip
INTERVALS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {"qod": (2, "day"), "qh": (1, "hour"), "qw": (1, "week"), "qm": (1, "month")}
)
_Q = r"(?i:q([1-9]\d{0,3})(min|h|d|w|wk|m))"
_Q_UNITS = {"min": "minute", "h": "hour", "d": "day", "w": "week", "wk": "week", "m": "month"}

# Units that may stand without a number, for one of them: `daily sprays of 1.5 mL`.
FORMS = frozenset(
    {
        "spray", "drop", "puff", "tablet", "capsule", "vial", "fingertip_unit", "suppository",
        "patch", "ampoule", "sachet",
    }
)  # fmt: skip

MEALS = ("breakfast", "lunch", "dinner")
MOMENTS = ("bedtime", "noon", "midnight")

# Routes: spelling in the text → the name that outputs carry.
ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "oral spray": "oral spray",
        "nasal spray": "nasal spray",
        "nasal drops": "nasal drops",
        "eye drops": "eye drops",
        "ear drops": "ear drops",
        "inhalation": "inhalation",
        "nebulisation": "nebulisation",
        "nebulization": "nebulisation",
        "mouth": "oral",
        "intravenous infusion": "intravenous infusion",
        "intravenous injection": "intravenous injection",
        "infusion": "infusion",
        "injection": "injection",
        "subcutaneous injection": "subcutaneous injection",
        "intramuscular injection": "intramuscular injection",
        "intradermal injection": "intradermal injection",
        "intra-articular injection": "intra-articular injection",
        "intra-arterial injection": "intra-arterial injection",
        "intrathecal injection": "intrathecal injection",
        "local injection": "local injection",
        "enema": "enema",
        "topical application": "topical application",
    }
)
ROUTE_ADVERBS: Mapping[str, str] = MappingProxyType(
    {
        "orally": "oral",
        "intranasally": "intranasal",
        "intravenously": "intravenous",
        "subcutaneously": "subcutaneous",
        "intramuscularly": "intramuscular",
        "intradermally": "intradermal",
        "intrathecally": "intrathecal",
        "intra-articularly": "intra-articular",
        "intra-arterially": "intra-arterial",
        "sublingually": "sublingual",
        "rectally": "rectal",
        "topically": "topical",
        "locally": "local",
    }
)

_ONE_WORD = """
a:A an:A about:ABOUT approximately:ABOUT across:ACROSS after:AFTER agent:AGENT ages:AGES and:AND
apart:APART area:AREA arm:ARM assume:ASSUME assumed:ASSUMED at:AT before:BEFORE below:BELOW
under:BELOW by:BY cohort:COHORTS cohorts:COHORTS completes:COMPLETES condition:CONDITION
course:CYCLES courses:CYCLES cycle:CYCLES cycles:CYCLES design:DESIGN divided:DIVIDED dose:DOSES
doses:DOSES administration:DOSES administrations:DOSES doubling:DOUBLING during:DURING each:EACH
ends:ENDS every:EVERY except:EXCEPT expect:EXPECT falling:FALLING for:FOR fraction:FRACTIONS
fractions:FRACTIONS from:FROM give:GIVE if:IF in:IN lasts:LASTS note:NOTE number:NUMBERED
of:OF_AGENT off:OFF on:ON once:ONCE other:OTHER over:OVER participants:PARTICIPANTS per:PER
phase:PHASE placebo:PLACEBO planned:PLANNED product:PRODUCT reading:READING record:RECORD
repeated:REPEATED rest:REST rising:RISING site:SITE source:SOURCE span:SPAN sponsor:SPONSOR
starting:STARTING starts:STARTS status:STATUS then:THEN thrice:THRICE through:THROUGH time:TIMES
times:TIMES title:TITLE to:TO total:TOTAL trial:TRIAL twice:TWICE unconfirmed:UNCONFIRMED
unit:UNIT_WORD unknown:UNKNOWN until:UNTIL version:VERSION visits:VISITS watch:WATCH
weekdays:WEEKDAYS weight:WEIGHT with:WITH within:WITHIN escalating:ESCALATING
escalation:ESCALATING
"""
KEYWORDS: Mapping[str, str] = MappingProxyType(
    {word: kind for word, _, kind in (pair.partition(":") for pair in _ONE_WORD.split())}
)

# Runs of words that are one word to the grammar, longest first when they are looked up.
PHRASES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        tuple(words.split()): kind
        for words, kind in {
            "at least": "AT_LEAST",
            "at most": "AT_MOST",
            "up to": "UP_TO",
            "of every": "OF_EVERY",
            "as needed": "AS_NEEDED",
            "an unknown amount": "UNKNOWN_AMOUNT",
            "unknown amount": "UNKNOWN_AMOUNT",
            "at unstated times": "UNSTATED_TIMES",
            "for an unstated time": "UNSTATED_EXTENT",
            "an unstated time": "UNSTATED_EXTENT",
            "in total": "IN_TOTAL",
            "capped at": "CAPPED_AT",
            "in each": "IN_EACH",
            "in each cohort": "IN_EACH_COHORT",
            "in reading": "IN_READING",
            "no treatment": "NO_TREATMENT",
            "counting days from 0": "COUNTING_FROM_ZERO",
            "starting on a": "STARTING_ON",
            "starting on": "STARTING_ON",
            "before next cohort": "BEFORE_NEXT_COHORT",
            "before the next cohort": "BEFORE_NEXT_COHORT",
            "before to": "BEFORE_TO",
            "the last dose": "LAST_DOSE",
            "last dose": "LAST_DOSE",
            "the first dose": "FIRST_DOSE",
            "first dose": "FIRST_DOSE",
            "primary completion": "PRIMARY",
        }.items()
    }
)
LONGEST_PHRASE = max(len(words) for words in PHRASES)


def interval_word(word: str) -> tuple[int, str] | None:
    """The interval that an abbreviation states: `Q3W` is (3, "week"); None for other words."""
    lower = word.lower()
    if lower in INTERVALS:
        return INTERVALS[lower]
    found = compiled(_Q).fullmatch(word) if lower.startswith("q") else None
    return (int(found.group(1)), _Q_UNITS[found.group(2).lower()]) if found else None


@cache
def meal(word: str) -> str | None:
    """The meal that a word names, or None."""
    lower = word.lower()
    if lower in MEALS:
        return lower
    return {"lunches": "lunch", "supper": "dinner"}.get(lower)


def kinds(word: str) -> tuple[str, ...]:
    """What a single word may be besides a name or a unit, most specific first."""
    lower = word.lower()
    found: list[str] = []
    if lower in KEYWORDS:
        found.append(KEYWORDS[lower])
    if lower in TIME_UNITS and (len(word) > 1 or word.islower()):
        if TIME_UNITS[lower] == "day" and len(word) > 1:
            found.append("DAYS")
        if TIME_UNITS[lower] == "week" and len(word) > 3:
            found.append("WEEKS")
        found.append("TIME_UNIT")
    if lower in ADVERBS:
        found.append("ADVERB")
    if lower in PER_PERIOD or interval_word(word):
        found.append("FREQUENCY")
    if weekday(word) is not None:
        found.append("WEEKDAY")
    if meal(word):
        found.append("MEAL")
    if lower in MOMENTS:
        found.append("MOMENT")
    if lower in ROUTE_ADVERBS:
        found.append("ROUTE_ADVERB")
    return tuple(found)


@cache
def known_words() -> tuple[str, ...]:
    """Every single word that has a meaning of its own, for finding the nearest to a slip."""
    joined = {part for words in PHRASES for part in words if part.isalpha() and len(part) > 2}
    return tuple(
        sorted(
            set(KEYWORDS) | set(TIME_UNITS) | set(ADVERBS) | set(PER_PERIOD) | set(INTERVALS)
            | {day.lower() for day in WEEKDAYS} | set(MEALS) | set(MOMENTS) | set(ROUTE_ADVERBS)
            | {part for route in ROUTES for part in route.split()} | joined
        )
    )  # fmt: skip
