"""What a clause of a regimen or a visit speaks of, told from its canonical words.

>>> [kind for kind, _ in parts_of(("4 daily doses of 1e11 particles", "by nasal drops"))]
['frequency', 'extent', 'amount', 'route']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dosecalc.language.lazy import compiled
from dosecalc.language.vocabulary import ADVERBS, MEALS, MOMENTS, ROUTE_ADVERBS, UNCOUNTED

Part = tuple[str, str]

_TIME = "second|minute|hour|day|week|fortnight|month|year"
_COUNTED = r"(\d+) (?:(\S+) )?doses?(?: of (.+))?"
# The first that matches a clause whole names it; what matches none is an amount.
_KINDS = (
    ("condition", r"as needed|if .+"),
    ("agent", r"of .+"),
    ("route", r"by .+|" + "|".join(ROUTE_ADVERBS)),
    ("infusion", r"over .+"),
    ("spacing", r".+ apart"),
    ("cap", r"capped at .+"),
    ("most doses", r"at most \S+ doses .+"),
    ("limit", r"at most .+"),
    ("escalation", r"escalat.+"),
    ("window", r"within .+"),
    ("time of day", r"at \d+:\d\d.*|.*\b(before|after|with) (" + "|".join(MEALS) + r")\b.*"),
    ("time of day", "(" + "|".join(MOMENTS) + ")(, .+)?"),
    ("on and off", r".+ on, .+ off"),
    ("days left out", r"except .+"),
    ("days", r"on .+|(in|at) weeks? .+"),
    ("frequency", r"at unstated times|" + "|".join(UNCOUNTED)),
    ("start", r"(from|starting|during) .+"),
    ("extent", r"(for|through|until|before) .+"),
    ("rate", rf"at .+/({_TIME})"),
    ("concentration", r"at .+/.+"),
    ("sites", r"in each .+"),
    ("parts", r"in \d+ divided doses"),
    ("volume", r"in .+"),
    ("frequency", rf"once|twice|thrice|{'|'.join(ADVERBS)}|every .+"),
    ("frequency", rf"(once|twice|.+ times) ({'|'.join(ADVERBS)}|(per|every) .+)"),
    ("day count", "counting days from 0"),
)  # fmt: skip
AMOUNT = frozenset({"amount", "volume", "concentration", "sites", "cap", "parts", "rate"})


def parts_of(clauses: Iterable[str]) -> Iterator[Part]:
    """Each clause with what it speaks of; a counted course says its three clauses apart."""
    for clause in clauses:
        text = clause.removesuffix(",").removeprefix("with ")
        counted = compiled(_COUNTED).fullmatch(text)
        if counted is None:
            yield _kind(text), text
            continue
        count, often, amount = counted.groups()
        if often:
            yield "frequency", often
        yield "extent", f"for {count} dose{'s' * (count != '1')}"
        if amount:
            yield "amount", amount


def _kind(text: str) -> str:
    for kind, pattern in _KINDS:
        if compiled(pattern).fullmatch(text):
            return kind
    return "amount"
