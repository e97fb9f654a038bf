"""A regimen as a sentence that people read aloud, and that reads back as the same regimen.

>>> from dosecalc.language import read_phrase
>>> trial = read_phrase("1e11 particles Q3W by mouth over 1 h of EX x 6 cycles").trial
>>> print(sentence(trial.arms[0].readings[0].regimens[0].item))
Give 1×10^11 particles of EX by mouth over 1 hour every 3 weeks for 6 cycles.

What is given comes first, then how, when, and how long. Words that are misread in handwriting and
print are spelled out. Powers of ten keep their `^`: a raised figure is lost where text is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import Final

from dosecalc.clause_kinds import parts_of
from dosecalc.language import Text, read_file, read_phrase
from dosecalc.language.lazy import compiled
from dosecalc.language.tokens import NO_UNIT
from dosecalc.language.values import quoted
from dosecalc.language.vocabulary import ROUTE_ADVERBS, ROUTES
from dosecalc.model import Course, Item, Repeated, Rest, Sequence, Together, Trial

# The kinds of clauses in the order of a sentence; what a comma parts from the rest comes last.
_ORDER: Final = (
    "amount", "agent", "volume", "concentration", "sites", "route", "rate", "infusion",
    "frequency", "parts", "days", "on and off", "days left out", "time of day", "as needed",
    "window", "start", "extent", "condition", "later start", "spacing", "escalation", "cap",
    "limit", "most doses", "day count",
)  # fmt: skip
_PARTED: Final = frozenset(_ORDER[_ORDER.index("later start") :])
_LISTS: Final = frozenset({"days", "days left out", "time of day"})
_MEASURED: Final = frozenset(
    {"amount", "volume", "concentration", "rate", "cap", "limit", "most doses"}
)
# Abbreviations that are taken for others: µg for mg, IU for IV or 10.
_SPELLED: Final = MappingProxyType(
    {
        r"(?<![\w.])(\d+(?:\.\d+)?)e(-?\d+)(?!\w)": r"\1×10^\2",
        r"/(c?m)2(?!\w)": r"/\1²",
        r"(?<=\b1 )µg\b": "microgram",
        r"(?<!\w)µg\b": "micrograms",
        r" (protein|phospholipid)\b": r" of \1",
        r"(?<=\b1 )µL\b": "microlitre",
        r"(?<!\w)(?<!/)µL\b": "microlitres",
        r"(?<=\b1 )IU\b": "international unit",
        r"(?<!\w)(?<!/)IU\b": "international units",
        r"\bunstated\b": NO_UNIT,
    }
)
_ABBREVIATED: Final = frozenset({"iv", "im", "sc", "po", "sl", "pr", "subcut", "subq"})
_COUNT_FROM_ZERO: Final = ", counting days from 0"
_STRINGS = r'("(?:[^"\\]|\\.)*")'


def sentence(item: Item, trial: Trial | None = None) -> str:
    """The regimen as one sentence, in a trial whose spans and count of days it speaks of.

    It reads back by itself where it speaks of no span; where days are counted from 0, it says so.
    """
    text = _fitting(item, trial)
    return f"{text[0].upper()}{text[1:]}." if text.startswith("rest ") else f"Give {text}."


def turns(item: Item, trial: Trial | None = None) -> tuple[str, ...]:
    """The sentence in parts, one for each item of a sequence; together they are the sentence."""
    whole = sentence(item, trial)
    if not isinstance(item, Sequence):
        return (whole,)
    found = tuple(_split(whole))
    return found if len(found) == len(item.items) else (whole,)


def _split(whole: str) -> Iterator[str]:
    """A sentence cut behind each comma that is followed by `then`, outside brackets and quotes."""
    depth, start, quoted = 0, 0, False
    for place, sign in enumerate(whole):
        if sign == '"':
            quoted = not quoted
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if not quoted and not depth and whole.startswith(", then ", place):
            yield whole[start : place + 1]
            start = place + 2
    yield whole[start:]


def _fitting(item: Item, trial: Trial | None) -> str:
    """The best of the wordings that read back as the same regimen; best by itself."""
    meant = _meant(item)
    wordings = [_words(item), str(item)]
    if trial is not None and trial.days_from_zero:
        wordings = [each + end for each in wordings for end in ("", _COUNT_FROM_ZERO)]
    for read in (_alone, _among_spans):
        for text in wordings:
            found = read(f"Give {text}.", trial)
            if found is not None and _meant(found) == meant:
                return text
    return str(item)


def _alone(text: str, trial: Trial | None) -> Item | None:
    return _item(read_phrase(text))


def _among_spans(text: str, trial: Trial | None) -> Item | None:
    """What a sentence means in a file that knows the trial's spans and how it counts days."""
    if trial is None or not trial.spans:
        return None
    spans = (f"span {quoted(each.name)}\n  lasts an unstated time\n" for each in trial.spans)
    count = "counting days from 0\n" * trial.days_from_zero
    return _item(read_file(f"trial A\n{count}{''.join(spans)}arm A\n  {text}\n", "sentence"))


def _item(text: Text) -> Item | None:
    return text.trial.arms[0].readings[0].regimens[0].item if text.ok else None


def _meant(item: Item) -> Item:
    """What an item means, however it is said."""
    if isinstance(item, Course):
        return replace(item, said=(), notes=tuple(sorted(item.notes)))
    if isinstance(item, Rest):
        return item
    if isinstance(item, Repeated):
        return replace(item, item=_meant(item.item))
    return replace(item, items=tuple(map(_meant, item.items)))


def clause(text: str) -> str:
    """One clause as a sentence has it.

    >>> clause("at weeks 0, 2, 4"), clause("at most 4e9 particles a day")
    ('at weeks 0, 2 and 4', 'at most 4×10^9 particles a day')
    """
    return _clause(text)[1]


def figures(text: str) -> str:
    """Words with their numbers and units as a sentence has them; what is quoted stays.

    >>> figures("total 1.6e10 unstated in reading eight weeks")
    'total 1.6×10^10 (unit not stated) in reading eight weeks'
    """
    return _aloud("amount", text)


# ------------------------------------------------------------------ items


def _words(item: Item) -> str:
    if isinstance(item, Course):
        return _course(item)
    if isinstance(item, Rest):
        return f"rest {item.length}"
    if isinstance(item, Repeated):
        tail = f" repeated {item.times} times" if item.times != 1 else ""
        return f"({_words(item.item)}){tail}" + (f" every {item.every}" if item.every else "")
    word = ", then " if isinstance(item, Sequence) else ", and "
    return word.join(_part(each) for each in item.items)


def _part(item: Item) -> str:
    text = _words(item)
    return f"({text})" if isinstance(item, (Sequence, Together)) else text


# ------------------------------------------------------------------ clauses


def _course(course: Course) -> str:
    """The clauses of a course in the order of a sentence."""
    found = sorted(map(_clause, (said.text for said in course.said)), key=_place)
    text, parted = "", False
    for kind, group in groupby(found, key=lambda clause: clause[0]):
        said = ", ".join(words for _, words in group)
        counted = said[:1].isdigit() and kind in ("time of day", "on and off")
        # Behind a number, a comma before a number would go on with a list.
        comma = parted or kind in _PARTED or (counted and not text[-1:].isdigit())
        text += (", " if comma else " ") * bool(text) + said
        parted = kind == "on and off" or counted or said.endswith(" kg")
    return text


def _place(clause: tuple[str, str]) -> int:
    return _ORDER.index(clause[0])


def _clause(text: str) -> tuple[str, str]:
    """A clause with its kind, in words to be read aloud."""
    bare = text.removesuffix(",").removeprefix("with ")
    found = tuple(parts_of((bare,)))
    kind = found[0][0] if len(found) == 1 else "amount"
    if kind == "condition" and bare == "as needed":
        kind = "as needed"
    if kind == "start" and bare.startswith("starting "):
        kind = "later start"
    if kind == "escalation" and bare == "escalation":
        return kind, "escalating"
    if kind == "amount" and bare.rpartition(" ")[2][:1].isdigit():  # a figure without a unit
        bare += " unstated"
    return kind, _aloud(kind, bare)


def _aloud(kind: str, text: str) -> str:
    """A clause with numbers, units and lists as they are read; what is quoted stays."""
    if kind in _MEASURED:
        pieces = re.split(_STRINGS, text)
        spoken = [each if place % 2 else _measured(each) for place, each in enumerate(pieces)]
        return "".join(spoken)
    if kind in _LISTS:
        return _listed(text)
    return _route(text) if kind == "route" else text


def _route(text: str) -> str:
    """A route without abbreviations: `iv` is `intravenously`, `by iv infusion` its long name."""
    bare = text.removeprefix("by ")
    if bare.split(" ")[0] not in _ABBREVIATED:
        return text
    if " " in bare and ROUTES.get(bare) in ROUTES:
        return f"by {ROUTES[bare]}"
    name = ROUTE_ADVERBS.get(bare)
    return next((word for word in ROUTE_ADVERBS if ROUTE_ADVERBS[word] == name), text)


def _measured(text: str) -> str:
    for pattern, words in _SPELLED.items():
        text = compiled(pattern).sub(words, text)
    return text


def _listed(text: str) -> str:
    """Days, weeks or times of day: `1-4` is `1 to 4`, and `and` stands before the last."""
    spoken = compiled(r"(\d)-(\d)").sub(r"\1 to \2", text)
    before, comma, last = spoken.rpartition(", ")
    spoken = f"{before} and {last}" if comma else spoken
    single = compiled(r"\b(day|week)s (-?\d+)(?= of |$)").fullmatch(spoken.partition(" ")[2])
    return f"{spoken.partition(' ')[0]} {single[1]} {single[2]}" if single else spoken
