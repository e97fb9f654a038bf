"""The tables of the atlas page: every figure in them is computed from the files in `schedules`."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import dosecalc
from dosecalc import sources
from dosecalc.comparison import Compared
from dosecalc.model import Course, Trial, courses
from dosecalc.parameters import Interval
from dosecalc.protocol import Assumption
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.units import Unit

SCHEDULES = Path(__file__).parent.parent / "schedules"
ASSUMPTIONS = SCHEDULES / "assumptions"
COUNTED = ASSUMPTIONS / "as-particles.dose"
Table = tuple[list[str], list[list[str]]]


def atlas(name: str) -> Table:
    """The head and the rows of a table of the page."""
    return {
        "atlas_counts": counts,
        "atlas_assumptions": assumptions,
        "atlas_needs": missing,
        "atlas_index": index,
    }[name]()


@cache
def trials() -> tuple[Trial, ...]:
    return tuple(text.trial for text in sources.texts([str(SCHEDULES)]))


@cache
def files() -> dict[str, tuple[Assumption, ...]]:
    """The assumptions of each file, by its name."""
    return {
        path.stem: sources.assumptions((), [str(path)])[0]
        for path in sorted(ASSUMPTIONS.glob("*.dose"), key=lambda path: path.name.lower())
    }


@cache
def in_particles(*with_: Path) -> tuple[Compared, ...]:
    """Every arm, cohort and reading that gets something, in particles as far as that goes."""
    found = dosecalc.compare(SCHEDULES, unit="particles", with_=[str(path) for path in with_])
    return tuple(each for each in found if each.amount is None or each.amount.high != 0)


# ---------------------------------------------------------------- how many, and how much


def counts() -> Table:
    """How many trials come to an amount in particles, and the least and the greatest amount."""
    everything = in_particles()
    rows = [["in the atlas", _trials(everything), str(len(everything)), "", ""]]
    for said, with_ in (
        ("in particles, without `--with`", ()),
        ("with `as-particles`", (COUNTED,)),
        ("with every file of assumptions", (ASSUMPTIONS,)),
    ):
        known = [each for each in in_particles(*with_) if each.amount is not None]
        ends = [_end(known, "low"), _end(known, "high")]
        rows.append([said, _trials(known), str(len(known)), *ends])
    return ["", "trials", "arms, cohorts and readings", "least", "greatest"], rows


def _trials(rows: Iterable[Compared]) -> str:
    return str(len({each.row.trial for each in rows}))


def _end(rows: Iterable[Compared], which: str) -> str:
    """The least lower bound or the greatest upper bound, and whose it is."""
    ends = [(getattr(each.amount, which), each.row.trial) for each in rows]
    if not ends or any(end is None for end, _ in ends):
        return "open"
    found: Fraction = (min if which == "low" else max)(end for end, _ in ends)
    whose = sorted({trial for end, trial in ends if end == found})
    return f"{spoken(Interval(found, found), None)} ({', '.join(whose)})"


# ---------------------------------------------------------------- what rests on what


def assumptions() -> Table:
    """What each file of assumptions says, and the trials that it brings into particles.

    A file is held against `as-particles` alone, which itself is held against nothing.
    """
    rows = []
    for name, found in files().items():
        own = ASSUMPTIONS / f"{name}.dose"
        before = _known(COUNTED) if own != COUNTED else _known()
        after = _known(own, COUNTED) if own != COUNTED else _known(own)
        rows.append(
            [
                f"[{name}](../schedules/assumptions/{name}.dose)",
                "; ".join(dict.fromkeys(map(_said, found))),
                "; ".join(dict.fromkeys(said for each in found for said in each.facts.sources)),
                _listed(str(place[0]) for place in after - before) or "none",
            ]
        )
    return ["file", "says", "source", "brings into particles"], rows


def _known(*with_: Path) -> set[tuple[object, ...]]:
    """The arms, cohorts and readings that have an amount in particles."""
    return {_place(each) for each in in_particles(*with_) if each.amount is not None}


def _place(each: Compared) -> tuple[object, ...]:
    return each.row.trial, each.row.arm, each.row.cohort, each.row.reading, each.row.agent


def _said(each: Assumption) -> str:
    return "bare counts are particles" if each.kind == "unit" else f"`{each.text}`"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))


# ---------------------------------------------------------------- what cannot be compared


def missing() -> Table:
    """What is missing with every assumption made, and in which trials."""
    found: dict[str, set[str]] = {}
    for each in in_particles(ASSUMPTIONS):
        for need in (each.needs or "").split("; ") if each.amount is None else ():
            said = need.removeprefix("needs ").removesuffix(f" of {each.row.trial}")
            found.setdefault(said, set()).add(each.row.trial)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return ["what is missing", "trials"], [[need, _listed(names)] for need, names in ordered]


# ---------------------------------------------------------------- every trial


def index() -> Table:
    """Each trial with its condition, agents, routes, and what a participant is planned to get."""
    head = ["trial", "condition", "agent", "route", "planned for a participant"]
    return head, [
        [
            f"[{trial.name}](../schedules/{trial.name}.dose)",
            ", ".join(text.strip('"') for word, text in trial.facts_stated if word == "condition")
            or "not stated",
            ", ".join(each.name for each in trial.agents) or "not stated",
            ", ".join(dict.fromkeys(each.route for each in _courses(trial) if each.route))
            or "not stated",
            _exposure(trial.name),
        ]
        for trial in trials()
    ]


def _courses(trial: Trial) -> Iterator[Course]:
    for arm in trial.arms:
        for reading in arm.readings:
            for regimen in reading.regimens:
                yield from courses(regimen.item)


@cache
def _totals() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in dosecalc.total(SCHEDULES):
        found.setdefault(row.trial, []).append(row)
    return found


def _exposure(name: str) -> str:
    """From the least total to the greatest in each unit, then what is not known."""
    known: dict[Unit, list[Row]] = {}
    unknown: dict[str, None] = {}
    for row in _totals()[name]:
        if row.total is None:
            unknown[f"unknown: needs {row.unknown}"] = None
        elif row.unit is not None and row.total.high != 0:
            known.setdefault(row.unit, []).append(row)
    return "; ".join([*(_amount(rows, unit) for unit, rows in known.items()), *unknown])


def _amount(rows: list[Row], unit: Unit) -> str:
    """The totals of rows, as approximate and as assumed as any of them is."""
    about = any(note.startswith("approximate") for row in rows for note in row.notes)
    said = spoken(_around([row.total for row in rows if row.total is not None]), unit)
    assumed = [row.status == "assumed" for row in rows]
    mark = ", assumed" if all(assumed) else ", in part assumed" if any(assumed) else ""
    return f"{'about ' if about else ''}{said}{mark}"


def _around(ends: list[Interval]) -> Interval:
    """From the least end to the greatest; open where one of them is."""
    highs = [each.high for each in ends if each.high is not None]
    return Interval(min(each.low for each in ends), max(highs) if len(highs) == len(ends) else None)
