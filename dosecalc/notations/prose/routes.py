"""By which way, over how long, and at which sites: `intravenous infusion over 60 minutes`.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(recogniser, text):
...     found = recogniser(next(sentences(text)))
...     return found and found.words
>>> at(route, "by nasal drops"), at(route, "intranasal administration"), at(route, "i.v. drip")
('by nasal drops', 'intranasally', 'intravenously')
>>> at(route, "oral mucositis")
>>> at(infusion, "over 60 minutes"), at(sites, "per nostril")
('over 60 minutes', 'in each nostril')
>>> at(meals, "30 minutes after breakfast, lunch and dinner")
'30 minutes after breakfast, lunch, dinner'
"""

from __future__ import annotations

from dosecalc.amounts import number
from dosecalc.language.vocabulary import (
    MEALS,
    PAIRED,
    ROUTE_ADVERBS,
    ROUTES,
    TIME_UNITS,
    spelled,
)
from dosecalc.notations.prose.tape import Match, Tape

# `intranasal` of `intranasally`: the adverbs are the language's, the adjectives prose's.
_ADJECTIVES = {
    adverb.removesuffix("ly").removesuffix("al" if adverb.endswith("ically") else ""): adverb
    for adverb in ROUTE_ADVERBS
    if adverb.endswith("ly")
}
_NOUNS = frozenset(
    {
        "administration", "injection", "injections", "infusion", "infusions", "delivery", "drip",
        "dose", "doses", "route", "application", "instillation", "use", "treatment",
        "administrations", "inhalation", "transfusion", "intake", "gel", "cream", "ointment",
        "spray", "drops", "solution", "tablet", "tablets", "capsule", "capsules",
    }
)  # fmt: skip
_NEEDS_NOUN = frozenset({"oral", "local", "topic", "topical", "rectal"})
_MORE = {
    "inhaled": "inhalation",
    "nebulization": "nebulisation",
    "nebulizer": "nebulisation",
    "nebuliser": "nebulisation",
}


STARTS = frozenset(_ADJECTIVES) | frozenset(_MORE)


def route(tape: Tape) -> Match | None:
    """A way of giving that the language has a word for."""
    start = int(tape[0].of("BY"))
    start += bool(start) and tape.low(start) in ("an", "a", "the")
    text = " ".join(tape[start].text.lower().split())
    if (
        tape[start].of("ROUTE")
        and text not in ROUTE_ADVERBS
        and (text not in ("mouth", "infusion", "injection") or start)
    ):
        return Match(start + 1, f"by {text}")
    if text in _MORE:
        return Match(start + 1, f"by {_MORE[text]}")
    short = len(text) < 3 and tape[start].text.islower()
    if tape[start].of("ROUTE_ADVERB") and not short:
        words = spelled(tape[start].text)
        return Match(start + 1, words if words.endswith("ly") else ROUTE_ADVERB[words])
    adverb = _ADJECTIVES.get(text)
    if adverb is None or (text in _NEEDS_NOUN and tape.low(start + 1) not in _NOUNS):
        return None
    whole = f"{text} {tape.low(start + 1)}"
    if whole in ROUTES:
        return Match(start + 2, f"by {whole}")
    return Match(start + 1, adverb)


# The adverb for each abbreviation: `iv` is `intravenously`.
ROUTE_ADVERB = {
    short: next(
        (
            adverb
            for adverb, same in ROUTE_ADVERBS.items()
            if same == name and adverb.endswith("ly")
        ),
        f"by {name}",
    )
    for short, name in ROUTE_ADVERBS.items()
}


def infusion(tape: Tape) -> Match | None:
    """`over 60 minutes`, `infused over 1-2 hours`; over days is how long something goes on."""
    first = tape[1].value if tape[0].of("OVER") else None
    if first is None or first.value is None or first.power:
        return None
    words, place = number(first.value), 2
    if tape[2].of("TO", "DASH"):
        last = tape[3].value
        if last is None or last.value is None:
            return None
        words, place = f"{words} to {number(last.value)}", 4
    unit = TIME_UNITS.get(tape.low(place))
    if unit not in ("minute", "hour"):
        return None
    return Match(place + 1, f"over {words} {unit}{'' if words == '1' else 's'}")


def sites(tape: Tape) -> Match | None:
    """`in each nostril`, `per nostril`, `in both eyes`."""
    if not tape[0].of("IN_EACH", "PER"):
        return None
    site = PAIRED.get(tape.low(1))
    return Match(2, f"in each {site}") if site else None


def meals(tape: Tape) -> Match | None:
    """`30 minutes after breakfast, lunch and dinner`, `with meals`."""
    place, lead = 0, ""
    if tape[0].of("NUMBER") and tape[0].value is not None and tape[0].value.value is not None:
        unit = TIME_UNITS.get(tape.low(1))
        if unit not in ("minute", "hour"):
            return None
        count = number(tape[0].value.value)
        place, lead = 2, f"{count} {unit}{'' if count == '1' else 's'} "
    if not tape[place].of("BEFORE", "AFTER", "WITH"):
        return None
    named, stop = [], place + 1
    while tape[stop].of("MEAL"):
        named.append(MEALS[tape.low(stop)])
        stop += 1
        comma = int(tape[stop].of("LIST_COMMA", "COMMA"))
        comma += tape.low(stop + comma) == "and"
        if not tape[stop + comma].of("MEAL"):
            break
        stop += comma
    return Match(stop, f"{lead}{tape.low(place)} {', '.join(named)}") if named else None
