"""Names that the schedule language takes, made from labels that people wrote.

>>> taken = set()
>>> [arm_name(label, taken) for label in ("Low dose (1×10^9)", "low dose 1×10^9", "", "3 mL")]
['Low-dose-1-10-9', 'low-dose-1-10-9-2', 'arm', 'arm-3-mL']
"""

from __future__ import annotations

from itertools import count

from dosecalc.diagnostics import Report, Source
from dosecalc.language.lazy import compiled
from dosecalc.language.tokens import words

_LONGEST = 40


def arm_name(label: str, taken: set[str]) -> str:
    """A name of one word for a label, that no arm before it has, whatever the letter case."""
    joined = "-".join(compiled(r"[^\W_]+").findall(label))
    cut = joined[:_LONGEST].rpartition("-")[0] if len(joined) > _LONGEST else joined
    name = cut or joined[:_LONGEST] or "arm"
    if not plain(name):
        name = f"arm-{name}" if plain(f"arm-{name}") else "arm"
    return unique(name, taken)


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where another one has it."""
    for number in count(1):
        found = name if number == 1 else f"{name}-{number}"
        if found.lower() not in taken:
            taken.add(found.lower())
            return found
    raise AssertionError


def plain(name: str) -> bool:
    """Whether the language reads a name as one word of letters, digits and hyphens."""
    if not name or not name[0].isalpha() or not name.replace("-", "").isalnum():
        return False
    found = words(Source("name", name), 0, len(name), Report(), comments=False)
    return len(found) == 1 and found[0].text == name and found[0].of("NAME")
