"""A calendar as one page for a wall or a binder: months as grids and an agenda to tick.

It asks for nothing beside it and is read without a script; where several participants are on it,
each begins a printed sheet of their own, and a script filters them by text. A page holds up to
40,000 lines, because browsers choke on more; nothing is left out of one that is written.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dosecalc.calendars import Calendar, Entry
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.enrolled import cohorts, remarks
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.calendar.page import head
from dosecalc.formats.calendar.page.agenda import agenda
from dosecalc.formats.calendar.page.months import months
from dosecalc.formats.calendar.workload import cells
from dosecalc.formats.figures.style import LOOKS, Look

if TYPE_CHECKING:
    from jinja2 import Environment, Template

MOST = 40_000
_FOLDER = Path(__file__).parent / "page"
_RUNNING = 90  # letters of a text that runs along the head or foot of each sheet


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """The page, participant by participant.

    Raises ValueError for more lines than a browser shows well, before anything is written.
    """
    reach = _reach(calendar)
    if reach is not None:
        split = (
            f"the first {reach} of {len(calendar.placed)} participants fit; split their list, or "
        )
        raise ValueError(
            f"a page of more than {MOST:,} lines is more than a browser shows well: "
            f"{split if reach else ''}write CSV"
        )
    return _pieces(calendar)


def _reach(calendar: Calendar) -> int | None:
    """How many participants fit on a page, where not all of them do."""
    lines = 0
    for number, placed in enumerate(calendar.placed):
        lines += len(placed.plan.dues)
        if lines > MOST:
            return number
    return None


def _pieces(calendar: Calendar) -> Iterator[str]:
    from markupsafe import Markup

    several = len(calendar.placed) != 1
    style, script = _style(calendar), _read("page.js") if several else ""
    yield _template("top").render(
        trial=head.trial(calendar), several=several, version=calendar.stamp.version,
        index=head.index(calendar.people), stamp=calendar.stamp.lines(),
        messages=[(each.severity.value, each.message) for each in calendar.diagnostics],
        tables=tuple(_tables(calendar)),
        remarks=remarks(calendar.enrolment) if calendar.enrolment else (),
        style=Markup(style), style_digest=_digest(style),
        script_source=Markup(f"'sha256-{_digest(script)}'" if several else "'none'"),
    )  # fmt: skip
    for number, (_, entries) in enumerate(calendar.by_person(), 1):
        yield _participant(calendar, number, entries, several)
    yield _template("end").render(script=Markup(script), several=several)


def _tables(calendar: Calendar) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """The tables of a whole trial: its cohorts, and its work by week."""
    if calendar.enrolment is None:
        return
    if calendar.enrolment.cohorts:
        yield "Cohorts", *cohorts(calendar.enrolment)
    yield "Work by week", *cells(calendar, "week")


def _participant(calendar: Calendar, number: int, entries: tuple[Entry, ...], several: bool) -> str:
    """All sheets of one participant."""
    placed = calendar.placed[number - 1]
    person = placed.person
    drawn = months(entries, calendar.rules.opening_of(person))
    return _template("participant").render(
        place=f"p{number}", several=several, name=head.name(person, number),
        facts=tuple(head.facts(calendar, person, entries)), months=drawn,
        agenda=agenda(calendar, entries, drawn.stretches),
        unplaced=dict.fromkeys((each.what, each.needs) for each in placed.plan.unplaced),
        notes=placed.plan.notes,
        proposed=words.LEGEND if any(each.proposed for each in entries) else "",
        stamp=calendar.stamp.lines(),
    )  # fmt: skip


# ------------------------------------------------------------------ what shapes the page


def _style(calendar: Calendar) -> str:
    """The page's style sheet, with colours and with what runs along each printed sheet."""
    light, dark = (_colours(LOOKS[theme]) for theme in ("light", "dark"))
    sheet = _read("page.css").replace("/* light */", light).replace("/* dark */", dark)
    foot = "\\a ".join(_quoted(_short(line)) for line in calendar.stamp.lines())
    sheet = sheet.replace("/* stamp */", foot)
    first, *rest = _sheets(calendar)
    return sheet.replace("/* trial */", first) + "".join(rest)


def _sheets(calendar: Calendar) -> Iterator[str]:
    """What stands at the head of printed sheets, then the rules for those of each participant.

    A sheet of a name of its own begins a new page, which one participant alone has no need of.
    """
    people = calendar.people
    if len(people) == 1:
        yield _quoted(_short(head.running(calendar, people[0])))
        return
    yield _quoted(_short(head.trial(calendar)))
    for number, person in enumerate(people, 1):
        said = _quoted(_short(head.running(calendar, person)))
        yield (
            f'@page p{number}{{@top-left{{content:"{said}"}}}}\n'
            f"@media print{{#p{number}{{page:p{number}}}}}\n"
        )


def _colours(look: Look) -> str:
    """The page's colours as CSS variables."""
    return (
        f"--paper:{look.paper};--ink:{look.ink};--faint:{look.faint};--grid:{look.grid};"
        f"--mark:{look.series[0]};"
    )


def _short(text: str) -> str:
    """A text for the edge of a sheet; the hash and the end of a long one stay."""
    if len(text) <= _RUNNING + 80:
        return text
    return f"{text[:_RUNNING]}…{text[-79:]}"


def _quoted(text: str) -> str:
    """A text as CSS writes it between quotes: what could end it is written by its number."""
    return "".join(
        char if char.isalnum() or char in " ,.:;()-·…" else f"\\{ord(char):x} "
        for char in visible(text)
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html.j2")


@cache
def _environment() -> Environment:
    """The templates, in which every text is made visible and escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_shown,
    )  # fmt: skip


def _shown(value: object) -> object:
    """A text without invisible characters; the page's own markup as it is."""
    return visible(value) if type(value) is str else value
