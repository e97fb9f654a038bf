"""The closed vocabulary: which words the language knows, and what each may be in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

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
            "month": "month months mo mth mths",
            "year": "year years yr yrs",
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


class Term(NamedTuple):
    """What a word of frequency states: `number` doses in every `period`, at a time of the day.

    With `to`, the period is a range: `q4-6h`.
    """

    number: int
    period: int
    unit: str
    moment: str = ""
    to: int = 0


# Words and abbreviations of frequency, in any letter case and with or without full stops. Some
# come from CDISC's controlled terms (C71113), some from HL7's timing codes, some from pharmacies.
_PER_PERIOD = """
day 1:qd,once-daily,everyday 2:bid,bd,bds,twice-daily 3:tid,tds 4:qid,qds
week 2:biw,twice-weekly 3:tiw 4:qiw
month 2:bim
year 1:pa
"""
_EVERY = """
hour 1:qh 4:qqh
day 2:qod,alternate+days,on+alternate+days,every+alternate+day
week 1:qw,wk,once-weekly 2:qow,alternate+weeks,on+alternate+weeks
month 1:qm,mo
"""
_AT = {
    "in the morning": "qam am mane morn every+morning each+morning",
    "early in the morning": "morn.early",
    "late in the morning": "morn.late",
    "at noon": "noon",
    "after noon": "qpm",
    "in the afternoon": "pm aft every+afternoon each+afternoon",
    "early in the afternoon": "aft.early",
    "late in the afternoon": "aft.late",
    "in the evening": "eve every+evening each+evening",
    "early in the evening": "eve.early",
    "late in the evening": "eve.late",
    "at night": "qn night nightly nocte every+night each+night",
    "at bedtime": "qhs hs bed every+bedtime hour+of+sleep",
    "at midnight": "",
    "on waking": "wake",
    "after falling asleep": "phs",
    "before breakfast": "acm",
    "before lunch": "acd",
    "before dinner": "acv",
    "after breakfast": "pcm",
    "after lunch": "pcd",
    "after dinner": "pcv",
}


def _terms() -> Mapping[str, Term]:
    found = {}
    for table, counted in ((_PER_PERIOD, True), (_EVERY, False)):
        for line in table.split("\n"):
            unit, *groups = line.split() or ("",)
            for group in groups:
                number, _, words = group.partition(":")
                term = Term(int(number), 1, unit) if counted else Term(1, int(number), unit)
                found.update(dict.fromkeys(words.replace("+", " ").split(","), term))
    for moment, words in _AT.items():
        found.update(dict.fromkeys(
            (word.replace("+", " ") for word in words.split()), Term(1, 1, "day", moment)
        ))  # fmt: skip
    return MappingProxyType(found)


# Meals of a day, and any of them: how many that are, nobody says.
MEALS: Mapping[str, str] = MappingProxyType(
    {
        "breakfast": "breakfast", "lunch": "lunch", "lunches": "lunch", "dinner": "dinner",
        "supper": "dinner", "meal": "meals", "meals": "meals", "mealtimes": "meals",
        "food": "meals",
    }
)  # fmt: skip
MEAL_CODES: Mapping[str, str] = MappingProxyType({"ac": "before meals", "pc": "after meals"})

FREQUENCIES = _terms()

# Times of day that no clock tells, as a clause of their own, and the words for short.
MOMENTS: Mapping[str, str] = MappingProxyType(
    {
        **{moment: moment for moment in _AT if moment.split()[-1] not in MEALS},
        "morning": "in the morning", "mornings": "in the morning", "noon": "at noon",
        "afternoon": "in the afternoon", "evening": "in the evening", "night": "at night",
        "bedtime": "at bedtime", "before bed": "at bedtime", "at waking": "on waking",
    }
)  # fmt: skip
_Q = r"q([1-9]\d{0,3})(?:[-–]([1-9]\d{0,3}))?(min|h|d|w|wk|s|m|mo|y)"
_Q_UNITS = {
    "min": "minute", "h": "hour", "d": "day", "w": "week", "wk": "week", "s": "week",
    "m": "month", "mo": "month", "y": "year",
}  # fmt: skip

# Words in the place of a frequency that state no count, and why.
UNCOUNTED: Mapping[str, str] = MappingProxyType(
    {
        "ad libitum": "as much as is wanted",
        "as much as desired": "as much as is wanted",
        "continuous": "needs a rate and a time, not a count",
        "continuously": "needs a rate and a time, not a count",
        "intermittent": "how often is left open",
        "intermittently": "how often is left open",
        "occasional": "how often is left open",
        "occasionally": "how often is left open",
        "infrequent": "how often is left open",
        "unknown": "the record does not say",
    }
)

# Units that may stand without a number, for one of them: `daily sprays of 1.5 mL`.
FORMS = frozenset(
    {
        "spray", "drop", "puff", "tablet", "capsule", "vial", "fingertip_unit", "suppository",
        "patch", "ampoule", "sachet", "application", "lozenge", "pessary", "syringe", "pen",
    }
)  # fmt: skip


# Sites that a body has two of, in both numbers.
_SITES = "nostril eye ear knee hip ankle shoulder hand foot side arm leg breast wrist elbow"
PAIRED: Mapping[str, str] = MappingProxyType(
    {
        spelling: site
        for site in _SITES.split()
        for spelling in (site, "feet" if site == "foot" else f"{site}s")
    }
)

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
        "iv": "intravenous",
        "iv infusion": "intravenous infusion",
        "iv injection": "intravenous injection",
        "sc injection": "subcutaneous injection",
        "im injection": "intramuscular injection",
        "intravitreal injection": "intravitreal injection",
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
        "intravitreally": "intravitreal",
        "po": "oral",
        "sl": "sublingual",
        "pr": "rectal",
        "subcut": "subcutaneous",
        "subq": "subcutaneous",
        "nebulised": "nebulisation",
        "nebulized": "nebulisation",
        "iv": "intravenous",
        "im": "intramuscular",
        "sc": "subcutaneous",
    }
)

_ONE_WORD = """
a:A about:ABOUT across:ACROSS administer:GIVE administration:DOSES administrations:DOSES
after:AFTER agent:AGENT ages:AGES an:A and:AND apart:APART apply:GIVE approximately:ABOUT
area:AREA arm:ARM assume:ASSUME assumed:ASSUMED at:AT before:BEFORE below:BELOW by:BY
central:CENTRAL closed:CLOSED cohort:COHORTS cohorts:COHORTS completes:COMPLETES
condition:CONDITION course:CYCLES courses:CYCLES cycle:CYCLES cycles:CYCLES design:DESIGN
divided:DIVIDED dose:DOSES doses:DOSES doubling:DOUBLING drawn:DRAWN during:DURING each:EACH
ends:ENDS escalating:ESCALATING escalation:ESCALATING every:EVERY except:EXCEPT expect:EXPECT
falling:FALLING for:FOR fraction:FRACTIONS fractions:FRACTIONS from:FROM give:GIVE
holidays:HOLIDAYS if:IF imd:ONCE immediately:ONCE in:IN infusion:DOSES infusions:DOSES
injection:DOSES injections:DOSES lasts:LASTS max:AT_MOST maximum:AT_MOST note:NOTE number:NUMBERED
of:OF_AGENT off:OFF on:ON once:ONCE other:OTHER over:OVER participant:PARTICIPANTS
participants:PARTICIPANTS per:PER phase:PHASE placebo:PLACEBO planned:PLANNED prn:AS_NEEDED
product:PRODUCT q:EVERY reading:READING record:RECORD repeated:REPEATED rest:REST rising:RISING
sentinel:SENTINEL site:SITE slots:SLOTS sos:AS_NEEDED source:SOURCE span:SPAN sponsor:SPONSOR
stagger:STAGGER starting:STARTING starts:STARTS stat:ONCE status:STATUS take:GIVE then:THEN
thrice:THRICE through:THROUGH thru:THROUGH till:UNTIL time:TIMES times:TIMES timezone:TIMEZONE
title:TITLE to:TO total:TOTAL trial:TRIAL twice:TWICE unconfirmed:UNCONFIRMED under:BELOW
unit:UNIT_WORD unknown:UNKNOWN until:UNTIL usable:USABLE use:GIVE version:VERSION via:BY
visits:VISITS watch:WATCH weekdays:WEEKDAYS weekends:WEEKDAYS weight:WEIGHT with:WITH
within:WITHIN
"""
KEYWORDS: Mapping[str, str] = MappingProxyType(
    {word: kind for word, _, kind in (pair.partition(":") for pair in _ONE_WORD.split())}
)

# Which of several visits another one is counted from, and the word for it.
CHAINED: Mapping[str, str] = MappingProxyType(
    {"each": "each", "every": "each", "the first": "first", "first": "first", "the last": "last",
     "last": "last"}
)  # fmt: skip

# Runs of words that are one word to the grammar, longest first when they are looked up.
_RUNS = {
    "AT_LEAST": "at least",
    "AT_MOST": "at most|no more than|not more than|a maximum of|maximum of|up to a maximum of"
    "|to a maximum of|not exceeding",
    "UP_TO": "up to",
    "OF_EVERY": "of every|of each",
    "AS_NEEDED": "as needed|as required|when needed|when required|if needed|if required",
    "UNKNOWN_AMOUNT": "an unknown amount|unknown amount",
    "UNSTATED_TIMES": "at unstated times|" + "|".join(word for word in UNCOUNTED if " " in word),
    "UNSTATED_EXTENT": "for an unstated time|an unstated time",
    "IN_TOTAL": "in total",
    "CAPPED_AT": "capped at",
    "IN_EACH": "in each|into each|to each|in both|into both|to both",
    "IN_EACH_COHORT": "in each cohort",
    "IN_READING": "in reading",
    "NO_TREATMENT": "no treatment",
    "COUNTING_FROM_ZERO": "counting days from 0",
    "STARTING_ON": "starting on a|starting on",
    "BEFORE_NEXT_COHORT": "before next cohort|before the next cohort",
    "BEFORE_TO": "before to",
    "BEFORE_OTHERS": "before the others|before others",
    "BETWEEN_FIRST": "between the first",
    "BETWEEN_PARTICIPANTS": "between participants|between two participants",
    "CHAINED": "|".join(f"{which} {basis}" for which in CHAINED for basis in ("planned", "actual")),
    "ONCE_OPENED": "once opened|after opening",
    "LAST_DOSE": "the last dose|last dose",
    "FIRST_DOSE": "the first dose|first dose",
    "PRIMARY": "primary completion",
    "ON_FIRST": "on the first|for the first",
    "FOR": "for the next|for next|for a total of",
    "A": "in a|in any",
    "MOMENT": "|".join(moment for moment in MOMENTS if " " in moment),
    "FREQUENCY": "|".join(word for word in FREQUENCIES if " " in word),
}
PHRASES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {tuple(run.split()): kind for kind, runs in _RUNS.items() for run in runs.split("|") if run}
)
LONGEST_PHRASE = max(len(words) for words in PHRASES)
# Of so many words it is kept what they are: a file has few that another one has not.
_REMEMBERED = 4_096


@lru_cache(maxsize=_REMEMBERED)
def spelled(word: str) -> str:
    """A word as the tables have it: in small letters, one space between, no stops in `b.i.d.`."""
    lower = " ".join(word.lower().split())
    letters = lower.rstrip(".").split(".")
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else lower


def frequency(word: str) -> Term | None:
    """What a word of frequency states: `Q3W`, `b.i.d.`, `every morning`; None for other words.

    >>> frequency("q4-6h")
    Term(number=1, period=4, unit='hour', moment='', to=6)
    """
    plain = spelled(word)
    if plain in FREQUENCIES:
        return FREQUENCIES[plain]
    found = compiled(_Q).fullmatch(plain) if plain.startswith("q") else None
    if found is None:
        return None
    return Term(1, int(found[1]), _Q_UNITS[found[3]], to=int(found[2] or 0))


@lru_cache(maxsize=_REMEMBERED)
def kinds(word: str) -> tuple[str, ...]:
    """What a single word may be besides a name or a unit, most specific first."""
    plain = spelled(word)
    found: list[str] = []
    if plain in KEYWORDS:
        found.append(KEYWORDS[plain])
    if plain in TIME_UNITS and (len(word) > 1 or word.islower()):
        if TIME_UNITS[plain] == "day" and len(word) > 1:
            found.append("DAYS")
        if TIME_UNITS[plain] == "week" and len(word) > 3:
            found.append("WEEKS")
        found.append("TIME_UNIT")
    if plain in ADVERBS:
        found.append("ADVERB")
    if frequency(word):
        found.append("FREQUENCY")
    if plain in UNCOUNTED and plain != "unknown":
        found.append("UNSTATED_TIMES")
    if weekday(plain) is not None:
        found.append("WEEKDAY")
    if plain in MEALS:
        found.append("MEAL")
    if plain in MOMENTS:
        found.append("MOMENT")
    if plain in MEAL_CODES:
        found.append("MEAL_CODE")
    if plain in ROUTE_ADVERBS:
        found.append("ROUTE_ADVERB")
    return tuple(found)


@cache
def known_words() -> tuple[str, ...]:
    """Every single word that has a meaning of its own, for finding the nearest to a slip."""
    joined = {part for words in PHRASES for part in words if part.isalpha() and len(part) > 2}
    return tuple(
        sorted(
            set(KEYWORDS) | set(TIME_UNITS) | set(ADVERBS) | joined
            | {word for word in FREQUENCIES if word.isalpha() and len(word) > 2}
            | {day.lower() for day in WEEKDAYS} | set(MEALS) | set(ROUTE_ADVERBS)
            | {part for route in ROUTES for part in route.split()}
        )
    )  # fmt: skip
