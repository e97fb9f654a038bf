"""The vocabulary as tables: units, frequency words, clauses, routes."""

from __future__ import annotations

from dosecalc import units
from dosecalc.language import vocabulary
from dosecalc.language.clauses import CLAUSES
from dosecalc.language.clauses.frequency import abbreviation, meaning
from dosecalc.language.draft import Every, PerPeriod
from dosecalc.units import Unit

GROUPS = ("units", "frequencies", "clauses", "routes")
_WHILE = {
    "minute": "1 day", "hour": "2 days", "day": "7 days", "week": "8 weeks", "fortnight": "8 weeks",
    "month": "6 months", "year": "2 years",
}  # fmt: skip
Table = tuple[list[str], list[list[str]]]


def entries(group: str) -> Table:
    """The head and the rows of one group. Raises KeyError for a group that does not exist."""
    return {
        "units": _units,
        "frequencies": _frequencies,
        "clauses": _clauses,
        "routes": _routes,
    }[group]()


def _units() -> Table:
    spellings: dict[str, list[str]] = {}
    for spelling, unit in units.table().items():
        if "_" not in spelling and spelling not in (unit.name, unit.plural):
            spellings.setdefault(unit.name, []).append(spelling)
    rows = [
        [unit.plural, header, _others(spellings.get(unit.name, [])), _shown(unit)]
        for header, members in units.groups()
        for unit in members
    ]
    return ["unit", "kind", "also written", "example"], rows


def _shown(unit: Unit) -> str:
    """A phrase that uses the unit; time is how long a dose takes."""
    return f"10 mg over 2 {unit.plural} once" if units.is_time(unit) else f"2 {unit.plural} once"


def _others(spellings: list[str]) -> str:
    """Other spellings, of which those in several words are shown with spaces only."""
    plain = [
        each for each in spellings if "-" not in each or each.replace("-", " ") not in spellings
    ]
    return ", ".join(sorted(plain))


def _frequencies() -> Table:
    from fractions import Fraction

    from dosecalc.days import Length

    one = Fraction(1)
    rows = [["once", "a single dose", "10 mg once"]]
    for word, period in vocabulary.ADVERBS.items():
        said = meaning(Every(Length(low=one, high=one, unit=period)))
        rows.append([word, said, f"10 mg {word} for {_WHILE[period]}"])
    for short in (*vocabulary.FREQUENCIES, "q3w", "q8h", "q4-6h"):
        given = abbreviation(short)
        assert isinstance(given, Every | PerPeriod)
        period = (given.interval if isinstance(given, Every) else given.period).unit
        shown = f"10 mg {short.upper()} for {_WHILE[period]}"
        rows.append([short.upper(), meaning(given), shown])
    for phrase, said in (
        ("twice weekly", "2 doses in every week"),
        ("3 times a week", "3 doses in every week"),
        ("every other day", "one dose every 2 days"),
        ("every 12 hours", "one dose every 12 hours of elapsed time"),
        ("every 4 to 6 hours", "one dose every 4 to 6 hours"),
        ("once daily, twice a week", "1 dose on each of 2 days a week"),
    ):
        rows.append([phrase, said, f"10 mg {phrase} for 8 weeks"])
    return ["word", "meaning", "example"], rows


def _clauses() -> Table:
    rows = [[clause.rule.replace("_", " "), clause.example] for clause in CLAUSES]
    return ["clause", "example"], rows


def _routes() -> Table:
    rows = [[f"by {route}", name] for route, name in vocabulary.ROUTES.items()]
    rows += [[adverb, name] for adverb, name in vocabulary.ROUTE_ADVERBS.items()]
    return ["written", "route"], rows
