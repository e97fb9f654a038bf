"""A phrase that may be what passages mean, which the language reads without errors.

>>> from dosecalc.notations.prose.aspects import said
>>> from dosecalc.notations.prose.passages import passage
>>> told = said(passage("by nasal drops, 1×10^9 particles twice weekly for 8 weeks").finds)
>>> candidate(told, "EX-EV")
'1e9 particles of EX-EV by nasal drops twice weekly for 8 weeks'
>>> candidate(said(()), "EX-EV")
'an unknown amount of EX-EV at unstated times'
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dosecalc.language import read_phrase
from dosecalc.language.lazy import compiled
from dosecalc.notations.agent_and_route import quoted
from dosecalc.notations.prose.aspects import Aspect, Said

UNKNOWN = "an unknown amount"
_LISTED = r"once\b.*|.*\b(?:on days?|at weeks?) (?!.* of every ).*"


def candidate(told: Said, agent: str = "", *, placebo: bool = False) -> str:
    """The fullest phrase that reads: what stands in the way is left out, least important first."""
    for attempt in _attempts(told):
        words = _phrase(attempt, agent, placebo)
        if _reads(_phrase(attempt, "", placebo)) and (
            not agent or _reads(f"1 mg of {quoted(agent)} once")
        ):
            return words
    return _phrase(Said(), agent, placebo)


@lru_cache(maxsize=10_000)
def _reads(words: str) -> bool:
    """Whether a phrase reads without errors; what it is of is asked by itself."""
    return read_phrase(_counting(words)).ok


def _counting(words: str) -> str:
    """With the clause that a file says once: a day 0 where there is one."""
    return f"{words} counting days from 0" if counts_from_zero(words) else words


def counts_from_zero(words: str) -> bool:
    """Whether a phrase lists a day 0.

    >>> counts_from_zero("5 mg on days 0, 4, 8"), counts_from_zero("5 mg on days 10, 20")
    (True, False)
    """
    return compiled(r"\bon days? (?:[^a-z\"]*[^0-9.])?0(?![0-9.])").search(words) is not None


def _attempts(told: Said) -> Iterator[Said]:
    yield told
    for part in ("meals", "sites", "infusion", "route"):
        if getattr(told, part).words:
            told = told._replace(**{part: Aspect()})
            yield told
    yield told._replace(extent=Aspect(), when=Aspect())
    yield told._replace(dose=Aspect())
    yield Said()


def _phrase(told: Said, agent: str, placebo: bool) -> str:
    dose = "placebo" if placebo else told.dose.words or UNKNOWN
    parts = [
        dose, told.sites.words, f"of {quoted(agent)}" if agent else "", told.route.words,
        told.infusion.words, told.when.words or "at unstated times", told.meals.words,
        told.extent.words or _open(told),
    ]  # fmt: skip
    return " ".join(filter(None, parts))


def _open(told: Said) -> str:
    """`for an unstated time`, where something goes on and nothing says how long."""
    when = told.when.words
    goes_on = when and not compiled(_LISTED).fullmatch(when)
    return "for an unstated time" if goes_on else ""
