"""What a passage says of each part of a regimen, or why it leaves that part open.

>>> from dosecalc.notations.prose.passages import passage
>>> told = said(passage("10 mg orally twice a day for 8 weeks").finds)
>>> told.dose.words, told.when.words, told.extent.words
('10 mg', 'twice daily', 'for 8 weeks')
>>> said(passage("10 mg daily, then 20 mg daily").finds).dose.why
'several amounts are named'

Where two things are said of one part, none of them is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dosecalc.days import SECONDS
from dosecalc.language.lazy import compiled
from dosecalc.notations.prose.amounts import SEVERAL, WITHOUT_UNIT
from dosecalc.notations.prose.days import OF_CYCLE
from dosecalc.notations.prose.passages import Find

_NEAR = 4
_VOLUMES = ("mL", "µL")
_UNIT = re.compile(r"^(?:about |unknown )?[0-9.e+, to-]*")
_PER_DAY = r".*\b(?:daily|a day)|every .* hours?|every (?:morning|evening|night)|QD|BID|TID|QID"


class Aspect(NamedTuple):
    """One clause of the language; `options` are all that is said, `why` why none is taken."""

    words: str = ""
    options: tuple[str, ...] = ()
    why: str = ""


class Said(NamedTuple):
    """What is said of a regimen, part by part."""

    dose: Aspect = Aspect()
    when: Aspect = Aspect()
    extent: Aspect = Aspect()
    route: Aspect = Aspect()
    infusion: Aspect = Aspect()
    sites: Aspect = Aspect()
    meals: Aspect = Aspect()

    @property
    def silent(self) -> bool:
        """Whether nothing is said of how much, how often or how long."""
        return self[:3] == (Aspect(), Aspect(), Aspect())


DOSING = ("dose", "when", "extent")


def said(finds: Iterable[Find]) -> Said:
    """What the finds of a passage say together."""
    kept = tuple(finds)
    when = _when(kept)
    return Said(
        dose=_dose(kept), when=when, extent=_extent(kept, when),
        route=_only(kept, "route"), infusion=_only(kept, "infusion"),
        sites=_only(kept, "sites"), meals=_only(kept, "meals"),
    )  # fmt: skip


def _dose(finds: Sequence[Find]) -> Aspect:
    found = [each for each in finds if each.kind == "amount"]
    strengths = {each.words for each in finds if each.kind == "concentration"}
    sound = {_amount(each.words): each for each in found if each.words}
    options = tuple(sound)
    several = next((each for each in found if each.unclear == SEVERAL), None)
    if sound and several is not None:
        return Aspect("", options, several.because)
    if len(sound) > 1:
        return Aspect(_unknown(options), options, "several amounts are named")
    if not sound:
        why = "an amount per volume is named, and not the volume" if strengths else ""
        return Aspect("", (), found[0].because if found else why)
    (words,) = sound
    if len(strengths) == 1 and _UNIT.sub("", words) in _VOLUMES:
        words = f"{words} {strengths.pop()}"
    changed = _marked(finds, "change", "amount")
    if changed and ", " not in words:
        return Aspect("", options, changed.because)
    find = next(each for each in found if each.words)
    damaged = find.unclear and find.unclear != WITHOUT_UNIT
    return Aspect(words, options, find.because if damaged else "")


def _unknown(options: Sequence[str]) -> str:
    """`unknown particles`, where that is the unit of all; no words else."""
    units = {_UNIT.sub("", option.partition(" in ")[0]).strip() for option in options}
    (unit,) = units if len(units) == 1 else ("",)
    return f"unknown {unit}" if unit not in ("", "unstated") else ""


def _when(finds: Sequence[Find]) -> Aspect:
    found = _in_cycles([each for each in finds if each.kind in ("often", "days")], finds)
    options = _once_each(canonical(each.words) for each in found if each.words)
    unclear = next((each for each in found if each.unclear), None)
    unclear = unclear or _marked(finds, "sequence", "often", "days", "amount")
    if unclear is not None:
        return Aspect("", options, unclear.because)
    if len(options) < 2:
        return Aspect("".join(options), options)
    together = _together(found, options)
    if together:
        return Aspect(together, options)
    return Aspect("", options, "several frequencies or days are named")


def _in_cycles(found: list[Find], finds: Sequence[Find]) -> list[Find]:
    """With the cycle that days are counted in, where the words say its length in another place."""
    said = [each for each in finds if each.kind in ("repeat", "cycle")]
    lengths = {each.words.removeprefix("of ") for each in said if each.words}
    in_cycles = said or any(each.kind == "extent" and "cycle" in each.words for each in finds)
    if not found and len(lengths) == 1 and any(each.kind == "repeat" for each in said):
        again = next(each for each in said if each.kind == "repeat")
        return [again._replace(kind="often")]
    if not in_cycles:
        return found
    return [_in_cycle(each, lengths) if each.kind == "days" else each for each in found]


def _in_cycle(find: Find, lengths: set[str]) -> Find:
    counted = compiled(r"on days? [-0-9, to]+").fullmatch(find.words)
    if counted is None or (find.unclear and find.unclear != OF_CYCLE):
        return find
    if len(lengths) == 1:
        (length,) = lengths
        last = max(map(int, compiled(r"[0-9]+").findall(find.words)))
        if last <= _days(length):
            return find._replace(words=f"{find.words} of {length}", unclear="")
    return find._replace(unclear=find.unclear or OF_CYCLE)


def _days(length: str) -> int:
    """How many days `every 3 weeks` is."""
    _, count, unit = length.split()
    return int(float(count) * SECONDS[unit.removesuffix("s")] // SECONDS["day"])


def _once_each(words: Iterable[str]) -> tuple[str, ...]:
    """The clauses, without `every 3 weeks` beside `on day 1 of every 21 days`."""
    options = tuple(dict.fromkeys(words))
    cycles = {
        _days(f"every {found[1]}")
        for each in options
        if (
            found := compiled(r"on days? [-0-9, to]+ of every ([0-9]+ (?:day|week)s?)").fullmatch(
                each
            )
        )
    }
    return tuple(
        each
        for each in options
        if not (compiled(r"every [0-9]+ (?:day|week)s?").fullmatch(each) and _days(each) in cycles)
    )


def _together(finds: Sequence[Find], options: Sequence[str]) -> str:
    """`daily on days 1-5`, `daily, twice weekly`: a frequency per day, on days that are named."""
    if len(options) > 2:
        return ""
    often = [each for each in finds if each.kind == "often"]
    listed = [each for each in finds if each.kind == "days"]
    if len(listed) == len(often) == 1:
        if options[0] == "once" or options[1] == "once":
            other = next(option for option in options if option != "once")
            return other if compiled(r"on day -?[0-9]+").fullmatch(other) else ""
        frequency = canonical(often[0].words)
        near = 0 <= listed[0].start - often[0].stop < _NEAR
        if compiled(_PER_DAY).fullmatch(frequency) or near:
            return canonical(f"{frequency} {listed[0].words}")
        return ""
    if len(often) == 2 and 0 <= often[1].start - often[0].stop < _NEAR:
        daily = [bool(compiled(_PER_DAY).fullmatch(each)) for each in options]
        return canonical(", ".join(options)) if sum(daily) == 1 else ""
    return ""


def _extent(finds: Sequence[Find], when: Aspect) -> Aspect:
    found = [each for each in finds if each.kind == "extent"]
    options = tuple(dict.fromkeys(_length(each.words) for each in found if each.words))
    unclear = next((each for each in found if each.unclear), None)
    unclear = unclear or (_marked(finds, "sequence", "extent") if found else None)
    if unclear is not None:
        return Aspect("", options, unclear.because)
    if found and len(when.options) > 1 and not when.words:
        return Aspect("", options, "which of several frequencies it belongs to is open")
    lengths = [option for option in options if not option.endswith("doses")]
    if len(lengths) > 1 or (len(options) > 1 and len(options) - len(lengths) != 1):
        return Aspect("", options, "several lengths are named")
    if len(options) == 2:
        return Aspect("", options, "a length and a number of doses are named")
    if when.words == "once" and options:
        return Aspect("", options, "a single dose and a length are named")
    return Aspect("".join(options), options)


def _only(finds: Sequence[Find], kind: str) -> Aspect:
    options = tuple(
        dict.fromkeys(canonical(each.words) for each in finds if each.kind == kind and each.words)
    )
    return Aspect(options[0] if len(options) == 1 else "", options)


def _marked(finds: Sequence[Find], cue: str, *kinds: str) -> Find | None:
    """The first cue of a kind in a sentence that says something of these kinds."""
    told = {each.sentence for each in finds if each.kind in kinds}
    return next((each for each in finds if each.kind == cue and each.sentence in told), None)


def together(first: Aspect, second: Aspect) -> Aspect | None:
    """What two passages say of one part; None where they contradict each other."""
    if second == Aspect() or first == second:
        return first
    if first == Aspect():
        return second
    sound = [each for each in (first, second) if each.words and not each.why]
    if len(sound) == 2:
        return _compatible(first, second)
    if not sound:
        options = tuple(dict.fromkeys(first.options + second.options))
        words = first.words if first.words == second.words else ""
        return Aspect(words, options, first.why or second.why)
    (clear,), other = sound, second if sound[0] is first else first
    # A damaged figure names no other amount; several amounts do.
    known = [option for option in other.options if not option.startswith(("unknown", "an unknown"))]
    if not known or clear.words in known:
        return clear
    unknown = other.words if other.words.startswith("unknown") else ""
    return Aspect(unknown, other.options, other.why)


def _compatible(first: Aspect, second: Aspect) -> Aspect | None:
    """Of `1e9 particles` and `1e9 particles in 3 mL` the longer one, and a stated unit."""
    short, long = sorted((first, second), key=lambda each: len(each.words))
    if short.words == long.words or long.words.startswith(f"{short.words} in "):
        return long
    for bare, named in ((first, second), (second, first)):
        figure = bare.words.removesuffix(" unstated")
        if figure != bare.words and named.words.rpartition(" ")[0] == figure:
            return named
    return None


def _amount(words: str) -> str:
    if words.startswith(("unknown", "an unknown")):
        return words
    return canonical(words, " once").removesuffix(" once")


@lru_cache(maxsize=10_000)
def canonical(words: str, rest: str = "") -> str:
    """A clause as the language writes it; itself where the language does not read it.

    >>> canonical("2 times a week"), canonical("2.0 mg", " once")
    ('twice weekly', '2 mg once')
    """
    from dosecalc.language import read_phrase

    lead = "" if rest else "1 mg "
    text = read_phrase(f"{lead}{words}{rest}")
    if not text.ok or not text.trial.arms:
        return f"{words}{rest}"
    return str(text.trial.arms[0].readings[0].regimens[0].item).removeprefix(lead)


def _length(words: str) -> str:
    """`for 56 days` and `for 8 weeks` are one."""
    found = compiled(r"for ([0-9]+) (day|week|fortnight)s?").fullmatch(words)
    if found is None:
        return words
    days = int(found[1]) * SECONDS.get(found[2], 0) // SECONDS["day"]
    if not days:
        return words
    weeks, rest = divmod(days, 7)
    if rest:
        return f"for {days} day{'s' * (days != 1)}"
    return f"for {weeks} week{'s' * (weeks != 1)}"
