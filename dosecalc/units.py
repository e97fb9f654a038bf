"""The closed vocabulary of units: what can be typed, what it converts to, and how it prints.

>>> str(find("exosomes")), str(per(table()["mg"], table()["kg"]))
('vesicles', 'mg/kg')
>>> ratio(table()["kg"], table()["mg"])
Fraction(1000000, 1)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import groupby, product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.value import Value

if TYPE_CHECKING:
    from pint import Quantity, UnitRegistry

_FILE = Path(__file__).with_name("units.txt")
_RELATION = re.compile(
    r"\[(?P<dimension>\w+)\]"
    r"|(?P<times>\d+(?:/\d+)?) \* (?P<multiple>\w+)"
    r"|(?P<part>\w+) / (?P<divisor>\d+(?:/\d+)?)"
)
_HYPHENATED = frozenset({"cell_equivalent", "cell_equivalents"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Unit(Value):
    """One unit, or one unit per another; two of them meet only within a dimension.

    `factor` is how many of the dimension's base unit it is, exactly; `per` is the denominator.

    >>> table()["mL"].factor, table()["mL"].dimension
    (Fraction(1, 1000), 'volume')
    """

    name: str
    dimension: str
    factor: Fraction
    singular: str
    plural: str
    per: Unit | None = None

    def convertible(self, other: Unit) -> bool:
        """Whether both measure the same.

        >>> table()["mg"].convertible(table()["kg"]), table()["mg"].convertible(table()["mL"])
        (True, False)
        """
        return self.dimension == other.dimension

    def __str__(self) -> str:
        return self.plural


class Entry(NamedTuple):
    """One line of the table: a unit, the header it stands under, and its spellings there."""

    group: str
    unit: Unit
    spellings: tuple[str, ...]


def entries(text: str) -> Iterator[Entry]:
    """The lines of a table in the format of `units.txt`, in order.

    Raises `ValueError` for a line of another form or a unit that is not defined above its line.

    >>> [str(entry.unit) for entry in entries("drop = [drop] = drops")]
    ['drops']
    """
    units: dict[str, Unit] = {}
    group, fresh = "", True
    for line in text.splitlines():
        if line.startswith("#"):
            group = line[1:].strip() if fresh else group
        elif line:
            name, relation, *spelled = re.split(" += +", line)
            printed = spelled[0] if spelled and spelled[0] != "_" else name
            dimension, factor = _measure(relation, units)
            units[name] = unit = Unit(
                name=name,
                dimension=dimension,
                factor=factor,
                singular=_print(printed if printed.startswith("µ") else name),
                plural=_print(printed),
            )
            others = spelled[1:] if printed == name else spelled
            yield Entry(group=group, unit=unit, spellings=(name, *others))
        fresh = not line


def _measure(relation: str, units: Mapping[str, Unit]) -> tuple[str, Fraction]:
    found = _RELATION.fullmatch(relation)
    if not found:
        raise ValueError(f"`{relation}` is not `[dimension]`, `N * unit` or `unit / N`")
    if dimension := found["dimension"]:
        return dimension, Fraction(1)
    other = found["multiple"] or found["part"]
    if other not in units:
        raise ValueError(f"`{other}` is not defined above `{relation}`")
    scale = Fraction(found["times"]) if found["times"] else 1 / Fraction(found["divisor"])
    return units[other].dimension, units[other].factor * scale


def _print(name: str) -> str:
    return name.replace("_", "-" if name in _HYPHENATED else " ")


def index(lines: Iterable[Entry]) -> dict[str, Unit]:
    """Every spelling of every unit, as it can be typed; `ValueError` if one has two meanings.

    >>> list(index(entries("vector_genome = [genome] = vg")))
    ['vector_genome', 'vector genome', 'vector-genome', 'vg']
    """
    spelled: dict[str, Unit] = {}
    for line in lines:
        for spelling in line.spellings:
            for typed in _typed(spelling):
                if typed in spelled:
                    raise ValueError(
                        f"`{typed}` is spelled twice: for {spelled[typed].name}"
                        f" and for {line.unit.name}"
                    )
                spelled[typed] = line.unit
    return spelled


def _typed(spelling: str) -> Iterator[str]:
    yield spelling
    words = spelling.split("_")
    for joints in product(" -", repeat=len(words) - 1) if len(words) > 1 else ():
        yield "".join(map("".join, zip(words, (*joints, ""), strict=True)))


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(entries(_FILE.read_text(encoding="utf-8")))


@cache
def table() -> Mapping[str, Unit]:
    """Every spelling with its unit; names with underscores, as JSON holds them, are among them.

    >>> table()["vector genomes"].name
    'vector_genome'
    """
    return MappingProxyType(index(_entries()))


@cache
def groups() -> tuple[tuple[str, tuple[Unit, ...]], ...]:
    """The headers of the table, each with its units, in the table's order.

    >>> [str(unit) for unit in dict(groups())["Volume"]]
    ['L', 'dL', 'mL', 'µL']
    """
    return tuple(
        (header, tuple(line.unit for line in lines))
        for header, lines in groupby(_entries(), key=lambda line: line.group)
    )


@cache
def spellings() -> tuple[tuple[str, ...], ...]:
    """The spellings of several words, as words, those with the most words first.

    >>> ("ug", "of", "protein") in spellings()
    True
    """
    found = (tuple(spelling.split(" ")) for spelling in table() if " " in spelling)
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


def find(spelling: str) -> Unit | None:
    """The unit that a text means, or None.

    Words of four letters or more are found in any case. Abbreviations are not, because `Mg` and
    `mg`, or `Mmol` and `mmol`, are not the same.

    >>> str(find("Particles")), find("MG"), find("MMOL")
    ('particles', None, None)
    """
    return table().get(spelling) or _words().get(spelling.lower())


def typed(text: str) -> Unit | None:
    """A unit as it is typed outside a schedule, one unit per another included; None for none.

    >>> str(typed("mg / kg")), typed("mg/kg/day")
    ('mg/kg', None)
    """
    parts = [find(part.strip()) for part in text.split("/")]
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
        return per(parts[0], parts[1])
    return None


@cache
def _words() -> Mapping[str, Unit]:
    abbreviations = {unit.name for unit in table().values() if unit.plural == unit.name}

    def is_word(part: str) -> bool:
        return part == "of" or (
            len(part) >= 4
            and part.isascii()
            and part.isalpha()
            and part.islower()
            and part not in abbreviations
        )

    return {
        spelling: unit
        for spelling, unit in table().items()
        if all(map(is_word, re.split("[ -]", spelling)))
    }


def per(numerator: Unit, denominator: Unit) -> Unit:
    """An amount per something; its dimension is its own, so mg/kg meets neither mg nor mg/m2.

    >>> str(per(table()["particle"], table()["mL"]))
    'particles/mL'
    """
    if denominator.per:
        raise ValueError(f"`{denominator}` is per something itself and cannot stand below a line")
    return Unit(
        name=f"{numerator.name}/{denominator.name}",
        dimension=f"{numerator.dimension}/{denominator.dimension}",
        factor=numerator.factor / denominator.factor,
        singular=f"{numerator.singular}/{denominator.singular}",
        plural=f"{numerator.plural}/{denominator.singular}",
        per=denominator,
    )


def numerator(unit: Unit) -> Unit:
    """What stands above the line of an amount per something; the unit itself where there is none.

    >>> str(numerator(per(table()["particle"], table()["mL"])))
    'particles'
    """
    return table()[unit.name.partition("/")[0]]


def ratio(source: Unit, target: Unit) -> Fraction:
    """How many of `target` make one of `source`, exactly; `ValueError` between dimensions.

    >>> ratio(table()["hour"], table()["day"])
    Fraction(1, 24)
    """
    if not source.convertible(target):
        raise ValueError(f"{source} are not {target}, and nothing converts one to the other")
    return source.factor / target.factor


def is_time(unit: Unit) -> bool:
    """Whether a unit is a length of time, so that an amount per it is a rate.

    >>> is_time(table()["hour"]), is_time(table()["mL"])
    (True, False)
    """
    return unit.dimension == "time"


@cache
def registry() -> UnitRegistry[Fraction]:
    """The table as a pint registry with exact numbers, and nothing of pint's own units in it.

    pint sees through a division: there, unlike here, mg/kg has no dimension.
    """
    from pint import UnitRegistry

    return UnitRegistry(str(_FILE), non_int_type=Fraction)


def quantity(value: Fraction, unit: Unit) -> Quantity[Fraction]:
    """An amount as a pint quantity, its magnitude exact.

    >>> quantity(Fraction(1, 3), table()["g"]).to("mg").magnitude
    Fraction(1000, 3)
    """
    return registry().Quantity(value, unit.name)


UNSTATED = table()["unstated"]
